"""The best of all ways to pair halves and rests, beside what trying every way finds."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_laws import check_links

from juku.records import Curation
from juku.text.articles.reunion import assign
from juku.text.pages import read_page

WEIGHTS = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(
            st.one_of(st.integers(-4, 6).map(float), st.just(-math.inf)),
            min_size=columns,
            max_size=columns,
        ),
        min_size=1,
        max_size=4,
    )
)


def _total(weights, lone, found):
    return sum(lone if one is None else row[one] for row, one in zip(weights, found, strict=True))


@given(WEIGHTS, st.integers(-2, 2).map(float))
def test_no_other_way_to_pair_them_weighs_more(weights, lone):
    found = assign(weights, lone)
    columns = range(len(weights[0]))
    ways = (
        way
        for way in product([None, *columns], repeat=len(weights))
        if len({one for one in way if one is not None}) == sum(one is not None for one in way)
    )
    assert len({one for one in found if one is not None}) == sum(one is not None for one in found)
    assert _total(weights, lone, found) == max(_total(weights, lone, way) for way in ways)


TAPS = (
    "# 青石巷一带自来水管换新\n\n老管口径小、锈得厉害，每到傍晚用水的时候，三楼以上就常常断流。\n\n"
)
SCALE = (
    "秤是老式的杆秤，枣木杆子磨得油亮，挂在城西菜场的门口，谁买了菜都可以拿来称一称。\n\n"
    "主人姓石，大家喊他秤砣爷爷，年轻的时候是县里最有名的秤匠，一手绝活没人能比。\n"
)


def _bodies(page: str) -> list[list[str]]:
    articles = read_page(page, Curation()).articles
    return [[u.text(page) for u in one.units if u.role == "body"] for one in articles]


@pytest.mark.parametrize(
    ("half", "rest"),
    [
        (
            "新管的口径比原来大了一倍，埋在路面以下一米二，比老管深了近半",
            "米，重车压过也不容易伤着。",
        ),
        (
            "施工队把全线分成五段，挖一段、换一段，当天挖开的当天填平，不让居民绕",
            "着走远路去买菜上学。",
        ),
    ],
)
def test_a_half_takes_its_rest_from_below_the_headline_of_another_article(half, rest):
    page = f"{TAPS}{half}\n\n# 菜场门口有杆良心秤\n\n{rest}\n\n{SCALE}"
    first, second = _bodies(page)
    assert half + rest in first
    assert second[0].startswith("秤是老式的杆秤")


def test_a_half_on_top_of_the_page_goes_to_the_article_that_stops_farther_down():
    rest = "米，重车压过也不容易伤着。"
    half = "新管的口径比原来大了一倍，埋在路面以下一米二，比老管深了近半"
    page = f"{rest}\n\n# 菜场门口有杆良心秤\n\n{SCALE}\n{TAPS}{half}\n"
    bodies = _bodies(page)
    assert len(bodies) == 2
    assert half + rest in bodies[1]


def test_where_nothing_is_broken_nothing_is_joined():
    page = f"{TAPS}新管已经运到路口。\n\n# 菜场门口有杆良心秤\n\n{SCALE}"
    assert all(block.joins is None for block in read_page(page, Curation()).blocks)


def test_what_became_a_headline_is_carried_on_by_nothing():
    page = (
        "石铁成把师傅留下的锉刀放在工具箱里，（下转第四版）棱角还像新的一样\n\n"
        "本报记者 贺松年 霜降刚过，砍刀声声，毛竹林里人来人往。\n\n"
        "米，重车压过也不容易伤着。\n\n# 老码头\n"
    )
    read = read_page(page, Curation())
    assert read.blocks[0].kind == "title"
    check_links(read)
