"""The sentences of a corpus, or the lines of text files, for whoever looks at words first."""

from __future__ import annotations

import json

import pytest

from juku.build import texts
from juku.build.reading.readers import Failure
from juku.cli import main
from juku.errors import EvidenceError


def test_sentences_of_pages_and_of_records_of_an_archive(tmp_path):
    page, archive, corpus = tmp_path / "page.txt", tmp_path / "old.jsonl", tmp_path / "corpus"
    page.write_text("# 标题一\n\n第一句。第二句。\n", "utf-8")
    rows = [{"headline": "标题二", "body": "第三句。"}, {"headline": "标题三", "body": "第四句！"}]
    archive.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    options = ["--publisher", "demo", "--date", "2024-11-04"]
    assert main(["new", str(corpus)]) == 0
    assert main(["add", str(corpus), str(page), *options]) == 0
    assert (
        main(["add", str(corpus), str(archive), *options, "--map", "title=headline,text=body"]) == 0
    )
    assert texts.sentences(corpus, []) == [
        "标题一", "第一句。", "第二句。", "标题二", "第三句。", "标题三", "第四句！",
    ]  # fmt: skip
    assert texts.lexicon(corpus) == ()


def test_what_a_build_sets_aside_is_passed_over_and_told(tmp_path, capsys):
    archive, corpus = tmp_path / "old.jsonl", tmp_path / "corpus"
    rows = [{"text": "第一句。"}, {"title": "无文"}, [1], {"text": "第二句。"}]
    archive.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert main(["new", str(corpus)]) == 0
    options = ["--publisher", "demo", "--date", "2024-11-04"]
    assert main(["add", str(corpus), str(archive), *options]) == 0
    aside: list[Failure] = []
    assert texts.sentences(corpus, aside) == ["第一句。", "第二句。"]
    assert [one.source for one in aside] == ["pages/old.jsonl#2", "pages/old.jsonl#3"]
    capsys.readouterr()
    for command in ("suggest", "check"):
        assert main(["lexicon", command, str(corpus)]) == 0
        told = capsys.readouterr().err.splitlines()
        assert told == [f"juku: note: passed over: {one}" for one in aside]


def test_lines_of_files_of_a_folder_in_order(tmp_path):
    (tmp_path / "b.tsv").write_text("id\t三\n\nid\tx\t四", "utf-8")
    (tmp_path / "a.txt").write_text("\ufeff一\r\n\n二\n", "utf-8")
    (tmp_path / "c.md").write_text("not a text", "utf-8")
    assert texts.sentences(tmp_path, []) == ["一", "二", "三", "四"]
    assert texts.lexicon(tmp_path) == ()


def test_a_folder_without_texts_and_a_file_that_is_not_utf8_are_refused(tmp_path):
    with pytest.raises(EvidenceError, match="name a corpus or texts"):
        texts.sentences(tmp_path, [])
    bad = tmp_path / "bad.txt"
    bad.write_bytes("上海".encode("gb18030"))
    with pytest.raises(EvidenceError, match=r"bad\.txt: is not UTF-8 at byte 0; save it as UTF-8"):
        texts.sentences(bad, [])


def test_a_release_is_no_folder_of_texts(tmp_path):
    """Its tables of figures were read as sentences, in which no word stands out."""
    (tmp_path / "provenance.json").write_text("{}", "utf-8")
    (tmp_path / "coverage.tsv").write_text("day\tarticles\n", "utf-8")
    with pytest.raises(EvidenceError, match="is a release; name the corpus that it was built from"):
        texts.sentences(tmp_path, [])
