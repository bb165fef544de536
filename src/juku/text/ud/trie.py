"""A dictionary's words matched at every place of a text at once.

A trie whose nodes are the hashes of its prefixes: one lookup a length goes one step deeper at
every place that still has longer words, so most places stop after two characters.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.text.arrays.hashing import HashIndex, distinct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

BASE = np.uint64(0xD1342543DE82EF95)
SEED = np.uint64(0x2545F4914F6CDD1D)


def step(state: NDArray[np.uint64], codes: NDArray[Any]) -> NDArray[np.uint64]:
    """The hash of each prefix grown by one more character."""
    mixed = (state ^ codes.astype(np.uint64)) * BASE
    return mixed ^ (mixed >> np.uint64(29))


def hashes(codes: NDArray[np.uint32], starts: Ints, lengths: Ints) -> NDArray[np.uint64]:
    """The hash of each stretch of characters, as a walk along them gives it."""
    state = np.full(len(starts), SEED)
    for place in range(int(lengths.max(initial=0))):
        open_ = np.flatnonzero(lengths > place)
        state[open_] = step(state.take(open_), codes.take(starts.take(open_) + place))
    return state


def _prefixes(words: Sequence[str]) -> tuple[list[NDArray[np.uint64]], NDArray[np.uint64]]:
    """By length, the hashes of the longer words' prefixes; and the words' own hashes."""
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    starts = np.cumsum(lengths) - lengths
    state = np.full(len(words), SEED)
    prefixes = []
    for length in range(int(lengths.max(initial=0))):
        open_ = lengths > length
        state[open_] = step(state[open_], codes[starts[open_] + length])
        prefixes.append(state[lengths > length + 1].copy())
    return prefixes, state


class Trie:
    """Words with a number each, which :meth:`walk` finds in a text.

    ``words`` are distinct; ``values`` are non-negative.
    """

    def __init__(self, words: Sequence[str], values: NDArray[np.int32]) -> None:
        prefixes, own = _prefixes(words)
        inner = distinct(np.concatenate([*prefixes, np.zeros(0, np.uint64)]))
        self._keys = distinct(np.concatenate([inner, own]))
        self._values = np.full(len(self._keys) + 1, -1, np.int32)
        self._values[1 + np.searchsorted(self._keys, own)] = values
        self._longer = np.zeros(len(self._keys) + 1, dtype=bool)
        self._longer[1 + np.searchsorted(self._keys, inner)] = True

    @cached_property
    def _index(self) -> HashIndex:
        """Made when it is first asked, as who has a kernel never asks."""
        return HashIndex(self._keys)

    @property
    def numbers(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """Hashes, and of each twice one plus its value, or 0; plus 1 if there are longer words."""
        known = (self._values[1:].astype(np.int64) + 1) * 2 + self._longer[1:]
        return self._keys, known.view(np.uint64)

    def values(self, own: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The number of each word by its hash, -1 where it is none of the trie's."""
        return self._values.take(self._index.find(own))

    def walk(
        self,
        codes: NDArray[np.uint32],
    ) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int32]]]:
        """By growing length: the length, the places where words of it start, their numbers."""
        places = np.arange(len(codes))
        state = np.full(len(codes), SEED)
        length = 0
        while len(places):
            state = step(state, codes.take(places + length))
            length += 1
            nodes = self._index.find(state)
            values = self._values.take(nodes)
            hits = np.flatnonzero(values >= 0)
            yield length, places.take(hits), values.take(hits)
            deeper = np.flatnonzero(self._longer.take(nodes) & (places + length < len(codes)))
            places, state = places.take(deeper), state.take(deeper)
