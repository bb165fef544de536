"""Where a build keeps what it has made so far: shards under their last names, the rest hidden.

::

    data/ articles/ blocks/    finished shards
    .state/plan.json           what is built, in how many tasks, of which input and code
    .state/parts/00003.jsonl   what task 3 reads
    .state/records/…           records of compressed archives, cut for the tasks
    .state/receipts/00003.json what task 3 made; it is there only when its shards are
    .state/sketches/00003.npz  what finding reprints needs of task 3's articles
    .state/figures/00003.json  what was counted of task 3's rows
    .state/changes/00003.json  ids and originals that task 3's articles get in the end
    .state/logs/00003.log      how task 3 went
    .state/lock                held while a plan is made

People count tasks from 1, in these names, in messages and with ``--task``; code and shards, from 0.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku import store
from juku.errors import BuildError
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATE = ".state"
_ELSEWHERE = "name a place that can be written, with `--out`"
LOCK = "lock"
SUFFIXES = {
    "parts": "jsonl",
    "receipts": "json",
    "sketches": "npz",
    "figures": "json",
    "changes": "json",
    "logs": "log",
}
"""Kinds of files of a task, each in a folder of its own, and how their names end."""


def counted(task: int) -> int:
    """The number of a task as people count: from 1."""
    return task + 1


@dataclass(frozen=True, slots=True)
class Workdir:
    """The folder of one build."""

    root: Path

    @property
    def state(self) -> Path:
        """The hidden folder; a release does not have it."""
        return self.root / STATE

    @property
    def plan(self) -> Path:
        """What is built."""
        return self.state / "plan.json"

    def shard(self, table: str, task: int, tasks: int) -> Path:
        """The file that a task makes of a table."""
        return self.root / store.FOLDERS[table] / store.shard_name(task, tasks)

    def of_task(self, kind: str, task: int) -> Path:
        """A task's file of one of the kinds that the module's docstring draws."""
        return self.state / kind / f"{counted(task):05d}.{SUFFIXES[kind]}"

    def make(self) -> None:
        """Make the folders that are missing.

        Raises:
            BuildError: the place cannot be written.
        """
        kinds = [self.state / kind for kind in (*SUFFIXES, "records")]
        try:
            for folder in [*kinds, *(self.root / name for name in store.FOLDERS.values())]:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BuildError(told(self.root, "cannot be made", error, _ELSEWHERE)) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Only one process at a time, of all that see the folder; a killed one lets go.

        Raises:
            BuildError: the place cannot be written.
        """
        with ExitStack() as held:
            try:
                self.state.mkdir(parents=True, exist_ok=True)
                stream = held.enter_context((self.state / LOCK).open("wb"))
                fcntl.flock(stream, fcntl.LOCK_EX)
            except OSError as error:
                said = "cannot be locked"
                raise BuildError(told(self.root, said, error, _ELSEWHERE)) from error
            yield

    def clear(self) -> None:
        """Take away everything that an earlier build left, but for the lock that is held."""
        for path in [*self.root.iterdir(), *self.state.iterdir()]:
            if path.name == LOCK or path == self.state:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def sweep(self) -> None:
        """Take away temporary files that a killed worker left."""
        for path in self.root.rglob(".*.part-*"):
            if path.is_file():
                path.unlink(missing_ok=True)

    def strip(self) -> None:
        """Take away what only a build needs, so that the folder is a release.

        The plan goes first: from one whose other files are gone, no build could go on.
        """
        self.plan.unlink(missing_ok=True)
        if self.state.exists():
            shutil.rmtree(self.state)

    def remove(self) -> None:
        """Take away the folder with all that is in it."""
        self.strip()
        shutil.rmtree(self.root)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears under its name only when it is whole and on the disk."""
    part = path.with_name(f".{path.name}.part-{uuid.uuid4().hex}")
    try:
        with part.open("wb") as sink:
            sink.write(data)
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
