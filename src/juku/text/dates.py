"""Dates and periods in news text, resolved against the article's date.

Conventions:

- A span is the whole expression: ``2023年以来``, ``11月5日至10日``, ``“十四五”时期``; the hour or
  part of the day behind it is not (``11月4日`` of ``11月4日下午``), nor are 截至 and 自 before it.
- ``date_from`` and ``date_to`` are the first and last day, both included. X以来 ends on the
  article's day, 近三年来 and 未来六天 start or end there; 上世纪80年代 is 1980 to 1989.
- A day without a year or month takes them from a date printed before it in the sentence, else
  from the article's date (``resolve_year``); a weekday is that of the article's week.
- ``vague`` says that the expression does not name exact days. It then has no days (近日, 近年来,
  同年, 300多年前), or, where the calendar surely bounds it, that bound: 2023年底 and 2019年春节前夕
  have the days of their year, 上月末 those of its month.
- Without a reference a relative expression is found, and has no days.
- Not dates: durations (48小时内, 连续7年), clock times, events (党的十八大以来), a year that is no
  more than a part of a name (《报告2024》), recurring days (每年11月5日).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from juku.text import date_points, date_words, numerals, periods
from juku.text.date_days import Told
from juku.text.date_words import Said
from juku.text.folding import fold
from juku.text.periods import Period, resolve_year

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["DateRef", "MonthDay", "find", "month_day", "resolve_year"]

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


@dataclass(frozen=True, slots=True)
class DateRef:
    """A date or period that a text names, half-open span first."""

    start: int
    end: int
    date_from: dt.date | None
    """First day; None where unknown."""
    date_to: dt.date | None
    """Last day, included; None where unknown."""
    granularity: str
    """day, week, month, quarter, year, period (a stretch up to or from a day), or vague."""
    vague: bool = False
    """No exact days are named; days, if any, are a bound."""


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


_NUMERIC = "0-9〇零一二两三四五六七八九十百廿卅"
_STARTS = {
    f"[{_NUMERIC}]": rf"(?<![{_NUMERIC}第][{_NUMERIC}])[{_NUMERIC}]*[多余几来]? ?"
    r"(?:[年月日号天周]|个(?:月|星期)|世纪|季度|[-/.][0-9]|[至到—–~─\-]|[”\"」]?(?:时期|期间|以来))",
    "今": "[天日晚晨夜早年明]", "昨": "[天日晚晨夜早]", "明": "[天日晚晨夜早年]", "去": "[年今]",
    "前": "[天年不些几0-9两二三四五六七八九十一]", "后": "[天年]", "大": "[前后]", "日": "前",
    "近": "[日期年来几些数0-9两二三四五六七八九十一半]", "最": "近", "连": "[日年月]来",
    "不": "久前", "早": "些时候", "当": "[天晚日年月]", "同": "[年月日]", "次": "[日年]",
    "翌": "[日年]", "公": "元", "农": "历", "阴": "历", "民": "国", "本": "[年月周季世星]",
    "这": "[个月周几些星]", "上": "[个月周上季半世星]", "下": "[个月周季半星]", "礼": "拜",
    "周": "[一二三四五六日]", "星": "期", "过": "去", "未": "来", "此": "后", "年": "[初底末]",
    "月": "[初底末]", "岁": "末", "头": "[0-9两三]", "首": "季", "第": "[一二三四1-4]季",
    "“": "[一二三四五六七八九十]", "「": "[一二三四五六七八九十]", "半": "年[多之以前后]",
    "几": "[年天个日周十百]", "数": "[年天个日月周十百]", "多": "年[前来]",
}  # fmt: skip
_START = re.compile(
    "["
    + "".join(first.strip("[]") for first in _STARTS)
    + "](?:"
    + "|".join(f"(?<={first}){rest}" for first, rest in _STARTS.items())
    + ")"
)
"""Where a date may start. One set of first characters, so that the scan stays fast."""
_TO = re.compile(r" ?(?:(?P<now>至今(?![年天日晚]))|至|到|—{1,2}|–|-|~|─{1,2}) ?")
_LOOSE = ("period", "vague")


def find(text: str, reference: dt.date | None = None) -> list[DateRef]:
    """The dates and periods in ``text``, in order and apart.

    >>> import datetime as dt
    >>> [date] = find("将于11月5日至10日在上海举行", dt.date(2024, 11, 4))
    >>> str(date.date_from), str(date.date_to), date.granularity
    ('2024-11-05', '2024-11-10', 'day')
    """
    view = fold(text)
    found: list[DateRef] = []
    told = Told(reference)
    at = 0
    while (start := _START.search(view, at)) is not None:
        said = _expression(view, start.start(), told)
        if said is None:
            at = start.start() + 1
            continue
        first, last = said.period or (None, None)
        found.append(DateRef(start.start(), said.end, first, last, said.granularity, said.vague))
        at = said.end
    return found


def _expression(text: str, at: int, told: Told) -> Said | None:
    """The date, range of dates or X以来 that starts at ``at``; nothing recurring."""
    if text.endswith(("每年", "每月", "每周", "每"), 0, at):
        return None
    first = _point(text, at, told)
    if first is None or first.granularity in _LOOSE:
        return first
    join = _TO.match(text, first.end)
    if join is not None:
        whole = _range(text, first, join, told)
        if whole is not None:
            return whole
    if text.startswith("以来", first.end):
        told.year = told.month = None
        return _until(first, first.end + 2, told.reference)
    return first


def _point(text: str, at: int, told: Told) -> Said | None:
    relative = date_words.read(text, at, told.reference, told.last)
    return relative or date_points.read(text, at, told)


def _until(first: Said, end: int, last: dt.date | None) -> Said:
    """From ``first`` to the article's day."""
    if first.period is None or last is None or last < first.period.first:
        return Said(end, None, "period", vague=first.vague)
    return Said(end, Period(first.period.first, last), "period", vague=first.vague)


def _range(text: str, first: Said, join: re.Match[str], told: Told) -> Said | None:
    """``first`` joined to the date behind 至; a month that has passed is next year's."""
    if join["now"]:
        return _until(first, join.end(), told.reference)
    second = _point(text, join.end(), replace(told))
    if second is None or second.granularity in _LOOSE:
        return None
    if first.period is None or second.period is None:
        return Said(second.end, None, first.granularity)
    last = second.period.last
    if last < first.period.first:
        last = periods.shift(last, 1, "year")
    if last < first.period.first:
        return None
    period = Period(first.period.first, last)
    return Said(second.end, period, first.granularity, vague=first.vague or second.vague)
