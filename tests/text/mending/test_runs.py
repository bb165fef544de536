"""Runs of short lines: verse and lists stay apart, a paragraph in pieces does not."""

from __future__ import annotations

import pytest

from juku.text.blocks import layout, lines
from juku.text.mending import runs
from juku.text.mending.seams import Seams

VERSE = [
    "门前一条小河弯又长/两岸稻花阵阵香/阿妹摇船过桥去/阿哥唱歌在山冈",
    "我想在/田埂上/画满格子，/让所有的种子/都记住春天。",
    "生活就像海洋/只有意志坚强的人/才能到达彼岸",
    "第一名 王磊 北京/第二名 李强 上海/第三名 周洋 四川",
    "时间：每周六上午九点/地点：市民文化广场东侧/主办：区图书馆和街道办",
    "全省粮食产量再创新高/新能源汽车出口增长三成/地铁五号线昨日全线贯通",
]
PIECES = [
    "选民一边倒地选择/独立，尽管投票率低，反/对分裂的人大多都抵制了/此次投票。",
    "第一班公交车开进村口的时/候，车上坐的大多是去县/城赶集的老人。",
    "节粮减损 颗粒归仓/去年秋天接连下了半个月的雨，因/此许多稻谷还没有入库就发/了芽。",
    "他是一位好队长。他的十二名/队员都练得很苦，从没有/缺过一次课。",
]


def listed(text: str, *, indented: bool = False) -> set[int]:
    printed = lines.printed(layout.cut(text.replace("/", "\n\n")))
    return runs.listed(printed, Seams(text, headings_marked=False), set(), indented=indented)


@pytest.mark.parametrize("text", VERSE)
def test_verse_and_lists_are_listed(text):
    assert len(listed(text)) == text.count("/") + 1


@pytest.mark.parametrize("text", PIECES)
def test_a_paragraph_in_pieces_is_not(text):
    assert not listed(text)


def test_a_run_whose_first_line_alone_is_set_in_is_a_paragraph():
    pieces = "会计林大海算过/一台机器一年/省下六万元。"
    assert listed(pieces, indented=True)
    assert not listed("\u3000\u3000" + pieces, indented=True)
    assert listed("\u3000\u3000" + pieces.replace("/", "/\u3000\u3000"), indented=True)
