"""Days that are printed as numbers, and the month that is meant where none is."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from juku.text.numbers import numerals, periods
from juku.text.numbers.date_words import CHINESE, Said

if TYPE_CHECKING:
    from juku.text.numbers.date_words import Told
    from juku.text.numbers.periods import Period

N = rf"[0-9]{{1,2}}|[{CHINESE}]{{1,3}}"
MORE = rf"(?:、(?:{N})){{1,30}}"
"""The others of listed days or months: a month has no more days, and a table is no list."""
_DAY = re.compile(rf" ?(?P<d>{N}) ?[日号](?![线楼])")
JOINS = " 至到—–-~─"
"""What may stand between the two ends of a range."""
JOIN = r" ?(?:至|到|—{1,2}|–|-|~|─{1,2}) ?"
_DAYS_FROM = re.compile(
    rf" ?(?P<from>{N})(?:(?: ?[日号])?{JOIN}|(?P<next>(?:{MORE})?、))(?=(?:{N}) ?[日号])"
)
_DAY_BEFORE = re.compile(r"(?:[0-9第近约续期每逾达需长满过超时个月为复留]|[为历]时)$")
_CHINESE_DAY = re.compile(rf"[{CHINESE}]{{1,3}}日")
_AS_A_DAY = re.compile(
    r"[上下]午|晚|早|凌晨|夜|傍晚|起|在|电|讯|宣布|表示|说|抵达|发表|举行|，|开幕|发布|来(?=[袭犯访电函])"
)
_DAY_AFTER = re.compile(r"[内游间之]|以[内上下]|无理由|龄|的?(?:行政|司法)?拘留")


def figure(figures: str) -> int:
    """The whole number that ``figures`` write; -1 if they write none."""
    found = numerals.value(figures)
    return found if isinstance(found, int) else -1


class Days(NamedTuple):
    """A day or days printed as numbers of a month."""

    first: int
    last: int
    end: int


def in_range(
    one: re.Pattern[str], first: re.Pattern[str], text: str, at: int
) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """What ``one`` matches at ``at``, and before it the ``first`` of a range that it may end."""
    found = one.match(text, at)
    if found is not None and text[found.end()] not in JOINS:
        return found, None
    start = first.match(text, at)
    return (found, None) if start is None else (one.match(text, start.end()), start)


_TURN, _NEAR = 20, 10
"""Days from a day of the next month to one of this, and to the article's day."""
_MAY_BE_DAY = frozenset("0123456789 " + CHINESE)


def days_at(text: str, at: int) -> Days | None:
    """The days, 5日 or 5日至7日, that are printed at ``at``; of 5、8、12日 the first."""
    if text[at] not in _MAY_BE_DAY:
        return None
    found, start = in_range(_DAY, _DAYS_FROM, text, at)
    if found is None:
        return None
    last = figure(found["d"])
    first = figure(start["from"]) if start else last
    if start is not None and start["next"]:
        numbers = [first, *(figure(day) for day in start["next"].split("、")[1:-1]), last]
        if numbers != list(range(first, last + 1)):
            return Days(first, first, start.end("from")) if numbers == sorted(numbers) else None
    if start is not None and first > last:
        # 31日至2日: into the next month, whose day is read behind this one.
        end = start.end("from")
        return Days(first, first, end + (text[end] in "日号"))
    return Days(first, last, found.end())


def period_of(year: int, month: int, days: Days) -> Period | None:
    """The period that ``days`` of a month are, None where the calendar lacks them."""
    real = periods.is_day(year, month, days.first) and periods.is_day(year, month, days.last)
    if not real or days.first > days.last:
        return None
    first = periods.day(year, month, days.first)
    if days.first == days.last:
        return first
    return periods.Period(first.first, periods.day(year, month, days.last).last)


def read_day(text: str, at: int, told: Told) -> Said | None:
    """4日, 5日至7日: of the month told before, else the nearest such day to the reference."""
    days = days_at(text, at)
    if days is None or (text[days.end - 1] != "日" and not goes_on(text, at)):
        return None
    if _DAY_BEFORE.search(text, at - 2, at) or _DAY_AFTER.match(text, days.end):
        return None
    alone = told.month is None and _CHINESE_DAY.match(text, at) is not None
    if alone and not _AS_A_DAY.match(text, days.end):
        return None
    if not 1 <= days.first <= days.last <= 31:
        return None
    where = _month_for(days.last, told)
    if where is None:
        unknown = told.reference is None and told.month is None
        return Said(days.end, None, "day") if unknown else None
    period = period_of(*where, days)
    return None if period is None else Said(days.end, period, "day")


def goes_on(text: str, at: int) -> bool:
    """Whether the figures at ``at`` go on a list of days or months: the 8 of 3月5、8、12日.

    Those of one list are written alike: 1、一号楼 is an item.
    """
    before = text[at - 2]
    listed = text[at - 1] == "、" and before in _MAY_BE_DAY and before != " "
    return listed and before.isascii() == text[at].isascii()


def _month_for(day: int, told: Told) -> tuple[int, int] | None:
    """The year and month of a day printed alone."""
    if told.year is not None and told.month is not None:
        return _month_later(day, told) or (told.year, told.month)
    reference = told.reference
    if reference is None:
        return None
    near = [relative_month(name, reference) for name in "本上下"]
    days = [dt.date(y, m, day) for y, m in near if y and m and periods.is_day(y, m, day)]
    best = min(days, key=lambda d: abs((d - reference).days), default=None)
    return None if best is None else (best.year, best.month)


def _month_later(day: int, told: Told) -> tuple[int, int] | None:
    """The month behind that of the last date, where a day is of it: 8月31日夜…，1日上午….

    The last date is of the end of its month and both are near the reference.
    """
    last, reference = told.last, told.reference
    if last is None or reference is None or last.day - day < _TURN:
        return None
    year, month = (last.year, last.month + 1) if last.month < 12 else (last.year + 1, 1)
    there = dt.date(year, month, day)
    near = max(abs(there - reference), abs(last - reference)).days <= _NEAR
    return (year, month) if near else None


def relative_month(name: str, reference: dt.date | None) -> tuple[int | None, int | None]:
    """Year and month of 本月, 上上个月, 下月; unknown without a reference."""
    if reference is None:
        return None, None
    away = name.count("下") - name.count("上")
    there = periods.shift(reference.replace(day=1), away, "month")
    return there.year, there.month
