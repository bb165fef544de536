"""Lines between the halves of a paragraph that are of neither half."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

ABOVE = "# 旧粮站里开起竹编课\n\n旧粮站的铁门锈了多年，今年春天重新上了漆，门口挂起一块竹牌子。\n\n"
SAID = "篾要自己会弯，人不能逼它"
BELOW = f"课上最年长的学员七十三岁。她总说，{SAID}，教了三遍，孩子们才肯把刀放慢下来。\n"
FITS = ("师傅把一根竹子剖成十六片，每一片再刮三遍，刮到能透过它看", "见自己的手指为止。")
TORN = ("师傅不收学费，只要求每人学成以后再教两个人，把这门手", "艺接着传下去。")


def _paragraphs(between: str, half: str, rest: str) -> list[str]:
    page = f"{ABOVE}{half}\n\n{between}\n\n{rest}\n\n{BELOW}"
    units = (unit for one in read_page(page, Curation()).articles for unit in one.units)
    return [unit.text(page) for unit in units]


@pytest.mark.parametrize("halves", [FITS, TORN])
@pytest.mark.parametrize(
    "between",
    [
        f"“{SAID}”",
        "老粮站的院子里晒着新编的竹匾\n\n本版图片由竹编课学员提供",
        f"学员们在粮站的屋檐下刮篾\n\n“{SAID}”",
    ],
)
def test_what_tells_of_itself_that_it_is_of_no_half_parts_none(between, halves):
    found = _paragraphs(between, *halves)
    assert "".join(halves) in found
    assert set(between.split("\n\n")) <= set(found)


def test_a_line_around_which_a_word_is_torn_is_of_no_half():
    between = "粮站旧址见客户端短片"
    found = _paragraphs(between, *TORN)
    assert "".join(TORN) in found
    assert between in found


def test_a_paragraph_in_three_pieces_stays_one():
    half, _ = FITS
    middle, end = "见自己的手指为止，刮下来的竹", "屑堆得像一座小山。"
    assert half + middle + end in _paragraphs(middle, half, end)


@pytest.mark.parametrize(
    "between", ["明日预告　山歌会　腌菜节", "旧粮站屋檐下的竹匾", "院子里的篾刀和竹凳"]
)
def test_a_lone_line_that_goes_on_with_nothing_is_of_no_half(between):
    found = _paragraphs(between, *FITS)
    assert "".join(FITS) in found
    assert between in found


@pytest.mark.parametrize("middle", ["见自己的手指为止，刮下来的“竹", "丝”细得像头发，"])
def test_a_line_that_closes_or_opens_what_it_does_not_pair_is_a_piece(middle):
    half, end = FITS[0], "屑”堆得像一座小山。"
    assert any(middle in one and one != middle for one in _paragraphs(middle, half, end))
