"""Archives of one article a record, cut into slices that a task can read by itself.

A plain JSONL file is cut at line feeds and read in place. Any other archive (compressed, or
Parquet) cannot be entered in its middle, so it is read once, as a stream, and its records are
kept beside as JSONL in slices. Neither needs memory that grows with the file.
"""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import io
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa

from juku import store
from juku.build import endings, fields, packed
from juku.build.workdir import write_whole
from juku.errors import BuildError, ContractError, EvidenceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from juku.build.manifest import Entry

CLOCK = dt.timezone(dt.timedelta(hours=8))
"""China's: midnight there, as crawlers write a day in seconds, is still the day before in UTC."""

DEFAULT_MAP = {"title": "title", "text": "text", "date": "date"}
"""Our field → that of a record, for an archive whose manifest line has no map."""

_READ = 1 << 20
_HEAD = 4
"""Bytes that show whether a file's characters are wider than a byte."""
_LONGEST = 16 << 20
"""Bytes of one record at the most: five million characters, a gigabyte of memory while they are
read. A longer line is no article."""


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
        raise EvidenceError(
            f"{where}: is no whole {codec} file ({error}); fetch it again, or mend it"
        ) from error
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


def cut(path: Path, entry: Entry, target: Callable[[int], int]) -> Iterator[Slice]:
    """Slices of an archive that can be entered: all its records, in order.

    ``target`` says of how many bytes the slice should be that begins behind so many.

    Raises:
        EvidenceError: the archive cannot be read at all, or has a record of absurd length.
    """
    with _readable(path), path.open("rb") as stream:
        yield from _cut_plain(stream, entry, target)


def keep(path: Path, entry: Entry, folder: Path, target: Callable[[int], int]) -> Iterator[Slice]:
    """Slices of any archive, all its records in order, kept in ``folder``.

    ``target`` says of about how many bytes the slice should be that begins behind so many.

    Raises:
        EvidenceError: the archive cannot be read at all, or has a record of absurd length.
    """
    with _readable(path):
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
    except ContractError as error:
        # The store's message names the path already; what Arrow said is behind it.
        fact = str(error.__cause__ or error).rstrip(".")
        raise EvidenceError(f"{path}: cannot be read ({fact}); add the file again") from error
    except (pa.ArrowInvalid, EOFError) as error:
        raise EvidenceError(f"{path}: cannot be read ({error}); add the file again") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise EvidenceError(f"{path}: cannot be read ({error}); add the file again") from error


def _all(path: Path, entry: Entry) -> Iterator[bytes]:
    ending = endings.of(entry.path)
    if ending.form == "parquet":
        yield from _rows(path, entry, ending.codec)
    else:
        with open_bytes(path, ending.codec) as stream:
            yield from _lines(stream, entry)


def _cut_plain(stream: IO[bytes], entry: Entry, target: Callable[[int], int]) -> Iterator[Slice]:
    _check_lines(stream.read(packed.LOOKED_AT), entry)
    stream.seek(0)
    start, record = 0, 1
    while True:
        data = stream.read(target(start))
        if not data:
            return
        data += _rest_of_line(stream, entry)
        lines = data.count(b"\n") + (not data.endswith(b"\n"))
        yield Slice(start, start + len(data), record, hashlib.sha256(data).hexdigest())
        start, record = start + len(data), record + lines


def _rest_of_line(stream: IO[bytes], entry: Entry) -> bytes:
    rest = stream.readline(_LONGEST)
    if len(rest) == _LONGEST:
        raise EvidenceError(
            f"{entry.path}: has a line of over {_LONGEST >> 20} MB; give one article a line"
        )
    return rest


def _check_lines(head: bytes, entry: Entry) -> None:
    """Refuse what has no lines, and an encoding in which a line feed is not one byte."""
    packed.check(head, entry.path)
    if b"\0" in head[:_HEAD] or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise EvidenceError(
            f"{entry.path}: is UTF-16 or UTF-32, which is not cut into lines; convert it to UTF-8"
        )


def _lines(stream: IO[bytes], entry: Entry) -> Iterator[bytes]:
    for number, line in enumerate(iter(lambda: _rest_of_line(stream, entry), b"")):
        if not number:
            _check_lines(line[: packed.LOOKED_AT], entry)
        yield line if line.endswith(b"\n") else line + b"\n"


def _rows(path: Path, entry: Entry, codec: str | None) -> Iterator[bytes]:
    """Rows as lines of JSON; columns that the map does not name are not read."""
    if codec is not None:
        raise EvidenceError(f"{path}: Parquet is compressed inside; unpack the file and add it")
    named = entry.map or DEFAULT_MAP
    there = store.columns(path)
    wanted = {fields.column(name, there) for name in named.values()}
    if fields.column(named["text"], there) not in there:
        raise EvidenceError(
            f"{path}: has no column {named['text']!r} for the text; name one of its columns, "
            f"{', '.join(there)}, with `juku add --map text=…`"
        )
    columns = [name for name in there if name in wanted]
    for batch in store.batches([path], columns, rows=1000):
        for row in batch.to_pylist():
            line = json.dumps(row, ensure_ascii=False, default=_json)
            yield line.encode("utf-8", "surrogateescape") + b"\n"


def _json(value: Any) -> str:
    """A value that JSON has not; text in a column of bytes keeps them, to be decoded as a line.

    A moment with its time zone is told by China's clock, as seconds since 1970 are.
    """
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        value = value.astimezone(CLOCK)
    return str(value)


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
