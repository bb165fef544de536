"""A byline that a wrap tore in two is put together; brackets in running text are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.records import Curation
from juku.text.blocks import layout, torn_bylines
from juku.text.pages import read_page

FILLER = (
    "　　今年秋天雨水好，集市上已经人声鼎沸，青菜\n"
    "码得整整齐齐，买菜的人从村口一直排到了桥头\n"
    "边上，孩子们在旁边跑来跑去，笑声洒了一路。\n"
)


def read(page):
    return read_page(page, Curation()).articles[0]


@pytest.mark.parametrize(
    ("lines", "dateline", "reporters"),
    [
        (
            "　　新华社北京11月4日电（记者王小明、李\n华）会议指出，要把事情一件一件办好。\n",
            "新华社北京11月4日电（记者王小明、李华）",
            ("王小明", "李华"),
        ),
        (
            "　　本报讯（记者王小明 通讯员\n赵敏）近日大雪。\n",
            "本报讯（记者王小明 通讯员赵敏）",
            ("王小明", "赵敏"),
        ),
    ],
)
def test_a_torn_dateline_is_one(lines, dateline, reporters):
    article = read(f"# 港口吞吐量再创新高\n{lines}{FILLER}")
    assert article.dateline == dateline
    assert article.byline.reporters == reporters


def test_a_torn_credit_behind_the_last_paragraph_is_one():
    article = read(
        f"# 港口吞吐量再创新高\n{FILLER}　　路通了，心也就敞亮了。（新华社\n记者王小明、李华）\n"
    )
    assert article.credit == "（新华社记者王小明、李华）"
    assert article.byline.reporters == ("王小明", "李华")


def test_a_bracket_of_the_text_stays():
    page = "会议由世界卫生组织（以下\n简称世卫组织）召开。\n"
    pieces = layout.cut(page)
    assert torn_bylines.mend(list(pieces)) == pieces


@given(st.text(st.sampled_from("新华社电（）()记者王明。，\n 1月日"), max_size=60))
def test_pieces_tile_the_page_as_before(page):
    pieces = torn_bylines.mend(layout.cut(page))
    edges = [0, *(piece.end for piece in pieces)]
    assert [piece.start for piece in pieces] == edges[:-1]
    assert edges[-1] == len(page)
    assert all(piece.text in ("", page[piece.start : piece.end]) for piece in pieces)
