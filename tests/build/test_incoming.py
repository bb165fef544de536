"""Files on their way into a corpus: each is a page, whatever its name, or is refused and named."""

from __future__ import annotations

import errno
import gzip
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from juku.build import entering, incoming
from juku.build.corpus import manifest
from juku.errors import EvidenceError

RECORD = gzip.compress('{"text": "正文。"}'.encode(), mtime=0)
HOSTILE = ["-x.txt", "--z.txt", "a\nb.txt", "a\tc.txt", "' \";$(y).txt", "\x1b[31m.txt", "…。.txt"]


def test_whatever_a_file_is_called_it_becomes_a_page(empty, tmp_path, source, lay):
    added = entering.add(empty, [lay(tmp_path / "in", *HOSTILE)], source)
    assert len(added.entries) == len(HOSTILE)
    assert not manifest.inspect(empty)[1]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a\nb.txt", b"\xff\xfe\xfa", r"in/a\nb.txt"),
        ("z.txt", None, "z.txt: is not a file that can be read"),
        (b"\xff.txt", b"x", "has a name that is not UTF-8"),
        ("x" * 200 + "/" + "y" * 60 + ".txt", b"x", "has a name of over 255 bytes"),
        ("good.html", b"x", "in/good.txt: a page named good is made of "),
        ("a.jsonl", b"[1]\n[2]", "a.jsonl#1: is not a JSON object"),
    ],
)
def test_all_offenders_in_a_folder_are_named_before_anything_is_written(
    empty, listed, tmp_path, source, name, data, message, lay
):
    received = lay(tmp_path / "in", "good.txt")
    (received / "bad.txt").write_bytes("改革".encode() + "改革".encode("gb18030"))
    path = received / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("nowhere") if data is None else path.write_bytes(data)
    with pytest.raises(EvidenceError) as refused:
        entering.add(empty, [received], source)
    lines = str(refused.value).split("\n")
    assert len(lines) == 2
    assert any(message in line for line in lines)
    assert any("bad.txt: byte 6" in line for line in lines)
    assert listed(empty) == list((empty / "pages").iterdir()) == []


def test_the_same_bytes_of_another_day_or_paper_are_another_page(empty, tmp_path, source, lay):
    page = lay(tmp_path, "a.txt") / "a.txt"
    entering.add(empty, [page], source)
    for name, other in (("b", {"published": "2024-11-05"}), ("c", {"publisher": "else"})):
        copy = shutil.copy(page, tmp_path / f"{name}.txt")
        assert entering.add(empty, [copy], replace(source, **other)).entries
    assert not manifest.inspect(empty)[1]


def test_files_of_the_same_bytes_are_one_page(empty, listed, tmp_path, source):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("正文。", "utf-8")
    added = entering.add(empty, [tmp_path / "a.txt", tmp_path / "b.txt"], source)
    assert added.there == ((tmp_path / "b.txt", "pages/a.txt"),)
    assert listed(empty) == ["pages/a.txt"]


