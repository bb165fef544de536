"""Names as all of an article prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations import quotes
from juku.text.quotations.recurring import _LENGTHS, _may_be_torn, whole
from juku.text.vocabulary.folding import fold


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("秦立", "副部长秦立原开场便说，他来晚了。秦立原回答。", "秦立原"),
        ("冷秋", "交给学生冷秋实，嘱咐他。冷秋实泣不成声。", "冷秋实"),
        ("张丽", "张丽用手比了比。张丽用力点头。", "张丽"),
        ("王林", "王林说，王林说得对。", "王林"),
        ("王林", "王林来了。", "王林"),
        ("施牧之读", "导演施牧之走上台。施牧之读罢并不恼火。", "施牧之"),
        ("施牧之读", "施牧之读罢并不恼火。", "施牧之读"),
        ("王小明", "王小明和王小红来了。", "王小明"),
        ("欧阳修", "欧阳修文来了。欧阳修文说，好。", "欧阳修文"),
    ],
)
def test_a_name_is_what_the_article_repeats(name, text, read):
    assert whole(name, text + "\n\n") == read


def test_a_speaker_is_named_as_elsewhere_in_the_article():
    article = ["冷秋实泣不成声：“我做不到。”", "那天，老师把手稿交给冷秋实，嘱咐了几句。"]
    [[said], _] = quotes.find_all(article)
    assert said.speaker == "冷秋实"


characters = st.text(st.sampled_from("欧阳王陳张丽小明用读的，说"), min_size=2, max_size=4)


@given(characters, st.lists(characters, max_size=6))
def test_what_may_not_be_torn_is_whole_whatever_the_article_says(who, pieces):
    if len(who) in _LENGTHS and not _may_be_torn(fold(who)) and who[0] in "欧王陳张":
        assert whole(who, who.join(["", *pieces, "，"]) + "\n\n") == who
