"""Every form of a result has all rows and says what was asked of which release."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import itertools
import json
import math

import pyarrow as pa
import pytest

import juku
from juku.errors import QueryError
from juku.query.answers import frames, writing
from juku.query.answers.results import Rows
from juku.query.answers.writing import render


@pytest.fixture(params=["count", "find", "collocates", "trend"])
def result(request, news):
    asks = {
        "count": lambda q: q.count('[upos="NOUN"]', by=["word", "title"]),
        "find": lambda q: q.find('"改革"', sort="R1", random_seed=4),
        "collocates": lambda q: q.collocates('"改革"', minimum=1),
        "trend": lambda q: q.trend('"改革"', by="day"),
    }
    return asks[request.param](news.questions)


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


def test_json_lines_are_the_rows_and_nothing_else(result, tmp_path):
    path = tmp_path / "answer.jsonl"
    result.write(path)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert lines == [writing.jsonable(row) for row in result]


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


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
@pytest.mark.parametrize("rows", [1, 3])
def test_text_that_is_written_piece_by_piece_is_the_same(result, form, rows, tmp_path, monkeypatch):
    whole = writing.render(result, form)
    monkeypatch.setattr(frames, "PIECE", rows)
    pieces = list(writing.pieces(result, form))
    assert "".join(pieces) == whole
    assert len(pieces) == -(-len(result) // rows) + 2 * whole.startswith("#")
    result.write(tmp_path / f"x.{form}")
    assert (tmp_path / f"x.{form}").read_bytes().decode() == whole


SIGNS = [
    "#甲",
    "# tokens: 5",
    "甲\r乙",
    "甲\n#乙",
    "=1+1",
    '"甲"',
    "甲,乙",
    "甲\t乙",
    "\ufeff甲",
    "甲 ",
]


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_cells_with_signs_of_their_own_are_read_as_they_are(
    make_release, tmp_path, form, delimiter
):
    stories = [make_release.Story(["改革"], columns={"title": sign}) for sign in SIGNS]
    questions = juku.open(make_release(stories), cache=tmp_path / "cache")
    path = tmp_path / f"x.{form}"
    result = questions.count('"改革"', by="title")
    result.write(path)
    told = len(result.about.as_dict())
    assert sum(line.startswith("#") for line in path.read_text("utf-8").splitlines()) == told + 1
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(itertools.islice(lines, told, None), delimiter=delimiter)
        assert sorted(row["title"] for row in rows) == sorted(SIGNS)
    polars = pytest.importorskip("polars")
    frame = polars.read_csv(path, comment_prefix="#", separator=delimiter)
    assert sorted(frame["title"]) == sorted(SIGNS)
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(path, skiprows=told, sep=delimiter)
    assert sorted(frame["title"]) == sorted(SIGNS)


@pytest.mark.parametrize("rows", [1, 3, 20_000])
@pytest.mark.parametrize("pattern", ['"改革"', '"无"'])
def test_json_that_is_written_piece_by_piece_is_one_document(news, pattern, rows, monkeypatch):
    monkeypatch.setattr(frames, "PIECE", rows)
    result = news.questions.find(pattern, columns=["title"])
    document = {"about": result.about.as_dict(), "rows": result.rows()}
    assert render(result, "json") == json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def test_a_column_that_is_not_there_leaves_no_file(news, tmp_path):
    with pytest.raises(QueryError, match="no 'colour'"):
        news.questions.find('"改革"', columns=["colour"]).write(tmp_path / "new" / "x.csv")
    assert list(tmp_path.iterdir()) == []


def test_characters_stand_as_they_are_in_what_is_written(news):
    """A file of them is for people too, and a search in files is for what they read."""
    result = news.questions.find('"改革"')
    for form in ("csv", "tsv", "json", "jsonl"):
        text = render(result, form)
        assert "\\u" not in text
        assert text.count("改革") > len(result)


def test_a_column_of_lists_is_a_cell_of_words(make_release, tmp_path):
    about = juku.open(make_release([make_release.Story(["改革"])]), cache=tmp_path).find("[]").about
    table = pa.table(
        {
            "words": [["甲", "乙"], None, []],
            "days": [[dt.date(2024, 1, 2)], None, []],
            "ratio": [math.inf, 0.25, math.nan],
        }
    )
    rows = Rows(about, table)
    body = render(rows, "csv").split("\nwords,days,ratio\n")[1]
    assert body == "甲 乙,2024-01-02,inf\n,,0.25\n,,nan\n"
    lines = [json.loads(line) for line in render(rows, "jsonl").splitlines()]
    assert lines == json.loads(render(rows, "json"))["rows"]
    assert lines[0] == {"words": ["甲", "乙"], "days": ["2024-01-02"], "ratio": None}
    assert lines[1] == {"words": None, "days": None, "ratio": 0.25}
    assert lines[2] == {"words": [], "days": [], "ratio": None}


def test_a_form_that_is_said_goes_before_the_ending(news, tmp_path):
    result = news.questions.find('"改革"')
    result.write(tmp_path / "x.csv", "tsv")
    assert (tmp_path / "x.csv").read_text("utf-8") == render(result, "tsv")
    result.write(tmp_path / "x.txt")
    assert (tmp_path / "x.txt").read_text("utf-8") == f"{result.text()}\n"


def test_a_column_is_that_of_the_rows(result):
    assert result.columns == result.to_arrow().column_names
    for name in result.columns:
        assert result[name] == result.column(name) == [row[name] for row in result.rows()]
    with pytest.raises(QueryError, match="column: there is no 'colour'; use one of"):
        result.column("colour")


SLICES = [
    slice(2),
    slice(1, 4),
    slice(-3, None),
    slice(None, None, -2),
    slice(4, 1, -1),
    slice(3, 3),
    slice(10**9, None),
]


@pytest.mark.parametrize("part", SLICES, ids=str)
def test_a_slice_is_that_of_the_rows(result, part):
    assert result[part] == result.rows()[part]


@pytest.mark.parametrize("left", [0, 1, 2])
def test_what_is_not_shown_is_counted(news, left, monkeypatch):
    result = news.questions.find('"改革"')
    shown = len(result) - left
    monkeypatch.setattr(frames, "SHOWN", shown)
    more = ["", "… 1 more row", "… 2 more rows"][left]
    table = result.text(shown)
    assert repr(result) == table
    assert len(table.splitlines()) == 2 + shown + bool(left)
    assert table.splitlines()[-1].startswith("…") == bool(left)
    assert table.endswith(more)
    page = result._repr_html_()
    assert page.count("<tr><td") == shown
    assert ("more row" in page) == bool(left)
    assert more.removeprefix("… ") in page


def test_counts_are_parted_and_the_numbers_of_a_statement_are_not(news):
    counted = news.questions.count("[]").about
    table = pa.table({"n": [1265]})
    for question, shown in (("count", "1,265"), ("sql", "1265")):
        rows = Rows(dataclasses.replace(counted, question=question), table)
        assert rows.text().splitlines()[-1] == shown
        assert f">{shown}</td>" in rows._repr_html_()
