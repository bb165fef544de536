"""Characters are found wherever words begin and end.

The lexicon says which words hold a character or a pair of them, and the index where a pair stands
on both sides of a boundary. From the rarest pair that a pattern requires one goes back to where
its match would start, and from there the automaton reads character by character.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import LimitError
from juku.query import ast
from juku.query.automaton import build
from juku.query.classes import bits, distinct
from juku.query.building import number_characters
from juku.query.derived import derive
from juku.query.grammar import parse_chars
from juku.query.hits import Hits
from juku.query.limits import Budget, Limits
from juku.query.subsets import Subsets, TooManySets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from juku.query.automaton import Automaton
    from juku.query.index import Index

    Places = tuple[NDArray[np.int64], NDArray[np.int64]]

MAX_SETS = 50_000
"""A pattern of characters that leads to more sets of states is refused."""

POINTS = 0x110000
"""One more than the last code point."""


@dataclass(frozen=True, slots=True, eq=False)
class CharMatches:
    """Places of strings of characters: tokens touched, and code points in the first and last."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    char_start: NDArray[np.int64]
    char_end: NDArray[np.int64]


def find_chars(
    index: Index, pattern: str, *, attribute: str, limit: int | None, limits: Limits
) -> Hits:
    """What `juku.query.corpus.Corpus.find_chars` gives."""
    found = search(index, pattern, attribute, Budget(limits))
    last = index.array("word").take(found.end - 1)
    cuts = (found.char_start > 0) | (found.char_end < index.word_lengths[last])
    hits = Hits(
        pattern,
        found.start,
        found.end,
        char_start=found.char_start,
        char_end=found.char_end,
        cuts_word=cuts,
        complete=limit is None or len(cuts) <= limit,
    )
    return hits if hits.complete else hits.take(np.arange(limit or 0))


def search(index: Index, pattern: str, attribute: str, budget: Budget) -> CharMatches:
    """Every place where ``pattern`` begins, with the nearest end.

    Raises:
        QueryMessage: the pattern cannot be read.
        LimitError: the budget is spent.
    """
    node = parse_chars(pattern)
    automaton = build(node, pattern)
    text = _Text(index, attribute == "hans")
    classes = SignClasses(text, automaton)
    subsets = Subsets(automaton, classes, shortest=True, most=MAX_SETS)
    anchor = _measure(node, text).anchor
    batches = text.everywhere() if anchor is None else text.before(anchor, budget)
    try:
        parts = [_run(text, subsets, classes, batch, budget) for batch in batches]
    except TooManySets:
        raise LimitError(
            f"query: {pattern!r} can stand in more than {MAX_SETS:,} ways at once; use fewer * or "
            "smaller bounds"
        ) from None
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] or [_NONE] * 4
    order = np.lexsort((columns[2], columns[0]))
    return CharMatches(*(column[order] for column in columns))


_NONE = np.zeros(0, np.int64)


def _run(
    text: _Text, subsets: Subsets, classes: SignClasses, places: Places, budget: Budget
) -> list[NDArray[np.int64]]:
    """Read from each place till the pattern is matched or cannot be."""
    token, offset = places
    rows = np.arange(len(token))
    sets = subsets.begin(len(token))
    found: list[list[NDArray[np.int64]]] = [[_NONE] * 4]
    while len(rows):
        budget.check(rows.nbytes * 6)
        sets = subsets.step(sets, classes.of(text.sign(token, offset)))
        done, going = subsets.parted(sets)
        first = places[0][rows[done]], places[1][rows[done]]
        found.append([first[0], token[done] + 1, first[1], offset[done] + 1])
        token, offset, inside = text.after(token[going], offset[going])
        rows, sets = rows[going][inside], sets[going][inside]
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    budget.hold(sum(column.nbytes for column in columns))
    return columns


class SignClasses:
    """Classes of characters, as `juku.query.classes.Classes` has them of tokens."""

    def __init__(self, text: _Text, automaton: Automaton) -> None:
        signs = list(dict.fromkeys(token.formula for token in automaton.tokens))
        named = {sign: text.points(sign) for sign in signs}
        every = np.unique(np.concatenate([np.zeros(0, np.uint32), *named.values()]))
        # The first column stands for each character that the pattern does not name.
        truths = [
            np.append(False, np.isin(every, points)) ^ sign.negated
            for sign, points in named.items()
        ]
        numbers, where = distinct(truths, len(every) + 1)
        self._table = np.full(POINTS, numbers[0])
        self._table[every] = numbers[1:]
        self.count = len(where)
        states = [
            sum(
                1 << n
                for n, q in enumerate(automaton.states)
                if automaton.tokens[q.place].formula == sign
            )
            for sign in signs
        ]
        self.allowed = bits(truths, states, where)
        self.ending = [sum(1 << n for n, end in enumerate(automaton.ends) if end)] * self.count

    def of(self, points: NDArray[np.uint32]) -> NDArray[Any]:
        """The class of each character."""
        return self._table.take(points)


