"""Files that answers are written to: whole or not at all, in folders that are made for them."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from juku.errors import QueryError
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAMS = ("/dev/std", "/dev/fd/", "/proc/")
"""Names of what a process has open; where one leads to a file, a shell writes to that as well."""


def is_stream(path: Path) -> bool:
    """Whether what is written to ``path`` flows on: a pipe, a terminal, another device."""
    if path.as_posix().startswith(_STREAMS):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """A path to write to; what stands there when the block ends well becomes ``path``.

    Folders that are missing are made, a link is followed, and into a stream the whole is poured.
    When the block fails, nothing that it wrote is left.

    Raises:
        QueryError: ``path`` is a folder, or cannot be written.
    """
    check(path)
    with _poured(path) if is_stream(path) else _put(path) as part:
        yield part


@contextmanager
def _poured(stream: Path) -> Iterator[Path]:
    """A file that is copied into ``stream`` at the end: a device must not be replaced by a file."""
    with TemporaryDirectory(prefix="juku-") as folder:
        part = Path(folder) / "part"
        yield part
        try:
            with part.open("rb") as whole, stream.open("ab") as out:
                shutil.copyfileobj(whole, out)
        except BrokenPipeError:
            raise  # the reader has seen enough, which is no failure
        except OSError as error:
            raise _refused(stream, error) from error


@contextmanager
def _put(path: Path) -> Iterator[Path]:
    """A file beside ``path``, or beside what it links to, that takes its place at the end."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    made: list[Path] = []
    try:
        made = _make_folders(target.parent)
        yield part
        part.replace(target)
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
        if is_stream(path):
            return
        with suppress(FileNotFoundError, NotADirectoryError):  # what is not there may come to be
            path.stat()
        there = next(folder for folder in path.absolute().parents if folder.exists())
    except OSError as error:
        raise _refused(path, error) from error
    if not there.is_dir() or not os.access(there, os.W_OK):
        fact = "is no folder" if not there.is_dir() else "may not be written to"
        raise QueryError(f"{path}: cannot be written: {there} {fact}; name a file elsewhere")


def _refused(path: Path, error: OSError) -> QueryError:
    return QueryError(told(path, "cannot be written", error, "name a file elsewhere"))


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
