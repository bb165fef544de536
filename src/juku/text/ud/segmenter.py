"""Words and universal parts of speech in context, of texts in simplified characters."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from juku.text import script
from juku.text.tokens import Tokens
from juku.text.ud import cutting, tagging
from juku.text.ud.dictionary import Dictionary
from juku.text.ud.fold import Fold
from juku.text.ud.lexicon import Lexicon
from juku.text.ud.model import shipped
from juku.text.ud.reading import Reading
from juku.text.words_jieba import RjiebaSegmenter

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
        self._curated = [(entry.xpos, entry.upos) for entry in lexicon]
        dictionary = Dictionary(found.entries, words, [x for x, _ in self._curated])
        self._cutter = cutting.Cutter(found.words, found.moves, dictionary)
        self._tagger = tagging.Tagger(found.forms, found.pairs, found.upos, dictionary)
        self.version = f"ud-{digest} {self._native.version}"

    def segment(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text."""
        parts = [self._segment(group) for group in _groups(texts)]
        sizes = [np.diff(part.offsets) for part in parts]
        return Tokens(
            list(chain.from_iterable(part.words for part in parts)),
            np.concatenate([np.zeros(0, np.int32), *(part.starts for part in parts)]),
            list(chain.from_iterable(part.xpos for part in parts)),
            list(chain.from_iterable(part.upos for part in parts)),
            np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes])),
        )

    def _segment(self, texts: Sequence[str]) -> Tokens:
        native = self._native.segment(texts)
        reading = Reading.of(texts, native, self._fold)
        forced = self._lexicon.find(reading.plain)
        starts, ends = self._cutter.cut(reading, forced)
        text_of = np.searchsorted(reading.begins, starts, side="right") - 1
        upos = self._tagger.tag(reading, starts, ends - starts, text_of)
        offsets = np.searchsorted(starts, np.append(reading.begins, len(reading.text)))
        xpos = _native_tags(native, reading.begins, starts, ends, len(reading.text))
        self._set_curated(xpos, upos, np.searchsorted(starts, forced.starts), forced.numbers)
        return Tokens(
            [reading.text[s:e] for s, e in zip(starts.tolist(), ends.tolist(), strict=True)],
            (starts - reading.begins[text_of]).astype(np.int32),
            xpos,
            upos,
            offsets,
        )

    def _set_curated(
        self, xpos: list[str | None], upos: list[str], places: Ints, numbers: Ints
    ) -> None:
        for place, number in zip(places.tolist(), numbers.tolist(), strict=True):
            xpos[place], upos[place] = self._curated[number]


def _groups(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Neighbouring texts, so many that each group has :data:`GROUP` characters or one text."""
    first, size = 0, 0
    for number, text in enumerate(texts):
        if size and size + len(text) > GROUP:
            yield texts[first:number]
            first, size = number, 0
        size += len(text)
    if first < len(texts):
        yield texts[first:]


def _native_tags(
    native: Tokens, begins: Ints, starts: Ints, ends: Ints, size: int
) -> list[str | None]:
    """Jieba's tag of each word that is jieba's too, None for the others."""
    place = np.full(size, len(native.xpos), np.int64)
    from_ = native.starts + np.repeat(begins, np.diff(native.offsets))
    place[from_] = np.arange(len(from_))
    stop = np.append(from_ + native.lengths(), -1)
    found = place[starts]
    tags = np.array([*native.xpos, None], dtype=object)
    out: list[str | None] = tags[np.where(stop[found] == ends, found, len(native.xpos))].tolist()
    return out
