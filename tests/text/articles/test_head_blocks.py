"""Several short lines with a mark among them head an article, and each is told by all of them."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

BEFORE = [
    "# 跨江大桥昨天通车",
    "新建的跨江大桥昨天通车，两岸居民过江不用再等轮渡，早班的公交车也改走了桥面。",
    "大桥全长三千二百米，桥面上铺了双向六车道，两侧还留出了人行道和观景的平台。",
]
TEXT = [
    "公园里的长椅又换了一批，这一回用的是旧船上拆下来的木板，坐上去有一股淡淡的桐油味。",
    "做长椅的师傅姓尤，造了一辈子的船，如今船厂搬走了，他就把船板一块一块改成了椅子。",
]
LABEL, TITLE, SUBTITLE = "城市茶座", "长椅上的旧船板", "尤师傅和他的三千把椅子"
REPORTER = "本报记者 王小平"
HEADS = [
    ([LABEL, f"**{TITLE}**"], "column title"),
    (["**茶座**", f"**{TITLE}**", REPORTER], "column title credit"),
    ([LABEL, f"**{TITLE}**", f"**{SUBTITLE}**", "周晓枫"], "column title subtitle credit"),
    ([f"**{TITLE}**", f"**{SUBTITLE}**", "**茶座**", "文/周晓枫"], "title subtitle column credit"),
    ([TITLE, SUBTITLE, "**茶座**", REPORTER], "title subtitle column credit"),
    ([LABEL, "船板不会说话", f"# {TITLE}"], "column subtitle title"),
    ([LABEL, TITLE, f"**——{SUBTITLE}**", "周晓枫"], "column title subtitle credit"),
    ([LABEL, TITLE, REPORTER], "column title credit"),
    ([TITLE, "清河副刊", "辛集贤"], "title column credit"),
    ([f"**{TITLE}**", "**茶座**", "记者 宋知味 文"], "title column credit"),
]
"""Heads, and what each of their lines is."""
SECTIONS = [
    ["**旧船板**"],
    ["**长椅上的旧船板**"],
    ["资料图片", "**长椅上的旧船板**"],
    ["新华社发", "**长椅上的旧船板**"],
    ["下篇", "**长椅上的旧船板**"],
    ["克里·史密斯", "**长椅上的旧船板**"],
    ["一、船板", "**长椅上的旧船板**"],
]
"""What stands over a section, or beside its heading."""


def told(lines):
    page = "\n\n".join(lines) + "\n"
    return [
        [
            *((unit.role, unit.text(page)) for unit in one.units if unit.role != "body"),
            *(("credit", line) for line in (one.credit or "").splitlines()),
        ]
        for one in read_page(page, Curation()).articles
    ]


def bare(line):
    return line.strip("#* ")


@pytest.mark.parametrize(("head", "parts"), HEADS, ids=[" ".join(head) for head, _ in HEADS])
def test_each_line_of_a_head_is_told(head, parts):
    before, article = told([*BEFORE, *head, *TEXT])
    assert before == [("title", bare(BEFORE[0]))]
    assert sorted(article) == sorted(zip(parts.split(), map(bare, head), strict=True))


@pytest.mark.parametrize("lines", SECTIONS, ids=" ".join)
def test_a_heading_alone_or_by_what_is_no_label_heads_a_section(lines):
    assert len(told([*BEFORE, *lines, *TEXT])) == 1


def test_a_marked_line_above_who_wrote_it_is_no_author():
    before = [f"**{bare(BEFORE[0])}**", *BEFORE[1:]]
    _, article = told([*before, "夜航船", "**杨梅雨**", "文/林晚", *TEXT])
    assert article == [("column", "夜航船"), ("title", "杨梅雨"), ("credit", "文/林晚")]


def test_a_half_above_a_heading_is_no_label():
    half, rest = TEXT[0][:4], TEXT[0][4:]
    assert len(told([*BEFORE, half, "**旧船板和新长椅**", rest, TEXT[1]])) == 1


def test_a_half_below_a_heading_is_no_headline():
    half, rest = TEXT[0][:6], TEXT[0][6:]
    assert len(told([*BEFORE, "**旧船板**", half, rest, TEXT[1]])) == 1


def test_the_rest_of_the_article_before_may_stand_below_a_head():
    head, _ = HEADS[1]
    half, rest = BEFORE[2][:20], BEFORE[2][20:]
    page = "\n\n".join([*BEFORE[:2], half, *head, rest, *TEXT]) + "\n"
    before, article = read_page(page, Curation()).articles
    assert [unit.text(page) for unit in before.units if unit.role == "body"] == BEFORE[1:]
    assert [unit.text(page) for unit in article.units if unit.role == "body"] == TEXT


def test_a_label_below_a_headline_is_no_half():
    lines = ["# 长椅上的旧船板", "## ——访造船的尤师傅", "权威访谈", *TEXT]
    (article,) = told(lines)
    assert ("column", "权威访谈") in article


def test_where_headlines_are_bold_a_short_line_over_a_longer_one_is_a_label():
    other = ["**跨江大桥昨天通车**", "**本报讯（记者王平）** " + BEFORE[1], BEFORE[2]]
    head = ["**茶座**", "**长椅上的旧船板和造船人**", "本报记者 王小平"]
    _, article = told([*other, *head, *TEXT])
    assert sorted(article) == sorted(
        zip(("column", "title", "credit"), map(bare, head), strict=True)
    )


def test_who_writes_in_a_team_is_no_half():
    lines = ["# 长椅上的旧船板", "**思想纵横**", "中部发展战略研究院课题组", *TEXT]
    (article,) = told(lines)
    assert ("credit", "中部发展战略研究院课题组") in article


def test_a_pen_name_below_label_and_headline_is_who_wrote():
    _, article = told([*BEFORE, "**茶座**", "**长椅上的旧船板**", "江蓠", *TEXT])
    assert ("credit", "江蓠") in article


def test_a_label_and_an_author_below_a_headline_are_told():
    lines = ["# 长椅上的旧船板", "城市茶座", "骆星辰", *TEXT]
    (article,) = told(lines)
    assert sorted(article) == [
        ("column", "城市茶座"),
        ("credit", "骆星辰"),
        ("title", "长椅上的旧船板"),
    ]
