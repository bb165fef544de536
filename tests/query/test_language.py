"""Each line of the tables in docs/query.md finds what it says."""

from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from juku.errors import QueryError
from juku.query.language.grammar import parse, parse_chars

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "query" / "language.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, release_writer):
    """Two articles; hits are shown as their words."""
    from juku.query.opening import open_corpus

    line, story = release_writer.Line, release_writer.Story
    root = tmp_path_factory.mktemp("language")
    stories = [
        story(
            [
                line("改革/vn/NOUN 开放/v/VERB", paragraph=0, role="title"),
                line("我们/r/PRON 坚持/v/VERB 改革/vn/NOUN 。/w/PUNCT"),
                line("人民/n/NOUN 的/u/PART 城市/n/NOUN 和/c/CCONJ 人民/n/NOUN 吗/y/PART"),
                line("Internet/x/X 在/p/ADP 5/m/NUM G/x/X café/x/X", paragraph=2),
            ],
            columns={
                "publisher": "新华社",
                "published": dt.date(2024, 1, 31),
                "reporters": ["张三", "李四"],
            },
        ),
        story(
            [
                line("他/r/PRON 会/v/VERB 说/v/VERB 汉语/nz/PROPN ，/w/PUNCT 說漢語/v/VERB"),
                line(
                    "發展/v/VERB 城市/n/NOUN ，/w/PUNCT 发展/v/VERB 经济/n/NOUN ５Ｇ/x/X ?/w/PUNCT"
                ),
            ],
            columns={"publisher": "人民日报", "published": dt.date(2024, 2, 1)},
        ),
    ]
    release = release_writer.write(root / "release", stories)
    return open_corpus(release, cache=root / "cache")


@pytest.mark.parametrize("case", CASES["tokens"], ids=lambda c: c[0])
def test_a_pattern_finds_its_words(corpus, case):
    pattern, expected = case
    hits = corpus.find(pattern)
    words = corpus.values("word", np.arange(corpus.n_tokens)).to_pylist()
    spans = zip(hits.start.tolist(), hits.end.tolist(), strict=True)
    assert [" ".join(words[start:end]) for start, end in spans] == expected


@pytest.mark.parametrize("case", CASES["characters"], ids=lambda c: c[0])
def test_a_string_is_found_wherever_words_begin(corpus, case):
    pattern, attribute, expected = case
    hits = corpus.find_chars(pattern, attribute=attribute)
    rows = zip(
        hits.start.tolist(),
        hits.end.tolist(),
        hits.char_start.tolist(),
        hits.char_end.tolist(),
        hits.cuts_word.tolist(),
        strict=True,
    )
    words = corpus.values("word", np.arange(corpus.n_tokens)).to_pylist()
    found = []
    for start, end, first, last, cuts in rows:
        text = "|".join(words[start:end])
        text = text[first : len(text) - len(words[end - 1]) + last]
        found.append([text, cuts])
    assert found == expected


RANGES = [
    "[一-龥]",
    "[一-龥]{2}[。，]",
    "[^一-龥]",
    "[0-9a-z-]",
    "[-a]",
    r"[a\-z]",
    "[\ud000-\uf8ff。]",  # halves of characters are among them
]


@pytest.mark.parametrize("attribute", ["word", "hans"])
@pytest.mark.parametrize("pattern", RANGES)
def test_a_range_of_characters_is_that_of_regular_expressions(corpus, pattern, attribute):
    words = corpus.values("word", np.arange(corpus.n_tokens)).to_pylist()
    bounds = corpus.bounds("sentence")
    texts = ["".join(words[a:b]) for a, b in pairwise(bounds)]
    expected = sum(len(re.findall(f"(?={pattern})", text)) for text in texts)
    assert len(corpus.find_chars(pattern, attribute=attribute)) == expected


