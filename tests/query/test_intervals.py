"""Intervals against published tables and SciPy, and the laws that any interval keeps."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.query import intervals

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "measures" / "published.json").read_text("utf-8")
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


def test_no_trials_give_no_interval():
    low, high = intervals.wilson(0, 0)
    assert np.isnan(low)
    assert np.isnan(high)


def test_rates_are_shares_times_the_base():
    low, high = intervals.rate(81, 263, per=1000)
    assert [round(float(low), 1), round(float(high), 1)] == [255.3, 366.2]
