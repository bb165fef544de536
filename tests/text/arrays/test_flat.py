"""Sequences that are arrays inside behave as the lists that they stand for."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.records import Span
from juku.text.arrays import flat
from juku.text.arrays.flat import Coded, Slices, Spans, ranges

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=20)
VALUES = st.lists(st.sampled_from(["n", "v", None]))
LISTS = st.lists(st.lists(st.builds(Span, st.integers(0, 9), st.integers(0, 9)), max_size=3))


@st.composite
def parts(draw):
    """A text and parts of it, in order, none over another."""
    text = draw(TEXT)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edges = edges[: len(edges) // 2 * 2]
    return text, np.array(edges[::2], np.int64), np.array(edges[1::2], np.int64)


@given(parts())
def test_slices_are_the_list_of_the_parts(given):
    text, starts, ends = given
    slices = Slices(text, starts, ends)
    expected = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    assert slices == expected
    assert list(slices) == expected == [slices[i] for i in range(len(slices))]
    assert slices[1:] == expected[1:]
    assert len(slices) == len(expected)


@given(parts())
def test_bytes_of_slices_are_those_of_the_parts(given):
    slices = Slices(*given)
    offsets, raw = slices.utf8()
    cut = [raw[a:b].decode() for a, b in pairwise(offsets)]
    assert cut == slices
    assert raw == "".join(slices).encode()


KERNEL = flat._KERNEL
compiled = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built, or is left aside")
WIDE = st.lists(
    st.one_of(
        st.text(st.characters()),
        st.sampled_from(["句库", "\r\n\0 a", "\x7f\x80\xff", "\u07ff\u0800\uffff", "\U0010ffff𠮷"]),
        st.sampled_from(["", "\ud7ff\ue000", "\ud800", "\udfff", "\U0001d800"]),
    )
)


def answer(way, *arguments):
    """What is given back, or where half a character stands."""
    try:
        offsets, raw = way(*arguments)
    except UnicodeEncodeError as error:
        return error.start
    return offsets.tolist(), offsets.dtype, raw


@compiled
@given(WIDE, WIDE)
def test_the_kernel_gives_what_python_does(texts, between):
    starts, ends, text = [], [], "".join(between[:1])
    for n, each in enumerate(texts):
        starts.append(len(text))
        ends.append(len(text) + len(each))
        text += each + "".join(between[n + 1 : n + 2])
    slices = Slices(text, np.array(starts, np.int64), np.array(ends, np.int64))
    assert answer(flat._utf8_by_kernel, KERNEL, slices) == answer(flat._utf8, slices)


@compiled
def test_the_kernel_reads_places_as_they_lie():
    pairs = np.array([[0, 1], [1, 3]], np.int32)
    slices = Slices("在上海", pairs[:, 0], pairs[:, 1])
    assert answer(slices.utf8)[0] == [0, 3, 9]


@compiled
@pytest.mark.parametrize(
    ("starts", "ends"),
    [([-1], [1]), ([2], [1]), ([0], [4]), ([1, 0], [2, 1]), ([0], [2**62]), ([0, 1], [1])],
)
def test_the_kernel_refuses_parts_out_of_the_text(starts, ends):
    with pytest.raises(ValueError, match="not"):
        KERNEL.slices("在上海", np.array(starts, np.int64), np.array(ends, np.int64))


@given(st.lists(st.sampled_from(["n", "v", None])))
def test_coded_values_are_the_list_of_the_values(values):
    coded = Coded.of(values)
    assert coded == values
    assert list(coded) == values == [coded[i] for i in range(len(coded))]
    assert coded[::2] == values[::2]
    assert Coded.of(coded) is coded
    assert len(coded.table) <= 3


@given(VALUES, VALUES, st.data())
def test_values_are_added_behind_and_taken_from_places(values, more, data):
    both = Coded.of(values).add(more)
    assert both == values + more
    places = data.draw(st.lists(st.integers(0, len(both) - 1) if len(both) else st.nothing()))
    assert both.take(np.array(places, np.int64)) == [(values + more)[place] for place in places]
    assert len(set(both.table)) == len(both.table)


@given(st.lists(VALUES))
def test_parts_are_joined_with_one_table(parts):
    joined = Coded.joined(Coded.of(part) for part in parts)
    assert joined == [value for part in parts for value in part]
    assert len(set(joined.table)) == len(joined.table)


def test_a_table_may_have_a_value_twice():
    coded = Coded(np.array([0, 1], np.int32), ["n", "n"])
    assert coded.add(["v", "n"]) == ["n", "n", "v", "n"]


@given(parts())
def test_ranges_are_the_places_of_the_parts(given):
    _, starts, ends = given
    expected = [place for a, b in zip(starts, ends, strict=True) for place in range(a, b)]
    assert ranges(starts, ends).tolist() == expected


def test_unequal_sequences_are_unequal():
    assert Coded.of(["n"]) != ["v"]
    assert Slices("甲", np.array([0]), np.array([1])) != 5
    assert repr(Coded.of(["n"])) == "['n']"


@given(LISTS)
def test_spans_are_the_lists_that_they_were_made_of(lists):
    spans = Spans.of(lists)
    assert spans == lists
    assert list(spans) == lists == [spans[i] for i in range(len(spans))]
    assert spans[1:] == lists[1:]
    assert spans.counts.tolist() == list(map(len, lists))
    assert spans.pairs.tolist() == [list(span) for spans in lists for span in spans]


@given(st.lists(st.tuples(st.booleans(), LISTS.map(lambda lists: lists[0] if lists else []))))
def test_spans_of_two_kinds_are_merged_in_their_order(told):
    which = np.array([first for first, _ in told], np.bool_)
    these = Spans.of([spans for first, spans in told if first])
    others = Spans.of([spans for first, spans in told if not first])
    assert Spans.merged(which, these, others) == [spans for _, spans in told]
