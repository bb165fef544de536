"""A model is trained on sentences made here: the same bytes twice, and it learns."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from juku.text.segmenting.words_jieba import RjiebaSegmenter
from juku.text.ud import UdSegmenter, recipe, tag_features
from juku.text.ud.dictionary import Dictionary
from juku.text.ud.fold import Fold
from juku.text.ud.model import Model
from juku.text.ud.reading import Reading
from juku.text.ud.treebank import GoldSentence, GoldWord

pytest.importorskip("scipy", reason="training needs scipy")

WORDS = {"我们": "PRON", "他": "PRON", "要": "AUX", "吃": "VERB", "苹果": "NOUN", "大米饭": "NOUN"}
LINES = ["苹果 120 n", "我们 900 r", "他 900 r", "米饭 50 n", "ｉ 1 x"]


def sentences():
    people, things = ("我们", "他"), ("苹果", "大米饭")
    return [
        GoldSentence("", tuple(GoldWord(w, WORDS[w]) for w in (who, "要", "吃", what)))
        for who in people
        for what in things
    ] * 10


@pytest.fixture(scope="module")
def made():
    return recipe.model(sentences(), recipe.entries(LINES, Fold())).to_bytes()


def test_training_twice_gives_the_same_bytes(made):
    assert recipe.model(sentences(), recipe.entries(LINES, Fold())).to_bytes() == made


def test_training_gives_the_bytes_that_it_always_gave():
    """Whoever changes what a word is told in training changes the model that is shipped."""
    words = [("A", "X"), ("要", "AUX"), ("B", "NOUN"), ("，", "PUNCT"), (",", "PUNCT")]
    taught = [GoldSentence("", tuple(GoldWord(*word) for word in words))] * 10
    known = recipe.entries(["A 3 n", "B 30 nz", "要 900 v", "， 1 x"], Fold())
    data = recipe.model(sentences() + taught, known).to_bytes()
    assert hashlib.sha256(data).hexdigest()[:16] == "576d115c1c8349c2"


@pytest.mark.parametrize(("by_shape", "same"), [(True, True), (False, False)])
def test_words_of_one_shape_are_told_apart_but_in_training(by_shape, same):
    dictionary = Dictionary(recipe.entries(["A 3 n", "B 30 nz"], Fold()))
    texts = ["A", "B"]
    reading = Reading.of(texts, RjiebaSegmenter().segment(texts), Fold())
    told = tag_features.words(
        reading, reading.begins, np.ones(2, int), np.arange(2), dictionary, by_shape=by_shape
    )
    known = told.form_keys[[one.name for one in tag_features.OF_FORMS].index("known")]
    first, second = known[told.forms[told.places]].tolist()
    assert (first == second) is same


def test_a_model_survives_its_file(made):
    assert Model.from_bytes(made).to_bytes() == made


def test_a_model_cuts_and_tags_what_it_was_taught(made):
    tokens = UdSegmenter(model=Model.from_bytes(made)).segment(["他要吃大米饭"])
    assert list(zip(tokens.words, tokens.upos, strict=True)) == [
        ("他", "PRON"),
        ("要", "AUX"),
        ("吃", "VERB"),
        ("大米饭", "NOUN"),
    ]


def test_of_dictionary_words_that_fold_alike_the_commoner_stays():
    found = recipe.entries(["Ａ股 3 n", "A股 30 nz"], Fold())
    assert list(found.words) == ["A股"]
    assert found.tags[found.tag_of[0] - 1] == "nz"
