"""The lexicon: rows read or refused, and those of the first corpus kept whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from juku.errors import EvidenceError
from juku.records import LexiconEntry
from juku.text.segmenting import effects, lexicon, words

ROOT = Path(__file__).parents[3]
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
