"""The canonical text of a batch of rows is that of each row by itself, compiled or not."""

from __future__ import annotations

import datetime as dt
import math
import struct
from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku import compiled, rowtext
from juku.errors import ContractError

KERNEL = compiled.kernel("rows")
needs_kernel = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built")
both = pytest.mark.parametrize("kernel", [None, pytest.param(KERNEL, marks=needs_kernel)])
KINDS = {
    "days": pa.list_(pa.date32()),
    "reals": pa.list_(pa.float64()),
    "natural": pa.list_(pa.uint64()),
    "real": pa.float64(),
    "short": pa.int16(),
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
        signed = pa.types.is_signed_integer(kind)
        least = -(1 << (kind.bit_width - 1)) if signed else 0
        most = least + (1 << kind.bit_width) - 1
        edges = st.sampled_from([edge for edge in EDGES if least <= edge <= most])
        return st.none() | edges | st.integers(0, 9) | st.integers(least, most)
    if pa.types.is_floating(kind):
        return st.none() | st.just(0.0) | st.floats()
    if pa.types.is_date(kind):
        return st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
    lengths = st.sampled_from(["字" * n for n in (0, 1, 3, 4, 33, 34, 10922, 10923)])
    return st.none() | lengths | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)


ROWS = st.lists(
    st.fixed_dictionaries({name: strategy(kind) for name, kind in KINDS.items()}), max_size=12
)


def made(batch, columns, kernel):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rowtext, "_KERNEL", kernel)
        return [
            bytes(data[start:end]).decode()
            for starts, data in rowtext.texts(batch, columns)
            for start, end in pairwise(starts.tolist())
        ]


def expected(rows, columns):
    return ["".join(plain(row[name]) + ";" for name in sorted(columns)) for row in rows]


@both
@settings(max_examples=200, deadline=None)
@given(rows=ROWS, columns=st.sets(st.sampled_from(sorted(KINDS))), start=st.integers(0, 4))
def test_rows_of_a_batch_and_of_a_slice_are_as_each_is_by_itself(kernel, rows, columns, start):
    batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
    for part in (batch, batch.slice(start), batch.slice(0, start)):
        assert made(part, columns, kernel) == expected(part.to_pylist(), columns)


@both
@pytest.mark.parametrize("null", [False, True])
@pytest.mark.parametrize("limit", [10, 100, 1 << 15])
def test_numbers_about_the_limit_of_kept_forms_are_in_digits(limit, null, kernel):
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
        assert made(batch, columns, kernel) == expected(batch.to_pylist(), columns)


@both
def test_what_lies_beneath_a_null_is_not_read(kernel):
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
            assert made(part, columns, kernel) == expected(part.to_pylist(), columns)


@both
def test_floats_are_their_bits_of_which_alike_ones_have_the_same(kernel):
    other_nan = struct.unpack("<d", struct.pack("<q", -1))[0]
    reals = [0.0, -0.0, math.nan, other_nan, math.inf, -math.inf, 5e-324, -1.5, None]
    batch = pa.RecordBatch.from_pydict({"x": pa.array(reals, pa.float64(), from_pandas=False)})
    bits = [f"{plain(real)};" for real in reals]
    assert made(batch, ["x"], kernel) == bits
    assert bits[0] == bits[1]
    assert bits[2] == bits[3]


@both
def test_rows_are_written_however_many_and_however_long_they_are(kernel, monkeypatch):
    monkeypatch.setattr(rowtext, "_ROOM", 64)
    texts = ["", "句库" * 1000, "a", None] * 700
    lists = [[text] * (place % 3) for place, text in enumerate(texts)]
    columns = {"a": texts, "b": lists, "c": [*range(len(texts))]}
    batch = pa.RecordBatch.from_pydict(columns)
    assert made(batch, columns, kernel) == expected(batch.to_pylist(), columns)


