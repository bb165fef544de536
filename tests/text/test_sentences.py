"""A paragraph is split as a reader would split it, and nothing of it is lost."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import check_growth

from juku.text import sentences
from juku.text.sentences import split, split_all

CASES = json.loads(
    (Path(__file__).parents[1] / "cases/sentences/synthetic.json").read_text("utf-8")
)
MARKS = st.text(
    st.sampled_from("。！？!?.…，；：“”‘’（）()《》\"'[]1一二的等AbU \n\u3000"), max_size=60
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_split_as_a_reader_would(case):
    text = case.get("joined", "".join(case["sentences"]))
    assert [text[start:end] for start, end in split(text)] == case["sentences"]


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), MARKS))
def test_sentences_are_slices_in_order_and_leave_only_white_space_between(text):
    last = 0
    for start, end in split(text):
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@settings(max_examples=1000, deadline=None)
@given(MARKS)
def test_a_sure_end_is_one_by_the_rules_for_any_end(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sentences, "_END", re.compile(f"[{sentences._SIGNS}](?:{sentences._ANY_END})")
        )
        by_the_rules = split(text)
    assert split(text) == by_the_rules


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from('"""。！？!?.…，（）《》一二三Ab1\''), max_size=20))
def test_straight_quotation_marks_are_what_curly_ones_would_be_by_turns(text):
    turns = itertools.cycle("“”")
    assert split(text) == split(re.sub('"', lambda _: next(turns), text))


@given(MARKS)
def test_splitting_a_sentence_again_gives_it_back_when_no_mark_is_inside(text):
    for start, end in split(text):
        again = split(text[start:end])
        assert again[0].start == 0
        assert again[-1].end == end - start


def test_the_work_for_a_paragraph_grows_with_its_length(in_seconds):
    """Five million characters take a second or two."""
    check_growth(lambda size: split("他说：“今天很冷。”3.5万人" * size), size=100)
    assert len(split("他说：“今天很冷。”3.5万人" * 300_000)) == 300_001


PLAIN = st.text(st.sampled_from("。！？一二的A，，\n 𠮷”.3"), max_size=12)
POINTS = st.text(st.sampled_from("..．。”c3一，"), max_size=12)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=8), PLAIN, POINTS, MARKS), max_size=8))
def test_texts_are_split_at_once_as_each_by_itself(texts):
    assert split_all(texts) == [split(text) for text in texts]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_between_others_a_text_is_split_as_a_reader_would(case):
    text = case.get("joined", "".join(case["sentences"]))
    spans = split_all(["他来。", text, "", "他去"])[1]
    assert [text[start:end] for start, end in spans] == case["sentences"]


def test_plain_texts_are_not_split_one_by_one(monkeypatch):
    monkeypatch.setattr(sentences, "split", None)
    found = split_all(["他来。我去！去", "好？", "\ue000𠮷", "3.5万人。见a.cn"])
    assert found == [[(0, 3), (3, 6), (6, 7)], [(0, 2)], [(0, 2)], [(0, 6), (6, 11)]]
