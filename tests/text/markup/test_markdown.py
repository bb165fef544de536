"""Marks of Markdown are no text; what is left stands where it stands on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_laws import check_blocks, check_links

from juku.records import Curation
from juku.text import pages, views
from juku.text.markup import markdown
from juku.text.markup.html_signs import FILL

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "markdown" / "lines.json").read_text("utf-8")
)
PAGE = """\
# 老码头翻新

新华社临江11月4日电（记者 林晓）老码头的[候船室](https://a.example/1)去年*翻修*一新，屋顶换了瓦。

![候船室](a.jpg)

> 船工说，他在这条江上走了三十年，水涨水落都记在本子上。

船工的本子
---

- 对岸的镇子也修了新码头
- 秋天水浅，船要绕开沙洲

| 站 | 票价 |
|---|---|
| 东 | 两元 |

县里说，明年再添一条船。
"""


def reading(page):
    text, view = markdown.read(page)
    if view is None:
        return text, pages.read_page(text, Curation())
    return text, views.read(text, view, Curation())


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_what_is_left_of_a_page(case):
    text, view = markdown.read(case["page"])
    assert (text if view is None else view.text(text)) == case["shown"]
    assert len(text) == len(case["page"])


def test_a_page_is_read_without_its_marks():
    text, read = reading(PAGE)
    (article,) = read.articles
    assert [(unit.role, unit.text(text)) for unit in article.units] == [
        ("title", "老码头翻新"),
        ("body", "老码头的候船室去年翻修一新，屋顶换了瓦。"),
        ("body", "船工说，他在这条江上走了三十年，水涨水落都记在本子上。"),
        ("heading", "船工的本子"),
        ("body", "对岸的镇子也修了新码头"),
        ("body", "秋天水浅，船要绕开沙洲"),
        ("body", "县里说，明年再添一条船。"),
    ]
    assert article.byline.reporters == ("林晓",)
    marks = [(PAGE[b.start : b.end], b.rule) for b in read.blocks if b.kind == "markup"]
    assert ("](https://a.example/1)", "link-mark") in marks
    assert ("![候船室](a.jpg)", "image-mark") in marks
    assert ("---", "underline-mark") in marks
    assert ("| 站 | 票价 |\n|---|---|\n| 东 | 两元 |", "table-data") in marks
    assert {rule for _, rule in marks} >= {"emphasis-mark", "quote-mark", "list-mark"}


def test_without_marks_of_its_own_a_page_is_read_as_any():
    page = "# 老码头翻新\n\n**本报讯** 船到了。\n---\n他走了。\n"
    assert markdown.read(page) == (page, None)


MARKS = [
    *("> ", "- ", "1. ", "# ", "* ", "---", "===", "```", "~~~", "```py", "| ", "|---|", "|"),
    *("[", "]", "](", "](/a)", "[1]: /a", "[^1]", "[^1]: ", "![", "![](", ")", "(", "[x](/y)"),
    *("*", "**", "***", "_", "__", "~~", "`", "``", "\\", "\\*", "&amp;", "&nbsp;", "&#10;", "&"),
    *("<br>", "<b>", "</b>", "<h1>", "<!--", "-->", "<script>", "</script>", "<img a>", "<td>"),
    *("<https://a.b>", "title: 题", "title: '", "+++", "\ufeff", "\u200b", "\ufdd1"),
    *("船到了。", "新华社北京11月4日电", "林晓", "题目", "a", " ", "\u3000", "，", "*ST", "（完）"),
]
PAGES = st.lists(st.sampled_from([*MARKS, *["\n"] * 12, "\r\n", "\n\n", "\u2028"]), max_size=40)


@settings(max_examples=300, deadline=None)
@given(PAGES.map("".join))
def test_any_page_is_tiled_and_every_unit_is_shown(page):
    text, read = reading(page)
    assert len(text) == len(page)
    check_blocks(page, read)
    check_links(read)
    for article in read.articles:
        for unit in article.units:
            assert unit.text(text).strip()
            assert FILL not in unit.text(text)


@pytest.mark.parametrize(
    "line",
    [
        *("[" * 20000, "*a " * 10000, "`a" * 10000, "__a " * 10000, "![a](" * 5000),
        *("[a](b" * 5000, "<!--" * 500_000, "<script>" * 500_000, "[a](" + " " * 500_000),
    ],
)
def test_marks_without_end_take_no_time(line, in_seconds):
    assert markdown.read(line)[0] == line


@pytest.mark.parametrize(
    "line",
    ["> " * 5000 + "x\n", "```a\n" * 5000, "```a\n~~~\n" * 60_000, "---\na: b\n" * 5000],
)
def test_lines_without_end_take_no_time(line, in_seconds):
    assert len(markdown.read(line)[0]) == len(line)
