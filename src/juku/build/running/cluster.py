"""Tasks on a Dask cluster: one of this machine, one that runs already, or one that Slurm starts.

Dask only schedules ``task(i)``. A worker that is killed loses its task to another; the workers
have to see the corpus and the build's folder under the same paths as the parent.
"""

from __future__ import annotations

import importlib
import logging
import uuid
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from shutil import which
from typing import TYPE_CHECKING, Any

from juku.build.reading.workdir import counted
from juku.build.running.tasks import Job, check_versions
from juku.errors import BuildError, JukuError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from juku.build.running.receipts import Receipt

WAIT = 300
"""Seconds to wait for the first worker; and to wait for another when the last is gone."""

SLURM = {"cores": 1, "processes": 1, "memory": "2GB"}
"""Of one Slurm job, where Dask's own configuration (``jobqueue.slurm``) does not say it."""


class Cluster:
    """Workers of Dask's distributed scheduler."""

    def __init__(self, workers: int, address: str | None, *, slurm: bool = False) -> None:
        self.workers = workers
        self.address = address
        self.slurm = slurm

    def run(self, task: Callable[[int], Receipt], todo: Sequence[int]) -> Iterator[Receipt]:
        """The receipts as they come.

        Raises:
            BuildError: a worker has other versions than this process, there is no worker, or a
                task was lost with its worker too often.
        """
        if not todo:
            return
        with self._client() as client, _told(client.scheduler.address):
            _await_worker(client)
            if isinstance(task, Job):
                _refuse_differing(client, task)
            yield from _receipts(client, task, todo)

    @contextmanager
    def _client(self) -> Iterator[Any]:
        distributed = _library("distributed")
        try:
            if self.address is not None:
                client = distributed.Client(self.address, timeout=30)
                cluster = None
            else:
                cluster = self._cluster()
                client = distributed.Client(cluster)
        except (OSError, ValueError, TypeError) as error:
            raise BuildError(
                f"--address {self.address}: no scheduler answers ({error}); start one with "
                "`dask scheduler`, and write where it is as tcp://HOST:PORT"
            ) from error
        try:
            yield client
        finally:
            client.close()
            if cluster is not None:
                cluster.close()

    def _cluster(self) -> Any:
        if not self.slurm:
            return _library("distributed").LocalCluster(
                n_workers=self.workers,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=logging.ERROR,
            )
        jobqueue, config = _library("dask_jobqueue"), _library("dask.config")
        if which("sbatch") is None:  # Dask would wait for workers, and tell of it in a traceback
            raise BuildError(
                "--backend slurm: there is no `sbatch` here; run it where jobs are submitted, or "
                "choose --backend processes"
            )
        own = {
            name: value
            for name, value in SLURM.items()
            if config.get(f"jobqueue.slurm.{name}", None) in (None, 1)
        }
        cluster = jobqueue.SLURMCluster(scheduler_options={"dashboard_address": None}, **own)
        cluster.scale(jobs=self.workers)
        return cluster


def _library(name: str) -> Any:
    """A package of the extra that a plain installation does not have."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise BuildError(
            f"--backend: {error.name} is not installed; pip install distributed dask-jobqueue"
        ) from error


def _await_worker(client: Any) -> None:
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError as error:
        raise BuildError(
            f"{client.scheduler.address}: no worker came in {WAIT} s; start one with "
            "`dask worker`, or look at the queue"
        ) from error


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What Dask says when a cluster's parts are lost becomes one error with a remedy."""
    distributed = _library("distributed")
    try:
        yield
    except ImportError as error:
        raise BuildError(f"{address}: a worker {_unable(error)}") from error
    except (distributed.CancelledError, OSError) as error:
        raise BuildError(
            f"{address}: the scheduler was lost ({' '.join(str(error).split())}); start it and its "
            "workers again, then run the same command again: it goes on from what is done"
        ) from error


def _unable(error: Exception) -> str:
    fact = " ".join(str(error).split())
    return f"cannot do what the build asks ({fact}); install the same versions everywhere"


def _refuse_differing(client: Any, job: Job) -> None:
    """Every worker's versions are the plan's: asked of the workers before any work starts."""
    answers = client.run(_versions, job, on_error="return")
    wrong = [_difference(address, answers[address]) for address in sorted(answers)]
    if any(wrong):
        raise BuildError("\n".join(dict.fromkeys(filter(None, wrong))))


def _difference(address: str, answer: Any) -> str:
    """Why a worker cannot be used, from what it answered or raised; empty where it can."""
    match answer:
        case JukuError():
            return str(answer)
        case Exception():
            return f"worker {address} {_unable(answer)}"
    found, wanted = answer
    try:
        check_versions(wanted, found, f"worker {address}")
    except BuildError as error:
        return str(error)
    return ""


def _versions(job: Job) -> tuple[dict[str, str], dict[str, str]]:
    return job.versions(), job.wanted()


def _receipts(
    client: Any, task: Callable[[int], Receipt], todo: Sequence[int]
) -> Iterator[Receipt]:
    distributed = _library("distributed")
    run = uuid.uuid4().hex  # a key that the scheduler knows already would not run again
    names = {f"juku-{run}-{number}": counted(number) for number in todo}
    futures = client.map(task, todo, key=list(names), pure=False)
    ended: SimpleQueue[Any] = SimpleQueue()
    for future in futures:
        future.add_done_callback(ended.put)
    try:
        for _ in futures:
            future = _next(client, ended)
            yield future.result()
            future.release()
    except distributed.KilledWorker as error:
        raise BuildError(
            f"workers were killed again and again while task {names[error.task]} ran, the last of "
            f"them {error.last_worker.address}, most likely for want of memory; give workers more, "
            "then run the same command again"
        ) from error
    finally:
        client.cancel(futures, force=True)


def _next(client: Any, ended: SimpleQueue[Any]) -> Any:
    """The next future that has ended; where all workers are gone, nobody waits without end."""
    while True:
        try:
            return ended.get(timeout=WAIT)
        except Empty:
            _await_worker(client)
