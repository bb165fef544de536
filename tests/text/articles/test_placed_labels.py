"""A few characters in bold are the label of a column where no heading of a section stands."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

ABOVE = "# 跨江大桥通车\n\n新建的跨江大桥昨天通车，两岸居民过江不用再等轮渡。\n\n"
CREDIT = "(新华社武汉11月4日电)\n\n"
TEXT = "洛川县的苹果园里，三名大学生支起了直播用的手机架，帮果农拍短片。\n\n"
MORE = "一个秋天卖出苹果六万多斤，果农都说这些大学生来得好。\n\n"
WIRE = f"新华社西安11月4日电　{TEXT}"
HEADLINE = "# 果园里来了大学生\n\n"
BOLD = "**果园里来了大学生**\n\n"
LABEL = "**平凡英雄**\n\n"
LABELS = {
    "right above a headline": f"{ABOVE}{LABEL}{HEADLINE}{TEXT}",
    "right below a headline": f"{ABOVE}{HEADLINE}{LABEL}{TEXT}",
    "over a dateline, with the headline farther down": f"{ABOVE}{LABEL}{WIRE}{HEADLINE}{MORE}",
    "with a dot in it": f"{ABOVE}**走基层·回访**\n\n{WIRE}{HEADLINE}{MORE}",
    "behind a credit": f"{ABOVE}{CREDIT}{LABEL}{TEXT}{HEADLINE}{MORE}",
    "over a headline in bold with its byline": f"{ABOVE}{LABEL}{BOLD}本报记者 李文\n\n{TEXT}",
    "without a mark over a byline": f"{ABOVE}身边人\n\n文/李文\n\n{TEXT}{BOLD}{MORE}",
}
NONE = {
    "over text, where it heads a section": f"{ABOVE}{LABEL}{TEXT}",
    "below a headline, as others head sections": (
        f"{ABOVE}{HEADLINE}{LABEL}{TEXT}**来年再来**\n\n{MORE}"
    ),
    "too long": f"{ABOVE}**一个秋天卖出的六万斤**\n\n{HEADLINE}{TEXT}",
    "with a mark in it": f"{ABOVE}**果，红了**\n\n{HEADLINE}{TEXT}",
    "where no headline is marked": f"跨江大桥通车\n\n{TEXT}平凡英雄\n\n{MORE}",
    "without a mark behind a half": f"{ABOVE}果园里来了\n\n大学生\n\n{WIRE}",
    "the only headline of its article": f"{ABOVE}{CREDIT}**果红了**\n\n{WIRE}",
}


def columns(page):
    read = read_page(page, Curation())
    return [page[block.start : block.end] for block in read.blocks if block.kind == "column"]


@pytest.mark.parametrize("page", LABELS.values(), ids=list(LABELS))
def test_a_label_is_one(page):
    assert len(columns(page)) == 1
    titles = [u.text(page) for a in read_page(page, Curation()).articles for u in a.units
              if u.role == "title"]  # fmt: skip
    assert titles == ["跨江大桥通车", "果园里来了大学生"]


@pytest.mark.parametrize("page", NONE.values(), ids=list(NONE))
def test_is_none(page):
    assert columns(page) == []


def test_a_label_of_the_curation_is_told_by_it():
    page = LABELS["right above a headline"]
    (block,) = (b for b in read_page(page, Curation(frozenset({"平凡英雄"}))).blocks
                if b.kind == "column")  # fmt: skip
    assert block.rule == "column-of-curation"
