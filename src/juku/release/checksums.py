"""SHA256SUMS: every file of a release directory and the SHA-256 of its bytes.

The format is that of ``sha256sum``, sorted by path, so ``sha256sum -c SHA256SUMS`` checks it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from juku.filehash import SUMS, file_sha256, listed, regular

NAME = SUMS
DERIVED = "index"
"""The folder of a shipped index."""

Problem = Literal["absent", "unreadable", "missing", "unlisted", "changed"]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One way in which a directory is not what its SHA256SUMS says."""

    path: str
    problem: Problem

    @property
    def fact(self) -> str:
        """The problem in words."""
        return _FACTS[self.problem]

    def __str__(self) -> str:
        return f"{self.path}: {self.fact}"


_FACTS: dict[Problem, str] = {
    "absent": "is not there, so no file can be checked",
    "unreadable": "is not a line `hash  path` with a path inside the release",
    "missing": "is listed in SHA256SUMS but is not there",
    "unlisted": "is there but not listed in SHA256SUMS",
    "changed": "its bytes are not those that SHA256SUMS lists",
}


def files(root: Path) -> list[str]:
    """Every file under ``root`` but SHA256SUMS, as sorted paths with ``/``.

    Folders whose name starts with a point (``.git``, ``.cache``) hold no part of a release, and
    ``index/`` (`juku index --out`) is derived from it and carries sums of its own.
    """
    root = Path(root)
    found = (p.relative_to(root) for p in root.rglob("*") if p.is_file() or p.is_symlink())
    return sorted(path for path in map(Path.as_posix, found) if is_part(path))


def is_part(path: str) -> bool:
    """Whether SHA256SUMS lists the file at ``path`` in a release's folder, as `files` says.

    >>> [is_part(path) for path in ("data/a.parquet", ".git/HEAD", "index/a.bin", "SHA256SUMS")]
    [True, False, False, False]
    """
    *folders, _ = parts = path.split("/")
    hidden = any(folder.startswith(".") for folder in folders)
    return not hidden and parts[0] != DERIVED and path not in _NO_PART


_NO_PART = {NAME, ".gitattributes"}
"""Itself, and the file that the Hub adds on its own to every repository."""


def write(root: Path) -> Path:
    """Write ``root/SHA256SUMS`` over all files there; returns its path."""
    lines = [f"{file_sha256(Path(root) / path)}  {path}\n" for path in files(root)]
    target = Path(root) / NAME
    target.write_text("".join(lines), "utf-8")
    return target


def read(root: Path) -> dict[str, str]:
    """Path → hash, as SHA256SUMS lists them; lines that are no such pair are left out.

    Raises:
        FileNotFoundError: there is no SHA256SUMS.
    """
    pairs = (listed(line) for line in _lines(root))
    return dict(pair for pair in pairs if pair is not None)


def verify(root: Path) -> list[Mismatch]:
    """All mismatches between a directory and its SHA256SUMS; empty when it is as listed."""
    try:
        lines = _lines(root)
    except FileNotFoundError:
        return [Mismatch(NAME, "absent")]
    found = [
        Mismatch(f"{NAME}:{number}", "unreadable")
        for number, line in enumerate(lines, 1)
        if listed(line) is None
    ]
    said, present = read(root), set(files(root))
    whole = {path for path in present if (Path(root) / path).is_file()}  # no link to nothing
    found += [Mismatch(path, "missing") for path in sorted(set(said) - whole)]
    found += [Mismatch(path, "unlisted") for path in sorted(present - set(said))]
    found += [
        Mismatch(path, "changed")
        for path in sorted(whole & set(said))
        if file_sha256(Path(root) / path) != said[path]
    ]
    return found


def _lines(root: Path) -> list[str]:
    text = regular(Path(root) / NAME).read_bytes().decode("utf-8", "replace")
    return text.removesuffix("\n").split("\n") if text else []
