"""The compiled loop finds the numerals that the pattern finds, and what Python finds without it."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import pytest
from both_ways import agree, agree_on_news
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_cases import ReadingCases

from juku import compiled
from juku.text.numbers import amounts, dates, quantities, quantity_signs, units
from juku.text.vocabulary.joined import join
from juku.text.vocabulary.tables import words

KERNEL = compiled.kernel("quantities")
built = pytest.mark.skipif(KERNEL is None, reason="the loop of quantities is not built")
TEXTS = [param.values[0]["text"] for param in ReadingCases("quantities").params()]
PIECES = (
    "0123456789.,%％第（(近约超过多余几数半一二三两十百千万亿兆点零〇廿壹佰贰陆大"
    "分之至到-—、和及下个名年月日人家元美公里平方米届次以上左右内$“”/:∶ \n\r\0𝟙\ud83d"
)
some = st.sampled_from(PIECES) | st.sampled_from(
    [
        *units.MEASURES,
        *units.CLASSIFIERS,
        *words("光绪 四通 五达 出头 有余 3,000 百分之 第三、四 个半"),
    ]
)
anything = st.text(st.characters(exclude_categories=()), max_size=12)
hostile = st.lists(st.lists(some | anything, max_size=12).map("".join), max_size=6)
DAY = dt.date(2024, 11, 4)


def _numerals(joined):
    """The places that the loop asks of, where no table tells of a numeral."""
    return KERNEL.find(
        (joined.view, joined.text, joined.codes),
        [],
        quantity_signs.tables(),
        (
            amounts.CANDIDATE.match,
            lambda _: None,
            lambda _view, _text, start, end: (start, end),
            lambda _view, _text, start, end: (start, end),
            lambda _view, _text, one, _found, _last: one,
        ),
        tuple,
    )


def _both(texts):
    """What is found with the loop compiled, and without."""
    joined = join(texts)
    known = dates.find_all(joined, [DAY] * len(texts))
    with mock.patch.object(quantities, "_KERNEL", None):
        plainly = quantities.find_all(joined, known)
    return quantities.find_all(joined, known), plainly


@built
@given(hostile)
@settings(max_examples=1500, deadline=None)
def test_its_numerals_are_those_of_the_pattern(texts):
    joined = join(texts)
    found = [one.span() for one in amounts.CANDIDATE.finditer(joined.view)]
    assert _numerals(joined) == found


@built
@given(hostile)
@settings(max_examples=1500, deadline=None)
def test_compiled_or_not_the_same_is_found(texts):
    agree(*_both(texts))


@built
def test_compiled_or_not_the_same_is_found_in_news():
    agree_on_news(*_both(TEXTS), TEXTS)


@built
def test_a_numeral_of_any_length_is_read():
    for long in ("9" * 9000, "一" * 9000, "1," + "000," * 3000, "三点" + "一" * 3000, "第" * 99):
        compiled_ones, plainly = _both([f"约{long}人", "5名"])
        assert compiled_ones == plainly


@built
def test_an_error_of_what_it_asks_is_its_own():
    joined = join(["约5名"])
    with mock.patch.object(quantities, "_read", side_effect=LookupError("rule")):
        assert quantities.find_all(join(["有5名"]), []) != []
        with pytest.raises(LookupError, match="rule"):
            quantities.find_all(joined, [])
    with pytest.raises(ValueError, match="differ in size"):
        quantities.find_all(joined._replace(codes=joined.codes[:-1].copy()), [])
    with pytest.raises(TypeError, match="span"):
        quantities.find_all(joined, [()])
