"""Who runs the tasks: this process, a pool of processes, a cluster, or nobody.

A backend only calls ``task(i)``; the task itself writes its files, so that every backend leaves
the same bytes.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import signal
import threading
import time
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING, Any, Protocol, cast

from juku import store
from juku.build.reading import plan
from juku.build.reading.workdir import counted
from juku.build.running import fork_server, progress
from juku.errors import BuildError, so_many
from juku.surroundings import fact, remedy, told, wants_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

    from juku.build.running.receipts import Receipt
    from juku.build.running.settings import Settings

ATTEMPTS = 3
"""How often a task may be running when a worker is killed before the build stops."""

QUIET = 600.0
"""Seconds without the end of a task, which takes some of them, after which that is said."""

PATIENCE = 5.0
"""Seconds that a worker has to end when it is told to; then it is killed."""


class Backend(Protocol):
    """Runs tasks, in any order, wherever it likes."""

    def run(self, task: Callable[[int], Receipt], todo: Sequence[int]) -> Iterator[Receipt]:
        """The receipts of the tasks ``todo``, as they are done.

        Raises:
            BuildError: a task cannot be run.
        """


@contextmanager
def opened(settings: Settings) -> Iterator[Backend]:
    """The backend that ``settings`` names, whose processes end with the block.

    Raises:
        BuildError: there is none of that name, or what it needs is not installed.
    """
    backend = _make(settings)
    try:
        yield backend
    finally:
        if isinstance(backend, Processes):
            backend.stop()


def _make(settings: Settings) -> Backend:
    name = settings.backend
    if name == "auto":
        name = "serial" if settings.workers == 1 else "processes"
    if settings.workers < 1:
        raise BuildError(f"workers: {settings.workers} is less than 1; give 1 or more")
    if settings.workers > plan.MOST:
        raise BuildError(
            f"workers: {settings.workers} is more than a build has tasks, which are "
            f"{plan.MOST:,} at the most; give one a core"
        )
    if settings.address is not None and name != "dask":
        raise BuildError("--address: is of a Dask scheduler; add --backend dask, or leave it out")
    match name:
        case "serial":
            return Serial()
        case "processes":
            return Processes(settings.workers)
        case "dask" | "slurm":
            from juku.build.running.cluster import Cluster

            return Cluster(settings.workers, settings.address, slurm=name == "slurm")
        case "none":
            return Nobody()
    raise BuildError(
        f"--backend: there is no {name!r}; take auto, serial, processes, dask, slurm or none"
    )


class Serial:
    """One task after another, in this process."""

    def run(self, task: Callable[[int], Receipt], todo: Sequence[int]) -> Iterator[Receipt]:
        """The receipts in order."""
        yield from map(task, todo)


class Nobody:
    """For a build whose tasks were run elsewhere: it refuses to begin one."""

    def run(self, task: Callable[[int], Receipt], todo: Sequence[int]) -> Iterator[Receipt]:
        """Nothing, when nothing is left to do."""
        del task
        if todo:
            named = ", ".join(str(counted(task)) for task in todo[:20]) + (
                " …" if len(todo) > 20 else ""
            )
            left = f"{so_many(len(todo), 'tasks')} {'is' if len(todo) == 1 else 'are'} not done"
            raise BuildError(
                f"--finish: {left}: {named}; run the array elements "
                "`--task I --of N` that did not end well again (I has the tasks I, I+N, I+2N, …), "
                "then finish"
            )
        return iter(())


_NUMBERED = re.compile(r"\[Errno ([0-9]+)\] (.+)")


class Processes:
    """A pool of processes; one that is killed costs only the tasks that were running.

    The processes stay from one call of `run` to the next, for each has to load what it works with.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._context: _Recording | None = None

    def run(self, task: Callable[[int], Receipt], todo: Sequence[int]) -> Iterator[Receipt]:
        """The receipts as they come; tasks lost with a worker are run again by a new pool."""
        left = deque(todo)
        lost: Counter[int] = Counter()
        while left:
            running: dict[Future[Receipt], int] = {}
            try:
                with _manager_watched() as fallen:
                    yield from self._receipts(task, left, running, fallen)
            except BrokenProcessPool as error:
                self.stop()
                if (reason := _thread_ended_by(error)) is not None:
                    raise reason from error
                # A task that no worker could be started for was not running, and is left.
                again = sorted(running.values()) or [left.popleft()]
                lost.update(again)
                left.extendleft(reversed(again))
                _give_up(lost, error)

    def _receipts(
        self,
        task: Callable[[int], Receipt],
        left: deque[int],
        running: dict[Future[Receipt], int],
        fallen: Future[Receipt],
    ) -> Iterator[Receipt]:
        """Run what is ``left``; that and ``running`` say at any time what is not done."""
        pool = self._started()
        while left or running:
            while left and len(running) < self.workers:
                running[_submitted(pool, task, left[0])] = left[0]
                left.popleft()
            done = wait([fallen, *running], QUIET, FIRST_COMPLETED).done
            if not done:
                progress.note(self._quiet(running.values()))
            for future in done:
                receipt = future.result()
                del running[future]
                yield receipt

    def _quiet(self, running: Iterable[int]) -> str:
        """What is said after a long silence: a frozen worker never ends by itself."""
        children = [child.pid for child in self._children() if child.is_alive()]
        tasks = ", ".join(str(counted(task)) for task in sorted(running))
        return (
            f"no task has ended for {QUIET / 60:.0f} minutes (running: {tasks}; processes: "
            f"{', '.join(map(str, children))}); if `ps` shows a process that is stopped (T), end "
            "it with `kill -9`: another takes its task"
        )

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._context = _Recording(fork_server.context())
            self._pool = _made(self.workers, self._context)
        return self._pool

    def _children(self) -> list[BaseProcess]:
        return [] if self._context is None else self._context.started()

    def stop(self) -> None:
        """End the processes at once; what they were writing has no name yet."""
        if self._pool is None:
            return
        children = self._children()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None
        for child in children:
            child.terminate()
        end = time.monotonic() + PATIENCE
        for child in children:
            child.join(max(0.0, end - time.monotonic()))
            child.kill()  # one that is frozen (SIGSTOP, a debugger) hears nothing else
        for child in children:
            child.join(PATIENCE)
            if child.is_alive() and fork_server.serves():
                fork_server.kill()  # frozen too, it tells nobody that its workers have ended
            child.join()


