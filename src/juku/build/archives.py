"""Archives of one article a record, cut into slices that a task can read by itself.

A plain JSONL file is cut at line feeds and read in place. Any other archive (compressed, or
Parquet) cannot be entered in its middle, so it is read once, as a stream, and its records are
kept beside as JSONL in slices. Neither needs memory that grows with the file.
"""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa

from juku import store
from juku.build.workdir import write_whole
from juku.errors import ContractError, EvidenceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juku.build.manifest import Entry

JSONL = (".jsonl", ".ndjson")
PARQUET = ".parquet"
CODECS = {".gz": "gzip", ".zst": "zstd"}

_READ = 1 << 20
_LONGEST = 256 << 20
"""Bytes of one record at the most; a longer line is no article."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some records of an archive, as lines of JSON."""

    start: int
    """Byte of the file, or of ``kept``, where the first record starts."""
    stop: int
    record: int
    """1-based number of the first record in the archive."""
    kept: str | None = None
    """Name of the file of records in the build's folder; None for the archive itself."""


def is_archive(path: str) -> bool:
    """Whether a file of this name holds one article a record.

    >>> [is_archive(p) for p in ("pages/a.txt.gz", "pages/a.jsonl.zst", "pages/a.parquet")]
    [False, True, True]
    """
    stem, _ = split_codec(path)
    return stem.endswith((*JSONL, PARQUET))


def split_codec(path: str) -> tuple[str, str | None]:
    """A path without the suffix of its compression, and the name of the codec.

    >>> split_codec("pages/a.html.gz")
    ('pages/a.html', 'gzip')
    """
    for suffix, codec in CODECS.items():
        if path.endswith(suffix):
            return path.removesuffix(suffix), codec
    return path, None


def open_bytes(path: Path, codec: str | None) -> IO[bytes]:
    """The bytes of a file, decompressed as they are read."""
    if codec is None:
        return path.open("rb")
    stream = pa.input_stream(str(path), compression=codec)
    return io.BufferedReader(_Raw(stream), _READ)


def unpack(raw: bytes, codec: str, where: str, largest: int) -> bytes:
    """The bytes of a compressed file that holds one page.

    Raises:
        EvidenceError: they are damaged, or come to more than ``largest``.
    """
    try:
        with pa.CompressedInputStream(pa.BufferReader(raw), codec) as stream:
            data = bytes(stream.read(largest + 1))
    except (OSError, ValueError) as error:
        raise EvidenceError(f"{where}: is no whole {codec} file ({error}); add it again") from error
    if len(data) > largest:
        raise EvidenceError(f"{where}: unpacks to over {largest >> 20} MB; split the page")
    return data


class _Raw(io.RawIOBase):
    """An Arrow stream as Python's own readers want it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def cut(path: Path, entry: Entry, folder: Path, target: int) -> Iterator[Slice]:
    """Slices of about ``target`` bytes that hold all records of the archive, in order.

    Raises:
        EvidenceError: the archive cannot be read at all, or has a record of absurd length.
    """
    stem, codec = split_codec(entry.path)
    with _readable(path):
        if codec is None and not stem.endswith(PARQUET):
            with path.open("rb") as stream:
                yield from _cut_plain(stream, entry, target)
        else:
            yield from _keep(_all(path, entry), entry, folder, target)


def every(path: Path, entry: Entry) -> Iterator[tuple[int, bytes]]:
    """All records of an archive, each with its number, as a stream.

    Raises:
        EvidenceError: the archive cannot be read, or has a record of absurd length.
    """
    with _readable(path):
        for number, line in enumerate(_all(path, entry), start=1):
            if line.strip():
                yield number, line


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """A damaged archive is the corpus's fault; a disk that fails is not."""
    try:
        yield
    except (pa.ArrowInvalid, ContractError, EOFError) as error:
        raise EvidenceError(f"{path}: cannot be read ({error}); add the file again") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise EvidenceError(f"{path}: cannot be read ({error}); add the file again") from error


def _all(path: Path, entry: Entry) -> Iterator[bytes]:
    stem, codec = split_codec(entry.path)
    if stem.endswith(PARQUET):
        yield from _rows(path, codec)
    else:
        with open_bytes(path, codec) as stream:
            yield from _lines(stream, entry)


def _cut_plain(stream: IO[bytes], entry: Entry, target: int) -> Iterator[Slice]:
    start, record = 0, 1
    while True:
        data = stream.read(target)
        if not data:
            return
        data += _rest_of_line(stream, entry)
        lines = data.count(b"\n") + (not data.endswith(b"\n"))
        yield Slice(start, start + len(data), record)
        start, record = start + len(data), record + lines


def _rest_of_line(stream: IO[bytes], entry: Entry) -> bytes:
    rest = stream.readline(_LONGEST)
    if len(rest) == _LONGEST:
        raise EvidenceError(
            f"{entry.path}: has a line of over {_LONGEST >> 20} MB; give one article a line"
        )
    return rest


def _lines(stream: IO[bytes], entry: Entry) -> Iterator[bytes]:
    while line := _rest_of_line(stream, entry):
        yield line if line.endswith(b"\n") else line + b"\n"


def _rows(path: Path, codec: str | None) -> Iterator[bytes]:
    if codec is not None:
        raise EvidenceError(f"{path}: Parquet is compressed inside; unpack the file and add it")
    for batch in store.batches([path], rows=1000):
        for row in batch.to_pylist():
            yield json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n"


def _keep(lines: Iterator[bytes], entry: Entry, folder: Path, target: int) -> Iterator[Slice]:
    held: list[bytes] = []
    size, record, number = 0, 1, 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= target:
            yield _write(held, entry, folder, (size, record, number))
            record, number = record + len(held), number + 1
            held, size = [], 0
    if held:
        yield _write(held, entry, folder, (size, record, number))


def _write(held: list[bytes], entry: Entry, folder: Path, place: tuple[int, int, int]) -> Slice:
    size, record, number = place
    name = f"{hashlib.sha256(entry.path.encode()).hexdigest()[:16]}-{number:05d}.jsonl.zst"
    packed = pa.compress(b"".join(held), "zstd", asbytes=True)
    write_whole(folder / name, size.to_bytes(8, "big") + packed)
    return Slice(0, size, record, name)


def records(path: Path, part: Slice, folder: Path) -> Iterator[tuple[int, bytes]]:
    """The records of a slice, each with its number in the archive; blank lines are left out.

    Raises:
        EvidenceError: the slice that was kept is damaged.
    """
    if part.kept is None:
        with path.open("rb") as stream:
            stream.seek(part.start)
            data = stream.read(part.stop - part.start)
    else:
        raw = (folder / part.kept).read_bytes()
        try:
            data = pa.decompress(raw[8:], int.from_bytes(raw[:8], "big"), "zstd", asbytes=True)
        except (OSError, ValueError) as error:
            raise EvidenceError(f"{part.kept}: is damaged ({error}); build anew") from error
    for place, line in enumerate(data.removesuffix(b"\n").split(b"\n")):
        if line.strip():
            yield part.record + place, line
