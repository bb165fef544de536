"""A model is trained on sentences made here: the same bytes twice, and it learns."""

from __future__ import annotations

import pytest

from juku.text.ud import UdSegmenter, recipe
from juku.text.ud.fold import Fold
from juku.text.ud.model import Model
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
