"""What is written stands whole in its place, or an error names the path and nothing is left."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from juku.errors import QueryError
from juku.query.answers import files


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


def test_a_link_is_followed_not_replaced(tmp_path):
    (tmp_path / "far").mkdir()
    link = tmp_path / "x.csv"
    link.symlink_to(tmp_path / "far" / "y.csv")
    with files.placed(link) as part:
        part.write_text("new")
    assert link.is_symlink()
    assert (tmp_path / "far" / "y.csv").read_text() == "new"


def test_a_pipe_is_written_to_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()), daemon=True)
    reader.start()
    with files.placed(pipe) as part:
        part.write_text("new")
    reader.join(10)
    assert read == ["new"]
    assert pipe.is_fifo()
    assert [p.name for p in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has such a device")
def test_a_device_is_written_to_not_replaced(tmp_path):
    full = tmp_path / "full"
    full.symlink_to("/dev/full")
    with (
        pytest.raises(QueryError, match=r"full: cannot be written \(No space left on device\); f"),
        files.placed(full) as part,
    ):
        part.write_text("new")
    assert full.is_char_device()
    assert full.is_symlink()


@pytest.mark.parametrize("name", ["round", "round/answer.csv"])
def test_links_that_lead_in_a_circle_are_refused_before_anything_is_computed(tmp_path, name):
    (tmp_path / "round").symlink_to(tmp_path / "round")
    with pytest.raises(QueryError, match=rf"{name}: cannot be written \(Too many levels of symbol"):
        files.check(tmp_path / name)


def test_nothing_is_poured_when_the_block_fails(tmp_path):
    null = tmp_path / "null"
    null.symlink_to("/proc/self/fd/1")
    with pytest.raises(ZeroDivisionError), files.placed(null) as part:
        part.write_text(str(1 / 0))
    assert [p.name for p in tmp_path.iterdir()] == ["null"]
