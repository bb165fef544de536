"""Curated words that stay whole wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from juku.text.ud.trie import Trie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Forced:
    """Where words of the lexicon stand, in order and without overlap; which entry each is."""

    starts: Ints
    ends: Ints
    numbers: Ints

    def places(self) -> Ints:
        """Every character of the words."""
        sizes = self.ends - self.starts
        within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        out: Ints = np.repeat(self.starts, sizes) + within
        return out


class Lexicon:
    """Finds its words from the left, the longest first; a word given twice counts as its last."""

    def __init__(self, words: Iterable[str]) -> None:
        numbers = {word: number for number, word in enumerate(words) if word.strip()}
        self._trie = Trie([*numbers], np.array([*numbers.values()], np.int32))

    def find(self, codes: NDArray[np.uint32]) -> Forced:
        """The words in a text of folded characters."""
        found = [
            (place, -length, number)
            for length, places, numbers in self._trie.walk(codes)
            for place, number in zip(places.tolist(), numbers.tolist(), strict=True)
        ]
        kept, end = [], 0
        for place, minus, number in sorted(found):
            if place >= end:
                end = place - minus
                kept.append((place, end, number))
        return Forced(*np.array(kept, np.int64).reshape(-1, 3).T)
