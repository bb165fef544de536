"""How long a match may be: so many tokens, and the whole units in it.

``<s/>`` is a sentence of any length, so a pattern that holds one may go on past the bound of other
patterns, but only from where such a unit begins: a bound that is the longest unit of the release
would let every start run as far, wherever it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from juku.query.language import ast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index

    Ends = NDArray[np.int64]


class Reach:
    """The bound of a pattern's matches in one corpus.

    It begins at ``tokens``, and each whole unit that a match can hold moves it on by the length of
    the longest one, of the kinds in the pattern, that begins no farther from the start.
    """

    def __init__(self, index: Index, node: ast.Node, tokens: int) -> None:
        self.tokens = tokens
        self._count = whole_units(node)
        kinds = sorted(set(_kinds(node))) if self._count else []
        self._begins = [index.bounds(kind)[:-1] for kind in kinds]
        self._lengths = [np.append(np.diff(index.bounds(kind)), 0) for kind in kinds]
        longest = max((int(lengths.max()) for lengths in self._lengths), default=0)
        self.most = tokens + min(self._count * longest, index.n_tokens)
        """Tokens that no match can have more of, wherever it begins."""

    def of(self, starts: Ends) -> Ends:
        """The tokens that a match from each of some positions, ascending, can have."""
        found = np.full(len(starts), self.tokens)
        longest = np.zeros(len(starts), np.int64)
        seen = [np.searchsorted(begins, starts) for begins in self._begins]
        for _ in range(self._count):
            for kind, begins in enumerate(self._begins):
                after = np.searchsorted(begins, starts + found, side="right")
                new = _largest(self._lengths[kind], seen[kind], after)
                longest, seen[kind] = np.maximum(longest, new), after
            found += longest
        return found


def _largest(values: Ends, begin: Ends, end: Ends) -> Ends:
    """The largest of ``values[begin:end]`` for each pair, 0 of none; the last value is in none.

    >>> _largest(np.array([3, 1, 4, 0]), np.array([0, 1, 2]), np.array([2, 1, 3])).tolist()
    [3, 0, 4]
    """
    if len(begin) == 0:
        return begin
    largest: Ends = np.maximum.reduceat(values, np.column_stack((begin, end)).ravel())[::2]
    return np.where(begin < end, largest, 0)


def whole_units(node: ast.Node) -> int:
    """Whole units that a match of a pattern can hold, one of each repeat without end.

    >>> whole_units(ast.Repeat(ast.Unit("sentence", 0), 1, 3, 0))
    3
    """
    if isinstance(node, ast.Unit):
        return 1
    if isinstance(node, ast.Repeat):
        times = max(node.low, 1) if node.high is None else node.high
        return times * whole_units(node.part)
    if isinstance(node, (ast.Sequence, ast.Choice)):
        parts = list(map(whole_units, node.parts))
        return sum(parts) if isinstance(node, ast.Sequence) else max(parts)
    return 0


def _kinds(node: ast.Node) -> Iterator[str]:
    """The kinds of the whole units in a pattern."""
    if isinstance(node, ast.Unit):
        yield node.unit
    elif isinstance(node, ast.Repeat):
        yield from _kinds(node.part)
    elif isinstance(node, (ast.Sequence, ast.Choice)):
        for part in node.parts:
            yield from _kinds(part)


class Room:
    """The bound of each start of a batch, worked out for those that get so far."""

    def __init__(self, reach: Reach, starts: Ends, base: int) -> None:
        """``starts`` are ascending, and counted from ``base``."""
        self._reach = reach
        self._starts = starts
        self._base = base
        self._bounds: Ends = starts[:0]
        self._stops: set[int] = set()
        """Lengths after which some start is through."""

    def for_more(self, rows: Ends, length: int) -> NDArray[np.bool_] | None:
        """Which of some starts, by place, ascending, may have ``length`` tokens; None if all may.

        Asked of each start that may go on, for each length from the first on.
        """
        if length == self._reach.tokens + 1:
            self._measure(rows)
        if length - 1 not in self._stops:
            return None
        fitting: NDArray[np.bool_] = self._bounds.take(rows) >= length
        return fitting

    def _measure(self, rows: Ends) -> None:
        """Work out the bounds of those starts that have none yet."""
        if len(self._bounds) == 0:
            self._bounds = np.full(len(self._starts), -1)
        new = rows[self._bounds.take(rows) < 0]
        self._bounds[new] = self._reach.of(self._starts[new] + self._base)
        self._stops.update(self._bounds[new].tolist())
