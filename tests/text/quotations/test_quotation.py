"""Quotations that go on with the words of the one before."""

from __future__ import annotations

from juku.text.quotations import narrative, quotation


def _first(text: str) -> tuple[narrative.Narrative, quotation.Quotation]:
    read = narrative.read(text)
    start, end = read.pairs[0]
    return read, quotation.Quotation(start + 1, end, "张明")


def test_what_broke_off_at_a_comma_goes_on_within_the_sentence():
    read, last = _first("“好，”张明说，“走吧。”")
    assert quotation.goes_on(read, last.end, read.pairs[1][0])
    read, last = _first("“好，”张明说。“走吧。”")
    assert not quotation.goes_on(read, last.end, read.pairs[1][0])


def test_what_stands_right_behind_what_somebody_leads_to_adjoins_it():
    read, last = _first("张明说：“好。”“走吧。”")
    assert quotation.adjoins(read, read.pairs[1][0], last)
    read, last = _first("“好。”“走吧。”张明说。")
    assert not quotation.adjoins(read, read.pairs[1][0], last)


def test_what_follows_the_one_sentence_that_names_the_speaker_continues():
    read, last = _first("“好。”张明说。“走吧。”")
    assert quotation.continues(read, read.pairs[1][0], last)
    read, last = _first("“好。”张明说。天黑了。“走吧。”")
    assert not quotation.continues(read, read.pairs[1][0], last)


def test_another_is_opposed_who_then_speaks_in_words_of_his_own():
    text = "“好。”李强则批评说，不好。"
    assert quotation.opposed(text, 3, len(text) - 1)
    text = "“好。”李强说，不好。"
    assert not quotation.opposed(text, 3, len(text) - 1)
