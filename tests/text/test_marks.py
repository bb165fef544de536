"""Which marks end a paragraph, and with which an item begins."""

from __future__ import annotations

import pytest

from juku.text.marks import DASHES, is_final, is_item

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
