"""A build is N tasks, each of which reads some pages or records; N depends on the input alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from juku.build.corpus.manifest import Corpus, Entry, parse_entry
from juku.build.formats import endings
from juku.build.reading import slices
from juku.build.reading.slices import Slice
from juku.build.reading.workdir import Workdir, write_whole
from juku.errors import BuildError, EvidenceError, Findings
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TARGET = 6 << 20
"""Bytes of source text a task: some seconds of work; docs/speed.md has what a worker takes."""

_LAST = 6
"""How much smaller the last tasks are, so that no worker has long to wait for another."""

MOST = 4000
"""Tasks at the most, and a few, so that a folder of a release stays under what the Hub advises."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or some records of an archive, that one task reads."""

    entry: Entry
    slice: Slice | None
    """None for a file that is one page."""
    size: int
    """Bytes, as far as the file system tells."""

    def line(self) -> str:
        """The JSON line that says this."""
        cut = None if self.slice is None else asdict(self.slice)
        row = {"entry": json.loads(self.entry.line()), "slice": cut, "size": self.size}
        return json.dumps(row, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is built in how many tasks; the parts of each lie beside, so that a plan is small."""

    fingerprint: str
    """Of everything that the shards depend on."""
    versions: dict[str, str]
    """What must be the same on every worker."""
    sizes: tuple[int, ...]
    """Bytes of source text a task."""

    def __len__(self) -> int:
        """How many tasks, and how many shards a table."""
        return len(self.sizes)


def make(corpus: Corpus, workdir: Workdir, fingerprint: str, versions: dict[str, str]) -> Plan:
    """Cut the corpus into tasks and keep the plan in ``workdir``.

    Raises:
        EvidenceError: an archive cannot be read at all, or there is nothing to read.
        BuildError: the place cannot be written.
    """
    sizes = []
    goals = _Goals(sum(corpus.file(entry).stat().st_size for entry in corpus.entries))
    try:
        for task, parts in enumerate(_tasks(_parts(corpus, workdir, goals))):
            lines = "".join(part.line() + "\n" for part in parts)
            write_whole(workdir.of_task("parts", task), lines.encode())
            sizes.append(sum(part.size for part in parts))
        if not sizes:
            raise EvidenceError(
                f"{corpus.root}: its archives hold no record; add a page or an archive that does"
            )
        plan = Plan(fingerprint, versions, tuple(sizes))
        write_whole(workdir.plan, json.dumps(asdict(plan), indent=1).encode())
    except OSError as error:
        again = "name another place, then run the same command again"
        raise BuildError(told(workdir.root, "cannot be written", error, again)) from error
    return plan


def load(workdir: Workdir) -> Plan | None:
    """The plan that an earlier call kept, if there is one that can be read."""
    try:
        raw = json.loads(workdir.plan.read_bytes())
        return Plan(raw["fingerprint"], raw["versions"], tuple(raw["sizes"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def needed(workdir: Workdir) -> Plan:
    """The plan that tasks work by.

    Raises:
        BuildError: there is none that this process can see.
    """
    made = load(workdir)
    if made is None:
        raise BuildError(
            f"{workdir.root}: has no plan that this process can see; every worker needs the corpus "
            "and the build's folder under the same paths as the parent"
        )
    return made


def parts(workdir: Workdir, task: int) -> list[Part]:
    """What one task reads.

    Raises:
        BuildError: the plan is damaged.
    """
    path = workdir.of_task("parts", task)
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    except (OSError, ValueError) as error:
        anew = f"remove {workdir.root}"
        raise BuildError(told(path, "cannot be read", error, anew)) from error
    return [_part(row, str(path)) for row in rows]


def _part(row: dict[str, Any], where: str) -> Part:
    found = Findings()
    entry = parse_entry(row["entry"], where, found)
    found.raise_as(BuildError)
    if entry is None:
        raise BuildError(f"{where}: has no entry; remove the folder of the build")
    cut = row["slice"]
    return Part(entry, None if cut is None else Slice(**cut), row["size"])


@dataclass(frozen=True, slots=True)
class _Goals:
    """How many bytes of source text a task should have."""

    total: int
    """Of all files."""

    @property
    def most(self) -> int:
        """Of a task, while there is much to come."""
        return max(TARGET, self.total // MOST)

    def after(self, *done: int) -> int:
        """Of the task that begins behind the bytes ``done`` of the files.

        >>> [_Goals(40 << 20).after(done << 20) >> 20 for done in (0, 10, 20, 30, 40)]
        [6, 6, 5, 2, 1]
        """
        return max(self.most // _LAST, min(self.most, (self.total - sum(done)) // 4))

    def kept(self, *done: int) -> int:
        """Of the task that begins behind ``done`` bytes of archives that are kept beside.

        How much they hold is known only when they were read, so it grows with what was; tasks
        are ``MOST`` where they hold some hundred GB, and twice as many where these are thousands.

        >>> [_Goals(1 << 30).kept(done << 30) >> 20 for done in (0, 5, 10, 100)]
        [6, 6, 10, 102]
        """
        return max(self.most, sum(done) // (MOST // 4))


def _parts(corpus: Corpus, workdir: Workdir, goals: _Goals) -> Iterator[tuple[Part, int]]:
    """What there is to read, and of how many bytes a task should be that begins with it."""
    before = kept = 0
    for entry in corpus.entries:
        path = corpus.file(entry)
        size = path.stat().st_size
        if not endings.is_archive(entry.path):
            yield Part(entry, None, size), goals.after(before)
        elif endings.is_entered(entry.path):
            goal = partial(goals.after, before)
            for cut in slices.cut(path, entry, goal):
                yield Part(entry, cut, cut.stop - cut.start), goal(cut.start)
        else:
            goal = partial(goals.kept, kept)
            for cut in slices.keep(path, entry, workdir.state / "records", goal):
                yield Part(entry, cut, cut.stop - cut.start), goals.kept(kept)
                kept += cut.stop - cut.start
        before += size


def _tasks(found: Iterator[tuple[Part, int]]) -> Iterator[Sequence[Part]]:
    """Parts in the order of the manifest, as many a task as come to its goal."""
    task: list[Part] = []
    size = goal = 0
    for part, own in found:
        if task and size + part.size > goal:
            yield task
            task, size = [], 0
        if not task:
            goal = own
        task.append(part)
        size += part.size
    if task:
        yield task
