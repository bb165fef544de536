"""A headline late in its article, beside a heading of it, or below text that it heads."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

BRIDGE = [
    "# 跨江大桥昨天通车",
    "新建的跨江大桥昨天通车，两岸居民过江不用再等轮渡，早班的公交车也改走了桥面。",
    "大桥全长三千二百米，桥面上铺了双向六车道，两侧还留出了人行道和观景的平台。",
]
LABEL, AUTHOR = "**新春走基层·回访**", "本报记者 贺松年"
BENCH = [
    "公园里的长椅又换了一批，这一回用的是旧船上拆下来的木板，坐上去有一股淡淡的桐油味。",
    "做长椅的师傅姓尤，造了一辈子的船，如今船厂搬走了，他就把船板一块一块改成了椅子。",
    "长椅安在江边，老船工们每天傍晚都来坐一坐，说坐着就像又回到了船上。",
]
TITLE = "# 旧船板改的长椅"


def read(lines):
    page = "\n\n".join(lines) + "\n"
    return [
        (
            [unit.text(page) for unit in one.units if unit.role == "title"],
            [unit.text(page) for unit in one.units if unit.role == "body"],
        )
        for one in read_page(page, Curation()).articles
    ]


@pytest.mark.parametrize("title", [TITLE, "# 江风吹过的傍晚"])
def test_a_text_whose_author_stands_below_its_label_has_the_headline_farther_down(title):
    *_, article = read([*BRIDGE, LABEL, AUTHOR, *BENCH[:2], title, BENCH[2]])
    assert article == ([title[2:]], BENCH)


@pytest.mark.parametrize("at", [0, 1])
def test_of_two_headings_side_by_side_either_may_be_the_headline(at):
    heads = ["**谁来养护**"]
    heads.insert(at, "**公园长椅换成旧船板**")
    lines = [*BRIDGE, "**新华视点**", *BENCH[:2], *heads, BENCH[2], "**明年再换一批**", BENCH[2]]
    assert ["公园长椅换成旧船板"] in [title for title, _ in read(lines)]


def test_who_wrote_above_prose_begins_an_article_that_others_did_not_write():
    lines = [BRIDGE[0], "本报记者 林晓", *BRIDGE[1:], AUTHOR, *BENCH[:2], TITLE, BENCH[2]]
    assert read(lines) == [([BRIDGE[0][2:]], BRIDGE[1:]), ([TITLE[2:]], BENCH)]


def test_a_bold_headline_printed_early_is_read_over_the_text_that_says_it():
    early = "**旧船板改成公园长椅**"
    dated = f"本报江城5月4日电 （记者 林晓）{BENCH[0]}"
    bridge = [f"**{BRIDGE[0][2:]}**", *BRIDGE[1:]]
    lines = [*bridge[:2], early, bridge[2], dated, *BENCH[1:]]
    assert read(lines) == [([BRIDGE[0][2:]], BRIDGE[1:]), ([early[2:-2]], BENCH)]
