"""In how many articles something stands, against sets of articles made in plain Python."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest

from juku.query.measures import ranges

PARTS = [None, 'publisher = "甲报"', 'publisher != "甲报" & paragraph = 1']


def sentences(news, where):
    here = (
        {"甲报"} if where == PARTS[1] else {"乙报", "丙报"} if where else {"甲报", "乙报", "丙报"}
    )
    first = where == PARTS[2]
    rows = [row for row in news.rows if row["publisher"] in here]
    return [row for row in rows if row["paragraph"] == 1 or not first]


@pytest.fixture(params=[1, 7, ranges.BLOCK], autouse=True)
def block(request, monkeypatch):
    monkeypatch.setattr(ranges, "BLOCK", request.param)


def stand_in(news, where, values):
    """Value → the articles of the part that it stands in."""
    found = defaultdict(set)
    for row in sentences(news, where):
        for value in values(row):
            found[value].add(row["article_id"])
    return {value: len(articles) for value, articles in found.items()}


@pytest.mark.parametrize("where", PARTS)
@pytest.mark.parametrize(("attribute", "column"), [("word", "tokens"), ("upos", "upos")])
def test_words_say_in_how_many_articles_they_stand(news, where, attribute, column):
    asked = news.questions.words(
        attribute=attribute, where=where, punctuation=True, in_articles=True
    )
    found = dict(zip(asked.column(attribute), asked.column("in_articles"), strict=True))
    assert found == stand_in(news, where, lambda row: row[column])


@pytest.mark.parametrize("where", PARTS)
@pytest.mark.parametrize("n", [1, 2, 3, 14])  # the last is too long for one number
def test_ngrams_say_it_and_are_otherwise_the_same(news, where, n):
    options = {"where": where, "minimum": 1, "punctuation": True}
    asked = news.questions.ngrams(n, in_articles=True, **options)
    found = dict(zip(asked.column("ngram"), asked.column("in_articles"), strict=True))

    def grams(row):
        words = row["tokens"]
        return [" ".join(words[i : i + n]) for i in range(len(words) - n + 1)]

    assert found == stand_in(news, where, grams)
    assert news.questions.ngrams(n, **options).to_arrow().to_pydict() == (
        asked.to_arrow().drop_columns("in_articles").to_pydict()
    )


@pytest.mark.parametrize("where", PARTS)
@pytest.mark.parametrize("options", [{"limit": 2}, {"minimum": 4}, {"matching": ".*[展放]"}])
def test_rows_that_are_listed_say_what_they_say_among_all(news, where, options):
    every = news.questions.words(where=where, in_articles=True)
    known = dict(zip(every.column("word"), every.column("in_articles"), strict=True))
    some = news.questions.words(where=where, in_articles=True, **options)
    assert 0 < len(some) <= len(every)
    assert {word: known[word] for word in some.column("word")} == dict(
        zip(some.column("word"), some.column("in_articles"), strict=True)
    )


@pytest.mark.parametrize("where", PARTS)
@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("by", [[], ["publisher"], ["month", "publisher"]])
def test_counts_say_it_of_their_hits(news, where, zeros, by):
    asked = news.questions.count(
        '"改革"', by=by, where=where, zeros=zeros and bool(by), in_articles=True
    )

    def group(row):
        dated = row | {"month": row["published"].strftime("%Y-%m")}
        return [tuple(dated[name] for name in by)] * ("改革" in row["tokens"])

    expected = stand_in(news, where, group)
    for row in asked:
        assert row["in_articles"] == expected.get(tuple(row[name] for name in by), 0)
    assert sum(asked.column("in_articles")) == sum(expected.values()) > 0


def test_counts_by_a_token_beside_say_it_of_their_own_hits(news):
    asked = news.questions.count('"改革"', by=["R1"], in_articles=True, limit=4)

    def following(row):
        words = [*row["tokens"], None]
        return [after for word, after in pairwise(words) if word == "改革"]

    expected = stand_in(news, None, following)
    assert asked.column("in_articles") == [expected[value] for value in asked.column("R1")]


def test_of_nothing_there_is_none(news):
    nothing = np.zeros(0, np.int64)
    assert ranges.in_articles(news.questions.corpus, nothing, nothing, 2).tolist() == [0, 0]
    asked = news.questions.count('"没有"', in_articles=True)
    assert asked.column("in_articles") == [0]
