"""The lexicon: rows read or refused, new words proposed, effects told."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.errors import EvidenceError
from juku.records import LexiconEntry
from juku.text import effects, lexicon, suggest, words

ROOT = Path(__file__).parent.parent.parent
CURATED = ROOT / "corpus" / "curation" / "lexicon.tsv"
HEAD = "word\txpos\tupos\treason\n"


def test_rows_become_entries_in_order():
    text = HEAD + "进博会\tnz\tPROPN\ta fair\r\n\n六尺巷\tns\tPROPN\ta lane\n"
    assert lexicon.parse(text, "lexicon.tsv") == (
        LexiconEntry("进博会", "nz", "PROPN", "a fair"),
        LexiconEntry("六尺巷", "ns", "PROPN", "a lane"),
    )


def test_no_file_and_a_bare_header_have_no_entries():
    assert lexicon.parse("", "lexicon.tsv") == lexicon.parse(HEAD, "lexicon.tsv") == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("进 博会\tnz\tPROPN\tr", "lexicon.tsv:2: word: '进 博会' is empty or has white space"),
        ("\tnz\tPROPN\tr", "lexicon.tsv:2: word: '' is empty or has white space"),
        ("巷\tns\tPROPN\tr", "lexicon.tsv:2: word: 巷 is one character"),
        ("进·博\tnz\tPROPN\tr", "lexicon.tsv:2: word: '进·博' has a character that jieba keeps"),
        ("进博会\tfair\tPROPN\tr", "lexicon.tsv:2: xpos: 'fair' is no native tag"),
        ("进博会\tnz\tNAME\tr", "lexicon.tsv:2: upos: 'NAME' is no Universal tag"),
        ("进博会\tnz\tPROPN\t ", "lexicon.tsv:2: reason: is empty"),
        ("进博会\tnz\tPROPN", "lexicon.tsv:2: has 3 fields"),
        (
            "进博会\tnz\tPROPN\tr\n進博會\tnz\tPROPN\tr",
            "lexicon.tsv:3: word: 進博會 stands in line 2",
        ),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(row, message):
    with pytest.raises(EvidenceError) as raised:
        lexicon.parse(HEAD + row + "\n", "lexicon.tsv")
    assert str(raised.value).startswith(message)


def test_all_offenders_are_named_at_once():
    entries, found = lexicon.inspect(HEAD + "巷\tx1\tX\t\n进博会\tnz\tPROPN\tr\n甲\n", "l.tsv")
    assert [entry.word for entry in entries] == ["进博会"]
    assert [message.split(":")[1] for message in found.messages] == ["2", "2", "2", "4"]


def test_a_wrong_header_is_refused():
    with pytest.raises(EvidenceError, match=r"lexicon.tsv:1: begins with 'word,reason'"):
        lexicon.parse("word,reason\n", "lexicon.tsv")


def test_words_of_the_first_corpus_are_kept_whole_by_both_engines():
    entries = lexicon.parse(CURATED.read_text("utf-8"), str(CURATED))
    for name in ("rjieba", "jieba"):
        tokens = words.make(name, entries).segment([entry.word for entry in entries])
        assert tokens.words == [entry.word for entry in entries]
        assert tokens.xpos == [entry.xpos for entry in entries]
        assert tokens.upos == [entry.upos for entry in entries]


def test_the_lexicon_of_the_first_corpus_moves_no_boundary_in_other_news():
    sample = ROOT.parent / "shared" / "gold" / "ntrex-zh-news.tsv"
    if not sample.exists():
        pytest.skip("the sample of other news is not beside the project")
    texts = [line.partition("\t")[2] for line in sample.read_text("utf-8").splitlines()]
    entries = lexicon.parse(CURATED.read_text("utf-8"), str(CURATED))
    found = effects.changes(texts, words.make("rjieba"), words.make("rjieba", entries))
    spelt = [entry.word for entry in entries]
    assert [change for change in found if not change.wanted(spelt)] == []


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


TEXTS = [
    "记者走进六尺巷采访", "她说六尺巷很窄", "从六尺巷到北京", "六尺巷的故事",
    "大家喜欢六尺巷吗", "记者采访了大家", "北京的故事很多", "她到北京采访",
]  # fmt: skip


SMALL = suggest.Limits(cohesion=2)
"""In few characters nothing is far from chance."""


def test_a_word_that_is_cut_apart_is_proposed_with_its_contexts():
    best = suggest.suggest(TEXTS, words.make("rjieba"), SMALL)[0]
    assert (best.word, best.count, best.cut) == ("六尺巷", 5, "六尺|巷")
    assert best.contexts[0] == "记者走进[六尺巷]采访"
    assert best.branching == pytest.approx(math.log2(5))


def test_a_word_that_the_lexicon_has_is_not_proposed_again():
    entries = [LexiconEntry("六尺巷", "ns", "PROPN", "a lane")]
    found = suggest.suggest(TEXTS, words.make("rjieba", entries), SMALL)
    assert "六尺巷" not in [candidate.word for candidate in found]


def test_nothing_is_proposed_for_no_text():
    assert suggest.suggest([], words.make("rjieba")) == []
    assert suggest.suggest(["", "ABC"], words.make("rjieba")) == []


@pytest.fixture(scope="module")
def plain():
    return words.make("rjieba", joining=False)


@given(texts=st.lists(st.text("甲乙丙丁，", max_size=12), max_size=8))
@settings(max_examples=150, deadline=None)
def test_figures_are_those_counted_by_hand(plain, texts):
    limits = suggest.Limits(count=2, length=4, cohesion=-99, branching=-1, apart=0)
    found = suggest.suggest(texts, plain, limits)
    text = "\n".join(texts)
    grams = Counter(
        text[a : a + n] for n in range(1, 5) for a in range(len(text) - n + 1)
        if set(text[a : a + n]) <= set("甲乙丙丁")
    )  # fmt: skip
    total = sum(times for gram, times in grams.items() if len(gram) == 1)
    wanted = {gram for gram, times in grams.items() if len(gram) > 1 and times >= 2}
    assert {candidate.word for candidate in found} == wanted
    for each in found:
        word = each.word
        assert each.count == grams[word]
        weakest = min(
            math.log2(grams[word] * total / (grams[word[:k]] * grams[word[k:]]))
            for k in range(1, len(word))
        )
        assert each.cohesion == pytest.approx(weakest)
        assert each.branching == pytest.approx(_branching(text, word))


def _branching(text, word):
    places = [a for a in range(len(text)) if text.startswith(word, a)]
    sides = (
        Counter(text[a - 1] if a else "" for a in places),
        Counter(text[a + len(word) : a + len(word) + 1] for a in places),
    )
    return min(
        -sum(n / len(places) * math.log2(n / len(places)) for n in side.values()) for side in sides
    )
