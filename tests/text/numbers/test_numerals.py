"""Numerals against an independent writer of Chinese numbers, and by table."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.numbers import numerals

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """The standard Chinese reading of a number below 10**12, made digit by digit."""
    if number == 0:
        return "零"
    out, gap = "", False
    for place in range(11, -1, -1):
        digit = number // 10**place % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + ("", "十", "百", "千")[place % 4]
            gap = False
        else:
            gap = True
        if place in (4, 8) and number // 10**place % 10**4:
            out += "万" if place == 4 else "亿"
            gap = gap and number % 10**place < 10 ** (place - 1)
    return out.removeprefix("一") if out.startswith("一十") else out


@given(st.integers(0, 10**12 - 1))
def test_what_the_writer_writes_is_read_back(number):
    assert numerals.value(written(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_traditional_characters_are_read_alike(number):
    assert numerals.value(written(number).replace("万", "萬").replace("亿", "億")) == number


@given(st.integers(0, 10**15), st.integers(0, 9999))
def test_arabic_numbers_with_groups_decimals_and_full_width_are_exact(whole, decimals):
    text = f"{whole:,}.{decimals:04d}"
    expected = whole + Fraction(decimals, 10**4)
    wide = text.translate({ord("0") + i: ord("０") + i for i in range(10)})
    assert numerals.value(text) == expected == numerals.value(wide)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十二", 12),
        ("两", 2),
        ("〇", 0),
        ("廿", 20),
        ("廿三", 23),
        ("卅一", 31),
        ("一百二", 120),
        ("一百零二", 102),
        ("三万五", 35000),
        ("两千五", 2500),
        ("一亿两千万", 120000000),
        ("三万亿", 3 * 10**12),
        ("1.3万亿", 13 * 10**11),
        ("1亿2000万", 120000000),
        ("2.37亿", 237000000),
        ("三点五亿", 350000000),
        ("三点一四", Fraction(157, 50)),
        ("百分之六十五", Fraction(13, 20)),
        ("三分之一", Fraction(1, 3)),
        ("二又三分之一", Fraction(7, 3)),
        ("65%", Fraction(13, 20)),
        ("６５％", Fraction(13, 20)),
        ("3‰", Fraction(3, 1000)),
        ("1/3", Fraction(1, 3)),
        ("负三", -3),
        ("-5.5", Fraction(-11, 2)),
        ("二〇二四", 2024),
        ("伍仟万", 50000000),
        ("壹佰贰拾叁", 123),
        ("百", 100),
        ("千万", 10**7),
        ("5百万", 5 * 10**6),
    ],
)
def test_a_numeral_has_its_value(text, number):
    assert numerals.value(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "一十百", "百百", "三五十", "1,23", "1.2.3", "万分", "个", "零零百", "两万千", "负"],
)
def test_what_is_no_numeral_is_none(text):
    assert numerals.value(text) is None


@given(
    st.integers(0, 10**9),
    st.text("0123456789", max_size=6),
    st.sampled_from(["", "十", "百", "千"]),
    st.sampled_from(["", "万", "亿"]),
)
def test_arabic_figures_before_a_scale_have_its_value(units, decimals, small, scale):
    size = {"": 1, "十": 10, "百": 100, "千": 1000}[small] * {"": 1, "万": 10**4, "亿": 10**8}[
        scale
    ]
    figures = f"{units}.{decimals}" if decimals else str(units)
    assert numerals.value(figures + small + scale) == Fraction(figures) * size


@given(
    st.text(
        st.sampled_from("〇一二三四五六七八九十百千万亿零点分之负又0123456789,.%/-两廿"),
        max_size=12,
    )
)
def test_any_string_of_figures_is_a_number_or_none(text):
    found = numerals.value(text)
    assert found is None or isinstance(found, (int, Fraction))
