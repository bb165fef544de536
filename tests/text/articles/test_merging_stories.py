"""What turns out to be one story when the whole page is known."""

from __future__ import annotations

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
