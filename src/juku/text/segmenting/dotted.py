"""Names of two parts and more around a middle dot: 拉玛特·图泽, whatever cut its parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from juku.text.vocabulary import transliteration

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.text.segmenting.tokens import Flat, Tokens

LATIN = "A-Za-zÀ-ÖØ-öø-ɏＡ-Ｚａ-ｚ"
"""Letters, as a class of a regular expression takes them."""

DOTS = "·•‧・"
"""Middle dots."""

_LATIN_WORD = re.compile(rf"[{LATIN}][{LATIN}.'’-]*")
_AFTER_NAMES = frozenset("在从说称是和等将对与则也表向为并就被")


class Run(NamedTuple):
    """Tokens ``first`` to ``last``, whose characters up to ``end`` become one token."""

    first: int
    last: int
    end: int
    upos: str


def runs(tokens: Tokens, flat: Flat, places: NDArray[np.int64]) -> list[Run]:
    """Runs of tokens around a middle dot whose two sides are names, chains put together.

    ``places`` are those of all middle dots in the text.
    """
    found: list[Run] = []
    dots = _standing(flat, places)
    if not len(dots):
        return found
    row = _Row(tokens, flat)
    for dot in dots.tolist():
        last = dot + 1
        length = row.name_length(last, behind=True)
        if not length or not row.name_length(dot - 1, behind=False):
            continue
        first, end = row.reach(dot - 1, -1), row.starts[last] + length
        if end == row.ends[last]:
            last = row.reach(last, 1)
            end = row.ends[last]
        if found and first < found[-1].last:
            first = found.pop().first
        found.append(Run(first, last + 1, end, "PROPN"))
    return found


def _standing(flat: Flat, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The tokens that are a middle dot with a token at either side that touches it."""
    text, starts, ends = flat.words.text, flat.words.starts, flat.words.ends
    before_letter = [place for place in places.tolist() if text[place + 1 : place + 2].isalnum()]
    dots = np.searchsorted(starts, np.array(before_letter, np.int64))
    dots = dots[(dots > 0) & (dots < len(starts) - 1)]
    dots = dots[np.isin(starts[dots], places) & (ends[dots] - starts[dots] == 1)]
    touches = (ends[dots - 1] == starts[dots]) & (ends[dots] == starts[dots + 1])
    return np.compress(touches, dots)


class _Row:
    """The tokens of a batch, to go from one to the next; only those beside a dot are looked at."""

    def __init__(self, tokens: Tokens, flat: Flat) -> None:
        self.text = flat.words.text
        # A number of a memory view costs half of one of an array.
        self.starts = flat.words.starts.data
        self.ends = flat.words.ends.data
        self.upos = tokens.upos

    def word(self, token: int) -> str:
        """A token's characters."""
        return self.text[self.starts[token] : self.ends[token]]

    def name_length(self, token: int, *, behind: bool) -> int:
        """How many characters of a token beside a dot, or ``behind`` it, are a name's.

        Engines take the word after a short name in with it (金说 in 爱德华·金说); such a word of
        one character is told by not being one that transliterates.
        """
        word = self.word(token)
        if behind and len(word) > 1 and word[-1] in _AFTER_NAMES and _transliterates(word[:-1]):
            return len(word) - 1
        named = _transliterates(word) or self.upos[token] == "PROPN" or _LATIN_WORD.fullmatch(word)
        return len(word) if named else 0

    def reach(self, token: int, step: int) -> int:
        """The farthest token from a dot, going by ``step``, that still spells the same name.

        Beyond the first, a token goes on a name if it is spelt with transliterating characters
        and is a single one of them or tagged as a name.
        """
        while 0 <= token + step < len(self.starts):
            touches = (
                self.ends[token] == self.starts[token + 1]
                if step > 0
                else self.ends[token - 1] == self.starts[token]
            )
            word = self.word(token + step)
            if not touches or not _transliterates(word):
                break
            if len(word) > 1 and self.upos[token + step] not in {"PROPN", "X"}:
                break
            token += step
        return token


def _transliterates(word: str) -> bool:
    return transliteration.IN_WORDS.issuperset(word)
