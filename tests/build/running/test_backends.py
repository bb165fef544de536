"""A pool of processes runs everything, whatever becomes of its workers."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import threading
import time
from multiprocessing import queues
from multiprocessing.process import BaseProcess
from types import SimpleNamespace

import pytest

from juku.build.running import backends
from juku.build.running.backends import Processes
from juku.build.running.settings import Settings
from juku.errors import BuildError
from juku.surroundings import fact

PATIENCE = 60
"""Seconds in which a busy machine gets round to what takes no time."""


@pytest.fixture
def pool():
    """Two workers, ended with the test."""
    made = Processes(2)
    yield made
    made.stop()


def children():
    """Those of now; some of other tests may still be on their way out."""
    return {child.pid for child in multiprocessing.active_children()}


def comes(true):
    """Whether ``true()`` is so, now or soon."""
    end = time.monotonic() + PATIENCE
    while not (so := true()) and time.monotonic() < end:
        time.sleep(0.02)
    return so


@pytest.mark.parametrize(
    ("backend", "workers", "kind"),
    [
        ("auto", 1, backends.Serial),
        ("auto", 2, Processes),
        ("serial", 2, backends.Serial),
        ("processes", 1, Processes),
        ("none", 1, backends.Nobody),
    ],
)
def test_who_is_asked_for_runs_the_tasks(tmp_path, backend, workers, kind):
    with backends.opened(Settings(tmp_path, workers=workers, backend=backend)) as made:
        assert type(made) is kind
        assert getattr(made, "workers", workers) == workers


def test_processes_end_with_the_block_however_it_ends(tmp_path):
    before = children()
    asked = Settings(tmp_path, workers=1, backend="processes")
    with pytest.raises(TypeError), backends.opened(asked) as made:
        list(made.run(abs, ["of which there is none"]))
    assert comes(lambda: not children() - before)


@pytest.mark.parametrize(
    ("left", "named"),
    [("1 task is", "1;"), ("20 tasks are", "19, 20;"), ("21 tasks are", "19, 20 …;")],
)
def test_who_ends_a_build_too_early_is_told_the_first_twenty_tasks(left, named):
    with pytest.raises(BuildError, match=rf"^--finish: {left} not done: .*\b{named} run"):
        backends.Nobody().run(abs, range(int(left.split()[0])))
    assert list(backends.Nobody().run(abs, [])) == []


def test_the_processes_of_one_run_work_in_the_next(pool):
    before = children()
    assert sorted(pool.run(abs, [3, 1, 2])) == [1, 2, 3]
    workers = children() - before
    assert sorted(pool.run(abs, [-5, 4])) == [4, 5]
    # A second worker comes when the first is at work, so that a quick first may have done all.
    assert workers
    assert workers <= children()
    assert len(children() - before) <= 2


def refusing(error):
    def refuse(*_, **__):
        raise error

    return refuse


WANTING = [
    OSError(errno.EMFILE, "Too many open files"),
    RuntimeError("can't start new thread"),
]
"""What Python says where the system gives no more."""

PLACES = [
    (backends.ProcessPoolExecutor, "submit"),
    (queues.Queue, "_start_thread"),  # which a thread of the pool begins, and ends by it
]


@pytest.mark.parametrize("error", WANTING, ids=["files", "threads"])
@pytest.mark.parametrize(("owner", "name"), PLACES, ids=["the caller", "a thread"])
def test_where_no_other_process_can_be_started_the_remedy_is_fewer_workers(
    pool, monkeypatch, capsys, owner, name, error
):
    monkeypatch.setattr(owner, name, refusing(error))
    wanted = rf"^workers: no other process can be started \({fact(error)}\); use fewer, or .*limit"
    with pytest.raises(BuildError, match=wanted):
        list(pool.run(abs, [1, 2, 3]))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (errno.EMFILE, r"^workers: no other process can be started \(no\); use fewer, or raise"),
        (errno.ENOSPC, r"^workers: no semaphores can be made, which Linux has in /dev/shm \(no\);"),
        (errno.EROFS, r"^workers: no semaphores can be made, which Linux has in /dev/shm \(no\);"),
    ],
    ids=["files", "space", "a place"],
)
def test_where_no_pool_can_be_made_the_place_is_named(pool, monkeypatch, number, wanted):
    """It is not the build's folder that is full."""
    monkeypatch.setattr(backends, "ProcessPoolExecutor", refusing(OSError(number, "no")))
    with pytest.raises(BuildError, match=wanted):
        list(pool.run(abs, [1]))


