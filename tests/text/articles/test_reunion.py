"""The best of all ways to pair halves and rests, beside what trying every way finds."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_laws import check_links

from juku.records import Curation
from juku.text.articles.assigning import assign
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


YARD = (
    "晒场上的新主意\n\n秋收一过，石塘村的晒场空了下来，几位老人商量着要派个用场，别让它白白长草。\n\n"
    "有人说办夜校，有人说放电影，说来说去，谁也不肯先让一步，一直争到灶膛里的火都灭了。\n\n"
)
PEDLAR = "本报讯（记者 林晓）货郎老陈把担子挑进了直播间，头一晚就卖出三百单，忙得他连饭也顾不上吃。"
BAMBOO = "老陈说，下个月还来，到那时候山里的笋干也晒好了，城里人顶爱吃这个。"


@pytest.mark.parametrize(
    ("stopped", "rest"),
    [
        ("合作社答应每户还分给两担新稻", "草，留着铺牛栏。"),
        ("每户还分到半车新稻草，够两头牛铺到开", "春，剩下的编成草席。"),
    ],
)
def test_where_nothing_is_marked_a_line_of_clauses_that_stops_is_a_half(stopped, rest):
    half = f"入冬以前，村里把晒场腾了出来，谷子归了仓；{stopped}"
    page = (
        f"{YARD}{half}\n\n{PEDLAR}\n\n{rest}\n\n{BAMBOO}\n\n"
        "孙女替他在手机上数订单，数到三百零七，他才肯把老花镜摘下来。\n"
    )
    assert any(half + rest in one for one in _bodies(page))


PEARS = (
    "# 梨园里来了研究生\n\n县里的梨园去年闹了黑星病，果农一筹莫展，农校派来三名研究生住进园里。\n\n"
    "他们把铺盖搬进看园人的草棚，白天跟着果农干活，晚上把带来的显微镜架在饭桌上。\n\n"
)
WELLS = (
    "# 旱塬打井记\n\n旱塬上吃水要走八里路，家家户户的院子里都埋着水窖，存的是雨水。\n\n"
    "今年春天，省里派来的打井队上了塬，钻机的灯一夜一夜亮着，塬上的老人披着袄来看。\n\n"
)
CRESTS = (
    "# 剧团重排老戏\n\n剧团把二十年没演过的老戏翻了出来，请回退休的琴师，一句一句地排给新人听。\n\n"
    "戏服是从箱底找出来的，袖口磨破了，几位女演员用了半个月，一针一线地补好。\n\n"
)


def test_of_two_rests_each_half_takes_the_one_above_its_own_article():
    """What stands below a rest tells whose it is where the seam does not."""
    pears = "研究生们白天剪病枝、刮树皮，晚上在灯下看切片，一个月下来，三个人都"
    wells = "打井队换了四个井位，打到二百一十米还是干的，队长和塬上的老人都"
    page = (
        f"{PEARS}{pears}\n\n{WELLS}{wells}\n\n{CRESTS}"
        "瘦了一大圈。\n\n研究生说，黑星病的病枝剪净以后，梨园要过两年才缓得过来，果农不能急。\n\n"
        "急得睡不着觉。\n\n第五个井位终于见了水，打井队把塬上的水窖全部灌满，吃水不用再走八里路。\n"
    )
    bodies = _bodies(page)
    assert pears + "瘦了一大圈。" in bodies[0]
    assert wells + "急得睡不着觉。" in bodies[1]


def test_a_half_that_opens_no_quotation_is_not_carried_on_by_what_closes_one():
    half = "三年下来，病树救活了九成，果农们把剪子磨得锃亮，还学会了自己"
    page = (
        f"{PEARS}{half}\n\n{WELLS}"
        "踏实多了。”\n\n配药和记账。\n\n打井队换了四个井位，第五个井位见了水。\n"
    )
    assert half + "配药和记账。" in _bodies(page)[0]