def test_what_is_said_of_the_files_is_said_of_each_in_place_of_what_is_known(
    empty, tmp_path, source
):
    (tmp_path / "a.txt").write_text("正文。", "utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(RECORD)
    said = replace(
        source, published_evidence="stated: so", obtained="from a friend", map={"text": "text"}
    )
    entries = entering.add(empty, [tmp_path / "a.txt", tmp_path / "b.jsonl.gz"], said).entries
    assert [entry.map for entry in entries] == [None, {"text": "text"}]
    assert {(one.published_evidence, one.obtained) for one in entries} == {
        ("stated: so", "from a friend")
    }


def test_a_file_without_an_ending_is_text_and_gets_one_wherever_it_lies(empty, listed, source, lay):
    entering.add(empty, [lay(empty / "pages", "a") / "a"], source)
    assert listed(empty) == ["pages/a.txt"]


def test_an_archive_is_no_page_of_the_same_bytes(empty, tmp_path, source):
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_bytes(b"")
    entering.add(empty, [tmp_path / "a.txt"], source)
    with pytest.raises(EvidenceError, match=r"b\.jsonl: has no record; add it when it has one"):
        entering.add(empty, [tmp_path / "b.jsonl"], source)


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"one"), ("a.jsonl.gz", RECORD)])
def test_a_page_whose_line_has_a_finding_is_not_written_over(empty, tmp_path, source, name, data):
    page = tmp_path / name
    page.write_bytes(data)
    entering.add(empty, [page], source)
    lines = empty / manifest.MANIFEST
    lines.write_text(json.dumps(json.loads(lines.read_text("utf-8")) | {"published": "?"}), "utf-8")
    page.write_bytes(data + b"\n")
    with pytest.raises(EvidenceError, match="in the corpus already"):
        entering.add(empty, [page], source)
    assert (empty / manifest.PAGES / name).read_bytes() == data


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", b'{"headline": "a", "body": "b"}', "--map text=content: none of its first 1 "),
        ("a.jsonl", b"[1]\n", "a.jsonl#1: is not a JSON object"),
        ("a.jsonl", b"{}\n", "text=content: none of .* 'content'; they have no field at all"),
        ("a.jsonl", '{"content": "b"}'.encode("utf-16"), "is UTF-16 or UTF-32"),
        ("a.jsonl.gz", RECORD[:-12], "cannot be read"),
        ("a.jsonl", b" \n\n", "a.jsonl: has no record; add it when it has one"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0), "a.jsonl.gz: has no record"),
        ("a.txt", b"x", "--map: is for archives of records"),
        (
            "a.jsonl",
            b'\xef\xbb\xbf[ {"content": "b"}]\n',
            "a.jsonl: is one JSON array; write each rec",
        ),
        ("a.jsonl", b'[\n{"content": "b"},\n{"content": "b"}\n]\n', "is one JSON array"),
        (
            "a.jsonl",
            b'{\n"content": "b"\n}\n',
            "a.jsonl: has records over several lines; write each",
        ),
        (
            "a.json",
            b"[]",
            "is no kind of file that is read; write each record on a line of its own",
        ),
        ("a.csv.gz", b"x", "is no kind of file that is read; write it as Parquet, as `to_pa"),
        ("a.pdf", b"x", "is no kind of file that is read; give it as .txt, "),
        ("a.txt.bz2", b"x", "is no kind of file that is read; unpack it"),
        ("a.tar.gz", b"x", "is no kind of file that is read; unpack it"),
    ],
)
def test_what_no_build_could_read_is_refused_at_once(
    empty, tmp_path, archive_source, name, data, message
):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EvidenceError, match=message):
        entering.add(empty, [tmp_path / name], archive_source)
    assert list((empty / "pages").iterdir()) == []


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_a_page_that_cannot_be_decoded_is_refused_at_once(empty, tmp_path, source, ending):
    good, bad = tmp_path / f"good{ending}", tmp_path / f"bad{ending}"
    good.write_text("改革开放", "utf-8")
    bad.write_bytes("改革开放".encode() + "改革开放".encode("gb18030"))
    with pytest.raises(EvidenceError, match=rf"/bad\{ending}: byte 12 \(0xb8\) is not UTF-8"):
        entering.add(empty, [good, bad], source)
    assert list((empty / "pages").iterdir()) == []


def test_names_that_differ_after_a_dot_are_two_pages(empty, tmp_path, source):
    pages = [tmp_path / f"2024.11.0{day} 01.TXT" for day in (4, 5)]
    for page in pages:
        page.write_text(f"{page.stem}。", "utf-8")
    made = entering.add(empty, pages, source).entries
    assert [entry.path for entry in made] == ["pages/2024.11.04_01.TXT", "pages/2024.11.05_01.TXT"]


