"""Counts, word lists and n-grams against counts made sentence by sentence in plain Python."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.errors import QueryError
from juku.query.doors import Questions
from juku.query.measures import frequency, intervals


def single(news, value, attribute="tokens"):
    """The sentences of each token with a value, a row each."""
    return [row for row in news.rows for token in row[attribute] if token == value]


def listed(result, *names):
    return {tuple(row[n] for n in names): row["count"] for row in result}


def test_a_count_is_the_number_of_tokens_with_its_interval(news):
    result = news.questions.count('"改革"')
    expected = len(single(news, "改革"))
    size = sum(len(row["tokens"]) for row in news.rows)
    low, high = intervals.rate(expected, size)
    assert result.about.figures["hits"] == expected > 10
    assert result.about.figures["size"] == size
    assert result[0]["count"] == expected
    assert result[0]["per_million"] == pytest.approx(expected / size * 1e6)
    assert (result[0]["low"], result[0]["high"]) == (float(low), float(high))


def test_counts_by_metadata_have_the_size_of_their_part(news):
    result = news.questions.count('"改革"', by=["publisher"])
    sizes = Counter()
    for row in news.rows:
        sizes[row["publisher"]] += len(row["tokens"])
    assert listed(result, "publisher") == Counter((r["publisher"],) for r in single(news, "改革"))
    assert {r["publisher"]: r["tokens"] for r in result} == sizes


@pytest.mark.parametrize(
    ("by", "where"),
    [(["publisher"], None), (["publisher", "month"], None), (["role", "year"], None),
     (["title"], 'publisher = "甲报"'), (["publisher"], 'publisher = "没有"')],
)  # fmt: skip
@pytest.mark.parametrize("pattern", ["改革", "开放", "没有"])
def test_with_zeros_every_group_of_the_part_has_a_row(news, by, where, pattern):
    rows = [row for row in news.rows if where is None or row["publisher"] in where]
    periods = {"year": "%Y", "month": "%Y-%m"}

    def group(row):
        dated = {name: row["published"].strftime(form) for name, form in periods.items()}
        return tuple((row | dated)[name] for name in by)

    sizes = Counter()
    for row in rows:
        sizes[group(row)] += len(row["tokens"])
    hits = Counter(group(row) for row in rows for token in row["tokens"] if token == pattern)
    result = news.questions.count(f'"{pattern}"', by=by, where=where, zeros=True)

    found = result.rows()
    assert {tuple(r[n] for n in by): (r["count"], r["tokens"]) for r in found} == {
        key: (hits[key], size) for key, size in sizes.items()
    }
    without = news.questions.count(f'"{pattern}"', by=by, where=where).rows()
    assert without == [row for row in found if row["count"]]


@pytest.mark.parametrize(
    ("by", "fact"),
    [(["word", "year", "R1"], "word, R1: is no metadata"), ([], "no key is given")],
)
def test_zeros_are_for_metadata(news, by, fact):
    with pytest.raises(QueryError, match=f"zeros: {fact}; count by metadata only"):
        news.questions.count('"改革"', by=by, zeros=True)


def test_counts_by_several_keys_are_the_cross_table(news):
    result = news.questions.count('[upos="NOUN"]', by="word,month")
    expected = Counter(
        (token, row["published"].strftime("%Y-%m"))
        for row in news.rows
        for token, tag in zip(row["tokens"], row["upos"], strict=True)
        if tag == "NOUN"
    )
    assert listed(result, "word", "month") == expected
    counts = result.column("count")
    assert counts == sorted(counts, reverse=True)


def test_counts_by_neighbours_stop_at_the_sentence(news):
    """A hit at a sentence's end has no R1: null."""
    result = news.questions.count('"改革"', by=["R1", "L1.upos"])
    expected = Counter()
    for row in news.rows:
        padded = [None, *row["upos"]]
        for i, word in enumerate(row["tokens"]):
            if word == "改革":
                after = row["tokens"][i + 1] if i + 1 < len(row["tokens"]) else None
                expected[after, padded[i]] += 1
    assert listed(result, "R1", "L1.upos") == expected
    assert any(row["R1"] is None for row in result)


def test_hits_of_several_tokens_are_grouped_by_all_of_them(news):
    result = news.questions.count('[upos="NOUN"] [upos="VERB"]?', by=["word"], strategy="longest")
    assert sum(result.column("count")) == result.about.figures["hits"]
    for row in result:
        exact = news.questions.count(
            " ".join(f'"{word}"' for word in row["word"].split()), by=["word"]
        )
        assert exact.column("word") == [row["word"]]


def test_hits_are_counted_by_the_tokens_that_labels_name(news):
    result = news.questions.count('a:[upos="NOUN"] b:[upos="VERB"]?', by="a.word,b.upos")
    expected = Counter()
    for row in news.rows:
        for word, tag in zip(row["tokens"], row["upos"], strict=True):
            expected[word, None] += tag == "NOUN"
    assert listed(result, "a.word", "b.upos") == {k: n for k, n in expected.items() if n}
    pairs = news.questions.count('a:[upos="NOUN"] b:[upos="VERB"]', by="b.word")
    ends = news.questions.count('[upos="NOUN"] [upos="VERB"]', by="matchend.word")
    assert listed(pairs, "b.word") == listed(ends, "matchend.word")
    assert len(pairs) > 3


