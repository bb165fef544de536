"""Words at a seam and the looks of two lines: halves score above headings."""

from __future__ import annotations

import pytest

from juku.text.mending import halves, words_met

HALVES = [
    ("除了“朋友圈”持续扩大，本届进", "博还会创下多项历届之最。"),
    ("县里去年修通了最后一段公", "路，从乡里到县城只要四十分钟。"),
    ("据统计，全县共新建水窖1.2万口，改造老旧", "管网380公里。"),
]
HEADINGS = [
    ("让老人安享晚年", "清晨六点，集市上已经人声鼎沸。"),
    ("一条路带来的变化", "据统计，全县共新建水窖1.2万口。"),
    ("多方合力破解难题", "当地气象部门提醒，未来三天有雨。"),
]


def score(left, right):
    return halves.score(left, right, words_met.seam(left[-12:], right[:12]))


@pytest.mark.parametrize(("left", "right"), HALVES)
def test_a_half_scores_high(left, right):
    assert score(left, right) > 2


@pytest.mark.parametrize(("left", "right"), HEADINGS)
def test_a_heading_scores_low(left, right):
    assert score(left, right) < 0


def test_the_rest_of_a_sentence_is_told_from_the_beginning_of_one():
    given = halves._weights().words
    said = {
        right: halves.told_by_words(halves.right_signs(right, words_met.seam("会议", right)), given)
        for right in ("进行了", "据")
    }
    assert said["进行了"] > 0 > said["据"]
