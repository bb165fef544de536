"""Pages by an author who had not read the rules are read as the documents say."""

from __future__ import annotations

import json
from pathlib import Path

from written import scoring

RECORDED = Path(__file__).parents[2] / "docs" / "measurements" / "layout.json"


def test_recorded_counts_are_those_of_the_pages():
    recorded = json.loads(RECORDED.read_text("utf-8"))["written"]
    assert recorded == {
        name: {"first read": first, "today": scoring.measure(name)}
        for name, first in scoring.first_read().items()
    }


def test_an_article_is_whole_with_its_headline_and_all_its_paragraphs_alone():
    page = "# 路灯亮了\n\n村口的路灯亮了。\n\n孩子们追着影子跑。\n"
    right = {"title": "路灯亮了", "paragraphs": ["村口的路灯亮了。", "孩子们追着影子跑。"]}
    counts = scoring.count(page, [right])
    assert counts == {
        "articles": 1,
        "articles_whole": 1,
        "headlines": 1,
        "paragraphs": 2,
        "paragraphs_whole": 2,
    }
    less = scoring.count(page, [{**right, "paragraphs": right["paragraphs"][:1]}])
    assert (less["articles_whole"], less["headlines"], less["paragraphs_whole"]) == (0, 1, 1)
    other = scoring.count(page, [{**right, "title": "水井通了"}])
    assert (other["articles_whole"], other["headlines"], other["paragraphs_whole"]) == (0, 0, 2)
