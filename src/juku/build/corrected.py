"""Whether each row of corrections.tsv overrules something, told by the pages that rows name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.build import archives, curation, endings, readers
from juku.build.drafts import draft
from juku.errors import EvidenceError
from juku.records import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from juku.build.drafts import Draft
    from juku.build.evidence import Evidence
    from juku.build.manifest import Corpus, Entry
    from juku.build.readers import Failure
    from juku.errors import Findings
    from juku.records import Correction, Curation


def check(there: Evidence, found: Findings) -> None:
    """Note each row that names no block of its page, or a record that its archive has not.

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


def of_no_block(rows: Iterable[Correction], made: Draft) -> dict[Correction, tuple[str, str, str]]:
    """Rows for pages of ``made`` that overrule no block of it: the column, the fact, the remedy."""
    used = set(made.blocks["rule"].unique().to_pylist())
    return {
        row: (
            "start",
            f"no block of {row.source} starts at {row.start}",
            "`juku show --page` prints where blocks start",
        )
        for row in rows
        if row.row not in used
    }


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
