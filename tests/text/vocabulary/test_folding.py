"""Folding keeps every place, and knows every character that OpenCC does."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.vocabulary.folding import FOLDS, fold, unfolded

HAN = [*map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)])]


def test_every_character_is_folded_to_what_opencc_makes_of_it_alone():
    converted = opencc.OpenCC("t2s").convert("\n".join(HAN)).split("\n")
    wanted = {a: b for a, b in zip(HAN, converted, strict=True) if a != b and b <= "\uffff"}
    found = {a: fold(a) for a in HAN if fold(a) != a}
    assert found.pop("覆") == "复"
    assert found == wanted


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("１２．５％", "12.5%"),
        ("記者陳麗・王覺", "记者陈丽·王觉"),
        ("二○二四年", "二〇二四年"),
        ("“說”，", "“说”，"),
    ],
)
def test_what_rules_look_at(printed, plain):
    assert fold(printed) == plain


@given(st.text(st.sampled_from([*map(chr, FOLDS), "说", "a", "\U0001f600", "\n"])))
def test_every_character_keeps_its_place_and_is_folded_by_itself(text):
    assert fold(text) == "".join(map(fold, text))
    assert len(fold(text)) == len(text)


def test_what_is_folded_once_is_folded():
    """But 薴: OpenCC makes it 苧, which where it is printed in traditional characters is 苎."""
    assert {chr(a) for a, b in FOLDS.items() if b in FOLDS} == {"薴"}


def test_what_is_folded_to_a_character_is_found_from_it():
    for a, b in FOLDS.items():
        assert chr(a) in unfolded(frozenset(chr(b)))