def test_a_page_that_lies_there_unlisted_can_be_listed(empty, listed, tmp_path, source):
    """As its finding says; an `add` that was killed leaves such."""
    page = empty / "pages" / "a.txt"
    page.write_text("正文。", "utf-8")
    entering.add(empty, [page], source)
    assert not manifest.inspect(empty)[1]


@pytest.mark.usefixtures("not_waiting")
@pytest.mark.parametrize(
    "make", [lambda path: path.write_text("正文。", "utf-8"), Path.mkdir, os.mkfifo]
)
def test_what_lies_in_the_place_of_a_page_and_is_another_is_told(empty, tmp_path, source, make):
    there = empty / "pages" / "b.txt"
    make(there)
    (tmp_path / "b.txt").write_text("另一页。", "utf-8")
    with pytest.raises(EvidenceError) as refused:
        entering.add(empty, [tmp_path / "b.txt"], source)
    assert str(refused.value) == (
        f"{tmp_path}/b.txt: {there} is another file; remove that, or rename yours"
    )


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("text=content", "text=content,date=day", "with --map text=content; take that out"),
        (None, "text=content", "with no --map; take that out with `juku remove` to read it by"),
        ("text=content", None, "to read it by no --map"),
    ],
)
def test_an_archive_added_again_with_another_map_is_refused(
    empty, listed, tmp_path, source, first, then, told
):
    archive = tmp_path / "a.jsonl"
    archive.write_text('{"text": "一句。", "content": "一句。", "day": "2024-11-04"}\n', "utf-8")
    entering.add(empty, [archive], replace(source, map=first))
    assert entering.add(empty, [archive], replace(source, map=first)).there
    with pytest.raises(EvidenceError) as refused:
        entering.add(empty, [archive], replace(source, map=then))
    assert str(refused.value).startswith(f"{archive}: is pages/a.jsonl already, with ")
    assert told in str(refused.value)
    assert len(listed(empty)) == 1


@pytest.mark.parametrize(
    "given", ["", "text", "text=", "=content", "text=content,", "text=a,text=b", "text=a, text =b"]
)
def test_a_map_that_does_not_name_two_fields_in_each_pair_is_refused(
    empty, tmp_path, source, listed, given
):
    (tmp_path / "a.jsonl.gz").write_bytes(RECORD)
    with pytest.raises(EvidenceError) as refused:
        entering.add(empty, [tmp_path / "a.jsonl.gz"], replace(source, map=given))
    remedy = "write title=headline,text=content, each field once"
    assert f"--map: is {given!r}; {remedy}" in str(refused.value).split("\n")
    assert listed(empty) == []


def test_blanks_in_a_map_are_no_part_of_the_fields(empty, tmp_path, source):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"content": "x", "headline": "y"}'))
    said = replace(source, map=" text = content , title= headline")
    added = entering.add(empty, [tmp_path / "a.jsonl.gz"], said)
    assert added.entries[0].map == {"text": "content", "title": "headline"}


def test_a_publisher_is_written_as_an_id_can_have_it(empty, tmp_path, source, lay):
    said = replace(source, publisher="The Demo")
    added = entering.add(empty, [lay(tmp_path / "in", "a.txt")], said)
    assert added.entries[0].publisher == manifest.as_publisher("The Demo") != "The Demo"


def test_a_file_whose_bytes_cannot_be_read_is_named(
    empty, tmp_path, source, lay, listed, monkeypatch
):
    def refused_by_the_disk(path):
        raise OSError(errno.EIO, "Input/output error")

    page = lay(tmp_path / "in", "a.txt") / "a.txt"
    monkeypatch.setattr(incoming, "file_sha256", refused_by_the_disk)
    with pytest.raises(EvidenceError) as refused:
        entering.add(empty, [page], source)
    assert str(refused.value) == (
        f"{page}: cannot be read (Input/output error); "
        "see to the disk or the network that it is on, or name another file"
    )
    assert listed(empty) == []
