"""The decoded text of a page by its source, for whoever shows or checks rows against pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.build.formats import endings
from juku.build.reading import archives, articles, readers
from juku.errors import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.build.corpus.manifest import Corpus, Entry
    from juku.records import Page


class PageTexts:
    """Call it with a ``source``; the page read last is kept, as rows of a page stand together.

    Records of an archive are read one after another, so that going through them in order reads
    the archive once.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._entries = {entry.path: entry for entry in corpus.entries}
        self._last: Page | None = None
        self._archive = ""
        self._number = 0
        self._records: Iterator[tuple[int, bytes]] = iter(())

    def __call__(self, source: str) -> str:
        """The text that spans of ``source`` point into.

        Raises:
            EvidenceError: the corpus has no such page, or it cannot be decoded.
        """
        return self.page(source).text

    def page(self, source: str) -> Page:
        """The page of ``source`` with what its manifest line says.

        Raises:
            EvidenceError: the corpus has no such page, or it cannot be decoded.
        """
        if self._last is None or self._last.source != source:
            self._last = self._read(source)
        return self._last

    def _read(self, source: str) -> Page:
        path, mark, number = source.partition("#")
        entry = self._entries.get(path)
        if entry is None or endings.is_archive(path) != bool(mark):
            raise self._unknown(source)
        if not mark:
            return readers.page(self._corpus.file(entry).read_bytes(), entry)
        return articles.page(self._record(entry, source, number), entry, int(number))

    def _record(self, entry: Entry, source: str, number: str) -> bytes:
        if not (number.isascii() and number.isdigit()):
            raise self._unknown(source)
        if self._archive != entry.path or self._number >= int(number):
            self._archive = entry.path
            self._records = archives.every(self._corpus.file(entry), entry)
        for found, line in self._records:
            self._number = found
            if found == int(number):
                return line
        self._archive = ""
        raise self._unknown(source)

    def _unknown(self, source: str) -> EvidenceError:
        path, _, number = source.partition("#")
        if path in self._entries and endings.is_archive(path):
            lacks = f"has no record {number!r}" if number else "is an archive of records"
            return EvidenceError(f"{self._corpus.root}: {path} {lacks}; name one, as {path}#1")
        return EvidenceError(
            f"{self._corpus.root}: has no page {source!r}; name the corpus that the release "
            "was built from, and a page as its manifest does"
        )
