"""What begins where a subject ends."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from juku.text.quotations import predicates

PATTERN = predicates._WORD
pieces = st.sampled_from(sorted(set(PATTERN.pattern))) | st.sampled_from(predicates._TABLE)


@example("找他")
@given(st.lists(pieces, max_size=8).map("".join) | st.from_regex(PATTERN))
def test_a_word_is_found_where_the_whole_pattern_finds_it(text):
    for at in range(len(text)):
        for end in {len(text), min(at + 3, len(text))}:
            found, whole = predicates.word(text, at, end), PATTERN.match(text, at, end)
            assert (found and found.span()) == (whole and whole.span())


@pytest.mark.parametrize(
    "word",
    [
        "慢慢地",
        "静静地看",
        "高高兴兴地",
        "笑着",
        "抹了",
        "走上了",
        "3月5日",
        "找他",
        "见您",
        "摇摇头",
    ],
)
def test_a_word_of_a_set_form_is_found(word):
    assert predicates.word(word, 0, len(word)) is not None
