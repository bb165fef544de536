"""The process that workers are forked from, which loads what they need while this one plans.

A worker that is spawned imports modules, compiles patterns and reads dictionaries before its first
page, and has all of it for itself. One that is forked from a process that has done so begins at
once and shares it. This process cannot be forked safely, for libraries may have threads in it that
hold locks; Python's fork server does nothing but load and fork, and the threads that it has are of
Arrow's allocator and of BLAS, which see to their own when they are forked.
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
    none can be started, as on other systems or where its socket has no place, workers are spawned.
    """
    wanted = settings.workers > 1 and settings.backend in {"auto", "processes"}
    # The libraries of other systems are not made to be used behind a fork.
    if not wanted or sys.platform != "linux":
        yield
        return
    before = _SERVING.set(True)
    try:
        if not _start(settings):
            _SERVING.set(False)
        yield
    finally:
        _SERVING.reset(before)
        _end()


def serves() -> bool:
    """Whether workers are forked from a server of ours now."""
    return _SERVING.get()


def context() -> BaseContext:
    """How workers are started now."""
    return multiprocessing.get_context("forkserver" if serves() else "spawn")


def _start(settings: Settings) -> bool:
    """Whether there is a server now: a socket's name is short and needs a folder that takes it."""
    from multiprocessing import forkserver, resource_tracker

    multiprocessing.set_forkserver_preload([_PRELOADED])
    build = {"corpus": str(settings.corpus), "options": asdict(settings.options)}
    os.environ[SAID] = json.dumps({**build, "parent": os.getpid()})
    # What is blocked here is blocked there from the first instruction, so that ^C and a terminal
    # that is closed end this process alone, which ends the others.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        resource_tracker.ensure_running()  # Python's own, which unblocks ^C again when it begins
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        forkserver.ensure_running()
    except OSError:
        return False
    finally:
        del os.environ[SAID]
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return True


def kill() -> None:
    """Have the server, if there is one, end whatever it does: it loads, or it is frozen."""
    from multiprocessing import forkserver

    pid = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]  # noqa: SLF001
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _end() -> None:
    """End the server, whose workers have ended, and have the system count their time as ours."""
    from multiprocessing import forkserver

    kill()
    server: Any = forkserver._forkserver  # noqa: SLF001  # it has no public way to be ended
    server._stop()  # noqa: SLF001
