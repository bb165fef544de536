"""Whether a word lies over the seam of two texts, by more than chance."""

from __future__ import annotations

import pytest

from juku.text.mending.words_met import seam


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("明确了新时代社会工", "作的重点任务"),
        ("希望摆脱民意调", "查落后的局面"),
        ("本届全国人大", "常委会会议"),
    ],
)
def test_a_torn_word_crosses(left, right):
    assert seam(left, right).crosses


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("老码头今天", "记者在现场"),
        ("走特色发展之路", "向客人说起"),
        ("开放的大门越开越大", "王永江的一天"),
        ("他在读GD", "P报告"),
    ],
)
def test_two_words_that_may_make_a_third_do_not(left, right):
    assert not seam(left, right).crosses
