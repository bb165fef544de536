"""Quotations and speakers: hand-made cases, known failures, and laws on any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_cases import ReadingCases
from steps import check_growth

from juku.records import Span
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


@given(paragraphs, st.lists(st.integers(0, 40), max_size=5))
def test_parts_by_sentence_are_the_quotation_again(text, cuts):
    ends = sorted({min(c, len(text)) for c in cuts} | {0, len(text)})
    sentences = [Span(a, b) for a, b in pairwise(ends)]
    whole = quotes.find(text)
    parts = quotes.by_sentence(whole, sentences)
    joined = "".join(
        text[span.start :][q.start : q.end]
        for span, found in zip(sentences, parts, strict=True)
        for q in found
    )
    assert joined == "".join(text[q.start : q.end] for q in whole)


def test_an_unclosed_mark_swallows_nothing():
    text = "他说：“没有说完。后面还有很多话，李明说天气好。" * 3
    assert quotes.find(text) == []


def test_a_quotation_of_two_sentences_is_cut_at_each_with_one_speaker():
    text = "队长张明说：“来得及。我们一定到。”"
    parts = quotes.by_sentence(quotes.find(text), [Span(0, 11), Span(11, len(text))])
    assert [[q.speaker for q in found] for found in parts] == [["张明"], ["张明"]]
    assert text[11:][parts[1][0].start : parts[1][0].end] == "我们一定到。"


class Looked(list):
    """A list that counts what is looked at in it."""

    count = 0

    def __iter__(self):
        for one in list.__iter__(self):
            self.count += 1
            yield one


def test_a_quotation_is_looked_at_once_however_many_sentences_there_are():
    sentences = [Span(at, at + 10) for at in range(0, 10_000, 10)]
    quotations = Looked(quotes.Quotation(span.start + 1, span.end, None) for span in sentences)
    parts = quotes.by_sentence(quotations, sentences)
    assert [(q.start, q.end) for found in parts for q in found] == [(1, 10)] * 1000
    assert quotations.count == 1000


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
