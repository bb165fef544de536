"""How pages enter a corpus: looked at first, then copied in with their manifest lines."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from juku.build import endings, manifest, path_days, probe, received, unlisted
from juku.build.alone import alone
from juku.build.manifest import MANIFEST, PAGES, Entry, parse_entry
from juku.errors import EvidenceError, Findings, one_line
from juku.filehash import file_sha256

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from juku.build.received import Received

BY_PATH = "path"
"""Instead of a day: each page has the one that its path names."""

_GIVEN = "stated: given when the page was added"

_LONGEST_NAME = 255
"""Bytes of a file's name, where most file systems end."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the manifest says of pages that are added together; all as given, checked by `add`."""

    publisher: str
    published: str
    """A day, or ``BY_PATH``."""
    published_evidence: str | None
    """By default that the day was given, or how it stands in the path."""
    rights: str
    obtained: str | None = None
    """By default the name that the file had."""
    map: str | None = None
    """``ours=theirs,ours=theirs`` for an archive of records."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files that were to be added."""

    entries: tuple[Entry, ...]
    """Of the pages that are new, in the order in which they were named."""
    there: tuple[tuple[Path, str], ...]
    """Files whose bytes are a page of this publisher and day already, and that page's path."""
    passed: tuple[str, ...]
    """What was passed over in folders, and why."""
    other_days: tuple[str, ...]
    """Paths of pages, as ``Received.name`` has them, that name another day than the one given."""


def add(root: Path, pages: Sequence[Path], source: Source) -> Added:
    """Copy ``pages`` into the corpus at ``root`` and write a manifest line for each.

    Of a folder every page in it and below is added. Either all are added or none is.

    Raises:
        EvidenceError: naming every page and value that cannot be taken.
    """
    root = Path(root)
    lines = root / MANIFEST
    if not lines.is_file():
        raise EvidenceError(f"{lines}: does not exist; lay a corpus out with `juku new {root}`")
    with alone(root, wait=True):
        return _add(root, pages, source)


def _add(root: Path, pages: Sequence[Path], source: Source) -> Added:
    found = Findings()
    files, passed = received.gather([Path(page) for page in pages], root, PAGES, found)
    adding = _Adding.to(root, source, found)
    if source.map is not None and not any(endings.is_archive(file.name) for file in files):
        found.add("--map", "is for archives of records", "add the pages without it")
    there: list[tuple[Path, str]] = []
    made: list[tuple[Entry, Path]] = []
    other_days: list[str] = []
    for file in files:
        entry = adding.entry(file)
        if isinstance(entry, str):
            there.append((file.path, entry))
        elif entry is not None:
            made.append((entry, file.path))
            if _names_another_day(file, entry):
                other_days.append(file.name)
    found.raise_as(EvidenceError)
    if made:
        _enter(root, made)
    return Added(tuple(entry for entry, _ in made), tuple(there), tuple(passed), tuple(other_days))


