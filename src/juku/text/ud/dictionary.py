"""The dictionary: its entries as they are stored, and what the features see of it in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from juku.text.ud import compact
from juku.text.ud.trie import Trie, hashes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LENGTHS = 7
"""Word lengths told apart: 1 (or no word at all) to 6, and longer."""
MADE = 62
"""The tag of a rough word that no dictionary has."""
N_TAGS = 64
N_FREQUENCIES = 16
"""Frequency classes: base-two logarithms of counts, the last one open."""
CURATED_RANK = 8


@dataclass(frozen=True, slots=True)
class Entries:
    """The dictionary: distinct words, the number of each one's native tag, and its frequency.

    Tag numbers count from 1 in ``tags``; ``ranks`` are base-two logarithms of counts.
    """

    words: Sequence[str]
    tags: tuple[str, ...]
    tag_of: NDArray[np.uint8]
    ranks: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Matches:
    """At every place: the longest dictionary word of two or more characters, three ways.

    Lengths are classes from 0 (none) to 6 (seven or more); tags are 0 where there is no word.
    ``own`` is the tag of the rough word that starts here.
    """

    start: Ints
    end: Ints
    over: Ints
    start_tag: Ints
    end_tag: Ints
    start_freq: Ints
    end_freq: Ints
    own: Ints


class Dictionary:
    """The model's words with those of a lexicon, all as folded.

    A word of the lexicon has the native tag that is given for it, and a middling frequency.

    Raises:
        ValueError: the dictionary has more tags than features can tell apart.
    """

    def __init__(
        self, entries: Entries, words: Sequence[str] = (), tags: Sequence[str] = ()
    ) -> None:
        number = {tag: place for place, tag in enumerate(entries.tags, start=1)}
        coded = entries.tag_of.astype(np.int32) * N_FREQUENCIES + entries.ranks
        values = dict(zip(entries.words, coded.tolist(), strict=True))
        for word, tag in zip(words, tags, strict=True):
            values[word] = number.get(tag, MADE) * N_FREQUENCIES + CURATED_RANK
        values.pop("", None)
        if max(values.values(), default=0) >= N_TAGS * N_FREQUENCIES:
            raise ValueError(f"a dictionary of more than {MADE - 1} tags")
        self._trie = Trie([*values], np.array([*values.values()], np.int32))

    @cached_property
    def compact(self) -> compact.Parts:
        """As the kernel takes it."""
        return compact.trie(*self._trie.numbers)

    def look_up(self, codes: NDArray[np.uint32], starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
        """Tag and frequency class of each stretch of a text; :data:`MADE` and 0 if unknown."""
        found = self._trie.values(hashes(codes, starts, lengths)).astype(np.int64)
        tags, ranks = np.divmod(found, N_FREQUENCIES)
        return np.where(found < 0, MADE, tags), np.where(found < 0, 0, ranks)

    def match(self, codes: NDArray[np.uint32], starts: Ints, lengths: Ints) -> Matches:
        """Every word of the dictionary in a text that is roughly cut at ``starts``."""
        size = len(codes)
        out = Matches(*(np.zeros(size, np.int64) for _ in range(8)))
        rough = np.zeros(size, np.int64)
        rough[starts] = lengths
        out.own[starts] = MADE
        for length, places, values in self._trie.walk(codes):
            tags, ranks = np.divmod(values.astype(np.int64), N_FREQUENCIES)
            same = rough[places] == length
            out.own[places[same]] = tags[same]
            if length > 1:
                self._note(out, length, places, tags, ranks)
        return out

    @staticmethod
    def _note(out: Matches, length: int, places: Ints, tags: Ints, ranks: Ints) -> None:
        """Lengths come growing, so what is noted last is the longest."""
        kind = min(length, LENGTHS) - 1
        last = places + length - 1
        out.start[places], out.end[last] = kind, kind
        out.start_tag[places], out.end_tag[last] = tags, tags
        out.start_freq[places], out.end_freq[last] = ranks, ranks
        for inside in range(1, length - 1):
            out.over[places + inside] = kind
