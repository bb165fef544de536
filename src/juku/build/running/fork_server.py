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
import threading
import time
import warnings
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sized
    from multiprocessing.context import BaseContext

    from juku.build.running.settings import Settings

SAID = "JUKU_PRELOAD"
"""The variable that names the build to the server, which is given only modules to import.

For one that Python starts anew it is empty: what killed the first may have been what it loaded.
"""

_PRELOADED = "juku.build.running.preloaded"

LOOK = 10.0
"""Seconds after which it is looked, and again, why the server has not started a worker yet."""

SLOW = 600.0
"""Seconds after which one that does something has most likely not been loading all the time."""

_TRACKER = "resource_tracker"
"""How the warnings of the process begin that Python has beside the server, for semaphores."""

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
    with _found_alike(), _tracked_quietly():
        try:
            if not _start(settings):
                _SERVING.set(False)
            yield
        finally:
            _SERVING.reset(before)
            _end()
            os.environ.pop(SAID, None)


@contextmanager
def _found_alike() -> Iterator[None]:
    """The server imports the juku of this process, wherever a program or an archive has it from."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@contextmanager
def _tracked_quietly() -> Iterator[None]:
    """Nothing is said of semaphores that are tidied up behind a process, or a tracker, killed."""
    from multiprocessing import resource_tracker

    def forget(name: Sized, rtype: str) -> None:
        resource_tracker.register(name, rtype)  # one that was started anew never heard of it
        unregister(name, rtype)

    option, unregister = f"ignore:{_TRACKER}", resource_tracker.unregister
    sys.warnoptions.append(option)  # which Python hands on to the tracker
    resource_tracker.unregister = forget
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", _TRACKER)
            yield
    finally:
        resource_tracker.unregister = unregister
        sys.warnoptions.remove(option)


def serves() -> bool:
    """Whether workers are forked from a server of ours now."""
    return _SERVING.get()


@contextmanager
def watched() -> Iterator[None]:
    """Say once why the server starts no worker, for which Python waits without an end."""
    if not serves():
        yield
        return
    done = threading.Event()
    threading.Thread(target=_watch, args=(done,), daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _watch(done: threading.Event) -> None:
    from juku.build.running import progress

    begun = time.monotonic()
    while not done.wait(LOOK):
        stopped, waited = _is_stopped(pid := _pid()), time.monotonic() - begun
        if stopped or waited > SLOW:
            progress.note(
                f"no worker has begun for {waited:.0f} seconds: process {pid}, which they are "
                f"forked from, {'is stopped (T)' if stopped else 'does not answer'}; end it with "
                f"`kill -9 {pid}`: another takes its place"
            )
            return


def _is_stopped(pid: int | None) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] in "Tt"
    except OSError:
        return False


def _pid() -> int | None:
    from multiprocessing import forkserver

    pid: int | None = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]  # noqa: SLF001
    return pid


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
        os.environ[SAID] = ""
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return True


def kill() -> None:
    """Have the server, if there is one, end whatever it does: it loads, or it is frozen."""
    if (pid := _pid()) is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _end() -> None:
    """End the server, whose workers have ended, and have the system count their time as ours."""
    from multiprocessing import forkserver

    kill()
    server: Any = forkserver._forkserver  # noqa: SLF001  # it has no public way to be ended
    server._stop()  # noqa: SLF001
