"""A credit goes to the article that it signs, be it printed below another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from juku.records import Curation
from juku.text.pages import read_page

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "layout" / "signed.json").read_text("utf-8")
)


def signed(page):
    return [
        ["".join(unit.text(page) for unit in one.units if unit.role == "title"), one.credit]
        for one in read_page(page, Curation()).articles
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_credit_goes_to_the_article_that_it_signs(case):
    assert signed(case["page"]) == case["signed"]
