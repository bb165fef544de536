"""The characters of a corpus: where each stands, what follows it, and where a pattern may begin.

A character is named by its token and its place in it; the lexicon has its code point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.query.indexing.building import number_characters
from juku.query.indexing.merging import union
from juku.query.language.derived import derive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.language import ast
    from juku.query.matching.limits import Budget

    Places = tuple[NDArray[np.int64], NDArray[np.int64]]

POINTS = 0x110000
"""One more than the last code point."""

BLOCK = 1 << 18
"""Places that are worked on at once."""

_OFFSET_BITS = 20
_SENTENCE_STARTS, _SENTENCE_ENDS = np.uint8(1), np.uint8(8)
_FAR = 200
"""An anchor further from the start would cost more steps back than it saves."""
_MANY_PAIRS = 64
_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class SignAnchor:
    """One sign, or two that follow each other, that every match holds."""

    signs: tuple[ast.Sign, ...]
    low: int
    """Characters between the start of the match and it, at the least,"""
    high: int
    """and at the most."""
    cost: float


class SignText:
    """The characters of a corpus, each named by its token and its place in it."""

    def __init__(self, index: Index, fold: bool, budget: Budget) -> None:
        """``fold`` says that characters of both scripts are alike; ``budget`` bounds all work."""
        self._budget = budget
        self._index = index
        self._fold = fold
        self._words = index.array("word")
        self._lengths = index.word_lengths
        self._points = index.array("word_points")
        self._starts = index.array("word_point_start")
        self._flags = index.array("flags")
        self._named: dict[ast.Sign, NDArray[np.uint32]] = {}

    def points(self, sign: ast.Sign) -> NDArray[np.uint32]:
        """The code points that a sign names, those of the other script with them."""
        if sign not in self._named:
            self._named[sign] = self._points_of(sign)  # a range may name a million, asked often
        return self._named[sign]

    def _points_of(self, sign: ast.Sign) -> NDArray[np.uint32]:
        named = np.array(sorted(map(ord, sign.signs)), np.uint32)
        if not self._fold or len(named) == 0:
            return named
        alphabet, folded = self._index.folded_alphabet
        wanted = derive("hans", sorted(sign.signs))
        same = [
            point for point, form in zip(alphabet.tolist(), folded, strict=True) if form in wanted
        ]
        return union([named, np.array(same, np.uint32)])

    def sign(self, token: NDArray[np.int64], offset: NDArray[np.int64]) -> NDArray[np.uint32]:
        """The code point at each place."""
        return self._points.take(self._starts.take(self._words.take(token)) + offset)

    def after(
        self, token: NDArray[np.int64], offset: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """The places one character on, and which of them are in the sentence; those alone."""
        offset = offset + 1
        over = offset == self._lengths.take(self._words.take(token))
        inside = ~over | ((self._flags.take(token) & _SENTENCE_ENDS) == 0)
        token = token + over
        return token[inside], np.where(over, 0, offset)[inside], inside

    def back(self, token: NDArray[np.int64], offset: NDArray[np.int64]) -> Places:
        """The places one character back, where they are in the sentence."""
        under = offset == 0
        inside = ~under | ((self._flags.take(token) & _SENTENCE_STARTS) == 0)
        token, offset, under = (token - under)[inside], offset[inside] - 1, under[inside]
        return token, np.where(under, self._lengths.take(self._words.take(token)) - 1, offset)

    # where to begin

    def everywhere(self) -> Iterator[Places]:
        """Every place, block by block."""
        for begin in range(0, self._index.n_tokens, BLOCK):
            lengths = self._lengths.take(self._words[begin : begin + BLOCK])
            token = np.repeat(np.arange(len(lengths)), lengths)
            first = np.cumsum(lengths) - lengths
            yield token + begin, np.arange(len(token)) - first.take(token)

    def before(self, anchor: SignAnchor) -> Iterator[Places]:
        """The places from which a match that holds ``anchor`` could start."""
        self._budget.check(int(anchor.cost) * 32)
        token, offset = self._places(anchor.signs)
        keys = [_NONE]
        for distance in range(anchor.high + 1):
            if distance >= anchor.low:
                keys.append(token << _OFFSET_BITS | offset)
            token, offset = self.back(token, offset)
        starts = union(keys)
        for begin in range(0, len(starts), BLOCK):
            part = starts[begin : begin + BLOCK]
            yield part >> _OFFSET_BITS, part & ((1 << _OFFSET_BITS) - 1)

    def anchor(self, signs: tuple[Any, ...], low: int, high: int) -> SignAnchor | None:
        """One or two signs as an anchor; None if they stand nearly everywhere."""
        if any(sign.negated for sign in signs) or high > _FAR:
            return None
        self._budget.check()
        sides = [self.points(sign) for sign in signs]
        if len(sides) == 2 and len(sides[0]) * len(sides[1]) > _MANY_PAIRS:
            return None
        _, owners = self._inside(signs)
        start = self._index.array("word_posting_start")
        count = int((start[owners + 1] - start[owners]).sum())
        if len(signs) == 2:
            count += sum(end - begin for begin, end in self._across(signs))
        return SignAnchor(signs, low, high, float(count) * (high - low + 1) * (high + 1))

    def _places(self, signs: tuple[ast.Sign, ...]) -> Places:
        """Where one or two signs stand, in words and across boundaries."""
        at, owners = self._inside(signs)
        start = self._index.array("word_posting_start")
        counts = start[owners + 1] - start[owners]
        runs = np.repeat(start[owners] - (np.cumsum(counts) - counts), counts)
        inner = self._index.array("word_postings").take(runs + np.arange(len(runs)))
        tokens = [inner.astype(np.int64)]
        offsets = [np.repeat(at - self._starts[owners], counts)]
        if len(signs) == 2:
            postings = self._index.array("pair_postings")
            for begin, end in self._across(signs):
                outer = postings[begin:end].astype(np.int64)
                tokens.append(outer)
                offsets.append(self._lengths.take(self._words.take(outer)) - 1)
        return np.concatenate(tokens), np.concatenate(offsets)

    def _inside(self, signs: tuple[ast.Sign, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places in the lexicon's characters where the signs follow each other, and the words."""
        at = np.flatnonzero(_one_of(self._points, self.points(signs[0])))
        owners = np.searchsorted(self._starts, at, side="right") - 1
        if len(signs) == 2:
            room = at + 1 < self._starts[owners + 1]
            at, owners = at[room], owners[room]
            second = _one_of(self._points[at + 1], self.points(signs[1]))
            at, owners = at[second], owners[second]
        return at, owners

    def _across(self, signs: tuple[ast.Sign, ...]) -> list[tuple[int, int]]:
        """The runs of the pair postings for two signs on both sides of a boundary."""
        alphabet, keys = self._index.array("alphabet"), self._index.array("pair_keys")
        start = self._index.array("pair_posting_start")
        sides = [_known(alphabet, self.points(sign)) for sign in signs]
        wanted = np.unique((sides[0][:, None] << np.uint32(16) | sides[1][None, :]).ravel())
        at = np.searchsorted(keys, wanted)
        there = [
            p
            for p, k in zip(at.tolist(), wanted.tolist(), strict=True)
            if p < len(keys) and keys[p] == k
        ]
        return [(int(start[p]), int(start[p + 1])) for p in there]


def _one_of(points: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> NDArray[np.bool_]:
    if len(wanted) > 8:
        return np.isin(points, wanted)
    found = np.zeros(len(points), bool)
    for point in wanted.tolist():
        found |= points == point
    return found


def _known(alphabet: NDArray[np.uint32], points: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Those ``points`` that begin or end words, as halves of the keys of pairs."""
    at = np.minimum(np.searchsorted(alphabet, points), len(alphabet) - 1)
    return number_characters(alphabet, points[alphabet[at] == points])
