"""Pages enter a corpus: once all are found good, they are copied in and listed, all or none."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from juku.build.corpus import manifest, path_days, received
from juku.build.corpus.manifest import MANIFEST, PAGES
from juku.build.formats import endings
from juku.build.incoming import Incoming
from juku.build.running.alone import alone
from juku.errors import EvidenceError, Findings
from juku.filehash import file_sha256
from juku.surroundings import fact, remedy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.build.corpus.manifest import Entry
    from juku.build.corpus.received import Received
    from juku.build.incoming import Source


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files that were to be added."""

    entries: tuple[Entry, ...]
    """Of the pages that are new, in the order in which they were named."""
    there: tuple[tuple[Path, str], ...]
    """Files whose bytes are a page of this publisher and day already, and that page's path."""
    passed: tuple[str, ...]
    """What was passed over in folders, and why."""
    blank: tuple[Path, ...]
    """Files that were added and have no text."""
    other_days: tuple[str, ...]
    """Paths of pages, as ``Received.name`` has them, that name another day than the one given."""


def add(root: Path, pages: Sequence[Path], source: Source) -> Added:
    """Copy ``pages`` into the corpus at ``root`` and write a manifest line for each.

    Of a folder every page in it and below is added. Either all are added or none is.

    Raises:
        EvidenceError: ``root`` is no corpus, or naming every page and value that cannot be taken.
    """
    root = Path(root)
    manifest.require(root)
    with alone(root, wait=True):
        return _add(root, pages, source)


def _add(root: Path, pages: Sequence[Path], source: Source) -> Added:
    found = Findings()
    files, passed = received.gather([Path(page) for page in pages], root, PAGES, found)
    incoming = Incoming.to(root, source, found)
    if source.map is not None and not any(endings.is_archive(file.name) for file in files):
        found.add("--map", "is for archives of records", "add the pages without it")
    there: list[tuple[Path, str]] = []
    made: list[tuple[Entry, Path]] = []
    other_days: list[str] = []
    for file in files:
        entry = incoming.entry(file)
        if isinstance(entry, str):
            there.append((file.path, entry))
        elif entry is not None:
            made.append((entry, file.path))
            if _names_another_day(file, entry):
                other_days.append(file.name)
    found.raise_as(EvidenceError)
    if made:
        _enter(root, made)
    return Added(
        tuple(entry for entry, _ in made),
        tuple(there),
        tuple(passed),
        tuple(incoming.blank),
        tuple(other_days),
    )


def _names_another_day(file: Received, entry: Entry) -> bool:
    """Whether the path of a page, not of an archive, names one day, and that is not the entry's."""
    days = {} if endings.is_archive(file.name) else path_days.named(file.name)
    return len(days) == 1 and entry.published not in days


def _enter(root: Path, entries: Sequence[tuple[Entry, Path]]) -> None:
    """Copy the pages and list them; where one of these fails, none is there afterwards."""
    done: list[Path] = []
    part = root / f".page.part-{os.getpid()}"
    for left in root.glob(".page.part-*"):
        left.unlink()  # by an `add` that was killed; none is beside this one
    try:
        for entry, page in entries:
            target = root / entry.path
            if not target.exists():
                _copy(page, part, entry.sha256)
                done.append(target)
                part.replace(target)
        _append(root / MANIFEST, part, "".join(entry.line() + "\n" for entry, _ in entries))
    except BaseException as error:
        for path in (*done, part):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise EvidenceError(
                f"{root}: {fact(error)}, so that nothing was added; {remedy(error)}, then run the "
                "same command again"
            ) from error
        raise


def _copy(page: Path, part: Path, sha256: str) -> None:
    """Copy the bytes of ``page`` that were looked at.

    Raises:
        EvidenceError: it has others by now.
    """
    shutil.copyfile(page, part)
    if file_sha256(part) != sha256:
        raise EvidenceError(f"{page}: was written to meanwhile; add it again when it is whole")


def _append(path: Path, part: Path, lines: str) -> None:
    """Add lines at the end: the file is replaced whole, so that a crash leaves the old one."""
    old = path.read_bytes()  # lines that are no UTF-8 stay as they are; `juku validate` names them
    gap = b"" if not old or old.endswith(b"\n") else b"\n"
    with part.open("wb") as sink:
        sink.write(old + gap + lines.encode("utf-8"))
        sink.flush()
        os.fsync(sink.fileno())
    part.replace(path)
