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
