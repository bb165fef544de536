"""A list of the headlines over a page is furniture, and tells which lines below are headlines."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

TITLES = ["失物博物馆开在地铁站里", "陪诊员持证上岗", "讣告"]
TEXTS = [
    "管屋子的人叫傅春生，三年下来，经他手的失物有两万一千件。",
    "看病时楼上楼下跑不动怎么办？首批八十名陪诊员经考核上岗。",
    "孟履霜先生因病逝世，享年九十六岁。",
]


def page(listed, heads, before=""):
    below = (line for pair in zip(heads, TEXTS, strict=True) for line in pair)
    return "\n\n".join([*([before] if before else []), *listed, *below]) + "\n"


def read(text):
    made = read_page(text, Curation())
    listed = [text[b.start : b.end] for b in made.blocks if b.rule == "furniture-contents"]
    titles = ["".join(u.text(text) for u in a.units if u.role == "title") for a in made.articles]
    return listed, titles


@pytest.mark.parametrize("before", ["", "江海晚报　2024年2月25日　星期日"])
@pytest.mark.parametrize(("mark", "head"), [("", "# "), ("■ ", "# "), ("1. ", ""), ("", "")])
def test_a_list_of_the_headlines_below_is_furniture(before, mark, head):
    listed = [mark + title for title in TITLES]
    made = read(page(listed, [head + title for title in TITLES], before))
    assert made == (listed, TITLES)


@pytest.mark.parametrize(
    "listed",
    [
        TITLES[:2],
        [*TITLES[:2], "另一个题目"],
        [TITLES[0], TITLES[2], TITLES[1]],
        [TITLES[1], TITLES[2]],
    ],
    ids=["two lines", "a line of no article", "another order", "not the first headline"],
)
def test_other_lines_on_top_of_a_page_are_none(listed):
    assert read(page(listed, [f"# {title}" for title in TITLES]))[0] == []


def test_a_poem_that_returns_is_none():
    text = (
        "# 秋\n\n叶子都走了\n\n它们还亮着灯\n\n像是等谁\n\n叶子都走了\n\n它们还亮着灯\n\n像是等谁\n"
    )
    assert read(text)[0] == []


def test_an_article_alone_has_no_list():
    text = page(TITLES, TITLES)
    rules = [b.rule for b in read_page(text, Curation(), single=True).blocks]
    assert "furniture-contents" not in rules
