"""Columns made from buffers are those that Arrow makes itself."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.query.indexing import arrow

NUMBERS = st.lists(st.integers(-(2**31), 2**31 - 1), max_size=40)


@given(NUMBERS, st.sampled_from(["int64", "int32", "float64", "bool"]), st.data())
def test_a_column_is_the_one_that_arrow_makes(values, kind, data):
    array = np.array(values).astype(kind)
    absent = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values))), bool
    )
    assert arrow.column(array).equals(pa.array(array))
    assert arrow.column(array, absent).equals(pa.array(array, mask=absent))


@given(st.lists(st.text(), max_size=20))
def test_texts_are_the_ones_that_arrow_makes(values):
    values = [v.encode("utf-8", "ignore").decode() for v in values]
    assert arrow.texts(values).equals(pa.array(values, pa.string()))
    assert arrow.texts(values, pa.large_string()).equals(pa.array(values, pa.large_string()))


@given(st.lists(st.none() | st.integers(0, 2**31 - 1), max_size=30), st.integers(0, 5))
def test_numbers_and_truth_come_back_from_any_slice(values, skip):
    column = pa.array(values, pa.int32())[skip:]
    expected = [-1 if v is None else v for v in values[skip:]]
    assert arrow.numbers(column).tolist() == expected
    assert arrow.numbers(pa.chunked_array([column, column])).tolist() == expected * 2
    assert arrow.truth(column.is_valid()).tolist() == [v is not None for v in values[skip:]]


@pytest.mark.parametrize("kind", ["strided", "read-only"])
def test_any_numpy_array_is_taken(kind):
    array = np.arange(10)
    array.flags.writeable = kind != "read-only"
    given_array = array[::3] if kind == "strided" else array
    assert arrow.column(given_array).to_pylist() == given_array.tolist()
