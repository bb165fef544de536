"""A corpus or a release that lies in object storage, at any address that fsspec opens.

A corpus is brought here before it is proved and built. A release is built and proved here, and
then sent: its files one by one, ``SHA256SUMS`` last, so that whoever reads the place knows by it
whether the release is whole. What is already there and has other rows is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.build.corpus import about, curation
from juku.build.corpus.manifest import MANIFEST, PAGES
from juku.errors import ReleaseError, VersionError
from juku.filehash import file_sha256
from juku.release import checksums, places, record
from juku.remote import cache_folder, is_address
from juku.remote.refusals import translated
from juku.remote.stores import file_system, is_there, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIXED = (MANIFEST, about.FILE, *(f"{curation.FOLDER}/{name}" for name in curation.HEADERS))
"""The files of a corpus beside its pages."""


def corpus(place: str) -> Path:
    """The local copy of the corpus at ``place``; a path is itself.

    Files that were brought before and that the manifest still describes are not brought again.

    Raises:
        ReleaseError: there is no corpus, or it cannot be reached.
    """
    if not is_address(place):
        return Path(place)
    target = _folder(place)
    with translated(place):
        system, base = file_system(place)
        system.invalidate_cache()
        listed = _listed(system, base)
        for name in _FIXED:
            if name not in listed:
                (target / name).unlink(missing_ok=True)
        for name in listed:
            _bring(system, f"{base}/{name}", target / name)
        for entry in _rows(target / MANIFEST):
            name = str(entry.get("path", ""))
            file = target / name
            if not name.startswith(f"{PAGES}/") or ".." in name.split("/"):
                continue  # proving the copy names it
            if not file.is_file() or file_sha256(file) != entry.get("sha256"):
                _bring(system, f"{base}/{name}", file)
    return target


def out(place: str) -> Path:
    """Where the release that is to go to ``place`` is built."""
    return _folder(place) if is_address(place) else Path(place)


def check(place: str) -> None:
    """Find out before hours of work whether ``place`` answers.

    Raises:
        ReleaseError: it cannot be reached, refuses, or is in a bucket that there is not.
    """
    with translated(place):
        system, base = file_system(place)
        if not is_there(system, f"{base}/{checksums.NAME}") and place.startswith(_IN_BUCKETS):
            _check_bucket(system, base.partition("/")[0], place)


_IN_BUCKETS = ("s3://", "s3a://")
"""Addresses whose first name is no folder: writing a file does not make it."""


def _check_bucket(system: Any, bucket: str, place: str) -> None:
    """Who may write to a part of a bucket need not have a right to ask about the whole of it."""
    with suppress(PermissionError):
        if not is_there(system, bucket):
            raise ReleaseError(f"{place}: there is no bucket {bucket}; make it, or check the name")


def send(release: Path, place: str) -> bool:
    """Put a finished release at ``place``; False if it is there already with the same rows.

    What an earlier call sent is not sent again where the place itself says that it has the bytes.

    Raises:
        VersionError: there is another release.
        ReleaseError: it cannot be written; what was sent so far is no whole release.
    """
    with translated(place):
        system, base = file_system(place)
        sums = (release / checksums.NAME).read_bytes()
        if is_there(system, f"{base}/{checksums.NAME}"):
            if system.cat_file(f"{base}/{checksums.NAME}") == sums:
                return False
            _compare(system, base, release, place)
            return False
        names = sorted(path.relative_to(release).as_posix() for path in _files(release))
        there = listed(system, base)
        places.refuse_what_is_left(there, names, place)
        for name in [*(name for name in names if name != checksums.NAME), checksums.NAME]:
            data = (release / name).read_bytes()
            # S3 gives the MD5 of what came in one part.
            tag = str(there.get(name, {}).get("ETag", "")).strip('"')
            if tag != hashlib.md5(data, usedforsecurity=False).hexdigest():
                system.pipe_file(f"{base}/{name}", data)
    return True


def _compare(system: Any, base: str, release: Path, place: str) -> None:
    there = json.loads(system.cat_file(f"{base}/{record.NAME}"))
    here = json.loads((release / record.NAME).read_text("utf-8"))
    if there.get("identity") != here["identity"]:
        raise VersionError(
            f"{place}: exists with other rows; a release is never overwritten: build under a new "
            "version and another place"
        )


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _folder(place: str) -> Path:
    """A folder of this machine for ``place``, with the same last name.

    What lies side by side there does so here, as another version of a release.
    """
    above, _, name = place.rstrip("/").rpartition("/")
    folder = cache_folder() / hashlib.sha256(above.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def _listed(system: Any, base: str) -> list[str]:
    """The files of a corpus beside its pages that are there.

    One that does not answer is no missing one: rows without the curation would be others.
    """
    return [name for name in _FIXED if name == MANIFEST or is_there(system, f"{base}/{name}")]


def _bring(system: Any, path: str, target: Path) -> None:
    """One file, which has its name here only when all of it is."""
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        system.get_file(path, str(part))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _rows(manifest: Path) -> Iterator[dict[str, Any]]:
    """The manifest's lines that can be read; proving the copy names the others."""
    for line in manifest.read_bytes().split(b"\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row
