"""Whether each row of corrections.tsv overrules something, told by the pages that rows name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from juku.build.corpus import curation
from juku.build.formats import endings
from juku.build.reading import archives, readers
from juku.build.rows.drafts import draft
from juku.errors import EvidenceError
from juku.records import Page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from juku.build.corpus.evidence import Evidence
    from juku.build.corpus.manifest import Corpus, Entry
    from juku.build.reading.readers import Failure
    from juku.build.rows.drafts import Draft
    from juku.errors import Findings
    from juku.records import Correction, Curation


def check(there: Evidence, found: Findings) -> None:
    """Note each row that names a block that its page has not, or a record that its archive has not.

    Only the pages that rows name are laid out, and an archive is read as far as the last record
    that a row names. A page that cannot be read is passed over: it is set aside, with its error,
    by whoever builds.
    """
    rows = _by_source(there.curation)
    met: set[str] = set()
    wrong: dict[Correction, tuple[str, str, str]] = {}
    try:
        for page in _pages(there.corpus, rows):
            met.add(page.source)
            if isinstance(page, Page):
                wrong |= of_no_block(rows[page.source], draft([page], there.curation))
    except EvidenceError as error:
        # What of an archive cannot be read may hold any of them.
        if str(error) not in found.messages:
            found.messages.append(str(error))
        return
    for row in there.curation.corrections:
        if row.source not in met:
            wrong[row] = "source", f"{row.source!r} is no record there", "mend or remove the row"
        if row in wrong:
            name, fact, remedy = wrong[row]
            found.add(f"{there.corpus.root}/{curation.FOLDER}/{row.row}: {name}", fact, remedy)


def of_no_block(
    rows: Collection[Correction], made: Draft
) -> dict[Correction, tuple[str, str, str]]:
    """Rows for pages of ``made`` that overrule no block of it, or name none that theirs can be of.

    To each the column, the fact, the remedy.
    """
    used = set(made.blocks["rule"].unique().to_pylist())
    linked = [row for row in rows if row.of is not None and row.kind in _LINKS]
    blocks = _blocks(made, {row.source for row in linked})
    wrong = {row: _no_block(row, "start", row.start) for row in rows if row.row not in used}
    for row in linked:
        if row not in wrong and (said := _of_another(row, blocks)) is not None:
            wrong[row] = said
    return wrong


def _no_block(row: Correction, column: str, place: int) -> tuple[str, str, str]:
    fact = f"no block of {row.source} starts at {place}"
    return column, fact, "`juku show --page` prints where blocks start"


_LINKS = {
    "continuation": ("joins", "carry on", "name one of an article's text that stands further up"),
    "repeat": ("repeat_of", "print again", "name another whose text stays"),
}
"""Kind of a row with ``of`` → column of the ledger, what the block does to the other, remedy."""


def _of_another(
    row: Correction, blocks: Mapping[str, Mapping[str, Any]]
) -> tuple[str, str, str] | None:
    """What is wrong with ``of``, where the rules took another block for it or none."""
    there = blocks.get(f"{row.source}@{row.of}")
    if there is None:
        return _no_block(row, "of", row.of or 0)
    column, does, remedy = _LINKS[row.kind]
    to = blocks.get(blocks[f"{row.source}@{row.start}"][column] or "")
    if to is not None and (column == "repeat_of" or _is_one_paragraph(to, there)):
        return None
    return "of", f"the block at {row.of} is none that the one at {row.start} can {does}", remedy


def _is_one_paragraph(block: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """What is carried on is the last block of the line that ``of`` names the first of."""
    return all(block[name] == other[name] for name in ("article_id", "paragraph"))


_OF_BLOCKS = ("block_id", "source", "article_id", "paragraph", "joins", "repeat_of")


def _blocks(made: Draft, sources: AbstractSet[str]) -> dict[str, dict[str, Any]]:
    """The blocks of these pages by their ids."""
    if not sources:
        return {}
    there = pa.table({name: made.blocks[name] for name in _OF_BLOCKS})
    rows = there.filter(pc.is_in(there["source"], pa.array(sorted(sources)))).to_pylist()
    return {row["block_id"]: row for row in rows}


def _by_source(known: Curation) -> dict[str, list[Correction]]:
    rows: dict[str, list[Correction]] = {}
    for row in known.corrections:
        rows.setdefault(row.source, []).append(row)
    return rows


def _pages(corpus: Corpus, rows: Iterable[str]) -> Iterator[Page | Failure]:
    """The pages and records of these sources, as far as they are there.

    Raises:
        EvidenceError: an archive cannot be read.
    """
    wanted: dict[str, set[str]] = {}
    for source in rows:
        wanted.setdefault(source.partition("#")[0], set()).add(source)
    for entry in corpus.entries:
        sources = wanted.get(entry.path, set())
        if sources and not endings.is_archive(entry.path):
            yield readers.of_file(entry, corpus.root)
        elif sources:
            yield from _records(corpus.file(entry), entry, sources)


def _records(file: Path, entry: Entry, sources: set[str]) -> Iterator[Page | Failure]:
    left = set(sources)
    for number, line in archives.every(file, entry):
        source = f"{entry.path}#{number}"
        if source in left:
            yield readers.of_record(line, entry, number)
            left.remove(source)
            if not left:
                return