def test_a_label_that_the_pattern_lacks_is_refused(news):
    with pytest.raises(QueryError, match="no label 'c'; use one of match, matchend, a"):
        news.questions.count('a:[upos="NOUN"]', by="c.word")


def test_null_metadata_is_a_group_of_its_own(news):
    result = news.questions.count('"改革"', by=["title"])
    expected = Counter((row["title"],) for row in single(news, "改革"))
    assert None in {key[0] for key in expected}
    assert listed(result, "title") == expected


def test_an_unknown_key_names_the_known_ones(news):
    with pytest.raises(QueryError, match=r"no 'colour'; use one of word, .*publisher"):
        news.questions.count('"改革"', by=["colour"])


def test_once_per_story_leaves_reprints_out_of_hits_and_size(news):
    result = news.questions.count('"改革"', once_per_story=True)
    kept = [row for row in single(news, "改革") if not row["reprint"]]
    size = sum(len(row["tokens"]) for row in news.rows if not row["reprint"])
    assert 0 < len(kept) < len(single(news, "改革"))
    assert (result.about.figures["hits"], result.about.figures["size"]) == (len(kept), size)


def test_a_condition_chooses_articles(news):
    result = news.questions.count(
        '"改革"', where='published >= "2024-01" & publisher = "甲报|乙报"'
    )
    kept = [
        row
        for row in news.rows
        if row["published"].isoformat() >= "2024-01" and row["publisher"] in ("甲报", "乙报")
    ]
    assert result.about.figures["size"] == sum(len(row["tokens"]) for row in kept)
    assert result[0]["count"] == sum(row["tokens"].count("改革") for row in kept)


def test_a_condition_can_choose_sentences(open_made):
    """Headlines are asked apart from the text under them."""
    story, line = open_made.Story, open_made.Line
    lines = [line("改革 开放", 0, "title"), line("改革 。", 1, "body", "甲"), line("改革", 2)]
    questions = Questions(open_made([story(lines), story([])]))
    for condition, count, size in [
        ('role = "title"', 1, 2),
        ('role = "body"', 2, 3),
        ('role != "title" & publisher = "新华社"', 2, 3),
        ('match.section = "甲"', 1, 2),
        ("paragraph >= 1", 2, 3),
        ('role = "heading"', 0, 0),
    ]:
        figures = questions.count('"改革"', where=condition).about.figures
        assert (figures["hits"], figures["size"]) == (count, size), condition
        named = condition.removeprefix("match.").replace("& ", "& match.")
        inside = questions.count(f'"改革" :: match.{named}')
        assert inside.about.figures["hits"] == count, condition


def test_a_condition_in_the_pattern_counts_the_same_hits(news):
    """``::`` narrows the hits, ``where`` also the size that they are measured against."""
    inside = news.questions.count('"改革" :: match.publisher = "甲报"')
    outside = news.questions.count('"改革"', where='publisher = "甲报"')
    assert inside[0]["count"] == outside[0]["count"]
    assert inside[0]["tokens"] > outside[0]["tokens"]


@pytest.mark.parametrize("condition", ["publisher =", 'colour = "red"', '"甲报"'])
def test_a_condition_that_cannot_be_read_is_refused(news, condition):
    with pytest.raises(QueryError):
        news.questions.count('"改革"', where=condition)


def test_nothing_found_is_a_count_of_0_and_no_groups(news):
    nothing = news.questions.count('"没有"')
    assert nothing.about.figures["hits"] == 0
    (row,) = nothing.rows()
    assert (row["count"], row["share"], row["per_million"], row["low"]) == (0, None, 0, 0)
    assert (row["tokens"], row["high"] > 0) == (news.questions.corpus.n_tokens, True)
    (row,) = news.questions.count('"没有"', where='publisher = "没有"').rows()
    assert (row["count"], row["tokens"], row["per_million"], row["high"]) == (0, 0, None, None)
    assert len(news.questions.count('"没有"', limit=0)) == 0
    assert len(news.questions.count('"没有"', by=["word", "year"])) == 0


@pytest.mark.parametrize("attribute", ["word", "xpos", "upos", "hans"])
def test_a_word_list_is_every_value_by_falling_count(news, attribute):
    result = news.questions.words(attribute=attribute, punctuation=True)
    column = {"word": "tokens", "hans": "tokens"}.get(attribute, attribute)
    simplified = {"發展": "发展"} if attribute == "hans" else {}
    expected = Counter(simplified.get(v, v) for row in news.rows for v in row[column])
    assert {row[attribute]: row["count"] for row in result} == expected
    keys = [(-row["count"], row[attribute]) for row in result]
    assert keys == sorted(keys)
    assert result.column("rank") == list(range(1, len(expected) + 1))


