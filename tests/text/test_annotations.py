"""The tables of docs/annotations.md say what is read."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from juku.text.numbers import dates, quantities
from juku.text.quotations import quotes

DOC = (Path(__file__).parents[2] / "docs" / "annotations.md").read_text("utf-8")
MONDAY = dt.date(2024, 11, 4)
NONE = "–"


def rows(table):
    """The rows of the table behind a mark, each as its text and its other cells."""
    lines = re.search(rf"<!-- {table} -->\n((?:\|.*\n)+)", DOC)[1].splitlines()[2:]
    read = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [pytest.param(text, said, id=text) for text, *said in read]


def cells(found):
    """As a table has what was found: one thing behind another, a dash for nothing."""
    return [
        " / ".join(NONE if value is None else str(value) for value in column)
        for column in zip(*found, strict=True)
    ]


@pytest.mark.parametrize(("text", "said"), rows("quotations"))
def test_quotations(text, said):
    found = [(text[q.start : q.end], q.speaker) for q in quotes.find(text)]
    assert said == (cells(found) or [NONE] * 2)


@pytest.mark.parametrize(("text", "said"), rows("quantities"))
def test_quantities(text, said):
    found = [
        (text[q.start : q.end], f"{q.value:.12g}", q.value_to and f"{q.value_to:.12g}", q.kind,
         q.unit, q.approx)
        for q in quantities.find(text)
    ]  # fmt: skip
    assert said == (cells(found) or [NONE] * 6)


@pytest.mark.parametrize(("text", "said"), rows("dates"))
def test_dates(text, said):
    found = [
        (text[d.start : d.end], d.date_from, d.date_to, "vague" if d.vague else d.granularity)
        for d in dates.find(text, MONDAY)
    ]
    assert said == (cells(found) or [NONE] * 4)
