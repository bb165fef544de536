"""Pictures are well-formed, the same each time, and refuse what they cannot draw."""

from __future__ import annotations

import datetime as dt
import sys
from unittest.mock import Mock

import numpy as np
import pytest

import juku
from juku.errors import QueryError
from juku.query.answers import plots, tables

ASKS = {
    "trend": lambda q: q.trend('"5G"'),
    "dispersion": lambda q: q.dispersion('"5G"', over="month"),
    "collocates": lambda q: q.collocates('"5G"', attribute="upos", minimum=1),
    "keyness": lambda q: q.keyness(where='published > "2024-01"', attribute="upos"),
}


@pytest.fixture(autouse=True)
def _matplotlib():
    pytest.importorskip("matplotlib")


def test_every_picture_is_tried_here():
    assert set(ASKS) == set(plots.PICTURES)


@pytest.mark.parametrize("name", ASKS)
def test_an_svg_is_the_same_each_time_and_says_what_was_asked(news, tmp_path, name):
    etree = pytest.importorskip("lxml.etree")
    result = ASKS[name](news.questions)
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    plots.plot(result, one)
    plots.plot(result, two)
    assert one.read_bytes() == two.read_bytes()
    words = " ".join(etree.parse(one).getroot().itertext())
    assert result.about.asked.split()[0] in words
    assert "dc:date" not in one.read_text("utf-8")


@pytest.mark.parametrize("name", ASKS)
def test_a_png_is_an_image(news, tmp_path, name):
    path = tmp_path / "plot.png"
    plots.plot(ASKS[name](news.questions), path)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert [file.name for file in tmp_path.iterdir()] == ["plot.png"]


def test_chinese_words_stay_text_in_an_svg(news, tmp_path):
    path = tmp_path / "plot.svg"
    plots.plot(news.questions.collocates('"改革"'), path)
    assert "发展" in path.read_text("utf-8")


def test_a_png_without_a_chinese_font_says_what_to_do(news, tmp_path, monkeypatch):
    monkeypatch.setattr(plots, "FONTS", ("DejaVu Sans",))
    with pytest.raises(QueryError, match=r"no font with Chinese characters .* or write \.svg"):
        plots.plot(news.questions.collocates('"改革"'), tmp_path / "plot.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "ask", "message"),
    [
        ("plot.pdf", lambda q: q.trend('"5G"'), "neither .svg nor .png"),
        ("plot.svg", lambda q: q.words(), "words: has no picture; there are those of trend"),
        ("plot.svg", lambda q: q.collocates('"没有"'), "has no rows to draw"),
    ],
)
def test_what_cannot_be_drawn_is_refused(news, tmp_path, name, ask, message):
    with pytest.raises(QueryError, match=message):
        plots.plot(ask(news.questions), tmp_path / name)


