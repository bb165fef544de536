"""Files that answers are written to: whole or not at all, in folders that are made for them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from juku.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """A path to write to; what stands there when the block ends well becomes ``path``.

    Folders that are missing are made. When the block fails, nothing that it wrote is left.

    Raises:
        QueryError: ``path`` is a folder, or cannot be written.
    """
    check(path)
    part = path.with_name(f".{path.name}.part-{os.getpid()}")
    made: list[Path] = []
    try:
        made = _make_folders(path.parent)
        yield part
        part.replace(path)
    except BaseException as error:
        _clear(part, made)
        if isinstance(error, OSError):
            raise _refused(path, error) from error
        raise


def check(path: Path) -> None:
    """Refuse, before anything is computed, a path that surely cannot be written.

    Raises:
        QueryError: it is a folder, or its folder cannot be written to.
    """
    try:
        if path.is_dir():
            raise QueryError(f"{path}: is a folder; name a file, such as {path / 'answer'}")
        there = next(folder for folder in path.absolute().parents if folder.exists())
    except OSError as error:
        raise _refused(path, error) from error
    if not there.is_dir() or not os.access(there, os.W_OK):
        fact = "is no folder" if not there.is_dir() else "may not be written to"
        raise QueryError(f"{path}: cannot be written: {there} {fact}; name a file elsewhere")


def _refused(path: Path, error: OSError) -> QueryError:
    reason = error.strerror or str(error)
    return QueryError(f"{path}: cannot be written: {reason}; name a file elsewhere, or make room")


def _make_folders(folder: Path) -> list[Path]:
    """Make ``folder``; give those that were not there, the outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _clear(part: Path, made: list[Path]) -> None:
    try:
        part.unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()
    except OSError:
        pass  # the error that brought us here says more than that of tidying up after it
