"""A value that no token has is told, and the query is answered all the same."""

from __future__ import annotations

import pytest

from juku.cli import main
from juku.query.hints import unknown_values
from juku.query.matching.limits import Limits


@pytest.mark.parametrize(
    ("pattern", "notes"),
    [
        ('[upos="NOUN"] "改革"', []),
        ('[upos="N.*"]', []),
        ('"没有"', []),
        ('[upos="noun"]', ['upos="noun": no token has such a value; did you mean NOUN?']),
        ('[upos="noun"] [upos="noun"]', ['upos="noun": no token has such a value; did you']),
        ('[upos="noun"%c]', []),
        ('[upos="Z.*"]', ['upos="Z.*": no token has such a value; known are ADJ, ADP, ADV, CC']),
        ('[xpos="zz"]', ['xpos="zz": no token has such a value; known are a, ']),
        ('[upos!="noun"]', ['upos="noun": ']),
        ('[upos="verb"|xpos="VN"]{0,2} "的"', ['upos="verb": ', 'xpos="VN": ']),
        ('a:[] :: a.upos="verb"', ['upos="verb": ']),
        ('[] :: match.publisher="没有"', []),
        ('"改革" within [upos="verb"]', ['upos="verb": ']),
    ],
)
def test_tags_that_no_token_has_are_told(news, pattern, notes):
    found = unknown_values(news.questions.corpus, pattern)
    assert len(found) == len(notes)
    for one, begin in zip(found, notes, strict=True):
        assert one.startswith(begin)


def test_of_very_many_values_some_are_told_and_the_others_counted(news):
    pattern = " | ".join(f'"没有{number}"' for number in range(3000))
    found = unknown_values(news.questions.corpus, pattern, every=True)
    assert len(found) == 21
    assert found[0] == 'word="没有0": no token has such a value'
    assert found[-1] == "no token has 2,980 other values that the pattern asks for"


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("没有$5改革", '"$5" stands for itself; write ?{0,5}'),
        ("没有+12改革", '"+12" stands for itself; write ?{0,12}'),
        ("没.有", '"." stands for itself; write ? for any one character'),
        ("没有", ""),
        ("发展", ""),
    ],
)
def test_signs_of_other_languages_are_told_where_nothing_is_found(news, capsys, pattern, told):
    assert main(["count", str(news.path), pattern, "--chars"]) == 0
    notes = capsys.readouterr().err
    assert notes.startswith(f"juku: note: {told}") if told else notes == ""


def test_words_are_told_when_all_are_looked_at(news):
    found = unknown_values(news.questions.corpus, '"没有" "改革"', every=True)
    assert found == ['word="没有": no token has such a value']


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ('within <s/> containing "发展"', True),
        ('!within <s/> containing "发展"', True),
        ('within (<s/> containing "发展")', False),
        ('containing "发展" within <s/>', False),
        ('within <s/> !containing "发展"', False),
        ('within s containing "发展"', False),
    ],
)
def test_a_containing_that_may_be_meant_for_the_unit_is_told(news, filters, told):
    found = unknown_values(news.questions.corpus, f'"改革" {filters}', every=True)
    assert [note.partition(":")[0] for note in found] == ["containing"] * told
    assert unknown_values(news.questions.corpus, f'"改革" {filters}') == []


@pytest.mark.parametrize(
    ("value", "rest"),
    [
        ('"说汉语"', "3 times, mostly as 说|汉语; --chars or chars("),
        ('"(三"%l', r'once, mostly as (|三; --chars or chars("\(三") finds them'),
        ('"汉"', "4 times, mostly as 汉语; "),
        ('"法.*"', None),
        ('"法语"', None),
        ('""', None),
        ('" "', None),
    ],
)
def test_a_word_that_is_cut_otherwise_is_told_with_its_commonest_cut(open_made, value, rest):
    corpus = open_made([open_made.Story(["我 说 汉语", "他 说 汉语", "说汉 语", "( 三 ) 汉语"])])
    (note,) = unknown_values(corpus, value, every=True)
    told = "" if rest is None else f", but its characters stand in the text {rest}"
    assert note.startswith(f"word={value}: no token has such a value{told}")
    assert ("characters" in note) == bool(rest)


def test_a_word_whose_characters_take_too_long_to_find_ends_no_answer_in_an_error(open_made):
    corpus = open_made([open_made.Story(["我 说 汉语"])])
    (note,) = unknown_values(corpus, '"说汉语"', every=True, limits=Limits(seconds=0))
    assert note == (
        'word="说汉语": no token has such a value, and its characters take long to find; '
        '--chars or chars("说汉语") looks for them'
    )


@pytest.mark.parametrize("command", ["find", "count", "collocates", "dispersion", "trend"])
def test_a_command_tells_it_beside_its_answer(news, monkeypatch, capsys, command):
    monkeypatch.setenv("JUKU_CACHE", str(news.folder / "cache"))
    status = main([command, str(news.path), '[upos="noun"|upos="VERB"]', "--format", "csv"])
    shown = capsys.readouterr()
    assert status == 0
    assert shown.out.startswith("# question: ")
    assert shown.err == 'juku: note: upos="noun": no token has such a value; did you mean NOUN?\n'
    assert main([command, str(news.path), '"没有"']) == 0
    assert capsys.readouterr().err == 'juku: note: word="没有": no token has such a value\n'


def test_a_command_tells_nothing_where_there_is_nothing_to_tell(news, monkeypatch, capsys):
    monkeypatch.setenv("JUKU_CACHE", str(news.folder / "cache"))
    main(["count", str(news.path), '[upos="NOUN"] "改革"'])
    main(["count", str(news.path), "没有", "--chars"])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "question",
    [["find", "改革", "--chars"], ["count", '"改革"', "--by", "R1"], ["words"], ["ngrams", "2"],
     ["collocates", '"改革"'], ["trend", '"改革"']],
)  # fmt: skip
def test_a_part_that_holds_nothing_is_told_beside_its_answer(news, monkeypatch, capsys, question):
    monkeypatch.setenv("JUKU_CACHE", str(news.folder / "cache"))
    command, *rest = question
    for publisher, told in [("甲报", False), ("甲", True)]:
        where = ["--where", f'publisher = "{publisher}"']
        assert main([command, str(news.path), *rest, *where]) == 0
        assert (
            "juku: note: where: no sentence is in that part; " in capsys.readouterr().err
        ) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (["collocates", '"改革"', "--minimum", "900"], True),
        (["collocates", '"改革"'], False),
        (["collocates", '"没有"', "--minimum", "900"], False),
        (["words", "--minimum", "900"], True),
        (["words", "--minimum", "900", "--limit", "0"], False),
        (["words", "--matching", "没有"], False),
        (["ngrams", "4", "--minimum", "900"], True),
        (["keyness", "--where", 'publisher = "甲报"', "--minimum", "900"], True),
        (["find", '"没有"'], False),
    ],
)
def test_a_list_that_is_empty_for_its_minimum_says_so(news, monkeypatch, capsys, question, told):
    monkeypatch.setenv("JUKU_CACHE", str(news.folder / "cache"))
    command, *rest = question
    assert main([command, str(news.path), *rest]) == 0
    note = "times or more; --minimum 1 lists what is rarer"
    assert (note in capsys.readouterr().err) == told


def test_a_word_too_long_to_be_looked_for_is_told_all_the_same(news):
    word = "无" * 5000
    found = unknown_values(news.questions.corpus, f'"{word}"', every=True)
    assert found == [f'word="{word}": no token has such a value']
