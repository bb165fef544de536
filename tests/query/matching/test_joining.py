"""Alternatives of one stream become one test, so that a list of thousands stays affordable."""

from __future__ import annotations

import tracemalloc

import pytest

from juku.query.language import ast
from juku.query.language.grammar import parse
from juku.query.matching import constraints, joining
from juku.query.opening import open_corpus

JOINED = {
    "values": ('[word="甲" | word="乙"]', "{甲 乙}"),
    "tokens": ('"甲" | "乙" | ("丙" | "丁")', "{甲 乙 丙 丁}"),
    "in brackets": ('[word="甲" | (word="乙" | word="丙")]', "{甲 乙 丙}"),
    "one twice": ('[word="甲" | word="甲"]', "甲"),
    "forms of words": ('[word="甲" | hans="乙" | norm="丙"]', "{甲 乙 丙}"),
    "two streams": ('[word="甲" | upos="X" | word="乙"]', "({甲 乙} | X)"),
    "none of them": ('[word!="甲" & word!="乙" & upos="X"]', "(X & !{甲 乙})"),
    "not of some": ('[!(word="甲" | word="乙")]', "!{甲 乙}"),
    "a tag beside each": ('[word="甲" & xpos="n" | xpos="n" & word="乙"]', "({甲 乙} & n)"),
    "a tag beside some": ('[word="甲" & xpos="n" | word="乙"]', "((甲 & n) | 乙)"),
    "both at once": ('[word="甲" & word="乙"]', "(甲 & 乙)"),
    "in a row": ('("甲" | "乙")? "丙"', "{甲 乙}? 丙"),
    "more than tokens": ('"甲" | "丙" "丁" | "乙"', "({甲 乙} | 丙 丁)"),
    "labels": ('b:"甲" | a:"乙" | b:"丙"', "(b:{甲 丙} | a:乙)"),
    "any token": ('"甲" | []', "(甲 | )"),
}
"""Kind → a pattern, and what is asked in the end: braces hold what is one test."""


def told(part) -> str:  # noqa: PLR0911  # a line a kind
    """A pattern or a formula in short."""
    if isinstance(part, ast.AnyOf):
        return "{" + " ".join(map(told, part.tests)) + "}"
    if isinstance(part, ast.Test):
        return part.value
    if isinstance(part, ast.Not):
        return f"!{told(part.part)}"
    if isinstance(part, ast.Token):
        return (f"{part.label}:" if part.label else "") + told(part.formula)
    if isinstance(part, ast.Repeat):
        return f"{told(part.part)}?"
    if isinstance(part, ast.Sequence):
        return " ".join(map(told, part.parts))
    sign = " & " if isinstance(part, ast.And) else " | "
    return f"({sign.join(map(told, part.parts))})" if part.parts else ""


@pytest.mark.parametrize("kind", JOINED)
def test_alternatives_of_one_stream_are_one_test(kind):
    pattern, asked = JOINED[kind]
    assert told(joining.joined(parse(pattern).node)) == asked


COUNT = 6000


def _each(form: str, sign: str = " | ") -> str:
    """``form`` with each number for 0, of even words only."""
    return sign.join(form.replace("0", str(number)) for number in range(0, COUNT, 2))


def _in(before: str, listed: str, after: str) -> str:
    return f"{before}{listed}{after}"


LISTS = {
    "in brackets": (_in("[", _each('word="词0"'), "] []"), 0),
    "as tokens": (_in("(", _each('"词0"'), ") []"), 0),
    "with a label": (_in("a:[", _each('word="词0"'), '] [] :: a.word != ""'), 0),
    "with a tag": (_in("[", _each('word="词0" & xpos="x"'), "] []"), 0),
    "said twice": (_in("[", _each('word="词0" & norm="词0"'), "] []"), 0),
    "in a condition": (_in("[] [] :: ", _each('match.word = "词0"'), ""), 0),
    "not these": (_in("[", _each('word!="词0"', " & "), "] []"), 1),
    "none of these": (_in("[!(", _each('word="词0"'), ")] []"), 1),
    "in no condition": (_in("[] [] :: ", _each('match.word != "词0"', " & "), ""), 1),
}
"""Kind → a pattern with half of the words of a corpus, and which half it finds the starts of."""


@pytest.fixture(scope="module")
def wordy(tmp_path_factory, release_writer):
    """A corpus of as many words as there are numbers, in order."""
    root = tmp_path_factory.mktemp("wordy")
    words = " ".join(f"词{number}" for number in range(COUNT))
    release = release_writer.write(root / "release", [release_writer.Story([words])])
    return open_corpus(release, cache=root / "cache")


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_thousands_of_words_takes_no_table_of_them_all(wordy, kind):
    pattern, first = LISTS[kind]
    wordy.find('[word=".*" & xpos="x" & norm=".*"] [] :: match.word = ".*"')  # what is mapped
    parse(pattern)
    tracemalloc.start()
    hits = wordy.find(pattern)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert hits.start.tolist() == list(range(first, COUNT - 1, 2))
    assert used < (COUNT // 2) ** 2  # one byte for each pair of the list


def test_a_list_of_articles_is_looked_up_at_once(open_made, monkeypatch):
    corpus = open_made(
        [open_made.Story(["甲"], columns={"title": f"题{number}"}) for number in range(40)]
    )
    monkeypatch.setattr(constraints, "match_values", None)  # the whole column, for each value
    titles = _each('match.title = "题0"')
    assert corpus.find(f'"甲" :: {titles}').start.tolist() == list(range(0, 40, 2))
    others = _each('match.title != "题0"', " & ")
    assert corpus.find(f'"甲" :: {others}').start.tolist() == list(range(1, 40, 2))
