"""Archives of one article a record: their records as a stream, whatever the file is."""

from __future__ import annotations

import codecs
import datetime as dt
import json
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa

from juku import store
from juku.build.formats import endings, fields, packed
from juku.build.formats.unpacking import LARGEST, open_bytes
from juku.errors import ContractError, EvidenceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juku.build.corpus.manifest import Entry

CLOCK = dt.timezone(dt.timedelta(hours=8))
"""China's: midnight there, as crawlers write a day in seconds, is still the day before in UTC."""

DEFAULT_MAP = {"title": "title", "text": "text", "date": "date"}
"""Our field → that of a record, for an archive whose manifest line has no map."""

_HEAD = 4
"""Bytes that show whether a file's characters are wider than a byte."""


def every(path: Path, entry: Entry, where: str | None = None) -> Iterator[tuple[int, bytes]]:
    """All records of an archive, each with its number, as a stream.

    ``where`` is the archive in messages, by default its place in the corpus.

    Raises:
        EvidenceError: the archive cannot be read, or has a record of absurd length.
    """
    for number, line in enumerate(lines(path, entry, where), start=1):
        if line.strip():
            yield number, line.removesuffix(b"\n")  # as a task of a build has it


def lines(path: Path, entry: Entry, where: str | None = None) -> Iterator[bytes]:
    """All lines of an archive, blank ones too; rows of Parquet as lines of JSON.

    Raises:
        EvidenceError: as `every` does.
    """
    ending = endings.of(entry.path)
    with readable(path):
        if ending.form == "parquet":
            yield from _rows(path, entry, ending.codec)
        else:
            with open_bytes(path, ending.codec) as stream:
                yield from _lines(stream, where or entry.path)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """A damaged archive is the corpus's fault; a disk that fails is not.

    Raises:
        EvidenceError: the archive cannot be read.
    """
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


def rest_of_line(stream: IO[bytes], where: str, number: int) -> bytes:
    """What is left of line ``number`` of the archive ``where``, with its line feed.

    Raises:
        EvidenceError: it is of absurd length.
    """
    rest = stream.readline(LARGEST)
    if len(rest) == LARGEST:
        raise EvidenceError(
            f"{where}#{number}: is over {LARGEST >> 20} MB long; give one article a line"
        )
    return rest


def check_lines(head: bytes, where: str) -> None:
    """Refuse what has no lines, and an encoding in which a line feed is not one byte.

    Raises:
        EvidenceError: naming which.
    """
    packed.check(head, where)
    if b"\0" in head[:_HEAD] or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise EvidenceError(
            f"{where}: is UTF-16 or UTF-32, which is not cut into lines; convert it to UTF-8"
        )


def _lines(stream: IO[bytes], where: str) -> Iterator[bytes]:
    number = 1
    while line := rest_of_line(stream, where, number):
        if number == 1:
            check_lines(line[: packed.LOOKED_AT], where)
        yield line if line.endswith(b"\n") else line + b"\n"
        number += 1


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
