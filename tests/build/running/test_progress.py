"""Who waits at a terminal sees how far a build is; a pipe gets nothing but what has to be said."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from juku.build.reading.plan import Plan
from juku.build.running import progress

PLAN = Plan("f", {}, (4_000_000, 1_000_000, 3_000_000))


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_no_thread_watches_the_bar(monkeypatch):
    """The system may have none to give, of which tqdm would warn."""
    monkeypatch.setattr(progress._Bar, "monitor", None)
    shown(monkeypatch, Terminal(), [0], 0)
    assert progress._Bar.monitor is None


def shown(monkeypatch, stream, tasks, done):
    """What is written while ``tasks`` end; and the receipts that come through."""
    monkeypatch.setattr(sys, "stderr", stream)
    receipts = [SimpleNamespace(task=task) for task in tasks]
    assert list(progress.shown(receipts, PLAN, done)) == receipts
    return stream.getvalue()


@pytest.mark.parametrize(
    ("tasks", "done", "first", "last"),
    [
        ([0, 2, 1], 0, "0%", "100%"),
        ([2], 5_000_000, "62%", "100%"),
        ([1], 0, "0%", "12%"),
        ([], 8_000_000, "100%", "100%"),
    ],
    ids=["from the start", "gone on with", "stopped", "nothing left"],
)
def test_a_terminal_shows_the_share_of_the_text_that_is_done(monkeypatch, tasks, done, first, last):
    lines = shown(monkeypatch, Terminal(), tasks, done).strip().split("\r")
    assert lines[0].split("|")[0].split() == ["build:", first]
    assert lines[-1].split("|")[0].split() == ["build:", last]
    assert "8.00M" in lines[-1]


def test_a_pipe_gets_no_bar_but_is_told_what_is_to_know(monkeypatch):
    stream = io.StringIO()
    assert shown(monkeypatch, stream, [0, 1, 2], 0) == ""
    progress.note("no task has ended")
    assert stream.getvalue() == "juku: note: no task has ended\n"
