"""Columns of strings are what Arrow makes of them one by one, compiled or not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku import compiled
from juku.build.rows import columns
from juku.text.arrays.flat import Coded, Slices

KERNEL = compiled.kernel("coded")
needs_kernel = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built")
both = pytest.mark.parametrize("kernel", [None, pytest.param(KERNEL, marks=needs_kernel)])

LENGTHS = ["", "a", "é", "句", "𠀀", "\0", "\r\n", "12345678", "123456789", "句库" * 50]
TEXTS = st.sampled_from(LENGTHS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)


def table(*values, kind=None):
    array = pa.array(values, kind or pa.string())
    return ("s", 4, array.offset, len(array), *array.buffers())


def codes(*places):
    return np.array(places, np.int32)


@given(st.lists(TEXTS) | st.lists(st.none() | TEXTS))
def test_a_list_is_what_arrow_makes_of_it(values):
    made = columns.strings(values)
    made.validate(full=True)
    assert made.equals(pa.array(values, pa.string()))
    assert columns.strings(tuple(values)).equals(made)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_parts_of_a_text_are_what_arrow_makes_of_them(text, data):
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=9)))
    edges = edges[: len(edges) // 2 * 2]
    parts = Slices(text, np.array(edges[::2], np.int64), np.array(edges[1::2], np.int64))
    assert columns.strings(parts).equals(pa.array(list(parts), pa.string()))


@both
@settings(max_examples=200, deadline=None)
@given(values=st.lists(st.none() | TEXTS, min_size=1, max_size=12), data=st.data())
def test_codes_are_what_arrow_makes_of_their_values(kernel, values, data):
    places = data.draw(st.lists(st.integers(0, len(values) - 1), max_size=40))
    coded = Coded(codes(*places), values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_KERNEL", kernel)
        made = columns.strings(coded)
        made.validate(full=True)
        assert made.equals(pa.array(list(coded), pa.string()))
        assert columns.strings(coded[::2]).equals(pa.array(list(coded)[::2], pa.string()))


@both
def test_no_codes_of_no_table(kernel, monkeypatch):
    monkeypatch.setattr(columns, "_KERNEL", kernel)
    assert columns.strings(Coded(codes(), ())).equals(pa.array([], pa.string()))


@both
@pytest.mark.parametrize("place", [-1, 2, 2**31 - 1, -(2**31)])
def test_a_code_that_names_nothing_is_refused(place, kernel, monkeypatch):
    monkeypatch.setattr(columns, "_KERNEL", kernel)
    with pytest.raises(IndexError):
        columns.strings(Coded(codes(0, place), ["n", "v"]))


@needs_kernel
def test_a_part_of_a_table_begins_where_it_says():
    array = pa.array(["a", "bc", None, "d"]).slice(1)
    told = ("s", 4, array.offset, len(array), *array.buffers())
    bits, offsets, data = KERNEL.take(told, codes(2, 0, 1))
    assert (bits[0] & 7, np.frombuffer(offsets, np.int32).tolist(), data) == (
        3,
        [0, 1, 3, 3],
        b"dbc",
    )


@needs_kernel
def test_more_bytes_than_an_array_has_room_for_are_left_to_arrow():
    assert KERNEL.take(table("x" * (1 << 20)), codes(*[0] * 2048)) is None


@needs_kernel
@pytest.mark.parametrize(
    "told",
    [
        3,
        ("i", 4, 0, 1, None, bytes(4), None),
        ("l", 4, 0, 1, None, bytes(8), table("a")),
        ("s", 4, 0, 2, None, bytes(8), b""),
        ("s", 4, 0, 1, None, b"\0\0\0\0\2\0\0\0", b"a"),
        ("s", 4, 0, 1, None, b"\1\0\0\0\0\0\0\0", b"a"),
        ("s", 4, 0, 1, None, b"\xff\xff\xff\xff\0\0\0\0", b"a"),
        ("s", 4, 0, 1, b"", bytes(8), b"a"),
    ],
)
def test_tables_that_cannot_be_are_refused(told):
    with pytest.raises(ValueError, match=r"^(an array|a table|a string)"):
        KERNEL.take(told, codes(0))
