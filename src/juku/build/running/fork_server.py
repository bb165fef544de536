"""The process that workers are forked from, which loads what they need while this one plans.

A worker that is spawned imports modules, compiles patterns and reads dictionaries for two seconds
before its first page, and has all of it for itself. One that is forked from a process that has
done so begins at once and shares it. This process cannot be forked safely, for libraries may have
threads in it that hold locks; Python's fork server does nothing but load and fork, and the threads
that it has are of Arrow's allocator and of BLAS, which see to their own when they are forked.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import BaseContext

    from juku.build.running.settings import Settings

SAID = "JUKU_PRELOAD"
"""The variable that names the build to the server, which is given only modules to import."""

_PRELOADED = "juku.build.running.preloaded"

_SERVING: ContextVar[bool] = ContextVar("serving", default=False)


@contextmanager
def begun(settings: Settings) -> Iterator[None]:
    """Start the server if ``settings`` ask for processes, without waiting; end it with the block.

    A process has one fork server at most, so this is for one that does nothing but build. Where
    none is started, on other systems or with too many processes there, workers are spawned.
    """
    wanted = settings.workers > 1 and settings.backend in {"auto", "processes"}
    # The libraries of other systems are not made to be used behind a fork.
    if not wanted or sys.platform != "linux":
        yield
        return
    before = _SERVING.set(True)
    try:
        _start(settings)
        yield
    finally:
        _SERVING.reset(before)
        _end()


def context() -> BaseContext:
    """How workers are started now."""
    return multiprocessing.get_context("forkserver" if _SERVING.get() else "spawn")


def _start(settings: Settings) -> None:
    from multiprocessing import forkserver, resource_tracker

    multiprocessing.set_forkserver_preload([_PRELOADED])
    build = {"corpus": str(settings.corpus), "options": asdict(settings.options)}
    os.environ[SAID] = json.dumps({**build, "parent": os.getpid()})
    # What is blocked here is blocked there from the first instruction, so that ^C ends this
    # process alone, which ends the others. Python's tracker, when it begins, unblocks it again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with suppress(OSError):  # of processes or files there are too many: the pool will say so
            forkserver.ensure_running()
    finally:
        del os.environ[SAID]
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end() -> None:
    """End the server, whose workers have ended, and have the system count their time as ours."""
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver  # noqa: SLF001  # it has no public way to be ended
    pid = server._forkserver_pid  # noqa: SLF001
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)  # it may not have loaded all yet
        server._stop()  # noqa: SLF001
