"""An automaton is run over batches of starts, by sets of states where it has no labels."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.query.matching import constraints
from juku.query.matching.reach import Room
from juku.query.matching.subsets import Subsets, TooManySetsError
from juku.query.matching.walks import Walks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from juku.query.matching.automaton import Automaton
    from juku.query.matching.classes import Classes
    from juku.query.matching.constraints import Constraint
    from juku.query.matching.limits import Budget
    from juku.query.matching.reach import Reach
    from juku.query.matching.subsets import Batch
    from juku.query.matching.walks import Accept


CELLS = 1 << 22
"""Starts times labels that are worked on at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Every start that matches, ascending, with its end and its labels."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    labels: dict[str, NDArray[np.int64]]
    single: bool = False
    """Whether each is one token, so that none lies in another."""

    def take(self, rows: NDArray[Any]) -> Matches:
        """Some of the matches, by place or mask."""
        labels = {name: values[rows] for name, values in self.labels.items()}
        return Matches(self.start[rows], self.end[rows], labels, self.single)


class Runner:
    """Runs an automaton over batches of starts, by sets of states where labels allow."""

    def __init__(
        self,
        automaton: Automaton,
        classes: Classes,
        constraint: Constraint,
        budget: Budget,
        *,
        reach: Reach,
        longest: bool,
    ) -> None:
        """``reach`` is how long a match may be; ``longest`` asks for the longest of each."""
        self._automaton = automaton
        self._classes = classes
        self._constraint = constraint
        self._budget = budget
        self._reach = reach
        self._shortest = not longest

    def run(self, batches: Callable[[list[int]], Iterator[Batch]]) -> Matches:
        """The matches from all starts of the batches, which are asked for the opening classes."""
        subsets = Subsets(self._automaton, self._classes, shortest=self._shortest)
        if not self._automaton.labels and self._constraint.whole is None:
            with suppress(TooManySetsError):  # rare; what was found so far is found again
                return self._gather(
                    batches(subsets.opening),
                    lambda b: [*subsets.run(b, self._room(b), self._budget)],
                )
        walks = Walks(self._automaton, self._classes, shortest=self._shortest)

        def walk(batch: Batch) -> list[Any]:
            start, end, labels = walks.run(
                batch, self._room(batch), self._budget, self._accept(batch.base)
            )
            return [start, end, *labels]

        return self._gather(self._narrow(batches(subsets.opening)), walk)

    def _room(self, batch: Batch) -> Room:
        return Room(self._reach, batch.starts, batch.base)

    def _narrow(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """The batches, in parts where the labels of all starts would take much memory."""
        rows = max(CELLS // (1 + len(self._automaton.labels)), 1)
        for batch in batches:
            for begin in range(0, len(batch.starts), rows):
                yield replace(batch, starts=batch.starts[begin : begin + rows])

    def _gather(self, batches: Iterator[Batch], step: Callable[[Batch], list[Any]]) -> Matches:
        found: list[list[Any]] = []
        for batch in batches:
            self._budget.check()
            if len(batch.starts):
                columns = step(batch)
                if batch.base:
                    columns = [np.where(c < 0, c, c + batch.base) for c in columns]
                self._budget.hold(sum(column.nbytes for column in columns))
                found.append(columns)
        empty = [np.zeros(0, np.int64)] * (2 + len(self._automaton.labels))
        start, end, *labels = (np.concatenate(parts) for parts in zip(empty, *found, strict=True))
        return Matches(start, end, dict(zip(self._automaton.labels, labels, strict=True)))

    def _accept(self, base: int) -> Accept | None:
        """The constraint that needs labels or the end, for starts counted from ``base``."""
        whole = self._constraint.whole
        if whole is None:
            return None

        def accept(
            starts: NDArray[np.int64], bound: tuple[int, ...], length: int
        ) -> NDArray[np.bool_]:
            first = starts + base
            places = {
                label: first + distance
                for label, distance in zip(self._automaton.labels, bound, strict=True)
                if distance >= 0
            }
            places |= {constraints.MATCH: first, constraints.MATCH_END: first + (length - 1)}
            return whole(places)

        return accept
