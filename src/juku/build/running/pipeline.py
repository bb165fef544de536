"""A build from start to shards: planned, run by a backend, gone on with when it was stopped."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from juku import contract, rowhash
from juku.build.corpus import curation, manifest
from juku.build.reading import plan
from juku.build.reading.workdir import Workdir, counted, write_whole
from juku.build.running import backends, figures, finish, progress, settings, tasks
from juku.build.running.alone import Shared
from juku.build.running.receipts import Receipt, proved
from juku.build.running.settings import Settings
from juku.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    from juku.build.rows.kit import Kit
    from juku.build.running.figures import Figures
    from juku.rowhash import RowHash

__all__ = ["Outcome", "Settings", "check_share", "prepare", "remove", "run", "run_share", "strip"]

FAILURES = "failures.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to, before the release's documents are written."""

    tables: dict[str, RowHash]
    shards: int
    """Of each table."""
    figures: dict[str, Figures]
    """Table → what was counted of its rows."""
    counts: dict[str, int]
    """``kind`` and ``kind/rule`` of the ledger → blocks, ``edit/rule`` → edits; with what is
    withheld afterwards, which ``figures`` are then without."""
    versions: dict[str, str]
    failures: int
    """Lines of ``failures.jsonl`` in the folder."""
    receipts: tuple[Receipt, ...]


def run(asked: Settings, root: Path) -> Outcome:
    """Build the shards of the corpus in the folder ``root``, going on from where it was stopped.

    Raises:
        EvidenceError: the corpus is not as its manifest says.
        BuildError: the build could not start, go on, or finish.
    """
    with backends.opened(asked) as backend:
        made, tools = prepare(asked, root)
        receipts = _run_tasks(asked, root, (made, tools), backend)
        # A cluster would have to be asked for its workers again, and little is left to do.
        finisher = backend if isinstance(backend, backends.Processes) else backends.Serial()
        workdir = Workdir(root)
        return _outcome(workdir, made, finish.finish(workdir, made, receipts, finisher.run))


def _run_tasks(
    asked: Settings, root: Path, planned: tuple[plan.Plan, Kit], backend: backends.Backend
) -> list[Receipt]:
    """The receipts of all tasks, those that are proved already and those that ``backend`` runs."""
    made, tools = planned
    workdir = Workdir(root)
    receipts = _proved(workdir, made)
    todo = [task for task in range(len(made)) if task not in receipts]
    job = _job(asked, root, made, tools, serial=isinstance(backend, backends.Serial))
    done = sum(made.sizes[task] for task in receipts)
    for receipt in progress.shown(backend.run(job, todo), made, done):
        if receipt.fingerprint != made.fingerprint:
            raise BuildError(
                f"{root}: task {counted(receipt.task)} was run by another plan than the folder has "
                "now, as where a worker still sees an earlier one; run the same command again"
            )
        receipts[receipt.task] = receipt
    workdir.sweep()
    ordered = [receipts[task] for task in range(len(made))]
    tasks.check_strict(asked, [failure for receipt in ordered for failure in receipt.failures])
    return ordered


def prepare(asked: Settings, root: Path, shared: Shared | None = None) -> tuple[plan.Plan, Kit]:
    """Prove the corpus and make the plan, or take the one that is there if it still holds.

    What another plan made is taken away only while nobody who has ``shared`` works by it.

    Raises:
        EvidenceError: the corpus is not as its manifest says.
        BuildError: the place cannot be written, or others are at work there.
    """
    corpus = manifest.load(asked.corpus)
    tools = settings.kit(asked, curation.Sources(corpus))
    versions = settings.versions(tools)
    fingerprint = settings.fingerprint(asked, corpus, versions)
    workdir = Workdir(root)
    with workdir.locked():
        there = plan.load(workdir)
        if there is None or there.fingerprint != fingerprint:
            if shared is not None:
                shared(alone=True)
            workdir.clear()
            workdir.make()
            there = plan.make(corpus, workdir, fingerprint, versions)
        if shared is not None:
            shared(alone=False)
        return there, tools


def run_share(asked: Settings, root: Path, share: int, of: int) -> list[Receipt]:
    """Run every ``of``-th task, beginning with task ``share - 1``: one element of an array.

    Other elements may run beside it; a build that finishes, or one with other options, may not.

    Raises:
        BuildError: ``share`` is not one of 1 to ``of``, or another build is at work.
    """
    check_share(share, of)
    with Shared(root) as shared:
        made, tools = prepare(asked, root, shared)
        work = tasks.Work(made, tools, Workdir(root), asked)
        return [tasks.run(work, task) for task in range(share - 1, len(made), of)]


def check_share(share: int, of: int) -> None:
    """Refuse an element that no array of ``of`` has.

    Raises:
        BuildError: ``share`` is not one of 1 to ``of``.
    """
    if of < 1:
        raise BuildError(f"--of {of}: write how many shares the array has, 1 or more")
    if not 1 <= share <= of:
        raise BuildError(f"--task {share} --of {of}: write a number from 1 to {of}")


def strip(root: Path) -> None:
    """Take away what only a build needs."""
    Workdir(root).strip()


def remove(root: Path) -> None:
    """Take away a build that no other is to go on from."""
    Workdir(root).remove()


def _job(
    asked: Settings, root: Path, made: plan.Plan, tools: Kit, *, serial: bool
) -> tasks.Job | tasks.Here:
    """What runs a task: in this process with the tools that it has, or anywhere else."""
    if serial:
        return tasks.Here(tasks.Work(made, tools, Workdir(root), asked))
    return tasks.Job(replace(asked, corpus=asked.corpus.absolute()), root.absolute())


def _proved(workdir: Workdir, made: plan.Plan) -> dict[int, Receipt]:
    found = ((task, proved(workdir, made, task)) for task in range(len(made)))
    return {task: receipt for task, receipt in found if receipt is not None}


def _outcome(workdir: Workdir, made: plan.Plan, receipts: list[Receipt]) -> Outcome:
    failures = [failure for receipt in receipts for failure in receipt.failures]
    lines = (json.dumps(asdict(failure), ensure_ascii=False) + "\n" for failure in failures)
    if failures:
        write_whole(workdir.root / FAILURES, "".join(lines).encode())
    found = _figures(workdir, len(made))
    return Outcome(
        {name: rowhash.combine(r.tables[name] for r in receipts) for name in contract.TABLES},
        len(made),
        found,
        _counts(found),
        made.versions,
        len(failures),
        tuple(receipts),
    )


def _figures(workdir: Workdir, count: int) -> dict[str, Figures]:
    """What all tasks counted, of which no more than one's is kept in memory beside the sums.

    Of an archive a task has thousands of days, and most are those of the other tasks.
    """
    found = {name: figures.Figures() for name in contract.TABLES}
    for task in range(count):
        for name, one in figures.load(workdir.of_task("figures", task)).items():
            found[name].add(one)
    return found


def _counts(found: dict[str, Figures]) -> dict[str, int]:
    edits = {f"edit/{rule}": n for rule, n in found["sentences"].tally("edits").items()}
    return {**found["blocks"].tally("kinds"), **found["blocks"].tally("rules"), **edits}
