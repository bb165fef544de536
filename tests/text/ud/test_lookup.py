"""Trie and weights, against plain dictionaries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.text.ud.dictionary import Dictionary, Entries
from juku.text.ud.features import Template, hashes, labels, shifted
from juku.text.ud.fold import Fold, codes_of
from juku.text.ud.lexicon import Lexicon
from juku.text.ud.trie import Trie
from juku.text.ud.weights import Table, add_shifted, packed, unpacked

WORDS = st.lists(st.text("中国人民共和", min_size=1, max_size=5), unique=True, max_size=12)


@settings(deadline=None)
@given(WORDS, st.text("中国人民共和x", max_size=30))
def test_a_trie_finds_every_word_at_every_place(words, text):
    trie = Trie(words, np.arange(len(words), dtype=np.int32))
    found = {
        (place, length, value)
        for length, places, values in trie.walk(codes_of(text))
        for place, value in zip(places.tolist(), values.tolist(), strict=True)
    }
    wanted = {
        (place, len(word), number)
        for number, word in enumerate(words)
        for place in range(len(text))
        if text.startswith(word, place)
    }
    assert found == wanted


@settings(deadline=None)
@given(WORDS)
def test_a_trie_knows_its_words_by_hash(words):
    trie = Trie(words, np.arange(len(words), dtype=np.int32))
    codes = codes_of("".join(words) + "外外")
    lengths = np.array([*map(len, words), 2])
    own = hashes(codes, np.cumsum(lengths) - lengths, lengths)
    assert trie.values(own).tolist() == [*range(len(words)), -1]


@settings(deadline=None)
@given(WORDS, st.text("中国人民共和x", max_size=30))
def test_a_lexicon_takes_the_longest_word_from_the_left(words, text):
    found = Lexicon(words).find(codes_of(text))
    wanted, place = [], 0
    while place < len(text):
        here = [word for word in words if text.startswith(word, place)]
        longest = max(here, key=len, default="")
        if longest:
            wanted.append((place, place + len(longest), words.index(longest)))
        place += len(longest) or 1
    given_ = zip(found.starts.tolist(), found.ends.tolist(), found.numbers.tolist(), strict=True)
    assert list(given_) == wanted


@given(st.lists(st.lists(st.integers(-127, 127), min_size=3, max_size=3), max_size=40))
def test_packed_sums_are_the_sums(rows):
    values = np.array(rows, np.int16).reshape(-1, 1, 3)
    table = Table.of(Template("t", (0,)), np.arange(1, len(rows) + 1, dtype=np.uint64), values)
    total = packed(table).sum(axis=1)
    assert unpacked(total).tolist() == [[*values[:, 0].astype(int).sum(axis=0).tolist(), 0]]


@given(st.lists(st.integers(0, 9), max_size=9), st.integers(-4, 4))
def test_shifting_and_adding_shifted_agree(values, by):
    array = np.array(values, np.int64)
    total = np.zeros_like(array)
    add_shifted(total, array, by)
    assert total.tolist() == shifted(array, -by).tolist()


def test_a_dictionary_of_more_tags_than_are_told_apart_is_refused():
    words = [chr(0x4E00 + number) for number in range(64)]
    tag_of = np.arange(1, 65, dtype=np.uint8)
    entries = Entries(words, tuple(words), tag_of, np.zeros(64, np.uint8))
    with pytest.raises(ValueError, match="more than 61 tags"):
        Dictionary(entries)


def test_labels_say_the_place_in_the_word():
    lengths = np.array([1, 2, 4])
    assert labels(lengths, np.cumsum(lengths) - lengths).tolist() == [3, 0, 2, 0, 1, 1, 2]


@given(st.text(max_size=40))
def test_folding_keeps_every_place(text):
    assert len(Fold().text(text)) == len(text)


def test_folding_makes_digits_and_letters_alike_for_shapes_only():
    fold, codes = Fold(), codes_of("Ａ9é％中")
    assert fold.text("Ａ9é％中") == "A9é%中"
    assert fold.shape[codes].tolist() == codes_of("a0a%中").tolist()
