"""Dates and periods in news text, resolved against the article's date.

Conventions:

- A span is the whole expression: ``2023年以来``, ``11月5日至10日``, ``“十四五”时期``; the hour or
  part of the day behind it is not (``11月4日`` of ``11月4日下午``), nor are 截至 and 自 before it.
- ``date_from`` and ``date_to`` are the first and last day, both included. X以来 ends on the
  article's day, 近三年来 and 未来六天 start or end there; 上世纪80年代 is 1980 to 1989.
- A day without a year or month takes them from a date printed before it in the sentence, else
  from the article's date (``resolve_year``); a January day behind one of December, or in a
  December paper and soon ahead, is the next year's, and a day is of a later year named before it
  where it is nearer there. What is set for a month or day (将于9月, 定于6月5日) is not of a year
  gone by. A weekday is that of the article's week.
- ``vague`` says that the expression does not name exact days. It then has no days (近日, 近年来,
  同年, 300多年前), or, where the calendar surely bounds it, that bound: 2023年底 and 2019年春节前夕
  have the days of their year, 上月末 those of its month.
- Neighbours side by side are one expression from the first to the last: 9月28、29日, 七、八月,
  第一、二季度, 八、九十年代, 今明两天, 2021、2022、2023年. What is apart is a date each: the 5月3
  and the 8日 of 5月3、8日. 1984—85年 ends in the century that it began in; 九七年 is 1997, but
  七八年 may be seven or eight years, and is no date.
- Years of the Republic of China (民國110年至113年, and 113年12月 without its name) and those of
  Japan's eras since 1873 (令和6年) are the calendar's. 1991年农历正月十六 is of its year, unless
  the lunar year's last months may be of the next.
- 昨（12）日 and 去（112）年 are the day and year in the brackets, and 昨 alone is yesterday.
  A weekday right behind the day that it falls on is that day.
- 上年 is the year before one that the text is about, which is not always the article's: vague, as
  are days of the lunar calendar (正月十五, 九月廿六), fiscal and school years (2024财年第二财季,
  2024至25年度, 令和6年度, 113學年), and lengths that are not certain (三十多年来, 未来3至5年,
  两三年前, 半个月前) or of a thousand years and more. 2024年度 is the year, as China's law has it.
- Without a reference a relative expression is found, and has no days.
- Not dates: durations (48小时内, 连续7年), clock times, events (党的十八大以来), what is no more
  than a part of a name (《报告2024》, 十月革命), recurring days (每年11月5日), festivals without
  their year (国庆假期, 大年初一), years of an emperor's reign (光绪三十一年).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from juku import compiled
from juku.text.numbers import date_starts, numerals, periods
from juku.text.numbers.date_days import JOINS, days_at
from juku.text.numbers.date_words import Said, Told
from juku.text.numbers.periods import Period, resolve_year
from juku.text.vocabulary.joined import join

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from juku.text.vocabulary.joined import Joined

__all__ = ["DateRef", "MonthDay", "find", "find_all", "month_day", "resolve_year"]

_KERNEL = compiled.kernel("dates")
"""The loop of ``find_all`` over the places where a date may start."""

_CHINESE = "〇零一二三四五六七八九十廿卅"
_FIGURE = "0-9０-９○" + _CHINESE
_MONTH_DAY = re.compile(
    rf"(?:(?<![{_FIGURE}])(?P<year>[0-9０-９]{{4}}|[〇○零一二三四五六七八九]{{4}})年)?"
    rf"(?<![{_FIGURE}])(?P<month>[{_FIGURE}]{{1,3}})月(?P<day>[{_FIGURE}]{{1,3}})(?:日|号|號)"
)


class MonthDay(NamedTuple):
    """A printed day: where it stands, and what it says."""

    start: int
    end: int
    year: int | None
    month: int
    day: int


class DateRef(NamedTuple):
    """A date or period that a text names, half-open span first."""

    start: int
    end: int
    date_from: dt.date | None
    """First day; None where unknown."""
    date_to: dt.date | None
    """Last day, included; None where unknown."""
    granularity: str
    """day, week, third (of a month), month, quarter, half (of a year), months (of a year, from its
    first), year, period (a stretch up to or from a day), or vague.
    """
    vague: bool = False
    """No exact days are named; days, if any, are a bound."""

    def moved(self, by: int) -> DateRef:
        """The same as far from here as ``by`` says."""
        return self._replace(start=self.start + by, end=self.end + by)


def month_day(text: str, start: int = 0) -> MonthDay | None:
    """The first day written out in ``text`` at or after ``start``, in either kind of figures.

    >>> month_day("新华社北京十二月二十三日电")
    MonthDay(start=5, end=12, year=None, month=12, day=23)
    >>> month_day("二〇二四年11月4日")
    MonthDay(start=0, end=10, year=2024, month=11, day=4)
    """
    for found in _MONTH_DAY.finditer(text, start):
        month, day = numerals.value(found["month"]), numerals.value(found["day"])
        year = numerals.value(found["year"]) if found["year"] else None
        whole = year if isinstance(year, int) else None
        if not isinstance(month, int) or not isinstance(day, int):
            continue
        if periods.is_day(2000 if whole is None else whole, month, day):
            return MonthDay(found.start(), found.end(), whole, month, day)
    return None


_TO = re.compile(r" ?(?:(?P<now>至今(?![年天日晚]))|至|到|—{1,2}|–|-|~|─{1,2}) ?")
_WEEKDAY = re.compile("周|星期|礼拜")
_BARE_DAY = re.compile(f"[{_FIGURE}]{{1,3}}[日号]")
_EVERY = ("每逢", "每年", "每月", "每周", "每", "每年的", "每月的", "每周的")
"""What stands before days of every year, month or week: 每年4月至6月, 每周三至周日."""
_EVERY_ENDS = "每年月周的逢"
_GOES_ON = JOINS + "以"
"""Behind these a date may go on, as a range or up to the article's day."""
_UNKNOWN = (None, None)
_LOOSE = ("period", "vague")


