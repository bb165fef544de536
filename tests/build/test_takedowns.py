"""Takedowns are held against the corpus, as far as it can be read, before anything is built."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from juku.build import entering, incoming, takedowns
from juku.build.corpus import evidence
from juku.build.reading import probe
from juku.build.rows.drafts import article_id
from juku.release import validate

ROWS = [
    {"text": "港口今日开航。", "date": "2024-06-13", "paper": "甲报"},
    {"text": "港口今日开航。", "date": "2024-06-13", "paper": "甲报"},
    {"text": "天晴。", "date": "2024-06-14", "paper": "乙报"},
]
LONG = gzip.compress(
    json.dumps({"text": random.Random(0).randbytes(1 << 20).hex(), "paper": "甲报"}).encode(), 1
)
"""A record behind them that is not read with them."""


@pytest.fixture
def corpus(tmp_path):
    """Records of two newspapers, whose names and days only the records say."""
    root, archive = tmp_path / "corpus", tmp_path / "a.jsonl.gz"
    evidence.new(root)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    archive.write_bytes(gzip.compress(lines.encode()) + LONG)
    fields = "text=text,date=date,publisher=paper"
    said = incoming.Source("p", "2024-01-01", "stated: for tests", "© p", map=fields)
    entering.add(root, [archive], said)
    return root


def told(corpus, *names):
    """What is said of a corpus with takedowns of ``names``."""
    rows = "".join(f"{name}\tasked for\n" for name in names)
    (corpus / "curation" / "takedowns.tsv").write_text(f"id\treason\n{rows}", "utf-8")
    return validate.inspect(corpus).messages


FIRST = article_id("甲报", "20240613", "港口今日开航。")
NOWHERE = "甲报-20240613-00000000"


@pytest.mark.parametrize(
    "name", [FIRST, f"{FIRST}-2", article_id("乙报", "20240614", "天晴。"), "pages/a.jsonl.gz#3"]
)
def test_an_article_of_a_publisher_that_only_records_name_is_found(corpus, name):
    assert told(corpus, name) == []


def test_an_article_that_the_same_newspaper_printed_on_another_day_is_not_found(corpus):
    name = article_id("甲报", "20240614", "港口今日开航。")
    assert [message.split(": ")[2] for message in told(corpus, name)] == [
        f"{name!r} is no article or page of this corpus; mend or remove the row"
    ]


def test_a_page_without_text_is_not_found(corpus, tmp_path, source):
    """Nothing of it would be in the release, which could say so only at its end."""
    (tmp_path / "empty.txt").write_bytes(b"")
    entering.add(corpus, [tmp_path / "empty.txt"], source)
    (said,) = told(corpus, "pages/empty.txt")
    assert "'pages/empty.txt' is no article or page of this corpus" in said


@pytest.mark.parametrize("looked_at", [100, 1], ids=["found before", "damaged further in"])
def test_an_archive_that_cannot_be_read_is_told_of_once_and_no_row_is_accused(
    corpus, damaged, monkeypatch, looked_at
):
    """Any of them may be in it."""
    monkeypatch.setattr(probe, "LOOKED_AT", looked_at)
    damaged(corpus, "a")
    (said,) = told(corpus, FIRST, "pages/a.jsonl.gz#3", NOWHERE)
    assert said.startswith(f"{corpus / 'pages' / 'a.jsonl.gz'}: cannot be read (")


@pytest.mark.parametrize(("enough", "accused"), [(3, []), (4, [NOWHERE])])
def test_where_more_could_hold_it_than_is_looked_through_no_row_is_accused(
    corpus, monkeypatch, enough, accused
):
    monkeypatch.setattr(takedowns, "ENOUGH", enough)
    assert [message.split("'")[1] for message in told(corpus, FIRST, NOWHERE)] == accused


@pytest.mark.parametrize(
    ("name", "accused"),
    [("丙报-20241104-00000000", True), ("pages/c.txt", True), ("demo-20241104-00000000", False),
     ("pages/a.txt", False), ("pages/b.jsonl#2", False)],
)  # fmt: skip
def test_only_pages_that_could_hold_it_are_looked_through(
    tmp_path, empty, source, archive_source, monkeypatch, name, accused
):
    """A page and an archive of one newspaper, of which as little is looked through as can be."""
    (tmp_path / "a.txt").write_text("天晴。", "utf-8")
    row = {"headline": "港口", "content": "天晴。", "pub_time": "2024-11-04"}
    (tmp_path / "b.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    entering.add(empty, [tmp_path / "a.txt"], source)
    entering.add(empty, [tmp_path / "b.jsonl"], archive_source)
    monkeypatch.setattr(takedowns, "ENOUGH", 0)
    assert bool(told(empty, name)) == accused
