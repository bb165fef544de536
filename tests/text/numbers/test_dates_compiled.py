"""The compiled loop over the starts of dates finds what the one in Python finds."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import numpy as np
import pytest
from both_ways import agree, agree_on_news
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_cases import ReadingCases

from juku import compiled
from juku.text.numbers import date_starts, dates
from juku.text.vocabulary.joined import join
from juku.text.vocabulary.tables import words

KERNEL = compiled.kernel("dates")
built = pytest.mark.skipif(KERNEL is None, reason="the loop of dates is not built")
TEXTS = [param.values[0]["text"] for param in ReadingCases("dates").params()]
PIECES = words(
    "每 每年 每月 的 年 月 日 号 周 周三 星期 今年 去年 上周五 本月 最近 过去三年 至 到 — - / 、 "
    "和 以来 至今 第 第三季度 一 二 十 5 12 31 2024 昨天 明日 近日 “十四五”时期 80 年代 世纪 前 "
    "后 来 多 个月 ８ 萬 𝟙 民國113年 农历正月初五 1984—85年 5、15、25日 句 。"
)
some = st.sampled_from([*PIECES, " ", "\n", "\r\n", "\0", "\ud83d"])
anything = st.text(st.characters(exclude_categories=()), max_size=9)
hostile = st.lists(st.lists(some | anything, max_size=9).map("".join), max_size=6)
DAYS = (dt.date(2024, 11, 4), None, dt.date(2024, 12, 31), dt.date(2024, 1, 8))


def _both(texts):
    """What is found with the loop compiled, and without."""
    joined, references = join(texts), [DAYS[n % len(DAYS)] for n in range(len(texts))]
    with mock.patch.object(dates, "_KERNEL", None):
        plainly = dates.find_all(joined, references)
    return dates.find_all(joined, references), plainly


@built
@given(hostile)
@settings(max_examples=1500, deadline=None)
def test_compiled_or_not_the_same_is_found(texts):
    agree(*_both(texts))


@built
def test_compiled_or_not_the_same_is_found_in_news():
    agree_on_news(*_both(TEXTS), TEXTS)


@built
def test_an_error_of_a_reader_is_its_own_and_wrong_places_are_refused():
    joined = join(["今年5月"])
    with (
        mock.patch.dict(date_starts.BY_WORD, {"今年": (mock.Mock(side_effect=LookupError("it")),)}),
        pytest.raises(LookupError, match="it"),
    ):
        dates.find_all(joined, [None])
    with pytest.raises(ValueError, match="no reference"):
        dates.find_all(joined, [])
    for at in (-1, 0, 99):
        with (
            mock.patch.object(date_starts, "worded", return_value=np.array([at])),
            pytest.raises(ValueError, match="outside the texts"),
        ):
            dates.find_all(joined, [None])
    for said, error in ((("今年",), TypeError), ((99, None, "day", False), ValueError)):
        with (
            mock.patch.dict(date_starts.BY_WORD, {"今年": (lambda *_, said=said: said,)}),
            pytest.raises(error),
        ):
            dates.find_all(joined, [None])
