"""Numbers of forms: what is found at once, against a dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.text.arrays.flat import Slices
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


@given(forms=FORMS)
def test_distinct_forms_are_the_set_of_them(forms):
    assert distinct(slices(forms * 2)) == set(forms)


def test_an_end_that_is_no_character_is_told_from_one_that_is():
    codes = FormCodes({"在": 1, "在\0": 2, "在\0\0": 3, "\0": 4})
    asked = ["\0", "在", "在\0", "在\0\0", "\0\0", "在"]
    assert codes.find(slices(asked)).tolist() == [4, 1, 2, 3, UNKNOWN, 1]
