"""A page is cut into pieces that tile it."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.blocks import layout

MARKS = st.text(st.sampled_from("#* 甲乙。\n\r\u3000\x0b\u2028\ufeff\x00（记者张三）新华社4日电-—"))


def kinds(page):
    return [(p.kind, page[p.start : p.end]) for p in layout.cut(page) if p.kind != "blank"]


@given(st.one_of(st.text(), MARKS))
def test_pieces_tile_the_page(page):
    at = 0
    for piece in layout.cut(page):
        assert piece.start == at
        assert piece.end > at
        assert not piece.text or piece.text == page[piece.start : piece.end]
        at = piece.end
    assert at == len(page)


@given(st.one_of(st.text(), MARKS))
def test_what_has_no_characters_is_white_space_or_marks(page):
    for piece in layout.cut(page):
        if not piece.text:
            for char in page[piece.start : piece.end]:
                assert char.isspace() or char in "#*-_=~＝－—\x00" or category(char) == "Cf"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("# 甲 #", [("markup", "# "), ("heading", "甲"), ("markup", " #")]),
        ("#甲", [("markup", "#"), ("heading", "甲")]),
        ("##甲##", [("markup", "##"), ("heading", "甲"), ("markup", "##")]),
        ("#改革开放#引热议", [("paragraph", "#改革开放#引热议")]),
        ("# 热议#改革#", [("markup", "# "), ("heading", "热议#改革#")]),
        ("# #改革# #", [("markup", "# "), ("heading", "#改革#"), ("markup", " #")]),
        ("## C# 与 F#", [("markup", "## "), ("heading", "C# 与 F#")]),
        ("#甲乙。", [("paragraph", "#甲乙。")]),
        ("# 甲。", [("markup", "# "), ("heading", "甲。")]),
        ("##甲。", [("markup", "##"), ("heading", "甲。")]),
        ("# # 甲", [("markup", "# # "), ("heading", "甲")]),
        ("#", [("markup", "#")]),
        ("**", [("paragraph", "**")]),
        ("****", [("markup", "****")]),
        ("**甲**", [("markup", "**"), ("heading", "甲"), ("markup", "**")]),
        ("甲**乙", [("paragraph", "甲**乙")]),
        ("---", [("markup", "---")]),
        ("![](images/a1.jpg)", [("markup", "![](images/a1.jpg)")]),
        ("![渡口（右）](b.png)", [("markup", "![渡口（右）](b.png)")]),
        ("![](a.jpg)渡口", [("paragraph", "![](a.jpg)渡口")]),
        ("（记者张三）", [("credit", "（记者张三）")]),
        ("**（记者张三）**", [("markup", "**"), ("credit", "（记者张三）"), ("markup", "**")]),
        ("\ufeff甲\u200b", [("paragraph", "甲")]),
    ],
)
def test_marks_are_taken_off(page, expected):
    assert [(k, t) for k, t in kinds(page)] == expected
