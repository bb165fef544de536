"""How pages leave a corpus: with their manifest lines and the curation rows that are about them."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from juku.arguments import unfit_path
from juku.build import takedowns
from juku.build.corpus import curation, evidence, manifest
from juku.build.corpus.manifest import MANIFEST, PAGES
from juku.build.running.alone import alone
from juku.errors import EvidenceError, Findings
from juku.filehash import regular
from juku.surroundings import fact, remedy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of a corpus."""

    pages: tuple[str, ...]
    """Their paths, sorted."""
    rows: tuple[tuple[str, str], ...]
    """Where each curation row stood that went with them, and the row."""
    elsewhere: tuple[str, ...] = ()
    """Those of ``pages`` at whose path no page may lie: only their lines were taken out."""


def remove(root: Path, pages: Sequence[str], reason: str | None = None) -> Removed:
    """Take pages, named by id or path, out of the corpus at ``root``; all of them or none.

    Corrections of these pages and takedowns that match nothing without them go too. A ``reason`` is
    kept with the page's path and hash in ``curation/removed.tsv``.

    Raises:
        EvidenceError: naming every page that the corpus does not have.
    """
    root = Path(root)
    manifest.require(root)
    if reason is not None and (not reason.strip() or set(reason) & set("\t\n\r")):
        raise EvidenceError(f"--reason: is {reason!r}; give words on one line, without tabs")
    with alone(root, wait=True):
        return _remove(root, pages, reason)


def _remove(root: Path, pages: Sequence[str], reason: str | None) -> Removed:
    raw = regular(root / MANIFEST).read_bytes().split(b"\n")
    lines = _named(raw)
    known = {name: row["path"] for row in lines.values() for name in (row["id"], row["path"])}
    found = Findings()
    gone = {path for name in pages if (path := _path(root, name, known, found)) is not None}
    there = [path for path in sorted(gone) if _is_inside(root, path)]
    for path in there:
        # It would have to be emptied file by file, which cannot be taken back.
        if (root / path).is_dir() and not (root / path).is_symlink():
            found.add(
                f"{root / path}", "is a folder, not a page", "move it out of the corpus first"
            )
    found.raise_as(EvidenceError)
    rows = _rows_about(root, gone)
    files = _without(root, [where for where, _ in rows])
    if reason is not None:
        hashes = {row["path"]: row["sha256"] for row in lines.values() if row["path"] in gone}
        _say_why(root, hashes, reason, files)
    kept = [line for at, line in enumerate(raw) if at not in lines or lines[at]["path"] not in gone]
    _leave(root, there, {**files, MANIFEST: b"\n".join(kept)})
    _tidy(root, {row["path"] for row in lines.values()} - gone)
    return Removed(tuple(sorted(gone)), tuple(rows), tuple(sorted(gone - set(there))))


def _named(raw: Sequence[bytes]) -> dict[int, dict[str, str]]:
    """Place of each line that names a page → its id, path and hash, whatever else is in it."""
    found = {}
    for at, line in enumerate(raw):
        try:
            row = json.loads(line)
            found[at] = {name: str(row.get(name, "")) for name in ("id", "path", "sha256")}
        except (ValueError, AttributeError, RecursionError):
            continue  # `juku validate` names it; it stays as it is
    return found


def _path(root: Path, name: str, known: Mapping[str, str], found: Findings) -> str | None:
    """The path in the corpus of a page named by id, by that path, or by where its file lies."""
    if name in known:
        return known[name]
    file, within = Path(name).absolute(), root.absolute()
    path = file.relative_to(within).as_posix() if file.is_relative_to(within) else name
    # A file that no line names can be taken out too; `juku validate` says to.
    if path in known or (_is_inside(root, path) and (root / path).is_file()):
        return path
    near = difflib.get_close_matches(name, known, n=3)
    remedy = f"did you mean {' or '.join(near)}?" if near else "give an id or path of its manifest"
    found.add(name, f"is no page of {root}", remedy)
    return None


def _is_inside(root: Path, path: str) -> bool:
    """Whether a page may lie at ``path``; of one that lies elsewhere only the line is taken out."""
    file = root / path
    within = path.startswith(f"{PAGES}/") and ".." not in path.split("/")  # not in root's own name
    if not within or unfit_path(str(file)) is not None:
        return False
    # A page that is a link is taken out itself; one behind a link is another folder's.
    return Path(os.path.realpath(file.parent)).is_relative_to(os.path.realpath(root / PAGES))


