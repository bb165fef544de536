"""Keyness measures against Rayson's formula written out, SciPy and association-measures."""

from __future__ import annotations

from math import log, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.query.measures import keyness as k

COUNTS = st.tuples(st.integers(0, 500), st.integers(0, 500))


def samples(count=200, seed=3):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 900, count), rng.integers(0, 900, count), 120_000, 940_000


def theirs(measure, **options):
    """The measure of the samples by the reference implementation."""
    pd = pytest.importorskip("pandas")
    reference = pytest.importorskip("association_measures.measures")
    a, b, c, d = samples()
    frame = pd.DataFrame({"f1": a, "N1": c, "f2": b, "N2": d})
    return reference.score(frame, measures=[measure], digits=None, **options)[measure]


def test_g2_is_raysons_two_cell_formula():
    """E = size·(a + b)/(c + d); written out here by hand for one word."""
    a, b, c, d = 150, 60, 50_000, 80_000
    e1, e2 = c * (a + b) / (c + d), d * (a + b) / (c + d)
    expected = 2 * (a * log(a / e1) + b * log(b / e2))
    assert float(k.log_likelihood(a, b, c, d)) == pytest.approx(expected, rel=1e-12)
    assert float(k.bic(a, b, c, d)) == pytest.approx(expected - log(130_000), rel=1e-12)


def test_g2_over_four_cells_equals_the_reference_implementation_to_1e_9():
    expected = theirs("log_likelihood", signed=False)
    np.testing.assert_allclose(k.log_likelihood_full(*samples()), expected, rtol=1e-9, atol=1e-9)


def test_log_ratio_equals_the_reference_implementation_to_1e_9():
    expected = theirs("log_ratio", discounting="Hardie2014", disc=0.5)
    np.testing.assert_allclose(k.log_ratio(*samples()), expected, rtol=1e-9, atol=1e-12)


def test_conservative_log_ratio_equals_the_reference_implementation_to_1e_9():
    expected = theirs("conservative_log_ratio", alpha=0.001, vocab=200)
    ours = k.conservative_log_ratio(*samples(), confidence=0.999, comparisons=200)
    np.testing.assert_allclose(ours, expected, rtol=1e-9, atol=1e-9)


def test_intervals_equal_scipy_to_1e_9():
    """Katz's interval of the relative risk, Woolf's of the odds ratio."""
    contingency = pytest.importorskip("scipy.stats.contingency")
    a, b, c, d = 48, 30, 5000, 9000
    risk = contingency.relative_risk(a, c, b, d).confidence_interval(0.95)
    low, high = k.log_ratio_interval(a, b, c, d)
    assert 2 ** float(low) == pytest.approx(risk.low, rel=1e-9)
    assert 2 ** float(high) == pytest.approx(risk.high, rel=1e-9)
    odds = contingency.odds_ratio([[a, c - a], [b, d - b]], kind="sample")
    low, high = k.odds_ratio_interval(a, b, c, d)
    assert float(k.odds_ratio(a, b, c, d)) == pytest.approx(odds.statistic, rel=1e-9)
    assert float(low) == pytest.approx(odds.confidence_interval(0.95).low, rel=1e-9)
    assert float(high) == pytest.approx(odds.confidence_interval(0.95).high, rel=1e-9)


def test_p_value_is_the_chi_squared_tail():
    assert float(k.p_value(10.827566170662733)) == pytest.approx(0.001, rel=1e-9)


@pytest.mark.parametrize(("times", "points"), [(1, 0), (2, 1), (4, 2), (8, 3), (0.5, -1)])
def test_log_ratio_counts_doublings(times, points):
    """Hardie (2014): every point is a doubling of the relative frequency."""
    assert float(k.log_ratio(40 * times, 40, 10_000, 10_000)) == points


def test_percent_difference_is_from_the_reference():
    """Gabrielatos & Marchi: twice as frequent is +100, half is -50."""
    assert float(k.percent_difference(40, 20, 1000, 1000)) == 100
    assert float(k.percent_difference(20, 40, 1000, 1000)) == -50


