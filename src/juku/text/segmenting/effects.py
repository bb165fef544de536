"""What lexicon entries change: sentences and cuts before and after, and how whole a word stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.text.segmenting.tokens import Segmenter, Tokens


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of one text that is cut otherwise; boundaries on both sides are the same."""

    text: int
    start: int
    before: tuple[str, ...]
    after: tuple[str, ...]

    def wanted(self, words: Sequence[str]) -> bool:
        """Whether one of ``words`` is what was made whole here."""
        return not set(words).isdisjoint(self.after)


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a word occurs in the texts, and as one token before and after."""

    word: str
    occurs: int
    before: int
    after: int


def changes(texts: Sequence[str], before: Segmenter, after: Segmenter) -> list[Change]:
    """Every stretch of ``texts`` that the two segmenters cut otherwise, in order."""
    old, new = before.segment(texts), after.segment(texts)
    found: list[Change] = []
    for i in range(len(texts)):
        one, other = old.of(i), new.of(i)
        if not np.array_equal(one.starts, other.starts) or one.words != other.words:
            found += _stretches(i, one, other)
    return found


def standings(
    texts: Sequence[str], words: Sequence[str], before: Segmenter, after: Segmenter
) -> list[Standing]:
    """How each of ``words`` stands; overlapping occurrences are counted each."""
    joined = "\n".join(texts)
    wanted = set(words)
    times = [
        _tally(engine.segment(texts).words, wanted) if wanted else {} for engine in (before, after)
    ]
    return [
        Standing(word, _occurrences(joined, word), times[0].get(word, 0), times[1].get(word, 0))
        for word in words
    ]


def _tally(words: Sequence[str], wanted: set[str]) -> dict[str, int]:
    times: dict[str, int] = {}
    for word in words:
        if word in wanted:
            times[word] = times.get(word, 0) + 1
    return times


def _occurrences(text: str, word: str) -> int:
    times, at = 0, text.find(word)
    while at >= 0:
        times, at = times + 1, text.find(word, at + 1)
    return times


def _stretches(text: int, old: Tokens, new: Tokens) -> Iterator[Change]:
    """Runs of tokens between boundaries that both have, where the tokens are not the same."""
    shared = sorted(_edges(old) & _edges(new))
    for start, end in pairwise(shared):
        before, after = _between(old, start, end), _between(new, start, end)
        if before != after:
            yield Change(text, start, before, after)


def _edges(tokens: Tokens) -> set[int]:
    return {*tokens.starts.tolist(), *(tokens.starts + tokens.lengths()).tolist()}


def _between(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    first, last = np.searchsorted(tokens.starts, (start, end))
    return tuple(tokens.words[first:last])
