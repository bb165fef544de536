"""What is written stands whole in its place, or an error names the path and nothing is left."""

from __future__ import annotations

import pytest

from juku.errors import QueryError
from juku.query import files


def test_missing_folders_are_made(tmp_path):
    path = tmp_path / "a" / "b" / "x.csv"
    with files.placed(path) as part:
        part.write_text("x")
    assert [p.name for p in path.parent.iterdir()] == ["x.csv"]


def test_a_failure_leaves_nothing(tmp_path):
    with (
        pytest.raises(ZeroDivisionError),
        files.placed(tmp_path / "a" / "b" / "x.csv") as part,
    ):
        part.write_text(str(1 / 0))
    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_what_stood_there(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("old")
    with pytest.raises(KeyError), files.placed(path) as part:
        part.write_text({}["new"] if part.write_text("new") else "")
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("x.csv", "old")]


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(QueryError, match="is a folder; name a file"):
        files.check(tmp_path)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "x").write_text("")
    with pytest.raises(QueryError, match="is no folder; name a file elsewhere"):
        files.check(tmp_path / "x" / "y.csv")


def test_a_name_that_is_too_long_is_refused(tmp_path):
    with (
        pytest.raises(QueryError, match="cannot be written"),
        files.placed(tmp_path / ("x" * 300)) as part,
    ):
        part.write_text("")
    assert list(tmp_path.iterdir()) == []
