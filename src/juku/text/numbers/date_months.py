"""Dates written with a month or in figures: a reader for each kind."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from juku.text.numbers import periods
from juku.text.numbers.date_days import (
    JOIN,
    MORE,
    Days,
    N,
    days_at,
    figure,
    goes_on,
    in_range,
    period_of,
    relative_month,
)
from juku.text.numbers.date_words import CHINESE, Said

if TYPE_CHECKING:
    from juku.text.numbers.date_words import Told
    from juku.text.numbers.periods import Period


_MONTH = re.compile(
    rf" ?(?:(?P<m>{N}|元) ?月份?(?![龄球亮租薪]|革命|起义|流火)"
    r"|(?P<rel>本|上上?个?|下下?个?|这个?)月份?(?![球亮饼]))"
)
_THIRD = re.compile(r"(?P<t>[上中下])旬")
_EDGE = re.compile(r"初(?![中期步级始心次一二三四五六七八九十])|底|末(?!端)|早些时候|晚些时候")
_BEHIND_MONTH = frozenset("上中下初底末早晚")
"""What a third or an edge of a month begins with."""
_ISO = re.compile(
    r"(?P<y>[12][0-9]{3})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9.])"
)
_MONTHS_FROM = re.compile(
    rf" ?(?P<from>{N}|元)(?:(?: ?月)?{JOIN}|(?P<next>、))(?=(?:{N}) ?月)(?!(?:{N}) ?月(?:{N}) ?日)"
)
_MONTHS_LISTED = re.compile(
    rf"(?P<months>(?P<first>{N}){MORE}) ?月份?(?![龄球亮租薪]|(?:{N}) ?[日号])"
)
_EDGE_BARE = re.compile(
    r"(?P<unit>[年月])(?:初(?![中期步级始心次一二三四五六七八九十])|底|末)|岁末"
)
_NO_EDGE_BEHIND = frozenset("0123456789" + CHINESE + "每几两数多个")


_SET = ("将于", "定于", "拟于", "将在")
_SET_ENDS = frozenset("于在")
_ONCE = ("原定于", "曾定于")
"""What says that something was set for a day, and is not any more."""
_SLACK = dt.timedelta(days=31)
"""So long ago is still near: 会议定于5日 in a paper of the 6th."""
_SENTENCE = re.compile(f"(?:徒刑|拘役|缓刑|判刑|刑期)(?:[0-9{CHINESE}]{{1,3}}年)?$")
_SENTENCE_ENDS = frozenset("刑役期年")
_SENTENCE_REACH = 6
"""Before the months that a sentence of prison lasts: 有期徒刑7月."""
_MONEY_BEFORE = frozenset("0123456789百千万亿两几数多余美欧日港澳韩加新单每公" + CHINESE)
"""What makes 元 before 月 money: 三千元月薪."""


def iso(text: str, at: int, told: Told) -> Said | None:
    """2024-11-05, 2024/11/5, 2024.11.05."""
    found = _ISO.match(text, at)
    if found is None:
        return None
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if not periods.is_day(year, month, day):
        return None
    period = periods.day(year, month, day)
    _tell(told, year, month, period)
    return Said(found.end(), period, "day")


def _tell(told: Told, year: int | None, month: int | None, period: Period | None) -> None:
    told.year, told.month = year, month
    told.last = period.last if period else None


def from_month(text: str, at: int, told: Told) -> Said | None:
    """11月, 元月, 1至10月, 7、8月, 本月15日, 11月5—10日, 10月下旬 of the year told before."""
    before = text[at - 1]
    if text[at] == "元" and before in _MONEY_BEFORE:
        return None
    if before in _SENTENCE_ENDS and _SENTENCE.search(text, max(0, at - _SENTENCE_REACH), at):
        return None
    if before in _SET_ENDS and text.endswith(_SET, 0, at) and not text.endswith(_ONCE, 0, at):
        return _to_come(text, at, told)
    return months(text, at, told.year, told)


def _to_come(text: str, at: int, told: Told) -> Said | None:
    """A month or day for which something is set: 将于9月, 定于2月26日, not of a year gone by."""
    reference = told.reference
    if reference is None:
        return months(text, at, told.year, told)
    year = None if told.year is not None and told.year < reference.year else told.year
    said = months(text, at, year, told)
    if said is None or said.period is None or said.period.last >= reference - _SLACK:
        return said
    return months(text, at, said.period.first.year + 1, told)


def listed(text: str, at: int, told: Told) -> Said | None:
    """10、11、12月, one stretch of months; of 3、5、8月, which are apart, the first."""
    found = _MONTHS_LISTED.match(text, at)
    if found is None:
        return None
    numbers = [figure(month) for month in found["months"].split("、")]
    first, last = numbers[0], numbers[-1]
    one_stretch = numbers == list(range(first, last + 1))
    if not (one_stretch or len(numbers) > 2 or goes_on(text, at)):
        return None  # 1、5月 may be the first entry of a list.
    if numbers != sorted(numbers) or not 1 <= first <= last <= 12:
        return None
    year = told.year
    if year is None and told.reference is not None:
        year = _likely_year(first, None, told.reference, told.ahead)
    end, last = (found.end(), last) if one_stretch else (found.end("first"), first)
    period = None if year is None else periods.months(year, first, last)
    _tell(told, year, last, period)
    return Said(end, period, "month")


def months(
    text: str, end: int, year: int | None, told: Told, *, printed: bool = False
) -> Said | None:
    """As ``from_month``, of ``year``; with ``printed`` it stands right before."""
    found, start = in_range(_MONTH, _MONTHS_FROM, text, end)
    if found is None or (printed and found["rel"]):
        return None
    month = figure(found["m"]) if found["m"] else None
    if month == -1 and found["m"] == "元":
        month = 1
    if month is not None and not 1 <= month <= 12:
        return None
    days = days_at(text, found.end())
    if month is None:
        year, month = relative_month(found["rel"], told.reference)
    elif year is not None and not printed and days and (told.month, month) == (12, 1):
        year += 1
    elif year is None and not printed and told.reference is not None:
        year = _likely_year(month, days, told.reference, told.ahead)
    if start is None or days is not None or month is None:
        return _in_month(text, found.end(), (year, month), days, told)
    first = 1 if start["from"] == "元" else figure(start["from"])
    if 1 <= month < first <= 12 and "月" in start[0]:
        return _over_the_year(found.end(), first, month, told, year if printed else told.year)
    if not 1 <= first <= month or (start["next"] and first + 1 != month):
        return None
    period = None if year is None else periods.months(year, first, month)
    _tell(told, year, month, period)
    return Said(found.end(), period, "month")


def _over_the_year(end: int, first: int, last: int, told: Told, year: int | None) -> Said:
    """From a month of one year to a month of the next: 11月至2月."""
    if year is None and told.reference is not None:
        year = _likely_year(first, None, told.reference, told.ahead)
    period = None
    if year is not None:
        both = periods.months(year, first, first), periods.months(year + 1, last, last)
        period = periods.Period(both[0].first, both[1].last)
    _tell(told, None if year is None else year + 1, last, period)
    return Said(end, period, "month")


def _likely_year(month: int, days: Days | None, reference: dt.date, ahead: int | None) -> int:
    """The year of a month; with ``days`` the year told ahead, if the day is nearer to it there."""
    day = days.last if days and periods.is_day(2000, month, days.last) else 1
    if days and (reference.month, month) == (12, 1) and day <= reference.day:
        return reference.year + 1
    year = periods.resolve_year(month, day, reference)
    if days and ahead and periods.is_day(ahead, month, day):
        there = dt.date(ahead, month, day) - reference
        return ahead if there < abs(reference - dt.date(year, month, day)) else year
    return year


def _in_month(
    text: str, end: int, where: tuple[int | None, int | None], days: Days | None, told: Told
) -> Said | None:
    """What stands behind a month: days, a third, an edge, or nothing."""
    year, month = where
    known = year is not None and month is not None
    if days is not None:
        period = period_of(2000 if year is None else year, month or 1, days)
        if period is None:
            return None
        _tell(told, year, month, period if known else None)
        return Said(days.end, period if known else None, "day")
    whole = periods.months(year, month, month) if year is not None and month is not None else None
    _tell(told, year, month, whole)
    if text[end] not in _BEHIND_MONTH:
        return Said(end, whole, "month")
    third = _THIRD.match(text, end)
    if third is not None:
        part = periods.third(whole.first, third["t"]) if whole else None
        return Said(third.end(), part, "third")
    edge = _EDGE.match(text, end)
    return Said(edge.end() if edge else end, whole, "month", vague=edge is not None)


def edge(text: str, at: int, told: Told) -> Said | None:
    """年底, 月初, 岁末 without their year or month."""
    found = _EDGE_BARE.match(text, at)
    if found is None or text[at - 1 : at] in _NO_EDGE_BEHIND:
        return None
    unit = "month" if found["unit"] == "月" else "year"
    whole = periods.containing(told.reference, unit) if told.reference else None
    return Said(found.end(), whole, unit, vague=True)
