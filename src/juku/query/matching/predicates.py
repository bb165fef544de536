"""What a test of a token means for a corpus: the ids of the values that pass it.

Each test is answered once for every type of the lexicon, however long the corpus is. Regular
expressions run in RE2 by way of Arrow, whose time is linear in the lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.query.indexing import arrow
from juku.query.indexing.merging import union
from juku.query.language.ast import AnyOf, Test
from juku.query.language.derived import DERIVED, fold_value
from juku.query.language.messages import PatternError
from juku.query.matching.limits import FREE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.limits import Budget

_SIGNS = re.compile(r"[\\.^$*+?{}\[\]|()]")
_ONE_SIDED = re.compile(r"(\.\*)?([^\\.^$*+?{}\[\]|()]+)(\.\*)?")


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A test that has met a corpus: which ids of a stream pass."""

    stream: str
    """``word``, ``xpos``, ``upos``, ``flags`` or, for a set of positions, a name of its own."""
    ids: NDArray[Any]
    """Ascending; for a set of positions, the positions."""
    count: int
    """How many tokens pass."""
    positional: bool = False


def stream_of(test: Test) -> str:
    """The stream that says which tokens pass ``test``: that of words for what derives from them."""
    return "word" if test.attribute in DERIVED else test.attribute


def leaf(index: Index, asked: Test | AnyOf, text: str, budget: Budget = FREE) -> Leaf:
    """The ids of their stream that pass one of the tests of ``asked``.

    Raises:
        PatternError: the regular expression is not one of RE2's.
        LimitError: the budget is spent.
    """
    tests = (asked,) if isinstance(asked, Test) else asked.tests
    alike: dict[str, list[Test]] = {}
    for test in tests:
        alike.setdefault(test.attribute, []).append(test)
    ids = union([_passing(index, same, text, budget) for same in alike.values()])
    stream = stream_of(tests[0])
    return Leaf(stream, ids, index.count(stream, ids))


def _passing(index: Index, tests: list[Test], text: str, budget: Budget) -> NDArray[np.int64]:
    """The ids of their stream that pass one of the tests, which are of one attribute."""
    attribute = tests[0].attribute
    if len(tests) == 1 and attribute not in DERIVED:
        return matching_ids(index, tests[0], text)
    passing = np.zeros(len(index.lexicon(attribute)), bool)
    for test in tests:
        budget.check()
        passing[matching_ids(index, test, text)] = True
    return np.flatnonzero(passing[index.word_map(attribute)] if attribute in DERIVED else passing)


def matching_ids(index: Index, test: Test, text: str) -> NDArray[np.int64]:
    """The ids of ``test``'s own attribute whose values match, ascending."""
    value = fold_value(test.attribute, test.value, literal="l" in test.flags)
    if is_literal(test):
        found = index.find_value(test.attribute, value)
        return np.array([] if found is None else [found], np.int64)
    mask = match_values(index.lexicon(test.attribute), value, test, text)
    return np.flatnonzero(mask.to_numpy(zero_copy_only=False))


def is_literal(test: Test) -> bool:
    """Whether only its value itself passes ``test``: no regular expression, nothing ignored."""
    literal = "l" in test.flags or not _SIGNS.search(fold_value(test.attribute, test.value))
    return literal and not set(test.flags) & {"c", "d"}


def match_values(values: pa.Array, value: str, test: Test, text: str) -> pa.Array:
    """For each of ``values`` whether the regular expression ``value`` matches the whole of it.

    Raises:
        PatternError: at ``test.at`` of the query's ``text``.
    """
    if "d" in test.flags:
        values, value = pa.array([_plain(v) for v in values.to_pylist()]), _plain(value)
    if "l" in test.flags:
        value = re.escape(value)
    simple = _ONE_SIDED.fullmatch(value)
    if simple and "c" not in test.flags:
        return _one_sided(values, simple)
    try:
        return of_whole(values, value, ignore_case="c" in test.flags)
    except pa.ArrowInvalid as error:
        fact = str(error).removeprefix("Invalid regular expression: ").split(r": (?s)\A")[0]
        fact = fact.removesuffix(f": {value}")
        remedy = "regular expressions are RE2's: no look-around, no back references"
        if r"\u" in fact:
            remedy = r"write the sign itself, or its number as \x{4e00}"
        if fact.startswith(_UNMEANT):
            remedy = "write a backslash before a sign that stands for itself"
        raise PatternError(text, test.at, f"not a regular expression: {fact}", remedy) from None


def of_whole(values: pa.Array, pattern: str, *, ignore_case: bool = False) -> pa.Array:
    """For each of ``values`` whether a regular expression matches the whole of it.

    Raises:
        ArrowInvalid: it is none by itself, as ``a)|(b``, which would be one in brackets.
    """
    pc.match_substring_regex(_ONE, pattern)
    whole = rf"(?s)\A(?:{pattern})\z"
    if r"\Q" in pattern:
        try:
            pc.match_substring_regex(_ONE, whole)
        except pa.ArrowInvalid:  # what is literal after \Q goes on to the end, brackets included
            whole = rf"(?s)\A(?:{pattern}\E)\z"
    return pc.match_substring_regex(values, whole, ignore_case=ignore_case)


_UNMEANT = ("no argument for repetition", "missing )", "unexpected )", "missing ]", "trailing \\")
"""What is said of a mark of the text that was written as it is."""

_ONE = arrow.texts([""])
"""Of none at all Arrow would not read the expression."""


def _one_sided(values: pa.Array, simple: re.Match[str]) -> pa.Array:
    """``.*literal``, ``literal.*``, ``.*literal.*`` and ``literal`` need no regular expression."""
    before, literal, after = simple.groups()
    if before and after:
        return pc.match_substring(values, literal)
    if before:
        return pc.ends_with(values, literal)
    return pc.starts_with(values, literal) if after else pc.equal(values, literal)


def _plain(value: str) -> str:
    """``value`` without diacritics."""
    parts = unicodedata.normalize("NFD", value)
    return unicodedata.normalize("NFC", "".join(p for p in parts if not unicodedata.combining(p)))
