"""What a build would set aside is named before it is built."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from juku.build import evidence, probe
from juku.errors import Findings
from juku.release import validate

GOOD = "标题\n\n正文一句，写得清楚明白。\n".encode()


@pytest.fixture
def corpus(tmp_path, archive_source):
    """A function that makes a corpus of files, as an editor's hand may have left them."""

    def made(**files):
        root = tmp_path / "corpus"
        evidence.new(root)
        for name, data in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(data)
            source = archive_source if path.suffix == ".jsonl" else page_source
            evidence.add(root, [path], source)
        return root

    page_source = replace(archive_source, map=None)
    return made


def test_pages_that_can_be_read_give_no_finding(corpus):
    row = {"headline": "题", "content": "一句。", "pub_time": "2024-11-04"}
    line = json.dumps(row, ensure_ascii=False).encode()
    assert not validate.inspect(corpus(a_txt=GOOD, b_jsonl=line + b"\n")).messages


def test_every_page_that_cannot_be_read_is_named(corpus):
    root = corpus(a_txt=GOOD, b_txt=bytes(range(128, 256)), c_txt=b"\xff\xfe\x00")
    messages = validate.inspect(root).messages
    assert [message.split(":")[0] for message in messages] == ["pages/b.txt", "pages/c.txt"]


def test_a_file_that_is_gone_meanwhile_is_a_finding(corpus):
    root = corpus(a_txt=GOOD)
    there = evidence.load(root).corpus
    (root / "pages" / "a.txt").unlink()
    found = Findings()
    probe.check_all(there, found)
    assert "a.txt" in found.messages[0]