@pytest.mark.parametrize(
    ("signs", "named"), [("乙-乛", "乙乚乛"), ("甲", "甲"), ("甲-", "甲-"), ("\u4e00-\u8e00", None)]
)
@pytest.mark.usefixtures("in_seconds")
def test_a_class_of_very_many_signs_is_read_at_once(signs, named):
    node = parse_chars(f"[{signs * (1_500_000 // len(signs))}]")
    assert node.formula.signs == set(named or map(chr, range(0x4E00, 0x8E01)))


@pytest.mark.parametrize(
    ("read", "pattern"),
    [
        (parse, "[]{%s}"),
        (parse, "[]{%s,}"),
        (parse, "[]{1,%s}"),
        (parse_chars, "甲{%s}"),
        (parse_chars, "甲{0,%s}"),
    ],
)
def test_a_repeat_of_thousands_of_digits_is_refused(read, pattern):
    with pytest.raises(QueryError, match="counts to a number of 5,000 digits, more than 500"):
        read(pattern % ("9" * 5000))
    with pytest.raises(QueryError, match="counts to 501, more than 500"):
        read(pattern % ("0" * 5000 + "501"))


def test_labels_say_which_tokens_they_name(corpus):
    hits = corpus.find('a:[xpos="n"] []{0,3} @[xpos="n"] b:[]? :: a.word = target.word')
    assert hits.labels["a"].tolist() == [6]
    assert hits.labels["target"].tolist() == [10]
    assert hits.labels["b"].tolist() == [-1]


def test_a_label_of_the_only_token_names_every_match(corpus):
    words = corpus.values("word", np.arange(corpus.n_tokens)).to_pylist()
    hits = corpus.find(f'a:"{words[3]}"')
    assert hits.labels["a"].tolist() == hits.start.tolist()
    assert hits.start.tolist() == [at for at, word in enumerate(words) if word == words[3]]


def test_a_strategy_may_stand_in_the_pattern_or_be_given(corpus):
    inline = corpus.find('(?longest) [xpos="v"]+')
    given = corpus.find('[xpos="v"]+', strategy="longest")
    assert inline.start.tolist() == given.start.tolist()
    assert inline.end.tolist() == given.end.tolist()


FOLDED = [
    "——",
    "--",
    "……",
    "...",
    "３．５",
    "3.5",
    "3X5",
    "改革,",
    "改革，",
    ",",
    "Ａ—",
    "a\u200bb",
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory, release_writer):
    """Words that are printed in several forms, one a sentence."""
    from juku.query.opening import open_corpus

    root = tmp_path_factory.mktemp("printed")
    story = release_writer.Story([f"{word}/x/X" for word in FOLDED])
    return open_corpus(release_writer.write(root / "release", [story]), cache=root / "cache")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ('[norm="——"]', ["——", "--"]),
        ('[norm="--"]', ["——", "--"]),
        ('[norm="…"]', ["……", "..."]),
        ('[norm="(……|——)"]', ["——", "--", "……", "..."]),
        ('[norm=".*—"]', ["——", "--", "Ａ—"]),
        ('[norm="３．５"]', ["３．５", "3.5"]),
        ('[norm="3.5"]', ["３．５", "3.5", "3X5"]),
        ('[norm=="３．５"]', ["３．５", "3.5"]),
        ('[norm=="3.5"]', ["３．５", "3.5"]),
        ('[norm="改革,"]', ["改革,", "改革，"]),
        ('[norm="改?革,"]', ["改革,", "改革，"]),
        ('[norm="改革[,，]"]', ["改革,", "改革，"]),
        ('[norm="[,]"]', [","]),
        (r'[norm="３\．５"]', ["３．５", "3.5"]),
        ('[norm="[０-９]．.*"]', ["３．５", "3.5"]),
        ('[norm="ab"]', ["a\u200bb"]),
    ],
)
def test_a_value_of_norm_is_folded_as_words_are(printed, pattern, found):
    hits = printed.find(pattern)
    assert [FOLDED[at] for at in hits.start.tolist()] == found