def test_a_word_that_the_reference_lacks_is_infinitely_more_frequent_but_has_a_log_ratio():
    assert float(k.percent_difference(5, 0, 1000, 1000)) == np.inf
    assert float(k.odds_ratio(5, 0, 1000, 1000)) == np.inf
    assert float(k.log_ratio(5, 0, 1000, 1000)) == pytest.approx(log2(10))
    assert [float(x) for x in k.odds_ratio_interval(5, 0, 1000, 1000)] == [0, np.inf]


def test_ell_is_g2_over_the_size_times_the_log_of_the_smaller_expectation():
    """Four words of six, two in the smaller half: E = 1·6/4 = 1.5 by hand."""
    g2 = float(k.log_likelihood(2, 4, 1000, 3000))
    assert float(k.ell(2, 4, 1000, 3000)) == pytest.approx(g2 / (4000 * log(1.5)), rel=1e-12)
    assert 0 < float(k.ell(300, 10, 1000, 1000)) < 1
    assert np.isnan(k.ell(1, 0, 1000, 1000))
    assert np.isnan(k.ell(2, 0, 1000, 1000))


@pytest.mark.parametrize(("a", "b", "kept"), [(0, 1, (0.5, 1)), (1, 0, (1, 0.5)), (1, 1, (1, 1))])
def test_only_a_count_of_0_is_taken_as_a_half(a, b, kept):
    """Katz's interval, written out; a count of 1 is a count of 1."""
    first, second = kept
    centre = log2(first / second * 3000 / 1000)
    half = 1.959963984540054 * (1 / first - 1 / 1000 + 1 / second - 1 / 3000) ** 0.5 / log(2)
    low, high = k.log_ratio_interval(a, b, 1000, 3000)
    assert float(low) == pytest.approx(centre - half, rel=1e-9)
    assert float(high) == pytest.approx(centre + half, rel=1e-9)


def test_all_tokens_have_infinite_odds_and_more_than_all_have_none():
    """Characters can be more than tokens; a share of 1 is still a share."""
    assert float(k.odds_ratio(1000, 5, 1000, 1000)) == np.inf
    assert float(k.odds_ratio(5, 1000, 1000, 1000)) == 0
    assert np.isnan(k.odds_ratio(1001, 5, 1000, 1000))
    assert np.isnan(k.odds_ratio(5, 1001, 1000, 1000))


@pytest.mark.parametrize(("a", "b", "sign"), [(0, 1, -1), (1, 0, 1)])
def test_the_conservative_ratio_of_a_single_occurrence(a, b, sign):
    """Of one against none the beta quantile is that of a uniform: odds of 3 at a tail of 1/4."""
    sizes = (1000, 100) if a < b else (100, 1000)
    careful = float(k.conservative_log_ratio(a, b, *sizes, confidence=0.5))
    assert careful == pytest.approx(sign * log2(10 / 3), rel=1e-9)


@given(COUNTS)
def test_exchanging_the_corpora_changes_only_signs(counts):
    a, b = counts
    forth, back = (a, b, 3000, 7000), (b, a, 7000, 3000)
    assert float(k.log_likelihood(*forth)) == pytest.approx(float(k.log_likelihood(*back)))
    assert float(k.log_ratio(*forth)) == pytest.approx(-float(k.log_ratio(*back)))
    low, high = k.log_ratio_interval(*forth)
    assert float(low) <= float(k.log_ratio(*forth)) <= float(high)


@given(COUNTS)
def test_the_conservative_ratio_never_exceeds_the_plain_one(counts):
    a, b = counts
    careful = float(k.conservative_log_ratio(a, b, 3000, 7000))
    plain = float(k.log_ratio(a, b, 3000, 7000))
    if a and b:
        assert abs(careful) <= abs(plain) + 1e-9


def test_simple_maths_is_the_ratio_of_smoothed_rates():
    """As in the table of Kilgarriff's paper: an infrequent, a middling and a frequent word."""
    rates = [(10, 0), (200, 100), (12000, 10000)]
    target, reference = (np.array(side) for side in zip(*rates, strict=True))
    expected = {1: [11, 1.99, 1.20], 100: [1.10, 1.50, 1.20], 1000: [1.01, 1.09, 1.18]}
    for smoothing, scores in expected.items():
        found = k.simple_maths(target, reference, 10**6, 10**6, smoothing=smoothing)
        assert np.round(found, 2).tolist() == scores
    assert k.simple_maths(20, 5, 2 * 10**6, 5 * 10**5).tolist() == 1
