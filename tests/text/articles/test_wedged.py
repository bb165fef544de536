"""A headline between two halves: they are joined, and it goes to the story that it is of."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

BRIDGE = [
    "# 跨江大桥通车",
    "新华社武汉11月4日电 新建的跨江大桥昨天通车，两岸居民过江不用再等轮渡。",
    "大桥全长三千二百米，桥面上铺了双向六车道，两侧还留出了人行道和观",
    "景平台，从桥头走到桥尾要四十分钟。",
    "轮渡公司说，老码头会留下来，改成一座讲述渡江历史的小博物馆。",
]
ORCHARD = [
    "# 果园里来了大学生",
    "本报西安11月4日电 洛川县的苹果园里，三名大学生支起了直播用的手机架。",
    "他们帮果农拍短片、写文案，一个秋天卖出苹果六万多斤，果农都说好。",
    "（记者李文）",
]


def texts(lines, role):
    page = "\n\n".join(lines)
    read = read_page(page, Curation())
    return [[u.text(page) for u in one.units if u.role == role] for one in read.articles]


@pytest.mark.parametrize("mark", ["# {}", "**{}**"])
def test_its_own_headline_between_two_halves_is_its_title(mark):
    title = mark.format("跨江大桥通车")
    lines = [
        *BRIDGE[1:3],
        title,
        *BRIDGE[3:],
        "（记者王平）",
        mark.format("果园里来了大学生"),
    ]
    lines += ORCHARD[1:]
    assert texts(lines, "title") == [["跨江大桥通车"], ["果园里来了大学生"]]
    assert BRIDGE[2] + BRIDGE[3] in texts(lines, "body")[0]


@pytest.mark.parametrize("mark", ["# {}", "**{}**"])
def test_the_next_headline_between_two_halves_awaits_its_text(mark):
    heads = [mark.format(one[0][2:]) for one in (BRIDGE, ORCHARD)]
    lines = [heads[0], *BRIDGE[1:3], heads[1], *BRIDGE[3:], "（记者王平）", *ORCHARD[1:]]
    assert texts(lines, "title") == [["跨江大桥通车"], ["果园里来了大学生"]]
    first, second = texts(lines, "body")
    assert BRIDGE[2] + BRIDGE[3] in first
    assert len(second) == 2


SET_IN = "　　"
PAUSES = {
    "a comma": ("桥面上铺了双向六车道，", "两侧还留出了人行道和观景平台。"),
    "a comma between things": ("江上的船有渡轮、拖轮、", "从上游来的运沙船和渔船。"),
    "prose behind a sentence": (
        "大桥全长三千二百米。桥面上铺了双向六车道",
        "两侧还留出了人行道和观景平台。",
    ),
}


@pytest.mark.parametrize(("half", "rest"), PAUSES.values(), ids=list(PAUSES))
@pytest.mark.parametrize("is_set_in", [False, True], ids=["", "set in itself"])
def test_where_paragraphs_are_set_in_a_line_that_is_not_carries_on_over_a_headline(
    half, rest, is_set_in
):
    below = SET_IN + rest if is_set_in else rest
    # Over a dateline without a headline the one above would be read as its own.
    undated = ORCHARD[1].partition(" ")[2]
    told = [SET_IN + line for line in (BRIDGE[1], half, BRIDGE[4], undated, ORCHARD[2])]
    lines = [
        BRIDGE[0],
        *told[:2],
        ORCHARD[0],
        below,
        told[2],
        "（记者王平）",
        *told[3:],
        ORCHARD[3],
    ]
    first, second, *_ = texts(lines, "body")
    assert (half + rest in first) != is_set_in
    assert (rest in second) == is_set_in


def test_its_own_headline_without_a_mark_is_read_over():
    lines = [*BRIDGE[1:3], "跨江大桥通车", *BRIDGE[3:], "（记者王平）"]
    assert texts(lines, "title") == [["跨江大桥通车"]]
    assert BRIDGE[2] + BRIDGE[3] in texts(lines, "body")[0]


def test_a_headline_that_says_what_stands_below_it_opens_a_story():
    below = "果园里来了三名大学生，他们支起手机架，帮果农把苹果卖到了外省。"
    lines = [*BRIDGE[:3], ORCHARD[0], below, *ORCHARD[2:], *BRIDGE[3:]]
    assert texts(lines, "body")[1][0] == below


def test_a_paragraph_that_lost_its_last_mark_is_joined_to_nothing_over_a_heading():
    lines = [
        *BRIDGE[:2],
        "大桥全长三千二百米，桥面上铺了双向六车道，两侧还留出了人行道",
        "**老码头留下来**",
        "据了解，轮渡公司正在征集老照片，准备办一座讲述渡江历史的小博物馆。",
    ]
    assert texts(lines, "heading") == [["老码头留下来"]]
    assert len(texts(lines, "body")[0]) == 3


def test_a_line_that_the_words_lead_to_and_from_is_a_piece():
    pieces = ["大桥全长三千二百米，桥面上铺了双向六车", "道，两侧还留出了人行道和观", "景平台。"]
    lines = ["跨江大桥通车", BRIDGE[1], *pieces, BRIDGE[4]]
    assert "".join(pieces) in texts(lines, "body")[0]


def test_a_short_line_that_ends_a_sentence_is_its_rest():
    open_half = "轮渡开了四十年，码头上的老船工忍不住想：难道这些船真的等不到"
    page = ["跨江大桥通车", BRIDGE[1], open_half, "一个肯留下它们的人吗？", BRIDGE[4]]
    assert "".join(page[2:4]) in texts(page, "body")[0]


def test_the_awaited_text_is_looked_for_below_the_sections_of_the_article_above():
    lines = [
        *BRIDGE[:3],
        "# 果园里的手机架",
        BRIDGE[3],
        "桥面铺装完工那天，老船长带着轮渡的船员从桥头走到桥尾。",
        "**轮渡去哪里**",
        "轮渡公司说，老码头会留下来，渡江的轮渡改在傍晚开，让人在江上看大桥亮灯。",
        "大桥亮灯那晚，老船长把轮渡停在江心，船员们数桥面上的灯。",
        "洛川县的苹果园里，三名大学生支起手机架，帮果农拍短片，果园的苹果一个秋天卖出六万斤。",
        "果农把苹果分成三级，大学生在手机架前一级一级地说给人听。",
    ]
    first, second = texts(lines, "body")
    assert len(first) == 5
    assert [text[:3] for text in second] == ["洛川县", "果农把"]


def test_a_headline_without_a_mark_that_a_headless_story_below_tells_of_is_that_ones():
    lines = [
        "河长制长出新花样",
        "本报讯（记者 詹秀）谷雨前的藕塘乡，溪水清得见底，溪口的公示牌写着河长的名字和电话。",
        "石马镇的支书赖光荣坦言，从演播室出来，他连夜开",
        "恩江镇办起板凳夜校",
        "了党员会，第二天就把沿河七家养鸭户的围网全拆了。",
        "截至目前，全县共整改涉河问题三百零六个。",
        "本报讯 吃罢晚饭，恩江镇的居民自带板凳往老祠堂里赶，板凳夜校今晚讲怎样识别骗局。",
        "夜校不考试、不点名，谁爱听谁来听。",
    ]
    first, second = (
        "".join(unit.text(page) for unit in one.units if unit.role in ("title", "body"))
        for page in ["\n\n".join(lines)]
        for one in read_page(page, Curation()).articles
    )
    assert first == "".join([lines[0], lines[1].partition("）")[2], lines[2], *lines[4:6]])
    assert second == "".join([lines[3], lines[6].partition(" ")[2], lines[7]])
