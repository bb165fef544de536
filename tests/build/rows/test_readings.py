"""Columns of readings: each row holds what its text alone gives."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from juku.build.rows import readings
from juku.text.numbers import dates, quantities

DAY = dt.date(2024, 11, 4)
PIECES = ("，", "今年", "11月5日", "近2500项", "两三天", "去年", "5.2%", "一个", "至", "第七届", "")
news_like = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@given(st.lists(news_like, max_size=5))
def test_a_row_of_numbers_is_what_its_text_alone_gives(texts):
    made = readings.of_numbers(texts, [DAY] * len(texts))
    for row, text in enumerate(texts):
        found = dates.find(text, DAY)
        fields = ("start", "end", "from", "to", "kind")
        columns = [made[f"date_{field}"][row].as_py() for field in fields]
        assert list(zip(*columns, strict=True)) == [date[:5] for date in found]
        fields = ("start", "end", "value", "unit", "kind", "approx", "value_to")
        columns = [made[f"quantity_{field}"][row].as_py() for field in fields]
        assert list(zip(*columns, strict=True)) == list(map(tuple, quantities.find(text, found)))
