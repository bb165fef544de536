"""SHA-256 of files, as manifests, releases and indexes list it."""

from __future__ import annotations

import errno
import hashlib
import re
import stat
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def regular(path: Path) -> Path:
    """``path`` itself, which can be read to its end: on a pipe or a device one may wait for ever.

    Raises:
        OSError: it is one, or is not there.
    """
    mode = path.stat().st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):  # of a folder reading it says what it is
        return path
    raise OSError(errno.EINVAL, "Is a pipe or a device, not a file", str(path))


def files_within(
    folder: Traversable, ending: str = "", *, deep: bool = True, names: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Traversable]]:
    """The files of a package but for what Python and editors write into it, each with its names.

    The names are those of the folders that lead to it and its own. A package may lie in a zip
    archive, so it is no `Path` that is asked for. Unless ``deep``, only the folder's own files.
    """
    for entry in folder.iterdir():
        path = (*names, entry.name)
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            if deep:
                yield from files_within(entry, ending, names=path)
        elif entry.is_file() and entry.name.endswith(ending):
            yield path, entry


def folders_sha256(folders: Iterable[Iterable[tuple[tuple[str, ...], Traversable]]]) -> str:
    """SHA-256 over the names and bytes of some files of each folder, in hex; the files in order."""
    digest = hashlib.sha256()
    for some in folders:
        for names, file in sorted(some, key=itemgetter(0)):
            digest.update("/".join(names).encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def package(name: str, path: str) -> Traversable:
    """The folder of a package whose first path is ``path``: a folder, or one in a zip archive."""
    return Path(path) if Path(path).is_dir() else files(name)


SUMS = "SHA256SUMS"
"""The file of a release that lists all others, a line ``hash  path`` each, as sha256sum has it."""

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def listed(line: str) -> tuple[str, str] | None:
    """Path and hash that a line of SHA256SUMS gives, None where it names no file of the release.

    >>> listed("0" * 64 + "  data/a.parquet")[0]
    'data/a.parquet'
    >>> listed("0" * 64 + "  ../a.parquet")
    """
    match = _LINE.fullmatch(line)
    if match is None or match[2].startswith("/") or ".." in match[2].split("/"):
        return None
    return match[2], match[1]
