"""Whether what is to be taken down is there: known before a build, where pages are few."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from juku.build.corpus import curation
from juku.build.formats import endings
from juku.build.reading import archives, articles, readers
from juku.build.rows.drafts import draft
from juku.build.running.finish import base_id, copy_number
from juku.errors import EvidenceError, JukuError, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juku.build.corpus.evidence import Evidence
    from juku.build.corpus.manifest import Corpus, Entry
    from juku.errors import Findings
    from juku.records import Curation, Page


ENOUGH = 5_000
"""Pages and records looked through, some seconds; what more there is, a build says at its end."""


def check(there: Evidence, found: Findings) -> None:
    """Note each row of takedowns.tsv that names neither a page nor an article of the corpus.

    An article's id is made of its text, so the pages of its publisher and day are laid out; words
    are not cut. Where more than `ENOUGH` could hold one, nothing is noted.
    """
    try:
        for where, name in unmatched(there.corpus, there.curation, found):
            found.add(f"{where}: id", *unknown(name))
    except EvidenceError as error:
        # What of an archive cannot be read may hold any of them.
        if str(error) not in found.messages:
            found.messages.append(str(error))


def unmatched(corpus: Corpus, known: Curation, found: Findings) -> list[tuple[str, str]]:
    """Where each such row stands, and its id; none where more than `ENOUGH` pages could hold one.

    Rows that cannot be read are noted in ``found``.

    Raises:
        EvidenceError: an archive cannot be read.
    """
    rows = curation.takedown_rows(corpus.root, found)
    if not rows:
        return []
    sought = _Sought({name for _, name in rows})
    pages = _pages(corpus, sought)
    for page in islice(pages, ENOUGH):
        sought.look_at(page, known)
    if next(pages, None) is not None:
        return []
    return [(where, name) for where, name in rows if not sought.has(name)]


def unknown(name: str) -> tuple[str, str]:
    """What is said of a takedown that matches nothing, and what to do."""
    return f"{quoted(name)} is no article or page of this corpus", "mend or remove the row"


class _Sought:
    """The ids of a corpus's takedowns, and what was met of them."""

    def __init__(self, names: set[str]) -> None:
        self.files = {name.partition("#")[0] for name in names}
        self.days = {base_id(name).rpartition("-")[0] for name in names}
        """Publisher and day, with which an article's id begins."""
        self.publishers = {day.rpartition("-")[0] for day in self.days}
        self._sources: set[str] = set()
        self._articles: Counter[str] = Counter()
        """Id that an article has by its text → how many have it."""

    def look_at(self, page: Page, known: Curation) -> None:
        """Note what a page has: itself, if it has text, and articles of a day that is sought."""
        if page.text:
            self._sources.add(page.source)
        if f"{page.publisher}-{page.published:%Y%m%d}" in self.days:
            ids = draft([page], known).articles["article_id"].to_pylist()
            self._articles.update(map(base_id, ids))

    def has(self, name: str) -> bool:
        """Whether a page or an article of that name was met."""
        return name in self._sources or copy_number(name) <= self._articles[base_id(name)]


def _pages(corpus: Corpus, sought: _Sought) -> Iterator[Page]:
    """The pages that any id may be of; those that cannot be read have no article."""
    for entry in corpus.entries:
        of_records = entry.map is not None and "publisher" in entry.map
        if entry.path in sought.files or entry.publisher in sought.publishers or of_records:
            yield from _of_entry(corpus.file(entry), entry)


def _of_entry(file: Path, entry: Entry) -> Iterator[Page]:
    if not endings.is_archive(entry.path):
        try:
            yield readers.page(file.read_bytes(), entry)
        except JukuError:
            return  # it is set aside, with its error, by whoever builds
        return
    for place, line in archives.every(file, entry):
        try:
            yield articles.page(line, entry, place)
        except EvidenceError:
            continue