class _Recording:
    """A way to start processes that knows all it has started, for one pool.

    The pool's own list lacks one that was being started when ^C came, for which Python would wait
    at its end for ever; and this process may have children of another kind, and other pools.
    """

    def __init__(self, context: BaseContext) -> None:
        self._context = context
        self._made: list[BaseProcess] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def Process(self, *args: Any, **options: Any) -> BaseProcess:  # noqa: N802  # the pool's word
        """A process to be started."""
        made: BaseProcess = self._context.Process(*args, **options)  # type: ignore[attr-defined]
        self._made.append(made)
        return made

    def started(self) -> list[BaseProcess]:
        """Those that run, or have ended."""
        return [one for one in self._made if one.pid is not None]


def _made(workers: int, context: _Recording) -> ProcessPoolExecutor:
    """A pool, which has files and semaphores before its first process."""
    try:
        return ProcessPoolExecutor(workers, cast("BaseContext", context), initializer=_settle)
    except OSError as error:
        if error.errno in {errno.EMFILE, errno.ENFILE}:
            raise _unstarted(error) from error
        said = "no semaphores can be made, which Linux has in /dev/shm"
        fewer = "use 1, then run the same command again"
        raise BuildError(told("workers", said, error, fewer)) from error


@contextmanager
def _manager_watched() -> Iterator[Future[Receipt]]:
    """What fails when a thread that serves a pool ends by an error: its tasks would never end."""
    fallen: Future[Receipt] = Future()
    before = threading.excepthook

    def hook(ended: threading.ExceptHookArgs) -> None:
        error = ended.exc_value or ended.exc_type()
        if type(ended.thread).__module__ != ProcessPoolExecutor.__module__ or fallen.done():
            before(ended)
        elif isinstance(error, OSError) or wants_thread(error):
            fallen.set_exception(_unstarted(error))
        else:
            fallen.set_exception(error)

    threading.excepthook = hook
    try:
        yield fallen
    finally:
        threading.excepthook = before


def _thread_ended_by(error: BrokenProcessPool) -> BaseException | None:
    """The error by which the pool's own thread ended, of which Python keeps the text from 3.12 on.

    Before that the thread itself tells, and a worker that was killed has no such text.
    """
    said = str(error.__cause__ or "")
    if "in add_call_item_to_queue" not in said:
        return None
    kind, _, fact = said.rstrip("' \n").rpartition("\n")[2].partition(": ")
    numbered = _NUMBERED.fullmatch(fact) if kind == "OSError" else None
    if numbered is not None:
        return _unstarted(OSError(int(numbered[1]), numbered[2]))
    told = RuntimeError(fact)
    return _unstarted(told) if wants_thread(told) else told


def _submitted(
    pool: ProcessPoolExecutor, task: Callable[[int], Receipt], number: int
) -> Future[Receipt]:
    """A task given to the pool, which starts another process for it where it has too few."""
    try:
        with fork_server.watched():
            return pool.submit(task, number)
    except (ConnectionError, EOFError) as error:  # the server that workers are forked from is gone
        raise BrokenProcessPool(str(error)) from error
    except OSError as error:  # no more processes, or no more files to speak with them
        raise _unstarted(error) from error
    except RuntimeError as error:
        if not wants_thread(error):
            raise
        raise _unstarted(error) from error


def _unstarted(error: BaseException) -> BuildError:
    return BuildError(
        f"workers: no other process can be started ({fact(error)}); use fewer, or "
        f"{remedy(error, 'raise the limits (`ulimit -a`)')}, then run the same command again: it "
        "goes on from what is done"
    )


def _give_up(lost: Counter[int], error: BaseException) -> None:
    often = sorted(counted(number) for number, times in lost.items() if times >= ATTEMPTS)
    if often:
        raise BuildError(
            f"a worker was killed {ATTEMPTS} times while task {', '.join(map(str, often))} ran, "
            f"most likely for want of memory or of processes (`ulimit -u`){_unguarded()}; use "
            "fewer --workers, then run the same command again"
        ) from error


def _unguarded() -> str:
    """What else ends workers of a program, each of which imports its main module anew."""
    if fork_server.serves():
        return ""
    return (
        ", or because a program builds outside `if __name__ == '__main__':` or is read from a pipe"
    )


def _settle() -> None:
    """In a new worker: leave ^C to the parent, and end when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    store.do_without_pandas()
    store.keep_memory()
    parent = multiprocessing.parent_process()
    if parent is not None:
        watching = threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True)
        try:
            watching.start()
        except RuntimeError:  # no other thread is given; the parent says so when all end like this
            os._exit(1)


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
