"""A packed file is given whole or refused: broken off, it is never taken for a shorter one."""

from __future__ import annotations

import gzip

import pyarrow as pa
import pytest

from juku.build.formats import unpacking
from juku.errors import EvidenceError

TEXT = "改革开放，合作共赢。\n".encode() * 40
PACKED = {"gzip": gzip.compress(TEXT, mtime=0), "zstd": pa.compress(TEXT, "zstd", asbytes=True)}
MOST = len(TEXT)


def streamed(path, codec):
    with unpacking.open_bytes(path, codec) as stream:
        return stream.read()


@pytest.mark.parametrize("codec", PACKED)
def test_a_page_and_a_stream_are_what_was_packed_one_part_or_several(tmp_path, codec):
    path = tmp_path / "a"
    for parts in (1, 3):
        path.write_bytes(PACKED[codec] * parts)
        assert streamed(path, codec) == TEXT * parts
        assert unpacking.page(path.read_bytes(), codec, "a", MOST * parts) == TEXT * parts


@pytest.mark.parametrize("codec", PACKED)
def test_what_breaks_off_anywhere_is_refused(tmp_path, codec):
    path = tmp_path / "a"
    for size in range(1, len(PACKED[codec])):
        path.write_bytes(PACKED[codec][:size])
        with pytest.raises(EvidenceError, match=rf"^a: is no whole {codec} file \(.+\); fetch it"):
            unpacking.page(path.read_bytes(), codec, "a", MOST)
        with pytest.raises(OSError, match=r"Truncated|incomplete|truncated"):
            streamed(path, codec)


@pytest.mark.parametrize("codec", [None, *PACKED])
def test_a_page_may_hold_as_much_as_is_said_and_not_a_byte_more(codec):
    raw = TEXT if codec is None else PACKED[codec]
    assert unpacking.page(raw, codec, "a", MOST) == TEXT
    with pytest.raises(EvidenceError, match=r"^a: holds over 0 MB; cut it into pages, or write"):
        unpacking.page(raw, codec, "a", MOST - 1)


@pytest.mark.parametrize("codec", [None, *PACKED])
def test_lines_come_out_as_they_are_read_and_the_file_is_closed(tmp_path, codec):
    path = tmp_path / "a"
    path.write_bytes(TEXT if codec is None else PACKED[codec])
    with unpacking.open_bytes(path, codec) as stream:
        assert stream.readline() == TEXT.splitlines(keepends=True)[0]
        assert stream.read(5) == TEXT.splitlines(keepends=True)[1][:5]
    with pytest.raises(ValueError, match="closed"):
        stream.read(1)
