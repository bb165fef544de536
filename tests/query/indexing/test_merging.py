"""Sorted arrays become one, as numpy's own slower function has it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.query.indexing.merging import union

RUNS = st.lists(
    st.lists(st.integers(0, 20)).map(lambda values: np.array(sorted(set(values)), np.int64)),
    min_size=1,
    max_size=4,
)


@given(RUNS)
def test_every_value_of_any_run_is_there_once_in_order(runs):
    before = [run.tolist() for run in runs]
    assert union(runs).tolist() == np.unique(np.concatenate(runs)).tolist()
    assert [run.tolist() for run in runs] == before


@pytest.mark.parametrize("kind", [np.int32, np.int64, np.uint32])
def test_the_kind_of_number_stays(kind):
    assert union([np.array([3], kind), np.array([1, 3], kind)]).dtype == kind
    assert union([np.array([], kind), np.array([], kind)]).tolist() == []
