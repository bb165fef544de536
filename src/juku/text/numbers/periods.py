"""Periods of the calendar and the arithmetic of dates that news text needs.

A period is a first and a last day, both included. The pages of a newspaper name the same days
over and over, so what is asked most is remembered.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import NamedTuple


class Period(NamedTuple):
    """Days ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date


_remember = lru_cache(maxsize=1 << 12)


@_remember
def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    return (
        dt.MINYEAR <= year <= dt.MAXYEAR
        and 1 <= month <= 12
        and 1 <= day <= calendar.monthrange(year, month)[1]
    )


@_remember
def day(year: int, month: int, number: int) -> Period:
    """One day."""
    only = dt.date(year, month, number)
    return Period(only, only)


@_remember
def months(year: int, first: int, last: int) -> Period:
    """Months ``first`` to ``last`` of a year.

    >>> months(2024, 1, 2).last
    datetime.date(2024, 2, 29)
    """
    return Period(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


@_remember
def years(first: int, last: int) -> Period:
    """Whole years ``first`` to ``last``."""
    return Period(dt.date(first, 1, 1), dt.date(last, 12, 31))


def third(first: dt.date, name: str) -> Period:
    """上旬, 中旬 or 下旬 of the month of ``first``: days 1 to 10, 11 to 20, 21 to the last.

    >>> third(dt.date(2024, 2, 1), "下").last.day
    29
    """
    start = {"上": 1, "中": 11, "下": 21}[name]
    whole = months(first.year, first.month, first.month)
    last = whole.last.day if name == "下" else start + 9
    return Period(whole.first.replace(day=start), whole.first.replace(day=last))


def decade(first: int) -> Period:
    """Ten years from ``first``: 80年代 is 1980 to 1989."""
    return years(first, first + 9)


def century(number: int) -> Period:
    """The 20th century is 1901 to 2000."""
    return years(number * 100 - 99, number * 100)


@_remember
def week(within: dt.date, offset: int = 0) -> Period:
    """Monday to Sunday of the week ``offset`` weeks after that of ``within``."""
    monday = within - dt.timedelta(days=within.weekday()) + dt.timedelta(weeks=offset)
    return Period(monday, monday + dt.timedelta(days=6))


@_remember
def in_week(within: dt.date, offset: int, first: int, last: int) -> Period:
    """Days ``first`` to ``last`` of such a week, Monday being 0.

    >>> in_week(dt.date(2024, 11, 4), 0, 5, 6).first
    datetime.date(2024, 11, 9)
    """
    monday = week(within, offset).first
    return Period(monday + dt.timedelta(days=first), monday + dt.timedelta(days=last))


@_remember
def shift(from_day: dt.date, count: int, unit: str) -> dt.date:
    """``from_day`` moved by ``count`` of "day", "week", "month" or "year".

    A day that the month lacks becomes its last; None is never returned, years stay in range.

    >>> shift(dt.date(2024, 3, 31), -1, "month"), shift(dt.date(2024, 2, 29), 1, "year")
    (datetime.date(2024, 2, 29), datetime.date(2025, 2, 28))
    """
    if unit in ("day", "week"):
        return from_day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    index = from_day.year * 12 + from_day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(from_day.day, last))


def containing(a_day: dt.date, unit: str) -> Period:
    """The calendar unit that holds ``a_day``; a week counts as the day itself."""
    if unit == "year":
        return years(a_day.year, a_day.year)
    if unit == "month":
        return months(a_day.year, a_day.month, a_day.month)
    return Period(a_day, a_day)


def plan(number: int) -> Period:
    """The years of a five-year plan of China: the first is 1953 to 1957, the 14th 2021 to 2025.

    The third began in 1966, after three years without one.
    """
    start = 1953 + 5 * (number - 1) + (3 if number > 2 else 0)
    return years(start, start + 4)


@_remember
def resolve_year(month: int, day: int, reference: dt.date, *, past: bool = False) -> int:
    """The year that a day printed without one most likely has.

    In running text the reference's year, unless that lies more than half a year ahead (a
    December day in a January paper), then the one before. With ``past`` (datelines: a paper
    prints what was sent before it) the latest year that is at most three days after the
    reference, which may be an inferred one; a 29 February goes to the latest leap year.

    >>> resolve_year(12, 23, dt.date(2025, 1, 3))
    2024
    >>> resolve_year(11, 5, dt.date(2024, 11, 4)), resolve_year(
    ...     11, 5, dt.date(2024, 11, 4), past=True
    ... )
    (2024, 2024)
    >>> resolve_year(12, 23, dt.date(2024, 11, 4), past=True)
    2023
    """
    ahead = dt.timedelta(days=3 if past else 183)
    limit = reference + ahead if dt.date.max - ahead > reference else dt.date.max
    year = limit.year if past else reference.year
    while not is_day(year, month, day) or dt.date(year, month, day) > limit:
        year -= 1
    return year
