"""The bounds of a count under other segmentations, by hand."""

from __future__ import annotations

import re

import pytest

from juku.query.doors import Questions


def test_agreed_counts_hits_with_both_edges_in_all_segmentations(news):
    figures = news.questions.count('"改革"').about.figures
    expected = 0
    for row in news.rows:
        edges = [*row["boundary_votes"], 3]
        expected += sum(
            word == "改革" and edges[i] == edges[i + 1] == 3 for i, word in enumerate(row["tokens"])
        )
    assert figures["agreed"] == expected
    assert 0 < expected < figures["hits"]


def test_any_boundaries_counts_the_string_in_the_text(open_made):
    """说汉语 is cut 说|汉语 once and 说汉|语 once: one hit, one agreed, two strings."""
    story, line = open_made.Story, open_made.Line
    corpus = open_made(
        [
            story(
                [
                    line("我 说 汉语", votes=[2, 2, 2]),
                    line("他 说汉 语", votes=[2, 2, 1]),
                ]
            )
        ]
    )
    figures = Questions(corpus).count('"说" "汉语"').about.figures
    assert (figures["agreed"], figures["hits"], figures["any_boundaries"]) == (1, 1, 2)


def test_the_string_is_counted_in_the_chosen_part_only(news):
    figures = news.questions.count('"改革"', where='publisher = "甲报"').about.figures
    rows = [row for row in news.rows if row["publisher"] == "甲报"]
    assert figures["any_boundaries"] == sum(
        row["text"].replace(" ", "").count("改革") for row in rows
    )


@pytest.mark.parametrize(
    "condition",
    [
        'match.publisher = "甲报"',
        '!(matchend.publisher != "甲报") & match.word = "改革"',
        'match.publisher = "甲报" & match.word = matchend.word',
    ],
)
def test_the_string_is_counted_where_the_metadata_are_those_that_are_asked_for(news, condition):
    asked = news.questions.count(f'"改革" :: {condition}').about.figures
    part = news.questions.count('"改革"', where='publisher = "甲报"').about.figures
    for name in ("hits", "agreed", "any_boundaries"):
        assert asked[name] == part[name]
    assert asked["any_boundaries"] < news.questions.count('"改革"').about.figures["any_boundaries"]


def test_a_pattern_of_too_many_strings_has_no_upper_figure(news):
    figures = news.questions.count("[] []").about.figures
    assert figures["any_boundaries"] is None
    assert figures["agreed"] <= figures["hits"]


def test_signs_of_character_patterns_are_taken_literally(open_made):
    story, line = open_made.Story, open_made.Line
    corpus = open_made([story([line("真 的 ? * [x] 真", votes=[2] * 6), line("好", votes=[2])])])
    figures = Questions(corpus).count(r'"\?" "\*"').about.figures
    assert (figures["hits"], figures["any_boundaries"]) == (1, 1)


@pytest.mark.parametrize("sign", list("?*()|[]{}\\^"))
def test_every_sign_of_character_patterns_may_be_hit(open_made, sign):
    line = open_made.Line(f"真 {sign} 真", votes=[2] * 3)
    figures = (
        Questions(open_made([open_made.Story([line])])).count(f'"{re.escape(sign)}"').about.figures
    )
    assert (figures["hits"], figures["any_boundaries"]) == (1, 1)


@pytest.mark.parametrize(
    ("pattern", "stand"),
    [
        ('"说汉语"', 2),
        ('"说汉" "语" within s', 2),
        ('[word=="汉"]', 2),
        ('"法语"', 0),
        ('" " "说汉语"', 2),
        ('" "', None),
        ('[word=""]', None),
        ('"说汉.语"', None),
        ('"说汉语"%c', None),
        ('[upos="VERB"] "说汉语"', None),
        ('"说汉语" :: match.publisher = "甲报"', None),
        ('"说汉语" within <s/> containing "他"', None),
    ],
)
def test_words_written_out_that_have_no_hit_are_counted_in_the_text(open_made, pattern, stand):
    line = open_made.Line
    lines = [line("我 说 汉语", votes=[2] * 3), line("他 说 汉语", votes=[2] * 3)]
    figures = Questions(open_made([open_made.Story(lines)])).count(pattern).about.figures
    assert (figures["hits"], figures["any_boundaries"]) == (0, stand)


def test_one_segmentation_has_nothing_to_compare(open_made):
    figures = Questions(open_made([open_made.Story(["改革 开放"])])).count('"改革"').about.figures
    assert "agreed" not in figures


@pytest.mark.parametrize("word", ["说" * 5000, "\u2028"])
def test_of_strings_that_no_pattern_finds_the_upper_figure_is_not_taken(open_made, word):
    line = open_made.Line([(word, "n", "NOUN"), ("他", "r", "PRON")], votes=[2, 2])
    corpus = open_made([open_made.Story([line])])
    figures = Questions(corpus).count("[]").about.figures
    assert (figures["agreed"], figures["hits"], figures["any_boundaries"]) == (2, 2, None)


@pytest.mark.parametrize(("within", "upper"), [("", None), (" within s", 1)])
def test_of_a_hit_over_the_end_of_a_sentence_the_upper_figure_is_not_taken(
    open_made, within, upper
):
    """Strings are looked for in sentences: of such hits none would be found, of two none or one."""
    line = open_made.Line
    lines = [line("改革 开放", votes=[2, 2]), line("改革", votes=[2]), line("开放", votes=[2])]
    corpus = open_made([open_made.Story(lines)])
    figures = Questions(corpus).count(f'"改革" "开放"{within}').about.figures
    assert (figures["hits"], figures["any_boundaries"]) == (2 if upper is None else 1, upper)
