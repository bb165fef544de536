"""Pages and the first records of archives, looked at before a build reads them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa

from juku import store
from juku.build.formats import endings, fields, html_lines
from juku.build.reading import archives, articles, readers
from juku.errors import EvidenceError, JukuError, one_line, so_many
from juku.surroundings import told
from juku.text.blocks.plain import shows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from juku.build.corpus.manifest import Corpus, Entry
    from juku.errors import Findings

LOOKED_AT = 100
"""Records; a field that none of them has is a field that the archive has not."""

_TEXTS = frozenset(("text", "title", "publisher", "rights"))
"""What of a record is text."""
_IS_TEXT = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_null,
)
"""A column of bytes is decoded; one of nulls says nothing."""

_NAMED = 30
"""Fields that a message names at the most."""


def check_all(corpus: Corpus, found: Findings) -> None:
    """Note every page of a corpus that a build would set aside, and every archive of no use."""
    blank = 0
    unread = check_readers(corpus, found)
    for entry in corpus.entries:
        if entry.path in unread:
            continue
        file = corpus.file(entry)
        if endings.is_archive(entry.path):
            blank += not check(file, entry, found, records=True)
            continue
        try:
            blank += not shows(readers.page(file.read_bytes(), entry).text)
        except JukuError as error:
            found.messages.append(str(error))
        except OSError as error:
            found.messages.append(_unread(file, error))
    if blank and blank == len(corpus.entries):
        found.add(str(corpus.root), "none of its pages has text", "add one that has")


def check_readers(corpus: Corpus, found: Findings) -> frozenset[str]:
    """Note once if nothing here reads HTML, and give the paths of the pages that are."""
    pages = [entry.path for entry in corpus.entries if endings.of(entry.path).form == "html"]
    why = html_lines.missing() if pages else None
    if why is None:
        return frozenset()
    more = f" and {len(pages) - 1:,} more" if len(pages) > 1 else ""
    found.messages.append(f"{one_line(str(corpus.root / pages[0]))}{more}: {why}")
    return frozenset(pages)


def renamed(file: Path, entry: Entry) -> dict[str, str]:
    """The publishers of an archive's first records that ids cannot have as they are written.

    Each with what is taken for it: its letters and digits, or the archive's own publisher.
    """
    name = (entry.map or {}).get("publisher")
    if name is None:
        return {}
    found: dict[str, str] = {}
    for number, line in islice(archives.every(file, entry), LOOKED_AT):
        try:
            row, encoding = articles.read(line, entry.path)
            made = articles.of_row(row, encoding, entry, f"{entry.path}#{number}").publisher
        except EvidenceError:
            continue
        given = fields.value(row, name)
        if given and given != made:
            found[given] = made
    return found


def _unread(page: Path, error: OSError) -> str:
    return told(page, "cannot be read", error, "put it back as received")


def check_readable(page: Path, entry: Entry, found: Findings) -> bool:
    """Note a page that cannot be unpacked or decoded; False if it is blank."""
    try:
        text, _ = readers.decoded(page.read_bytes(), entry, one_line(str(page)))
    except EvidenceError as error:
        found.messages.append(str(error))
    except OSError as error:
        found.messages.append(_unread(page, error))
    else:
        return shows(text)
    return True


def check(page: Path, entry: Entry, found: Findings, *, records: bool = False) -> bool:
    """Note what makes the archive ``page`` useless as ``entry`` describes it; False if it is blank.

    Where it is of use, ``records`` says to note each of its first records that a build would set
    aside.  One that is blank is a finding where it stands alone, as a blank page is.
    """
    try:
        looked = _look(page, entry, entry.path if records else one_line(str(page)))
    except EvidenceError as error:
        found.messages.append(str(error))
        return True
    except OSError as error:
        found.messages.append(_unread(page, error))
        return True
    _note(page, entry, looked, found, records=records)
    return bool(looked.read or looked.problems)


def _note(page: Path, entry: Entry, looked: _Looked, found: Findings, *, records: bool) -> None:
    if not looked.read:
        found.messages += looked.problems[:1]
        return
    before = len(found.messages)
    _check_map(page, entry, looked, found)
    if len(found.messages) > before:
        return
    if records:
        found.messages += looked.problems
    elif not looked.of_use:
        found.messages += looked.problems[:1]


def _check_map(page: Path, entry: Entry, looked: _Looked, found: Findings) -> None:
    wanted = entry.map or {"text": archives.DEFAULT_MAP["text"]}
    if endings.of(entry.path).form == "parquet":
        _check_types(page, wanted, found)
    names = list(looked.names)
    known = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    remedy = f"their fields are {known}" if known else "they have no field at all"
    for ours, theirs in wanted.items():
        if theirs not in looked.names:
            found.add(
                f"{page}: --map {ours}={theirs}",
                f"none of its first {so_many(looked.read, 'records')} has a field {theirs!r}",
                remedy,
            )


def _check_types(page: Path, wanted: Mapping[str, str], found: Findings) -> None:
    """Note every column, or field of one, that is to be text and cannot be."""
    schema = store.schema(page)
    for ours in sorted(_TEXTS & wanted.keys()):
        theirs = wanted[ours]
        kind = _type(schema, theirs)
        if ours == "text" and (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
            kind = kind.value_type
        if not any(is_text(kind) for is_text in _IS_TEXT):
            found.add(
                f"{page}: --map {ours}={theirs}",
                f"the {'column' if theirs in schema.names else 'field'} is {kind}, not text",
                "name another, or write the archive with one of text",
            )


def _type(there: pa.Schema | pa.StructType, name: str) -> pa.DataType:
    """The type of the values of a field as `fields.value` finds them; null where there is none."""
    if name in there.names:
        kind = there.field(name).type
        return kind.value_type if pa.types.is_dictionary(kind) else kind
    for outer, inner in fields.splits(name):
        held = _type(there, outer)
        if pa.types.is_struct(held) and not pa.types.is_null(found := _type(held, inner)):
            return found
    return pa.null()


@dataclass(slots=True)
class _Looked:
    """What the first records of an archive are."""

    names: dict[str, None] = field(default_factory=dict)
    """Their fields."""
    read: int = 0
    """How many are JSON objects."""
    of_use: int = 0
    """How many are articles."""
    problems: list[str] = field(default_factory=list)
    """What would set one aside, a message a record."""


def _look(page: Path, entry: Entry, where: str) -> _Looked:
    """The first records, each read once; ``where`` is how messages name the archive.

    Raises:
        EvidenceError: the archive cannot be read, or has no record a line.
    """
    looked = _Looked()
    for number, line in islice(archives.every(page, entry, where), LOOKED_AT):
        if number == 1:
            _check_form(page, line)
        source = f"{where}#{number}"
        try:
            row, encoding = articles.read(line, source)
            looked.names |= dict.fromkeys(fields.names(row))
            looked.read += 1
            articles.of_row(row, encoding, entry, source)
            looked.of_use += 1
        except EvidenceError as error:
            looked.problems.append(str(error))
    return looked


def _check_form(page: Path, line: bytes) -> None:
    """Refuse JSON that is written over several lines: some of them may be records by chance."""
    begin = b"".join(line.removeprefix(codecs.BOM_UTF8).split())
    if begin == b"[" or begin.startswith(b"[{"):
        raise EvidenceError(f"{page}: is one JSON array; {endings.ARRAY_REMEDY}")
    if begin == b"{":
        raise EvidenceError(
            f"{page}: has records over several lines; write each on one line, as `jq -c .` does"
        )
