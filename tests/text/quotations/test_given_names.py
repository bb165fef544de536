"""Where a name ends and what somebody does begins."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

import list_given
from juku.text.quotations.given_names import unusual
from juku.text.quotations.subjects import subject

TABLE = json.loads(files("juku.schema").joinpath("given.json").read_text("utf-8"))


def test_the_table_is_of_the_installed_dictionary():
    found = list_given.odds(*list_given.counted())
    assert all(found[c] <= list_given.LEVELS["hardly"] for c in TABLE["hardly"])
    assert all(
        list_given.LEVELS["hardly"] < found[c] <= list_given.LEVELS["seldom"]
        for c in TABLE["seldom"]
    )


@pytest.mark.parametrize("character", "伟芳娜敏静丽强磊军亮平华")
def test_what_names_often_end_in_is_not_unusual(character):
    assert unusual(character) == 0


@pytest.mark.parametrize(
    ("clause", "name"),
    [
        ("赵磊用手指了指仪表", "赵磊"),
        ("村民代表郎平颇有感触", "郎平"),
        ("妹妹黄磊强忍着泪水", "黄磊"),
        ("妹妹魏万里强忍着泪水", "魏万里"),
        ("二弟侯勇红着眼", "侯勇"),
        ("民警查理平亮明身份", "查理平"),
        ("党总支书记沈再兴算了笔账", "沈再兴"),
        ("庄主张言志更看重口碑", "张言志"),
        ("主任邵佳一在会上", "邵佳一"),
        ("老人慈祥地看着孙子", "老人"),
        ("王建军百感交集", "王建军"),
    ],
)
def test_a_name_ends_where_a_verb_begins(clause, name):
    found = subject(clause, 0, len(clause), verb=False)
    assert found is not None
    assert found.span.of(clause) == name


@pytest.mark.parametrize(
    ("clause", "speaker"),
    [
        ("国家统计局局长佟大为", "佟大为"),
        ("局长佟大为在会上", "佟大为"),
        ("特朗普政府", "特朗普政府"),
        ("以色列总理内塔尼亚胡办公室", "以色列总理内塔尼亚胡办公室"),
        ("王磊妻子张丽", "张丽"),
        ("王磊母亲", "王磊母亲"),
        ("王磊的母亲张丽", "张丽"),
        ("张伟也", "张伟"),
    ],
)
def test_who_belongs_to_somebody_speaks_himself(clause, speaker):
    found = subject(clause, 0, len(clause), verb=True)
    assert found is not None
    assert found.span.of(clause) == speaker
