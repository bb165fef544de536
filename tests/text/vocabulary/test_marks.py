"""Which marks end a paragraph, and with which an item begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.vocabulary import marks
from juku.text.vocabulary.marks import DASHES, is_final, is_item, is_sent, is_stopped

ENDED_BY_DASHES = [f"作出部署{dash}" for dash in DASHES]


@pytest.mark.parametrize(
    "text",
    ["好。", "“好。”", "（好！）", "好……", "He said so.", "如下：", "好。[1]", *ENDED_BY_DASHES],
)
def test_final(text):
    assert is_final(text)


@pytest.mark.parametrize("text", ["好", "增长3.", "，", "“好", "好、"])
def test_not_final(text):
    assert not is_final(text)


@pytest.mark.parametrize("dash", DASHES)
def test_an_item_begins_with_dashes_but_not_what_stands_between_two(dash):
    assert is_item(f"{dash}首次设立新材料专区。")
    assert not is_item(f"{dash}尤其是首都{dash}房价更高。")


@given(st.text("。！？”’）]…是的摄攝影发社记者：:林晓/ 1.\n()（", max_size=14))
def test_what_is_told_without_the_pattern_of_last_marks_is_what_it_says(text):
    found = marks._FINAL.search(text, max(0, len(text) - 12))
    if is_stopped(text):
        assert found
    elif "\u3400" <= text[-1:] <= "\u9fff":
        assert is_final(text) == (found is not None or is_sent(text))
