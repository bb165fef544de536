"""One task: some pages read, processed, written as one shard a table, with a receipt."""

from __future__ import annotations

import dataclasses
import gc
import time
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from juku import rowhash, store
from juku.build.reading import plan, readers
from juku.build.reading.readers import Failure
from juku.build.reading.workdir import Workdir, counted, write_whole
from juku.build.rows import stages
from juku.build.running import figures, reprints, settings
from juku.build.running.receipts import Receipt, proved
from juku.errors import BuildError, EvidenceError, so_many
from juku.filehash import file_sha256
from juku.records import Page
from juku.surroundings import fact, named, refused, remedy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from juku.build.rows.kit import Kit
    from juku.build.rows.stages import Tables
    from juku.build.running.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """A build as every worker sees it; calling it runs one task."""

    settings: Settings
    workdir: Path

    def __call__(self, task: int) -> Receipt:
        """Run task ``task``, or give its receipt if it is done and proved."""
        made, tools = _load(self)
        return run(Work(made, tools, Workdir(self.workdir), self.settings), task)

    def versions(self) -> dict[str, str]:
        """What this process would make shards with."""
        return settings.versions(settings.kit(self.settings))

    def wanted(self) -> dict[str, str]:
        """What the plan says that shards are made with."""
        return plan.needed(Workdir(self.workdir)).versions


@dataclass(frozen=True, slots=True)
class Here:
    """A build in the process that planned it; calling it runs one task."""

    work: Work

    def __call__(self, task: int) -> Receipt:
        """Run task ``task``, or give its receipt if it is done and proved."""
        return run(self.work, task)


def _load(job: Job) -> tuple[plan.Plan, Kit]:
    """The plan that there is now, and the tools for it.

    Raises:
        BuildError: there is no plan, or this process would make other rows than the parent.
    """
    made = plan.needed(Workdir(job.workdir))
    return made, _tools(job, made.fingerprint)


@lru_cache(maxsize=1)
def _tools(job: Job, fingerprint: str) -> Kit:
    """The tools of a build, loaded once by each process that works for it.

    Workers of a cluster that somebody started stay when a build ends. The next one in the same
    folder has the same job, but may have another curation and other pages: not the same
    ``fingerprint``.
    """
    del fingerprint
    tools = settings.kit(job.settings)
    check_versions(job.wanted(), settings.versions(tools), "this worker")
    return tools


def check_versions(wanted: dict[str, str], found: dict[str, str], where: str) -> None:
    """Refuse work with tools that could give other rows or bytes.

    Raises:
        BuildError: naming every tool that differs.
    """
    differing = [
        f"{where}: {name} is {found.get(name)}, the build's is {wanted.get(name)}; "
        "install the same versions everywhere"
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]
    if differing:
        raise BuildError("\n".join(differing))


@dataclass(frozen=True, slots=True)
class Work:
    """What running a task needs."""

    plan: plan.Plan
    kit: Kit
    workdir: Workdir
    settings: Settings
    process: Callable[[Sequence[Page], Kit], Tables] = stages.process


def run(work: Work, task: int) -> Receipt:
    """Run one task and leave its shards, then its receipt; a proved receipt is given at once.

    Raises:
        BuildError: with ``strict``, a page failed; the place cannot be written; or there is not
            enough memory.
        EvidenceError: the corpus is not as its manifest says.
    """
    done = proved(work.workdir, work.plan, task)
    if done is not None:
        return done
    started = time.monotonic()
    try:
        with _uncollected():
            receipt, note = _make(work, task)
        _log(work, task, f"{note}, {time.monotonic() - started:.1f} s")
    except Exception as error:
        with suppress(OSError):  # what is raised below says more
            _log(work, task, traceback.format_exc())
        if (wanting := _wanting(work, task, error)) is None:
            raise
        raise BuildError(wanting) from error
    return receipt


