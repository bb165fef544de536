"""Rows are put in the order that one stable sort of them all gives, and in passes that end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.errors import LimitError
from juku.query.matching import limits
from juku.query.matching.limits import FREE, Budget, Limits
from juku.query.measures.sorting import order_of

NUMBERS = st.one_of(st.integers(0, 3), st.integers(0, 1 << 17), st.integers(0, (1 << 62) - 1))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=40), st.integers(0, 3))
def test_rows_are_in_the_order_of_their_columns_and_alike_ones_in_their_own(rows, count):
    columns = [np.array([row[at] for row in rows], np.int64) for at in range(count)]
    expected = sorted(range(len(rows)), key=lambda place: rows[place][:count])
    assert order_of(columns, len(rows), FREE).tolist() == expected


@pytest.mark.parametrize(
    ("highest", "passes"), [(0, 0), (1, 1), (65535, 1), (65536, 2), (1 << 61, 4)]
)
def test_time_is_looked_at_before_each_digit(monkeypatch, highest, passes):
    column = np.array([highest, 0])
    seconds = iter(range(100))
    monkeypatch.setattr(limits.time, "monotonic", lambda: next(seconds))
    assert len(order_of([column], 2, Budget(Limits(seconds=passes)))) == 2
    if passes:
        with pytest.raises(LimitError, match=f"did not end within {passes - 1} s"):
            order_of([column], 2, Budget(Limits(seconds=passes - 1)))


def test_the_passes_take_their_memory():
    with pytest.raises(LimitError, match="needs more than 0 MiB"):
        order_of([np.arange(1000)], 1000, Budget(Limits(memory=20_000)))