def test_a_word_list_leaves_marks_out_unless_asked(news):
    words = news.questions.words().column("word")
    assert "，" not in words
    assert "5G" in words
    assert "，" in news.questions.words(punctuation=True).column("word")


def test_a_word_list_can_be_of_a_part_matched_and_cut(news):
    result = news.questions.words(where='publisher = "丙报"', matching=".展", minimum=2, limit=1)
    expected = Counter(
        token
        for row in news.rows
        if row["publisher"] == "丙报"
        for token in row["tokens"]
        if len(token) == 2 and token[1] == "展"
    )
    assert [(r["word"], r["count"]) for r in result] == expected.most_common(1)


@pytest.mark.parametrize("condition", ['publisher = "丙报"', 'publisher != "丙报"'])
def test_a_small_and_a_large_part_are_counted_alike(news, condition):
    """The larger one is counted as what is left of all."""
    inside = "!=" not in condition
    expected = Counter(
        token
        for row in news.rows
        if (row["publisher"] == "丙报") == inside
        for token in row["tokens"]
    )
    result = news.questions.words(where=condition, punctuation=True)
    assert {row["word"]: row["count"] for row in result} == expected
    assert result.about.figures["size"] == expected.total()


@pytest.mark.parametrize("pattern", ["(", ")", "展)|(?:.*"])
def test_a_bad_regular_expression_is_refused(news, pattern):
    with pytest.raises(QueryError, match="no regular expression"):
        news.questions.words(matching=pattern)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("attribute", ["word", "upos"])
def test_ngrams_are_all_windows_of_each_sentence(news, n, attribute):
    column = "tokens" if attribute == "word" else attribute
    result = news.questions.ngrams(n, attribute=attribute, minimum=1, punctuation=True)
    expected = Counter(
        " ".join(row[column][i : i + n])
        for row in news.rows
        for i in range(len(row[column]) - n + 1)
    )
    assert {row["ngram"]: row["count"] for row in result} == expected
    assert result.about.figures["sequences"] == sum(expected.values())
    assert result[0]["per_million"] == pytest.approx(
        result[0]["count"] / sum(expected.values()) * 1e6
    )


def test_sequences_are_those_of_the_part_that_is_asked(news):
    where = 'publisher = "甲报"'
    room = sum(len(row["tokens"]) - 1 for row in news.rows if row["publisher"] == "甲报")
    assert news.questions.ngrams(2, where=where).about.figures["sequences"] == room


def test_ngrams_from_a_minimum_without_marks_are_a_part_of_all(news):
    every = {r["ngram"]: r["count"] for r in news.questions.ngrams(2, minimum=1, punctuation=True)}
    some = {r["ngram"]: r["count"] for r in news.questions.ngrams(2, minimum=4)}
    assert some == {
        k: v for k, v in every.items() if v >= 4 and not {"，", "。"} & set(k.split(" "))
    }


def test_long_ngrams_of_a_large_lexicon_do_not_overflow(open_made):
    """Sixteen tokens of 3,000 types are more than 63 bits."""
    words = [f"w{i:04d}" for i in range(3000)]
    corpus = open_made([open_made.Story([" ".join(words), " ".join(words[100:140])])])
    result = Questions(corpus).ngrams(16, minimum=2)
    assert len(result) == 25
    assert result[0]["ngram"].split() == words[100:116]


def test_ngrams_out_of_bounds_are_refused(news):
    with pytest.raises(QueryError, match="not from 1 to 16"):
        news.questions.ngrams(17)


@given(
    st.integers(0, 60).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(-1, 6), min_size=n, max_size=n), min_size=0, max_size=3
        ).map(lambda columns: (n, columns))
    ),
    st.sampled_from([1, 1 << 22]),
)
def test_rows_of_codes_are_numbered_in_their_order(given_codes, dense):
    """By the table of all codes and, where that would be too large, by sorting."""
    length, columns = given_codes
    codes = [np.array(column, np.int64) for column in columns]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequency, "DENSE", dense)
        groups, first = frequency.combine(codes, length)
    rows = list(zip(*columns, strict=True)) if columns else [()] * length
    distinct = sorted(set(rows))
    assert [distinct[g] for g in groups] == rows
    assert [rows[i] for i in first] == distinct


def test_codes_that_would_not_fit_into_one_number_are_numbered_on_the_way():
    codes = [np.array([5, 2**40, 5]), np.array([2**40, 1, 2**40]), np.array([7, 7, 7])]
    groups, first = frequency.combine(codes, 3)
    assert groups.tolist() == [0, 1, 0]
    assert first.tolist() == [0, 1]


@given(st.lists(st.integers(0, 9)), st.none() | st.integers(0, 12))
def test_the_top_is_that_of_a_stable_sort(counts, limit):
    expected = sorted(range(len(counts)), key=lambda i: -counts[i])[:limit]
    assert frequency.top(np.array(counts, np.int64), limit).tolist() == expected
