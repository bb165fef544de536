"""The registry of segmenters, and the token law for every engine."""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.errors import SegmenterError
from juku.text.segmenting import whole, words
from juku.text.segmenting.tokens import Tokens, breaches

NEWS = st.text(
    alphabet=st.one_of(
        st.sampled_from("进博会在上海举办發展頭髮年月日12345.%·—…“”， \n\r\tABab-"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=30,
)
BATCH = st.lists(NEWS, max_size=6)


class Letters:
    """A segmenter of another package: each character but white space is a word."""

    name = "letters"
    version = "letters-1"

    def segment(self, texts):
        cut = [[(i, c) for i, c in enumerate(text) if not c.isspace()] for text in texts]
        flat = [pair for pairs in cut for pair in pairs]
        return Tokens(
            [word for _, word in flat],
            np.array([start for start, _ in flat], np.int32),
            [None] * len(flat),
            ["X"] * len(flat),
            np.cumsum([0, *map(len, cut)]).astype(np.int64),
        )


@pytest.fixture(scope="module", params=["rjieba", "jieba"])
def engine(request):
    return words.engine(request.param)


@pytest.fixture(scope="module", params=["rjieba", "jieba"])
def segmenter(request):
    return words.make(request.param)


@given(texts=BATCH)
@settings(max_examples=120, deadline=None)
def test_token_law_holds_for_any_unicode(segmenter, texts):
    assert breaches(segmenter.segment(texts), texts) == []


@given(texts=BATCH)
@settings(max_examples=120, deadline=None)
def test_batch_gives_what_each_text_gives_alone(engine, texts):
    batch = engine.segment(texts)
    for i, text in enumerate(texts):
        alone, own = engine.segment([text]), batch.of(i)
        assert (own.words, own.xpos, own.upos) == (alone.words, alone.xpos, alone.upos)
        assert own.starts.tolist() == alone.starts.tolist()


@given(texts=BATCH)
@settings(max_examples=60, deadline=None)
def test_joining_keeps_the_law_over_any_engine(texts):
    joined = whole.WholeSegmenter(Letters(), joining=True).segment(texts)
    assert breaches(joined, texts) == []


def test_unknown_name_says_what_exists():
    with pytest.raises(SegmenterError, match="segmenter nobody: there is none; take one of rjieba"):
        words.make("nobody")


def test_missing_package_says_how_to_install(monkeypatch):
    monkeypatch.setitem(words.ENGINES, "absent", ("no_such_module:x", "pip install absent"))
    with pytest.raises(SegmenterError, match=r"no_such_module.*; pip install absent"):
        words.make("absent")


class Liar(Letters):
    """One that loses the first character of every text."""

    def segment(self, texts):
        return super().segment([text[1:] for text in texts])


@pytest.fixture
def installed(monkeypatch):
    """Make a class stand behind an entry point of its own name."""

    def install(kind):
        class Point(EntryPoint):
            def load(self):
                return lambda lexicon: kind()  # noqa: ARG005  # the call shape of a factory

        points = [Point(kind.__name__, "other_package:make", words.ENTRY_POINTS)]
        monkeypatch.setattr(words, "entry_points", lambda **_: points)

    return install


def test_other_packages_bring_segmenters_by_entry_point(installed):
    installed(Letters)
    assert words.make("Letters").segment(["上海"]).words == ["上", "海"]
    assert words.names()[-1] == "Letters"


def test_an_entry_point_that_breaks_the_law_is_refused(installed):
    installed(Liar)
    with pytest.raises(SegmenterError, match="letters: text 0: '海' at 0 is not the next slice"):
        words.make("Liar").segment(["上海"])


def test_traditional_text_is_cut_as_its_simplified_form():
    tokens = words.make("rjieba").segment(["我們的頭髮發展", "我们的头发发展"])
    assert tokens.of(0).words == ["我們", "的", "頭髮", "發展"]
    assert tokens.of(0).upos == tokens.of(1).upos


def test_version_tells_engine_tables_lexicon_script_and_joining():
    plain, joined = words.make("rjieba", joining=False), words.make("rjieba")
    assert plain.version + " joining-2" == joined.version
    assert "opencc-" in plain.version
    assert "lexicon-" in plain.version


DOC = (Path(__file__).parents[3] / "docs" / "words.md").read_text("utf-8")
TABLE = DOC.split("<!-- cuts -->\n")[1].split("\n\n")[0]
CUTS = re.findall(r"^\| (.*) \| (.*) \| (.*) \|$", TABLE, re.MULTILINE)


@pytest.mark.parametrize("engine", CUTS[0][1:])
def test_the_document_shows_how_an_engine_cuts(engine):
    column = CUTS[0].index(engine)
    shown = [row[column].split() for row in CUTS[2:]]
    made = words.make(engine)
    assert [list(made.segment([row[0]]).words) for row in CUTS[2:]] == shown
    assert len(shown) == 3
