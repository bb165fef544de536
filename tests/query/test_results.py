"""Every form of a result has all rows and says what was asked of which release."""

from __future__ import annotations

import csv
import dataclasses
import json

import pytest

import juku
from juku.errors import QueryError
from juku.query import tables
from juku.query.writing import render


@pytest.fixture(params=["count", "find", "collocates", "trend"])
def result(request, news):
    asks = {
        "count": lambda q: q.count('[upos="NOUN"]', by=["word", "title"]),
        "find": lambda q: q.find('"改革"', sort="R1", random_seed=4),
        "collocates": lambda q: q.collocates('"改革"', minimum=1),
        "trend": lambda q: q.trend('"改革"', by="day"),
    }
    return asks[request.param](news.questions)


def test_a_result_says_what_was_asked_of_which_release(news):
    about = news.questions.count('"改革"', by="year", once_per_story=True).about
    assert about.question == "count"
    assert about.options["pattern"] == '"改革"'
    assert about.options["once_per_story"] is True
    assert about.options["limit"] is None
    assert about.tokens == news.questions.corpus.n_tokens
    assert about.release == "news"
    assert len(about.identity) == 64
    assert about.line().startswith('count "改革" by=year once_per_story=yes · news · ')


def test_what_a_search_may_cost_is_no_part_of_the_question(news):
    plain = news.questions.find('"改革"').about
    bound = news.questions.find('"改革"', seconds=5, megabytes=100).about
    assert plain == bound


def test_an_option_of_0_is_said(news):
    assert "left=0" in news.questions.collocates('"改革"', left=0).about.line()


def test_a_result_cannot_be_changed(result):
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.about = None


def test_frames_have_the_rows_of_the_table(result):
    table = result.to_arrow()
    assert result.to_polars().shape == table.shape
    frame = result.to_pandas()
    assert frame.shape == table.shape
    assert frame.attrs["juku"] == result.about.as_dict()
    assert json.loads(table.schema.metadata[b"juku"]) == result.about.as_dict()
    assert result.rows() == table.to_pylist() == list(result)


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_delimited_files_are_whole_and_self_describing(result, ending, tmp_path):
    path = tmp_path / f"answer.{ending}"
    result.write(path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    told = dict(line[2:].rstrip("\n").split(": ", 1) for line in lines if line.startswith("# "))
    assert {key: json.loads(value) for key, value in told.items()} == result.about.as_dict()
    body = [line for line in lines if not line.startswith("# ")]
    rows = list(csv.DictReader(body, delimiter="," if ending == "csv" else "\t"))
    assert len(rows) == len(result)
    first = result[0]
    assert rows[0] == {k: "" if v is None else str(v) for k, v in first.items()}


def test_json_is_whole_and_self_describing(result, tmp_path):
    path = tmp_path / "answer.json"
    result.write(path)
    document = json.loads(path.read_text("utf-8"))
    assert document["about"] == result.about.as_dict()
    assert len(document["rows"]) == len(result)


def test_json_lines_begin_with_what_was_asked(result, tmp_path):
    path = tmp_path / "answer.jsonl"
    result.write(path)
    first, *rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert first == {"about": result.about.as_dict()}
    assert len(rows) == len(result)


def test_parquet_keeps_what_was_asked_in_its_schema(result, tmp_path):
    import pyarrow.parquet as pq

    path = tmp_path / "answer.parquet"
    result.write(path)
    table = pq.read_table(path)
    assert table.to_pylist() == result.rows()
    assert json.loads(table.schema.metadata[b"juku"]) == result.about.as_dict()


def test_the_same_question_gives_the_same_text(news):
    forms = [render(news.questions.keyness(where='publisher = "甲报"'), "json") for _ in range(2)]
    assert forms[0] == forms[1]


def test_a_form_that_is_not_there_is_refused(result, tmp_path):
    with pytest.raises(QueryError, match="no 'xml'; use one of table, csv"):
        render(result, "xml")
    with pytest.raises(QueryError, match="its ending names no form"):
        result.write(tmp_path / "answer.xml")


def test_a_repr_shows_twenty_rows_and_how_many_are_left(news):
    result = news.questions.words()
    extra = len(result) - 20
    assert extra > 0
    shown = repr(result).splitlines()
    assert shown[0] == result.about.line()
    assert len(shown) == 1 + 1 + 20 + 1
    assert shown[-1] == f"… {extra:,} more rows"


def test_columns_of_a_table_stand_under_each_other(news):
    """Counted in columns of a terminal, in which a Chinese character takes two."""
    lines = news.questions.find('"改革"').text(10).splitlines()[2:12]
    starts = {tables.display_width(line[: line.index(" 改革 ")]) for line in lines}
    assert len(starts) == 1


def test_a_notebook_gets_an_escaped_table(open_made):
    from juku.query.doors import Questions

    questions = Questions(open_made([open_made.Story(["<b>/x/X &/x/X"])]))
    shown = questions.words(punctuation=True)._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert shown.startswith("<table><caption>words")


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("发展", 4), ("ａ", 2), ("e\u0301", 1), ("“”", 2)]
)
def test_the_width_of_text_in_a_terminal(text, width):
    assert tables.display_width(text) == width


def test_a_table_does_not_steer_the_terminal_and_other_forms_keep_the_text(make_release, tmp_path):
    words = ["改革\x1b[2J", "\u202e", "\x9b", "\r", "\u2028"]
    line = make_release.Line([(word, "x", "X") for word in words])
    path = make_release([make_release.Story([line])])
    result = juku.open(path, cache=tmp_path / "cache").find("[]")
    shown = result.text()
    assert "改革␛[2J" in shown
    assert not [sign for sign in shown if sign in "\x1b\u202e\x9b\r\u2028"]
    assert result.column("hit")[0] == "改革\x1b[2J"
