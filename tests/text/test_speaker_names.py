"""Persons' names in clauses."""

from __future__ import annotations

import pytest

from juku.text import speaker_names


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
        ("欧阳明高院士", "欧阳明高"),
        ("法国总统马克龙", "马克龙"),
        ("年逾九旬的黄宝妹", "黄宝妹"),
        ("外交部发言人", None),
        ("总书记", None),
        ("欧盟委员会发言人", None),
        ("埃及总理马德布利在开幕式上", "马德布利"),
        ("球队主教练伊万科维奇赛后", "伊万科维奇"),
        ("文敬在会上", "文敬"),
        ("业内人士", None),
    ],
)
def test_the_name_in_a_clause(phrase, name):
    found = speaker_names.first(phrase, 0, len(phrase))
    assert (None if found is None else found.of(phrase)) == name