def find(text: str, reference: dt.date | None = None) -> list[DateRef]:
    """The dates and periods in ``text``, in order and apart.

    >>> import datetime as dt
    >>> [date] = find("将于11月5日至10日在上海举行", dt.date(2024, 11, 4))
    >>> str(date.date_from), str(date.date_to), date.granularity
    ('2024-11-05', '2024-11-10', 'day')
    """
    return [date.moved(-1) for date in find_all(join([text]), [reference])]


def find_all(texts: Joined, references: Sequence[dt.date | None]) -> list[DateRef]:
    """What ``find`` finds in each text with its reference; spans are of the whole."""
    if _KERNEL is None:
        return _find_all(texts, references)
    places = (date_starts.worded(texts), *date_starts.runs(texts), texts.starts)
    found: list[DateRef] = _KERNEL.find(
        (texts.view, list(references)),
        tuple(np.ascontiguousarray(each, np.int64) for each in places),
        (date_starts.NUMBERED, date_starts.BY_WORD, date_starts.BY_UNIT, _EVERY_ENDS, _GOES_ON),
        (Told, _of_every, _carried_on),
        DateRef,
    )
    return found


def _find_all(texts: Joined, references: Sequence[dt.date | None]) -> list[DateRef]:
    """As ``find_all``, not compiled."""
    view = texts.view
    found: list[DateRef] = []
    places = date_starts.places(texts)
    row = end = -1
    told = Told(None)
    for at, its_row in zip(places, texts.rows(places).tolist(), strict=True):
        if at < end:
            continue
        if its_row != row:
            row = its_row
            told = Told(references[row])
        every = _of_every(view, at, told) if view[at - 1] in _EVERY_ENDS else None
        if every is not None:
            end = max(end, every)
            continue
        said = _expression(view, at, told)
        if said is not None:
            end, period, granularity, vague = said
            first, last = period or _UNKNOWN
            # As DateRef(...) in half the time.
            found.append(tuple.__new__(DateRef, (at, end, first, last, granularity, vague)))
    return found


def _of_every(view: str, at: int, told: Told) -> int | None:
    """Where 每月5、15、25日 ends, whose days start at ``at``; there where none do.

    None where what stands before them does not say that they are of every year, month or week.
    """
    if not view.endswith(_EVERY, 0, at):
        return None
    end = at - 1
    while end < at:
        recurring = _expression(view, at, replace(told)) or days_at(view, at)
        end = recurring.end if recurring else at
        at = end + 1 if recurring and view[end] == "、" else end
    return end


def _expression(text: str, at: int, told: Told) -> Said | None:
    """The date, range of dates or X以来 that starts at ``at``."""
    first = date_starts.read(text, at, told)
    if first is None or text[first.end] not in _GOES_ON:
        return first
    return _carried_on(text, first, told)


def _carried_on(text: str, first: Said, told: Told) -> Said:
    """``first``, or the range of dates or X以来 that it starts."""
    if first.granularity in _LOOSE:
        return first
    join = _TO.match(text, first.end) if text[first.end] in JOINS else None
    if join is not None:
        whole = _range(text, first, join, told)
        if whole is not None:
            return whole
    if text[first.end] == "以" and text[first.end + 1] == "来":
        told.year = told.month = None
        return _until(first, first.end + 2, told.reference)
    return first


def _until(first: Said, end: int, last: dt.date | None) -> Said:
    """From ``first`` to the article's day."""
    if first.period is None or last is None or last < first.period.first:
        return Said(end, None, "period", vague=first.vague)
    return Said(end, Period(first.period.first, last), "period", vague=first.vague)


def _turns(printed: str) -> str:
    """Of what the one is meant that comes next, where a range seems to end before it begins."""
    if _WEEKDAY.match(printed) is not None:
        return "week"
    return "month" if _BARE_DAY.fullmatch(printed) is not None else "year"


def _range(text: str, first: Said, join: re.Match[str], told: Told) -> Said | None:
    """``first`` joined to the date behind 至; a day that has passed is the next month's."""
    if join["now"]:
        return _until(first, join.end(), told.reference)
    second = date_starts.read(text, join.end(), replace(told))
    if second is None or second.granularity in _LOOSE:
        return None
    if first.period is None or second.period is None:
        return Said(second.end, None, first.granularity)
    last = second.period.last
    if last < first.period.first:
        last = periods.shift(last, 1, _turns(text[join.end() : second.end]))
    if last < first.period.first:
        return None
    period = Period(first.period.first, last)
    return Said(second.end, period, first.granularity, vague=first.vague or second.vague)
