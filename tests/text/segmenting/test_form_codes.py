"""Numbers of forms: what is found at once, against a dictionary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.text.arrays.flat import Slices
from juku.text.segmenting import form_codes
from juku.text.segmenting.form_codes import UNKNOWN, FormCodes, distinct

FORMS = st.lists(
    st.text(
        st.one_of(
            st.sampled_from("上海在\0\x01𠮷\U0010ffff"), st.characters(exclude_categories=("Cs",))
        ),
        min_size=1,
        max_size=6,
    ),
    max_size=30,
)


def slices(forms):
    ends = np.cumsum([0, *map(len, forms)])
    return Slices("".join(forms), ends[:-1], ends[1:])


@given(first=FORMS, later=FORMS, asked=FORMS)
@settings(max_examples=200, deadline=None)
def test_numbers_are_those_of_a_dictionary(first, later, asked):
    kept = {form: code for code, form in enumerate(first)}
    codes = FormCodes(kept)
    more = {form: 1000 + code for code, form in enumerate(later)}
    codes.add(more)
    both = {**more, **kept}
    found = codes.find(slices([*asked, *first, *later]))
    assert found.dtype == np.int32
    assert found.tolist() == [both.get(form, UNKNOWN) for form in [*asked, *first, *later]]
    assert len(codes) == len(both)
    assert all(form in codes for form in both)


KERNEL = form_codes._KERNEL
needs_kernel = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built")


@needs_kernel
@given(
    first=FORMS | st.lists(st.text("ab\xff", min_size=1, max_size=5), max_size=30),
    later=FORMS,
    asked=FORMS,
    skipped=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_the_kernel_finds_what_numpy_finds(first, later, asked, skipped):
    codes = FormCodes({form: code for code, form in enumerate(first)})
    codes.add({form: 1000 + code for code, form in enumerate(later)})
    all_forms = slices([*asked, *first, *later])
    forms = all_forms[::2] if skipped else all_forms
    assert codes._find_compiled(KERNEL, forms).tolist() == codes._find(forms).tolist()


@needs_kernel
def test_the_kernel_finds_every_form_of_many_that_fall_on_each_other():
    signs = [chr(0x4E00 + number) for number in range(90)]
    forms = [one + other for one in signs for other in signs]
    codes = FormCodes({form: code for code, form in enumerate(forms[::2])})
    asked = slices([*forms, "一国两制", "\ud800", "一\udfff国"])
    found = codes._find_compiled(KERNEL, asked).tolist()
    expected = [code // 2 if code % 2 == 0 else UNKNOWN for code in range(len(forms))]
    assert found == [*expected, UNKNOWN, UNKNOWN, UNKNOWN]


@needs_kernel
@pytest.mark.parametrize("span", [(-1, 1), (0, 0), (2, 1), (0, 4), (3, 4), (-(2**62), 2**62)])
def test_the_kernel_refuses_forms_that_are_not_of_the_text(span):
    codes = FormCodes({"在": 1})
    start, end = (np.array([place], np.int64) for place in span)
    with pytest.raises(ValueError, match="not of the text"):
        codes._find_compiled(KERNEL, Slices("在上海", start, end))


@needs_kernel
def test_the_kernel_refuses_arrays_that_do_not_go_together():
    places, found = np.array([0, 1]), np.empty(2, np.int32)
    keys, numbers = np.zeros(4, np.uint64), np.full(4, UNKNOWN, np.int32)
    ends = places + 1
    for wrong in (
        (places[:1], ends, keys, numbers, {}, True, found),
        (places, ends, keys, numbers, {}, True, found[:1]),
        (places, ends, keys[:3], numbers[:3], {}, True, found),
        (places, ends, keys[:0], numbers[:0], {}, True, found),
        (places, ends, keys, numbers[:3], {}, True, found),
    ):
        with pytest.raises(ValueError, match=r"as many|power of two"):
            KERNEL.find("在上", *wrong)
    with pytest.raises(OverflowError, match="0 to 2147483647"):
        KERNEL.find("在上", places, ends, keys, numbers, {"在": 2**31}, False, found)
    with pytest.raises(TypeError):
        KERNEL.find("在上", places, ends, keys, numbers, {"在": "一"}, False, found)
    full = np.full(4, 7, np.uint64)  # no slot is free, and none has what is asked for
    KERNEL.find("在上", places, ends, full, numbers, {"上": 5}, False, found)
    assert found.tolist() == [UNKNOWN, 5]


@given(forms=FORMS)
def test_distinct_forms_are_the_set_of_them(forms):
    assert distinct(slices(forms * 2)) == set(forms)


def test_an_end_that_is_no_character_is_told_from_one_that_is():
    codes = FormCodes({"在": 1, "在\0": 2, "在\0\0": 3, "\0": 4})
    asked = ["\0", "在", "在\0", "在\0\0", "\0\0", "在"]
    assert codes.find(slices(asked)).tolist() == [4, 1, 2, 3, UNKNOWN, 1]
