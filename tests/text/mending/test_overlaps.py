"""Words that a break prints twice are set aside once, and names that meet by chance are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.records import Correction, Curation
from juku.text.pages import read_page

HALF = "三年普查共走访行政村六十余万个，新收集资源五十余万份，不少属于首次发"
REST = "现的珍稀类型，已经编号入库。"
OTHER = "与种质资源一同被记录下来的，还有种植习惯和民间故事。"

PRINTED_TWICE = [
    ("in the midst of a word", HALF, "属于首次发", REST),
    ("a clause and more", HALF, "五十余万份，不少属于首次发", REST),
    ("up to the end of a word", HALF[:-3], "五十余万份，不少属于", "首次发现的珍稀类型。"),
    (
        "in full-width figures",
        "全省产粮２３４５６７８９斤，比去年多收９１２３４５６",
        "９１２３４５６",
        "斤。",
    ),
]

MEANT = [
    ("three characters", HALF, "首次发" + REST),
    (
        "a name at the end of one line and the beginning of the next",
        HALF[:14] + "。他击败了流浪者队",
        "流浪者队再次患上了忧郁症。",
    ),
    ("the end of a whole sentence", HALF + "现。", "首次发现。" + OTHER),
    ("a short line, as of a poem", "我爱你，我的中国", "，我的中国，你早。"),
    (
        "a headline, which its text says again",
        "海岛居民用上了淡化的自来水",
        "用上了淡化的自来水，是岛上的大事。",
    ),
    ("nothing but what was said", HALF, "属于首次发"),
]


AGAIN = "不少属于首次发"
LONG = (
    "普查队员翻山越岭，走访了六百多个村寨，记下了一千二百多份老品种的名字、来历和种法，"
    "有的只在一户人家的菜园里还种着，有的连主人也说不清是哪一辈人带来的，"
)
LINE = "三年普查，"
EDGES = {
    "seven characters": (HALF, AGAIN, REST, True),
    "four over which a word lies": (HALF, "于首次发", REST, True),
    "three over which a word lies": (HALF, "首次发", REST, False),
    "a name of six": (f"{LINE}今年冠军是流浪者足球队", "流浪者足球队", "再次患上了忧郁症。", False),
    "seven that may be a name": (
        f"{LINE}这一年的冠军不是老流浪者足球队", "老流浪者足球队", "再次患上了忧郁症。", True
    ),
    "sixty": (LONG, LONG[-60:], "各家都留了种。", True),
    "sixty-one": (LONG, LONG[-61:], "各家都留了种。", False),
    "below a line of sixteen": (f"有，新收集的资源里{AGAIN}", AGAIN, REST, True),
    "below a line of fifteen": (f"有，收集的资源里{AGAIN}", AGAIN, REST, False),
    "below the end of a sentence": (f"{HALF}现。", f"{AGAIN}现。", OTHER, False),
    "below a line without a pause": (f"三年里普查走访的行政村{AGAIN}", AGAIN, REST, False),
    "below a heading": (f"# {LINE}新收集的{AGAIN}", AGAIN, REST, False),
    "in a heading": (HALF, f"# {AGAIN}", "现的珍稀类型", False),
    "before a blank": (HALF, AGAIN, f" {REST}", False),
    "and nothing else": (HALF, AGAIN, "", False),
    "and one character": (HALF, AGAIN, "现", True),
}  # fmt: skip


@pytest.mark.parametrize(("above", "again", "rest", "cut"), EDGES.values(), ids=list(EDGES))
def test_what_is_printed_twice_is_told_by_its_length_and_by_the_line_above(above, again, rest, cut):
    page = f"{OTHER}\n\n{above}\n\n{again}{rest}\n"
    copies = _copies(page, _read(page))
    assert copies == ([(again, "paragraph")] if cut else [])


def _read(page, rows=()):
    return read_page(page, Curation(corrections=rows), "x")


def _paragraphs(page, read):
    return [unit.text(page) for article in read.articles for unit in article.units]


def _copies(page, read):
    return [
        (page[block.start : block.end], read.blocks[block.repeat_of].kind)
        for block in read.blocks
        if block.rule == "repeat-overlap"
    ]


@pytest.mark.parametrize(
    ("half", "again", "rest"),
    [case[1:] for case in PRINTED_TWICE],
    ids=[case[0] for case in PRINTED_TWICE],
)
def test_what_a_break_prints_twice_is_set_aside_and_the_rest_carries_on(half, again, rest):
    page = f"{OTHER}\n\n{half}\n\n{again}{rest}\n\n{OTHER[:12]}，都有人记下。\n"
    read = _read(page)
    assert half + rest in _paragraphs(page, read)
    assert _copies(page, read) == [(again, "paragraph")]


@pytest.mark.parametrize(
    ("above", "below"), [case[1:] for case in MEANT], ids=[case[0] for case in MEANT]
)
def test_what_is_no_break_is_left_as_it_stands(above, below):
    page = f"{OTHER}\n\n{above}\n\n{below}\n"
    assert _copies(page, _read(page)) == []


def test_a_paragraph_printed_again_with_its_overlap_names_its_first_printing():
    broken = f"{HALF}\n\n属于首次发{REST}\n\n"
    page = f"{broken}{OTHER}\n\n{broken}{OTHER[:12]}，都有。\n"
    read = _read(page)
    assert _paragraphs(page, read).count(HALF + REST) == 1
    assert [kind for _, kind in _copies(page, read)] == ["paragraph", "paragraph"]


def test_a_line_that_a_curator_named_is_not_cut():
    page = f"{HALF}\n\n属于首次发{REST}\n"
    at = len(HALF) + 2
    read = _read(page, (Correction("x", at, "continuation", "it says so", "corrections.tsv:2", 0),))
    assert _copies(page, read) == []
    assert _paragraphs(page, read) == [f"{HALF}属于首次发{REST}"]


@given(
    st.text("属于首次发现的。，", min_size=16, max_size=40),
    st.text("属于首次发现的。，", min_size=1, max_size=40),
)
def test_what_is_cut_off_is_the_longest_end_of_the_line_above(above, below):
    page = f"{above}\n{below}\n"
    for again, _ in _copies(page, _read(page)):
        assert below.startswith(again)
        lengths = [n for n in range(1, min(len(above), len(below))) if above.endswith(below[:n])]
        assert len(again) == max(lengths)
