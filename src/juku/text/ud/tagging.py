"""From words to universal parts of speech: each form's weights once, its neighbours' added."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from juku.text.arrays.flat import Coded
from juku.text.ud import compact, tag_features, weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.text.ud.dictionary import Dictionary
    from juku.text.ud.reading import Reading

    Ints = NDArray[np.int64]

OFFSETS = (-2, -1, 0, 1, 2)


class Tagger:
    """Parts of speech by the model.

    Weights are bytes, and a word has some thirty of them, so that two bytes hold any sum.
    """

    def __init__(
        self,
        forms: Sequence[weights.Table],
        pairs: Sequence[weights.Table],
        upos: Sequence[str],
        dictionary: Dictionary,
    ) -> None:
        self._forms, self._pairs, self._dictionary = forms, pairs, dictionary
        self._upos = upos

    def tag(self, reading: Reading, starts: Ints, lengths: Ints, text_of: Ints) -> Coded[str]:
        """The part of speech of each word."""
        if compact.KERNEL is None:
            return self._tag(reading, starts, lengths, text_of)
        codes = np.empty(len(starts), np.int32)
        text = (reading.plain, reading.shape, reading.kind)
        model = (self._dictionary.compact, *self._compact, len(self._upos))
        compact.KERNEL.tag(text, (starts, lengths, text_of), model, codes)
        return Coded(codes, self._upos)

    @cached_property
    def _compact(self) -> compact.Parts:
        return weights.for_tags(self._forms), weights.for_tags(self._pairs)

    def _tag(self, reading: Reading, starts: Ints, lengths: Ints, text_of: Ints) -> Coded[str]:
        """The same with numpy, template by template over the whole batch."""
        words = tag_features.words(reading, starts, lengths, text_of, self._dictionary)
        total = np.zeros((len(words.forms), len(self._upos)), np.int16)
        for offset, own in self._by_offset(words):
            weights.add_shifted(total, own.take(words.forms, axis=0), offset)
        for table, keys in zip(self._pairs, words.pair_keys, strict=True):
            total += table.values[:, 0].take(table.lookup.find(keys), axis=0)
        return Coded(total[words.places].argmax(axis=1).astype(np.int32), self._upos)

    def _by_offset(self, words: tag_features.Words) -> list[tuple[int, NDArray[np.int16]]]:
        """For each offset, what every form adds to the word so far from it."""
        size = (len(words.form_keys[0]), len(self._upos))
        out = {offset: np.zeros(size, np.int16) for offset in OFFSETS}
        for table, keys in zip(self._forms, words.form_keys, strict=True):
            rows = table.lookup.find(keys)
            for column, offset in zip(weights.columns(table), table.template.offsets, strict=True):
                out[offset] += column.take(rows, axis=0)
        for own in out.values():
            own[0] = 0
        return list(out.items())
