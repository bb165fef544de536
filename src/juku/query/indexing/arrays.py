"""Files of an index: raw little-endian arrays and Arrow tables, mapped rather than read.

A folder of them has ``index.json``, which says what it was made from and the size and SHA-256 of
each file. It is written beside its place and renamed, so that nobody opens half an index.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa

from juku.errors import QueryError
from juku.filehash import file_sha256
from juku.surroundings import told

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import DTypeLike, NDArray

FORMAT = 2
"""Version of the index format; another one is built anew."""

MANIFEST = "index.json"

_FACTS = {
    "identity": str,
    "release": dict,
    "sources": dict,
    "tokens": int,
    "dtypes": dict,
    "files": dict,
}
"""What the manifest of an index says besides its format."""


class Folder:
    """An index folder being written; it appears under its name when the block ends well.

    In the cache even something that is no index is replaced: it was one.

    Raises:
        QueryError: something that is no index stands there.
    """

    def __init__(self, path: Path, *, cached: bool = False) -> None:
        if not cached and path.exists() and not (path / MANIFEST).is_file():
            raise QueryError(f"{path}: is there and is no index; give a path that is free")
        self.path = path
        self.part = path.with_name(f".{path.name}.part-{os.getpid()}")
        self._dtypes: dict[str, str] = {}

    def __enter__(self) -> Self:
        self.part.mkdir(parents=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if kind is not None:
            shutil.rmtree(self.part, ignore_errors=True)

    def array(self, name: str, values: NDArray[Any]) -> None:
        """Write a whole array as ``name.bin``."""
        self._note(name, values.dtype)
        values.astype(values.dtype.newbyteorder("<"), copy=False).tofile(self.part / f"{name}.bin")

    def mapped(self, name: str, dtype: DTypeLike, length: int) -> NDArray[Any]:
        """A writable array of ``length`` zeros that is the file ``name.bin``."""
        self._note(name, np.dtype(dtype))
        return _map(self.part / f"{name}.bin", np.dtype(dtype), length, "w+")

    def scratch(self, name: str) -> Path:
        """A path for a file that is not part of the index."""
        folder = self.part / "scratch"
        folder.mkdir(exist_ok=True)
        return folder / name

    def table(self, name: str, table: pa.Table) -> None:
        """Write a table as ``name.arrow``, one record batch."""
        with pa.ipc.new_file(self.part / f"{name}.arrow", table.schema) as writer:
            writer.write_table(table.combine_chunks(), max_chunksize=max(table.num_rows, 1))

    def finish(self, facts: dict[str, Any]) -> None:
        """Write the manifest with ``facts`` and move the folder to its place."""
        shutil.rmtree(self.part / "scratch", ignore_errors=True)
        files = {
            file.name: {"bytes": file.stat().st_size, "sha256": file_sha256(file)}
            for file in sorted(self.part.iterdir())
        }
        document = {"format": FORMAT, **facts, "dtypes": self._dtypes, "files": files}
        text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
        (self.part / MANIFEST).write_text(text + "\n", "utf-8")
        there = manifest(self.path)
        same = there is not None and there == json.loads(text)
        if (
            there is not None and same and not _other_sums(self.path, there)
        ):  # another process was faster
            shutil.rmtree(self.part)
            return
        if self.path.exists():
            shutil.rmtree(self.path)
        self.part.rename(self.path)

    def _note(self, name: str, dtype: np.dtype[Any]) -> None:
        self._dtypes[name] = dtype.newbyteorder("<").str


def manifest(path: Path) -> dict[str, Any] | None:
    """The manifest of the index at ``path``; None if there is none of this format."""
    try:
        document: dict[str, Any] = json.loads((path / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    known = isinstance(document, dict) and document.get("format") == FORMAT
    return document if known and _is_manifest(document) else None


def _is_manifest(document: dict[str, Any]) -> bool:
    """Whether it says all that an index says, in the form that it is read in."""
    if not all(isinstance(document.get(name), kind) for name, kind in _FACTS.items()):
        return False
    files = document["files"].values()
    return all(isinstance(file, dict) and file.keys() >= {"bytes", "sha256"} for file in files)


def load_array(path: Path, name: str, dtype: str) -> NDArray[Any]:
    """``name.bin`` of the folder, mapped read-only.

    Raises:
        QueryError: it cannot be opened.
    """
    file, kind = path / f"{name}.bin", np.dtype(dtype)
    try:
        return _map(file, kind, file.stat().st_size // kind.itemsize, "r")
    except OSError as error:
        raise QueryError(told(file, "cannot be read", error, _again(path))) from error


def load_table(path: Path, name: str) -> pa.Table:
    """``name.arrow`` of the folder, mapped read-only.

    Raises:
        QueryError: it is damaged, or cannot be opened.
    """
    file = path / f"{name}.arrow"
    try:
        with pa.memory_map(str(file)) as source:
            return pa.ipc.open_file(source).read_all()
    except (pa.ArrowInvalid, OSError) as error:
        raise QueryError(told(file, "cannot be read", error, _again(path))) from error


def check_sizes(path: Path, document: dict[str, Any]) -> None:
    """Compare the size of every file with the manifest.

    Raises:
        QueryError: naming each file that is missing or of another size.
    """
    wrong = _other_sizes(path, document)
    if wrong:
        raise _refusal(path, wrong, "is missing or not as long as index.json says")


def is_whole(path: Path, document: dict[str, Any]) -> bool:
    """Whether every file has the size that the manifest gives."""
    return not _other_sizes(path, document)


def check_sums(path: Path, document: dict[str, Any]) -> None:
    """Compare the SHA-256 of every file with the manifest.

    Raises:
        QueryError: naming each file that differs.
    """
    check_sizes(path, document)
    wrong = _other_sums(path, document)
    if wrong:
        raise _refusal(path, wrong, "does not have the SHA-256 that index.json gives")


def _other_sizes(path: Path, document: dict[str, Any]) -> list[str]:
    return [n for n, entry in document["files"].items() if _size(path / n) != entry["bytes"]]


def _other_sums(path: Path, document: dict[str, Any]) -> list[str]:
    files = document["files"].items()
    return [
        n
        for n, entry in files
        if not (path / n).is_file() or file_sha256(path / n) != entry["sha256"]
    ]


def _refusal(path: Path, names: list[str], fact: str) -> QueryError:
    return QueryError("\n".join(f"{path / name}: {fact}; {_again(path)}" for name in names))


def _again(path: Path) -> str:
    return f"delete {path} and let the index be built again"


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _map(path: Path, dtype: np.dtype[Any], length: int, mode: str) -> NDArray[Any]:
    if length == 0:  # the system maps no empty file
        path.touch()
        return np.zeros(0, dtype)
    if mode == "w+":
        _reserve(path, length * dtype.itemsize)
        mode = "r+"
    mapped: Any = np.memmap(path, dtype=dtype, mode=mode, shape=(length,))  # type: ignore[call-overload]
    return np.asarray(mapped) if mode == "r" else mapped


def _reserve(path: Path, size: int) -> None:
    """Make a file of zeros: a full disk is an error here, and a crash when a map is written."""
    with path.open("wb") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, size)
        else:  # macOS has none
            file.truncate(size)
