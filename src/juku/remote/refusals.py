"""What the Hub, a store or the network refused, in words that say what to do."""

from __future__ import annotations

import errno
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from juku.errors import ReleaseError
from juku.surroundings import fact, is_known, named, remedy

if TYPE_CHECKING:
    from collections.abc import Iterator


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
        raise ReleaseError(f"{_cut(where)}: {found[0]}; {found[1]}") from error


_SHOWN = 200
"""Characters of an address that a message repeats; no real one is longer by much."""


def _cut(where: str) -> str:
    return where if len(where) <= _SHOWN else f"{where[:_SHOWN]}…"


def _remedy(error: Exception) -> tuple[str, str] | None:
    """What went wrong and what to do; None for an error that is nobody's but the code's."""
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    again = "run the same command again: it goes on where it stopped"
    for one in _chain(error):
        if (found := _refusal(one, again) or _mended_here(one, again)) is not None:
            return found
        if isinstance(one, HFValidationError):
            return f"is no repository id ({_without_the_id(str(one))})", "write USER/NAME"
        # The Hub's client says so of what it has not here, where it could not ask the Hub.
        unasked = isinstance(one, LocalEntryNotFoundError)
        if isinstance(one, FileNotFoundError) and not unasked:
            return "is not there", "check the name"
    if any(isinstance(one, OSError) or _is_transport(one) for one in _chain(error)):
        return f"could not be reached ({type(error).__name__}: {error})", again
    return None


def _without_the_id(message: str) -> str:
    """What the Hub's client finds wrong with an id; the id itself is told before it.

    >>> _without_the_id("Cannot have -- or .. in repo_id: 'a--b/c'.")
    'Cannot have -- or .. in repo_id'
    """
    return re.sub(r": '.*'", "", message, flags=re.DOTALL).removesuffix(".")


def _mended_here(error: BaseException, again: str) -> tuple[str, str] | None:
    """What this machine lacks: room, or credentials of a store that is not the Hub."""
    if isinstance(error, PermissionError) and error.filename is None:  # else it is of a file here
        return f"refused ({error})", _CREDENTIALS
    place = named(error)  # without one, EIO is a store's answer
    if isinstance(error, OSError) and is_known(error) and (place or error.errno != errno.EIO):
        said = f"{place} cannot be used" if place else "cannot be kept here"
        return f"{said} ({fact(error)})", f"{remedy(error)}, then {again}"
    if "Credential" in type(error).__name__:
        return f"could not be asked ({error})", _CREDENTIALS
    return None


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
