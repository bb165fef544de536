"""SQL sees what the tables say, and a token view that gives back the lists."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from juku.errors import LimitError, QueryError
from juku.query import sql
from juku.query.answers.writing import render
from juku.query.doors import Questions


def test_the_token_view_has_one_row_a_token(news):
    pytest.importorskip("duckdb")
    statement = """
        SELECT sentence_id, position, token, start, "end", xpos, upos, boundary_votes
        FROM tokens
    """
    rows = {(r["sentence_id"], r["position"]): r for r in sql.query(news.path, statement)}
    assert len(rows) == sum(len(row["tokens"]) for row in news.rows)
    for row in news.rows:
        for i, token in enumerate(row["tokens"]):
            found = rows[row["sentence_id"], i + 1]
            assert row["text"][found["start"] : found["end"]] == found["token"] == token
            assert (found["xpos"], found["upos"]) == (row["xpos"][i], row["upos"][i])
            assert found["boundary_votes"] == row["boundary_votes"][i]


def test_tables_can_be_joined(news):
    pytest.importorskip("duckdb")
    statement = """
        SELECT count(*) AS n FROM tokens JOIN articles USING (article_id)
        WHERE token = '改革' AND reprint_of IS NULL
    """
    expected = news.questions.count('"改革"', once_per_story=True)[0]["count"]
    assert sql.query(news.path, statement)[0]["n"] == expected


def test_a_bare_shard_has_the_views_of_its_table(news):
    pytest.importorskip("duckdb")
    shard = min((news.path / "data").glob("*.parquet"))
    counted = sql.query(shard, "SELECT count(*) AS n FROM tokens")[0]["n"]
    assert 0 < counted < news.questions.corpus.n_tokens
    with pytest.raises(QueryError, match="articles"):
        sql.query(shard, "SELECT * FROM articles")


def test_an_answer_says_what_was_asked(news):
    pytest.importorskip("duckdb")
    result = sql.query(news.path, "SELECT 1 AS one")
    assert result.about.options == {"statement": "SELECT 1 AS one"}
    assert result.about.tokens == news.questions.corpus.n_tokens
    assert result.rows() == [{"one": 1}]


@pytest.mark.parametrize(
    "statement",
    ["SELEC 1", "SELECT * FROM colours", "CREATE TABLE a (b INT)", "SELECT 1; SELECT 2"],
)
def test_what_is_no_question_is_refused(news, statement):
    pytest.importorskip("duckdb")
    with pytest.raises(QueryError, match="sql: "):
        sql.query(news.path, statement)


def test_a_value_in_double_quotation_marks_is_told(news):
    pytest.importorskip("duckdb")
    with pytest.raises(QueryError, match=r"hold names of columns; write the value as '改革'$"):
        sql.query(news.path, 'SELECT count(*) FROM tokens WHERE token = "改革"')
    with pytest.raises(QueryError, match=r"the views are sentences, articles, blocks, tokens$"):
        sql.query(news.path, "SELECT word FROM tokens WHERE token = '改革'")


def test_without_duckdb_the_message_says_what_to_install(news, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(QueryError, match=r"pip install duckdb"):
        sql.query(news.path, "SELECT 1")


def test_columns_of_one_name_keep_their_values(news):
    joined = "SELECT s.text, a.text FROM sentences s JOIN articles a USING (article_id) LIMIT 1"
    result = sql.query(news.path, joined)
    (row,) = result.rows()
    assert list(row) == ["text", "text_1"]
    assert len(row["text"]) < len(row["text_1"])
    assert row["text_1"] in result.text()


def test_numbers_of_a_statement_are_shown_as_they_are(news):
    pytest.importorskip("duckdb")
    statement = "SELECT 2024 AS year, [1000, 2000] AS all_years, 1234.5::DOUBLE AS rate"
    result = sql.query(news.path, statement)
    assert result.text().splitlines()[1:] == [
        "year  all_years     rate",
        "2024  1000 2000  1,234.5",
    ]
    assert ">2024</td>" in result._repr_html_()


ENDLESS = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"


@pytest.mark.parametrize("seconds", [0, 0.2])
def test_a_statement_without_end_is_stopped_in_time(news, seconds, in_seconds):
    pytest.importorskip("duckdb")
    told = f"^sql: did not end within {seconds:g} s; ask for less, or raise the limit of time$"
    with pytest.raises(LimitError, match=told):
        news.questions.sql(ENDLESS, seconds=seconds)


INTERRUPTED = """
import os, signal, sys, threading, time
from pathlib import Path
from juku.query import sql

def interrupt():
    time.sleep(1)
    os.kill(os.getpid(), signal.SIGINT)

import duckdb, pyarrow
threading.Thread(target=interrupt, daemon=True).start()
try:
    sql.query(Path(sys.argv[1]), sys.argv[2])
except KeyboardInterrupt:
    print("stopped")
