"""The canonical text of a batch of rows is that of each row by itself."""

from __future__ import annotations

import datetime as dt
import math
import struct
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku import rowtext

KINDS = {
    "days": pa.list_(pa.date32()),
    "reals": pa.list_(pa.float64()),
    "small": pa.int8(),
    "text": pa.large_string(),
    "texts": pa.list_(pa.string()),
    "whole": pa.int64(),
    "wholes": pa.large_list(pa.int32()),
    "words": pa.large_list(pa.large_string()),
}
SCHEMA = pa.schema(list(KINDS.items()))
EDGES = [0, 9, 10, 99, 32767, 32768, -1]
"""Where a number's form stops being one of those that are kept."""


def plain(value):
    if value is None:
        return "~"
    if isinstance(value, str):
        return f"{len(value.encode())}:{value}"
    if not isinstance(value, list):
        return str(whole(value))
    if any(isinstance(item, str) for item in value):
        lengths = ["~" if item is None else str(len(item.encode())) for item in value]
        return f"[{','.join(lengths)}]{''.join(item or '' for item in value)}"
    return f"[{','.join(map(plain, value))}]"


def whole(value):
    if isinstance(value, dt.date):
        return (value - dt.date(1970, 1, 1)).days
    if isinstance(value, float):
        bits = struct.unpack("<q", struct.pack("<d", value + 0.0))[0]
        return 0x7FF8000000000000 if math.isnan(value) else bits
    return value


def strategy(kind):
    """Nulls and empty lists by far the most, as in most columns of lists."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        some = st.lists(strategy(kind.value_type), max_size=3)
        return st.sampled_from([[], [], [], None]) | some
    if pa.types.is_integer(kind):
        top = 1 << (kind.bit_width - 1)
        edges = st.sampled_from([edge for edge in EDGES if edge < top])
        return st.none() | edges | st.integers(0, 9) | st.integers(-top, top - 1)
    if pa.types.is_floating(kind):
        return st.none() | st.just(0.0) | st.floats()
    if pa.types.is_date(kind):
        return st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
    lengths = st.sampled_from(["字" * n for n in (0, 1, 3, 4, 33, 34, 10922, 10923)])
    return st.none() | lengths | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)


ROWS = st.lists(
    st.fixed_dictionaries({name: strategy(kind) for name, kind in KINDS.items()}), max_size=12
)


def made(batch, columns):
    offsets, data = rowtext.canonical(batch, columns)
    return [bytes(data[start:end]).decode() for start, end in pairwise(offsets)]


def expected(rows, columns):
    return ["".join(plain(row[name]) + ";" for name in sorted(columns)) for row in rows]


@settings(max_examples=200, deadline=None)
@given(ROWS, st.sets(st.sampled_from(sorted(KINDS))), st.integers(0, 4))
def test_rows_of_a_batch_and_of_a_slice_are_as_each_is_by_itself(rows, columns, start):
    batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
    for part in (batch, batch.slice(start), batch.slice(0, start)):
        assert made(part, columns) == expected(part.to_pylist(), columns)


@pytest.mark.parametrize("null", [False, True])
@pytest.mark.parametrize("limit", [10, 1 << 15])
def test_numbers_about_the_limit_of_kept_forms_are_in_digits(limit, null):
    numbers = [limit - 1, limit, *([None] if null else [])]
    for some in (numbers[:1], numbers[1:], numbers):
        texts = [None if n is None else "x" * n for n in some]
        columns = {
            "number": pa.array(some, pa.int64()),
            "numbers": pa.array([some] * len(some), pa.list_(pa.int64())),
            "text": pa.array(texts, pa.string()),
            "texts": pa.array([texts] * len(some), pa.list_(pa.string())),
        }
        batch = pa.RecordBatch.from_pydict(columns)
        assert made(batch, columns) == expected(batch.to_pylist(), columns)


def test_what_lies_beneath_a_null_is_not_read():
    """Other writers leave values there, of lists and of strings."""
    gone = pa.array([False, True, False])
    for kind in (pa.string(), pa.large_string()):
        plain = pa.array(["甲", "乙乙", "丙"], kind)
        bits = pa.py_buffer(bytes([0b101]))
        texts = pa.Array.from_buffers(kind, 3, [bits, *plain.buffers()[1:]])
        numbers = pa.Array.from_buffers(
            pa.int32(), 3, [bits, pa.array([7, 70_000, 9], pa.int32()).buffers()[1]]
        )
        columns = {"text": texts, "number": numbers}
        for items in (plain, texts, numbers):
            for lists, offsets in ((pa.ListArray, pa.int32()), (pa.LargeListArray, pa.int64())):
                made_of = lists.from_arrays(pa.array([0, 1, 2, 3], offsets), items, mask=gone)
                columns[f"list {len(columns)}"] = made_of
        batch = pa.RecordBatch.from_pydict(columns)
        assert batch.num_columns == 8
        for part in (batch, batch.slice(1), batch.slice(1, 1)):
            assert made(part, columns) == expected(part.to_pylist(), columns)
