"""The rest of a broken paragraph is told from the beginning of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku import data
from juku.text.mending import rests

BROKEN = [
    ("新管埋得比老管深了近半", "米，重车压过也不容易伤着。", "居民老罗说，水清了。"),
    ("这台机器一天能切三千六百", "块豆腐，抵得上八个人。", "今年春天，厂里又添了两台。"),
    ("村里把收来的旧书按年", "代排好，放在祠堂的楼上。", "“书是给人看的。”老校长说。"),
    ("他说：“水是清了，可我心里还", "惦记着上游那家厂。”", "县环保局局长周明远表示，厂已停产。"),
    ("公社把修好的水泵分给二十", "多个生产队使用，保证了插秧。", "记者在田头看到，秧苗已经返青。"),
]


@pytest.mark.parametrize(("half", "rest", "beginning"), BROKEN)
def test_a_rest_fits_its_half_better_than_a_beginning_does(half, rest, beginning):
    assert rests.score(half, rest) > rests.score(half, beginning)
    assert rests.score(half, rest) >= 0


def test_weights_that_sum_to_nothing_do_so_in_every_python():
    # Added one by one they leave 5e-16, which only Python 3.11 and older would show.
    assert rests.score("旧书三本以上者，均可免费", "换取同等数量的图书。") == 0.0


def test_traditional_characters_are_weighed_as_simplified_ones_are():
    half, rest = "新管埋得比老管深了近半", "米，重车压过也不容易伤着。"
    assert rests.score("新管埋得比老管深了近半", "米，重車壓過也不容易傷著。") == pytest.approx(
        rests.score(half, rest), abs=0.5
    )


def test_a_quotation_that_only_the_rest_closes_speaks_for_it():
    rest = "惦记着上游那家厂。”"
    assert rests.score("他说：“水清了，我心里还", rest) > rests.score("他说水清了，我心里还", rest)


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_any_two_lines_have_a_score_that_is_the_sum_of_its_signs(left, right):
    weights = data.load("rests")["weights"]
    told = sum(weights.get(sign, 0.0) for sign in rests.signs(left, right))
    assert rests.score(left, right) == pytest.approx(told)
