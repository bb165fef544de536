"""Articles that were read row by row: whole paragraphs by turns, and halves that cross."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

BRIDGE = [
    "石拱桥昨天拆下了第一块桥栏石，工匠们给每块石头编上号。",
    "拱桥建于清代，桥栏石上刻着四十八只石狮子，没有两只相同。",
    "施工期间行人改走下游的渡口，每天有船来回二十趟。",
    "编号的石狮子运进了文物库房，明年春天再装回桥上。",
]
CANTEEN = [
    "养蜂合作社今年割蜜一万二千斤，蜂农的腰包鼓了起来。",
    "蜂农转场要赶花期，油菜谢了赶槐花，一年要跑三个省。",
    "合作社买了两辆卡车，又请来老师傅教大家分箱。",
    "槐花蜜刚下来就被订走了一半，装瓶的人忙到半夜。",
]
CHESS = [
    "棋院的围棋班昨天开课，来了六十多个孩子学死活题。",
    "教围棋的是退役棋手，他先让孩子们数气，再讲布局。",
    "孩子们最爱打劫，一提子就欢呼，老师也不拦着。",
    "棋手说，学棋不为做棋手，死活题做多了，人坐得住。",
]
HEADS = ["老石桥落架大修", "养蜂人的好年景", "围棋班开课"]
STORIES = [BRIDGE, CANTEEN, CHESS]


def told(page):
    """The headline of each article with its paragraphs."""
    made = {}
    for article in read_page(page, Curation()).articles:
        title = "".join(unit.text(page) for unit in article.units if unit.role == "title")
        made[title] = [unit.text(page) for unit in article.units if unit.role == "body"]
    return made


def printed(lines):
    return "\n\n".join(lines) + "\n"


def by_rows(stories, heads):
    """Headlines with their first paragraphs, and then all others row by row."""
    lines = []
    for head, story in zip(heads, stories, strict=True):
        lines += [f"# {head}", story[0]]
    for row in range(1, max(map(len, stories))):
        lines += [story[row] for story in stories if row < len(story)]
    return printed(lines)


@pytest.mark.parametrize("lengths", [(4, 4, 4), (4, 3, 4), (3, 4, 4), (4, 4, 3)])
def test_paragraphs_of_three_articles_by_turns_are_of_the_one_whose_turn_it_is(lengths):
    stories = [story[:length] for story, length in zip(STORIES, lengths, strict=True)]
    assert told(by_rows(stories, HEADS)) == dict(zip(HEADS, stories, strict=True))


def test_briefs_above_a_long_article_take_none_of_its_paragraphs():
    lines = [f"# {HEADS[0]}", BRIDGE[0], f"# {HEADS[1]}", CANTEEN[0], f"# {HEADS[2]}", *CHESS]
    assert told(printed(lines)) == {
        HEADS[0]: BRIDGE[:1],
        HEADS[1]: CANTEEN[:1],
        HEADS[2]: CHESS,
    }


WHARF = [
    ("五月上旬，码头卸下矿砂四万吨，比往年多六千吨。队长说，这得益于新的抓", "斗，一斗抓十吨。"),
    ("过去换一次泊位要等两天。今年他们把船期排成表，拖轮从早到", "晚不停，船一靠岸就卸。"),
]
SCHOOL = [
    ("每晚七点，夜校的灯就亮了。教室里坐着下班的工人，有的衣服还没有来得", "及换，就赶来学打字。"),
    ("教课的是技校的年轻老师，她把开机、存盘、打印写成顺口", "溜，四五十岁的人也能背下来。"),
]


def crossed(first, second, heads):
    lines = [f"# {heads[0]}", first[0][0], f"# {heads[1]}", second[0][0], first[0][1], second[0][1]]
    for one, other in zip(first[1:], second[1:], strict=True):
        lines += [one[0], other[0], one[1], other[1]]
    return printed(lines)


def test_halves_of_two_articles_that_cross_are_put_together_by_columns():
    heads = ("码头卸货创新高", "夜校开了电脑班")
    assert told(crossed(WHARF, SCHOOL, heads)) == {
        heads[0]: ["".join(halves) for halves in WHARF],
        heads[1]: ["".join(halves) for halves in SCHOOL],
    }


def test_the_first_of_two_articles_may_have_whole_paragraphs_above_its_broken_one():
    heads = ("码头卸货创新高", "夜校开了电脑班")
    whole = "惊蛰刚过，码头上就热闹起来。"
    page = crossed(WHARF, SCHOOL, heads).replace(
        f"# {heads[0]}\n\n", f"# {heads[0]}\n\n{whole}\n\n"
    )
    assert told(page) == {
        heads[0]: [whole, *("".join(halves) for halves in WHARF)],
        heads[1]: ["".join(halves) for halves in SCHOOL],
    }


def test_a_half_that_goes_on_right_below_is_not_crossed():
    heads = ("码头卸货创新高", "夜校开了电脑班")
    one, other = WHARF[0], SCHOOL[0]
    more = "夜校办了三年，一共有四百多人拿到了证书。"
    lines = [f"# {heads[0]}", one[0], f"# {heads[1]}", *other, one[1], more]
    whole = "".join(one), "".join(other)
    found = told(printed(lines))
    assert (found[heads[0]][0], found[heads[1]][0]) == whole
