"""What stands over and under a headline goes to its article, and what only looks so does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from juku.records import Curation
from juku.text.pages import read_page

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "layout" / "headed.json").read_text("utf-8")
)


def told(article, page):
    """An article as the cases have it."""
    of = {}
    for unit in article.units:
        of.setdefault(unit.role, []).append(unit.text(page))
    lone = {role: "".join(of[role]) for role in ("column", "subtitle") if role in of}
    headings = {"headings": of["heading"]} if "heading" in of else {}
    title = "".join(of["title"]) if "title" in of else None
    body = of.get("body", [])
    return {**lone, **headings, "title": title, "credit": article.credit, "body": body}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_stands_around_a_headline_is_of_its_article(case):
    reading = read_page(case["page"], Curation())
    assert [told(article, case["page"]) for article in reading.articles] == case["articles"]


def test_a_kicker_between_a_label_and_a_headline_is_no_headline():
    page = (
        "**新华视点**\n\n## 走基层 看变化\n\n# 夜班公交开进城中村\n\n"
        "末班车刚刚进站，等车的人排起了队。\n"
    )
    reading = read_page(page, Curation(frozenset({"新华视点"})))
    assert [told(article, page) for article in reading.articles] == [
        {
            "column": "新华视点",
            "subtitle": "走基层 看变化",
            "title": "夜班公交开进城中村",
            "credit": None,
            "body": ["末班车刚刚进站，等车的人排起了队。"],
        }
    ]


TEXT = "世界气象组织公布的数字写下了沉重的注脚，各国代表还在账本上讨价还价。"
BEFORE = "# 果园里来了大学生\n\n三名大学生支起了直播用的手机架。\n\n"
GENRES = {
    "in bold over its headline": (f"{BEFORE}**国际观察**\n\n# 行动不能再等\n\n{TEXT}\n", True),
    "without a mark over its headline": (f"{BEFORE}国际观察\n\n# 行动不能再等\n\n{TEXT}\n", True),
    "below its headline": (f"{BEFORE}# 行动不能再等\n\n**记者手记**\n\n{TEXT}\n", True),
    "behind a credit": (f"{BEFORE}（记者李文）\n\n**新华时评**\n\n{TEXT}\n\n# 不能等\n", True),
    "over a dateline": (f"{BEFORE}**环球聚焦**\n\n新华社日内瓦11月2日电　{TEXT}\n", True),
    "of a paper, behind a whole paragraph": (f"{BEFORE}**新华时评**\n\n{TEXT}\n", True),
    "of a paper, in the midst of a sentence": (
        f"{BEFORE.replace('。', '')}**新华时评**\n\n{TEXT}\n",
        False,
    ),
    "a section of an article": (f"{BEFORE}**记者手记**\n\n{TEXT}\n", False),
    "a name that is none": (f"{BEFORE}**南河时评**\n\n{TEXT}\n", False),
}


@pytest.mark.parametrize(("page", "is_label"), GENRES.values(), ids=list(GENRES))
def test_the_name_of_a_kind_of_writing_is_a_label_at_the_edge_of_an_article(page, is_label):
    columns = [block for block in read_page(page, Curation()).blocks if block.kind == "column"]
    assert [block.rule for block in columns] == ["column-by-marks"] * is_label


MORE = "热力公司负责人说，今年的室温将比往年高出两度左右。"
PLAIN = (
    "果园里来了大学生\n\n三名大学生支起了直播用的手机架，乡亲们围过来看。\n\n"
    "摘果的人都停下了手里的活。\n\n"
)
HEADLINE = "城北居民提前用上暖气"
WIRE = f"新华社白水11月2日电　{TEXT}\n"
LABELS = {
    "in brackets over a marked headline": (f"{BEFORE}【民生】\n\n# {HEADLINE}\n\n{TEXT}\n", 1),
    "in brackets, marked as its headline": (f"{BEFORE}# 【民生】\n\n# {HEADLINE}\n\n{TEXT}\n", 1),
    "in brackets over a headline, nothing marked": (
        f"{PLAIN}【民生】\n\n{HEADLINE}\n\n{TEXT}\n\n{MORE}\n",
        1,
    ),
    "behind a bullet on top of a page, nothing marked": (
        f"■ 民生观察\n\n{HEADLINE}\n\n{TEXT}\n\n{MORE}\n",
        1,
    ),
    "in brackets over a headline without a mark and a reporter": (
        f"{BEFORE}【民生】\n\n{HEADLINE}\n\n本报记者 李文\n\n{TEXT}\n",
        1,
    ),
    "in brackets over a headline without a mark and a dateline": (
        f"{BEFORE}【民生】\n\n{HEADLINE}\n\n{WIRE}",
        1,
    ),
    "in brackets over a line without a mark, where headlines are marked": (
        f"{BEFORE}【民生】\n\n{HEADLINE}\n\n{TEXT}\n",
        0,
    ),
    "in brackets over a sentence": (f"{BEFORE}【民生】\n\n{TEXT}\n", 0),
    "in brackets over a sentence, nothing marked": (f"{PLAIN}【民生】\n\n{TEXT}\n", 0),
    "in brackets at the end": (f"{BEFORE}{TEXT}\n\n【民生】\n", 0),
    "a reporter in brackets": (f"{BEFORE}【本报记者 李文】\n\n# {HEADLINE}\n\n{TEXT}\n", 0),
    "of briefs over a dateline": (f"{BEFORE}简讯\n\n{WIRE}", 1),
    "of briefs over a marked headline": (f"{BEFORE}简讯\n\n# {HEADLINE}\n\n{TEXT}\n", 1),
    "of briefs over a line without a mark": (f"{BEFORE}简讯\n\n{HEADLINE}\n\n{TEXT}\n", 0),
    "of a section in brackets over a brief": (f"{BEFORE}【社会新闻】\n\n{WIRE}", 1),
    "of a section in brackets over a brief, nothing marked": (f"{PLAIN}【社会新闻】\n\n{WIRE}", 1),
    "of a section in bold over a brief": (f"{BEFORE}**社会新闻**\n\n{WIRE}", 1),
    "of a section without a mark over a brief": (f"{BEFORE}社会新闻\n\n{WIRE}", 1),
    "of a section over a headline": (f"{BEFORE}**社会新闻**\n\n# {HEADLINE}\n\n{TEXT}\n", 1),
    "two, one over the other": (f"{BEFORE}简讯\n\n【社会新闻】\n\n{WIRE}", 2),
    "two in brackets": (f"{BEFORE}【民生】\n\n【社会新闻】\n\n{WIRE}", 2),
    "a line over a label": (f"{BEFORE}民生\n\n【社会新闻】\n\n{WIRE}", 1),
    "of a kind of writing on top of a page": (f"**新华时评**\n\n{TEXT}\n\n{BEFORE}", 1),
    "of a kind of writing on top, without a mark": (f"新华时评\n\n{TEXT}\n\n{BEFORE}", 0),
    "of a kind of writing over a dateline, without a mark": (f"{BEFORE}国际观察\n\n{WIRE}", 1),
    "of a kind of writing behind a paragraph, without a mark": (
        f"{BEFORE}新华时评\n\n{TEXT}\n",
        0,
    ),
    "of a kind of writing behind a credit, without a mark": (
        f"{BEFORE}（记者李文）\n\n新华时评\n\n{TEXT}\n",
        0,
    ),
}


@pytest.mark.parametrize(("page", "many"), LABELS.values(), ids=list(LABELS))
def test_a_label_shows_itself_by_its_signs_and_by_what_stands_below(page, many):
    columns = [block for block in read_page(page, Curation()).blocks if block.kind == "column"]
    assert len(columns) == many
    assert {block.rule for block in columns} <= {"column-by-marks", "column-by-place"}


def test_who_wrote_is_a_credit_though_marked_as_a_subtitle():
    page = f"# 面包师\n\n## 新华社记者 贺兰亭\n\n{TEXT}\n"
    (article,) = read_page(page, Curation()).articles
    assert (article.credit, [unit.role for unit in article.units]) == (
        "新华社记者 贺兰亭",
        ["title", "body"],
    )


TOUR = [
    "海风吹过造船的老厂，尤师傅把拆下来的船板一块一块刨平，做成公园里的长椅。",
    "做好的长椅送到城里的三十座公园，坐上去有一股淡淡的桐油味，老人都说舒服。",
    "厂里的年轻人也来学，先学认木头，再学用刨子，学了半年才许碰船板。",
]
BEFORE = (
    "# 跨江大桥昨天通车\n\n新建的跨江大桥昨天通车，两岸居民过江不用再等轮渡。\n\n（记者王平）\n\n"
)


@pytest.mark.parametrize("label", ["新华全媒头条", "**新华全媒+**", "**权威访谈**"])
def test_a_standing_column_of_a_national_paper_needs_no_curation(label):
    text = "\n\n".join(TOUR)
    page = f"{BEFORE}{label}\n\n# 拆船记\n\n{text}\n"
    _, article = read_page(page, Curation()).articles
    assert told(article, page)["column"] == label.strip("*")


def test_a_label_in_brackets_over_who_wrote_opens_an_article_without_its_headline():
    page = f"{BEFORE}【江城故事】\n\n记者 王小平\n\n{TOUR[0]}\n\n{TOUR[1]}\n"
    _, article = read_page(page, Curation()).articles
    assert told(article, page)["column"] == "【江城故事】"


def test_of_headings_under_a_label_the_one_much_longer_than_the_others_is_the_headline():
    headings = ["手上的功夫", "匠心怎样在这一代人手里传下去了", "往后的日子"]
    text = "\n\n".join(f"{body}\n\n**{head}**" for body, head in zip(TOUR, headings, strict=True))
    page = f"{BEFORE}**新华视点**\n\n{text}\n\n尤师傅说，只要还有旧船，他就做下去。\n"
    read = read_page(page, Curation(frozenset({"新华视点"}))).articles[-1]
    assert told(read, page)["title"] == headings[1]
