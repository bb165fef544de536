"""Texts joined: every character in its place, folded as alone; shapes against a plain search."""

from __future__ import annotations

import re
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku import compiled
from juku.text.vocabulary import joined as home
from juku.text.vocabulary.folding import FOLDS, fold
from juku.text.vocabulary.joined import MARK, Runs, Shapes, join

KERNEL = compiled.kernel("joined")
built = pytest.mark.skipif(KERNEL is None, reason="the loops over joined texts are not built")
hostile = st.lists(
    st.text(st.characters(exclude_categories=()), max_size=8)
    | st.text("今明年天４萬○\0\r\n\ud800\U00020000", max_size=8),
    max_size=5,
)

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


@built
@given(hostile)
def test_compiled_or_not_texts_are_joined_alike(some):
    shapes = Shapes([("今明", "年天", ""), ("年", "今4", "明年")])
    joined = join(some)
    with mock.patch.object(home, "_KERNEL", None):
        plainly, places = join(some), shapes.places(joined)
    assert (joined.text, joined.view) == (plainly.text, plainly.view)
    assert joined.starts.tolist() == plainly.starts.tolist()
    assert (joined.codes.dtype, joined.codes.tolist()) == ("uint32", plainly.codes.tolist())
    assert shapes.places(joined).tolist() == places.tolist()


def test_every_character_that_is_folded_is_folded_in_joined_texts():
    every = "".join(map(chr, sorted(FOLDS)))
    assert join([every]).view == f"\0{fold(every)}\0"


@built
def test_tables_of_another_size_are_refused():
    codes, starts = np.zeros(3, np.uint32), np.zeros((1 << 16) + 1, np.bool_)
    for args in (
        (codes, starts[1:].copy(), np.zeros((1, len(starts)), np.uint64)),
        (codes, starts, np.zeros((1, 9), np.uint64)),
        (b"odd", starts, np.zeros((1, len(starts)), np.uint64)),
    ):
        with pytest.raises(ValueError, match="another size"):
            KERNEL.shapes(*args)
    with pytest.raises(ValueError, match="another size"):
        KERNEL.fold("句", codes)
