"""Stores of files at any address that fsspec opens, and what is said while none answers."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from juku.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def file_system(location: str) -> tuple[Any, str]:
    """The fsspec file system of an address with ``://``, and the path there, without a last slash.

    Whoever waits long for an answer of it is told.

    Raises:
        ReleaseError: the address names a protocol that is unknown or not installed.
    """
    import fsspec

    try:
        system, base = fsspec.core.url_to_fs(location, **_options(location))
    except ImportError as error:
        raise ReleaseError(
            f"{location}: cannot be opened ({error}); install the package that it names"
        ) from error
    except ValueError as error:
        raise ReleaseError(
            f"{location}: cannot be opened ({error}); see how it begins, as s3:// does"
        ) from error
    return _Told(system, location), base.rstrip("/")


QUIET = 30.0
"""Seconds without an answer after which whoever waits is told, and then again after as many."""


_IN_PARTS = {"get_file", "put_file"}
"""Calls that tell of each part that came or went, which is an answer."""


class _Told:
    """A file system each call of which says on the standard error when it gets no answer."""

    def __init__(self, system: Any, where: str) -> None:
        self._system, self._where = system, where

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._system, name)
        if not callable(found):
            return found

        def call(*arguments: Any, **options: Any) -> Any:
            with _awaited(self._where) as heard:
                if name in _IN_PARTS:
                    from fsspec.callbacks import Callback

                    options["callback"] = Callback(hooks={"heard": lambda *_, **__: heard()})
                return found(*arguments, **options)

        return call


@contextmanager
def _awaited(where: str) -> Iterator[Callable[[], None]]:
    """Tell of every `QUIET` seconds in which what is yielded was not called."""
    news, ended = threading.Event(), threading.Event()

    def watch() -> None:
        silent = 0.0
        while not ended.is_set():
            if news.wait(QUIET):
                news.clear()
                silent = 0.0
            else:
                silent += QUIET
                sys.stderr.write(
                    f"juku: note: {where}: no answer for {silent:.0f} seconds; still waiting, "
                    "^C ends it\n"
                )

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield news.set
    finally:
        ended.set()
        news.set()
        watcher.join()


def _options(location: str) -> dict[str, bool]:
    """Folders of this machine are made as files are written, as stores of objects do it."""
    return {"auto_mkdir": True} if location.startswith(("file://", "local://")) else {}


def is_there(system: Any, path: str) -> bool:
    """Whether a file system has ``path``; unlike its own ``exists``, no answer is never a no.

    Raises:
        OSError: it does not answer, or refuses; so may other errors of its client.
    """
    try:
        system.info(path)
    except FileNotFoundError:
        return False
    return True


def listed(system: Any, folder: str) -> dict[str, dict[str, Any]]:
    """Path under ``folder`` → what a file system says now of each file there, at any depth."""
    system.invalidate_cache()
    try:
        found: dict[str, dict[str, Any]] = system.find(folder, detail=True)
    except FileNotFoundError:
        return {}
    # Some begin paths with a slash that the folder has not, or the other way round.
    head = f"{folder.strip('/')}/"
    return {path.lstrip("/").removeprefix(head): about for path, about in found.items()}
