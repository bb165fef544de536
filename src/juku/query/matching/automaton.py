"""A pattern as an automaton that reads one token a step, after Glushkov.

A state is a place of the pattern where a token is read. What stands between two tokens (``<s>``)
is a condition on the step: the token that is read begins that unit.

V. M. Glushkov: The abstract theory of automata. Russian Mathematical Surveys 16 (1961), 1–53.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from juku.query.indexing.index import UNITS
from juku.query.language import ast
from juku.query.language.messages import PatternError

MAX_STATES = 4000
"""A pattern that unfolds to more places is refused."""

MAX_STEPS = 1_000_000
"""A pattern in which more pairs of places can follow each other is refused: what may be left out
in a row of such parts grows with the square of their number."""

_HERE = frozenset({0})
"""Nothing need be read, under no condition."""


@dataclass(frozen=True, slots=True)
class State:
    """A token to be read: its condition, which units it must begin, whether it opens the match."""

    place: int
    begins: int
    """Bits of the flags that the token must have: bit 0 a sentence, 1 a paragraph, 2 an article."""
    opens: bool


@dataclass(slots=True)
class Automaton:
    """States, what may follow each, and where a match may end."""

    tokens: list[ast.Token] = field(default_factory=list)
    """The token of each place."""
    states: list[State] = field(default_factory=list)
    initial: list[int] = field(default_factory=list)
    follow: list[list[int]] = field(default_factory=list)
    ends: list[frozenset[int]] = field(default_factory=list)
    """For each state the flags, any of which lets the match end there: units that must end."""

    @property
    def labels(self) -> list[str]:
        """The names in the pattern, in order."""
        return list(dict.fromkeys(t.label for t in self.tokens if t.label is not None))


@dataclass(frozen=True, slots=True)
class _Part:
    """Of a part of a pattern: ways to pass it over, to begin and to end it.

    A pair is a place and the bits of the units that must begin before (after) it.
    """

    nothing: frozenset[int]
    first: frozenset[tuple[int, int]]
    last: frozenset[tuple[int, int]]


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[ast.Token] = []
        self.steps: dict[int, set[tuple[int, int]]] = {}
        self._made = 0

    def build(self, node: ast.Node) -> _Part:
        if isinstance(node, ast.Token):
            return self._token(node)
        if isinstance(node, ast.Boundary):
            bit = 1 << UNITS.index(node.unit)
            return _Part(frozenset({bit}), frozenset(), frozenset())
        if isinstance(node, ast.Unit):
            return self.build(_spelled(node))
        if isinstance(node, ast.Sequence):
            parts = [self.build(part) for part in node.parts]
            whole = parts[0]
            for part in parts[1:]:
                whole = self._join(whole, part)
            return whole
        if isinstance(node, ast.Choice):
            return _either([self.build(part) for part in node.parts])
        if isinstance(node, ast.Repeat):
            return self._repeat(node)
        raise AssertionError(node)

    def _token(self, node: ast.Token) -> _Part:
        place = len(self.tokens)
        if place >= MAX_STATES:
            fact = f"the pattern unfolds to more than {MAX_STATES} tokens"
            raise self._refuse(node.at, fact)
        self.tokens.append(node)
        self.steps[place] = set()
        edge = frozenset({(place, 0)})
        return _Part(frozenset(), edge, edge)

    def _join(self, left: _Part, right: _Part) -> _Part:
        self._connect(left, right)
        return _Part(
            frozenset(a | b for a in left.nothing for b in right.nothing),
            left.first | {(q, m | n) for n in left.nothing for q, m in right.first},
            right.last | {(p, m | n) for n in right.nothing for p, m in left.last},
        )

    def _refuse(self, at: int, fact: str) -> PatternError:
        return PatternError(
            self.text, at, fact, "use smaller bounds in its repeats, or fewer alternatives"
        )

    def count(self, steps: int) -> None:
        """Refuse a pattern that makes so many steps more than it may."""
        self._made += steps
        if self._made > MAX_STEPS:
            fact = f"the pattern unfolds to more than {MAX_STEPS:,} steps from token to token"
            raise self._refuse(0, fact)

    def _connect(self, left: _Part, right: _Part) -> None:
        self.count(len(left.last) * len(right.first))
        for place, after in left.last:
            self.steps[place].update((q, after | before) for q, before in right.first)

    def _repeat(self, node: ast.Repeat) -> _Part:
        """``low`` copies, then those that may be left out, each inside the one before it."""
        if node.high == 0:
            self.build(node.part)  # for its labels, which name nothing
            return _Part(_HERE, frozenset(), frozenset())
        copies = [self.build(node.part)]
        most = node.high or node.low
        if not copies[0].first:  # bounds alone: what holds of as many as there are holds of more
            most = min(most, len(UNITS))
        low = min(node.low, most)
        copies += [self.build(node.part) for _ in range(most - 1)]
        if node.high is None:
            self._connect(copies[-1], copies[-1])
        whole = copies[-1]
        if low < len(copies):
            whole = _optional(whole)
        for place in range(len(copies) - 2, -1, -1):
            whole = self._join(copies[place], whole)
            if low <= place:
                whole = _optional(whole)
        return whole


def _spelled(node: ast.Unit) -> ast.Node:
    """A unit as its bounds and tokens of which none but the first begins one."""
    edge = ast.Boundary(node.unit, node.at)
    inner = ast.Token(ast.Not(ast.Begins(node.unit)), None, node.at)
    first = ast.Token(ast.ALWAYS, None, node.at)
    return ast.Sequence((edge, first, ast.Repeat(inner, 0, None, node.at), edge))


def _optional(part: _Part) -> _Part:
    return _Part(part.nothing | _HERE, part.first, part.last)


def _either(parts: list[_Part]) -> _Part:
    return _Part(
        frozenset().union(*(p.nothing for p in parts)),
        frozenset().union(*(p.first for p in parts)),
        frozenset().union(*(p.last for p in parts)),
    )


def build(node: ast.Node, text: str) -> Automaton:
    """The automaton of a pattern in which no `juku.query.language.ast.Chars` are left.

    Raises:
        PatternError: no token need be read anywhere, or the pattern unfolds to too many.
    """
    builder = _Builder(text)
    whole = builder.build(node)
    if not whole.first:
        remedy = "add a token, as [] for any"
        raise PatternError(text, 0, "the pattern has no token that could be found", remedy)
    return _expand(builder, whole)


def _expand(builder: _Builder, whole: _Part) -> Automaton:
    """States for each place and each condition under which it is reached."""
    made = Automaton(tokens=builder.tokens)
    known: dict[State, int] = {}
    ends: dict[int, set[int]] = {}
    for place, bits in whole.last:
        ends.setdefault(place, set()).add(bits)

    def number(state: State) -> int:
        if state not in known:
            known[state] = len(made.states)
            made.states.append(state)
            made.ends.append(frozenset(ends.get(state.place, ())))
        return known[state]

    made.initial = [number(State(q, bits, opens=True)) for q, bits in sorted(whole.first)]
    done = 0
    while done < len(made.states):
        steps = sorted(builder.steps[made.states[done].place])
        builder.count(len(steps))
        made.follow.append([number(State(q, bits, opens=False)) for q, bits in steps])
        done += 1
    return made
