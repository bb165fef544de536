"""Releases that lie elsewhere: on the Hub or in object storage, brought here to be opened.

``resolve`` gives a local directory for any place that a release can be read from; every door that
takes a release directory takes what it returns.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path
from typing import Any

from juku.arguments import unfit_path
from juku.errors import ReleaseError, quoted
from juku.filehash import SUMS, file_sha256
from juku.remote.refusals import translated
from juku.remote.stores import file_system

_HUB = re.compile(r"hf://datasets/(?P<repo>[^/@]+/[^/@]+)(@(?P<revision>[^/]+(/[^/]+)*))?/?")
_ONE_SLASH = re.compile(r"(?P<kind>[A-Za-z][A-Za-z0-9+.-]+):/(?P<rest>[^/].*)?")
"""A drive of Windows, which has one letter, is none."""


def is_address(place: str | Path) -> bool:
    """Whether ``place`` is an address and no path of this machine.

    >>> is_address("s3://bucket/corpus"), is_address("corpus")
    (True, False)

    Raises:
        ReleaseError: it is an address that lacks a slash, from which a folder ``s3:`` would come,
            it is the path of no file, or it is no text and no path at all.
    """
    if not isinstance(place, str | os.PathLike):
        raise ReleaseError(f"{quoted(place)}: is no path and no address; give a string or a Path")
    text = str(place)
    if (wrong := unfit_path(text)) is not None:
        raise ReleaseError(f"{quoted(text)}: {'; '.join(wrong)}")
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
    if not is_address(location):
        return Path(location)
    text = str(location)
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
        sums: bytes = system.cat_file(f"{base}/{SUMS}")
        name = f"{base.rsplit('/', 1)[-1]}-{hashlib.sha256(sums).hexdigest()[:16]}"
        target = cache_folder() / name
        if not target.exists():
            _fetch(system, base, sums, target, location)
    return target


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
                raise ReleaseError(f"{location}/{SUMS}: {line!r} leads out of it; do not trust it")
            file.parent.mkdir(parents=True, exist_ok=True)
            with translated(f"{location}/{path}"):
                system.get_file(f"{base}/{path}", str(file))
            if file_sha256(file) != digest:
                raise ReleaseError(
                    f"{location}/{path}: its bytes are not those of {SUMS}; publish it again"
                )
        (part / SUMS).write_bytes(sums)
        try:
            part.rename(target)
        except OSError:
            if not target.exists():  # else another process brought the same meanwhile
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
