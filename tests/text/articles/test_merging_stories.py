"""What turns out to be one story when the whole page is known."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

LEAD = "本报讯（记者 巴图）站在高处望去，乌兰洼地一条二十公里长的绿带把流沙挡住，沙棘到了采收季。"
THEN = "后来他们改种耐旱的沙棘，又学会了用麦草扎成方格固沙，成活率一年比一年高。"
OTHER = "本报讯（记者 林舟）跨海大桥的主塔昨天封顶，塔高三百二十八米，比原来的设计又高了六米。"


def _articles(page: str) -> list[tuple[str, list[str]]]:
    return [
        (
            "".join(u.text(page) for u in one.units if u.role == "title"),
            [u.text(page) for u in one.units if u.role == "body"],
        )
        for one in read_page(page, Curation()).articles
    ]


def _body(line: str) -> str:
    return line.partition("）")[2]


def test_a_beginning_printed_again_below_its_headline_is_under_that_headline():
    page = f"# 主塔封顶\n\n{OTHER}\n\n{LEAD}\n\n# 沙棘红了戈壁滩\n\n{LEAD}\n\n{THEN}\n"
    first, second = _articles(page)
    assert first == ("主塔封顶", [_body(OTHER)])
    assert second == ("沙棘红了戈壁滩", [_body(LEAD), THEN])


def test_articles_are_numbered_by_their_place_after_two_were_made_one():
    page = (
        f"# 主塔封顶\n\n{OTHER}\n\n{LEAD}\n\n# 沙棘红了戈壁滩\n\n{LEAD}\n\n{THEN}\n\n"
        "# 秋粮过半\n\n各地秋粮收获已经过半。\n"
    )
    blocks = read_page(page, Curation()).blocks
    assert {block.article for block in blocks if block.article is not None} == {0, 1, 2}
    assert [title for title, _ in _articles(page)] == ["主塔封顶", "沙棘红了戈壁滩", "秋粮过半"]


HARVEST = ["# 秋粮过半", "本报讯（记者 何苗）各地秋粮收获已经过半，农机手昼夜不停地赶。"]
NEXT = ("秋粮过半", [_body(HARVEST[1])])
MORE = "今年的沙棘果收了三百吨，加工厂的订单已经排到了明年开春。"
PRINTED_AGAIN = {
    "and text first": (["# 沙棘红了乌兰洼地", THEN, LEAD, MORE], [LEAD, THEN, MORE]),
    "and a subtitle": (["# 沙棘红了乌兰洼地", "## 固沙记", THEN, LEAD, MORE], [LEAD, THEN, MORE]),
    "and a headline of other words": (["# 老渡口的新生", THEN, LEAD, MORE], [THEN, MORE]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "body"), PRINTED_AGAIN.values(), ids=list(PRINTED_AGAIN))
def test_a_beginning_before_another_article_is_under_the_headline_that_has_it_again(lines, body):
    page = "\n\n".join(["# 主塔封顶", OTHER, LEAD, *HARVEST, *lines]) + "\n"
    body = [line if line in (THEN, MORE) else _body(line) for line in body]
    assert _articles(page)[-1] == (lines[0][2:], body)
    assert NEXT in _articles(page)


def test_a_beginning_with_a_headline_of_its_own_keeps_it():
    lines = ["# 固沙记", LEAD, *HARVEST, "# 沙棘红了乌兰洼地", THEN, LEAD, MORE]
    assert [title for title, _ in _articles("\n\n".join(lines))] == [
        "固沙记",
        "秋粮过半",
        "沙棘红了乌兰洼地",
    ]


REEDS = [
    "编席合作社的社员们天不亮就下了滩，入秋以来订单比往年多了三成。",
    "苇席晒干以后要压平、修边，一张席子前后要过十道手，急不得。",
]
SOLD = ("苇席远销外省", REEDS)


@pytest.mark.parametrize(
    "below", ["## 编席合作社订单多", "**编席合作社订单多**", "——编席合作社订单多"]
)
@pytest.mark.parametrize("signed", [[], ["（记者王平）"]], ids=["", "signed"])
def test_a_headline_below_its_own_text_takes_it_from_the_article_above(below, signed):
    page = "\n\n".join(["# 主塔封顶", OTHER, *REEDS, "# 苇席远销外省", below, *signed, *HARVEST])
    assert _articles(page) == [("主塔封顶", [_body(OTHER)]), SOLD, NEXT]
    rules = [block.rule for block in read_page(page, Curation()).blocks]
    assert rules.count("paragraph-under-displaced") == 1


def test_a_headline_takes_no_text_that_does_not_say_what_it_says():
    page = "\n\n".join(["# 主塔封顶", OTHER, *REEDS, "# 老渡口的新生", "## 摆渡人的儿子", *HARVEST])
    first = ("主塔封顶", [_body(OTHER), *REEDS])
    assert _articles(page) == [first, ("老渡口的新生", []), NEXT]


NEXT_HEADLINES = {
    "a dateline below it, behind a subtitle": (["# 苇席远销外省", "## 订单多三成", *HARVEST], True),
    "a dateline below it, behind a credit": (["# 苇席远销外省", "（记者王平）", *HARVEST], True),
    "a subtitle of dashes below it, behind a credit": (
        ["# 苇席远销外省", "（记者王平）", HARVEST[0], "——农机手昼夜不停", "各地都在赶。"],
        True,
    ),
    "what it says below it, behind a credit": (
        ["# 苇席远销外省", "（记者王平）", HARVEST[0], _body(HARVEST[1])],
        True,
    ),
    "what the one above says, behind a credit": (
        ["# 秋粮收获过半", "（记者王平）", "# 农机手昼夜不停", _body(HARVEST[1])],
        False,
    ),
    "nothing of it, behind a credit": (["# 苇席远销外省", "（记者王平）", HARVEST[0], THEN], False),
    "a dateline below it, behind a headline alone": (["# 苇席远销外省", *HARVEST], False),
    "marked lower": (["# 苇席远销外省", "（记者王平）", "## 秋粮过半", _body(HARVEST[1])], False),
    "nothing at all": (["# 苇席远销外省", "（记者王平）", HARVEST[0]], False),
}


@pytest.mark.parametrize(("lines", "opens"), NEXT_HEADLINES.values(), ids=list(NEXT_HEADLINES))
def test_a_headline_that_has_below_it_what_is_its_own_opens_an_article(lines, opens):
    page = "\n\n".join(["# 主塔封顶", OTHER, *lines]) + "\n"
    assert len(_articles(page)) == 2 + opens


COLUMN = "**新华视点**"
CHARGING = (
    "春运期间，电动车主返乡，充电排队几小时的情形少了。记者走访发现，充电最后一公里还有堵点。"
)
QUEUE = "腊月二十八，饶师傅开着电动车走了十一个小时，全程没排队，下了高速，反倒慌了。"
PILES = "他家所在的镇子有三座充电桩，一座断了枪头，还有一座停着一辆拉化肥的三轮车。"
BRIDGE = f"# 主塔封顶\n\n{OTHER}\n\n"


def _labelled(*lines: str) -> list[tuple[str, list[str]]]:
    page = BRIDGE + "\n\n".join([COLUMN, *lines]) + "\n"
    return [
        (
            "".join(u.text(page) for u in one.units if u.role == "title"),
            [u.text(page) for u in one.units if u.role in ("heading", "body")],
        )
        for one in read_page(page, Curation(frozenset({"新华视点"}))).articles
    ][1:]


HEADLINE, CREDIT = "# 充电最后一公里通了吗", "(新华社合肥2月4日电 记者官晓舟)"
CLOSED = [CHARGING, "**县里的桩多了**", QUEUE, "(新华社合肥2月4日电)"]
TOLD = [CHARGING, "县里的桩多了", QUEUE]
BELOW = {
    "who wrote": ([CREDIT], TOLD),
    "nothing": ([], TOLD),
    "a heading as those above, and more of the text": (
        ["**桩要会走路**", PILES, CREDIT],
        [*TOLD, "桩要会走路", PILES],
    ),
    "more of the text": ([PILES, CREDIT], [*TOLD, PILES]),
}


@pytest.mark.parametrize(("below", "told"), BELOW.values(), ids=list(BELOW))
def test_a_headline_behind_the_credit_of_a_column_without_one_is_its_own(below, told):
    then = HARVEST if below else []  # two headlines one below the other are one
    expected = [("充电最后一公里通了吗", told), *([NEXT] if then else [])]
    lines = [*CLOSED, HEADLINE, *below, *then]
    assert _labelled(*lines) == expected
    page = BRIDGE + "\n\n".join([COLUMN, *lines])
    blocks = read_page(page, Curation(frozenset({"新华视点"}))).blocks
    displaced = [block for block in blocks if block.rule == "headline-displaced"]
    assert [page[block.start : block.end] for block in displaced] == [HEADLINE[2:]]
    assert [block.article for block in displaced] == [1]
    marked = [block for block in blocks if block.rule == "heading-marked"]
    assert len(marked) == 1 + ("**桩要会走路**" in below)


OF_ANOTHER = {
    "says only what its own text says": (HARVEST[0], [_body(HARVEST[1])]),
    "has a dateline below it": (HEADLINE, [f"本报讯　{PILES}"]),
    "has a subtitle and no text": (HEADLINE, ["**桩要会走路**", CREDIT]),
}


@pytest.mark.parametrize(("title", "below"), OF_ANOTHER.values(), ids=list(OF_ANOTHER))
def test_a_headline_behind_a_closed_column_opens_another_article_if_it(title, below):
    assert len(_labelled(*CLOSED, title, *below)) == 2


def test_a_headline_over_nothing_but_who_wrote_is_of_the_column_above_it():
    credit = "(新华社合肥2月4日电 记者官晓舟)"
    lines = [CHARGING, "**县里的桩多了**", QUEUE, "# 充电最后一公里通了吗", credit]
    assert _labelled(*lines) == [("充电最后一公里通了吗", [CHARGING, "县里的桩多了", QUEUE])]


def test_a_headline_that_says_what_the_column_above_begins_with_is_its_own():
    lines = [CHARGING, "**县里的桩多了**", QUEUE, "# 充电最后一公里通了吗", "**桩要会走路**", PILES]
    told = [CHARGING, "县里的桩多了", QUEUE, "桩要会走路", PILES]
    assert _labelled(*lines) == [("充电最后一公里通了吗", told)]


def test_a_headline_with_a_dateline_below_it_is_of_another():
    lines = [CHARGING, "**县里的桩多了**", QUEUE, "# 充电最后一公里通了吗", f"本报讯　{PILES}"]
    assert [title for title, _ in _labelled(*lines)] == ["县里的桩多了", "充电最后一公里通了吗"]


def test_what_stands_in_brackets_as_all_headings_do_is_one_below_the_headline_too():
    page = f"# 该不该退一赔三\n\n**【案情】**\n\n{THEN}\n\n**【审判】**\n\n{CHARGING}\n"
    units = read_page(page, Curation()).articles[0].units
    told = [(unit.role, unit.text(page)) for unit in units if unit.role != "body"]
    assert told == [("title", "该不该退一赔三"), ("heading", "【案情】"), ("heading", "【审判】")]
    others = page.replace("【审判】", "法院怎么判")
    units = read_page(others, Curation()).articles[0].units
    assert [unit.role for unit in units if unit.role != "body"] == ["title", "subtitle", "heading"]
