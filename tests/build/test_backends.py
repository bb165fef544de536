"""A pool of processes runs everything, whatever becomes of its workers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from juku.build.backends import Processes


@pytest.fixture
def pool():
    """Two workers, ended with the test."""
    made = Processes(2)
    yield made
    made.stop()


def children():
    """Those of now; some of other tests may still be on their way out."""
    return {child.pid for child in multiprocessing.active_children()}


def test_the_processes_of_one_run_work_in_the_next(pool):
    before = children()
    assert sorted(pool.run(abs, [3, 1, 2])) == [1, 2, 3]
    workers = children() - before
    assert sorted(pool.run(abs, [-5, 4])) == [4, 5]
    assert children() - before == workers


def test_workers_that_are_killed_between_two_runs_are_replaced(pool):
    before = children()
    assert list(pool.run(abs, [1])) == [1]
    for pid in children() - before:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)  # so that the pool has seen it, and refuses what it is given
    assert sorted(pool.run(abs, [2, 3, 4, 5])) == [2, 3, 4, 5]


def test_a_pool_that_is_stopped_leaves_no_process_and_can_begin_anew(pool):
    before = children()
    assert list(pool.run(abs, [1])) == [1]
    pool.stop()
    assert children() <= before
    assert list(pool.run(abs, [2])) == [2]
