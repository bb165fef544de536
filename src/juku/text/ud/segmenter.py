"""Words and universal parts of speech in context, of texts in simplified characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from juku.text.arrays.flat import Coded, Slices, begins_of
from juku.text.forms import script
from juku.text.segmenting.tokens import Tokens
from juku.text.segmenting.words_jieba import RjiebaSegmenter
from juku.text.ud import cutting, tagging
from juku.text.ud.dictionary import Dictionary
from juku.text.ud.fold import Fold
from juku.text.ud.lexicon import Lexicon
from juku.text.ud.model import shipped
from juku.text.ud.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from juku.records import LexiconEntry
    from juku.text.ud.model import Model

    Ints = NDArray[np.int64]

GROUP = 1 << 16
"""Characters that are worked on together: few enough for the processor's cache."""


class UdSegmenter:
    """UD words and parts of speech by a model trained on open treebanks.

    jieba's words, dictionary and tags are what the model looks at; its own decisions are made
    from the context. A word that is jieba's too, in that place, has jieba's tag as ``xpos``.
    The words of the curated lexicon are kept whole wherever they stand, with their tags.

    >>> tokens = UdSegmenter().segment(["我们要发展经济。"])
    >>> list(zip(tokens.words, tokens.upos))[2:4]
    [('发展', 'VERB'), ('经济', 'NOUN')]
    """

    name = "ud"

    def __init__(self, lexicon: Sequence[LexiconEntry] = (), model: Model | None = None) -> None:
        found, digest = shipped() if model is None else (model, "given")
        self._native = RjiebaSegmenter(lexicon)
        self._fold = Fold()
        words = [*map(self._fold.text, script.hans([entry.word for entry in lexicon]))]
        self._lexicon = Lexicon(words)
        self._xpos = [entry.xpos for entry in lexicon]
        self._upos = [entry.upos for entry in lexicon]
        dictionary = Dictionary(found.entries, words, self._xpos)
        self._cutter = cutting.Cutter(found.words, found.moves, dictionary)
        self._tagger = tagging.Tagger(found.forms, found.pairs, found.upos, dictionary)
        self.version = f"ud-{digest} {self._native.version}"

    def segment(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text."""
        native = self._native.segment(texts)
        parts = [
            self._segment(texts[first:last], native.part(first, last))
            for first, last in _groups(texts)
        ]
        starts = np.concatenate([np.zeros(0, np.int32), *(part.starts for part in parts)])
        lengths = np.concatenate([np.zeros(0, np.int32), *(part.lengths() for part in parts)])
        sizes = [np.diff(part.offsets) for part in parts]
        offsets = np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes]))
        places = starts + np.repeat(begins_of(texts)[:-1], np.diff(offsets))
        return Tokens(
            Slices("\n".join(texts), places, places + lengths),
            starts,
            Coded.joined(Coded.of(part.xpos) for part in parts),
            Coded.joined(Coded.of(part.upos) for part in parts),
            offsets,
        )

    def _segment(self, texts: Sequence[str], native: Tokens) -> Tokens:
        reading = Reading.of(texts, native, self._fold)
        forced = self._lexicon.find(reading.plain)
        starts, ends = self._cutter.cut(reading, forced)
        text_of = np.searchsorted(reading.begins, starts, side="right") - 1
        upos = self._tagger.tag(reading, starts, ends - starts, text_of)
        offsets = np.searchsorted(starts, np.append(reading.begins, len(reading.text)))
        xpos = _native_tags(native, reading.begins, starts, ends, len(reading.text))
        curated = np.searchsorted(starts, forced.starts)
        return Tokens(
            Slices(reading.text, starts, ends),
            (starts - reading.begins[text_of]).astype(np.int32),
            _with(xpos, curated, self._xpos, forced.numbers),
            _with(upos, curated, self._upos, forced.numbers),
            offsets,
        )


def _groups(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Neighbouring texts: of each group :data:`GROUP` characters at most, or one text."""
    begins = begins_of(texts)
    first = 0
    while first < len(texts):
        last = int(np.searchsorted(begins, begins[first] + GROUP, "right")) - 1
        yield first, (first := max(last, first + 1))


def _native_tags(
    native: Tokens, begins: Ints, starts: Ints, ends: Ints, size: int
) -> Coded[str | None]:
    """Jieba's tag of each word that is jieba's too, None for the others."""
    place = np.full(size, len(native), np.int64)
    from_ = native.starts + np.repeat(begins, np.diff(native.offsets))
    place[from_] = np.arange(len(from_))
    stop = np.append(from_ + native.lengths(), -1)
    found = place[starts]
    tags = Coded.of(native.xpos).add([None])
    return tags.take(np.where(stop[found] == ends, found, len(native)))


def _with(tags: Coded[Any], places: Ints, curated: Sequence[str], numbers: Ints) -> Coded[Any]:
    """``tags`` with those of curated words at some places."""
    if not len(places):
        return tags
    codes = tags.codes.copy()
    codes[places] = len(tags.table) + numbers
    return Coded(codes, [*tags.table, *curated])
