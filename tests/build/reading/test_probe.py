"""What a build would set aside is named before it is built."""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku.build import entering
from juku.build.corpus import evidence, manifest
from juku.build.reading import articles, probe
from juku.cli import main
from juku.errors import EvidenceError, Findings
from juku.release import validate

RECORD = '{"headline": "题", "content": "一句。", "pub_time": "2024-11-04"}\n'.encode()
GOOD = "标题\n\n正文一句，写得清楚明白。\n".encode()


@pytest.fixture
def corpus(tmp_path, empty, archive_source):
    """A function that makes a corpus of files, as an editor's hand may have left them."""

    def made(**files):
        for name, data in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(data)
            source = archive_source if path.suffix == ".jsonl" else page_source
            entering.add(empty, [path], source)
        return empty

    page_source = replace(archive_source, map=None)
    return made


def test_pages_that_can_be_read_give_no_finding(corpus):
    assert not validate.inspect(corpus(a_txt=GOOD, b_jsonl=RECORD)).messages


def test_every_page_that_cannot_be_read_is_named(corpus, monkeypatch):
    monkeypatch.setattr(probe, "check_readable", lambda *_: None)  # listed by an editor's hand
    root = corpus(a_txt=GOOD, b_txt=bytes(range(128, 256)), c_txt=b"\xff\xfe\x00")
    messages = validate.inspect(root).messages
    assert [message.split(":")[0] for message in messages] == ["pages/b.txt", "pages/c.txt"]


