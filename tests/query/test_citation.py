"""A citation holds what was asked of which release, and nothing else is taken for one."""

from __future__ import annotations

import json

import pytest

from juku.errors import QueryError
from juku.query import citation


def test_a_citation_names_query_release_and_rows(news, tmp_path):
    path = tmp_path / "query.json"
    citation.save(news.questions.find('"改革"'), "dist/news", path)
    saved = json.loads(path.read_text("utf-8"))
    assert saved["location"] == "dist/news"
    assert saved["about"]["options"]["pattern"] == '"改革"'
    assert saved["rows"] == saved["about"]["figures"]["hits"]
    assert len(saved["sha256"]) == 64


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not what --save wrote"),
        ("[]", "juku_query: is not 1"),
        ('{"juku_query": 2}', "juku_query: is not 1"),
        ('{"juku_query": 1}', "lacks location, about, rows, sha256"),
        (
            '{"juku_query": 1, "location": "", "rows": 0, "sha256": "", "about": {"question": 1}}',
            "a known question; save",
        ),
    ],
)
def test_a_file_that_is_no_citation_is_refused(tmp_path, text, message):
    path = tmp_path / "query.json"
    path.write_text(text, "utf-8")
    with pytest.raises(QueryError, match=message):
        citation.load(path)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("about", [], "lacks about"),
        ("location", 3, "lacks location"),
        ("rows", "many", "lacks rows"),
        ("about", {"question": "find"}, "lacks about.options, about.release"),
    ],
)
def test_a_file_of_another_shape_is_named(news, tmp_path, key, value, message):
    path = tmp_path / "query.json"
    saved = citation.cite(news.questions.count('"改革"'), str(news.path))
    path.write_text(json.dumps(saved | {key: value}), "utf-8")
    with pytest.raises(QueryError, match=message):
        citation.load(path)
