"""The shape of a query after it is read, before it meets a corpus.

``at`` is the place in the query's text, in code points from 0, that a message points at.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Test:
    """``attribute = "value"``: the value as a regular expression over the whole attribute."""

    attribute: str
    value: str
    flags: str
    """Of ``c`` (case ignored), ``d`` (diacritics ignored) and ``l`` (no regular expression)."""
    at: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some of the tests holds, all of which look at one stream: a list of words, as one test."""

    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """The token stands at one of a set of positions, which the corpus was asked for."""

    key: str


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of a character pattern: one of ``signs``, or with ``negated`` none of them."""

    signs: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Begins:
    """The token is the first of a unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; with no part, always."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Formula


@dataclass(frozen=True, slots=True)
class Ref:
    """``label.attribute`` in a global constraint."""

    label: str
    attribute: str
    at: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A value in a global constraint."""

    value: str
    flags: str
    at: int


@dataclass(frozen=True, slots=True)
class Compare:
    """``ref op ref`` or ``ref op literal``."""

    left: Ref
    op: str
    """One of ``= < > <= >=``; ``!=`` is read as Not of ``=`` where both sides are there."""
    right: Ref | Literal
    differ: bool = False
    """Whether ``!=`` was written."""


Asked = Test | AnyOf | Spot
"""What is asked of a corpus as a whole, and answered by the ids or the positions that pass."""

Formula = Asked | Sign | Begins | Compare | And | Or | Not

ALWAYS = And(())


@dataclass(frozen=True, slots=True)
class Token:
    """One token: a condition, and the label that names it."""

    formula: Formula
    label: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Chars:
    """``chars("…")``: the tokens that a string of characters touches."""

    pattern: str
    attribute: str
    at: int


@dataclass(frozen=True, slots=True)
class Boundary:
    """``<s>`` or ``</s>``: one sentence ends here and another begins."""

    unit: str
    at: int


@dataclass(frozen=True, slots=True)
class Unit:
    """``<s/>``: a whole sentence."""

    unit: str
    at: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The part ``low`` to ``high`` times, with no upper bound where ``high`` is None."""

    part: Node
    low: int
    high: int | None
    at: int


Node = Token | Chars | Boundary | Unit | Sequence | Choice | Repeat


@dataclass(frozen=True, slots=True)
class Filter:
    """``within`` or ``containing`` a unit or another pattern."""

    containing: bool
    negated: bool
    other: str | Node | Chosen
    """The name of a unit, a pattern, or some of the units of a kind."""
    at: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """``(<s/> containing "改革")``: those units that pass filters of their own."""

    unit: Unit
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query."""

    text: str
    node: Node
    strategy: str | None = None
    filters: tuple[Filter, ...] = ()
    constraint: Formula | None = None
