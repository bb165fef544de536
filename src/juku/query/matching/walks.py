"""The automaton run state by state, keeping what the labels name, for many starts at once.

All starts take a step together. Those in the same state with the same labels at the same distance
from their start form one group, so that a group needs no more than the list of its starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from juku.errors import LimitError
from juku.query.indexing.merging import union

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from juku.query.matching.automaton import Automaton
    from juku.query.matching.classes import Classes
    from juku.query.matching.limits import Budget
    from juku.query.matching.reach import Room
    from juku.query.matching.subsets import Batch

    Rows = NDArray[np.int64]
    Bound = tuple[int, ...]
    Accept = Callable[[Rows, Bound, int], NDArray[np.bool_]]

MAX_GROUPS = 20_000
"""More ways to stand in the pattern at one time are refused."""

_FEW = 8
"""Parts that are sorted together; of more, which may be alike, each row is marked."""


@dataclass(slots=True)
class _Best:
    """A batch, and the best match of each of its starts so far."""

    batch: Batch
    accept: Accept | None
    ends: NDArray[np.int64]
    labels: NDArray[np.int64]
    """One row a label: distance from the start, -1 for none."""

    def keep(self, rows: Rows, bound: Bound, length: int, *, shortest: bool) -> None:
        """Note matches of ``length``; those noted earlier in this step come before."""
        better = self.ends[rows] == 0 if shortest else self.ends[rows] != length
        rows = rows[better]
        self.ends[rows] = length
        self.labels[:, rows] = np.array(bound, np.int64)[:, None]


class Walks:
    """Runs an automaton whose labels, or whose many sets of states, need it."""

    def __init__(self, automaton: Automaton, classes: Classes, *, shortest: bool) -> None:
        self._automaton = automaton
        self._shortest = shortest
        self.labels = automaton.labels
        self._takes = [_truth(classes.allowed, q) for q in range(len(automaton.states))]
        self._ends = [_truth(classes.ending, q) for q in range(len(automaton.states))]

    def run(
        self, batch: Batch, room: Room, budget: Budget, accept: Accept | None
    ) -> tuple[Rows, Rows, Rows]:
        """The starts that match, ascending, their ends, and a row of positions for each label.

        All are counted from the base of the batch.

        Of several ways to label one match the first is taken, comparing the distances of the
        labels in the order in which they stand in the pattern, none before any.

        Args:
            batch: where to begin.
            room: how many tokens a match from each start may have.
            budget: asked at every step.
            accept: says which matches satisfy the global constraint, from starts, the distances
                of the labels and the length.
        """
        starts = batch.starts
        labels = np.full((len(self.labels), len(starts)), -1)
        found = _Best(batch, accept, np.zeros(len(starts), np.int64), labels)
        rows = np.arange(len(starts))
        none = (-1,) * len(self.labels)
        groups = {(q, none): rows for q in self._automaton.initial}
        for length in count(1):
            groups = _fitting(groups, room, length)
            self._check(groups, budget)
            read = self._read(groups, found, length, budget)
            groups = self._next(read, found, length, budget)
            if not groups:
                break
        hits = np.flatnonzero(found.ends)
        placed = found.labels[:, hits]
        return (
            starts[hits],
            starts[hits] + found.ends[hits],
            np.where(placed < 0, -1, placed + starts[hits]),
        )

    def _read(
        self, groups: dict[tuple[int, Bound], Rows], found: _Best, length: int, budget: Budget
    ) -> dict[tuple[int, Bound], Rows]:
        """Let every group read its next token; note the matches that end there."""
        read: dict[tuple[int, Bound], Rows] = {}
        ended: list[tuple[Bound, Rows]] = []
        for (state, bound), rows in groups.items():
            budget.check()
            if len(rows) == 0:
                continue
            classes = found.batch.look(found.batch.starts.take(rows) + (length - 1))
            takes, ends = self._takes[state], self._ends[state]
            if not takes.all():
                taken = np.flatnonzero(takes.take(classes))
                rows, classes = rows.take(taken), classes.take(taken)  # noqa: PLW2901
            bound = self._bind(bound, state, length - 1)  # noqa: PLW2901
            if ends.any():
                ending = rows if ends.all() else rows[ends.take(classes)]
                if found.accept is not None:
                    ending = ending[found.accept(found.batch.starts[ending], bound, length)]
                ended.append((bound, ending))
            if len(rows):
                key = (state, bound)
                read[key] = union([read[key], rows]) if key in read else rows
        for bound, rows in sorted(ended, key=lambda pair: pair[0]):
            found.keep(rows, bound, length, shortest=self._shortest)
        return read

    def _next(
        self, read: dict[tuple[int, Bound], Rows], found: _Best, length: int, budget: Budget
    ) -> dict[tuple[int, Bound], Rows]:
        """The groups that read the token after this one."""
        coming: dict[tuple[int, Bound], list[Rows]] = {}
        for (state, bound), rows in read.items():
            budget.check()
            if self._shortest:
                rows = rows[found.ends.take(rows) == 0]  # noqa: PLW2901
            last = found.batch.room - length
            if len(rows) and found.batch.starts[rows[-1]] >= last:
                rows = rows[found.batch.starts.take(rows) < last]  # noqa: PLW2901
            if len(rows):
                for following in self._automaton.follow[state]:
                    coming.setdefault((following, bound), []).append(rows)
        joined: dict[tuple[int, Bound], Rows] = {}
        for key, parts in coming.items():
            budget.check()
            joined[key] = _joined(parts, len(found.ends))
        return joined

    def _bind(self, bound: Bound, state: int, distance: int) -> Bound:
        label = self._automaton.tokens[self._automaton.states[state].place].label
        if label is None:
            return bound
        place = self.labels.index(label)
        return (*bound[:place], distance, *bound[place + 1 :])

    @staticmethod
    def _check(groups: dict[tuple[int, Bound], Rows], budget: Budget) -> None:
        if len(groups) > MAX_GROUPS:
            raise LimitError(
                f"query: can stand in more than {MAX_GROUPS:,} ways at once; use fewer labels in "
                "repeats, or smaller bounds"
            )
        held = {id(rows): rows.nbytes for rows in groups.values()}  # at first all have the same
        budget.check(2 * sum(held.values()))


def _fitting(
    groups: dict[tuple[int, Bound], Rows], room: Room, length: int
) -> dict[tuple[int, Bound], Rows]:
    """The starts of each group that may have ``length`` tokens."""
    fitting = {key: room.for_more(rows, length) for key, rows in groups.items()}
    kept = {k: rows if (fits := fitting[k]) is None else rows[fits] for k, rows in groups.items()}
    return {key: rows for key, rows in kept.items() if len(rows)}


def _joined(parts: list[Rows], rows: int) -> Rows:
    """Every row of at least one part, ascending; there are ``rows`` in all."""
    if len(parts) <= _FEW:
        return union(parts)
    there = np.zeros(rows, bool)
    for part in parts:
        there[part] = True
    return np.flatnonzero(there)


def _truth(bits: list[int], state: int) -> NDArray[np.bool_]:
    return np.array([one >> state & 1 for one in bits], bool)
