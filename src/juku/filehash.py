"""SHA-256 of files, as manifests, releases and indexes list it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def folders_sha256(folders: Iterable[tuple[Path, Iterable[Path]]]) -> str:
    """SHA-256 over the names and bytes of some files of each folder, in hex; the files in order."""
    digest = hashlib.sha256()
    for root, paths in folders:
        for path in sorted(paths):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(bytes.fromhex(file_sha256(path)))
    return digest.hexdigest()


SUMS = "SHA256SUMS"
"""The file of a release that lists all others, a line ``hash  path`` each, as sha256sum has it."""

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def listed(line: str) -> tuple[str, str] | None:
    """Path and hash that a line of SHA256SUMS gives, None where it names no file of the release.

    >>> listed("0" * 64 + "  data/a.parquet")[0]
    'data/a.parquet'
    >>> listed("0" * 64 + "  ../a.parquet")
    """
    match = _LINE.fullmatch(line)
    if match is None or match[2].startswith("/") or ".." in match[2].split("/"):
        return None
    return match[2], match[1]