@pytest.mark.parametrize(("owner", "name"), PLACES, ids=["the caller", "a thread"])
def test_an_error_of_another_kind_is_raised_as_it_is(pool, monkeypatch, owner, name):
    monkeypatch.setattr(owner, name, refusing(RuntimeError("odd")))
    with pytest.raises(RuntimeError, match=r"^odd$"):
        list(pool.run(abs, [1]))


def test_errors_of_threads_of_others_go_where_they_went(pool, monkeypatch):
    went = []
    monkeypatch.setattr(threading, "excepthook", went.append)
    before = threading.excepthook
    for _ in pool.run(abs, [1]):
        other = threading.Thread(target=refusing(ValueError("of another")))
        other.start()
        other.join()
    assert [str(one.exc_value) for one in went] == ["of another"]
    assert threading.excepthook is before


def test_where_workers_can_never_be_started_the_build_ends(pool, monkeypatch):
    """As where the server that they are forked from ends at each fork."""
    monkeypatch.setattr(backends.ProcessPoolExecutor, "submit", refusing(EOFError()))
    with pytest.raises(BuildError, match=r"^a worker was killed 3 times while task 2 ran, "):
        list(pool.run(abs, [1, 2]))


def test_a_worker_that_cannot_watch_its_parent_ends_without_a_word(monkeypatch, capsys):
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: SimpleNamespace(sentinel=0))
    monkeypatch.setattr(threading.Thread, "start", refusing(WANTING[1]))
    monkeypatch.setattr(os, "_exit", refusing(SystemExit(1)))
    with pytest.raises(SystemExit):
        backends._settle()
    assert capsys.readouterr().err == ""


def test_workers_that_are_killed_between_two_runs_are_replaced(pool):
    before = children()
    assert list(pool.run(abs, [1])) == [1]
    killed = children() - before
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    assert comes(lambda: not killed & children())
    time.sleep(0.3)  # most often the pool has seen it then, and refuses what it is given
    assert sorted(pool.run(abs, [2, 3, 4, 5])) == [2, 3, 4, 5]


def test_a_pool_that_is_stopped_leaves_no_process_and_can_begin_anew(pool):
    before = children()
    assert list(pool.run(abs, [1])) == [1]
    workers = children() - before
    assert workers
    pool.stop()
    # Two threads wait for each worker, and the one that did not see it end may ask first.
    assert comes(lambda: not workers & children())
    assert list(pool.run(abs, [2])) == [2]


def test_where_each_worker_is_killed_a_program_is_told_what_else_ends_them(pool):
    wanted = r"^a worker was killed 3 times while task 1 ran, .* builds outside `if __name__ == "
    with pytest.raises(BuildError, match=wanted):
        list(pool.run(os._exit, [0]))


def test_a_worker_that_was_being_started_when_the_parent_was_stopped_ends_too(pool, monkeypatch):
    """The pool has not noted it yet, and Python waited for it at its end for ever."""

    def stopped(child):
        start(child)
        raise KeyboardInterrupt

    start = BaseProcess.start
    before = children()
    with monkeypatch.context() as patched:
        patched.setattr(BaseProcess, "start", stopped)
        with pytest.raises(KeyboardInterrupt):
            list(pool.run(abs, [1]))
    assert children() - before
    pool.stop()
    assert not children() - before


def test_a_worker_that_is_frozen_does_not_hold_up_the_end(pool, monkeypatch):
    """It never hears that it is to end; ^C of a build waited for it without a word."""
    before = children()
    assert sorted(pool.run(abs, [1, 2])) == [1, 2]
    workers = children() - before
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(backends, "PATIENCE", 0.1)
    pool.stop()
    assert comes(lambda: not workers & children())


def test_a_long_silence_is_told_with_the_tasks_and_processes(pool, monkeypatch, capsys):
    """Twice in a task of some time, and never where tasks end."""
    assert list(pool.run(abs, [1])) == [1]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(backends, "QUIET", 0.4)
    list(pool.run(time.sleep, [2]))
    told = capsys.readouterr().err.splitlines()
    assert len(told) > 1
    assert told[0].startswith("juku: note: no task has ended for 0 minutes (running: 3; processes:")
    assert all(str(child) in told[-1] for child in pool._pool._processes)


def test_a_pool_that_is_stopped_leaves_the_processes_of_others(pool):
    assert list(pool.run(abs, [1])) == [1]
    other = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    other.start()
    try:
        pool.stop()
        other.join(0.2)
        assert other.is_alive()
    finally:
        other.kill()
        other.join()
