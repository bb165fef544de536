"""Signs that are asked before a rule: where there is none, the rule would have said nothing."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_any_page import COLUMNS, PAGES, torn

from juku.text.articles import author_lines
from juku.text.blocks import layout, page_heads, torn_bylines
from juku.text.bylines import byline
from juku.text.mending import wrapping
from juku.text.pages import read_page
from juku.text.vocabulary.folding import unfolded

SIGNS = (
    (layout, "is_plain", False),
    (byline, "_is_text", False),
    (torn_bylines, "may_be", True),
    (page_heads, "_tells", True),
    (wrapping, "_may_run_on", True),
    (author_lines, "is_stopped", False),
)
"""Each with what it says where the rule is to be asked."""
BYLINES = Path(__file__).parents[1] / "cases" / "byline"


def _strings(said):
    if isinstance(said, str):
        return [said]
    each = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    return [text for one in each for text in _strings(one)]


PRINTED = sorted(
    {
        text
        for path in sorted(BYLINES.glob("*.json"))
        for text in _strings(json.loads(path.read_text("utf-8")))
    }
)
"""Datelines, credits, furniture and prose like them, with the names and words in them."""
LINES = st.one_of(
    torn(),
    st.tuples(st.sampled_from(PRINTED), st.sampled_from(["", "。", "！”", "（"])).map(
        lambda parts: ["".join(parts)]
    ),
    st.sampled_from(
        [
            ["2019年9月4日　星期三　第10版"],
            ["前进日报"],
            ["前進日報"],
            ["前进日报 电子版"],
            ["今晨最低气温26℃　明天多云转阵雨"],
            ["临州 晴转多云 12°Ｃ~20°Ｃ"],
            ["03"],
            ["要闻"],
            ["他走了。（新华社", "记者王小明、李华）"],
            ["读者 冯大庆。"],
            ["林晓。"],
        ]
    ),
)


@contextmanager
def _every_rule_asked():
    with ExitStack() as stack:
        for module, name, said in SIGNS:
            stack.enter_context(mock.patch.object(module, name, return_value=said))
        yield


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        PAGES,
        st.builds(
            lambda lines, between: between.join(line for each in lines for line in each),
            st.lists(LINES, max_size=12),
            st.sampled_from(["\n", "\n\n", "\u2028", "\x1d"]),
        ),
    ),
    st.booleans(),
)
@example("# 题目\n他走了。（新华社\x85记者王小明）\n", False)
@example("丰埠市公安局\n林晓。\n（上接）不是。", False)
def test_pages_are_read_as_if_every_rule_were_asked(page, single):
    read = read_page(page, COLUMNS, single=single)
    with _every_rule_asked():
        assert read_page(page, COLUMNS, single=single) == read


def test_every_sign_of_a_degree_is_one_as_it_is_printed():
    assert unfolded(frozenset("℃度°")) == frozenset("℃度°")
