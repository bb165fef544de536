"""Persons' names at the end of noun phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations.phrases import Phrase
from juku.text.quotations.speaker_names import name_before


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("国务院发展研究中心对外经济研究部综合研究室主任赵福军", "赵福军"),
        ("北京市朝阳区委书记文敬", "文敬"),
        ("习近平总书记", "习近平"),
        ("联合国秘书长安东尼奥·古特雷斯", "安东尼奥·古特雷斯"),
        ("亚虹香港创始人、董事长兼CEO潘柯", "潘柯"),
        ("来自广州的游客陈先生", "陈先生"),
        ("首席执行官John Smith", "John Smith"),
        ("政治学者西蒙Haeder", "西蒙Haeder"),
        ("欧阳明高院士", "欧阳明高"),
        ("法国总统马克龙", "马克龙"),
        ("特朗普总统", "特朗普"),
        ("乌克兰总统", None),
        ("西班牙国王费利佩六世", "费利佩六世"),
        ("日本外相岩屋毅", "岩屋毅"),
        ("亚当斯先生", "亚当斯"),
        ("年逾九旬的黄宝妹", "黄宝妹"),
        ("村里的老马", "老马"),
        ("藏族老人索朗旺堆", "索朗旺堆"),
        ("歌唱家乌仁其木格", "乌仁其木格"),
        ("彝族姑娘阿依木呷", "阿依木呷"),
        ("外交部发言人", None),
        ("总书记", None),
        ("欧盟委员会发言人", None),
        ("业内人士", None),
        ("台湾民众党", None),
    ],
)
def test_the_name_at_the_end_of_a_phrase(phrase, name):
    found = name_before(Phrase(phrase), len(phrase))
    assert (None if found is None else phrase[found.start : found.end]) == name


@given(
    st.text(
        st.sampled_from("王李欧阳老小主任总统的·-JohnSmith六世马克龙先生会议 □"),
        min_size=1,
        max_size=16,
    )
)
def test_a_name_is_inside_the_phrase_and_no_surer_than_certain(text):
    phrase = Phrase(text)
    for end in range(1, len(text) + 1):
        found = name_before(phrase, end)
        assert found is None or (0 <= found.start < found.end <= end and found.weight <= 3.3)
