"""An automaton is run over batches of starts, by sets of states where it has no labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.query import constraints
from juku.query.subsets import Subsets, TooManySetsError
from juku.query.walks import Walks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from juku.query.automaton import Automaton
    from juku.query.classes import Classes
    from juku.query.constraints import Constraint
    from juku.query.index import Index
    from juku.query.limits import Budget

    Look = Callable[[NDArray[np.int64]], NDArray[Any]]
    Batch = tuple[NDArray[np.int64], Look]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Every start that matches, ascending, with its end and its labels."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    labels: dict[str, NDArray[np.int64]]


class Runner:
    """Runs an automaton over batches of starts, by sets of states where labels allow."""

    def __init__(
        self,
        automaton: Automaton,
        classes: Classes,
        index: Index,
        constraint: Constraint,
        budget: Budget,
        *,
        longest: bool,
    ) -> None:
        self._automaton = automaton
        self._classes = classes
        self._constraint = constraint
        self._budget = budget
        self._shortest = not longest
        self._total = index.n_tokens

    def run(self, batches: Callable[[NDArray[np.bool_]], Iterator[Batch]]) -> Matches:
        """The matches from all starts of the batches."""
        subsets = Subsets(self._automaton, self._classes, shortest=self._shortest)
        opening = subsets.opening()
        if not self._automaton.labels and self._constraint.whole is None:
            try:
                return self._gather(batches(opening), self._by_sets(subsets))
            except TooManySetsError:
                pass  # rare; what was found so far is found again
        walks = Walks(self._automaton, self._classes, shortest=self._shortest)
        return self._gather(batches(opening), self._by_walks(walks))

    def _gather(
        self, batches: Iterator[Batch], step: Callable[[NDArray[np.int64], Look], list[Any]]
    ) -> Matches:
        found: list[list[Any]] = []
        for starts, look in batches:
            self._budget.check()
            if len(starts):
                columns = step(starts, look)
                self._budget.hold(sum(column.nbytes for column in columns))
                found.append(columns)
        empty = [np.zeros(0, np.int64)] * (2 + len(self._automaton.labels))
        whole = [np.concatenate(parts) for parts in zip(empty, *found, strict=True)]
        return Matches(
            whole[0], whole[1], dict(zip(self._automaton.labels, whole[2:], strict=True))
        )

    def _by_sets(self, subsets: Subsets) -> Callable[[NDArray[np.int64], Look], list[Any]]:
        longest = self._budget.limits.match_tokens

        def step(starts: NDArray[np.int64], look: Look) -> list[Any]:
            return list(subsets.run(starts, look, longest, self._total, self._budget))

        return step

    def _by_walks(self, walks: Walks) -> Callable[[NDArray[np.int64], Look], list[Any]]:
        longest = self._budget.limits.match_tokens

        def step(starts: NDArray[np.int64], look: Look) -> list[Any]:
            start, end, labels = walks.run(starts, look, longest, self._budget, self._accept())
            return [start, end, *labels]

        return step

    def _accept(self) -> Any:
        whole = self._constraint.whole
        if whole is None:
            return None

        def accept(
            starts: NDArray[np.int64], bound: tuple[int, ...], length: int
        ) -> NDArray[np.bool_]:
            places = {
                label: starts + distance
                for label, distance in zip(self._automaton.labels, bound, strict=True)
                if distance >= 0
            }
            places |= {constraints.MATCH: starts, constraints.MATCH_END: starts + (length - 1)}
            return whole(places)

        return accept
