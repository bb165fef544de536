"""The shipped model on text: the token law, context, lexicon, independence of the batch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.records import LexiconEntry
from juku.text.segmenting.tokens import breaches
from juku.text.ud import UdSegmenter

ANY = st.characters(exclude_categories=["Cs"])
LIKELY = st.sampled_from(
    [
        *"中国人民的发展了在是，。“”（）·一二2024年月日万%.-—…aZＡ１𠮷😀é",
        *" 　\n\r\t\x00\x1c\u200b\ufeff",
    ]
)
TEXTS = st.lists(st.text(LIKELY | ANY, max_size=40), max_size=5)


@pytest.fixture(scope="module")
def segmenter():
    return UdSegmenter()


def spans(tokens):
    return list(zip(tokens.words, tokens.starts.tolist(), tokens.xpos, tokens.upos, strict=True))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_tokens_are_slices_in_order_with_only_white_space_between(segmenter, texts):
    assert breaches(segmenter.segment(texts), texts) == []


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_text_is_cut_the_same_alone_and_in_a_batch(segmenter, texts):
    together = segmenter.segment(texts)
    for number, text in enumerate(texts):
        assert spans(together.of(number)) == spans(segmenter.segment([text]))


@pytest.mark.parametrize("before", ["，", ",", "，,", "B", "x", "2"])
def test_a_form_is_looked_up_for_itself(segmenter, before):
    """Forms of one shape, a wide comma and a narrow one, are not one in the dictionary."""
    text = '",〇"直以几'
    alone = segmenter.segment([text])
    assert spans(segmenter.segment([before, text]).of(1)) == spans(alone)


def test_nothing_gives_nothing(segmenter):
    assert len(segmenter.segment([])) == 0
    assert segmenter.segment([]).offsets.tolist() == [0]
    assert segmenter.segment(["", " \n", ""]).offsets.tolist() == [0, 0, 0, 0]


def test_a_text_larger_than_a_group_is_cut_as_its_parts_are(segmenter):
    sentence = "新华社记者昨天在北京采访了这位作家。\n"
    once = list(segmenter.segment([sentence]).words)
    assert segmenter.segment([sentence * 6000]).words == once * 6000


@pytest.mark.parametrize("text", ["中" * 3000, "a" * 3000, "1" * 3000, "。" * 3000, "\x00" * 300])
def test_a_run_of_one_character_keeps_the_law(segmenter, text):
    assert breaches(segmenter.segment([text]), [text]) == []


def test_a_form_is_tagged_by_its_context(segmenter):
    tokens = segmenter.segment(["我们要发展经济。", "经济的发展很快。"])
    found = [tag for word, tag in zip(tokens.words, tokens.upos, strict=True) if word == "发展"]
    assert found == ["VERB", "NOUN"]


def test_words_of_the_dictionary_segmenter_have_its_tag_and_others_none(segmenter):
    tokens = segmenter.segment(["我们要发展经济。他们参观了进博会。"])
    tags = dict(zip(tokens.words, tokens.xpos, strict=True))
    assert tags["发展"] == "vn"
    assert all(tag is None or isinstance(tag, str) for tag in tokens.xpos)


LEXICON = (
    LexiconEntry("宣讲汇", "nz", "PROPN", "a club"),
    LexiconEntry("老杨树宣讲汇", "nt", "PROPN", "the club's whole name"),
    LexiconEntry("“两新”组织", "n", "NOUN", "with its marks"),
    LexiconEntry("就", "zz", "ADV", "one character, a tag that jieba has not"),
)


def test_words_of_the_lexicon_are_whole_and_have_its_tags():
    segmenter = UdSegmenter(LEXICON)
    tokens = segmenter.segment(["他就在老杨树宣讲汇。", "宣讲汇和“两新”组织"])
    tags = {word: (x, u) for word, _, x, u in spans(tokens)}
    assert tags["老杨树宣讲汇"] == ("nt", "PROPN")
    assert tags["宣讲汇"] == ("nz", "PROPN")
    assert tags["“两新”组织"] == ("n", "NOUN")
    assert tags["就"] == ("zz", "ADV")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.sampled_from("老杨树宣讲汇“两新”组织就的 \n"), max_size=30), max_size=4))
def test_the_law_holds_with_a_lexicon(lexical, texts):
    assert breaches(lexical.segment(texts), texts) == []


@pytest.fixture(scope="module")
def lexical():
    return UdSegmenter(LEXICON)


def test_the_version_names_model_and_lexicon(segmenter, lexical):
    assert segmenter.version.startswith("ud-")
    assert segmenter.version != lexical.version


def test_starts_are_of_the_type_that_tokens_promise(segmenter):
    tokens = segmenter.segment(["中国", "人民"])
    assert tokens.starts.dtype == np.int32
    assert tokens.offsets.dtype == np.int64
