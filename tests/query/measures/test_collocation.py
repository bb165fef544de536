"""Collocates against windows marked token by token, and their measures against the formulas."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from juku.errors import QueryError
from juku.query.doors import Questions
from juku.query.measures import association


def windows(news, node, left, right, column="tokens"):
    """Counts near the node, sizes, counts elsewhere, pairs by distance: all by hand."""
    near, everything, pairs, nodes = Counter(), Counter(), Counter(), 0
    for row in news.rows:
        words, values = row["tokens"], row[column]
        hits = [i for i, word in enumerate(words) if word == node]
        marked = set()
        for i in hits:
            for d in [*range(-left, 0), *range(1, right + 1)]:
                if 0 <= i + d < len(words):
                    marked.add(i + d)
                    pairs[d, values[i + d]] += 1
        nodes += len(hits)
        near.update(values[i] for i in marked - set(hits))
        everything.update(v for i, v in enumerate(values) if i not in hits)
    return near, everything, pairs


@pytest.mark.parametrize(("left", "right"), [(5, 5), (0, 2), (3, 0), (1, 1), (200, 1000)])
@pytest.mark.parametrize("attribute", ["word", "upos"])
def test_the_contingency_table_is_that_of_the_marked_windows(news, left, right, attribute):
    column = "tokens" if attribute == "word" else attribute
    near, everything, pairs = windows(news, "改革", left, right, column)
    result = news.questions.collocates(
        '"改革"', attribute=attribute, left=left, right=right, minimum=1, punctuation=True
    )
    assert {row[attribute]: row["O11"] for row in result} == near
    for row in result:
        value = row[attribute]
        assert row["count"] == row["O11"]
        assert row["R1"] == sum(near.values())
        assert row["C1"] == everything[value]
        assert row["N"] == sum(everything.values())
        assert row["O11"] + row["O12"] + row["O21"] + row["O22"] == row["N"]
        before = sum(n for (d, v), n in pairs.items() if v == value and d < 0)
        assert (row["left"], row["right"]) == (
            before,
            sum(n for (d, v), n in pairs.items() if v == value and d > 0),
        )


def test_distances_are_the_pairs_at_each_distance(news):
    _, _, pairs = windows(news, "发展", 2, 2)
    result = news.questions.collocates('"发展"', left=2, right=2, minimum=1, distances=True)
    for row in result:
        given = [row[name] for name in ("left_2", "left_1", "right_1", "right_2")]
        assert given == [pairs[d, row["word"]] for d in (-2, -1, 1, 2)]


def test_every_measure_is_that_of_the_cells_that_are_given(news):
    result = news.questions.collocates(
        '"改革"', measures=list(association.MEASURES), minimum=1, punctuation=True
    )
    for row in result:
        cells = association.Contingency.of(*(row[f"O{i}"] for i in (11, 12, 21, 22)))
        for name, measure in association.MEASURES.items():
            assert row[name] == pytest.approx(float(measure(cells)), rel=1e-12), name


@pytest.mark.parametrize("order", ["g2", "log_dice", "mi"])
def test_rows_fall_by_the_measure_of_the_order(news, order):
    values = news.questions.collocates('"改革"', order=order, minimum=2).column(order)
    assert values == sorted(values, reverse=True)
    assert len(values) > 5


def test_a_minimum_and_a_limit_only_shorten_the_list(news):
    every = news.questions.collocates('"改革"', minimum=1).rows()
    some = news.questions.collocates('"改革"', minimum=4, limit=3).rows()
    expected = [row for row in every if row["count"] >= 4][:3]
    assert [row["word"] for row in some] == [row["word"] for row in expected]


def test_a_part_of_the_corpus_is_a_corpus_of_its_own(news):
    part = SimpleNamespace(rows=[row for row in news.rows if row["publisher"] == "甲报"])
    near, everything, _ = windows(part, "改革", 5, 5)
    result = news.questions.collocates(
        '"改革"', where='publisher = "甲报"', minimum=1, punctuation=True
    )
    assert {row["word"]: row["O11"] for row in result} == near
    assert result[0]["N"] == sum(everything.values())


def test_what_a_hit_that_runs_out_of_the_part_touches_is_in_no_cell(open_made):
    lines = [open_made.Line("甲 乙 丙", role="title"), "丁 戊 丙 丙 丙"]
    news = Questions(open_made([open_made.Story(lines)]))
    options = {"left": 1, "right": 2, "minimum": 1, "distances": True}
    [row] = news.collocates('"丙" "丁"', where='role = "title"', **options)
    assert row["word"] == "乙"
    assert [row[name] for name in ("left", "right", "left_1", "right_1")] == [1, 0, 1, 0]
    assert [row[name] for name in ("O11", "O12", "O21", "O22", "N")] == [1, 0, 0, 1, 2]
    [before, after] = news.collocates('"丙" "丁"', **options | {"right": 1})
    assert (before["word"], before["N"], after["word"], after["O11"]) == ("乙", 6, "戊", 1)


def test_hits_of_several_tokens_have_their_window_outside(news):
    result = news.questions.collocates('"改革" [] "发展"', left=1, right=1, minimum=1)
    hits = result.about.figures["hits"]
    assert sum(row["left"] for row in result) <= hits
    assert sum(row["right"] for row in result) <= hits


@pytest.fixture
def long_lines(open_made):
    """Two sentences, one of which is longer than windows are wide elsewhere."""
    lines = ["甲 乙 " * 700 + "丙 丁 丙", "丙 戊"]
    return Questions(open_made([open_made.Story(lines)]))


@pytest.mark.parametrize("ordered", [True, False])
def test_a_window_may_be_as_wide_as_the_longest_sentence(long_lines, monkeypatch, ordered):
    monkeypatch.setattr(type(long_lines.corpus), "ordered", ordered)
    result = long_lines.collocates('"丙"', left=1402, right=1402, minimum=1)
    counts = {row["word"]: (row["O11"], row["left"], row["right"]) for row in result}
    sides = {"甲": (1400, 0), "乙": (1400, 0), "丁": (1, 1), "戊": (0, 1)}
    told = {word: pairs if ordered else (None, None) for word, pairs in sides.items()}
    expected = {"甲": 700, "乙": 700, "丁": 1, "戊": 1}
    assert counts == {word: (count, *told[word]) for word, count in expected.items()}
    assert (result[0]["R1"], result[0]["N"]) == (1402, 1402)


WIDE = {
    "too wide": (True, {"left": 1403}, "is too wide; give 1402 or less for both$"),
    "wide and told by distance": (
        True,
        {"left": 1402, "distances": True},
        "give 1000 or less for both or leave out --distances",
    ),
    "narrow and in no order": (False, {"left": 1402, "right": 1000}, "--left 1402 --right 1402, "),
    "by distance and in no order": (
        False,
        {"left": 1402, "right": 1402, "distances": True},
        "^distances: a distance needs the order of words",
    ),
    "too wide for any order": (False, {"left": 1403, "right": 1402}, "give 1402 or less"),
}


@pytest.mark.parametrize("case", WIDE)
def test_a_window_that_no_sentence_has_is_refused_with_one_that_it_has(
    long_lines, monkeypatch, case
):
    ordered, options, message = WIDE[case]
    monkeypatch.setattr(type(long_lines.corpus), "ordered", ordered)
    with pytest.raises(QueryError, match=message):
        long_lines.collocates('"丙"', **options)


def test_wide_windows_of_many_hits_take_no_more_than_what_they_cover(open_made):
    news = Questions(open_made([open_made.Story(["甲 乙 " * 5000])]))
    options = {"left": 9999, "right": 9999, "minimum": 1}
    [row] = news.collocates('"甲"', megabytes=4, **options)  # a byte a pair would be 25
    assert (row["word"], row["O11"]) == ("乙", 5000)
    assert (row["left"], row["right"]) == (5000 * 4999 // 2, 5000 * 5001 // 2)


def test_a_pattern_without_hits_has_no_collocates(news):
    result = news.questions.collocates('"没有"', minimum=1)
    assert len(result) == 0
    assert "O11" in result.to_arrow().column_names


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"order": "beauty"}, "no 'beauty'; use one of g2"),
        ({"measures": ["g2", "beauty"]}, "no 'beauty'"),
        ({"left": 0, "right": 0}, "is none"),
        ({"left": -1}, "is none"),
    ],
)
def test_options_that_mean_nothing_are_refused(news, options, message):
    with pytest.raises(QueryError, match=message):
        news.questions.collocates('"改革"', **options)
