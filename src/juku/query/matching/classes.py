"""Classes of tokens: tokens that no state of an automaton tells apart.

For each stream the ids are given signatures, which say what tests they pass; the signatures of a
token together are its code, and codes that no state tells apart are one class. So a token costs
one look-up a stream, whatever the pattern asks of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import LimitError
from juku.query.indexing.index import UNITS
from juku.query.indexing.merging import union
from juku.query.language import ast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.automaton import Automaton
    from juku.query.matching.predicates import Leaf

    Truth = NDArray[np.bool_]

MAX_CODES = 1 << 20
"""More combinations of tests than this are refused."""

FLAGS = "flags"
_FLAG_VALUES = 64
_ENDS = 3
"""The flags' bits for units that end stand so far above those for units that begin."""


@dataclass(frozen=True, slots=True, eq=False)
class _Digit:
    """Of one stream: id → signature, and the tests that each signature passes."""

    stream: str
    ids: NDArray[np.int64]
    """The ids that pass any test, ascending;"""
    numbers: NDArray[Any]
    """the signature of all other ids, then of each of them."""
    size: int
    """How many signatures there are."""
    weight: int
    """A token's code is the sum of its signatures times their weights."""
    passed: dict[ast.Asked, NDArray[np.int64]]
    spots: NDArray[np.int64] | None = None
    """Of a set of positions: they."""


