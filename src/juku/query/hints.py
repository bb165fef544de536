"""What may be wrong with a query that can be answered: a value that no token has.

To Corpus Workbench such a query is right and has no hits, and so it is here; but in a closed set
of tags such as UPOS it is nearly always a slip, and a word that stands in the text may be cut
otherwise, so whoever asks is told.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import LimitError
from juku.query.language import ast
from juku.query.language.derived import ATTRIBUTES
from juku.query.language.grammar import parse
from juku.query.matching.characters import find_chars
from juku.query.matching.limits import Budget, Limits
from juku.query.matching.literals import as_characters, can_be_found
from juku.query.matching.predicates import is_literal, matching_ids
from juku.query.measures.grouping import distinct_rows, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.query.indexing.index import Index

CLOSED = ("upos", "xpos")
"""Attributes of few values, which are told."""

TOLD = 60
"""Values that a note lists at the most."""


NOTES = 20
"""Values that have a note of their own at the most."""


def unmeant_signs(pattern: str) -> list[str]:
    """Notes for signs of other languages of characters, which stand for themselves here.

    >>> unmeant_signs("改革$5发展")
    ['"$5" stands for itself; write ?{0,5} for up to 5 characters between, ?{5} for just as many']
    """
    notes = [
        f'"{sign}" stands for itself; write ?{{0,{number}}} for up to {number} characters '
        f"between, ?{{{number}}} for just as many"
        for sign, number in re.findall(r"([$+~#-](\d+))", pattern)
    ]
    if "." in pattern:
        notes.append('"." stands for itself; write ? for any one character')
    return notes


def unknown_values(
    index: Index, pattern: str, *, every: bool = False, limits: Limits | None = None
) -> list[str]:
    """A note for each condition of ``pattern`` on a tag that no token has, in their order.

    With ``every``, which is for queries without a hit, also one for a `containing` that is asked of
    the match and may be meant for what the match is within.

    Args:
        index: the corpus that is asked.
        pattern: a query that can be read.
        every: whether conditions on words and their forms are looked at too.
        limits: of the search for their characters, by default those of a query.
    """
    looked_at = ATTRIBUTES if every else CLOSED
    tests = [test for test in _tests(parse(pattern)) if test.attribute in looked_at]
    missing = [test for test in tests if not len(matching_ids(index, test, pattern))]
    shown = {(test.attribute, test.value, test.flags): test for test in missing}
    budget = Budget(limits or Limits())
    notes = [_note(index, test, budget) for test in list(shown.values())[:NOTES]]
    if len(shown) > NOTES:
        notes.append(f"no token has {len(shown) - NOTES:,} other values that the pattern asks for")
    return notes + (_misplaced(parse(pattern)) if every else [])


def _misplaced(query: ast.Query) -> list[str]:
    """A note for a ``containing`` that was meant to be asked of a unit, where it is of the match.

    >>> _misplaced(parse('"a" within <s/> containing "b"'))[0][:44]
    'containing: is asked of the match itself; to'
    """
    units = [not one.containing and isinstance(one.other, ast.Unit) for one in query.filters]
    asked = [one.containing and not one.negated for one in query.filters]
    if not any(unit and after for unit, after in zip(units, asked[1:], strict=False)):
        return []
    meant = 'write within (<s/> containing "…")'
    return [f"containing: is asked of the match itself; to ask it of the unit, {meant}"]


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


def _note(index: Index, test: ast.Test, budget: Budget) -> str:
    flags = f"%{test.flags}" if test.flags else ""
    fact = f'{test.attribute}="{test.value}"{flags}: no token has such a value'
    if test.attribute not in CLOSED:
        return fact + _elsewhere(index, test, budget)
    known = [value for value in index.lexicon(test.attribute).to_pylist() if value]
    same = [value for value in known if value.casefold() == test.value.casefold()]
    if same:
        return f"{fact}; did you mean {', '.join(same)}?"
    more = f", … ({len(known):,} in all)" if len(known) > TOLD else ""
    return f"{fact}; known are {', '.join(known[:TOLD])}{more}"


def _elsewhere(index: Index, test: ast.Test, budget: Budget) -> str:
    """How often the characters of a word stand in the text all the same, and how they are cut."""
    if test.attribute != "word" or not is_literal(test) or not index.ordered:
        return ""
    if not can_be_found(test.value):
        return ""
    pattern = as_characters(test.value)
    quoted = pattern.replace('"', '\\"')
    asked = f'--chars or chars("{quoted}")'
    try:
        with budget.lent():
            hits = find_chars(index, pattern, attribute="word", limit=None, limits=budget)
            codes, first = distinct_rows(index, hits, "word", budget)
    except LimitError:  # the query itself is answered, and a note is no error
        return f", and its characters take long to find; {asked} looks for them"
    if not len(hits):
        return ""
    most = first[[np.bincount(codes).argmax()]]
    cut = joined(index, "word", hits.start[most], hits.end[most], "|")[0].as_py()
    times = "once" if len(hits) == 1 else f"{len(hits):,} times"
    return f", but its characters stand in the text {times}, mostly as {cut}; {asked} finds them"
