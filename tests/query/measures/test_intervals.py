"""Intervals against published tables and SciPy, and the laws that any interval keeps."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.errors import QueryError
from juku.query.measures import intervals

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "measures" / "published.json").read_text("utf-8")
)


@pytest.mark.parametrize("row", CASES["wilson"]["rows"])
def test_wilson_equals_newcombes_table(row):
    low, high = intervals.wilson(*row["of"])
    assert [round(float(low), 4), round(float(high), 4)] == row["is"]


@pytest.mark.parametrize("row", CASES["newcombe"]["rows"])
def test_differences_equal_newcombes_table(row):
    low, high = intervals.newcombe(*row["of"])
    assert [round(float(low), 4), round(float(high), 4)] == row["is"]


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([0.9, 0.95, 0.999]))
def test_wilson_equals_scipy_to_1e_9(x, n, confidence):
    stats = pytest.importorskip("scipy.stats")
    if x > n:
        return
    theirs = stats.binomtest(x, n).proportion_ci(confidence, method="wilson")
    low, high = intervals.wilson(x, n, confidence)
    assert float(low) == pytest.approx(theirs.low, abs=1e-9)
    assert float(high) == pytest.approx(theirs.high, abs=1e-9)
    assert 0 <= low <= x / n + 1e-12
    assert x / n - 1e-12 <= high <= 1


@given(st.integers(1, 10**9))
def test_of_none_the_lower_bound_is_0_and_of_all_the_upper_1(n):
    assert float(intervals.wilson(0, n)[0]) == 0
    assert float(intervals.wilson(n, n)[1]) == 1


def test_no_trials_give_no_interval():
    low, high = intervals.wilson(0, 0)
    assert np.isnan(low)
    assert np.isnan(high)


def test_rates_are_shares_times_the_base():
    low, high = intervals.rate(81, 263, per=1000)
    assert [round(float(low), 1), round(float(high), 1)] == [255.3, 366.2]


@pytest.mark.parametrize("confidence", [-0.5, 0, 1, 95])
def test_a_confidence_that_is_no_share_is_refused(confidence):
    with pytest.raises(QueryError, match=rf"^confidence: {confidence} is not between 0 and 1"):
        intervals.z_quantile(confidence)


def test_lists_give_an_interval_each():
    low, high = intervals.newcombe([56, 48], [70, 80], [48, 56], [80, 70])
    np.testing.assert_allclose(low, [0.0524, -0.3339], atol=5e-5)
    np.testing.assert_allclose(high, [0.3339, -0.0524], atol=5e-5)


def test_a_signed_statistic_has_the_tail_of_its_size():
    tails = intervals.chi_squared_tail([3.841458820694124, -3.841458820694124, 0])
    np.testing.assert_allclose(tails, [0.05, 0.05, 1], rtol=1e-9)