@dataclass(slots=True)
class _Adding:
    """Files on their way into a corpus."""

    root: Path
    model: Entry | None
    """What is the same of all lines; None where that has findings."""
    source: Source
    names: dict[str, str]
    """Of the pages that the corpus has or is about to have, and where each is."""
    by_content: dict[tuple[str, str, dt.date], str]
    """Hash, publisher and day of these pages → path."""
    found: Findings

    @classmethod
    def to(cls, root: Path, source: Source, found: Findings) -> _Adding:
        corpus, _ = manifest.inspect(root)
        # Lines with findings are not among the entries; nor may their pages be written over.
        listed = unlisted.listed((root / MANIFEST).read_bytes())
        ids = {entry.id for entry in corpus.entries}
        ids |= {endings.of(PurePosixPath(path).name).stem for path in listed}
        names = dict.fromkeys(ids, "in the corpus already")
        known = {_content(entry): entry.path for entry in corpus.entries}
        return cls(root, _model(source, found), source, names, known, found)

    def entry(self, file: Received) -> Entry | str | None:
        """The line of ``file``, or the path of the page that it is already; None with findings."""
        page, ending = file.path, endings.of(file.name)
        if not page.is_file():
            self.found.add(str(page), "is not a file that can be read", "name the page as received")
            return None
        if ending.form is None and (ending.codec or page.suffix):
            remedy = endings.remedy(page.name)
            self.found.add(str(page), "is no kind of file that is read", remedy)
            return None
        try:
            digest = file_sha256(page)
        except OSError as error:
            fact = f"cannot be read ({error.strerror})"
            self.found.add(str(page), fact, "mend its permissions")
            return None
        name = _plain(ending.stem) or "page"
        lies = None if ending.form is None else file.lies
        path = f"{PAGES}/{name}{ending.written or '.txt'}" if lies is None else str(lies)
        model = self._dated(file)
        if model is None:
            return None
        line = replace(
            model,
            id=name,
            path=path,
            sha256=digest,
            obtained=self.source.obtained or f"added from a file named {file.name}",
            map=model.map if endings.is_archive(path) else None,
        )
        return self._taken(line, page)

    def _dated(self, file: Received) -> Entry | None:
        """The model with the day of ``file``; None with findings."""
        if self.model is None or self.source.published != BY_PATH:
            return self.model
        days = path_days.named(file.name)
        if len(days) == 1:
            [(day, written)] = days.items()
            how = f"inferred: from {written} in the path of the file"
            return replace(
                self.model,
                published=day,
                published_evidence=self.source.published_evidence or how,
            )
        if days:
            fact = f"has several days in its path, {' and '.join(days.values())}"
            remedy = "rename it, or add it by itself with --date YYYY-MM-DD"
        else:
            fact = f"has no day in {one_line(file.name)}"
            remedy = (
                f"name a folder that stands above its day, write the day as {path_days.WRITTEN}, "
                "or add it by itself with --date YYYY-MM-DD"
            )
        self.found.add(str(file.path), fact, remedy)
        return None

    def _taken(self, entry: Entry, page: Path) -> Entry | str | None:
        if (same := self.by_content.get(_content(entry))) is not None:
            return same
        if entry.id in self.names:
            fact = f"a page named {entry.id} is {self.names[entry.id]}"
            remedy = "rename the file, or take that page out with `juku remove`"
            self.found.add(str(page), fact, remedy)
            return None
        self.names[entry.id] = f"made of {one_line(str(page))}"
        self.by_content[_content(entry)] = entry.path
        _check_new(self.root, page, entry, self.found)
        return entry


def _names_another_day(file: Received, entry: Entry) -> bool:
    """Whether the path of a page, not of an archive, names one day, and that is not the entry's."""
    days = {} if endings.is_archive(file.name) else path_days.named(file.name)
    return len(days) == 1 and entry.published not in days


def _content(entry: Entry) -> tuple[str, str, dt.date]:
    return entry.sha256, entry.publisher, entry.published


def _model(source: Source, found: Findings) -> Entry | None:
    """A line with what is the same of all; None, with findings, when it is not as schema/ says."""
    row: dict[str, Any] = {
        "id": "page",
        "path": f"{PAGES}/page.txt",
        "sha256": "0" * 64,
        "publisher": source.publisher,
        "published": "2000-01-01" if source.published == BY_PATH else source.published,
        "published_evidence": source.published_evidence or _GIVEN,
        "rights": source.rights,
        "obtained": source.obtained or "added",
    }
    if source.map is not None:
        row["map"] = _mapping(source.map, found)
    return parse_entry(row, "juku add", found)


def _check_new(root: Path, page: Path, entry: Entry, found: Findings) -> None:
    there = root / entry.path
    if len(os.fsencode(there.name)) > _LONGEST_NAME:
        found.add(str(page), f"has a name of over {_LONGEST_NAME} bytes", "give it a shorter one")
        return
    # One that is the same was left by a hand, or by an `add` that was killed; it is listed now.
    if there.exists() and file_sha256(there) != entry.sha256:
        found.add(str(page), f"{there} is another file", "remove that, or rename yours")
    if endings.is_archive(entry.path):
        probe.check(page, entry, found)
    else:
        probe.check_readable(page, entry, found)


def _plain(name: str) -> str:
    """``name`` as an id may be: letters and figures of any script, `.`, `_` and `-`.

    >>> _plain("第一版 (1)")
    '第一版__1'
    """
    kept = "".join(c if c.isalnum() or c in "._-" else "_" for c in name)
    return kept.strip("._-")


def _mapping(text: str, found: Findings) -> dict[str, str] | None:
    pairs = [pair.partition("=") for pair in text.split(",")]
    fields = {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
    if not all((*fields, *fields.values())) or len(fields) < len(pairs):
        remedy = "write title=headline,text=content, each field once"
        found.add("--map", f"is {text!r}", remedy)
        return None
    return fields


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
            raise EvidenceError(f"{root}: {error.strerror}; nothing was added") from error
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
    part.write_bytes(old + gap + lines.encode("utf-8"))
    part.replace(path)
