"""New words are proposed from a corpus itself, with figures that can be counted by hand."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.records import LexiconEntry
from juku.text.segmenting import suggest, words

TEXTS = [
    "记者走进六尺巷采访", "她说六尺巷很窄", "从六尺巷到北京", "六尺巷的故事",
    "大家喜欢六尺巷吗", "记者采访了大家", "北京的故事很多", "她到北京采访",
]  # fmt: skip


SMALL = suggest.Limits(cohesion=2)
"""In few characters nothing is far from chance."""


def test_a_word_that_is_cut_apart_is_proposed_with_its_contexts():
    best = suggest.suggest(TEXTS, words.make("rjieba"), SMALL)[0]
    assert (best.word, best.count, best.cut) == ("六尺巷", 5, "六尺|巷")
    assert best.contexts[0] == "记者走进[六尺巷]采访"
    assert best.branching == pytest.approx(math.log2(5))


def test_a_word_that_the_lexicon_has_is_not_proposed_again():
    entries = [LexiconEntry("六尺巷", "ns", "PROPN", "a lane")]
    found = suggest.suggest(TEXTS, words.make("rjieba", entries), SMALL)
    assert "六尺巷" not in [candidate.word for candidate in found]


def test_nothing_is_proposed_for_no_text():
    assert suggest.suggest([], words.make("rjieba")) == []
    assert suggest.suggest(["", "ABC"], words.make("rjieba")) == []


@pytest.fixture(scope="module")
def plain():
    return words.make("rjieba", joining=False)


@given(texts=st.lists(st.text("甲乙丙丁，", max_size=12), max_size=8))
@settings(max_examples=150, deadline=None)
def test_figures_are_those_counted_by_hand(plain, texts):
    limits = suggest.Limits(count=2, length=4, cohesion=-99, branching=-1, apart=0)
    found = suggest.suggest(texts, plain, limits)
    text = "\n".join(texts)
    grams = Counter(
        text[a : a + n] for n in range(1, 5) for a in range(len(text) - n + 1)
        if set(text[a : a + n]) <= set("甲乙丙丁")
    )  # fmt: skip
    total = sum(times for gram, times in grams.items() if len(gram) == 1)
    wanted = {gram for gram, times in grams.items() if len(gram) > 1 and times >= 2}
    assert {candidate.word for candidate in found} == wanted
    for each in found:
        word = each.word
        assert each.count == grams[word]
        weakest = min(
            math.log2(grams[word] * total / (grams[word[:k]] * grams[word[k:]]))
            for k in range(1, len(word))
        )
        assert each.cohesion == pytest.approx(weakest)
        assert each.branching == pytest.approx(_branching(text, word))


def _branching(text, word):
    places = [a for a in range(len(text)) if text.startswith(word, a)]
    sides = (
        Counter(text[a - 1] if a else "" for a in places),
        Counter(text[a + len(word) : a + len(word) + 1] for a in places),
    )
    return min(
        -sum(n / len(places) * math.log2(n / len(places)) for n in side.values()) for side in sides
    )