def test_without_matplotlib_the_message_says_what_to_install(news, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(QueryError, match=r"pip install matplotlib"):
        plots.plot(news.questions.trend('"5G"'), tmp_path / "plot.svg")


@pytest.mark.parametrize("title", ["$x^{$", "\x00\x1b[31m", "<b>&\uffff"])
def test_signs_that_a_picture_gives_a_meaning_are_drawn_as_they_are(make_release, tmp_path, title):
    etree = pytest.importorskip("lxml.etree")
    stories = [make_release.Story([line], columns={"title": title}) for line in ("改革", "a")]
    questions = juku.open(make_release(stories), cache=tmp_path / "cache")
    path = tmp_path / "x.svg"
    questions.dispersion('"a"', over="title").plot(path)
    assert tables.show(title) in "".join(etree.parse(path).getroot().itertext())


def drawn(result):
    """What is asked of the axes for a result: each call's arguments, by the method's name."""
    axes = Mock()
    plots.PICTURES[result.about.question](axes, result)
    return {name: (args, options) for name, args, options in axes.method_calls}


def values(rows, name):
    return [np.nan if row[name] is None else row[name] for row in rows]


@pytest.mark.parametrize(
    ("by", "first"), [("day", None), ("month", (2023, 11, 1)), ("year", (2023, 1, 1))]
)
def test_a_trend_has_the_rate_and_the_interval_of_each_period(news, by, first):
    result = news.questions.trend('"5G"', by=by)
    calls, rows = drawn(result), result.rows()
    (days, rate), _ = calls["plot"]
    assert first is None or days[0] == dt.date(*first)
    assert len(set(days)) == len(rows)
    assert days == sorted(days)
    np.testing.assert_array_equal(rate, values(rows, "per_million"))
    (beside, low, high), _ = calls["fill_between"]
    assert beside == days
    np.testing.assert_array_equal(low, values(rows, "low"))
    np.testing.assert_array_equal(high, values(rows, "high"))
    assert np.isnan(rate).any() == (by == "day")
    assert calls["set_ylim"] == ((), {"bottom": 0})
    assert (calls["set_xlabel"][0], calls["set_ylabel"][0]) == ((by,), ("per million tokens",))


@pytest.mark.parametrize(("shown", "named"), [(5, False), (6, True)])
def test_a_dispersion_has_a_bar_a_part_and_their_mean(news, monkeypatch, shown, named):
    """Parts are named where there are no more of them than can be read."""
    monkeypatch.setattr(plots, "SHOWN", shown)
    result = news.questions.dispersion('"5G"', over="month")
    calls, rows = drawn(result), result.rows()
    (places, rates), _ = calls["bar"]
    assert places.tolist() == list(range(6))
    np.testing.assert_array_equal(rates, values(rows, "per_million"))
    assert calls["axhline"][0] == (result.about.figures["per_million"],)
    assert calls["set_xlabel"][0] == (f"month (6 parts, DP {result.about.figures['dp']:.4f})",)
    assert calls["set_ylabel"][0] == ("per million tokens",)
    assert ("set_xticks" in calls) == named
    if named:
        assert calls["set_xticks"][0][1] == [row["month"] for row in rows]


@pytest.mark.parametrize(("order", "measure"), [("log_dice", "log_dice"), ("t", "count")])
def test_collocates_stand_from_the_top_by_what_they_are_ordered_by(
    news, monkeypatch, order, measure
):
    """Or by their count, where the measure that orders them is none of the columns."""
    monkeypatch.setattr(plots, "SHOWN", 10)
    result = news.questions.collocates('"的"', minimum=1, order=order, measures=["log_dice"])
    calls, rows = drawn(result), result.rows()[:10]
    assert len(result) > 10
    (places, lengths), _ = calls["barh"]
    assert places.tolist() == list(range(len(rows)))[::-1]
    np.testing.assert_array_equal(lengths, values(rows, measure))
    assert calls["set_yticks"][0][1] == [row["word"] for row in rows]
    assert calls["set_xlabel"][0] == (measure,)


@pytest.mark.parametrize("shown", [10, 1000])
def test_of_key_words_the_most_and_the_least_are_drawn(news, monkeypatch, shown):
    """Where not all are shown, two thirds are of the first and a third of the last."""
    monkeypatch.setattr(plots, "SHOWN", shown)
    result = news.questions.keyness(where='published > "2024-01"', minimum=1)
    rows = result.rows()
    assert len(rows) > 11
    rows = rows[:7] + rows[-3:] if shown == 10 else rows
    calls = drawn(result)
    assert calls["set_yticks"][0][1] == [row["item"] for row in rows]
    (ratio, places), options = calls["scatter"]
    assert places.tolist() == list(range(len(rows)))[::-1]
    np.testing.assert_array_equal(ratio, values(rows, "log_ratio"))
    assert [colour == plots.BLUE for colour in options["c"]] == [r >= 0 for r in ratio]
    (_, low, high), _ = calls["hlines"]
    np.testing.assert_array_equal(low, values(rows, "low"))
    np.testing.assert_array_equal(high, values(rows, "high"))
    assert calls["axvline"][0] == (0,)
