"""The decoded text of a page by its source, for whoever shows or checks rows against pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.build.decode import decode
from juku.errors import EvidenceError

if TYPE_CHECKING:
    from juku.build.manifest import Corpus


class PageTexts:
    """Call it with a ``source``; the page read last is kept, as rows of a page stand together."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._paths = {entry.path for entry in corpus.entries}
        self._last: tuple[str, str] = ("", "")

    def __call__(self, source: str) -> str:
        """The text that spans of ``source`` point into.

        Raises:
            EvidenceError: the corpus has no such page, or it cannot be decoded.
        """
        if self._last[0] != source:
            self._last = (source, self._read(source))
        return self._last[1]

    def _read(self, source: str) -> str:
        if source not in self._paths:
            raise EvidenceError(
                f"{self._corpus.root}: has no page {source!r}; name the corpus that the release "
                "was built from, and a page as its manifest does"
            )
        return decode((self._corpus.root / source).read_bytes(), source)[0]
