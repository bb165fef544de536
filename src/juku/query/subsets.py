"""The automaton made deterministic as far as a corpus leads it, and run for many starts at once.

Each start holds one number, the set of states it may be in; a step looks the next number up in a
table. Sets are made when some start first reaches them.

M. O. Rabin, D. Scott: Finite automata and their decision problems. IBM Journal of Research and
Development 3 (1959), 114–125.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from juku.query.automaton import Automaton
    from juku.query.limits import Budget

    class Tells(Protocol):
        """What `Classes` of tokens or of characters say."""

        count: int
        allowed: list[int]
        ending: list[int]

    Look = Callable[[NDArray[np.int64]], NDArray[Any]]

MAX_SETS = 2000
"""A pattern that leads to more sets of states is run state by state instead."""

_UNKNOWN, _DEAD, _DONE, _START = -1, 0, 1, 2


class TooManySetsError(Exception):
    """The deterministic automaton grew past ``MAX_SETS``."""


class Subsets:
    """The table set × class → set.

    With ``shortest`` a start is done when its match can first end; else it goes on and the last
    end counts.
    """

    def __init__(
        self, automaton: Automaton, classes: Tells, *, shortest: bool, most: int | None = None
    ) -> None:
        """``most`` is how many sets there may be, ``MAX_SETS`` unless given."""
        self._classes = classes
        self._shortest = shortest
        self._most = MAX_SETS if most is None else most
        self._follow = [sum(1 << q for q in steps) for steps in automaton.follow]
        start = sum(1 << q for q in automaton.initial)
        self._keys: list[tuple[int, bool]] = [(0, False), (0, True), (start, False)]
        self._reach = [0, 0, start]
        self._numbers = {key: number for number, key in enumerate(self._keys)}
        self._table = np.full((16, classes.count), _UNKNOWN, np.int32)
        self._ends = np.zeros(16, bool)
        self._table[:2] = _DEAD
        self._ends[_DONE] = True

    def opening(self) -> NDArray[np.bool_]:
        """For each class whether a match can begin with it."""
        return np.array([bool(allowed & self._reach[_START]) for allowed in self._classes.allowed])

    def begin(self, count: int) -> NDArray[np.int32]:
        """The sets of so many starts that have read nothing."""
        return np.full(count, _START, np.int32)

    def parted(self, sets: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which starts' matches end here, and which go on."""
        done = sets == _DONE if self._shortest else self._ends.take(sets)
        return np.flatnonzero(done), np.flatnonzero(sets > _DONE)

    def run(
        self, starts: NDArray[np.int64], look: Look, longest: int, total: int, budget: Budget
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The starts that match, ascending, and their ends.

        Args:
            starts: positions, ascending and distinct.
            look: gives the classes at positions; none is past the corpus.
            longest: no match has more tokens.
            total: tokens of the corpus.
            budget: asked at every step.
        """
        ends = np.zeros(len(starts), np.int64)
        rows, at, sets = np.arange(len(starts)), starts, self.begin(len(starts))
        for length in range(1, longest + 1):
            budget.check(rows.nbytes * 4)
            sets = self.step(sets, look(at))
            done, going = self.parted(sets)
            if len(done):
                ended = rows.take(done)
                ends[ended] = starts.take(ended) + length
            if len(going) == 0:
                break
            rows, sets = rows.take(going), sets.take(going)
            at = starts.take(rows) + length
            if at[-1] >= total:
                inside = int(np.searchsorted(at, total))
                rows, sets, at = rows[:inside], sets[:inside], at[:inside]
        found = np.flatnonzero(ends)
        return starts[found], ends[found]

    def step(self, sets: NDArray[np.int32], classes: NDArray[Any]) -> NDArray[np.int32]:
        """The sets after each start has read a token of the class."""
        keys = sets * np.int64(self._classes.count) + classes
        new: NDArray[np.int32] = self._table.ravel().take(keys)
        if len(new) and new.min() == _UNKNOWN:
            for key in np.unique(keys[new == _UNKNOWN]).tolist():
                self._fill(*divmod(key, self._classes.count))
            new = self._table.ravel().take(keys)
        return new

    def _fill(self, number: int, label: int) -> None:
        """Work out one entry of the table."""
        states = self._reach[number] & self._classes.allowed[label]
        ends = bool(states & self._classes.ending[label])
        if ends and self._shortest:
            self._table[number, label] = _DONE
            return
        reach = 0
        for state in _each(states):
            reach |= self._follow[state]
        key = (reach, ends)
        self._table[number, label] = self._number(key) if reach or ends else _DEAD

    def _number(self, key: tuple[int, bool]) -> int:
        if key not in self._numbers:
            number = len(self._keys)
            if number > self._most:
                raise TooManySetsError
            if number == len(self._table):
                self._grow()
            self._numbers[key] = number
            self._keys.append(key)
            self._reach.append(key[0])
            self._ends[number] = key[1]
        return self._numbers[key]

    def _grow(self) -> None:
        more = np.full_like(self._table, _UNKNOWN)
        self._table = np.concatenate((self._table, more))
        self._ends = np.concatenate((self._ends, np.zeros_like(self._ends)))


def _each(bits: int) -> list[int]:
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found