def _wanting(work: Work, task: int, error: Exception) -> str | None:
    """What the machine lacked, and what to do; None where that is not why the task failed."""
    if not refused(error):
        return None
    again = f"{remedy(error)}, then run the same command again"
    if isinstance(error, OSError):
        where = named(error) or work.workdir.root
        return f"{where}: {fact(error)} in task {counted(task)}; {again}"
    return f"task {counted(task)}: {fact(error)} for it; use fewer --workers, or {again}"


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles among the many objects of a task: they have none, and it takes time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _make(work: Work, task: int) -> tuple[Receipt, str]:
    read = list(
        readers.read(
            plan.parts(work.workdir, task), work.settings.corpus, work.workdir.state / "records"
        )
    )
    pages = [page for page in read if isinstance(page, Page)]
    failures = [failure for failure in read if isinstance(failure, Failure)]
    check_strict(work.settings, failures)
    tables, more = _process(work, pages)
    check_strict(work.settings, more)
    receipt = keep(work.workdir, work.plan, task, tables, (*failures, *more))
    characters = sum(len(page.text) for page in pages)
    told = f"{so_many(len(pages), 'pages')}, {so_many(characters, 'characters')}"
    return receipt, f"{told}, {len(receipt.failures):,} failed"


def check_strict(asked: Settings, failures: Sequence[Failure]) -> None:
    """Stop a build that is to have no failures.

    Raises:
        BuildError: there are some, each named.
    """
    if failures and asked.strict:
        last = (
            "--strict: the build stops at what fails; mend it, or build without --strict, which "
            "sets all that fails aside in failures.jsonl"
        )
        raise BuildError("\n".join([*readers.told(failures), last]))


def _process(work: Work, pages: Sequence[Page]) -> tuple[Tables, list[Failure]]:
    """All pages at once; only when that fails are they tried one by one to find which it is."""
    try:
        return work.process(pages, work.kit), []
    except EvidenceError:
        raise
    except Exception as error:  # whatever one page does must not take the others with it
        if refused(error):
            raise
        return _process_singly(work, pages)


def _process_singly(work: Work, pages: Sequence[Page]) -> tuple[Tables, list[Failure]]:
    good, failures = [], []
    for page in pages:
        try:
            work.process([page], work.kit)
            good.append(page)
        except EvidenceError:
            raise
        except Exception as error:  # it is kept, with its type, in failures.jsonl
            if refused(error):
                raise
            failures.append(readers.failure(page.source, error))
    return work.process(good, work.kit), failures


def keep(
    workdir: Workdir,
    made: plan.Plan,
    task: int,
    tables: Tables,
    failures: Sequence[Failure],
) -> Receipt:
    """Write a task's shards and, when all are on the disk, its receipt."""
    kept = workdir.of_task("sketches", task)
    write_whole(kept, reprints.sketches(tables["articles"]))
    empty = Receipt(
        task,
        made.fingerprint,
        {},
        {_under(workdir, kept): file_sha256(kept)},
        tuple(failures),
    )
    return replace(workdir, made, empty, tables)


def _under(workdir: Workdir, path: Path) -> str:
    return path.relative_to(workdir.root).as_posix()


def replace(
    workdir: Workdir, made: plan.Plan, receipt: Receipt, tables: Mapping[str, pa.Table]
) -> Receipt:
    """Write some of a task's shards again, and its receipt after them."""
    hashes, files = dict(receipt.tables), dict(receipt.files)
    kept = workdir.of_task("figures", receipt.task)
    found = figures.load(kept) if _under(workdir, kept) in files else {}
    for name, given in tables.items():
        table = store.conform(given, name).combine_chunks()
        path = workdir.shard(name, receipt.task, len(made))
        store.write(table, name, path)
        hashes[name] = rowhash.of_table(table, name)
        found[name] = figures.of_table(table, name)
        files[_under(workdir, path)] = file_sha256(path)
    write_whole(kept, figures.to_json(found))
    files[_under(workdir, kept)] = file_sha256(kept)
    receipt = dataclasses.replace(receipt, tables=hashes, files=files)
    write_whole(workdir.of_task("receipts", receipt.task), receipt.to_json())
    return receipt


def _log(work: Work, task: int, text: str) -> None:
    path = work.workdir.of_task("logs", task)
    stamp = time.strftime("%Y-%m-%d %H:%M:%S")
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"{stamp} task {counted(task)}: {text.rstrip()}\n")
