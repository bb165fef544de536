"""Joining: cases by kind of evidence, and laws over any engine and any text."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from juku.text.segmenting import joining, words
from juku.text.segmenting.tokens import breaches

CASES = Path(__file__).parents[2] / "cases" / "joining"
FAILS = pytest.mark.xfail(strict=True)
ALL = [
    pytest.param(
        case, id=f"{kind}: {case['text']}", marks=[FAILS] if kind == "known-failures" else []
    )
    for kind in ("in-the-wild", "synthetic", "negative", "known-failures")
    for case in json.loads((CASES / f"{kind}.json").read_text("utf-8"))
]
NEWS = st.text(
    alphabet="年月日时点第千万亿多余·…—-.,:：%％‰/@0123456789０９ABab拉玛特尔斯的在，。\n ",
    max_size=30,
)


@pytest.fixture(scope="module")
def engine():
    return words.engine("rjieba")


@pytest.mark.parametrize("case", ALL)
def test_case_is_joined_as_written(engine, case):
    tokens = joining.join(engine.segment([case["text"]]), [case["text"]], engine)
    assert " ".join(tokens.words) == case["tokens"]


@given(texts=st.lists(NEWS, max_size=4))
@settings(max_examples=300, deadline=None)
def test_joined_tokens_keep_the_token_law(engine, texts):
    joined = joining.join(engine.segment(texts), texts, engine)
    assert breaches(joined, texts) == []


@given(texts=st.lists(NEWS, max_size=4))
@settings(max_examples=200, deadline=None)
def test_a_batch_is_joined_as_each_text_alone(engine, texts):
    batch = joining.join(engine.segment(texts), texts, engine)
    for i, text in enumerate(texts):
        alone = joining.join(engine.segment([text]), [text], engine)
        own = batch.of(i)
        assert (own.words, own.xpos, own.upos) == (alone.words, alone.xpos, alone.upos)
        assert own.starts.tolist() == alone.starts.tolist()


@given(text=NEWS)
@settings(max_examples=200, deadline=None)
def test_what_is_joined_has_no_native_tag_and_the_tag_of_its_rule(engine, text):
    before = engine.segment([text])
    known = set(zip(before.words, before.starts.tolist(), strict=True))
    after = joining.join(before, [text], engine)
    joined_tags = {*joining.UPOS_OF_RULE.values(), "PROPN"}
    for word, start, xpos, upos in zip(
        after.words, after.starts.tolist(), after.xpos, after.upos, strict=True
    ):
        if xpos is None:
            assert (word, start) not in known
            assert upos in joined_tags


MARKED = st.text(
    alphabet=st.one_of(
        st.sampled_from("年月日时点分代第千万亿兆元零多余几·•…—-.,，．:：%％‰/@?&'’+_μ〇½"),
        st.sampled_from("0123456789０９ABKHzkmgbéＡｚ上海在个\n "),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=40,
)


@given(texts=st.lists(MARKED, max_size=3))
@example(texts=["10μm 36万多平方米CEO的", "A股24", "第3"])
@settings(max_examples=500, deadline=None)
def test_digits_and_letters_that_are_a_token_already_need_no_match(engine, texts):
    quick = joining.join(engine.segment(texts), texts, engine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "_places", lambda flat, _: everywhere(flat.words.text))
        plain = joining.join(engine.segment(texts), texts, engine)
    assert (quick.words, quick.xpos, quick.upos) == (plain.words, plain.xpos, plain.upos)


def everywhere(text):
    return np.arange(len(text))


@given(text=MARKED)
@settings(max_examples=300, deadline=None)
def test_a_match_has_only_characters_that_are_said_to_be_in_one(text):
    kinds = joining._kinds(text)
    for match in joining._WITH_MAIL.finditer(text):
        assert all(kinds[match.start() : match.end()] & joining._INSIDE)
        first = kinds[match.start()]
        assert first & joining._START or (first & joining._FIRST and text[match.start() + 1 :])


MAIL = st.text(alphabet="ab1-._+@@@é上 \nhtp:/w", max_size=40)


@given(text=MAIL)
@example(text="a.b@c.cn，-a@b.c@d.e")
@example(text="www.a@b.cn a@b. 第1@a.b")
@settings(max_examples=500, deadline=None)
def test_mail_is_sought_wherever_it_begins(text):
    places = everywhere(text)
    quick = joining._matches(text, places)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "_users", lambda text: set(range(len(text))))
        assert joining._matches(text, places) == quick


def test_tags_by_rule(engine):
    text = "2.37亿 11月 a.b@c.cn 阿里·法伊兹 ……"
    tokens = joining.join(engine.segment([text]), [text], engine)
    assert tokens.upos == ["NUM", "NOUN", "X", "PROPN", "PUNCT"]
    assert tokens.xpos == [None] * 5


def test_the_rest_of_a_cut_token_is_tagged_by_the_engine(engine):
    text = "36万多平方米"
    tokens = joining.join(engine.segment([text]), [text], engine)
    assert list(zip(tokens.words, tokens.xpos, strict=True)) == [("36万多", None), ("平方米", "q")]


def test_nothing_to_join_gives_the_same_tokens(engine):
    tokens = engine.segment(["上海举办"])
    assert joining.join(tokens, ["上海举办"], engine) is tokens
