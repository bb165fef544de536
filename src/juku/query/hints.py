"""What may be wrong with a query that can be answered: a value that no token has.

To Corpus Workbench such a query is right and has no hits, and so it is here; but in a closed set
of tags such as UPOS it is nearly always a slip, so whoever asks is told.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from juku.query import ast
from juku.query.derived import ATTRIBUTES
from juku.query.grammar import parse
from juku.query.predicates import matching_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.query.index import Index

CLOSED = ("upos", "xpos")
"""Attributes of few values, which are told."""

TOLD = 60
"""Values that a note lists at the most."""


def unknown_values(index: Index, pattern: str, *, every: bool = False) -> list[str]:
    """A note for each condition of ``pattern`` on a tag that no token has, in their order.

    Args:
        index: the corpus that is asked.
        pattern: a query that can be read.
        every: whether conditions on words and their forms are looked at too.
    """
    looked_at = ATTRIBUTES if every else CLOSED
    tests = [test for test in _tests(parse(pattern)) if test.attribute in looked_at]
    missing = [test for test in tests if not len(matching_ids(index, test, pattern))]
    shown = {(test.attribute, test.value, test.flags): test for test in missing}
    return [_note(index, test) for test in shown.values()]


def _tests(part: Any) -> Iterator[ast.Test]:
    """All tests of a query, those of its constraint included."""
    if isinstance(part, ast.Test):
        yield part
    elif isinstance(part, ast.Compare):
        value, name = part.right, part.left.attribute
        if isinstance(value, ast.Literal) and name in ATTRIBUTES:
            yield ast.Test(name, value.value, value.flags, value.at)
    elif isinstance(part, tuple):
        for one in part:
            yield from _tests(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _tests(getattr(part, field.name))


def _note(index: Index, test: ast.Test) -> str:
    flags = f"%{test.flags}" if test.flags else ""
    fact = f'{test.attribute}="{test.value}"{flags}: no token has such a value'
    if test.attribute not in CLOSED:
        return fact
    known = [value for value in index.lexicon(test.attribute).to_pylist() if value]
    same = [value for value in known if value.casefold() == test.value.casefold()]
    if same:
        return f"{fact}; did you mean {', '.join(same)}?"
    more = f", … ({len(known):,} in all)" if len(known) > TOLD else ""
    return f"{fact}; known are {', '.join(known[:TOLD])}{more}"
