"""The bytes of compressed files: as a stream that is read, or all of one page."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa

from juku.errors import EvidenceError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 16 << 20
"""Bytes of one page or record at the most, unpacked: five million characters, a gigabyte of memory
while they are read. What is longer is no page and no article."""

_READ = 1 << 20


def open_bytes(path: Path, codec: str | None) -> IO[bytes]:
    """The bytes of a file, decompressed as they are read."""
    if codec is None:
        return path.open("rb")
    stream = pa.input_stream(str(path), compression=codec)
    return io.BufferedReader(_Raw(stream), _READ)


def page(raw: bytes, codec: str | None, where: str, largest: int) -> bytes:
    """The bytes of one page, out of those of its file.

    Raises:
        EvidenceError: they are damaged, or come to more than ``largest``.
    """
    data = raw if codec is None else _unpack(raw, codec, where, largest + 1)
    if len(data) > largest:
        raise EvidenceError(
            f"{where}: holds over {largest >> 20} MB; cut it into pages, or write it as an archive "
            "of one article a record"
        )
    return data


def _unpack(raw: bytes, codec: str, where: str, most: int) -> bytes:
    try:
        with pa.CompressedInputStream(pa.BufferReader(raw), codec) as stream:
            return bytes(stream.read(most))
    except (OSError, ValueError) as error:
        raise EvidenceError(
            f"{where}: is no whole {codec} file ({error}); fetch it again, or mend it"
        ) from error


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
