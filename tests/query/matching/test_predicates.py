"""A test of a token is what Python's own regular expressions say of the whole value."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.query.language.ast import Test as Condition
from juku.query.language.messages import PatternError
from juku.query.matching import predicates

SIGNS = "甲乙abBé.*+?|()[]^$\\{}\n- "
VALUES = st.lists(st.text(SIGNS, max_size=5), min_size=1, max_size=8)
PARTS = st.sampled_from(
    ["甲", "乙", "a", "B", "é", ".", ".*", "a?", "b+", "[ab]", "[^甲]", "(a|乙)", "(?:甲b)", "|",
     r"\.", r"\*", "a{2}", "(?i)b", "^", "$"]
)  # fmt: skip
FLAGS = st.sets(st.sampled_from("cdl")).map(lambda flags: "".join(sorted(flags)))


def plain(value):
    parts = unicodedata.normalize("NFD", value)
    return unicodedata.normalize("NFC", "".join(p for p in parts if not unicodedata.combining(p)))


def expected(values, pattern, flags):
    if "d" in flags:
        values, pattern = [plain(value) for value in values], plain(pattern)
    if "l" in flags:
        pattern = re.escape(pattern)
    how = re.DOTALL | (re.IGNORECASE if "c" in flags else 0)
    # An end of a line is none of a value: `$` is the end in RE2.
    compiled = re.compile(pattern.replace("$", r"\Z") if "l" not in flags else pattern, how)
    return [compiled.fullmatch(value) is not None for value in values]


def found(values, pattern, flags):
    test = Condition("word", pattern, flags, 0)
    made = predicates.match_values(pa.array(values, pa.string()), pattern, test, pattern)
    return made.to_pylist()


@settings(max_examples=400)
@given(VALUES, st.lists(PARTS, max_size=4).map("".join), FLAGS)
def test_values_match_as_a_whole(values, pattern, flags):
    if "(?i)" in pattern[1:] and "l" not in flags:
        return  # Python takes this at the beginning alone
    assert found([*values, pattern], pattern, flags) == expected([*values, pattern], pattern, flags)


BEGUN = [
    "",
    "甲",
    "乙",
    "甲乙",
    "乙甲",
    "甲乙甲",
    "甲\n乙",
    "乙\n甲",
    "é甲",
    "e甲",
    "É甲",
    "e\u0301甲",
]


@pytest.mark.parametrize("flags", ["", "l", "c", "d", "cd", "cdl"])
@pytest.mark.parametrize("pattern", ["甲", ".*甲", "甲.*", ".*甲.*", ".*", "", "e甲.*", "É甲"])
def test_a_beginning_an_end_and_a_part_are_what_they_say(pattern, flags):
    assert found(BEGUN, pattern, flags) == expected(BEGUN, pattern, flags)


@given(VALUES, st.text(SIGNS, max_size=4))
def test_what_is_taken_literally_is_only_itself(values, text):
    for value, same in zip(values, found(values, text, "l"), strict=True):
        assert same is (value == text)


@pytest.mark.parametrize(
    ("pattern", "flags", "literal"),
    [
        ("甲a", "", True), ("甲.", "", False), ("甲.", "l", True), ("甲", "c", False),
        ("甲", "d", False), ("甲", "cl", False), ("a{2}", "", False), ("a|b", "", False),
        (r"a\.", "", False), ("a^", "", False), ("$", "", False), ("[a]", "", False),
        ("", "", True),
    ],
)  # fmt: skip
def test_only_what_is_no_expression_and_ignores_nothing_is_looked_up(pattern, flags, literal):
    assert predicates.is_literal(Condition("word", pattern, flags, 0)) is literal


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        (r"\Qa.b", ["a.b"]), (r"\Qa.b\E", ["a.b"]), (r"\Qa|b", ["a|b"]), (r"\Qa)", ["a)"]),
        (r"\Qa.\E|.\Q)", ["a.", "a)"]), (r"\\Qa", ["\\Qa"]), (r"a\Q", ["a"]),
    ],
)  # fmt: skip
def test_a_quotation_that_is_left_open_goes_on_to_the_end(pattern, held):
    values = ["a", "a.", "a.b", "axb", "a|b", "a)", "\\Qa", "b"]
    assert [v for v, yes in zip(values, found(values, pattern, ""), strict=True) if yes] == held


@pytest.mark.parametrize(
    ("pattern", "fact"),
    [
        ("(", "missing )"), (")", "unexpected )"), ("a)|(b", "unexpected )"),
        ("a)|(?:b", "unexpected )"), ("[", "missing ]"), ("a\\", "trailing \\"),
        ("*", "no argument for repetition operator"), ("(?=a)", "invalid perl operator"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("flags", ["", "c", "d"])
def test_what_is_no_expression_by_itself_is_refused(pattern, fact, flags):
    with pytest.raises(PatternError, match=rf"not a regular expression: {re.escape(fact)}"):
        found(["a"], pattern, flags)
    assert found(["a", pattern], pattern, flags + "l") == [False, True]