def test_where_nothing_reads_html_it_is_said_once_and_nothing_is_built(
    corpus, tmp_path, monkeypatch, capsys
):
    """The pages are not to blame: a release without them would be another on another machine."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    root = corpus(a_txt=GOOD, b_html=b"<html></html>", c_htm=b"<html> </html>")
    told = (
        f"{root}/pages/b.html and 1 more: HTML needs trafilatura; "
        "pip install trafilatura lxml_html_clean"
    )
    assert validate.inspect(root).messages == [told]
    out = tmp_path / "out" / "demo-1.0.0"
    assert main(["build", str(root), "--out", str(out), "--version", "1.0.0"]) == 1
    assert capsys.readouterr().err == f"juku: {told}\n"
    assert not out.parent.exists()


@pytest.mark.parametrize("page", [b"\n", GOOD])
def test_a_corpus_without_any_text_is_named(corpus, monkeypatch, page):
    with monkeypatch.context() as patched:
        patched.setattr(probe, "check", lambda *_: True)  # listed by an editor's hand
        root = corpus(a_txt=b"", b_txt=page, c_jsonl=b" \n\n")
    blank = [f"{root}: none of its pages has text; add one that has"]
    assert validate.inspect(root).messages == ([] if page == GOOD else blank)


def test_of_a_corpus_without_pages_it_is_said_once_that_it_has_none(empty):
    lacking = f"{empty}/manifest.jsonl: lists no page; add one with `juku add`"
    assert validate.inspect(empty).messages == [lacking]


def test_publishers_whose_names_no_id_can_have_are_told(empty, tmp_path, capsys):
    names = ("甲报", "Demo News", "Demo News", "乙报（海外版）", "——", None)
    lines = ["[1]\n", *(json.dumps({"text": "一句。", "paper": name}) + "\n" for name in names)]
    (tmp_path / "b.jsonl").write_text("".join(lines), "utf-8")
    source = ["--publisher", "p", "--date", "2024-01-01", "--map", "text=text,publisher=paper"]

    assert main(["add", str(empty), str(tmp_path / "b.jsonl"), *source]) == 0

    assert capsys.readouterr().out.splitlines()[1:] == [
        "pages/b.jsonl: publisher 'Demo News' will be Demo_News in ids and in `publisher`",
        "pages/b.jsonl: publisher '乙报（海外版）' will be 乙报_海外版 in ids and in `publisher`",
        "pages/b.jsonl: publisher '——' will be p in ids and in `publisher`",
    ]


def test_the_publisher_that_is_given_is_made_what_a_record_would_make_of_it(
    empty, tmp_path, capsys
):
    (tmp_path / "a.txt").write_text("一句。", "utf-8")
    words = ["add", str(empty), str(tmp_path / "a.txt"), "--date", "2024-01-01", "--publisher"]

    assert main([*words, "乙报（海外版）"]) == 0

    told = f"{empty}: publisher '乙报（海外版）' will be 乙报_海外版 in ids and in `publisher`"
    assert capsys.readouterr().out.splitlines() == [told, f"{empty}: added pages/a.txt"]
    assert manifest.load(empty).entries[0].publisher == "乙报_海外版"


def test_a_file_that_is_gone_meanwhile_is_a_finding(corpus):
    root = corpus(a_txt=GOOD, b_jsonl=RECORD)
    there = evidence.load(root).corpus
    for entry in there.entries:
        there.file(entry).unlink()
    found = Findings()
    probe.check_all(there, found)
    probe.check_readable(root / "pages" / "a.txt", there.entries[0], found)
    gone = "cannot be read (No such file or directory); put it back as received"
    assert found.messages == [
        f"{root}/pages/{name}: {gone}" for name in ("a.txt", "b.jsonl", "a.txt")
    ]


def test_pages_behind_those_that_are_not_read_singly_are_looked_at_too(
    corpus, monkeypatch, archive_source
):
    monkeypatch.setattr(probe, "check_readable", lambda *_: None)  # listed by an editor's hand
    root = corpus(a_html=b"<html></html>", b_jsonl=RECORD, c_txt=b"\xff\xfe\x00")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    messages = validate.inspect(root).messages
    assert [message.split(": ")[0] for message in messages] == [
        f"{root}/pages/a.html",
        "pages/c.txt",
    ]


@pytest.mark.parametrize(("at", "fits"), [(100, True), (101, False)])
def test_a_field_is_looked_for_in_the_first_hundred_records(corpus, at, fits):
    rows = [{"content": "一句。", "pub_time": "2024-11-04"} for _ in range(at)]
    rows[-1]["headline"] = "题"
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    if fits:
        assert corpus(b_jsonl=lines)
        return
    with pytest.raises(EvidenceError, match=r"title=headline: none of its first 100 records has"):
        corpus(b_jsonl=lines)


@pytest.mark.parametrize("more", [0, 1])
def test_of_very_many_fields_some_are_named(corpus, more):
    names = [f"f{number:02}" for number in range(30 + more)]
    with pytest.raises(EvidenceError) as refused:
        corpus(b_jsonl=json.dumps(dict.fromkeys(names)).encode() + b"\n")
    told = ", ".join(names[:30]) + ", …" * more
    assert str(refused.value).split("\n")[0].endswith(f"; their fields are {told}")


def test_all_archives_that_cannot_be_unpacked_are_named_once(empty, tmp_path, archive_source):
    archives = [tmp_path / name for name in ("a.jsonl.gz", "b.jsonl.gz")]
    for archive in archives:
        archive.write_bytes(gzip.compress(archive.name.encode())[:-8])
    with pytest.raises(EvidenceError) as refused:
        entering.add(empty, archives, archive_source)
    lines = str(refused.value).split("\n")
    assert [line.split(": ")[0] for line in lines] == [str(archive) for archive in archives]


def test_of_an_archive_that_lacks_a_field_that_is_told_and_not_what_follows_from_it(corpus):
    there = evidence.load(corpus(b_jsonl=RECORD)).corpus
    entry = replace(there.entries[0], map={"text": "body"})
    found = Findings()
    assert probe.check(there.file(entry), entry, found, records=True)
    assert [message.split(": ")[1] for message in found.messages] == ["--map text=body"]


def test_records_that_a_build_would_set_aside_are_named_and_do_not_keep_an_archive_out(corpus):
    rows = [
        {"headline": "题", "content": "一句。", "pub_time": "2024-11-04"},
        {"headline": "题", "content": "一句。", "pub_time": "昨天"},
        {"headline": "题", "pub_time": "2024-11-04"},
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows) + "不是记录\n"
    messages = validate.inspect(corpus(b_jsonl=lines.encode())).messages
    assert [message.split(": ")[:2] for message in messages] == [
        ["pages/b.jsonl#2", "pub_time"],
        ["pages/b.jsonl#3", "content"],
        ["pages/b.jsonl#4", messages[2].split(": ")[1]],
    ]
    assert "is missing" in messages[1]
    assert "is not JSON" in messages[2]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"a": "一句。"}, "is dict, not text; mend the record or the map"),
        (["一句。", 3], "is int, not text; mend the record or the map"),
        (None, "is missing, and is the text; mend or drop the record"),
    ],
)
def test_an_archive_whose_first_records_are_all_of_no_use_is_refused(corpus, content, told):
    line = json.dumps({"headline": "题", "content": content, "pub_time": "2024-11-04"}) + "\n"
    with pytest.raises(EvidenceError) as refused:
        corpus(b_jsonl=line.encode() * 3)
    assert str(refused.value).endswith(f"b.jsonl#1: content: {told}")


def test_fields_of_records_within_a_record_are_named_where_one_is_missing(corpus):
    line = json.dumps({"headline": "题", "data": {"text": "一句。", "by": {"who": "甲"}}})
    with pytest.raises(EvidenceError, match=r"fields are headline, data, data.text, data.by, da"):
        corpus(b_jsonl=line.encode() + b"\n")


@pytest.mark.parametrize("kind", [pa.list_(pa.int64()), pa.struct({"a": pa.string()}), pa.int64()])
def test_columns_that_cannot_be_text_are_refused(empty, tmp_path, archive_source, kind):
    archive = tmp_path / "a.parquet"
    row = {"headline": "题", "pub_time": "2024-11-04"}
    value = {pa.int64(): 3}.get(kind, [3] if pa.types.is_list(kind) else {"a": "一句。"})
    schema = pa.schema({"headline": pa.string(), "pub_time": pa.string(), "content": kind})
    pq.write_table(pa.Table.from_pylist([{**row, "content": value}], schema), archive)
    with pytest.raises(EvidenceError, match=r"--map text=content: the column is .*, not text; "):
        entering.add(empty, [archive], archive_source)
    assert not list((empty / "pages").iterdir())


def test_all_columns_that_cannot_be_text_are_named(empty, tmp_path, archive_source):
    ours = ("publisher", "rights", "text", "title")
    archive = tmp_path / "a.parquet"
    pq.write_table(pa.table({name: [1] for name in ours}), archive)
    with pytest.raises(EvidenceError) as refused:
        entering.add(
            empty, [archive], replace(archive_source, map={name: name for name in ours[::-1]})
        )
    lines = str(refused.value).split("\n")
    assert [line.split(": ")[1] for line in lines] == [f"--map {name}={name}" for name in ours]


def test_a_field_within_a_column_that_has_none_is_not_there(empty, tmp_path, archive_source):
    archive = tmp_path / "a.parquet"
    pq.write_table(pa.table({"content": ["一句。"]}), archive)
    with pytest.raises(
        EvidenceError, match=r"has a field 'content\.within'; their fields are conte"
    ):
        entering.add(empty, [archive], replace(archive_source, map={"text": "content.within"}))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("data.text", None),
        ("data.listed", None),
        ("data.by.who", None),
        ("data.number", "int64"),
        ("data.by", "struct<who: string, age: int64>"),
        ("data.by.age", "int64"),
    ],
)
def test_fields_within_a_column_that_cannot_be_text_are_refused(
    empty, tmp_path, archive_source, name, kind
):
    """Though none of the first records has a title that is none."""
    by = pa.struct({"who": pa.string(), "age": pa.int64()})
    data = pa.struct(
        {"text": pa.string(), "listed": pa.list_(pa.string()), "number": pa.int64(), "by": by}
    )
    row = {"text": "一句。", "listed": ["一句。"], "number": None, "by": {"who": "某人"}}
    table = pa.Table.from_pylist([{"data": row}], pa.schema({"data": data}))
    archive = tmp_path / "a.parquet"
    pq.write_table(table, archive)
    ours = "text" if name == "data.listed" else "title"
    source = replace(archive_source, map={"text": "data.text", ours: name})
    if kind is None:
        assert entering.add(empty, [archive], source).entries
        return
    with pytest.raises(EvidenceError) as refused:
        entering.add(empty, [archive], source)
    assert f"--map {ours}={name}: the field is {kind}, not text; name another" in str(refused.value)


@pytest.mark.parametrize("codec", ["gz", "zst"])
def test_pages_that_are_not_packed_as_their_ending_says_are_refused(
    empty, tmp_path, archive_source, codec
):
    page = tmp_path / f"a.txt.{codec}"
    page.write_bytes(GOOD)
    with pytest.raises(EvidenceError, match=r"is no whole .* file .*; fetch it again, or mend it"):
        entering.add(empty, [page], replace(archive_source, map=None))
    assert not list((empty / "pages").iterdir())


def test_the_first_records_are_read_once(corpus, monkeypatch):
    root = corpus(b_jsonl=RECORD * 5)
    read, lines = articles.read, []
    monkeypatch.setattr(articles, "read", lambda line, at: lines.append(line) or read(line, at))
    probe.check_all(evidence.load(root).corpus, Findings())
    assert lines == [RECORD.strip()] * 5
