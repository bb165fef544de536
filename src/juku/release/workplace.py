"""Where a release comes to be: a hidden folder beside its place, which a build goes on from."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from juku.build.corpus.manifest import PAGES
from juku.build.reading import plan
from juku.build.reading.workdir import Workdir
from juku.build.running import pipeline
from juku.errors import BuildError
from juku.release import record as records
from juku.surroundings import told

if TYPE_CHECKING:
    from pathlib import Path

_ELSEWHERE = "name another --out"


def of(out: Path) -> Path:
    """The hidden folder beside ``out`` in which a build goes on from where it was stopped.

    >>> from pathlib import Path
    >>> of(Path("dist/juku-1.0.0")).as_posix()
    'dist/.juku-1.0.0.building'

    Raises:
        BuildError: ``out`` ends in no name: it is this folder, or the root of all.
    """
    if not out.name:
        raise BuildError(f"{out}: is a folder that is there already; name one that is to be made")
    return out.with_name(f".{out.name}.building")


def make(work: Path) -> None:
    """Make the hidden folder, or take the one that is there.

    Raises:
        BuildError: it cannot be made.
    """
    try:
        work.mkdir(exist_ok=True)
    except OSError as error:
        raise BuildError(told(work, "cannot be made", error, _ELSEWHERE)) from error


def check(out: Path, corpus: Path) -> None:
    """Refuse, before hours of work, a place in which no release of ``corpus`` can come to be.

    Raises:
        BuildError: something else is there, or no folder of that name can be made.
    """
    try:
        there, _, place = out.exists(), of(out).exists(), out.resolve()
    except (OSError, RuntimeError) as error:  # the latter where links lead in a circle
        raise BuildError(told(out, "cannot be made", error, _ELSEWHERE)) from error
    if there and not (out / records.NAME).is_file():
        raise BuildError(f"{out}: exists and is no release; name another folder, or remove it")
    if not there and out.is_symlink():
        raise BuildError(f"{out}: is a link to nothing; remove it, or name another folder")
    if place.is_relative_to((corpus / PAGES).resolve()):
        raise BuildError(f"{out}: is among the pages of {corpus}; name a folder outside of them")
    if there:
        records.load(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(told(out, "cannot be made", error, _ELSEWHERE)) from error


def leave(work: Path, target: Path, out: Path) -> Path | None:
    """Let what was built of a version that is refused wait for the one that fits, at ``target``.

    Where the very same waits there already, as after another number that was refused, it is enough.

    Returns:
        None, or what is in the way there: then what was built waits where it is, under ``out``.
    """
    if target == out:
        return None
    if not target.exists() and _waits(of(target), work):
        pipeline.remove(work)
        return None
    in_the_way = next((path for path in (target, of(target)) if path.exists()), None)
    if in_the_way is None:
        work.rename(of(target))
    return in_the_way


def _waits(kept: Path, work: Path) -> bool:
    """Whether all that was built in ``work`` was built in ``kept`` before."""
    made = plan.load(Workdir(work))
    if made is None or plan.load(Workdir(kept)) != made:
        return False
    return all(Workdir(kept).of_task("receipts", task).is_file() for task in range(len(made)))


def renamed(out: Path, version: str, proposal: str) -> Path:
    """The place of another version of the release whose place is ``out``.

    >>> from pathlib import Path
    >>> renamed(Path("dist/juku-1.0.0"), "1.0.0", "2.0.0").as_posix()
    'dist/juku-2.0.0'

    Where the name says no version, that place can be taken as long as nothing is there.
    """
    name = re.sub(rf"(?<![\d.]){re.escape(version)}(?![\d.])", proposal, out.name)
    if name == out.name and out.exists():
        name = f"{out.name}-{proposal}"
    return out.with_name(name)


def put(work: Path, out: Path) -> None:
    """Take away what only the build needed, and put the rest in its place."""
    pipeline.strip(work)
    settle(work, out)


def settle(work: Path, out: Path) -> None:
    """Rename a finished folder into its place, when all that is in it is on the disk."""
    for path in (*work.rglob("*"), work):
        _sync(path)
    work.rename(out)
    _sync(out.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
