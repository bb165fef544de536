"""What is taken for plain text at first sight is what the rules of layout leave as text."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_signs import PRINTED

from juku.text.blocks import layout
from juku.text.blocks.plain import RULED, is_plain
from juku.text.bylines import byline
from juku.text.vocabulary.tables import spelt_out

SIGNS = st.sampled_from(
    [
        *"。！？”“，：；…、—-·*#/／ \u3000\t\ufeff\x00（）()【】〔〕[]［］〖〗■□〇○Ｏ◎▲《》",
        "**",
        "（上接第一版）",
        "来源",
        "來源：",
        "读者 ",
        "讀者　",
        "作者：",
        "本报讯",
        "电",
        "報導",
        "评论员",
        "(下轉第４版)",
        "摄",
        "（摄影：",
        "记者",
        "\u2028",
    ]
)
LINES = st.lists(st.one_of(st.sampled_from(PRINTED), SIGNS, st.text(max_size=3)), max_size=7).map(
    "".join
)


def _by_rule(text):
    with (
        mock.patch.object(layout, "is_plain", return_value=False),
        mock.patch.object(byline, "_is_text", return_value=False),
    ):
        return layout.cut(text)


@given(LINES, st.sampled_from(["。", "！", "？”", "", "\n", *[mark * 81 for mark in RULED]]))
@example("\t（本报记者 张三）。", "")
@example("张三 来源：某报", "。")
@example("读者 冯大庆", "。")
@example("□本报记者 张三□李四", "。")
@example("本报记者 张三 ○李四", "！”")
@example("", "-" * 81)
@example("", "— " * 60)
def test_the_rules_cut_nothing_else(line, end):
    page = line + end
    assert layout.cut(page) == _by_rule(page)


@pytest.mark.parametrize("end", ["", "。", "。”", "天黑了，" * 30 + "走"])
def test_the_rules_cut_no_printed_line_else(end):
    pages = [line + end for line in PRINTED]
    assert [page for page in pages if layout.cut(page) != _by_rule(page)] == []


@pytest.mark.parametrize(
    "line",
    ["天黑了，工人们还没有走。", "他说：“走吧！”", "１２月的一天，（船）进了港？", "长" * 81],
)
def test_lines_of_text_are_plain(line):
    assert is_plain(line)


@given(
    st.lists(st.sampled_from(["甲", "[乙丙]", "丁", "[0戊]"]), min_size=1, max_size=5),
    st.text("甲乙丙丁0戊"),
)
def test_words_spelt_out_are_the_words(parts, text):
    words = "|".join(parts)
    assert re.findall(spelt_out(words), text) == re.findall(words, text)
