"""From characters to words: weights summed, the best path taken."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from juku.text.ud import compact, crf, features, weights
from juku.text.ud.fold import BLANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.text.ud.dictionary import Dictionary
    from juku.text.ud.lexicon import Forced
    from juku.text.ud.reading import Reading

    Ints = NDArray[np.int64]

_SURE = 1 << 20
"""More than any sum of weights along a word."""


def keys_of(reading: Reading, dictionary: Dictionary) -> list[features.AnyKeys]:
    """The keys of all templates at every place."""
    starts = np.cumsum(reading.rough) - reading.rough
    found = dictionary.match(reading.plain, starts, reading.rough)
    return features.keys(reading.shape, reading.kind, reading.rough, found)


class Cutter:
    """Word boundaries by the model."""

    def __init__(
        self,
        tables: Sequence[weights.Table],
        moves: NDArray[np.int32],
        dictionary: Dictionary,
    ) -> None:
        self._tables, self._moves, self._dictionary = tables, moves, dictionary

    def cut(self, reading: Reading, forced: Forced) -> tuple[Ints, Ints]:
        """Start and end of every word in the batch; those of the lexicon whole."""
        if compact.KERNEL is None:
            return self._cut(reading, forced)
        words = np.empty((2, len(reading.text)), np.int64)
        text = (reading.plain, reading.shape, reading.kind, reading.rough)
        model = (self._dictionary.compact, self._compact, self._moves)
        whole = (np.ascontiguousarray(forced.starts), np.ascontiguousarray(forced.ends))
        count = compact.KERNEL.cut(text, model, whole, *words)
        starts, ends = words[:, :count].copy()
        return starts, ends

    def _cut(self, reading: Reading, forced: Forced) -> tuple[Ints, Ints]:
        """The same with numpy, template by template over the whole batch."""
        scores = self._scores(reading)
        _insist(scores, forced)
        runs = crf.Runs(*reading.runs(forced.places()))
        label = crf.best(scores, self._moves, runs)
        word = reading.kind != BLANK
        word[forced.places()] = True
        starts = np.flatnonzero(word & ((label == crf.B) | (label == crf.S)))
        ends = np.flatnonzero(word & ((label == crf.E) | (label == crf.S))) + 1
        return starts, ends

    @cached_property
    def _compact(self) -> compact.Parts:
        return weights.for_words(self._tables)

    @cached_property
    def _packed(self) -> list[NDArray[np.int64]]:
        return [weights.packed(table) for table in self._tables]

    def _scores(self, reading: Reading) -> NDArray[np.int32]:
        total = np.zeros(len(reading.text), np.int64)
        keys = keys_of(reading, self._dictionary)
        for table, packed, own in zip(self._tables, self._packed, keys, strict=True):
            rows = table.lookup.find(own)
            for column, offset in zip(packed, table.template.offsets, strict=True):
                weights.add_shifted(total, column.take(rows), offset)
        return weights.unpacked(total)


def _insist(scores: NDArray[np.int32], forced: Forced) -> None:
    """Make the labels of forced words sure."""
    single = forced.ends - forced.starts == 1
    scores[forced.places(), crf.M] += _SURE
    for places, label in (
        (forced.starts[~single], crf.B),
        (forced.ends[~single] - 1, crf.E),
        (forced.starts[single], crf.S),
    ):
        scores[places, label] += 2 * _SURE
