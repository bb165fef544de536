"""Coverage: what each publisher's days hold, so that a zero can be told from a gap.

In the table a day with a page but no article has a line with 0; a day without a page has no line.
In the chart the first is an empty frame, the second is blank.
"""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING

from juku.errors import so_many
from juku.query.answers.tables import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juku.release.facts import DayFacts, Facts

COLUMNS = ("publisher", "day", "pages", "articles", "sentences", "characters")

_CELL, _GAP, _ROW, _TOP = 12, 2, 22, 40
_MOST = 120
"""Cells a row at the most; longer ranges are shown by longer periods."""

_YEARS = {"year": 1, "decade": 10, "century": 100}


def table(facts: Facts) -> str:
    """Tab-separated: a line for every publisher and day with a page."""
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(str(getattr(day, name)) for name in COLUMNS) for day in facts.days]
    return "\n".join(lines) + "\n"


def chart(facts: Facts) -> str:
    """The table as SVG: a row a publisher, a cell a day or a longer period, darker with more."""
    unit = _unit(facts.days)
    periods = _periods(facts.days, unit)
    places = {period: place for place, period in enumerate(periods)}
    publishers = sorted({day.publisher for day in facts.days})
    left = 20 + 8 * max((display_width(p) for p in publishers), default=0)
    sums = _sums(facts.days, unit)
    most = max((articles for _, articles in sums.values()), default=0)
    cells = [
        _cell(left + places[period] * (_CELL + _GAP), _TOP + publishers.index(name) * _ROW,
              f"{name} {period}: {so_many(pages, 'pages')}, {so_many(articles, 'articles')}",
              articles / most if most else 0.0)
        for (name, period), (pages, articles) in sorted(sums.items())
    ]  # fmt: skip
    names = [
        f'<text x="10" y="{_TOP + row * _ROW + _CELL - 1}">{escape(name)}</text>'
        for row, name in enumerate(publishers)
    ]
    ends = _axis(periods, left)
    width = left + max(len(periods), 12) * (_CELL + _GAP) + 20
    height = _TOP + len(publishers) * _ROW + 30
    return _SVG.format(
        width=width, height=height, unit=unit, body="\n".join([*names, *ends, *cells])
    )


def _unit(days: Iterable[DayFacts]) -> str:
    """The shortest period of which a row has cells for the whole range."""
    dates = [day.day for day in days]
    first, last = min(dates, default=dt.date.min), max(dates, default=dt.date.min)
    span = (last - first).days + 1
    if span <= _MOST * 30:
        return "day" if span <= _MOST else "month"
    return next(unit for unit, n in _YEARS.items() if last.year // n - first.year // n < _MOST)


def _period(day: dt.date, unit: str) -> str:
    """The period that a day is of.

    >>> [_period(dt.date(1872, 4, 30), unit) for unit in ("month", "year", "decade", "century")]
    ['1872-04', '1872', '1870–1879', '1800–1899']
    """
    if unit in ("day", "month"):
        return day.isoformat()[: {"day": 10, "month": 7}[unit]]
    years = _YEARS[unit]
    first = day.year // years * years
    return f"{first:04}" if years == 1 else f"{first:04}–{first + years - 1:04}"


def _periods(days: Iterable[DayFacts], unit: str) -> list[str]:
    """Every period from the first day to the last, those without a page included."""
    dates = [day.day for day in days]
    if not dates:
        return []
    first, last = min(dates), max(dates)
    whole = (first + dt.timedelta(n) for n in range((last - first).days + 1))
    return list(dict.fromkeys(_period(day, unit) for day in whole))


def _sums(days: Iterable[DayFacts], unit: str) -> dict[tuple[str, str], tuple[int, int]]:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for day in days:
        key = (day.publisher, _period(day.day, unit))
        pages, articles = sums.get(key, (0, 0))
        sums[key] = (pages + day.pages, articles + day.articles)
    return sums


def _cell(x: int, y: int, title: str, share: float) -> str:
    opacity = 0 if share == 0 else round(0.25 + 0.75 * share, 3)
    return (
        f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" fill="#1f5fa8" '
        f'fill-opacity="{opacity}" stroke="#1f5fa8"><title>{escape(title)}</title></rect>'
    )


def _axis(periods: list[str], left: int) -> list[str]:
    if not periods:
        return []
    end = left + (len(periods) - 1) * (_CELL + _GAP) + _CELL
    marks = [f'<text x="{left}" y="{_TOP - 8}">{periods[0]}</text>']
    if len(periods) > 12:  # its name ends where its cell ends, for what is beyond is cut off
        marks.append(f'<text x="{end}" y="{_TOP - 8}" text-anchor="end">{periods[-1]}</text>')
    return marks


_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" \
viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" fill="#444">
<title>Articles by publisher and {unit}</title>
<desc>An empty frame is a {unit} with a page and no article; a blank, one without a page.</desc>
{body}
</svg>
"""
