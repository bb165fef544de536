"""What a release is said to hold, against a count row by row."""

from __future__ import annotations

import json
import shutil
from collections import Counter, defaultdict

import numpy as np
import pytest

import juku
from juku import store
from juku.build.running.settings import Settings
from juku.cli import main
from juku.errors import QueryError
from juku.query import overview, sql
from juku.release import assemble


def left(release, name, down):
    """The rows of a table that were not taken down."""
    rows = store.read(release, name).to_pylist()
    return [row for row in rows if row["article_id"] not in down and row["source"] not in down]


def counted(release, down=()):
    """Column → value → [articles, sentences, tokens], and column → how many have none."""
    met = defaultdict(lambda: defaultdict(lambda: (set(), [], [])))
    absent = defaultdict(int)

    def count(name, values, row, sentences, tokens):
        absent[name] += not values
        for value in values:
            articles, *sizes = met[name][value]
            articles.add(row["article_id"])
            for size, more in zip(sizes, (sentences, tokens), strict=True):
                size.append(more)

    for row in left(release, "articles", down):
        day = row["published"].isoformat()
        row |= {"published": day, "month": day[:7], "year": day[:4]}
        for name in overview.OF_ARTICLES:
            values = row[name] if isinstance(row[name], list) else [row[name]]
            count(name, {*values} - {None}, row, row["n_sentences"], row["n_tokens"])
    for row in left(release, "sentences", down):
        for name in overview.OF_SENTENCES:
            count(name, {row[name]} - {None}, row, 1, len(row["tokens"]))
    sizes = {
        name: {value: [len(ids), sum(s), sum(t)] for value, (ids, s, t) in values.items()}
        for name, values in met.items()
    }
    return sizes, absent


def check(release, down=()):
    sizes, absent = counted(release, down)
    told = overview.overview(release, top=None)
    rows = defaultdict(dict)
    for row in told.rows():
        if row["value"] is not None:
            rows[row["column"]][row["value"]] = [row["articles"], row["sentences"], row["tokens"]]
        assert row["different"] == len(sizes.get(row["column"], ()))
        assert row["null"] == absent[row["column"]]
    assert rows == sizes
    return told


@pytest.mark.parametrize("rows", [store.ROW_GROUP, 3, 1])
def test_every_figure_is_that_of_a_count_row_by_row(news, mini_release, monkeypatch, rows):
    read = store.batches
    monkeypatch.setattr(store, "batches", lambda *given, **more: read(*given, rows=rows, **more))
    check(news.path)
    check(mini_release)


def test_the_sizes_are_those_of_every_other_question(news, mini_release):
    told = check(news.path).about
    corpus = news.questions.corpus
    assert (told.tokens, told.figures["articles"]) == (corpus.n_tokens, corpus.n_articles)
    assert told.figures["sentences"] == corpus.n_sentences
    days = {row["published"].isoformat() for row in news.rows}
    assert (told.figures["first_day"], told.figures["last_day"]) == (min(days), max(days))
    blocks = overview.overview(mini_release).about.figures["blocks"]
    assert blocks == store.read(mini_release, "blocks").num_rows


def test_what_is_taken_down_counts_nowhere(mini_corpus, mini_release, tmp_path):
    articles = store.read(mini_release, "articles").to_pylist()
    down = (articles[0]["article_id"], articles[-1]["source"])
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    lines = "".join(f"{name}\tasked for\n" for name in down)
    (corpus / "curation" / "takedowns.tsv").write_text(f"id\treason\n{lines}", "utf-8")
    assemble.build(Settings(corpus=corpus), tmp_path / "out", "1.0.0")
    told = check(tmp_path / "out", down).about
    asked = juku.open(tmp_path / "out", cache=tmp_path / "cache").corpus
    assert (told.tokens, told.figures["articles"]) == (asked.n_tokens, asked.n_articles)
    assert told.figures["articles"] + told.figures["taken_down"] == len(articles)
    pytest.importorskip("duckdb")
    tags = "SELECT upos, count(*) AS n FROM tokens GROUP BY upos ORDER BY n DESC, upos"
    found = sql.query(tmp_path / "out", tags)
    everywhere = np.arange(asked.n_tokens)
    listed = Counter(asked.values("upos", everywhere).to_pylist())
    assert {row["upos"]: row["n"] for row in found} == listed
    assert found.about.tokens == asked.n_tokens == sum(listed.values())


def test_the_most_frequent_come_first_and_as_many_as_are_asked_for(news, capsys):
    assert main(["describe", str(news.path), "--columns", "publisher,role", "--format=json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["column"] for row in rows] == ["publisher"] * 3 + ["role"]
    assert sorted((row["articles"] for row in rows[:3]), reverse=True) == [
        row["articles"] for row in rows[:3]
    ]
    assert (
        news.questions.describe(columns=["month"], top=2).column("value")
        == [row["value"] for row in news.questions.describe(columns="month", top=None)][:2]
    )
    assert main(["describe", str(news.path)]) == 0
    assert "publisher" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--columns", "paper"], "columns: there is no 'paper'; use one of publisher, year"),
        (["--top", "-1"], "top: -1 is less than 0"),
    ],
)
def test_what_cannot_be_told_is_refused(news, capsys, words, message):
    assert main(["describe", str(news.path), *words]) == 1
    assert message in capsys.readouterr().err
    with pytest.raises(QueryError, match="has no table of articles"):
        overview.overview(news.path / "data")
