"""A headline printed above the last lines of the article before is that of the story below."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

BRIDGE = [
    "# 跨江大桥通车",
    "**新华社武汉11月4日电** 新建的跨江大桥昨天通车，两岸居民过江不用再等轮渡。",
    "大桥全长三千二百米，桥面上铺了双向六车道，两侧还留出了人行道和观景平台。",
    "轮渡公司说，老码头会留下来，改成一座讲述渡江历史的小博物馆，两岸居民都说好。",
]
ORCHARD = [
    "# 果园里来了大学生",
    "## ——洛川县果农直播记",
    "**新华社西安11月4日电** 洛川县的苹果园里，三名大学生支起了直播用的手机架。",
    "他们帮果农拍短片、写文案，一个秋天卖出苹果六万多斤，果农都说好。",
]
LIBRARY = [
    "# 莫让好书睡大觉",
    "**金台随笔**",
    "馆里的旧书一摞一摞，积了灰。",
    "读者进不来，书便没有用处。",
]


def told(lines):
    page = "\n\n".join(lines) + "\n"
    read = read_page(page, Curation())
    blocks = [page[b.start : b.end] for b in read.blocks if b.rule == "headline-displaced"]
    return [
        {
            role: [unit.text(page) for unit in one.units if unit.role == role]
            for role in ("title", "subtitle", "column", "body")
        }
        for one in read.articles
    ], blocks


def test_it_heads_the_story_whose_dateline_has_no_headline_with_its_subtitle():
    (bridge, orchard), displaced = told([*BRIDGE[:3], *ORCHARD[:2], BRIDGE[3], *ORCHARD[2:]])
    assert displaced == ["果园里来了大学生"]
    assert orchard["title"] == displaced
    assert orchard["subtitle"] == ["——洛川县果农直播记"]
    assert bridge["body"][1:] == BRIDGE[2:]
    assert len(orchard["body"]) == len(ORCHARD[2:])


def test_what_stands_below_it_carries_on_a_half_above_it():
    half, rest = BRIDGE[2][:25], BRIDGE[2][25:]
    lines = [*BRIDGE[:2], half, *ORCHARD[:2], rest, BRIDGE[3], *ORCHARD[2:]]
    (bridge, _), _ = told(lines)
    assert bridge["body"][1:] == BRIDGE[2:]


def test_it_heads_a_story_that_begins_with_its_label_and_never_says_its_words():
    lines = [*BRIDGE[:3], LIBRARY[0], BRIDGE[3], "（记者王平）", *LIBRARY[1:]]
    (bridge, library), displaced = told(lines)
    assert displaced == library["title"] == ["莫让好书睡大觉"]
    assert library["column"] == ["金台随笔"]
    assert bridge["body"][1:] == BRIDGE[2:]


FERRY = (
    "跨江大桥通车以后，轮渡公司的老码头仍会留下来，改成讲述渡江历史的小博物馆，两岸居民过江时看"
    "江景，还可以从人行道和观景平台走到老码头，坐一坐从前的渡轮。"
)
BOOKS = "馆里的好书一摞一摞，不该睡大觉；让好书走到读者手里去，书才有用处，馆也才有人来。"


@pytest.mark.parametrize("more", [FERRY, BOOKS])
def test_over_what_may_head_a_section_it_must_say_so_and_the_text_go_on(more):
    lines = [*BRIDGE, LIBRARY[0], more, "**金台随笔**", BOOKS.replace("馆里", "架上"), *LIBRARY[2:]]
    (bridge, library), displaced = told(lines)
    assert (displaced == ["莫让好书睡大觉"]) == (more is FERRY)
    assert (more in bridge["body"]) == (more is FERRY)
    assert (library["column"] == ["金台随笔"]) == (more is FERRY)


STUDENTS = "果园里的大学生帮果农拍短片、写文案，一个秋天卖出苹果六万多斤。"
HALL = "**新华社汉口11月4日电** 一座体育馆昨天落成，看台上可坐八千人。"
STAYS = {
    "says what stands right below it": [
        *BRIDGE[:3], ORCHARD[0], ORCHARD[3], BRIDGE[1].replace("武汉", "汉口"),
    ],
    "is of the story above, which has no other": [
        *BRIDGE[1:3], LIBRARY[0], BRIDGE[3], "（记者王平）", *ORCHARD[2:],
    ],
    "stands in its place": [*BRIDGE, *ORCHARD],
    "has nothing below it but a line without a stop": [
        *BRIDGE, ORCHARD[0], "洛川县果农直播记", *ORCHARD[2:],
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", STAYS.values(), ids=list(STAYS))
def test_it_is_left_where_it_stands_if_it(lines):
    read, _ = told(lines)
    page = "\n\n".join(lines)
    heads = [one["title"][0] for one in read if one["title"]]
    assert heads == sorted(heads, key=page.index)
    assert not any(one["title"] and HALL.partition(" ")[2] in one["body"] for one in read)


@pytest.mark.parametrize("mark", ["# {}", "**{}**"])
def test_above_nothing_but_the_credit_of_the_article_before_it_is_of_the_story_below(mark):
    title = "村口的旧戏台"
    lines = [*BRIDGE, mark.format(title), "（本报记者 王平）", *LIBRARY[1:]]
    (bridge, library), displaced = told(lines)
    assert displaced == library["title"] == [title]
    assert library["column"] == ["金台随笔"]
    assert bridge["body"][1:] == BRIDGE[2:]


def test_in_bold_it_must_say_what_the_story_says_and_nothing_of_what_is_below_it():
    bold, subtitle = "**果园里来了大学生**", "## ——洛川县果农直播记"
    (bridge, orchard), displaced = told(
        [*BRIDGE[:3], bold, BRIDGE[3], "（记者王平）", *ORCHARD[2:]]
    )
    assert displaced == orchard["title"] == ["果园里来了大学生"]
    assert bridge["body"][1:] == BRIDGE[2:]
    # A heading says what its own section says.
    ((_, orchard), displaced) = told(
        [*BRIDGE[:3], "**江边的老码头**", BRIDGE[3], "（记者王平）", *ORCHARD[2:]]
    )
    assert displaced == orchard["title"] == []
    # With a subtitle, that may say it.
    (_, orchard), displaced = told(
        [*BRIDGE[:3], "**三部手机**", subtitle, BRIDGE[3], "（记者王平）", *ORCHARD[2:]]
    )
    assert displaced == orchard["title"] == ["三部手机"]
    assert orchard["subtitle"] == ["——洛川县果农直播记"]


def test_over_who_wrote_it_is_told_too():
    bold, reporter = "**果园里来了大学生**", "本报记者 王小平"
    text = [ORCHARD[2].replace("**新华社西安11月4日电** ", ""), ORCHARD[3]]
    (bridge, orchard), displaced = told([*BRIDGE[:3], bold, BRIDGE[3], reporter, *text])
    assert displaced == orchard["title"] == ["果园里来了大学生"]
    assert bridge["body"][1:] == BRIDGE[2:]
    assert orchard["body"] == text


def test_above_the_credit_of_an_article_without_a_headline_it_is_of_that():
    lines = [*BRIDGE, "（记者李红）", "村口的旧戏台修好了，台柱上的对联也重新描了金。"]
    lines += ["老人们搬来长凳，等着看开台的第一出戏。", "# 村口的旧戏台", "（记者王平）"]
    articles, _ = told([*lines, *ORCHARD[2:]])
    assert [one["title"] for one in articles] == [["跨江大桥通车"], ["村口的旧戏台"], []]
