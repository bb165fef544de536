"""Quotations and speakers: hand-made cases, known failures, and laws on any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_cases import ReadingCases
from steps import check_growth

from juku.records import Span
from juku.text.arrays.flat import Spans
from juku.text.quotations import quotes

CASES = ReadingCases("quotes")
PIECES = '“”「」‘’『』"：，。！？说他王明表示道记者、·的在对“”a’ \n'
paragraphs = st.text(st.sampled_from(PIECES), max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize("case", CASES.params())
def test_a_case_gives_exactly_its_quotations_and_speakers(case):
    read = [
        (index, text[q.start : q.end], q.speaker)
        for index, (text, found) in enumerate(
            zip(case["paragraphs"], quotes.find_all(case["paragraphs"]), strict=True)
        )
        for q in found
    ]
    assert read == [(q["paragraph"], q["slice"], q["speaker"]) for q in case["quotes"]]


@pytest.mark.parametrize("text", ["“噹噹噹！”鐘聲敲響了。", "“嘩啦啦——”瀑布從崖頂落下。"])
def test_a_sound_is_no_speech_in_traditional_characters_either(text):
    assert quotes.find(text) == []


@given(st.lists(paragraphs, max_size=4))
@settings(max_examples=600, deadline=None)
def test_quotations_are_in_order_apart_and_inside_and_speakers_are_printed(article):
    found = quotes.find_all(article)
    assert len(found) == len(article)
    for text, quotations in zip(article, found, strict=True):
        at = 0
        for quotation in quotations:
            assert at <= quotation.start < quotation.end <= len(text)
            at = quotation.end
            speaker = quotation.speaker
            assert speaker is None or (speaker and any(speaker in p for p in article))


cuts = st.lists(st.integers(0, 40), max_size=5)


@given(st.lists(st.tuples(paragraphs, cuts), max_size=4))
def test_parts_by_sentence_are_the_quotations_again(article):
    texts = [text for text, _ in article]
    sentences = [
        [Span(a, b) for a, b in pairwise(sorted({min(c, len(text)) for c in cut} | {0, len(text)}))]
        for text, cut in article
    ]
    whole = quotes.find_all(texts)
    parts = quotes.by_sentence(whole, Spans.of(sentences))
    assert parts.sentences.tolist() == sorted(parts.sentences)
    slices = [
        text[span.start : span.end]
        for text, spans in zip(texts, sentences, strict=True)
        for span in spans
    ]
    told = [
        (slices[at][start:end], speaker) for at, start, end, speaker in zip(*parts, strict=True)
    ]
    assert all(part for part, _ in told)
    for name in {speaker for _, speaker in told} | {None}:
        assert "".join(part for part, speaker in told if speaker == name) == "".join(
            text[q.start : q.end]
            for text, found in zip(texts, whole, strict=True)
            for q in found
            if q.speaker == name
        )


def test_an_unclosed_mark_swallows_nothing():
    text = "他说：“没有说完。后面还有很多话，李明说天气好。" * 3
    assert quotes.find(text) == []


def test_a_quotation_of_two_sentences_is_cut_at_each_with_one_speaker():
    text = "队长张明说：“来得及。我们一定到。”"
    spans = Spans.of([[Span(0, 11), Span(11, len(text))]])
    parts = quotes.by_sentence([quotes.find(text)], spans)
    assert parts.speakers == ["张明", "张明"]
    assert parts.sentences.tolist() == [0, 1]
    assert text[11:][parts.starts[1] : parts.ends[1]] == "我们一定到。"


def test_parts_of_many_sentences_take_little_more_than_those_of_one(in_seconds):
    sentences = [Span(at, at + 10) for at in range(0, 1_000_000, 10)]
    quotations = [quotes.Quotation(span.start + 1, span.end, None) for span in sentences]
    parts = quotes.by_sentence([quotations], Spans.of([sentences]))
    assert set(zip(parts.starts.tolist(), parts.ends.tolist(), strict=True)) == {(1, 10)}
    assert len(parts.speakers) == len(sentences)


@pytest.mark.parametrize(
    "piece", ["“一”", "“", "“好。”", "他说：“好。”", "“好。”他说，", "”“", "“一”，", "说"]
)
def test_the_work_for_a_paragraph_of_marks_grows_with_its_length(piece, in_seconds):
    def find(size):
        quotes.find(piece * (size // len(piece)))

    check_growth(find)
    find(100_000)


@pytest.mark.parametrize("paragraph", ["“好。”他说，“没完", "“没完", "张明说：“好。”“没完"])
def test_the_work_for_an_article_of_paragraphs_left_open_grows_with_their_number(
    paragraph, in_seconds
):
    def find(size):
        quotes.find_all([paragraph] * (size // 100))

    check_growth(find)
    find(100_000)


def test_every_one_of_many_quotations_is_found(in_seconds):
    assert len(quotes.find("“好。”" * 64_000)) == 64_000