class Classes:
    """The classes of an automaton's tokens in one corpus.

    Attributes:
        count: how many there are.
        allowed: for each class the states that take its tokens, as the bits of an integer.
        ending: for each class the states with which a match may end at its tokens.
    """

    def __init__(
        self,
        index: Index,
        automaton: Automaton,
        leaves: Mapping[ast.Asked, Leaf],
        inside: str | None,
    ) -> None:
        """``inside`` names the unit that a match may not leave."""
        self._index = index
        self._inside = 0 if inside is None else 1 << UNITS.index(inside)
        flagged = inside is not None or _asks_for_units(automaton)
        self._digits = list(_digits(leaves, flagged=flagged))
        self._signatures: dict[str, NDArray[np.int64]] = {}
        self._n_codes = int(np.prod([d.size for d in self._digits], dtype=np.int64))
        if self._n_codes > MAX_CODES:
            raise LimitError(
                f"query: its tests make {self._n_codes:,} combinations, more than {MAX_CODES:,}; "
                "ask with fewer different conditions"
            )
        self._decide(automaton)
        self._tables = self._fold()

    @property
    def n_tokens(self) -> int:
        """Tokens of the corpus."""
        return self._index.n_tokens

    # which states take which codes

    def _decide(self, automaton: Automaton) -> None:
        takes: dict[tuple[ast.Formula, int, bool], int] = {}
        for number, state in enumerate(automaton.states):
            key = (automaton.tokens[state.place].formula, state.begins, state.opens)
            takes[key] = takes.get(key, 0) | (1 << number)
        stops: dict[frozenset[int], int] = {}
        for number, ends in enumerate(automaton.ends):
            stops[ends] = stops.get(ends, 0) | (1 << number)
        truths = [self._takes(*key) for key in takes] + [self._stops(ends) for ends in stops]
        self.class_of, where = distinct(truths, self._n_codes)
        self.count = len(where)
        self.allowed = bits(truths[: len(takes)], list(takes.values()), where)
        self.ending = bits(truths[len(takes) :], list(stops.values()), where)

    def _takes(self, formula: ast.Formula, begins: int, opens: bool) -> Truth:
        truth = self._holds(formula)
        if begins:
            truth = truth & ((self._flags() & begins) == begins)
        if self._inside and not opens:
            truth = truth & ((self._flags() & self._inside) == 0)
        return truth

    def _stops(self, ends: frozenset[int]) -> Truth:
        if 0 in ends or not ends:
            return np.full(self._n_codes, bool(ends))
        flags = self._flags() >> _ENDS
        return _any([(flags & bits) == bits for bits in sorted(ends)])

    def _holds(self, formula: ast.Formula) -> Truth:
        if isinstance(formula, ast.Not):
            return ~self._holds(formula.part)
        if isinstance(formula, (ast.And, ast.Or)):
            every = isinstance(formula, ast.And)
            truth = np.full(self._n_codes, every)
            join = np.logical_and if every else np.logical_or
            for part in formula.parts:
                join(truth, self._holds(part), out=truth)
            return truth
        if isinstance(formula, ast.Begins):
            return (self._flags() & (1 << UNITS.index(formula.unit))) > 0
        for digit in self._digits:
            if formula in digit.passed:
                truth = np.zeros(digit.size, bool)
                truth[digit.passed[formula]] = True
                return truth[self._signature(digit)]
        raise AssertionError(formula)

    def _flags(self) -> NDArray[np.int64]:
        return self._signature(next(d for d in self._digits if d.stream == FLAGS))

    def _signature(self, digit: _Digit) -> NDArray[np.int64]:
        """The signature that each code has of a stream."""
        if digit.stream not in self._signatures:
            every = np.arange(self._n_codes) // digit.weight % digit.size
            self._signatures[digit.stream] = every
        return self._signatures[digit.stream]

    # the class of each token

    def _fold(self) -> list[tuple[_Digit, NDArray[Any]]]:
        """Tables id → weighted signature; with a single stream, id → class."""
        if len(self._digits) == 1:
            (digit,) = self._digits
            return [(digit, self._table(digit, self.class_of[digit.numbers]))]
        kind = np.min_scalar_type(self._n_codes)
        return [
            (d, self._table(d, (d.numbers.astype(np.int64) * d.weight).astype(kind)))
            for d in self._digits
        ]

    def _table(self, digit: _Digit, values: NDArray[Any]) -> NDArray[Any]:
        if digit.spots is not None or digit.stream == FLAGS:
            return values[1:]
        table = np.full(len(self._index.lexicon(digit.stream)), values[0])
        table[digit.ids] = values[1:]
        return table

    def at(self, positions: NDArray[np.int64]) -> NDArray[Any]:
        """The class of the token at each position."""
        return self._look_up(
            lambda digit, table: self._look(digit, table, positions), len(positions)
        )

    def between(self, begin: int, end: int) -> NDArray[Any]:
        """The class of each token from ``begin`` to ``end``."""
        return self._look_up(lambda digit, table: self._scan(digit, table, begin, end), end - begin)

    def _look_up(
        self, look: Callable[[_Digit, NDArray[Any]], NDArray[Any]], length: int
    ) -> NDArray[Any]:
        if not self._tables:
            return np.zeros(length, self.class_of.dtype)
        code = look(*self._tables[0])
        for digit, table in self._tables[1:]:
            code += look(digit, table)
        found: NDArray[Any] = code if len(self._tables) == 1 else self.class_of.take(code)
        return found

    def _look(
        self, digit: _Digit, table: NDArray[Any], positions: NDArray[np.int64]
    ) -> NDArray[Any]:
        spots = digit.spots
        if spots is None:
            return table.take(self._index.array(digit.stream).take(positions))
        if len(spots) == 0:
            return np.full(len(positions), table[0])
        place = np.searchsorted(spots, positions)
        there: Truth = spots[np.minimum(place, len(spots) - 1)] == positions
        signatures: NDArray[Any] = table.take(there.view(np.uint8))
        return signatures

    def _scan(self, digit: _Digit, table: NDArray[Any], begin: int, end: int) -> NDArray[Any]:
        spots = digit.spots
        if spots is None:
            return table.take(self._index.array(digit.stream)[begin:end])
        there = np.zeros(end - begin, np.uint8)
        there[spots[np.searchsorted(spots, begin) : np.searchsorted(spots, end)] - begin] = 1
        return table.take(there)


