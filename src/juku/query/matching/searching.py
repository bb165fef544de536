"""A query is answered: read, planned, run block by block, and its matches chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import QueryError
from juku.query.indexing.index import UNITS
from juku.query.language import ast
from juku.query.language.grammar import parse
from juku.query.language.shaping import UNITS as UNIT_NAMES
from juku.query.matching import constraints, joining, order, planning, strategies
from juku.query.matching.automaton import build
from juku.query.matching.classes import Classes
from juku.query.matching.hits import Hits
from juku.query.matching.limits import Budget, Limits, check_rows
from juku.query.matching.predicates import Leaf, leaf
from juku.query.matching.reach import Reach
from juku.query.matching.running import Matches, Runner
from juku.query.matching.subsets import Batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.constraints import Constraint

    Look = Callable[[NDArray[np.int64]], NDArray[Any]]
    Leaves = dict[ast.Asked, Leaf]

BLOCK = 1 << 18
"""Starts, or tokens of a scan, that are worked on at once: their arrays stay in the cache."""

AHEAD = 64
"""Tokens after a block whose classes are looked up with it."""

SHORT = 16
"""Matches of at most so many tokens are run past the end of their unit and dropped later."""

TAGGED = 6
"""With fewer tokens of a tag than one in so many, they are looked for first."""

_CHOSEN = 40
"""Bytes of work a match to choose among those that lie in each other."""

SPARSE = 12
"""With fewer candidates than one token in so many, they are gone to one by one."""


def find(
    index: Index,
    pattern: str,
    *,
    strategy: str | None,
    within: str | None,
    limit: int | None,
    limits: Limits | Budget,
) -> Hits:
    """What `juku.query.corpus.Corpus.find` gives."""
    check_rows(limit)
    query = parse(pattern)
    order.check_pattern(index, query)
    chosen = _strategy(query, strategy)
    inside = _inside(query, within)
    budget = Budget.of(limits)
    run = _Run(index, query, budget)
    found = run.matches(query.node, longest=chosen == "longest", inside=inside, constrained=True)
    if not found.single:
        budget.check(len(found.start) * _CHOSEN)
        found = found.take(np.flatnonzero(strategies.kept(chosen, found.start, found.end)))
    for one in query.filters:
        budget.check()
        if one.negated or not isinstance(one.other, str):  # else `inside` has seen to it
            found = found.take(np.flatnonzero(run.filtered(one, found)))
    complete = limit is None or len(found.start) <= limit
    if not complete:
        found = found.take(np.arange(limit or 0))
    return Hits(pattern, found.start, found.end, found.labels, complete=complete)


def _strategy(query: ast.Query, given: str | None) -> str:
    if given is not None and given not in strategies.NAMES:
        names = ", ".join(strategies.NAMES)
        raise QueryError(f"strategy: there is no {given!r}; use one of {names}")
    if given is not None and query.strategy not in {None, given}:
        raise QueryError(
            f"strategy: {given!r} was given, and (?{query.strategy}) stands in the pattern; "
            "leave one out"
        )
    return given or query.strategy or "standard"


def _inside(query: ast.Query, given: str | None) -> str | None:
    """The smallest unit that a match may not leave."""
    if given is not None and given not in UNIT_NAMES:
        raise QueryError(f"within: there is no unit {given!r}; use one of {', '.join(UNITS)}")
    named = {f.other for f in query.filters if isinstance(f.other, str) and not f.negated}
    if given is not None:
        named.add(UNIT_NAMES[given])
    return next((unit for unit in UNITS if unit in named), None)


class _Run:
    """One query, one corpus, one budget."""

    def __init__(self, index: Index, query: ast.Query, budget: Budget) -> None:
        self.index = index
        self.query = query
        self.budget = budget

    def matches(
        self, node: ast.Node, *, longest: bool, inside: str | None, constrained: bool
    ) -> Matches:
        """The matches of a part of the query, one for each start."""
        if isinstance(node, ast.Unit):
            return self._units(node.unit, inside, constrained=constrained)
        leaves: Leaves = {}
        node = joining.joined(self._spell(node, leaves))
        automaton = build(node, self.query.text)
        constraint = self._constraint(automaton.labels, constrained=constrained)
        for token in automaton.tokens:
            self._meet(token.formula, leaves)
        reach = Reach(self.index, node, self.budget.limits.match_tokens)
        anchors = planning.anchors(node, leaves, reach.most)
        if anchors is not None and _is_list(node) and constraint.whole is None:
            self.budget.hold(16 * sum(a.cost for a in anchors))
            at = planning.starts(self.index, anchors)
            listed = Matches(at, at + 1, self._named(node, at), single=True)
            return self._opened(listed, constraint)
        # The shortest match is in the unit or none is, so a short one is looked at afterwards.
        late = inside if not longest and planning.longest(node) <= SHORT else None
        classes = Classes(self.index, automaton, leaves, None if late else inside)
        runner = Runner(automaton, classes, constraint, self.budget, reach=reach, longest=longest)
        found = runner.run(lambda opening: self._batches(node, leaves, anchors, classes, opening))
        return self._opened(found if late is None else self._within(late, found), constraint)

    def filtered(self, one: ast.Filter, found: Matches) -> NDArray[np.bool_]:
        """Which matches a ``within`` or ``containing`` keeps."""
        if isinstance(one.other, str):
            units = self.index.unit_of(one.other, found.start)
            keep: NDArray[np.bool_] = units == self.index.unit_of(one.other, found.end - 1)
            return ~keep if one.negated else keep
        other = self._other(one.other, longest=not one.containing)
        relation = strategies.holding if one.containing else strategies.lying_in
        held = relation(found.start, found.end, other.start, other.end)
        return ~held if one.negated else held

    def _other(self, node: ast.Node | ast.Chosen, *, longest: bool) -> Matches:
        """What the matches are to lie in or to contain."""
        if not isinstance(node, ast.Chosen):
            return self.matches(node, longest=longest, inside=None, constrained=False)
        found = self._units(node.unit.unit, None, constrained=False)
        for one in node.filters:
            self.budget.check()
            found = found.take(np.flatnonzero(self.filtered(one, found)))
        return found

    def _units(self, unit: str, inside: str | None, *, constrained: bool) -> Matches:
        """Whole units that hold a token, however long they are."""
        bounds = self.index.bounds(unit)
        self.budget.hold(2 * bounds.nbytes)
        filled = np.flatnonzero(np.diff(bounds))
        found = Matches(bounds[filled], bounds[filled + 1], {})
        constraint = self._constraint([], constrained=constrained)
        if inside is not None:
            found = self._within(inside, found)
        if constraint.whole is not None:
            places = {constraints.MATCH: found.start, constraints.MATCH_END: found.end - 1}
            found = found.take(constraint.whole(places))
        return self._opened(found, constraint)

    def _constraint(self, labels: list[str], *, constrained: bool) -> Constraint:
        if not constrained:
            return constraints.Constraint(None, None)
        return constraints.meet(self.index, self.query, labels, self.budget)

    def _within(self, unit: str, found: Matches) -> Matches:
        """Those matches that end in the unit in which they begin."""
        bounds = self.index.bounds(unit)
        return found.take(bounds.take(self.index.unit_of(unit, found.start) + 1) >= found.end)

    def _opened(self, found: Matches, constraint: Constraint) -> Matches:
        """Those matches whose first token satisfies the constraint."""
        if constraint.opening is None:
            return found
        return found.take(constraint.opening({constraints.MATCH: found.start}))

    @staticmethod
    def _named(node: ast.Node, at: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        label = node.label if isinstance(node, ast.Token) else None
        return {} if label is None else {label: at}

    # what the tests mean here

    def _meet(self, formula: ast.Formula, leaves: Leaves) -> None:
        if isinstance(formula, (ast.Test, ast.AnyOf)):
            if formula not in leaves:
                self.budget.check()
                leaves[formula] = leaf(self.index, formula, self.query.text, self.budget)
        elif isinstance(formula, ast.Not):
            self._meet(formula.part, leaves)
        elif isinstance(formula, (ast.And, ast.Or)):
            for part in formula.parts:
                self._meet(part, leaves)

    def _spell(self, node: ast.Node, leaves: Leaves) -> ast.Node:
        """``node`` with each string of characters as the runs of tokens that it touches."""
        if isinstance(node, ast.Chars):
            return self._touched(node, leaves)
        if isinstance(node, (ast.Sequence, ast.Choice)):
            return type(node)(tuple(self._spell(part, leaves) for part in node.parts))
        if isinstance(node, ast.Repeat):
            return ast.Repeat(self._spell(node.part, leaves), node.low, node.high, node.at)
        return node

    def _touched(self, node: ast.Chars, leaves: Leaves) -> ast.Node:
        from juku.query.matching.characters import search

        found = search(self.index, node.pattern, node.attribute, self.budget)
        lengths = found.end - found.start
        ways: list[ast.Node] = []
        for length in np.unique(lengths).tolist() or [1]:
            spot = ast.Spot(f"{node.at}+{length}")
            at = np.unique(found.start[lengths == length])
            leaves[spot] = Leaf(spot.key, at, len(at), positional=True)
            rest = ast.Repeat(ast.Token(ast.ALWAYS, None, node.at), length - 1, length - 1, node.at)
            ways.append(ast.Sequence((ast.Token(spot, None, node.at), rest)))
        return ast.Choice(tuple(ways))

    # where to begin

    def _batches(
        self,
        node: ast.Node,
        leaves: Leaves,
        anchors: list[planning.Anchor] | None,
        classes: Classes,
        opening: list[int],
    ) -> Iterator[Batch]:
        """The starts, from postings if they are few, else from tags, else from all tokens."""
        tags = planning.prefix(node, leaves)
        total = self.index.n_tokens
        listed = float("inf") if anchors is None else sum(a.cost for a in anchors)
        tagged = min((leaf.count for leaf, _ in tags), default=total)
        if anchors is not None and listed < min(tagged, total / SPARSE):
            yield from self._list(anchors, classes)
        elif tagged < total / TAGGED:
            yield from self._tagged(tags, classes)
        else:
            yield from self._scan(classes, opening)

    def _list(self, anchors: list[planning.Anchor], classes: Classes) -> Iterator[Batch]:
        self.budget.check(16 * sum(a.cost for a in anchors))
        starts = planning.starts(self.index, anchors)
        for begin in range(0, len(starts), BLOCK):
            yield Batch(0, starts[begin : begin + BLOCK], classes.at, self.index.n_tokens)

    def _tagged(self, tags: list[tuple[Leaf, int]], classes: Classes) -> Iterator[Batch]:
        total = self.index.n_tokens
        for base, starts in planning.opened(self.index, tags):
            yield Batch(base, starts, partial(_from_base, classes.at, base), total - base)

    def _scan(self, classes: Classes, opening: list[int]) -> Iterator[Batch]:
        total = self.index.n_tokens
        opens = np.zeros(classes.count, bool)
        opens[opening] = True
        for base in range(0, total, BLOCK):
            known = classes.between(base, min(base + BLOCK + AHEAD, total))
            block = known[:BLOCK]
            starts = np.flatnonzero(block == opening[0] if len(opening) == 1 else opens.take(block))
            yield Batch(base, starts, _near(known, base, classes.at), total - base, opened=True)


def _from_base(look: Look, base: int, positions: NDArray[np.int64]) -> NDArray[Any]:
    return look(positions + base)


def _near(known: NDArray[Any], base: int, far: Look) -> Look:
    """Look classes up among those ``known`` from ``base`` on, and one by one past them."""

    def look(positions: NDArray[np.int64]) -> NDArray[Any]:
        if positions[-1] >= len(known):
            return far(positions + base)
        return known.take(positions)

    return look


def _is_list(node: ast.Node) -> bool:
    """Whether the matches are the postings of tests, no more and no less."""
    formula = node.formula if isinstance(node, ast.Token) else None
    parts = formula.parts if isinstance(formula, ast.Or) else (formula,)
    return all(isinstance(part, (ast.Test, ast.AnyOf)) for part in parts)
