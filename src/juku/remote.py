"""Releases that lie elsewhere: on the Hub or in object storage, brought here to be opened.

``resolve`` gives a local directory for any place that a release can be read from; every door that
takes a release directory takes what it returns.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.errors import ReleaseError
from juku.filehash import file_sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HUB = re.compile(r"hf://datasets/(?P<repo>[^/@]+/[^/@]+)(@(?P<revision>[^/]+(/[^/]+)*))?/?")
_SUMS = "SHA256SUMS"
_ONE_SLASH = re.compile(r"(?P<kind>[A-Za-z][A-Za-z0-9+.-]+):/(?P<rest>[^/].*)?")
"""A drive of Windows, which has one letter, is none."""


def is_address(place: str | Path) -> bool:
    """Whether ``place`` is an address and no path of this machine.

    >>> is_address("s3://bucket/corpus"), is_address("corpus")
    (True, False)

    Raises:
        ReleaseError: it is an address that lacks a slash, from which a folder ``s3:`` would come.
    """
    text = str(place)
    if (lacking := _ONE_SLASH.fullmatch(text)) is not None:
        raise ReleaseError(
            f"{text}: is an address that lacks a slash; write "
            f"{lacking['kind']}://{lacking['rest'] or ''}, or ./{text} for a folder of that name"
        )
    return "://" in text


def local(place: str | Path) -> Path:
    """A path of this machine, for what is read or written here only.

    >>> local("my-corpus").as_posix()
    'my-corpus'

    Raises:
        ReleaseError: it is an address.
    """
    if is_address(place):
        raise ReleaseError(f"{place}: is an address; name a path of this machine")
    return Path(place)


def resolve(location: str | Path) -> Path:
    """The local directory of the release at ``location``.

    ``hf://datasets/USER/NAME@v1.0.0`` is downloaded once into the Hub's own cache (any tag, branch
    or commit after ``@``; none means ``main``); any other address with ``://`` is opened by fsspec,
    proved against its SHA256SUMS and kept in `cache_folder`; a path is itself.

    >>> resolve("dist/juku-1.0.0").as_posix()
    'dist/juku-1.0.0'

    Raises:
        ReleaseError: there is no such release, it did not arrive whole, or it cannot be reached.
    """
    text = str(location)
    if not is_address(text):
        return Path(location)
    if text.startswith("hf://"):
        return _from_hub(text)
    return _from_store(text)


def _from_hub(location: str) -> Path:
    match = _HUB.fullmatch(location)
    if match is None:
        raise ReleaseError(f"{location}: is no dataset; write hf://datasets/USER/NAME@REVISION")
    with translated(location):
        from huggingface_hub import snapshot_download

        found = snapshot_download(match["repo"], repo_type="dataset", revision=match["revision"])
    return Path(found)


def _from_store(location: str) -> Path:
    with translated(location):
        system, base = file_system(location)
        sums: bytes = system.cat_file(f"{base}/{_SUMS}")
        name = f"{base.rsplit('/', 1)[-1]}-{hashlib.sha256(sums).hexdigest()[:16]}"
        target = cache_folder() / name
        if not target.exists():
            _fetch(system, base, sums, target, location)
    return target


def file_system(location: str) -> tuple[Any, str]:
    """The fsspec file system of an address with ``://``, and the path there, without a last slash.

    Whoever waits long for an answer of it is told.

    Raises:
        ReleaseError: the address names a protocol that is unknown or not installed.
    """
    import fsspec

    try:
        system, base = fsspec.core.url_to_fs(location, **_options(location))
    except (ImportError, ValueError) as error:
        raise ReleaseError(
            f"{location}: cannot be opened ({error}); install the package that it names"
        ) from error
    return _Told(system, location), base.rstrip("/")


QUIET = 30.0
"""Seconds without an answer after which whoever waits is told, and then again after as many."""


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
                if name == "get_file":  # each part that comes is an answer
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


def cache_folder(given: str | Path | None = None) -> Path:
    """Where indexes are kept, and what was brought from elsewhere.

    ``given``, else ``$JUKU_CACHE``, else ``juku`` in ``$XDG_CACHE_HOME`` or ``~/.cache``.
    """
    if given is not None:
        return Path(given)
    if own := os.environ.get("JUKU_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "juku"


def _fetch(system: Any, base: str, sums: bytes, target: Path, location: str) -> None:
    """Every listed file, each proved; the directory appears only when it is whole."""
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    try:
        for line in sums.decode("utf-8", "replace").removesuffix("\n").split("\n"):
            digest, _, path = line.partition("  ")
            file = part / path
            if not path or not file.resolve().is_relative_to(part.resolve()):
                raise ReleaseError(f"{location}/{_SUMS}: {line!r} leads out of it; do not trust it")
            file.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(f"{base}/{path}", str(file))
            if file_sha256(file) != digest:
                raise ReleaseError(
                    f"{location}/{path}: its bytes are not those of {_SUMS}; publish it again"
                )
        (part / _SUMS).write_bytes(sums)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Errors of the client and of the network become one ReleaseError with a remedy."""
    try:
        yield
    except ReleaseError:
        raise
    except Exception as error:
        found = _remedy(error)
        if found is None:
            raise
        raise ReleaseError(f"{where}: {found[0]}; {found[1]}") from error