@both
def test_arrays_without_a_buffer_or_a_row(kernel):
    kinds = [*KINDS.values(), pa.list_(pa.large_string())]
    for rows in (0, 2):
        columns = {str(place): pa.nulls(rows, kind) for place, kind in enumerate(kinds)}
        batch = pa.RecordBatch.from_pydict(columns)
        assert made(batch, columns, kernel) == ["~;" * len(kinds)] * rows
    assert made(pa.RecordBatch.from_pydict({"x": [1, 2]}), [], kernel) == ["", ""]
    bare = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(bytes(12)), pa.py_buffer(b"")])
    assert made(pa.RecordBatch.from_pydict({"x": bare}), ["x"], kernel) == ["0:;"] * 2


@needs_kernel
def test_strings_that_are_empty_need_no_bytes():
    texts = bytearray(100)
    assert KERNEL.fill((told("s", values=bytes(8)),), 0, 1, bytearray(16), texts) == 1
    assert texts[:4] == b"0:;\0"


@both
@pytest.mark.parametrize(
    "kind", [pa.bool_(), pa.float32(), pa.binary(), pa.list_(pa.list_(pa.int8()))]
)
def test_a_type_without_a_form_is_named(kind, kernel):
    batch = pa.RecordBatch.from_pydict({"flag": pa.nulls(1, kind)})
    with pytest.raises(ContractError, match=r"^flag: type .* has no canonical form"):
        made(batch, ["flag"], kernel)


def told(kind="i", width=4, offset=0, length=1, bits=None, values=b"\1\0\0\0\2\0\0\0", more=None):
    return (kind, width, offset, length, bits, values, more)


WRONG = {
    "kind": told("x"),
    "width": told(width=3),
    "width of a float": told("f"),
    "before its buffer": told(offset=-1),
    "longer than its buffer": told(length=3),
    "no buffer": told(values=None),
    "longer than any": told(offset=2**63 - 9, length=9),
    "longer than its bits": told(bits=b""),
    "fewer rows": told(length=0),
    "no offset behind the last": told("s", length=2, more=b"abc"),
    "string beyond its bytes": told("s", more=b"a"),
    "string that ends before it starts": told("s", values=b"\2\0\0\0\1\0\0\0", more=b"abc"),
    "string that starts before its bytes": told("s", values=b"\xff" * 4 + bytes(4), more=b"abc"),
    "string without bytes": told("s"),
    "list beyond its items": told("l", more=told()),
    "items beyond their bytes": told("l", more=told("s", length=9, values=bytes(39), more=b"")),
    "string of a list beyond its bytes": told("l", more=told("s", values=bytes(4) + b"\1" * 4)),
    "list of lists": told("l", more=told("l", length=2, values=bytes(12), more=told())),
    "list of what is no array": told("l", more=3),
    "no array": 3,
}  # fmt: skip


@needs_kernel
@pytest.mark.parametrize("column", WRONG.values(), ids=WRONG)
def test_arrays_that_cannot_be_are_refused(column):
    with pytest.raises(ValueError, match=r"^(an array|a column|a string|a list)"):
        KERNEL.fill((column,), 0, 1, bytearray(16), bytearray(100))


@needs_kernel
def test_rows_that_are_not_there_are_refused():
    for first, end, starts in ((-1, 1, 16), (1, 0, 16), (0, 1, 0)):
        with pytest.raises(ValueError, match="no such rows"):
            KERNEL.fill((told(),), first, end, bytearray(starts), bytearray(100))
    with pytest.raises(ValueError, match="fewer rows"):
        KERNEL.fill((told(),), 0, 2, bytearray(64), bytearray(100))


@needs_kernel
@given(rows=ROWS, room=st.integers(0, 400))
def test_only_whole_rows_are_written_and_none_past_the_room(rows, room):
    batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
    laid = tuple(rowtext.laid(batch.column(name), name) for name in sorted(KINDS))
    kept = bytearray(room) + b"\7" * 400
    starts = bytearray(8 * (len(rows) + 1))
    done = KERNEL.fill(laid, 0, len(rows), starts, memoryview(kept)[:room])
    ends = struct.unpack(f"{len(rows) + 1}q", starts)[: done + 1]
    assert kept[room:] == b"\7" * 400
    texts = [kept[start:end].decode() for start, end in pairwise(ends)]
    assert texts == expected(batch.to_pylist()[:done], KINDS)
