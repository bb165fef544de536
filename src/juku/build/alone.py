"""One process at a time in a folder: the folder itself is locked, so that no file is left."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
            raise BuildError(
                f"{folder}: another process is at work there; let it end, or choose another place"
            ) from None
        # Whoever held it may have moved it away, and made or left another in its place.
        if folder.exists() and os.path.samestat(os.fstat(handle), folder.stat()):
            return handle
        os.close(handle)
        folder.mkdir(parents=True, exist_ok=True)
