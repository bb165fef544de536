"""Files on their way into a corpus: each is looked at, and its manifest line is drawn up."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from juku.build.corpus import manifest, path_days, unlisted
from juku.build.corpus.manifest import MANIFEST, PAGES, Entry, parse_entry
from juku.build.formats import endings
from juku.build.reading import probe
from juku.errors import one_line
from juku.filehash import file_sha256, regular
from juku.surroundings import told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from juku.build.corpus.received import Received
    from juku.errors import Findings

BY_PATH = "path"
"""Instead of a day: each page has the one that its path names."""

_OPTIONS = {
    "publisher": "--publisher",
    "published": "--date",
    "published_evidence": "--evidence",
    "rights": "--rights",
    "obtained": "--obtained",
    "map": "--map",
}
"""Field of the manifest → the option of `juku add` that gives it."""

_GIVEN = "stated: given when the page was added"

_LONGEST_NAME = 255
"""Bytes of a file's name, where most file systems end."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the manifest says of pages that are added together; all as given, not yet checked."""

    publisher: str
    """What an id cannot have of it becomes ``_``."""
    published: str
    """A day, or ``BY_PATH``."""
    published_evidence: str | None
    """By default that the day was given, or how it stands in the path."""
    rights: str
    obtained: str | None = None
    """By default the name that the file had."""
    map: str | Mapping[str, str] | None = None
    """Our field → that of a record, for an archive; or ``ours=theirs,ours=theirs``."""


@dataclass(slots=True)
class Incoming:
    """Files on their way into a corpus."""

    root: Path
    model: Entry | None
    """What is the same of all lines; None where that has findings."""
    source: Source
    names: dict[str, str]
    """Of the pages that the corpus has or is about to have, and where each is."""
    by_content: dict[tuple[str, str, dt.date, bool], Entry]
    """Hash, publisher and day of these pages, and whether they are archives → line."""
    found: Findings
    blank: list[Path] = field(default_factory=list)
    """Files without a character that shows; they are taken as they are."""

    @classmethod
    def to(cls, root: Path, source: Source, found: Findings) -> Incoming:
        """Files that ``source`` says all this of, on their way to the corpus at ``root``."""
        corpus, _ = manifest.inspect(root)
        # Lines with findings are not among the entries; nor may their pages be written over.
        listed = unlisted.listed(regular(root / MANIFEST).read_bytes())
        ids = {entry.id for entry in corpus.entries}
        ids |= {endings.of(PurePosixPath(path).name).stem for path in listed}
        names = dict.fromkeys(ids, "in the corpus already")
        known = {_content(entry): entry for entry in corpus.entries}
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
            self.found.messages.append(told(page, "cannot be read", error, "name another file"))
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
            if same.map != entry.map:
                fact = f"is {same.path} already, with {_written(same.map)}"
                remedy = f"take that out with `juku remove` to read it by {_written(entry.map)}"
                self.found.add(str(page), fact, remedy)
            return same.path
        if entry.id in self.names:
            fact = f"a page named {entry.id} is {self.names[entry.id]}"
            remedy = "rename the file, or take that page out with `juku remove`"
            self.found.add(str(page), fact, remedy)
            return None
        self.names[entry.id] = f"made of {one_line(str(page))}"
        self.by_content[_content(entry)] = entry
        if not _check_new(self.root, page, entry, self.found):
            self.blank.append(page)
        return entry


def _content(entry: Entry) -> tuple[str, str, dt.date, bool]:
    return entry.sha256, entry.publisher, entry.published, endings.is_archive(entry.path)


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
    if isinstance(source.publisher, str):
        row["publisher"] = manifest.as_publisher(source.publisher) or source.publisher
    if source.map is not None:
        given = source.map
        row["map"] = _mapping(given, found) if isinstance(given, str) else dict(given)
    return parse_entry(row, "juku add", found, _OPTIONS)


def _check_new(root: Path, page: Path, entry: Entry, found: Findings) -> bool:
    """Note what is wrong with a page that is new; False if it is blank, which is no finding."""
    there = root / entry.path
    if len(os.fsencode(there.name)) > _LONGEST_NAME:
        found.add(str(page), f"has a name of over {_LONGEST_NAME} bytes", "give it a shorter one")
        return True
    # One that is the same was left by a hand, or by an `add` that was killed; it is listed now.
    if there.exists() and not (there.is_file() and file_sha256(there) == entry.sha256):
        found.add(str(page), f"{there} is another file", "remove that, or rename yours")
    if not endings.is_archive(entry.path):
        return probe.check_readable(page, entry, found)
    if not probe.check(page, entry, found):
        found.add(one_line(str(page)), "has no record", "add it when it has one")
    return True


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


def _written(fields: Mapping[str, str] | None) -> str:
    """The map of an archive as `juku add` is given it."""
    if fields is None:
        return "no --map"
    return "--map " + ",".join(f"{ours}={theirs}" for ours, theirs in fields.items())