@dataclass(frozen=True, slots=True, eq=False)
class _Anchor:
    """One sign, or two that follow each other, that every match holds."""

    signs: tuple[ast.Sign, ...]
    low: int
    """Characters between the start of the match and it, at the least,"""
    high: int
    """and at the most."""
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """Of a part: how many characters it takes, and its cheapest anchor."""

    low: int
    high: int
    anchor: _Anchor | None


def _measure(node: ast.Node, text: _Text) -> _Measured:
    if isinstance(node, ast.Token):
        return _Measured(1, 1, text.anchor((node.formula,), 0, 0))
    if isinstance(node, ast.Choice):
        parts = [_measure(part, text) for part in node.parts]
        return _Measured(min(p.low for p in parts), max(p.high for p in parts), None)
    if isinstance(node, ast.Repeat):
        part = _measure(node.part, text)
        return _Measured(
            part.low * node.low, part.high * (node.high or 0), part.anchor if node.low else None
        )
    parts, low, high = [], 0, 0
    found: list[_Anchor | None] = []
    for place, one in enumerate(node.parts):
        part = _measure(one, text)
        if part.anchor is not None:
            a = part.anchor
            found.append(text.anchor(a.signs, a.low + low, a.high + high))
        following = node.parts[place + 1] if place + 1 < len(node.parts) else None
        if isinstance(one, ast.Token) and isinstance(following, ast.Token):
            found.append(text.anchor((one.formula, following.formula), low, high))
        low, high = low + part.low, high + part.high
    known = [a for a in found if a is not None]
    return _Measured(low, high, min(known, key=lambda a: a.cost, default=None))


class _Text:
    """The characters of a corpus, each named by its token and its place in it."""

    def __init__(self, index: Index, fold: bool) -> None:
        self._index = index
        self._fold = fold
        self._words = index.array("word")
        self._lengths = index.word_lengths
        self._points = index.array("word_points")
        self._starts = index.array("word_point_start")
        self._flags = index.array("flags")

    def points(self, sign: ast.Sign) -> NDArray[np.uint32]:
        """The code points that a sign names, those of the other script with them."""
        named = np.array(sorted(map(ord, sign.signs)), np.uint32)
        if not self._fold or len(named) == 0:
            return named
        alphabet, folded = self._index.folded_alphabet
        wanted = derive("hans", sorted(sign.signs))
        same = [
            point for point, form in zip(alphabet.tolist(), folded, strict=True) if form in wanted
        ]
        return np.union1d(named, np.array(same, np.uint32))

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

    def before(self, anchor: _Anchor, budget: Budget) -> Iterator[Places]:
        """The places from which a match that holds ``anchor`` could start."""
        budget.check(int(anchor.cost) * 32)
        token, offset = self._places(anchor.signs)
        keys = [_NONE]
        for distance in range(anchor.high + 1):
            if distance >= anchor.low:
                keys.append(token << _OFFSET_BITS | offset)
            token, offset = self.back(token, offset)
        starts = np.unique(np.concatenate(keys))
        for begin in range(0, len(starts), BLOCK):
            part = starts[begin : begin + BLOCK]
            yield part >> _OFFSET_BITS, part & ((1 << _OFFSET_BITS) - 1)

    def anchor(self, signs: tuple[Any, ...], low: int, high: int) -> _Anchor | None:
        """One or two signs as an anchor; None if they stand nearly everywhere."""
        if any(sign.negated for sign in signs) or high > _FAR:
            return None
        sides = [self.points(sign) for sign in signs]
        if len(sides) == 2 and len(sides[0]) * len(sides[1]) > _MANY_PAIRS:
            return None
        _, owners = self._inside(signs)
        start = self._index.array("word_posting_start")
        count = int((start[owners + 1] - start[owners]).sum())
        if len(signs) == 2:
            count += sum(end - begin for begin, end in self._across(signs))
        return _Anchor(signs, low, high, float(count) * (high - low + 1) * (high + 1))

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


_OFFSET_BITS = 20
_SENTENCE_STARTS, _SENTENCE_ENDS = np.uint8(1), np.uint8(8)
_FAR = 200
"""An anchor further from the start would cost more steps back than it saves."""
_MANY_PAIRS = 64
BLOCK = 1 << 18


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
