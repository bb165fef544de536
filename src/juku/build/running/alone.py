"""One process at a time in a folder, or several that share it.

The folder itself is locked, so that no file is left.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from juku.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def alone(folder: Path, *, wait: bool) -> Iterator[None]:
    """Hold ``folder`` for this process; another that asks waits, or is refused.

    The lock goes with the process, however it ends.

    Raises:
        BuildError: another process holds the folder, and ``wait`` is False.
        OSError: the folder cannot be opened.
    """
    handle = _held(folder, wait=wait)
    try:
        yield
    finally:
        os.close(handle)


def _held(folder: Path, *, wait: bool) -> int:
    while True:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(handle)
            raise _at_work(folder) from None
        # Whoever held it may have moved it away, and made or left another in its place.
        if folder.exists() and os.path.samestat(os.fstat(handle), folder.stat()):
            return handle
        os.close(handle)
        folder.mkdir(parents=True, exist_ok=True)


class Shared:
    """A folder that processes of one kind share, and that one of them may have alone for a time.

    Nothing is held until it is called, and nothing after the block.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._handle: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def __call__(self, *, alone: bool) -> None:
        """Hold the folder with others that share it, or ``alone``.

        Raises:
            BuildError: others are at work there that this process cannot be beside.
            OSError: the folder cannot be opened.
        """
        if self._handle is None:
            self._handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(self._handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _at_work(self.folder) from None


def _at_work(folder: Path) -> BuildError:
    return BuildError(
        f"{folder}: another process is at work there; let it end, or choose another place"
    )
