"""Of a release whose words stand in no order, what needs it is refused and all else is the same."""

from __future__ import annotations

import pytest

import juku
from juku.build.running.settings import Settings
from juku.errors import QueryError
from juku.release import assemble


@pytest.fixture(scope="module")
def both(mini_corpus, mini_release, tmp_path_factory):
    """The small release in full, and shuffled."""
    root = tmp_path_factory.mktemp("order")
    assemble.build(Settings(corpus=mini_corpus), root / "shuffled", "1.0.0", text="shuffled")
    return [juku.open(path, cache=root / "cache") for path in (mini_release, root / "shuffled")]


REFUSED = {
    "two tokens": (
        lambda r: r.count('"的" []'),
        "ask for one token, or for sentences with several",
    ),
    "some tokens": (lambda r: r.count("[]{1,2}"), "pattern: needs the order of words"),
    "a bound": (lambda r: r.count("<s> []"), "pattern: needs the order of words"),
    "in a choice": (lambda r: r.count('("的" []) | "了"'), "pattern: needs the order of words"),
    "in a filter": (lambda r: r.count('<s/> containing ("的" [])'), "pattern: needs the order"),
    "in a chosen unit": (
        lambda r: r.count('"的" within (<s/> containing ("的" []))'),
        "pattern: needs the order",
    ),
    "a first token": (lambda r: r.count('<s/> :: match.word = "的"'), "its first or last token is"),
    "a string in a pattern": (lambda r: r.count('chars("公里")'), "pattern: needs the order"),
    "a string": (lambda r: r.count("公里", chars=True), 'find it within words: [word=".*….*"]'),
    "context": (lambda r: r.find('"的"'), "give --width 0"),
    "a neighbour": (lambda r: r.count('"的"', by="R1"), "key: R1: needs the order of words"),
    "a neighbour to sort by": (lambda r: r.find('"的"', width=0, sort="L1.upos"), "key: L1.upos"),
    "sequences": (lambda r: r.ngrams(2), "ngrams.tsv of the release counts those"),
    "a narrow window": (lambda r: r.collocates('"的"', minimum=1), "which is the whole of any"),
    "distances": (lambda r: r.collocates('"的"', distances=True), "distances: a distance needs"),
    "an export": (lambda r: r.export("conllu", "nowhere"), "an export needs the order of words"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_needs_the_order_of_words_is_refused(both, tmp_path, monkeypatch, case):
    monkeypatch.chdir(tmp_path)
    ask, fact = REFUSED[case]
    full, shuffled = both
    ask(full)
    with pytest.raises(QueryError) as refused:
        ask(shuffled)
    assert fact in str(refused.value)
    assert "(--text shuffled); " in str(refused.value)


def sentences(found):
    return [row["sentence_id"] for row in found]


ANSWERED = {
    "words": lambda r: list(r.words(punctuation=True)),
    "single words": lambda r: list(r.ngrams(1)),
    "counts": lambda r: list(r.count('[upos="NOUN"]', by=["word", "publisher"])),
    "a choice": lambda r: list(r.count('"的" | [upos="VERB"]', by="word")),
    "once": lambda r: list(r.count('"的"{1}')),
    "where they are": lambda r: sentences(r.find('"的"', width=0)),
    "sentences": lambda r: len(r.find('<s/> containing "的" containing [upos="VERB"]', width=0)),
    "words in chosen sentences": lambda r: len(
        r.find('"的" within (<s/> containing [upos="VERB"])', width=0)
    ),
    "paragraphs": lambda r: len(r.find('<p/> containing "的"', width=0)),
    "by a column": lambda r: len(r.find('"的" :: match.role = "body"', width=0)),
    "keyness": lambda r: list(r.keyness(where='role = "body"', minimum=1)),
    "dispersion": lambda r: r.dispersion('"的"').about.figures,
    "trend": lambda r: list(r.trend('"的"', by="day")),
    "whole sentences": lambda r: [
        {name: value for name, value in row.items() if name not in ("left", "right")}
        for row in r.collocates('"的"', left=200, right=200, minimum=1)
    ],
}


@pytest.mark.parametrize("case", ANSWERED)
def test_what_does_not_is_answered_as_of_the_full_release(both, case):
    full, shuffled = (ANSWERED[case](release) for release in both)
    assert full
    assert repr(full) == repr(shuffled)  # a ratio to nothing is NaN, which equals nothing


def test_hits_in_no_order_have_no_place_in_their_sentence(both):
    full, shuffled = (release.find('"的"', width=0)[0] for release in both)
    assert None not in (full["start"], full["end"])
    assert (shuffled["start"], shuffled["end"]) == (None, None)
    assert not {"agreed", "any_boundaries"} & both[1].count('"的"').about.figures.keys()


def test_collocates_in_no_order_are_told_on_no_side(both):
    """Which side a word stood on would be read as a finding; words that are sorted have none."""
    full, shuffled = (r.collocates('"的"', left=200, right=200, minimum=1)[0] for r in both)
    assert None not in (full["left"], full["right"])
    assert (shuffled["left"], shuffled["right"]) == (None, None)
