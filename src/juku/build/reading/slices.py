"""Archives cut into slices of their records, each of which a task can read by itself.

A plain JSONL file is cut at line feeds and read in place. Any other archive (compressed, or
Parquet) cannot be entered in its middle, so it is read once, as a stream, and its records are
kept beside as JSONL in slices. Neither needs memory that grows with the file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import pyarrow as pa

from juku.build.formats import packed
from juku.build.reading import archives
from juku.build.reading.workdir import write_whole
from juku.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from juku.build.corpus.manifest import Entry


@dataclass(frozen=True, slots=True)
class Slice:
    """Some records of an archive, as lines of JSON."""

    start: int
    """Byte of the file, or of ``kept``, where the first record starts."""
    stop: int
    record: int
    """1-based number of the first record in the archive."""
    sha256: str
    """Of the records' bytes, so that no worker reads another file under the same name."""
    kept: str | None = None
    """Name of the file of records in the build's folder; None for the archive itself."""


def cut(path: Path, entry: Entry, target: Callable[[int], int]) -> Iterator[Slice]:
    """Slices of an archive that can be entered: all its records, in order.

    ``target`` says of how many bytes the slice should be that begins behind so many.

    Raises:
        EvidenceError: the archive cannot be read at all, or has a record of absurd length.
    """
    with archives.readable(path), path.open("rb") as stream:
        yield from _cut_plain(stream, entry, target)


def keep(path: Path, entry: Entry, folder: Path, target: Callable[[int], int]) -> Iterator[Slice]:
    """Slices of any archive, all its records in order, kept in ``folder``.

    ``target`` says of about how many bytes the slice should be that begins behind so many.

    Raises:
        EvidenceError: the archive cannot be read at all, or has a record of absurd length.
    """
    yield from _keep(archives.lines(path, entry), entry, folder, target)


def _cut_plain(stream: IO[bytes], entry: Entry, target: Callable[[int], int]) -> Iterator[Slice]:
    archives.check_lines(stream.read(packed.LOOKED_AT), entry.path)
    stream.seek(0)
    start, record = 0, 1
    while True:
        data = stream.read(target(start))
        if not data:
            return
        data += archives.rest_of_line(stream, entry.path, record + data.count(b"\n"))
        lines = data.count(b"\n") + (not data.endswith(b"\n"))
        yield Slice(start, start + len(data), record, hashlib.sha256(data).hexdigest())
        start, record = start + len(data), record + lines


def _keep(
    lines: Iterator[bytes], entry: Entry, folder: Path, target: Callable[[int], int]
) -> Iterator[Slice]:
    held: list[bytes] = []
    size, record, number = 0, 1, 0
    done, goal = 0, target(0)
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= goal:
            yield _write(held, entry, folder, (size, record, number))
            record, number = record + len(held), number + 1
            done += size
            goal = target(done)
            held, size = [], 0
    if held:
        yield _write(held, entry, folder, (size, record, number))


def _write(held: list[bytes], entry: Entry, folder: Path, place: tuple[int, int, int]) -> Slice:
    size, record, number = place
    name = f"{hashlib.sha256(entry.path.encode()).hexdigest()[:16]}-{number:05d}.jsonl.zst"
    data = b"".join(held)
    write_whole(folder / name, pa.compress(data, "zstd", asbytes=True))
    return Slice(0, size, record, hashlib.sha256(data).hexdigest(), name)


def records(path: Path, part: Slice, folder: Path) -> Iterator[tuple[int, bytes]]:
    """The records of a slice, each with its number in the archive; blank lines are left out.

    Raises:
        BuildError: the archive is not the one that was cut, or the slice that was kept is damaged.
    """
    if part.kept is None:
        with path.open("rb") as stream:
            stream.seek(part.start)
            data = stream.read(part.stop - part.start)
    else:
        raw = (folder / part.kept).read_bytes()
        try:
            data = pa.decompress(raw, part.stop, "zstd", asbytes=True)
        except (OSError, ValueError):
            data = b""
    if hashlib.sha256(data).hexdigest() != part.sha256:
        raise BuildError(
            f"{path}: was altered while the build ran, or is another for this process; put it back"
            if part.kept is None
            else f"{folder / part.kept}: is damaged; remove {folder.parent.parent} and build anew"
        )
    for place, line in enumerate(data.removesuffix(b"\n").split(b"\n")):
        if line.strip():
            yield part.record + place, line
