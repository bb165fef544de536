"""Dates and periods in news text, resolved against the article's date."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from juku.text import numerals

_FIGURE = "0-9０-９〇○零一二三四五六七八九十廿卅"
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
        if isinstance(month, int) and isinstance(day, int) and not isinstance(year, float):
            whole = year if isinstance(year, int) else None
            if _is_day(whole if whole is not None else 2000, month, day):
                return MonthDay(found.start(), found.end(), whole, month, day)
    return None


def resolve_year(month: int, day: int, reference: dt.date, *, past: bool = False) -> int:
    """The year that a day printed without one most likely has.

    In running text the reference's year, unless that lies more than half a year ahead (a
    December day in a January paper), then the one before. With ``past`` (datelines: a paper
    prints what was sent before it) the latest year that is at most three days after the
    reference, which may be an inferred one; a 29 February goes to the latest leap year.

    >>> import datetime as dt
    >>> resolve_year(12, 23, dt.date(2025, 1, 3))
    2024
    >>> resolve_year(11, 5, dt.date(2024, 11, 4)), resolve_year(
    ...     11, 5, dt.date(2024, 11, 4), past=True
    ... )
    (2024, 2024)
    >>> resolve_year(12, 23, dt.date(2024, 11, 4), past=True)
    2023
    """
    limit = reference + dt.timedelta(days=3 if past else 183)
    year = limit.year if past else reference.year
    while not _is_day(year, month, day) or dt.date(year, month, day) > limit:
        year -= 1
    return year


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
