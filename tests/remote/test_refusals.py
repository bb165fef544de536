"""What a place answers, or does not, is told with what to do; an error of the code stays one."""

from __future__ import annotations

import errno
from types import SimpleNamespace

import aiohttp
import pytest
from huggingface_hub import errors as hub

from juku.errors import ReleaseError
from juku.remote import refusals

AGAIN = "run the same command again: it goes on where it stopped"
CREDENTIALS = (
    "give credentials that have a right to it and are still good, where its package looks for them"
)
FILES = "raise the limit on open files (`ulimit -n`)"
LOGIN = "log in with `hf auth login`"


def answer(status, message="Bad\n  answer", kind=hub.HfHubHTTPError):
    """An error of the Hub's client, as it raises one for a status."""
    return kind(message, response=SimpleNamespace(status_code=status, headers={}, request=None))


class NoCredentialsError(Exception):
    """As botocore's is called, which need not be installed."""


def behind(error, cause):
    """An error that was raised from another."""
    error.__cause__ = cause
    return error


def beside(error, context):
    """An error that was raised while another was at hand."""
    error.__context__ = context
    return error


TOLD = {
    "no right": (PermissionError("Forbidden"), f"refused (Forbidden); {CREDENTIALS}"),
    "no credentials": (
        NoCredentialsError("Unable to locate"),
        f"could not be asked (Unable to locate); {CREDENTIALS}",
    ),
    "no room": (
        OSError(errno.ENOSPC, "No space left"),
        f"cannot be kept here (No space left); free some space, then {AGAIN}",
    ),
    "no more room for this user": (
        OSError(errno.EDQUOT, "Quota exceeded"),
        f"cannot be kept here (Quota exceeded); free some space of the quota, then {AGAIN}",
    ),
    "no more files": (
        OSError(errno.EMFILE, "Too many open files"),
        f"cannot be kept here (Too many open files); {FILES}, then {AGAIN}",
    ),
    "a folder here": (
        PermissionError(errno.EACCES, "denied", "/cache"),
        f"/cache cannot be used (denied); mend its permissions, then {AGAIN}",
    ),
    "no network": (OSError("unreachable"), f"could not be reached (OSError: unreachable); {AGAIN}"),
    "a body that breaks off": (
        aiohttp.ClientPayloadError("not completed"),
        f"could not be reached (ClientPayloadError: not completed); {AGAIN}",
    ),
    "nothing there": (FileNotFoundError("x"), "is not there; check the name"),
    "no id": (
        hub.HFValidationError("Cannot have -- in repo_id: 'a--b'."),
        "is no repository id (Cannot have -- in repo_id); write USER/NAME",
    ),
    "the Hub: no such repository": (
        answer(404, kind=hub.RepositoryNotFoundError),
        f"is not there, or is private; check the name, or {LOGIN}",
    ),
    "the Hub: not asked, and nothing kept here": (
        behind(hub.LocalEntryNotFoundError("check your connection"), OSError("unreachable")),
        f"could not be reached (LocalEntryNotFoundError: check your connection); {AGAIN}",
    ),
    "the Hub: not asked for want of a right": (
        behind(hub.LocalEntryNotFoundError("check your connection"), answer(403)),
        f"refused (this login has no right to it); {LOGIN}",
    ),
    "the Hub: no such revision": (
        answer(404, kind=hub.RevisionNotFoundError),
        "has no such revision; name a tag, a branch or a commit that it has",
    ),
    "the Hub: no login": (answer(401), f"refused (this login has no right to it); {LOGIN}"),
    "the Hub: no right": (answer(403), f"refused (this login has no right to it); {LOGIN}"),
    "the Hub: a commit between": (answer(412), f"someone else committed meanwhile; {AGAIN}"),
    "the Hub: any other status": (answer(500), f"refused (Bad answer); {AGAIN}"),
    "the Hub: a long answer": (answer(500, "x" * 300), f"refused ({'x' * 200}); {AGAIN}"),
    "behind another": (
        behind(RuntimeError("no"), FileNotFoundError("x")), "is not there; check the name",
    ),
    "beside another": (
        beside(RuntimeError("no"), OSError("unreachable")),
        f"could not be reached (RuntimeError: no); {AGAIN}",
    ),
    "what says more is behind what says less": (
        behind(OSError("failed"), answer(403)), f"refused (this login has no right to it); {LOGIN}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_what_a_place_answers_is_told_with_what_to_do(case):
    error, said = TOLD[case]
    with pytest.raises(ReleaseError) as told, refusals.translated("s3://x"):
        raise error
    assert str(told.value) == f"s3://x: {said}"
    assert told.value.__cause__ is error


@pytest.mark.parametrize(
    "error", [ReleaseError("known already"), ValueError("of the code"), KeyboardInterrupt()]
)
def test_what_is_told_already_or_of_the_code_stays_as_it_is(error):
    with pytest.raises(type(error)) as raised, refusals.translated("s3://x"):
        raise error
    assert raised.value is error


def test_without_an_error_nothing_is_told():
    with refusals.translated("s3://x"):
        done = True
    assert done
