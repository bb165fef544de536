"""The native tagset and its map: complete over jieba's dictionary, in the seventeen tags."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from juku.text.segmenting import tags

DICTIONARY = Path(find_spec("jieba").origin).with_name("dict.txt")
ROWS = [row.split(" ") for row in DICTIONARY.read_text("utf-8").splitlines()]


def test_every_tag_of_the_dictionary_is_documented():
    assert {tag for _, _, tag in ROWS} <= tags.native().keys()


def test_every_tag_of_the_hidden_markov_model_is_documented():
    from jieba.posseg.prob_start import P

    assert {tag for _, tag in P} <= tags.native().keys()


def test_examples_have_the_tag_they_stand_under():
    table = {word: tag for word, _, tag in ROWS}
    by_rule = {"x", "eng"}
    wrong = [
        (row.tag, example)
        for row in tags.native().values()
        if row.tag not in by_rule
        for example in row.examples
        if table.get(example) != row.tag
    ]
    assert wrong == []


def test_a_tag_without_examples_says_that_the_dictionary_has_none():
    in_dictionary = {tag for _, _, tag in ROWS}
    for row in tags.native().values():
        assert row.description
        assert row.examples or row.tag not in in_dictionary


def test_every_mapped_tag_is_universal():
    mapped = {row.upos for row in tags.native().values()} | set(tags.forms().values())
    assert mapped <= set(tags.UPOS)


def test_forms_are_words_of_the_dictionary_that_differ_from_their_tag():
    table = {word: tag for word, _, tag in ROWS}
    known = {form: table[form] for form in tags.forms() if form in table}
    assert len(known) >= 0.95 * len(tags.forms())
    assert all(tags.forms()[form] != tags.native()[tag].upos for form, tag in known.items())


@pytest.mark.parametrize(
    ("xpos", "word", "upos"),
    [
        ("v", "是", "AUX"),
        ("uj", "的", "PART"),
        ("m", "年", "NOUN"),
        ("n", "国家", "NOUN"),
        ("x", "。", "PUNCT"),
        ("x", "+", "SYM"),
        ("x", "½", "NUM"),
        ("x", "黄宝妹", "PROPN"),
        ("x", "\u200b", "X"),
        ("x", "", "X"),
        ("no such tag", "词", "X"),
    ],
)
def test_a_word_is_mapped_by_form_then_tag_then_first_character(xpos, word, upos):
    assert tags.upos(xpos, word) == upos
