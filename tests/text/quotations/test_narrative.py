"""Paragraphs prepared for the search of quotations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations import narrative
from juku.text.quotations.quote_marks import FINAL
from juku.text.vocabulary.folding import fold


@given(st.text(st.sampled_from('“”‘’「」"。！；，说說a\n'), max_size=40))
def test_only_what_stands_in_marks_is_masked(text):
    read = narrative.read(text)
    assert len(read.view) == len(text)
    inside = {i for start, end in read.pairs for i in range(start + 1, end)}
    for at, character in enumerate(fold(text)):
        assert read.view[at] == (narrative.MASK if at in inside else character)


@given(st.text(st.sampled_from("“”。！；，说\n"), max_size=40))
def test_a_sentence_starts_behind_the_last_stop_outside_marks(text):
    read = narrative.read(text)
    for at in range(len(text) + 1):
        stops = [i + 1 for i in range(at) if read.view[i] in FINAL + "；\n"]
        assert read.sentence_start(at) == (stops[-1] if stops else 0)


def test_words_behind_a_quotation_end_with_their_sentence_or_at_the_next_speech():
    read = narrative.read("“好。”他说，“走吧。”她笑了。")
    assert [read.view[end + 1 : read.behind(i)] for i, (_, end) in enumerate(read.pairs)] == [
        "他说，",
        "她笑了",
    ]


def test_the_lasting_particle_of_hong_kong_and_taiwan_is_read_as_elsewhere():
    read = narrative.read("她笑著說，這本著作很著名，原著更好，執著一點。")
    assert read.view == "她笑着说，这本著作很著名，原著更好，执着一点。"
