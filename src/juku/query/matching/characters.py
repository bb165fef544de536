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
from juku.query.indexing.merging import union
from juku.query.language import ast
from juku.query.language.grammar import parse_chars
from juku.query.matching import order
from juku.query.matching.automaton import build
from juku.query.matching.classes import bits, distinct
from juku.query.matching.hits import Hits
from juku.query.matching.limits import Budget, Limits, check_rows
from juku.query.matching.signtext import POINTS, SignAnchor, SignText
from juku.query.matching.subsets import START, Subsets, TooManySetsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.automaton import Automaton

    Places = tuple[NDArray[np.int64], NDArray[np.int64]]

MAX_SETS = 50_000
"""A pattern of characters that leads to more sets of states is refused."""


@dataclass(frozen=True, slots=True, eq=False)
class CharMatches:
    """Places of strings of characters: tokens touched, and code points in the first and last."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    char_start: NDArray[np.int64]
    char_end: NDArray[np.int64]


def find_chars(
    index: Index, pattern: str, *, attribute: str, limit: int | None, limits: Limits | Budget
) -> Hits:
    """What `juku.query.corpus.Corpus.find_chars` gives."""
    check_rows(limit)
    order.need(index, "chars: a string of characters", 'find it within words: [word=".*….*"]')
    found = search(index, pattern, attribute, Budget.of(limits))
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
        PatternError: the pattern cannot be read.
        LimitError: the budget is spent.
    """
    node = parse_chars(pattern)
    automaton = build(node, pattern)
    text = SignText(index, attribute == "hans", budget)
    classes = SignClasses(text, automaton)
    subsets = Subsets(automaton, classes, shortest=True, most=MAX_SETS)
    anchor = _measure(node, text).anchor
    batches = text.everywhere() if anchor is None else text.before(anchor)
    try:
        parts = [_run(text, subsets, classes, batch, budget) for batch in batches]
    except TooManySetsError:
        raise LimitError(
            f"query: {pattern!r} can stand in more than {MAX_SETS:,} ways at once; use fewer * or "
            "smaller bounds"
        ) from None
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] or [_NONE] * 4
    budget.check(len(columns[0]) * _SORTED)
    order = np.lexsort((columns[2], columns[0]))
    return CharMatches(*(column[order] for column in columns))


_NONE = np.zeros(0, np.int64)

_SORTED = 72
"""Bytes of work a hit to join the parts and to sort them."""


def _run(
    text: SignText, subsets: Subsets, classes: SignClasses, places: Places, budget: Budget
) -> list[NDArray[np.int64]]:
    """Read from each place till the pattern is matched or cannot be."""
    token, offset = places
    rows = np.arange(len(token))
    sets: Any = START
    found: list[list[NDArray[np.int64]]] = [[_NONE] * 4]
    while len(rows):
        budget.check(rows.nbytes * 6)
        new = subsets.step(sets, classes.of(text.sign(token, offset)))
        done, going = subsets.parted(new)
        first = places[0][rows[done]], places[1][rows[done]]
        found.append([first[0], token[done] + 1, first[1], offset[done] + 1])
        token, offset, inside = text.after(token[going], offset[going])
        rows, sets = rows[going][inside], new[going][inside]
    columns = [np.concatenate(column) for column in zip(*found, strict=True)]
    budget.hold(sum(column.nbytes for column in columns))
    return columns


class SignClasses:
    """Classes of characters, as `juku.query.matching.classes.Classes` has them of tokens."""

    def __init__(self, text: SignText, automaton: Automaton) -> None:
        signs = list(dict.fromkeys(_sign(token) for token in automaton.tokens))
        named = {sign: text.points(sign) for sign in signs}
        every = union([np.zeros(0, np.uint32), *named.values()])
        # The first column stands for each character that the pattern does not name.
        truths = [
            np.append(np.zeros(1, bool), np.isin(every, points)) ^ sign.negated
            for sign, points in named.items()
        ]
        numbers, where = distinct(truths, len(every) + 1)
        self._table = np.full(POINTS, numbers[0])
        self._table[every] = numbers[1:]
        self.count = len(where)
        states = [0] * len(signs)
        for number, state in enumerate(automaton.states):
            states[signs.index(_sign(automaton.tokens[state.place]))] |= 1 << number
        self.allowed = bits(truths, states, where)
        self.ending = [sum(1 << n for n, end in enumerate(automaton.ends) if end)] * self.count

    def of(self, points: NDArray[np.uint32]) -> NDArray[Any]:
        """The class of each character."""
        classes: NDArray[Any] = self._table.take(points)
        return classes


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """Of a part: how many characters it takes, and its cheapest anchor."""

    low: int
    high: int
    anchor: SignAnchor | None


def _sign(token: ast.Token) -> ast.Sign:
    """The sign of a token of a character pattern, which has no other condition."""
    if not isinstance(token.formula, ast.Sign):
        raise TypeError(token)
    return token.formula


def _measure(node: ast.Node, text: SignText) -> _Measured:
    if isinstance(node, ast.Token):
        return _Measured(1, 1, text.anchor((_sign(node),), 0, 0))
    if isinstance(node, ast.Repeat):
        part = _measure(node.part, text)
        high = part.high * (node.high or 0)
        return _Measured(part.low * node.low, high, part.anchor if node.low else None)
    if isinstance(node, ast.Sequence):
        return _sequence(node, text)
    parts = [_measure(part, text) for part in getattr(node, "parts", ())]
    return _Measured(min(p.low for p in parts), max(p.high for p in parts), None)


def _sequence(node: ast.Sequence, text: SignText) -> _Measured:
    low = high = 0
    found: list[SignAnchor] = []
    for one, following in zip(node.parts, (*node.parts[1:], None), strict=True):
        part = _measure(one, text)
        if part.anchor is not None:
            a = part.anchor
            found += _present(text.anchor(a.signs, a.low + low, a.high + high))
        if isinstance(one, ast.Token) and isinstance(following, ast.Token):
            found += _present(text.anchor((_sign(one), _sign(following)), low, high))
        low, high = low + part.low, high + part.high
    return _Measured(low, high, min(found, key=lambda a: a.cost, default=None))


def _present(anchor: SignAnchor | None) -> list[SignAnchor]:
    return [] if anchor is None else [anchor]
