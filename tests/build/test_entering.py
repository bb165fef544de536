"""All pages enter a corpus or none does, whatever stops it, and never twice."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

from juku.build import entering
from juku.build.corpus import manifest
from juku.errors import EvidenceError


def test_added_again_nothing_is_doubled_and_what_is_new_is_added(empty, tmp_path, source, lay):
    received = lay(tmp_path / "in", "a.txt", "b.txt")
    entering.add(empty, [received], source)
    before = (empty / "manifest.jsonl").read_bytes()
    added = entering.add(empty, [received], source)
    assert (added.entries, (empty / "manifest.jsonl").read_bytes()) == ((), before)
    assert added.there == tuple((received / f"{n}.txt", f"pages/{n}.txt") for n in "ab")
    lay(received, "c.txt")
    shutil.copy(received / "a.txt", received / "d.txt")
    added = entering.add(empty, [received], source)
    assert [entry.id for entry in added.entries] == ["c"]
    assert [path for _, path in added.there] == ["pages/a.txt", "pages/b.txt", "pages/a.txt"]


def test_pages_that_lie_there_unlisted_keep_their_place(empty, listed, source, lay):
    lay(empty / "pages", "a.txt", "2024/b.txt")
    entering.add(empty, [empty / "pages"], source)
    assert listed(empty) == ["pages/2024/b.txt", "pages/a.txt"]
    assert not manifest.inspect(empty)[1]


def test_lines_of_the_manifest_that_are_no_utf_8_stay_as_they_are(empty, tmp_path, source, lay):
    damaged = b'{"id": "x", "path": "pages/\xff.txt"}'
    (empty / "manifest.jsonl").write_bytes(damaged)
    entering.add(empty, [lay(tmp_path, "a.txt") / "a.txt"], source)
    lines = (empty / "manifest.jsonl").read_bytes().split(b"\n")
    assert lines[0] == damaged
    assert json.loads(lines[1])["path"] == "pages/a.txt"
    assert lines[2:] == [b""]


def test_a_page_that_is_written_to_while_it_is_added_is_refused(
    empty, tmp_path, source, monkeypatch, lay
):
    received = lay(tmp_path / "in", "a.txt", "b.txt")

    def copied(page, part):
        part.write_bytes(b"half" if page.name == "b.txt" else page.read_bytes())

    monkeypatch.setattr(entering.shutil, "copyfile", copied)
    with pytest.raises(EvidenceError, match=r"b\.txt: was written to meanwhile"):
        entering.add(empty, [received], source)
    assert sorted(path.name for path in empty.rglob("*.txt")) == []


STOPPED = """
import os, sys
from pathlib import Path
from juku.cli import main

def replace(self, target, plain=Path.replace):
    made = plain(self, target)
    if target.name == "b.txt":
        os.kill(os.getpid(), int(os.environ["STOP"]))
    return made

Path.replace = replace
sys.exit(main())
"""
"""A command that gets a signal when the second of its pages has its place."""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_among_its_pages_the_same_command_ends_it(
    empty, listed, tmp_path, source, stop, lay
):
    received = lay(tmp_path / "in", "a.txt", "b.txt", "c.txt")
    words = ["add", str(empty), str(received), "--publisher", "demo", "--date", "2024-11-04"]
    done = subprocess.run(
        [sys.executable, "-c", STOPPED, *words],
        env={**os.environ, "STOP": str(int(stop))},
        check=False,
    )
    assert done.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}[stop]
    assert listed(empty) == []
    assert not (stop != signal.SIGKILL and any((empty / "pages").iterdir()))
    added = entering.add(empty, [received], source)
    assert len(added.entries) == 3
    assert not manifest.inspect(empty)[1]
    assert not list(empty.glob(".page.part-*"))


def test_where_the_manifest_cannot_be_written_no_page_is_left(empty, tmp_path, source, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    page = tmp_path / "a.txt"
    page.write_text("正文。", "utf-8")
    monkeypatch.setattr(entering, "_append", full)
    with pytest.raises(
        EvidenceError,
        match="No space left on device, so that nothing was added; free",
    ):
        entering.add(empty, [page], source)
    assert list((empty / "pages").iterdir()) == []
