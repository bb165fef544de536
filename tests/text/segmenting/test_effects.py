"""What lexicon entries change is told stretch by stretch and word by word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.records import LexiconEntry
from juku.text.segmenting import effects, words


def test_changes_are_the_stretches_that_are_cut_otherwise():
    entries = [LexiconEntry("进博会", "nz", "PROPN", "a fair")]
    before, after = words.make("rjieba"), words.make("rjieba", entries)
    texts = ["在上海举办", "第七届进博会在上海举办进博会"]
    assert effects.changes(texts, before, after) == [
        effects.Change(1, 3, ("进", "博会"), ("进博会",)),
        effects.Change(1, 11, ("进", "博会"), ("进博会",)),
    ]
    assert effects.standings(texts, ["进博会"], before, after) == [
        effects.Standing("进博会", 2, 0, 2)
    ]


def test_a_change_without_an_entrys_word_is_not_wanted():
    change = effects.Change(0, 0, ("药", "企亚虹"), ("药企", "亚虹"))
    assert change.wanted(["药企"])
    assert not change.wanted(["进博会"])


@given(texts=st.lists(st.text("进博会在上海举办，", max_size=12), max_size=4))
@settings(max_examples=60, deadline=None)
def test_stretches_are_all_that_differs(pair, texts):
    before, after = pair
    old, new = before.segment(texts), after.segment(texts)
    mended = [list(old.of(i).words) for i in range(len(texts))]
    for change in effects.changes(texts, before, after):
        own = old.of(change.text)
        at = own.starts.tolist().index(change.start)
        assert tuple(own.words[at : at + len(change.before)]) == change.before
        assert "".join(change.before) == "".join(change.after)
        mended[change.text][at : at + len(change.before)] = [
            *change.after,
            *[None] * (len(change.before) - len(change.after)),
        ]
    for i, tokens in enumerate(mended):
        assert [word for word in tokens if word is not None] == new.of(i).words


@pytest.fixture(scope="module")
def pair():
    entries = [LexiconEntry("进博会", "nz", "PROPN", "a fair")]
    return words.make("rjieba"), words.make("rjieba", entries)
