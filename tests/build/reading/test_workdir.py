"""The folder of a build: locked while a plan is made, emptied for another, tidied at the end."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from juku.build.reading import workdir
from juku.build.reading.workdir import Workdir
from juku.errors import BuildError

PATIENCE = 60
"""Seconds in which a busy machine gets round to what takes no time."""


@pytest.fixture
def made(tmp_path):
    """The folder of a build that was stopped, with what tasks and killed workers leave."""
    there = Workdir(tmp_path / "build")
    there.make()
    files = ("failures.jsonl", "data/train-00000-of-00001.parquet", ".state/plan.json")
    for name in (*files, ".state/logs/00001.log", "data/.x.part-1", ".state/receipts/.y.part-2"):
        (there.root / name).write_text(name)
    return there


def files(root):
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def test_whoever_comes_while_a_plan_is_made_waits_and_then_has_its_turn(tmp_path):
    """Elements of an array begin at once, and all would make it."""
    inside = threading.Event()

    def another():
        with Workdir(tmp_path).locked():
            inside.set()

    thread = threading.Thread(target=another)
    with Workdir(tmp_path).locked():
        thread.start()
        assert not inside.wait(0.3)
    thread.join(PATIENCE)
    assert inside.is_set()


def test_a_plan_that_cannot_be_made_lets_the_next_in(tmp_path):
    with (
        pytest.raises(FileNotFoundError, match=r"^\[Errno 2\] gone: 'pages/a\.txt'$"),
        Workdir(tmp_path).locked(),
    ):
        raise OSError(errno.ENOENT, "gone", "pages/a.txt")  # which is not the folder's
    with Workdir(tmp_path).locked():
        pass


def test_all_that_an_earlier_build_left_goes_but_what_a_link_leads_to(made, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    (made.root / "link").symlink_to(elsewhere)
    (made.state / "link").symlink_to(elsewhere)
    with made.locked():
        made.clear()
        assert [path.name for path in made.root.iterdir()] == [".state"]
        assert [path.name for path in made.state.iterdir()] == ["lock"]
    assert (elsewhere / "mine.txt").exists()


def test_what_killed_workers_left_is_swept_and_nothing_else(made):
    before = files(made.root)
    made.sweep()
    assert files(made.root) == [name for name in before if ".part-" not in name]


def test_a_release_has_nothing_of_the_build(made):
    made.sweep()
    made.strip()
    assert files(made.root) == ["data/train-00000-of-00001.parquet", "failures.jsonl"]
    made.strip()
    made.remove()
    assert not made.root.exists()


def test_a_file_is_whole_under_its_name_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "file"
    workdir.write_whole(path, b"one")

    def full(_):
        assert path.read_bytes() == b"one"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        workdir.write_whole(path, b"two")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"one"


def test_a_folder_that_cannot_be_made_is_named_with_a_remedy(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refused)
    for call in (Workdir(tmp_path / "no").make, Workdir(tmp_path / "no").locked().__enter__):
        with pytest.raises(
            BuildError, match=r"no: cannot be .* \(Read-only file system\); have .*, or name a "
        ):
            call()
