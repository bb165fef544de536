"""Boundary votes: what is counted, against a count by hand over sets of boundaries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.text.forms import script
from juku.text.segmenting import votes, words
from juku.text.segmenting.words_jieba import FewestWords, RjiebaSegmenter

NEWS = st.text(
    alphabet=st.one_of(
        st.sampled_from("对此次会议并发布更名称为头發髮长达数十年的争端 \n\r，。A1"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def engines():
    """Those of the voters."""
    return RjiebaSegmenter(), FewestWords()


@pytest.fixture(scope="module")
def voters():
    return votes.make(("rjieba", "rjieba-fewest"))


@pytest.fixture(scope="module")
def segmenter():
    return words.make("rjieba", joining=False)


@given(texts=st.lists(NEWS, max_size=4))
@settings(max_examples=150, deadline=None)
def test_votes_are_those_counted_by_hand(segmenter, engines, voters, texts):
    tokens = segmenter.segment(texts)
    expected = []
    for i, text in enumerate(texts):
        simplified = script.hans([text])[0]
        cuts = []
        for engine in engines:
            ends = np.cumsum([0, *map(len, engine.cut([simplified])[:-1])])
            cuts.append(set(ends.tolist()))
        starts = tokens.of(i).starts.tolist()
        expected += [1 + sum(n == 0 or at in cut for cut in cuts) for n, at in enumerate(starts)]
    assert votes.count(tokens, texts, voters).tolist() == expected


def test_a_boundary_that_one_other_has_not_gets_one_vote_less(segmenter, voters):
    tokens = segmenter.segment(["对此次会议"])
    assert tokens.words == ["对", "此次", "会议"]
    assert votes.count(tokens, ["对此次会议"], voters).tolist() == [3, 2, 3]


def test_any_segmenter_can_vote(segmenter):
    voters = votes.make(("jieba",))
    tokens = segmenter.segment(["在上海举办", " 好"])
    counted = votes.count(tokens, ["在上海举办", " 好"], voters)
    assert counted.tolist() == [2, 2, 2, 2]
    assert counted.dtype == np.int8


def test_the_printing_engine_does_not_vote_twice():
    assert votes.default_names("rjieba") == ("rjieba-fewest",)
    assert votes.default_names("ud") == ("rjieba", "rjieba-fewest")


def test_no_texts_and_no_tokens_have_no_votes(segmenter, voters):
    for texts in ([], ["", " "]):
        assert votes.count(segmenter.segment(texts), texts, voters).tolist() == []


def test_boundaries_are_carried_where_lengths_differ(monkeypatch, segmenter, voters):
    tokens = segmenter.segment(["上海", "在上海举办"])
    plain = votes.count(tokens, ["上海", "在上海举办"], voters)

    def longer(texts):
        maps = [np.array([0, 1, 2, 2], np.int32), None]
        return ["上海海", texts[1]], maps

    monkeypatch.setattr(votes.script, "simplified_for_segmenting", longer)
    assert votes.count(tokens, ["上海", "在上海举办"], voters).tolist() == plain.tolist()


def test_versions_tell_voters_apart(voters):
    assert len({voter.version for voter in voters}) == len(voters)
