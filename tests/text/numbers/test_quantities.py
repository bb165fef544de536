"""Quantities: hand-made cases and laws on any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_cases import ReadingCases
from steps import check_growth

from juku.text.numbers import dates, quantities
from juku.text.vocabulary.folding import FOLDS, fold
from juku.text.vocabulary.joined import join
from juku.text.vocabulary.tables import words

CASES = ReadingCases("quantities")
PIECES = (
    "0123456789.,%％第近约超过多余几数半一二三两十百千万亿点"
    "分之至到-—零下个名年月日人家元美公里平方米届次大以上左右$“”/壹贰"
)
news_like = st.text(st.sampled_from(PIECES), max_size=24) | st.text(max_size=40)


def _expected(case):
    at, found = 0, []
    for item in case["quantities"]:
        start = case["text"].index(item["slice"], at)
        at = start + len(item["slice"])
        kind = item.get("kind", "cardinal")
        rest = (item.get("approx"), item.get("value_to"))
        found.append((start, at, item["value"], item["unit"], kind, *rest))
    return found


@pytest.mark.parametrize("case", CASES.params())
def test_a_case_gives_exactly_its_quantities(case):
    read = [
        (q.start, q.end, q.value, q.unit, q.kind, q.approx, q.value_to)
        for q in quantities.find(case["text"])
    ]
    assert read == _expected(case)


TRADITIONAL = str.maketrans({chr(b): chr(a) for a, b in FOLDS.items() if chr(b).isalpha()})


@pytest.mark.parametrize("text", [param.values[0]["text"] for param in CASES.params()])
def test_traditional_characters_are_read_as_simplified_ones(text):
    printed = text.translate(TRADITIONAL)
    assert fold(printed) == fold(text)
    read, again = quantities.find(text), quantities.find(printed)
    assert [(q.start, q.end, q.value) for q in again] == [(q.start, q.end, q.value) for q in read]
    assert [q.unit for q in again] == [q.unit and q.unit.translate(TRADITIONAL) for q in read]


@given(news_like)
@settings(max_examples=600, deadline=None)
def test_spans_are_in_order_apart_and_inside_and_ranges_go_up_or_away_from_zero(text):
    at = 0
    for quantity in quantities.find(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert isinstance(quantity.value, float)
        if quantity.value_to is not None:
            low, high = quantity.value, quantity.value_to
            assert low < high or (low < 0 and abs(low) < abs(high))
        at = quantity.end


@pytest.mark.parametrize(
    ("text", "slices", "values"),
    [
        ("身高一米八的小伙子", ["一米八"], [1.8]),
        ("1米05的台阶", ["1米05"], [1.05]),
        ("以9秒58夺冠", ["9秒58"], [9.58]),
        ("约2米5左右", ["约2米5左右"], [2.5]),
        ("长5米3人抬", ["5米", "3人"], [5.0, 3.0]),
        ("长5米1日完工", ["5米"], [5.0]),
        ("两块一毛", ["两块"], [2.0]),
        ("前5米1比0", ["5米"], [5.0]),
        ("宽3米20处", ["3米", "20处"], [3.0, 20.0]),
    ],
)
def test_figures_behind_a_unit_are_parts_of_it(text, slices, values):
    found = quantities.find(text)
    assert [text[quantity.start : quantity.end] for quantity in found] == slices
    assert [quantity.value for quantity in found] == values


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("約３萬餘人", "約…餘"),
        ("大約十多萬元左右", "大約…多…左右"),
        ("近三十幾個", "近…幾"),
        ("數百名", "數"),
        ("3万余人", "余"),
    ],
)
def test_approximators_are_given_as_printed(text, approx):
    assert [quantity.approx for quantity in quantities.find(text)] == [approx]


@given(news_like)
def test_dates_found_before_change_nothing(text):
    assert quantities.find(text, dates.find(text)) == quantities.find(text)


@given(st.lists(news_like, max_size=6))
@settings(max_examples=300, deadline=None)
def test_texts_read_together_are_read_as_alone(texts):
    joined = join(texts)
    together = quantities.find_all(joined, dates.find_all(joined, [None] * len(texts)))
    starts = joined.starts.tolist()
    alone = [
        q.moved(at) for at, text in zip(starts, texts, strict=False) for q in quantities.find(text)
    ]
    assert together == alone


@given(st.integers(1, 10**12), st.sampled_from(["人", "家", "平方米", "亿元", "个百分点"]))
def test_a_plain_number_with_a_unit_has_its_value(number, unit):
    [found] = quantities.find(f"共计{number}{unit}。")
    scale = 10**8 if unit.startswith("亿") else 1
    assert (found.value, found.unit) == (float(number * scale), unit.removeprefix("亿"))


@pytest.mark.parametrize(
    "piece",
    ["1", "亿", "三", "第", "1,000", "“二个", "百分之", "1至", "二〇", "2024年", "千", "5千", "1,"],
)
def test_the_work_for_a_long_run_of_figures_grows_with_its_length(piece, in_seconds):
    def find(size):
        quantities.find(piece * (size // len(piece)))

    check_growth(find)
    find(100_000)


@pytest.mark.parametrize(
    "half",
    words("年 天 个月 小时 个小时 个多小时 月 世纪 个世纪 钟头 个钟头 公里 里地 斤 数"),
)
def test_a_half_of_what_may_be_halved_is_found(half):
    assert [quantity.value for quantity in quantities.find(f"用了半{half}。")] == [0.5]
