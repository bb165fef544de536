"""The automaton made deterministic as far as a corpus leads it, and run for many starts at once.

Each start holds one number, the set of states it may be in; a step looks the next number up in a
table. Sets are made when some start first reaches them.

M. O. Rabin, D. Scott: Finite automata and their decision problems. IBM Journal of Research and
Development 3 (1959), 114–125.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from juku.query.matching.automaton import Automaton
    from juku.query.matching.limits import Budget
    from juku.query.matching.reach import Room

    class Tells(Protocol):
        """What `Classes` of tokens or of characters say."""

        count: int
        allowed: list[int]
        ending: list[int]

    Look = Callable[[NDArray[np.int64]], NDArray[Any]]
    Sets = int | NDArray[np.int32]

MAX_SETS = 2000
"""A pattern that leads to more sets of states is run state by state instead."""

_UNKNOWN, _DEAD, _DONE = -1, 0, 1
START = 2
"""The set of a start that has read nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Starts that are run together."""

    base: int
    """The position from which those of the batch are counted."""
    starts: NDArray[np.int64]
    """Ascending and distinct."""
    look: Look
    """Gives the classes of the tokens at positions."""
    room: int
    """Tokens from the base to the end of the corpus."""
    opened: bool = False
    """Whether the tokens at all starts are of classes with which a match can begin."""


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
        self.opening = [k for k, allowed in enumerate(classes.allowed) if allowed & start]
        """The classes with which a match can begin."""
        self._single = self._opened() if len(self.opening) == 1 else None

    def _opened(self) -> int:
        """The set after the one class with which a match can begin."""
        return int(self.step(START, np.array(self.opening))[0])

    def parted(self, sets: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which starts' matches end here, and which go on."""
        done = sets == _DONE if self._shortest else self._ends.take(sets)
        return np.flatnonzero(done), np.flatnonzero(sets > _DONE)

    def run(
        self, batch: Batch, room: Room, budget: Budget
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The starts of a batch that match, ascending, and their ends, counted from its base.

        Args:
            batch: where to begin.
            room: how many tokens a match from each start may have.
            budget: asked at every step.
        """
        starts = batch.starts
        lengths = np.zeros(len(starts), np.int32)
        sets: Sets = START
        at, first, rows = starts, 1, np.arange(len(starts))
        if batch.opened and self._single is not None:
            lengths[:] = self._ends[self._single]
            sets, at, first = self._single, starts + 1, 2
        for length in count(first):
            fitting = room.for_more(rows, length)
            if fitting is not None:
                rows, at = rows[fitting], at[fitting]
                sets = sets if isinstance(sets, int) else sets[fitting]
            if len(at) and at[-1] >= batch.room:
                inside = int(np.searchsorted(at, batch.room))
                rows, at = rows[:inside], at[:inside]
                sets = sets if isinstance(sets, int) else sets[:inside]
            if len(at) == 0 or (isinstance(sets, int) and sets == _DONE):
                break
            budget.check(rows.nbytes * 4)
            new = self.step(sets, batch.look(at))
            done, going = self.parted(new)
            lengths[rows.take(done)] = length
            rows, at, sets = rows.take(going), at.take(going), _uniform(new.take(going))
            at += 1
        found = np.flatnonzero(lengths)
        hits = starts.take(found)
        return hits, hits + lengths.take(found)

    def step(self, sets: Sets, classes: NDArray[Any]) -> NDArray[np.int32]:
        """The sets after each start has read a token of the class."""
        new = self._next(sets, classes)
        if len(new) and new.min() == _UNKNOWN:
            lost = np.flatnonzero(new == _UNKNOWN)
            before = sets if isinstance(sets, int) else sets.take(lost)
            keys = before * np.int64(self._classes.count) + classes.take(lost)
            wanted = np.zeros(self._table.size, bool)
            wanted[keys] = True
            for key in np.flatnonzero(wanted).tolist():
                self._fill(*divmod(key, self._classes.count))
            new = self._next(sets, classes)
        return new

    def _next(self, sets: Sets, classes: NDArray[Any]) -> NDArray[np.int32]:
        new: NDArray[np.int32]
        if isinstance(sets, int):
            new = self._table[sets].take(classes)
        else:
            new = self._table.ravel().take(sets * np.int64(self._classes.count) + classes)
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


def _uniform(sets: NDArray[np.int32]) -> Sets:
    """One number for all, where they are equal: looking it up is cheaper."""
    if len(sets) and sets.min() == sets.max():
        return int(sets[0])
    return sets


def _each(bits: int) -> list[int]:
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found