"""


def test_a_statement_without_end_is_stopped_by_the_keyboard(news):
    pytest.importorskip("duckdb")
    words = [sys.executable, "-c", INTERRUPTED, str(news.path), ENDLESS]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == ("stopped\n", "")


@pytest.mark.parametrize("seconds", [None, 600])
def test_one_that_ends_in_time_is_answered(news, seconds):
    pytest.importorskip("duckdb")
    assert news.questions.sql("SELECT 1 AS one", seconds=seconds).rows() == [{"one": 1}]


def test_a_bound_that_is_none_is_refused(news):
    with pytest.raises(QueryError, match="seconds: -1 is not 0 or more; give the most time"):
        news.questions.sql("SELECT 1", seconds=-1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("sum(n_tokens)", 1),
        ("1.5::DECIMAL(5, 2)", 1.5),
        ("170141183460469231731687303715884105727::HUGEINT", 2**127 - 1),
        ("'\\xAA'::BLOB", "aa"),
        ("TIME '10:00:01'", "10:00:01"),
        ("TIMESTAMP '2024-01-01 10:00'", "2024-01-01T10:00:00"),
        (
            "{'day': DATE '2024-01-01', 'n': [1.5, 'nan'::DOUBLE]}",
            {"day": "2024-01-01", "n": [1.5, None]},
        ),
        ("MAP([1], ['a'])", [[1, "a"]]),
        ("INTERVAL 3 DAY", [0, 3, 0]),
    ],
)
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_values_of_every_kind_are_written_as_json(open_made, value, expected, form):
    statement = f"SELECT {value} AS x FROM articles"  # noqa: S608
    text = render(Questions(open_made([open_made.Story(["改革"])])).sql(statement), form)
    row = json.loads(text)["rows"][0] if form == "json" else json.loads(text)
    assert row == {"x": expected}


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "[{}]",
        "[NULL, {}]",
        "{{'a': 1, 'b': {}}}",
        "MAP {{'a': [{}]}}",
        "MAP {{{}: 1}}",
        "array_value({})",
        "union_value(k := {})",
        "[{{'a': [{{'b': {}}}]}}]",
    ],
)
@pytest.mark.parametrize(
    ("value", "fact"),
    [
        ("DATE '20000-12-31'", "days that are not in the years 1 to 9999"),
        ("'infinity'::DATE", "days that are not in the years 1 to 9999"),
        ("'-infinity'::TIMESTAMP", "days that are not in the years 1 to 9999"),
        ("TIMESTAMP_NS '2024-01-01 00:00:00.000000001'", "times finer than a microsecond"),
        ("TIME '24:00:00'", "the time 24:00:00, which Python has not"),
    ],
)
def test_days_and_times_that_python_has_not_are_refused(news, value, fact, form):
    pytest.importorskip("duckdb")
    asked = form.format(value)
    with pytest.raises(QueryError, match=f"sql: x: has {fact}; ask for them as text, by ::VARCHAR"):
        news.questions.sql(f"SELECT {asked} AS x UNION ALL BY NAME SELECT NULL AS x")
    if "union" not in form:
        assert len(news.questions.sql(f"SELECT ({asked})::VARCHAR AS x")) == 1


@pytest.mark.parametrize("value", ["DATE '9999-12-31'", "TIMESTAMP_NS '2024-01-01'", "NULL::DATE"])
def test_days_that_python_has_are_answered_in_every_form(news, value):
    pytest.importorskip("duckdb")
    answer = news.questions.sql(f"SELECT [{value}] AS x, {{'a': {value}}} AS y")
    assert all(len(render(answer, form)) > 0 for form in ("table", "csv", "json"))


@pytest.mark.parametrize(
    ("value", "cell", "shown"),
    [
        ("['李四', '张三']", "李四 张三", "李四 张三"),
        ("['李四', NULL]", '"[""李四"", null]"', "李四 –"),
        ("[['李四'], []]", '"[[""李四""], []]"', '[["李四"], []]'),
        (
            "{'day': DATE '2024-01-01', 'no': NULL}",
            '"{""day"": ""2024-01-01"", ""no"": null}"',
            '{"day": "2024-01-01", "no": null}',
        ),
        ("'\\xAA'::BLOB", "aa", "aa"),
        ("[INTERVAL 3 DAY]", '"[[0, 3, 0]]"', "[[0, 3, 0]]"),
    ],
)
def test_values_within_values_are_json_in_a_cell(news, value, cell, shown):
    pytest.importorskip("duckdb")
    answer = news.questions.sql(f"SELECT {value} AS x")
    assert render(answer, "csv").splitlines()[-1] == cell
    assert render(answer, "table").splitlines()[-1] == shown


def test_what_parquet_cannot_hold_is_refused_and_leaves_no_file(news, tmp_path):
    with pytest.raises(QueryError, match="parquet: cannot hold a column"):
        news.questions.sql("SELECT INTERVAL 3 DAY AS x").write(tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []
