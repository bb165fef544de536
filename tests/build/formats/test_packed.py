"""What is packed or of another program is refused by its bytes, whatever its name says."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile

import pyarrow as pa
import pytest

from juku.build import entering
from juku.errors import EvidenceError

RECORD = '{"headline": "标题", "content": "正文一句。", "pub_time": "2024-11-04"}\n'.encode()


def zipped() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("a", RECORD)
    return sink.getvalue()


def tarred() -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        member = tarfile.TarInfo("a")
        member.size = len(RECORD)
        archive.addfile(member, io.BytesIO(RECORD))
    return sink.getvalue()


PACKED = {
    "a ZIP file": zipped(),
    "a tar file": tarred(),
    "packed with gzip": gzip.compress(RECORD, mtime=0),
    "packed with zstd": pa.compress(RECORD, "zstd", asbytes=True),
    "packed with bzip2": bz2.compress(RECORD),
    "packed with xz": lzma.compress(RECORD),
}


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (b"%PDF-1.7\n", "a PDF, whatever its name says; give its text"),
        (b"{\\rtf1\\ansi x}", "RTF, whatever its name says; give its text"),
        (
            b"\xef\xbb\xbf\r\n<!DOCTYPE HTML PUBLIC>\n",
            "HTML, whatever its name says; name it .html",
        ),
        (b"<html lang='zh'><p>x", "HTML, whatever its name says; name it .html"),
    ],
)
def test_text_of_another_form_is_told_as_what_it_is(empty, tmp_path, source, page, what):
    (tmp_path / "a.txt").write_bytes(page)
    with pytest.raises(EvidenceError, match=rf"a\.txt: is {re.escape(what)}$"):
        entering.add(empty, [tmp_path / "a.txt"], source)


@pytest.mark.parametrize("page", ["<htmlx> 一句。", "一句<html>。", "<p>一句。</p>"])
def test_text_that_only_speaks_of_tags_is_taken(empty, tmp_path, source, page):
    (tmp_path / "a.txt").write_text(page, "utf-8")
    assert len(entering.add(empty, [tmp_path / "a.txt"], source).entries) == 1


@pytest.mark.parametrize("what", PACKED)
@pytest.mark.parametrize("ending", [".txt", ".txt.gz", ".html", ".jsonl", ".jsonl.gz"])
def test_a_name_that_says_otherwise_is_not_believed(
    empty, tmp_path, source, archive_source, what, ending
):
    page = tmp_path / f"a{ending}"
    page.write_bytes(gzip.compress(PACKED[what]) if ending.endswith(".gz") else PACKED[what])
    asked = archive_source if "jsonl" in ending else source
    with pytest.raises(EvidenceError, match=rf"a{ending}: is {what}, whatever .*; unpack it"):
        entering.add(empty, [page], asked)
    assert list((empty / "pages").iterdir()) == []
