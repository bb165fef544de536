"""Texts joined: every character in its place, folded as alone; shapes against a plain search."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.joined import MARK, Runs, Shapes, join

texts = st.lists(st.text(max_size=8) | st.text("今明年天４萬○\0\U00020000", max_size=8), max_size=5)


@given(texts)
def test_each_text_stands_at_its_place_folded_between_marks(some):
    joined = join(some)
    assert joined.text == MARK + "".join(text + MARK for text in some) + MARK * (not some)
    assert joined.view == fold(joined.text)
    assert joined.codes.tolist() == list(map(ord, joined.view))
    starts = joined.starts.tolist()
    for text, start, behind in zip(some, starts, starts[1:], strict=False):
        assert joined.text[start : behind - 1] == text
        assert set(joined.rows(range(start, behind)).tolist()) == {starts.index(start)}


@given(texts)
def test_shapes_are_found_where_a_plain_search_finds_them(some):
    rows = [("今明", "年天", ""), ("年", "今4", "明年")]
    joined = join(some)
    plain = [
        at
        for at in range(len(joined.view) - 2)
        if any(
            all(not those or joined.view[at + n] in those for n, those in enumerate(row))
            for row in rows
        )
    ]
    assert Shapes(rows).places(joined).tolist() == plain


@given(texts)
def test_runs_are_as_a_regular_expression_finds_them(some):
    joined = join(some)
    starts, ends = Runs("年天4").places(joined)
    plain = [run.span() for run in re.finditer("[年天4]+", joined.view)]
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == plain


def test_a_lone_surrogate_is_a_character_like_any_other():
    assert join(["\ud800今"]).view == "\0\ud800今\0"
