"""Key words and two-sided comparison: raw counts by hand, figures by the formulas of `keyness`."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

import juku
from juku.errors import QueryError
from juku.query.measures import intervals, keyness


def tokens_of(news, publisher=None, *, but=False):
    return Counter(
        token
        for row in news.rows
        for token in row["tokens"]
        if publisher is None or (row["publisher"] == publisher) != but
    )


def raw(result):
    return {row["item"]: (row["count"], row["reference"]) for row in result}


def test_a_part_is_compared_with_the_rest_of_the_corpus(news):
    result = news.questions.keyness(where='publisher = "甲报"', minimum=1, punctuation=True)
    here, there = tokens_of(news, "甲报"), tokens_of(news, "甲报", but=True)
    assert raw(result) == {word: (here[word], there[word]) for word in here | there}
    assert result.about.figures == {"size": here.total(), "reference_size": there.total()}


def test_every_column_is_its_formula_of_the_raw_counts(news):
    result = news.questions.keyness(where='publisher = "甲报"', minimum=2, confidence=0.99)
    c, d = (result.about.figures[name] for name in ("size", "reference_size"))
    for row in result:
        a, b = row["count"], row["reference"]
        sign = 1 if a / c > b / d else -1
        low, high = keyness.log_ratio_interval(a, b, c, d, confidence=0.99)
        assert row["g2"] == pytest.approx(sign * float(keyness.log_likelihood(a, b, c, d)))
        assert row["p"] == pytest.approx(float(keyness.p_value(abs(row["g2"]))))
        assert row["bic"] == pytest.approx(float(keyness.bic(a, b, c, d)))
        assert row["log_ratio"] == pytest.approx(float(keyness.log_ratio(a, b, c, d)))
        assert (row["low"], row["high"]) == pytest.approx((float(low), float(high)))
        assert row["percent_difference"] == pytest.approx(
            float(keyness.percent_difference(a, b, c, d))
        )
        assert row["odds_ratio"] == pytest.approx(float(keyness.odds_ratio(a, b, c, d)))
        assert row["per_million"] == pytest.approx(a / c * 1e6)


@pytest.mark.parametrize("order", ["g2", "log_ratio", "percent_difference"])
def test_the_more_frequent_come_first_and_the_less_frequent_last(news, order):
    values = news.questions.keyness(where='publisher = "乙报"', order=order).column(order)
    assert values == sorted(values, reverse=True)
    assert values[0] > 0 > values[-1]


def test_another_release_is_a_reference(news, make_release):
    lines = ["改革/vn/NOUN 的/uj/PART 海洋/n/NOUN 海洋/n/NOUN"]
    other = make_release([make_release.Story(lines, columns={"published": dt.date(2024, 1, 1)})])
    cache = news.folder / "cache"
    by_path = news.questions.keyness(reference=juku.open(other, cache=cache), minimum=1)
    here = tokens_of(news)
    assert raw(by_path)["改革"] == (here["改革"], 1)
    assert raw(by_path)["海洋"] == (0, 2)
    assert by_path.about.figures["reference_size"] == 4
    assert by_path.about.options["reference"] == str(other)


def test_once_per_story_holds_for_both_sides(news):
    result = news.questions.keyness(where='publisher = "甲报"', minimum=1, once_per_story=True)
    kept = [row for row in news.rows if not row["reprint"]]
    sizes = result.about.figures
    assert sizes["size"] + sizes["reference_size"] == sum(len(row["tokens"]) for row in kept)


@pytest.mark.parametrize(
    ("name", "text", "size"),
    [
        ("plain.tsv", "改革\t7\n的\t3\n", 10),
        ("turned.tsv", "7\t改革\n3\t的\n", 10),
        ("head.csv", "rank,word,count\n1,改革,7\n2,的,3\n", 10),
        ("names.csv", "词,频次\n改革,7\n的,3\n", 10),
        ("sized.tsv", "# tokens: 1,000\n改革\t7\n的\t3\n", 1000),
        ("marked.tsv", "\ufeff改革\t7\n\n的\t3\n", 10),
        ("twice.tsv", "改革\t4\n的\t3\n改革\t3\n", 10),
    ],
)
def test_a_frequency_list_of_any_usual_shape_is_a_reference(news, tmp_path, name, text, size):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    result = news.questions.keyness(reference=path, minimum=1)
    assert raw(result)["改革"] == (tokens_of(news)["改革"], 7)
    assert raw(result)["的"] == (tokens_of(news)["的"], 3)
    assert result.about.figures["reference_size"] == size


@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet"])
def test_our_own_word_list_is_a_reference_with_its_size(news, tmp_path, ending):
    """The size is that of the part that was counted, not the sum of the rows that are listed."""
    listed = news.questions.words(where='publisher = "乙报"', limit=5)
    path = tmp_path / f"list.{ending}"
    listed.write(path)
    result = news.questions.keyness(reference=path, minimum=1)
    assert result.about.figures["reference_size"] == listed.about.figures["size"]
    top = listed[0]
    assert raw(result)[top["word"]][1] == top["count"]


def test_the_size_behind_a_list_can_be_told(news, tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("改革\t7\n", "utf-8")
    result = news.questions.keyness(reference=path, reference_tokens=5000)
    assert result.about.figures["reference_size"] == 5000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("改革\n的\n", "no column of values"),
        ("word,count\n改革,viel\n的,3\n天,-1\n", r"list.csv:2: count: .*\n.*list.csv:4: count"),
        ("# tokens: 3\nword,count\n改革,7\n", "less than its highest count"),
    ],
)
def test_a_list_that_cannot_be_read_says_where(news, tmp_path, text, message):
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(QueryError, match=message):
        news.questions.keyness(reference=path)


def test_an_empty_side_is_refused(news):
    with pytest.raises(QueryError, match="the target: has no tokens"):
        news.questions.keyness(where='publisher = "丁报"')


def test_an_unknown_order_is_refused(news):
    with pytest.raises(QueryError, match="no 'beauty'; use one of g2"):
        news.questions.keyness(where='publisher = "甲报"', order="beauty")


def test_a_pattern_in_two_parts_is_one_row_with_newcombes_interval(news):
    result = news.questions.compare(
        '"改革"', where='publisher = "甲报"', against='publisher = "乙报"'
    )
    one, two = tokens_of(news, "甲报"), tokens_of(news, "乙报")
    row = result[0]
    assert (row["count"], row["reference"]) == (one["改革"], two["改革"])
    low, high = intervals.newcombe(one["改革"], one.total(), two["改革"], two.total())
    assert row["difference_low"] == pytest.approx(float(low) * 1e6)
    assert row["difference_high"] == pytest.approx(float(high) * 1e6)


def test_without_another_part_it_is_the_rest(news):
    row = news.questions.compare('"改革"', where='publisher = "甲报"')[0]
    assert row["count"] + row["reference"] == tokens_of(news)["改革"]


def test_a_comparison_needs_a_part(news):
    with pytest.raises(QueryError, match="no part to compare"):
        news.questions.compare('"改革"')


@pytest.mark.parametrize(
    ("ask", "sides", "shared"),
    [
        ("compare", {"against": 'published >= "2000"'}, True),
        ("compare", {"against": 'publisher != "甲报"'}, False),
        ("compare", {}, False),
        ("keyness", {"reference_where": ""}, True),
        ("keyness", {"reference_where": 'publisher != "甲报"'}, False),
        ("keyness", {}, False),
    ],
)
def test_tokens_that_are_on_both_sides_are_told(news, ask, sides, shared):
    pattern = ['"改革"'] if ask == "compare" else []
    asked = getattr(news.questions, ask)(*pattern, where='publisher = "甲报"', **sides)
    here = tokens_of(news, "甲报").total()
    assert asked.about.figures.get("in_both") == (here if shared else None)


def test_the_same_release_by_its_path_shares_its_tokens_and_another_none(news, make_release):
    other = make_release([make_release.Story(["改革 开放"])])
    for reference, shared in [(news.path, tokens_of(news, "甲报").total()), (other, None)]:
        asked = news.questions.keyness(where='publisher = "甲报"', reference=reference)
        assert asked.about.figures.get("in_both") == shared


def test_two_versions_share_the_tokens_of_sentences_with_the_same_id(make_release):
    story = make_release.Story
    lines = ["改革 开放", make_release.Line("城市 发展 很 快", paragraph=2)]
    kept = story(lines, "甲报-20240101-00000001", {"publisher": "甲报"})
    old = make_release([story(["去年 的 事"], "乙报-20230101-00000002"), kept])
    new = juku.open(make_release([kept, story(["改革 了"], "乙报-20240102-00000003")]))
    for more, shared in [
        ({}, 6),
        ({"reference_where": 'publisher = "甲报"'}, 6),
        ({"where": "paragraph = 1", "reference_where": "paragraph = 2"}, None),
        ({"where": 'publisher != "甲报"'}, None),
    ]:
        asked = new.keyness(reference=old, minimum=1, **more)
        assert asked.about.figures.get("in_both") == shared


@pytest.mark.parametrize("smoothing", [1, 1000.0])
def test_key_words_ordered_by_simple_maths_say_it(news, smoothing):
    part = {"where": 'publisher = "甲报"', "minimum": 1}
    asked = news.questions.keyness(order="simple_maths", smoothing=smoothing, **part)
    scores = [
        (row["per_million"] + smoothing) / (row["reference_per_million"] + smoothing)
        for row in asked
    ]
    assert asked.column("simple_maths") == pytest.approx(scores)
    assert scores == sorted(scores, reverse=True)
    plain = news.questions.keyness(**part)
    assert raw(plain) == raw(asked)
    assert "simple_maths" not in plain.to_arrow().column_names


@pytest.mark.parametrize("smoothing", [0, -1, float("nan"), float("inf")])
def test_smoothing_adds_something(news, smoothing):
    with pytest.raises(
        QueryError, match=r"^smoothing: .* is no number above 0; give a rate per million"
    ):
        news.questions.keyness(where='publisher = "甲报"', smoothing=smoothing)
