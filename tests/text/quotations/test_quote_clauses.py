"""Clauses that speak of quoted words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations import quote_clauses


@given(st.from_regex(quote_clauses._OWNED))
def test_whose_words_they_are_is_found_where_the_whole_pattern_finds_it(text):
    found, whole = quote_clauses.owned(text, 0, len(text)), quote_clauses._OWNED.search(text)
    assert whole is not None
    assert found is not None
    assert found.span("who") == whole.span("who")
