"""Parts and periods counted by hand; dispersion by the formulas over them."""

from __future__ import annotations

import datetime as dt
import itertools
import operator
import re
from collections import Counter

import pytest

from juku.errors import QueryError
from juku.query.doors import Questions
from juku.query.measures import dispersion, intervals


def parts_of(news, key, rows=None):
    counts, sizes = Counter(), Counter()
    for row in news.rows if rows is None else rows:
        counts[key(row)] += row["tokens"].count("改革")
        sizes[key(row)] += len(row["tokens"])
    return counts, sizes


KEYS = {
    "article": lambda row: row["article_id"],
    "day": lambda row: row["published"].isoformat(),
    "month": lambda row: row["published"].isoformat()[:7],
    "publisher": lambda row: row["publisher"],
    "title": lambda row: row["title"],
}


@pytest.mark.parametrize("over", KEYS)
def test_parts_hold_their_hits_and_tokens(news, over):
    counts, sizes = parts_of(news, KEYS[over])
    result = news.questions.dispersion('"改革"', over=over)
    assert {row[over]: row["count"] for row in result} == counts
    assert {row[over]: row["tokens"] for row in result} == sizes


@pytest.mark.parametrize("over", KEYS)
def test_the_figures_are_the_measures_of_the_parts(news, over):
    counts, sizes = parts_of(news, KEYS[over])
    v, s = list(counts.values()), list(sizes.values())
    figures = news.questions.dispersion('"改革"', over=over).about.figures
    assert figures["parts"] == len(sizes)
    assert figures["range"] == sum(n > 0 for n in v)
    for name, measure in dispersion.MEASURES.items():
        assert figures[name] == pytest.approx(float(measure(v, s)), abs=1e-9), name


def test_a_word_that_does_not_occur_has_range_0_and_no_measure(news):
    figures = news.questions.dispersion('"没有"').about.figures
    assert (figures["hits"], figures["range"], figures["dp"]) == (0, 0, None)


def test_parts_are_those_of_the_chosen_articles_only(news):
    result = news.questions.dispersion('"改革"', over="publisher", where='publisher != "甲报"')
    assert set(result.column("publisher")) == {"乙报", "丙报"}


def test_tokens_make_no_parts(news):
    with pytest.raises(QueryError, match="'upos' is no metadata"):
        news.questions.dispersion('"改革"', over="upos")


@pytest.mark.parametrize(("by", "length"), [("day", 10), ("month", 7), ("year", 4)])
def test_a_trend_counts_each_period(news, by, length):
    counts, sizes = parts_of(news, lambda row: row["published"].isoformat()[:length])
    articles = {row["article_id"]: row["published"].isoformat()[:length] for row in news.rows}
    result = news.questions.trend('"改革"', by=by)
    for row in result:
        period = row[by]
        assert (row["count"], row["tokens"]) == (counts[period], sizes[period])
        assert row["articles"] == list(articles.values()).count(period)
        if row["tokens"]:
            low, high = intervals.rate(row["count"], row["tokens"])
            assert (row["low"], row["high"]) == (float(low), float(high))


def test_a_trend_has_every_day_between_the_first_and_the_last(news):
    """A day without a paper has no tokens and no rate, which is not the same as no hit."""
    rows = news.questions.trend('"改革"', by="day").rows()
    days = {row["published"] for row in news.rows}
    assert len(rows) == (max(days) - min(days)).days + 1
    empty = [row for row in rows if row["tokens"] == 0]
    assert empty
    assert all(row["per_million"] is None and row["low"] is None for row in empty)


def test_a_trend_of_a_part_runs_over_its_own_days(news):
    rows = news.questions.trend('"改革"', where='published >= "2024-02"').rows()
    assert rows[0]["month"] >= "2024-02"


def test_only_periods_make_a_trend(news):
    with pytest.raises(QueryError, match="no period 'week'; use one of year, month, day"):
        news.questions.trend('"改革"', by="week")


DAYS = ["2024", "2024-02", "2024-02-03", "2024-03"]
ORDERS = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, ">=": operator.ge}


@pytest.mark.parametrize(("order", "value"), list(itertools.product(ORDERS, DAYS)))
def test_a_day_answers_to_as_much_of_it_as_is_given(news, order, value):
    compare = ORDERS[order]
    expected = sum(
        len(row["tokens"])
        for row in news.rows
        if compare(str(row["published"])[: len(value)], value)
    )
    assert len(news.questions.corpus.find(f'[] :: match.published {order} "{value}"')) == expected


@pytest.mark.parametrize("order", [*ORDERS, "=="])
@pytest.mark.parametrize(
    "value", ["2024-1", "2024-13", "2024-02-0", "2024-", "20240203", "2024/02", "2024年", "x", ""]
)
def test_a_value_that_is_no_day_is_refused(news, order, value):
    """It would compare as text and find nothing, or the wrong part of a year."""
    with pytest.raises(QueryError, match=r"published is a day, and .* is none; write 2024"):
        news.questions.trend('"改革"', where=f'published {order} "{value}"')


@pytest.mark.parametrize("flags", ["c", "d", "l", "cl"])
def test_flags_make_no_day_of_what_is_none(news, flags):
    find = news.questions.corpus.find
    assert len(find(f'[] :: match.published = "2024-01"%{flags}')) == len(
        find('[] :: match.published = "2024-01"')
    )
    with pytest.raises(QueryError, match="published is a day, and '2024-1' is none"):
        find(f'[] :: match.published = "2024-1"%{flags}')


@pytest.mark.parametrize(
    "value",
    ["2023|2024-02", "2024-0[13]", "202[34]", "2024-.*-1.", "2024-1.*", ".*", r"\d{4}", "2024.1"],
)
def test_a_regular_expression_may_describe_the_day_its_month_or_its_year(news, value):
    expected = {"=": 0, "!=": 0}
    for row in news.rows:
        day = str(row["published"])
        told = any(re.fullmatch(value, day[:size]) for size in (4, 7, 10))
        expected["=" if told else "!="] += len(row["tokens"])
    for order, tokens in expected.items():
        found = news.questions.corpus.find(f'[] :: match.published {order} "{value}"')
        assert len(found) == tokens


def test_a_trend_runs_to_the_last_day_that_there_is(open_made):
    story = open_made.Story(["改革"], columns={"published": dt.date(9999, 12, 31)})
    found = Questions(open_made([story])).trend('"改革"', by="day")
    assert found.column("day") == ["9999-12-31"]
