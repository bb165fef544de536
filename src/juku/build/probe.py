"""Pages and the first records of archives, looked at before a build reads them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa

from juku import store
from juku.build import archives, articles, endings, readers
from juku.errors import EvidenceError, JukuError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from juku.build.manifest import Corpus, Entry
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
    for entry in corpus.entries:
        file = corpus.file(entry)
        if endings.is_archive(entry.path):
            before = len(found.messages)
            check(file, entry, found)
            if len(found.messages) == before:
                _check_records(file, entry, found)
            continue
        try:
            readers.page(file.read_bytes(), entry)
        except (JukuError, OSError) as error:
            found.messages.append(str(error))


def _check_records(page: Path, entry: Entry, found: Findings) -> None:
    """Note each of the first records that a build would set aside."""
    for number, line in islice(archives.every(page, entry), LOOKED_AT):
        try:
            articles.page(line, entry, number)
        except EvidenceError as error:
            found.messages.append(str(error))


def check_packed(page: Path, entry: Entry, found: Findings) -> None:
    """Note a compressed page that cannot be unpacked."""
    codec = endings.of(entry.path).codec
    if codec is None:
        return
    try:
        archives.unpack(page.read_bytes(), codec, str(page), readers.LARGEST)
    except (EvidenceError, OSError) as error:
        found.messages.append(str(error))


def check(page: Path, entry: Entry, found: Findings) -> None:
    """Note what makes the archive ``page`` useless as ``entry`` describes it."""
    try:
        names, read, problem = _fields(page, entry)
    except (EvidenceError, OSError) as error:
        found.messages.append(str(error))
        return
    if not read:
        if problem is not None:
            found.messages.append(problem)
        return
    wanted = entry.map or {"text": archives.DEFAULT_MAP["text"]}
    if endings.of(entry.path).form == "parquet":
        _check_types(page, wanted, found)
    known = ", ".join(list(names)[:_NAMED])
    for ours, theirs in wanted.items():
        if theirs not in names:
            found.add(
                f"{page}: --map {ours}={theirs}",
                f"none of its first {read} records has a field {theirs!r}",
                f"their fields are {known}",
            )


def _check_types(page: Path, wanted: Mapping[str, str], found: Findings) -> None:
    """Note every column that is to be text and cannot be."""
    schema = store.schema(page)
    for ours in sorted(_TEXTS & wanted.keys()):
        theirs = wanted[ours]
        kind = schema.field(theirs).type if theirs in schema.names else pa.null()
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not any(is_text(kind) for is_text in _IS_TEXT):
            found.add(
                f"{page}: --map {ours}={theirs}",
                f"the column is {kind}, not text",
                "name another, or write the archive with one of text",
            )


def _fields(page: Path, entry: Entry) -> tuple[dict[str, None], int, str | None]:
    """The fields of the first records, how many could be read, and what is wrong with the first."""
    names: dict[str, None] = {}
    read, problem = 0, None
    for number, line in islice(archives.every(page, entry), LOOKED_AT):
        try:
            row, _ = articles.read(line, f"{page}#{number}")
        except EvidenceError as error:
            problem = problem or str(error)
        else:
            names |= dict.fromkeys(row)
            read += 1
    return names, read, problem