def _any(truths: list[Truth]) -> Truth:
    found: Truth = np.logical_or.reduce(truths)
    return found


def _asks_for_units(automaton: Automaton) -> bool:
    """Whether any state has to know where units begin or end."""
    begins = any(state.begins for state in automaton.states) or any(map(any, automaton.ends))
    return begins or any(
        isinstance(token.formula, ast.Not) and isinstance(token.formula.part, ast.Begins)
        for token in automaton.tokens
    )


def _digits(leaves: Mapping[ast.Asked, Leaf], *, flagged: bool) -> Iterator[_Digit]:
    weight = 1
    streams: dict[str, dict[ast.Asked, Leaf]] = {}
    for test, found in leaves.items():
        streams.setdefault(found.stream, {})[test] = found
    for stream, tests in streams.items():
        made = _sign(stream, tests, weight)
        yield made
        weight *= made.size
    if flagged:
        every = np.arange(_FLAG_VALUES)
        yield _Digit(FLAGS, every, np.append(0, every), _FLAG_VALUES, weight, {})


def _sign(stream: str, tests: Mapping[ast.Asked, Leaf], weight: int) -> _Digit:
    """Signatures of a stream: ids that pass the same tests have the same."""
    first, leaf = next(iter(tests.items()))
    if leaf.positional:
        numbers, there = np.array([0, 0, 1]), {first: np.array([1])}
        return _Digit(stream, leaf.ids[:0], numbers, 2, weight, there, leaf.ids)
    ids = union([found.ids for found in tests.values()])
    places = [np.searchsorted(ids, found.ids) + 1 for found in tests.values()]
    numbers, size = parted(places, len(ids) + 1)
    passing = [np.flatnonzero(np.bincount(numbers[at])) for at in places]
    passed = dict(zip(tests, passing, strict=True))
    return _Digit(stream, ids, numbers, size, weight, passed)


def parted(sets: list[NDArray[np.int64]], length: int) -> tuple[NDArray[Any], int]:
    """Number the first ``length`` integers so that those of the same ``sets`` have the same.

    ``distinct`` of many sets with few members each, of which no table is made.

    >>> parted([np.array([1, 2]), np.array([2]), np.array([1, 2])], 4)[0].tolist()
    [0, 1, 2, 0]
    """
    number = np.zeros(length, np.int64)
    sizes = np.array([length])
    for members in sets:
        before = number.take(members)
        moved = np.bincount(before, minlength=len(sizes))
        split = np.flatnonzero((moved > 0) & (moved < sizes))
        renumber = np.arange(len(sizes))
        renumber[split] = np.arange(len(sizes), len(sizes) + len(split))
        number[members] = renumber.take(before)
        sizes[split] -= moved[split]
        sizes = np.append(sizes, moved[split])
    return number.astype(np.min_scalar_type(max(len(sizes) - 1, 1))), len(sizes)


def distinct(truths: list[Truth], length: int) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Number the distinct columns of ``truths``: each one's number, and a place of each number."""
    number = np.zeros(length, np.int64)
    count = 1
    for truth in truths:
        number = number * 2 + truth
        present = np.flatnonzero(np.bincount(number, minlength=2 * count))
        renumber = np.zeros(2 * count, np.int64)
        renumber[present] = np.arange(len(present))
        number, count = renumber.take(number), len(present)
    where = np.zeros(count, np.int64)
    where[number[::-1]] = np.arange(length - 1, -1, -1)
    return number.astype(np.min_scalar_type(max(count - 1, 1))), where


def bits(truths: list[Truth], masks: list[int], where: NDArray[np.int64]) -> list[int]:
    """For each of the places ``where`` the masks whose truth holds there, joined."""
    found = [0] * len(where)
    for truth, mask in zip(truths, masks, strict=True):
        for place in np.flatnonzero(truth[where]).tolist():
            found[place] |= mask
    return found
