"""Pages that enter a corpus never take the place of pages that are there."""

from __future__ import annotations

import errno
import gzip
import json
import shutil

import pytest

from juku.build import entering, evidence, manifest
from juku.errors import EvidenceError

RECORD = gzip.compress('{"text": "正文。"}'.encode(), mtime=0)


@pytest.mark.parametrize(("name", "data"), [("a.txt", b"one"), ("a.jsonl.gz", RECORD)])
def test_a_page_whose_line_has_a_finding_is_not_written_over(tmp_path, source, name, data):
    corpus, page = tmp_path / "corpus", tmp_path / name
    evidence.new(corpus)
    page.write_bytes(data)
    entering.add(corpus, [page], source)
    lines = corpus / manifest.MANIFEST
    lines.write_text(json.dumps(json.loads(lines.read_text("utf-8")) | {"published": "?"}), "utf-8")
    page.write_bytes(data + b"\n")
    with pytest.raises(EvidenceError, match="in the corpus already"):
        entering.add(corpus, [page], source)
    assert (corpus / manifest.PAGES / name).read_bytes() == data


def test_unknown_fields_are_named_in_the_order_of_their_names(tmp_path):
    """Whatever the seed of the hashes of strings."""
    names = [f"field{number}" for number in range(10)]
    (tmp_path / manifest.MANIFEST).write_text(json.dumps(dict.fromkeys(reversed(names), "x")))
    _, found = manifest.inspect(tmp_path)
    told = [m.split(": ")[1] for m in found.messages if "is not a field" in m]
    assert told == names


@pytest.mark.parametrize("name", ["manifest.jsonl", "about.json"])
def test_half_a_character_is_a_finding(tmp_path, mini_corpus, name):
    """JSON can write half a surrogate pair; no Parquet file and no document can hold it."""
    corpus = tmp_path / "corpus"
    shutil.copytree(mini_corpus, corpus)
    text = (corpus / name).read_text("utf-8")
    (corpus / name).write_text(text.replace('": "', '": "\\ud800', 1), "utf-8")
    _, found = evidence.inspect(corpus)
    assert any("half a surrogate pair" in message for message in found.messages)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jsonl", b'{"headline": "a", "body": "b"}', "--map text=content: none of its first 1 "),
        ("a.jsonl", b"[1]\n", "a.jsonl#1: is not a JSON object"),
        ("a.jsonl", b"{}\n", "text=content: none of .* 'content'; they have no field at all"),
        ("a.jsonl", '{"content": "b"}'.encode("utf-16"), "is UTF-16 or UTF-32"),
        ("a.jsonl.gz", RECORD[:-12], "cannot be read"),
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
        ("a.csv.gz", b"x", "is no kind of file that is read; write it as Parquet or JSONL"),
        ("a.pdf", b"x", "is no kind of file that is read; give it as .txt, "),
        ("a.txt.bz2", b"x", "is no kind of file that is read; unpack it"),
        ("a.tar.gz", b"x", "is no kind of file that is read; unpack it"),
    ],
)
def test_what_no_build_could_read_is_refused_at_once(tmp_path, archive_source, name, data, message):
    evidence.new(tmp_path / "corpus")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EvidenceError, match=message):
        entering.add(tmp_path / "corpus", [tmp_path / name], archive_source)
    assert list((tmp_path / "corpus" / "pages").iterdir()) == []


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_a_page_that_cannot_be_decoded_is_refused_at_once(tmp_path, source, ending):
    evidence.new(tmp_path / "corpus")
    good, bad = tmp_path / f"good{ending}", tmp_path / f"bad{ending}"
    good.write_text("改革开放", "utf-8")
    bad.write_bytes("改革开放".encode() + "改革开放".encode("gb18030"))
    with pytest.raises(EvidenceError, match=rf"/bad\{ending}: byte 12 \(0xb8\) is not UTF-8"):
        entering.add(tmp_path / "corpus", [good, bad], source)
    assert list((tmp_path / "corpus" / "pages").iterdir()) == []


def test_names_that_differ_after_a_dot_are_two_pages(tmp_path, source):
    evidence.new(tmp_path / "corpus")
    pages = [tmp_path / f"2024.11.0{day} 01.TXT" for day in (4, 5)]
    for page in pages:
        page.write_text(f"{page.stem}。", "utf-8")
    made = entering.add(tmp_path / "corpus", pages, source).entries
    assert [entry.path for entry in made] == ["pages/2024.11.04_01.TXT", "pages/2024.11.05_01.TXT"]


def test_a_page_that_lies_there_unlisted_can_be_listed(tmp_path, source):
    """As its finding says; an `add` that was killed leaves such."""
    corpus = tmp_path / "corpus"
    evidence.new(corpus)
    page = corpus / "pages" / "a.txt"
    page.write_text("正文。", "utf-8")
    entering.add(corpus, [page], source)
    assert not manifest.inspect(corpus)[1]
    page.with_name("b.txt").write_text("正文。", "utf-8")
    (tmp_path / "b.txt").write_text("另一页。", "utf-8")
    with pytest.raises(EvidenceError, match=r"b\.txt is another file"):
        entering.add(corpus, [tmp_path / "b.txt"], source)


def test_where_the_manifest_cannot_be_written_no_page_is_left(tmp_path, source, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    corpus, page = tmp_path / "corpus", tmp_path / "a.txt"
    evidence.new(corpus)
    page.write_text("正文。", "utf-8")
    monkeypatch.setattr(entering, "_append", full)
    with pytest.raises(EvidenceError, match="No space left on device; nothing was added"):
        entering.add(corpus, [page], source)
    assert list((corpus / "pages").iterdir()) == []


@pytest.mark.parametrize("there", [True, False])
def test_a_corpus_that_cannot_be_laid_out_leaves_nothing(tmp_path, monkeypatch, there):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    if there:
        (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(evidence.about, "to_json", full)
    with pytest.raises(EvidenceError, match="cannot be made"):
        evidence.new(tmp_path / "corpus")
    assert [path.name for path in tmp_path.rglob("*")] == ["corpus"] * there
