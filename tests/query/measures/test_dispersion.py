"""Dispersion against Gries' worked example, a slow definition and the extremes of each scale."""

from __future__ import annotations

import json
from math import log2
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.query.measures import dispersion as d

CASE = json.loads(
    (Path(__file__).parents[2] / "cases" / "measures" / "published.json").read_text("utf-8")
)["dispersion"]
PARTS = st.lists(st.tuples(st.integers(0, 50), st.integers(50, 400)), min_size=2, max_size=12)


@pytest.mark.parametrize(("name", "value"), sorted(CASE["is"].items()))
def test_the_five_part_corpus_gives_the_published_values(name, value):
    measured = float(d.MEASURES[name](CASE["counts"], CASE["sizes"]))
    assert round(measured, CASE["decimals"]) == value


def test_the_range_of_the_five_part_corpus_is_five():
    assert int(d.range_of(CASE["counts"])) == 5


def test_a_word_in_proportion_to_the_parts_is_perfectly_even():
    counts, sizes = [10, 20, 30], [1000, 2000, 3000]
    ends = {"juilland_d": 1, "carroll_d2": 1, "rosengren_s": 1}
    for name, measure in d.MEASURES.items():
        assert float(measure(counts, sizes)) == pytest.approx(ends.get(name, 0), abs=1e-12), name


def test_a_word_in_the_smallest_part_only_has_dp_norm_1():
    """What the correction of 2012 is for: DP itself stops at 1 - min(s)."""
    assert float(d.dp([7, 0, 0], [10, 20, 70])) == pytest.approx(0.9)
    assert float(d.dp_norm([7, 0, 0], [10, 20, 70])) == pytest.approx(1.0)


def test_a_word_in_one_of_equal_parts_has_juilland_0():
    assert float(d.juilland_d([9, 0, 0, 0], [5, 5, 5, 5])) == pytest.approx(0)


@pytest.mark.parametrize(
    ("name", "counts", "value"),
    [
        ("carroll_d2", [9, 0, 0, 0], 0.0), ("carroll_d2", [4, 4, 0, 0], 0.5),
        ("rosengren_s", [9, 0, 0, 0], 0.25), ("rosengren_s", [4, 4, 0, 0], 0.5),
        ("juilland_d", [4, 4, 0, 0], 1 - 3**-0.5), ("kl_divergence", [4, 4, 0, 0], 1.0),
        ("dp", [4, 4, 0, 0], 0.5), ("dp_norm", [4, 4, 0, 0], 2 / 3),
    ],
)  # fmt: skip
def test_parts_without_the_word_count_as_parts(name, counts, value):
    """Four equal parts, by hand from the formulas."""
    assert float(d.MEASURES[name](counts, [5, 5, 5, 5])) == pytest.approx(value, abs=1e-12)


def test_a_word_that_does_not_occur_has_no_dispersion():
    assert int(d.range_of([0, 0])) == 0
    for name, measure in d.MEASURES.items():
        assert np.isnan(measure([0, 0], [5, 5])), name


@given(PARTS)
def test_measures_equal_their_definitions_written_as_loops(parts):
    counts, sizes = [v for v, _ in parts], [s for _, s in parts]
    f, n = sum(counts), sum(sizes)
    if f == 0:
        return
    dp = sum(abs(v / f - s / n) for v, s in parts) / 2
    kl = sum(v / f * log2(v / f * n / s) for v, s in parts if v)
    assert float(d.dp(counts, sizes)) == pytest.approx(dp, rel=1e-9, abs=1e-12)
    assert float(d.kl_divergence(counts, sizes)) == pytest.approx(kl, rel=1e-9, abs=1e-9)


@given(PARTS)
def test_many_words_at_once_equal_one_at_a_time(parts):
    counts, sizes = np.array([v for v, _ in parts]), [s for _, s in parts]
    both = np.stack([counts, counts[::-1]])
    for name, measure in d.MEASURES.items():
        single = [measure(row, sizes) for row in both]
        np.testing.assert_allclose(measure(both, sizes), single, rtol=1e-12, err_msg=name)
