"""Pictures are well-formed, the same each time, and refuse what they cannot draw."""

from __future__ import annotations

import sys

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
