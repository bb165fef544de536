"""Pairing of quotation marks, regular and not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations import quote_marks


@pytest.mark.parametrize(
    ("text", "pairs", "left"),
    [
        ("“一‘二’三”", [(0, 6)], None),
        ("「一『二』三」", [(0, 6)], None),
        ('"一"二"三"', [(0, 2), (4, 6)], None),
        ("“一”“二”", [(0, 2), (3, 5)], None),
        ("“一。二“三”", [(4, 6)], None),
        ("“一。“", [(0, 3)], None),
        ("一”二", [], None),
        ("“一", [], 0),
        ("Xi’an“一”", [(5, 7)], None),
        ("“一‘二”三’", [(0, 4)], None),
    ],
)
def test_marks_pair_as_printed(text, pairs, left):
    assert quote_marks.pair(text) == (pairs, left)


@given(st.text(st.sampled_from('“”‘’「」『』"一。a'), max_size=30))
def test_pairs_are_apart_in_order_and_each_mark_is_a_mark(text):
    at = 0
    for start, end in quote_marks.pair(text).pairs:
        assert at <= start < end < len(text)
        assert quote_marks.ANY.match(text, start)
        assert quote_marks.ANY.match(text, end)
        at = end + 1