def _remedy(error: Exception) -> tuple[str, str] | None:
    """What went wrong and what to do; None for an error that is nobody's but the code's."""
    from huggingface_hub.errors import HFValidationError

    again = "run the same command again: it goes on where it stopped"
    for one in _chain(error):
        if (found := _refusal(one, again) or _mended_here(one, again)) is not None:
            return found
        if isinstance(one, HFValidationError):
            return f"is no repository id ({one})", "write USER/NAME"
        if isinstance(one, FileNotFoundError):
            return "is not there", "check the name"
    if any(isinstance(one, OSError) or _is_transport(one) for one in _chain(error)):
        return f"could not be reached ({type(error).__name__}: {error})", again
    return None


def _mended_here(error: BaseException, again: str) -> tuple[str, str] | None:
    """What this machine lacks: room, or credentials of a store that is not the Hub."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return f"cannot be kept here ({error.strerror})", f"free some space, then {again}"
    if isinstance(error, PermissionError) and error.filename is None:  # else it is of a file here
        return f"refused ({error})", _CREDENTIALS
    if "Credential" in type(error).__name__:
        return f"could not be asked ({error})", _CREDENTIALS
    return None


_FULL = {errno.ENOSPC, errno.EDQUOT}

_CREDENTIALS = (
    "give credentials that have a right to it and are still good, where its package looks for them"
)
"""Each kind of address has its own places for them; a refusal says no more than that it is one."""


def _refusal(error: BaseException, again: str) -> tuple[str, str] | None:
    """What an answer of the Hub that is not yes means."""
    from huggingface_hub.errors import (
        HfHubHTTPError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    if not isinstance(error, HfHubHTTPError):
        return None
    if isinstance(error, RepositoryNotFoundError):
        return "is not there, or is private", "check the name, or log in with `hf auth login`"
    if isinstance(error, RevisionNotFoundError):
        return "has no such revision", "name a tag, a branch or a commit that it has"
    status = getattr(error.response, "status_code", None)
    if status in {401, 403}:
        return "refused (this login has no right to it)", "log in with `hf auth login`"
    if status == 412:
        return "someone else committed meanwhile", again
    return f"refused ({' '.join(str(error).split())[:200]})", again


def _is_transport(error: BaseException) -> bool:
    """By name, for neither the Hub's client nor that of S3 need be installed."""
    return any(kind.__name__ in _TRANSPORT for kind in type(error).__mro__)


_TRANSPORT = {"TransportError", "BotoCoreError", "ClientError"}
"""The last is aiohttp's, of a body that breaks off, and botocore's, of any other answer."""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
