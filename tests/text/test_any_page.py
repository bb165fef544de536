"""Pages made of the lines that newspapers print, in any order: each is read, and the laws hold."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_laws import check_blocks, check_links

from juku.records import Curation
from juku.text.pages import read_page

COLUMNS = Curation(frozenset({"新华视点"}))

DATELINES = [
    "新华社北京11月4日电",
    "本报讯",
    "本报讯（记者",
    "**本报讯**：",
    "据新华社电",
    "本报北京",
]
CREDITS = [
    "（记者张三）",
    "本报记者 张三 李四",
    "记者",
    "（张三）",
    "（完）",
    "新华社记者",
    "（）",
    "()",
]
HEADLINES = [
    "苹果红了",
    "# 苹果红了",
    "## ——山里的新路",
    "**一条路带来的变化**",
    "——山里的新路",
    "#",
    "**",
    "****",
    "# **",
]
FURNITURE = [
    "责任编辑：王小明",
    "（下转第4版）",
    "（上接第1版）",
    "第01版：要闻",
    "分享到：微信",
    "2024年11月4日 星期一",
]
LABELS = ["新华视点", "【新华视点】", "■新华视点", "编者按：", "同学们：", "一、总则", "问：", "●"]
BLANK = ["", "\u3000\u3000", "\ufeff", "\u200b", "\x00", "---", "　"]
MARKS = ["。", "”", "“", "……", "：", "（", "）", "》", "，", "1", "a", "，好", "——"]
TEXT = [
    "去年以来，这个县的农民开始种苹果，收入比前年多了一倍，大家都很高兴。",
    "未来六天，这届博览会将见证超大规模市场的魅力，汇聚各国合作的愿望。",
    "老人说：“路修通了，孩子们上学再也不用绕过那座山。”",
    "他走了。",
]
ONE_LINE = st.one_of(
    *map(st.sampled_from, (DATELINES, CREDITS, HEADLINES, FURNITURE, LABELS, BLANK, MARKS, TEXT))
)


@st.composite
def halves(draw):
    """A paragraph cut in two, or the end of one that was printed before."""
    text = draw(st.sampled_from(TEXT))
    at = draw(st.integers(1, len(text) - 1))
    return draw(
        st.sampled_from([[text[:at], text[at:]], [text[:at]], [text[at:]], [text, text[at:]]])
    )


LINES = st.lists(st.one_of(ONE_LINE.map(lambda line: [line]), halves()), max_size=14).map(
    lambda parts: [line for part in parts for line in part]
)
PAGES = st.builds(
    lambda lines, between, before: between.join(before + line for line in lines),
    LINES,
    st.sampled_from(["\n", "\n\n", "\r\n", "\n\u3000\n"]),
    st.sampled_from(["", "", "\u3000\u3000", " "]),
)


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_any_page_of_known_lines_is_read(page):
    read = read_page(page, COLUMNS)
    check_blocks(page, read)
    check_links(read)
    spans = sorted(span for one in read.articles for unit in one.units for span in unit.spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


CASES = Path(__file__).parents[1] / "cases/layout"
PRINTED = sorted(
    {
        line
        for path in sorted(CASES.glob("*.json"))
        for case in json.loads(path.read_text("utf-8"))
        for line in case["page"].split("\n")
        if line.strip()
    }
)


@st.composite
def torn(draw):
    """A line of some page, or its halves, apart or turned about, with another between."""
    line, other = draw(st.sampled_from(PRINTED)), draw(st.sampled_from(PRINTED))
    at = draw(st.integers(1, max(1, len(line) - 1)))
    return draw(
        st.sampled_from(
            [
                [line],
                [line],
                [line[:at], line[at:]],
                [line[:at], other, line[at:]],
                [line[at:], other, line[:at]],
                [line, other, line],
            ]
        )
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(torn(), min_size=4, max_size=16), st.sampled_from(["\n", "\n\n"]))
def test_the_lines_of_many_pages_torn_and_mixed_are_read(parts, between):
    page = between.join(line for part in parts for line in part)
    read = read_page(page, COLUMNS)
    check_blocks(page, read)
    check_links(read)


@pytest.mark.parametrize("dateline", ["本报讯", "新华社北京11月4日电"])
def test_a_dateline_alone_above_a_paragraph_and_a_headline_is_read(dateline):
    page = "\n".join([dateline, TEXT[0], "# 苹果红了"])
    units = read_page(page, COLUMNS).articles[0].units
    assert [unit.text(page) for unit in units if unit.role == "body"] == [TEXT[0]]


def test_a_copy_names_what_was_printed_first_and_no_other_copy():
    halves = [TEXT[1][:20], TEXT[1][:16], TEXT[1][16:], TEXT[1]]
    blocks = read_page("\n".join(halves), COLUMNS).blocks
    copies = [block for block in blocks if block.kind == "repeat"]
    assert len(copies) == 2
    assert {block.repeat_of for block in copies} == {0}
