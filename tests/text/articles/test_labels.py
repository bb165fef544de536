"""What stands over and under a headline goes to its article, and what only looks so does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from juku.records import Curation
from juku.text.pages import read_page

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "layout" / "headed.json").read_text("utf-8")
)


def told(article, page):
    """An article as the cases have it."""
    of = {}
    for unit in article.units:
        of.setdefault(unit.role, []).append(unit.text(page))
    lone = {role: "".join(of[role]) for role in ("column", "subtitle") if role in of}
    headings = {"headings": of["heading"]} if "heading" in of else {}
    title = "".join(of["title"]) if "title" in of else None
    body = of.get("body", [])
    return {**lone, **headings, "title": title, "credit": article.credit, "body": body}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_stands_around_a_headline_is_of_its_article(case):
    reading = read_page(case["page"], Curation())
    assert [told(article, case["page"]) for article in reading.articles] == case["articles"]


def test_a_kicker_between_a_label_and_a_headline_is_no_headline():
    page = (
        "**新华视点**\n\n## 走基层 看变化\n\n# 夜班公交开进城中村\n\n"
        "末班车刚刚进站，等车的人排起了队。\n"
    )
    reading = read_page(page, Curation(frozenset({"新华视点"})))
    assert [told(article, page) for article in reading.articles] == [
        {
            "column": "新华视点",
            "subtitle": "走基层 看变化",
            "title": "夜班公交开进城中村",
            "credit": None,
            "body": ["末班车刚刚进站，等车的人排起了队。"],
        }
    ]