def _rows_about(root: Path, gone: set[str]) -> list[tuple[str, str]]:
    """Where each curation row stands that is about pages that go, and the row."""
    about = []
    for name in (curation.CORRECTIONS, curation.TAKEDOWNS):
        path = root / curation.FOLDER / name
        for at, line in enumerate(_text(path).split("\n")[1:], start=2):
            if line.split("\t")[0].partition("#")[0] in gone:
                about.append((f"{path}:{at}", line))
    told = {where for where, _ in about}
    return about + [(w, line) for w, line in _takedowns_of_articles(root, gone) if w not in told]


def _takedowns_of_articles(root: Path, gone: set[str]) -> list[tuple[str, str]]:
    """Takedowns of articles that no page has when those of ``gone`` are no more."""
    path = root / curation.FOLDER / curation.TAKEDOWNS
    lines = _text(path).split("\n")
    if len(lines) < 2:
        return []
    there, _ = evidence.inspect(root)
    left = tuple(entry for entry in there.corpus.entries if entry.path not in gone)
    corpora = (there.corpus, replace(there.corpus, entries=left))
    try:
        before, after = (set(takedowns.unmatched(c, there.curation, Findings())) for c in corpora)
    except EvidenceError:
        return []  # an archive that cannot be read may hold any of them; `juku validate` names it
    places = sorted(int(where.rpartition(":")[2]) for where, _ in after - before)
    return [(f"{path}:{at}", lines[at - 1]) for at in places]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else ""


def _without(root: Path, places: Sequence[str]) -> dict[str, bytes]:
    """The curation files that lose the rows at ``places``, by their paths in the corpus."""
    made = {}
    for path in {Path(where.rpartition(":")[0]) for where in places}:
        lines = path.read_bytes().split(b"\n")
        kept = [line for at, line in enumerate(lines, 1) if f"{path}:{at}" not in places]
        made[path.relative_to(root).as_posix()] = b"\n".join(kept)
    return made


def _say_why(root: Path, hashes: Mapping[str, str], reason: str, files: dict[str, bytes]) -> None:
    """Put a row for each page into the list of removed ones, in place of an older one."""
    name = f"{curation.FOLDER}/{curation.REMOVED}"
    header = "\t".join(curation.HEADERS[curation.REMOVED])
    rows = [line for line in _text(root / name).split("\n")[1:] if line]
    fresh = {f"{path}\t{sha256}" for path, sha256 in hashes.items()}
    rows = [row for row in rows if row.rpartition("\t")[0] not in fresh]
    rows += [f"{path}\t{sha256}\t{reason}" for path, sha256 in sorted(hashes.items())]
    files[name] = "".join(f"{row}\n" for row in (header, *rows)).encode("utf-8", "surrogateescape")


def _leave(root: Path, paths: Sequence[str], files: Mapping[str, bytes]) -> None:
    """Write ``files`` and take the pages away; where one of these fails, all is as it was.

    The manifest is written last: killed before, the same removal can be asked for again.
    """
    aside = {root / path: _aside(root, path) for path in paths}
    old = {name: _bytes(root / name) for name in files}
    try:
        for page, part in aside.items():
            if os.path.lexists(page):  # a link to a file that is gone is there
                page.replace(part)
        for name, data in files.items():
            _write(root / name, data)
    except BaseException as error:
        for page, part in aside.items():
            if os.path.lexists(part):
                part.replace(page)
        for name, before in old.items():
            _write(root / name, before)
        if isinstance(error, OSError):
            raise EvidenceError(
                f"{root}: {fact(error)}, so that nothing was removed; {remedy(error)}, then run "
                "the same command again"
            ) from error
        raise


def _aside(root: Path, path: str) -> Path:
    """Where a page lies until its manifest line is gone: in no other page's place."""
    name = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()
    return root / f".removed.part-{name}"


def _tidy(root: Path, listed: set[str]) -> None:
    """Take away pages that lie aside; of one that is ``listed`` there may be no other copy."""
    kept = {_aside(root, path) for path in listed}
    for part in root.glob(".removed.part-*"):
        if part not in kept:
            part.unlink()


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _write(path: Path, data: bytes | None) -> None:
    """Let ``path`` hold ``data``; with None, let there be none."""
    if data is None:
        path.unlink(missing_ok=True)
    elif data != _bytes(path):
        part = path.with_name(f".{path.name}.part-{os.getpid()}")
        try:
            part.write_bytes(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
