"""Where to begin: the positions from which a match could start, from the rarest token it needs.

A token that every match must hold stands at a known distance from the match's start, or within
known bounds. Its postings, moved back by that distance, are all the starts there can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from juku.query.indexing.merging import union
from juku.query.language import ast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.predicates import Leaf

    Leaves = Mapping[ast.Asked, Leaf]

_NONE = np.zeros(0, np.int64)

SCAN = 1 << 18
"""Tokens of a stream that are compared at once."""

TAGS = ("xpos", "upos")

FEW_TAGS = 4
"""Tags that may be looked for in one pass over their stream."""

FAR = 1 << 40
"""A distance with no bound."""


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A token of which each match of some part of the pattern must hold one."""

    leaf: Leaf
    low: int
    """Tokens between the start of the match and this one, at the least,"""
    high: int
    """and at the most."""

    @property
    def cost(self) -> int:
        """How many starts it leads to, at the most."""
        return self.leaf.count * (self.high - self.low + 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """Of a part: how many tokens it takes, and the cheapest set of anchors, None if none is."""

    low: int
    high: int
    anchors: list[Anchor] | None

    @property
    def cost(self) -> float:
        return float("inf") if self.anchors is None else sum(a.cost for a in self.anchors)

    def moved(self, low: int, high: int) -> _Measured:
        """The same part after ``low`` to ``high`` other tokens."""
        if self.anchors is None:
            return self
        moved = [Anchor(a.leaf, a.low + low, min(a.high + high, FAR)) for a in self.anchors]
        return _Measured(self.low, self.high, moved)


def anchors(node: ast.Node, leaves: Leaves, longest: int) -> list[Anchor] | None:
    """The cheapest anchors of a pattern: every match holds one of them. None if it has none.

    A match has at most ``longest`` tokens.
    """
    found = _measure(node, leaves).anchors
    if found is None:
        return None
    last = longest - 1
    return [
        Anchor(a.leaf, a.low, min(a.high, last)) for a in found if a.leaf.count and a.low <= last
    ]


def prefix(node: ast.Node, leaves: Leaves) -> list[tuple[Leaf, int]]:
    """Tests of tags that tokens at fixed distances from a match's start must pass."""
    found = []
    parts = node.parts if isinstance(node, ast.Sequence) else (node,)
    for distance, part in enumerate(parts):
        if not isinstance(part, ast.Token):
            break
        listed = _listed(part.formula, leaves) or []
        if len(listed) == 1 and listed[0].stream in TAGS:
            found.append((listed[0], distance))
    return found


def opened(index: Index, tests: list[tuple[Leaf, int]]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Where tags stand as ``prefix`` says: for each block its begin and the places in it."""
    passing, either, one = (np.empty(SCAN, bool) for _ in range(3))
    for begin in range(0, index.n_tokens, SCAN):
        size = min(SCAN, index.n_tokens - begin)
        passing[:size] = True
        for leaf, distance in tests:
            block = index.array(leaf.stream)[begin + distance : begin + distance + size]
            size = len(block)
            either[:size] = False
            for number in leaf.ids.tolist():
                np.equal(block, number, out=one[:size])
                either[:size] |= one[:size]
            passing[:size] &= either[:size]
        yield begin, np.flatnonzero(passing[:size])


def longest(node: ast.Node) -> int:
    """Tokens that a match can have at the most, ``FAR`` where there is no bound."""
    return _measure(node, {}).high


def starts(index: Index, found: list[Anchor]) -> NDArray[np.int64]:
    """The positions, ascending and distinct, from which a match with such anchors could start."""
    parts = []
    for anchor in found:
        at = positions(index, anchor.leaf)
        parts += [at - distance for distance in range(anchor.low, anchor.high + 1)]
    merged = union(parts) if parts else _NONE
    return merged[np.searchsorted(merged, 0) :]


def positions(index: Index, leaf: Leaf) -> NDArray[np.int64]:
    """Where the tokens that pass stand, ascending; of words only, or of a set of positions."""
    if leaf.positional:
        return leaf.ids
    if leaf.stream != "word":
        return _scanned(index, leaf)
    if len(leaf.ids) == 1:
        return index.postings(int(leaf.ids[0])).astype(np.int64)
    start = index.array("word_posting_start")
    begin, count = start[leaf.ids], np.diff(start)[leaf.ids]
    if len(leaf.ids) == 0:
        return np.zeros(0, np.int64)
    offsets = np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(count.sum())
    found = index.array("word_postings").take(offsets)
    found.sort()
    return found.astype(np.int64)


def _scanned(index: Index, leaf: Leaf) -> NDArray[np.int64]:
    """The positions of a few tags, by comparing the whole stream block by block."""
    stream = index.array(leaf.stream)
    parts = [_NONE]
    for begin in range(0, len(stream), SCAN):
        block = stream[begin : begin + SCAN]
        found = np.zeros(len(block), bool)
        for one in leaf.ids.tolist():
            found |= block == one
        parts.append(np.flatnonzero(found) + begin)
    return np.concatenate(parts)


def _measure(node: ast.Node, leaves: Leaves) -> _Measured:
    if isinstance(node, ast.Token):
        listed = _listed(node.formula, leaves)
        anchors = None if listed is None else [Anchor(leaf, 0, 0) for leaf in listed]
        return _Measured(1, 1, anchors)
    if isinstance(node, ast.Sequence):
        return _sequence(node, leaves)
    if isinstance(node, ast.Choice):
        parts = [_measure(part, leaves) for part in node.parts]
        every = None
        if all(part.anchors is not None for part in parts):
            every = [anchor for part in parts for anchor in part.anchors or []]
        return _Measured(min(p.low for p in parts), max(p.high for p in parts), every)
    if isinstance(node, ast.Repeat):
        part = _measure(node.part, leaves)
        high = FAR if node.high is None else min(part.high * node.high, FAR)
        return _Measured(part.low * node.low, high, part.anchors if node.low else None)
    return _Measured(1, FAR, None) if isinstance(node, ast.Unit) else _Measured(0, 0, None)


def _sequence(node: ast.Sequence, leaves: Leaves) -> _Measured:
    low = high = 0
    best = _Measured(0, 0, None)
    for one in node.parts:
        part = _measure(one, leaves)
        moved = part.moved(low, high)
        if moved.cost < best.cost:
            best = moved
        low, high = low + part.low, min(high + part.high, FAR)
    return _Measured(low, high, best.anchors)


def _listed(formula: ast.Formula, leaves: Leaves) -> list[Leaf] | None:
    """Leaves with postings, one of which every token that passes ``formula`` passes, the rarest."""
    if isinstance(formula, (ast.Test, ast.AnyOf, ast.Spot)):
        leaf = leaves.get(formula)
        return None if leaf is None or not _has_postings(leaf) else [leaf]
    if not isinstance(formula, (ast.And, ast.Or)):
        return None
    parts = [_listed(part, leaves) for part in formula.parts]
    known = [part for part in parts if part is not None]
    if isinstance(formula, ast.And):
        return min(known, key=lambda part: sum(leaf.count for leaf in part), default=None)
    return [leaf for part in known for leaf in part] if len(known) == len(parts) else None


def _has_postings(leaf: Leaf) -> bool:
    return leaf.stream == "word" or leaf.positional or len(leaf.ids) <= FEW_TAGS
