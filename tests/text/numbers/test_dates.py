"""Dates: hand-made cases, helpers for bylines, and laws on any text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_cases import ReadingCases
from steps import check_growth

from juku import contract
from juku.text.numbers import dates
from juku.text.vocabulary.joined import join

CASES = ReadingCases("dates")
REFERENCE = dt.date(2024, 11, 4)
PIECES = (
    "年月日号至到今明昨去本上下周星期世纪代前后近来以初底末旬01"
    "23456789一二三十两〇廿-—/.“”个天度半季第几多１ "
)
news_like = st.text(st.sampled_from(PIECES), max_size=24) | st.text(max_size=40)


def _expected(case):
    at, found = 0, []
    for item in case["dates"]:
        start = case["text"].index(item["slice"], at)
        at = start + len(item["slice"])
        found.append((start, at, item["from"], item["to"], item.get("vague", False)))
    return found


@pytest.mark.parametrize("case", CASES.params())
def test_a_case_gives_exactly_its_dates(case):
    read = dates.find(case["text"], dt.date.fromisoformat(case["reference"]))
    shown = [
        (d.start, d.end, d.date_from and str(d.date_from), d.date_to and str(d.date_to), d.vague)
        for d in read
    ]
    assert shown == _expected(case)


def test_the_contract_names_every_kind_that_a_case_has():
    told = {field.name: field.description for field in contract.table("sentences").fields}
    cases = [case for param in CASES.params() for case in param.values]
    kinds = {date.granularity for case in cases for date in dates.find(case["text"], REFERENCE)}
    assert {"third", "half", "months"} <= kinds
    assert {kind for kind in kinds if f" {kind}" not in told["date_kind"]} == set()


@given(news_like, st.none() | st.dates())
@settings(max_examples=400, deadline=None)
def test_spans_are_in_order_apart_inside_and_days_in_order(text, reference):
    at = 0
    for date in dates.find(text, reference):
        assert at <= date.start < date.end <= len(text)
        assert (date.date_from is None) == (date.date_to is None)
        if date.date_from is not None:
            assert date.date_from <= date.date_to
        at = date.end


@given(st.lists(st.tuples(news_like, st.none() | st.dates()), max_size=6))
@settings(max_examples=300, deadline=None)
def test_texts_read_together_are_read_as_alone(pairs):
    joined = join([text for text, _ in pairs])
    alone = [
        date.moved(start)
        for start, (text, day) in zip(joined.starts.tolist(), pairs, strict=False)
        for date in dates.find(text, day)
    ]
    assert dates.find_all(joined, [day for _, day in pairs]) == alone


@pytest.mark.parametrize(
    "piece",
    ["1", "三", "2024年", "5日至", "1-", "上", "近", "“三", "十年前", "1 ",
     "一、", "2024、"],
)  # fmt: skip
def test_the_work_for_a_long_run_grows_with_its_length(piece, in_seconds):
    def find(size):
        dates.find(piece * (size // len(piece)), REFERENCE)

    check_growth(find)
    find(100_000)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_written_in_full_is_that_day_whatever_the_reference(day):
    digits = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
    year = "".join(digits[c] for c in str(day.year))
    for text in (f"{day.year}年{day.month}月{day.day}日", f"{year}年{day.month}月{day.day}日"):
        [found] = dates.find(text, REFERENCE)
        assert (found.date_from, found.date_to, found.end) == (day, day, len(text))


def test_without_a_reference_a_relative_day_is_found_and_has_no_days():
    [found] = dates.find("他昨天抵达")
    assert (found.start, found.end, found.date_from, found.vague) == (1, 3, None, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新华社北京11月4日电", (5, 10, None, 11, 4)),
        ("新华社北京十二月二十三日电", (5, 12, None, 12, 23)),
        ("本报２０２４年１月５日讯", (2, 11, 2024, 1, 5)),
        ("二〇二四年十月三十一日", (0, 11, 2024, 10, 31)),
        ("13月40日", None),
        ("北京电", None),
    ],
)
def test_month_day_reads_a_printed_day(text, expected):
    found = dates.month_day(text)
    assert (None if found is None else tuple(found)) == expected


@given(st.dates(dt.date(2000, 1, 10), dt.date(2100, 12, 31)), st.integers(0, 300))
def test_a_dateline_up_to_300_days_old_gets_its_own_year(published, age):
    sent = published - dt.timedelta(days=age)
    assert dates.resolve_year(sent.month, sent.day, published, past=True) == sent.year


def test_a_leap_day_goes_to_a_leap_year():
    assert dates.resolve_year(2, 29, dt.date(2026, 5, 1), past=True) == 2024
