"""A second printing shows which line carries on a half, and is a repeat of both."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text import pages
from juku.text.blocks import layout, lines
from juku.text.mending import repeats, shown
from juku.text.mending.seams import Seams

HALF = "渡口的老船工姓石，撑了四十年的船，他记得最忙的那个夏天，一天要过"
REST = "三百多人，桨柄都磨细了一圈。"
OTHERS = [
    "图书馆把闭馆的时间推迟到了晚上十点，周末也照常开放。",
    "新书上架以后，少儿阅览室里座无虚席，管理员只好加了凳子。",
    "三百册绘本是一位退休教师捐的，扉页上都盖着她的印章。",
    "下个月起，借书证可以在手机上办理，不收押金。",
]


def read(*paragraphs):
    page = "\n\n".join(paragraphs)
    printed = lines.printed(layout.cut(page))
    repeats.find(printed, Seams(page, headings_marked=False))
    rests = [(line.number, line.rest) for line in printed if line.rest is not None]
    return rests, [(line.number, line.rule, line.repeat_of) for line in printed if line.aside]


COPIES = {
    "whole": (HALF + REST, "repeat-whole", 0),
    "the end, from the midst of the half": (HALF[-14:] + REST, "repeat-tail", 0),
    "the beginning, up to the midst of the rest": (HALF + REST[:7], "repeat-head", 0),
}


@pytest.mark.parametrize(("copy", "rule", "of"), COPIES.values(), ids=list(COPIES))
@pytest.mark.parametrize("between", [1, 4, 12])
def test_a_copy_shows_the_rest_however_far_that_stands(copy, rule, of, between):
    others = [f"{number}号楼的图书室今天来了{number}个人。" for number in range(between)]
    rests, aside = read(HALF, *others, REST, OTHERS[0], copy)
    assert rests == [(0, between + 1)]
    assert aside == [(between + 3, rule, of)]


def test_a_copy_of_a_paragraph_in_three_pieces_shows_both_seams():
    pieces = [HALF, "三百多人，桨柄都磨细了一圈，手上的茧", "比铜钱还厚。"]
    rests, aside = read(pieces[0], OTHERS[0], pieces[1], OTHERS[1], pieces[2], "".join(pieces))
    assert rests == [(0, 2), (2, 4)]
    assert aside == [(5, "repeat-whole", 0)]


NOTHING_SHOWN = {
    "the words at the seam alone are alike": f"乡志里写道，一天要过{REST}",
    "the end is another": f"{HALF}三百多人，桨也换过两支。",
    "the first half alone": HALF,
}


@pytest.mark.parametrize("line", NOTHING_SHOWN.values(), ids=list(NOTHING_SHOWN))
def test_what_is_no_copy_shows_nothing(line):
    assert read(HALF, OTHERS[0], OTHERS[1], REST, OTHERS[2], line)[0] == []


def test_a_headline_of_two_lines_is_no_half_though_the_text_says_it_again():
    said = "沿江七座老码头全部改建为公园"
    assert read(said[:9], said[9:], f"{said}，市民可以走到水边。", OTHERS[0])[0] == []


def test_a_page_of_nothing_but_halves_is_left():
    halves = [f"第{number}艘船，{HALF}" for number in range(50)]
    texts = [*halves, REST, halves[0] + REST]
    assert shown.seams(lines.printed(layout.cut("\n".join(texts))), texts) == {}


def test_the_rest_goes_to_its_half_and_not_to_the_one_above_it():
    page = [
        *("# 渡口", "**新华社北京11月5日电** 江上起了雾。", HALF),
        *("# 图书馆延时开放", f"**新华社上海11月5日电** {OTHERS[0]}"),
        *("新到的绘本摆满了一整面墙，孩子们", REST, "挤在一起看。", OTHERS[3], HALF + REST),
    ]  # fmt: skip
    text = "\n\n".join(page)
    reading = pages.read_page(text, Curation())
    said = [
        ["".join(text[span.start : span.end] for span in unit.spans) for unit in article.units]
        for article in reading.articles
    ]
    assert HALF + REST in said[0]
    assert not any(REST in paragraph for paragraph in said[1])
