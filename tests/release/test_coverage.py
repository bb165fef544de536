"""What each publisher's days hold, as a table and as a chart, of days that are written out here."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest

from juku.release import coverage
from juku.release.facts import DayFacts

FIRST = dt.date(2024, 1, 31)


def of(*days):
    return SimpleNamespace(days=days)


def day(after, publisher="a", pages=1, articles=1):
    return DayFacts(publisher, FIRST + dt.timedelta(after), pages, articles, 2, 30)


DAYS = of(day(0, pages=2, articles=4), day(2, articles=0), day(2, "b & c", articles=1))

CHART = """\
<svg xmlns="http://www.w3.org/2000/svg" width="248" height="114" viewBox="0 0 248 114" \
font-family="sans-serif" font-size="12" fill="#444">
<title>Articles by publisher and day</title>
<desc>An empty frame is a day with a page and no article; a blank, one without a page.</desc>
<text x="10" y="51">a</text>
<text x="10" y="73">b &amp; c</text>
<text x="60" y="32">2024-01-31</text>
<rect x="60" y="40" width="12" height="12" fill="#1f5fa8" fill-opacity="1.0" stroke="#1f5fa8">\
<title>a 2024-01-31: 2 pages, 4 articles</title></rect>
<rect x="88" y="40" width="12" height="12" fill="#1f5fa8" fill-opacity="0" stroke="#1f5fa8">\
<title>a 2024-02-02: 1 page, 0 articles</title></rect>
<rect x="88" y="62" width="12" height="12" fill="#1f5fa8" fill-opacity="0.438" stroke="#1f5fa8">\
<title>b &amp; c 2024-02-02: 1 page, 1 article</title></rect>
</svg>
"""


def test_a_table_has_a_line_a_day():
    assert coverage.table(DAYS) == (
        "publisher\tday\tpages\tarticles\tsentences\tcharacters\n"
        "a\t2024-01-31\t2\t4\t2\t30\na\t2024-02-02\t1\t0\t2\t30\nb & c\t2024-02-02\t1\t1\t2\t30\n"
    )


def test_a_chart_has_a_cell_a_day_with_a_page_and_a_blank_for_another():
    assert coverage.chart(DAYS) == CHART


def test_where_no_day_has_a_page_there_is_no_cell():
    made = coverage.chart(of())
    assert "<rect" not in made
    assert "<text" not in made
    assert coverage.table(of()).splitlines() == ["\t".join(coverage.COLUMNS)]


def test_where_no_page_has_an_article_every_frame_is_empty():
    assert re.findall('fill-opacity="(.*?)"', coverage.chart(of(day(0, articles=0)))) == ["0"]


UNITS = [
    (0, "day", 1), (119, "day", 120), (120, "month", 5), (3599, "month", 120), (3600, "year", 10),
    (43798, "year", 120), (43799, "decade", 13), (436_799, "decade", 120),
    (436_800, "century", 13), (2_913_064, "century", 80),
]  # fmt: skip


@pytest.mark.parametrize(("last", "unit", "cells"), UNITS)
def test_a_long_range_is_shown_by_longer_periods(last, unit, cells):
    """The cells of the first and of the last day are as many apart as periods lie between."""
    made = coverage.chart(of(day(0), day(last)))
    assert f"Articles by publisher and {unit}<" in made
    places = [int(x) for x in re.findall('<rect x="([0-9]+)"', made)]
    assert (places[-1] - places[0]) // 14 + 1 == cells
    width = int(re.search(' width="([0-9]+)"', made)[1])
    assert width == 28 + max(cells, 12) * 14 + 20


def test_days_of_a_month_are_one_cell_with_all_that_they_hold():
    made = coverage.chart(of(day(0, pages=2, articles=3), day(1), day(2, articles=4), day(200)))
    assert re.findall("<title>a (.*?)</title>", made) == [
        "2024-01: 2 pages, 3 articles", "2024-02: 2 pages, 5 articles",
        "2024-08: 1 page, 1 article",
    ]  # fmt: skip


def test_a_paper_of_a_hundred_and_fifty_years_is_shown_by_decades():
    made = coverage.chart(of(day(0), day(-151 * 365), day(-150 * 365, articles=0)))
    assert "An empty frame is a decade with a page and no article" in made
    assert re.findall("<title>a (.*?)</title>", made) == [
        "1870–1879: 2 pages, 1 article", "2020–2029: 1 page, 1 article",
    ]  # fmt: skip
    assert re.findall('<text [^>]*y="32"[^>]*>(.*?)<', made) == ["1870–1879", "2020–2029"]


@pytest.mark.parametrize(
    ("last", "ends"), [(11, [(28, 0)]), (12, [(28, 0), (28 + 13 * 14 - 2, 12)])], ids=["12", "13"]
)
def test_the_last_period_is_named_where_there_is_room(last, ends):
    made = coverage.chart(of(day(0), day(last)))
    found = re.findall('<text x="([0-9]+)" y="32"(?: text-anchor="(end)")?>(.*?)</text>', made)
    wanted = [
        (str(x), "end" if at else "", (FIRST + dt.timedelta(at)).isoformat()) for x, at in ends
    ]
    assert found == wanted


def test_the_name_of_a_publisher_does_not_run_into_its_cells():
    """A Chinese character is as wide as two letters."""
    made = coverage.chart(of(day(0, "人民日报海外版"), day(0, "xinhua")))
    assert {int(x) for x in re.findall('<rect x="([0-9]+)"', made)} == {20 + 8 * 14}
