"""Jobs that kill the process they run in, once; workers import them by name."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from juku.build.running.tasks import Job


@dataclass(frozen=True, slots=True)
class KilledOnce(Job):
    """The first worker that runs task ``victim`` is killed as `kill -9` kills."""

    flag: Path = Path()
    victim: int = 1
    always: bool = False

    def __call__(self, task):
        if task == self.victim and (self.always or not self.flag.exists()):
            self.flag.touch()
            (self.workdir / "data" / ".train-00000.parquet.part-0").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Job.__call__(self, task)


@dataclass(frozen=True, slots=True)
class OtherVersions(Job):
    """A worker whose OpenCC is another one."""

    def versions(self):
        return {**Job.versions(self), "t2s": "opencc-0.0.0-t2s"}


@dataclass(frozen=True, slots=True)
class Lacking(Job):
    """A worker that has no juku."""

    def versions(self):
        raise ModuleNotFoundError("No module named 'juku'")
