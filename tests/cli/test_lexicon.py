"""`juku lexicon` as a curator types it."""

from __future__ import annotations

from pathlib import Path

import pytest

import juku
from juku import store
from juku.cli import main

ROOT = Path(__file__).parent.parent.parent
NEWS = "\n".join(["第七届进博会在上海举办"] * 3 + ["他走进进博会", "上海人喜欢进博会吗"])


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, "utf-8")
    return path


def test_suggest_proposes_with_figures(texts, capsys):
    assert main(["lexicon", "suggest", str(texts), "--count", "3"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split("\t")[:2] == ["word", "count"]
    assert all(len(row.split("\t")) == 7 for row in rows)


def test_suggest_reads_a_corpus_with_its_lexicon(capsys):
    assert main(["lexicon", "suggest", str(ROOT / "corpus"), "--top", "5"]) == 0
    words = [row.split("\t")[0] for row in capsys.readouterr().out.splitlines()[1:]]
    assert len(words) == 5
    assert "进博会" not in words


def test_check_says_what_an_entry_changes(texts, capsys):
    assert main(["lexicon", "check", str(texts), "进博会:nz:PROPN"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{texts}: 5 sentences, 5 cut otherwise, 5 stretches, 0 of them without an entry's word",
        "  进博会\toccurs 5\twhole 0 → 5",
    ]


@pytest.mark.parametrize("engine", [[], ["--segmenter", "rjieba"]], ids=["the build's", "rjieba"])
def test_words_are_looked_at_as_a_build_cuts_them(tmp_path, capsys, engine):
    page, corpus, out = tmp_path / "a.txt", tmp_path / "c", tmp_path / "r"
    page.write_text("人工智能改变了生活。\n", "utf-8")
    juku.new(corpus)
    juku.add(corpus, page, publisher="demo", date="2024-11-04")
    main(["build", str(corpus), "--out", str(out), "--version", "1.0.0", *engine])
    whole = store.read(out, "sentences", ["tokens"])["tokens"].to_pylist()[0].count("人工智能")
    assert whole == bool(engine)
    capsys.readouterr()
    main(["lexicon", "check", str(corpus), "人工智能:n:NOUN", *engine])
    assert capsys.readouterr().out.endswith(f"\twhole {whole} → 1\n")


def test_check_shows_what_changes_aside(texts, tmp_path, capsys):
    sample = tmp_path / "other.tsv"
    sample.write_text("id\t他走进进博会\nid\t大家好\n", "utf-8")
    assert main(["lexicon", "check", str(texts), "进进博:nz:PROPN", "--sample", str(sample)]) == 0
    out = capsys.readouterr().out
    assert f"{sample}: 2 sentences" in out


def test_bad_entries_are_all_named_as_they_were_given(texts, capsys):
    entries = ["进 博:nz:PROPN", "进博会", "碳达峰:zz:NOUN", "进博会:nz"]
    assert main(["lexicon", "check", str(texts), *entries]) == 1
    first, second, third = capsys.readouterr().err.splitlines()
    assert first.startswith("juku: 进 博:nz:PROPN: word: ")
    assert second.startswith("碳达峰:zz:NOUN: xpos: 'zz' is no native tag; ")
    assert third == "进博会:nz: is given twice; give each word once"


def test_a_sample_that_is_not_there_is_told_before_anything_is_printed(texts, tmp_path, capsys):
    lost = tmp_path / "lost"
    assert main(["lexicon", "check", str(texts), "进博会", "--sample", str(lost)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"juku: {lost}: cannot be read (")


@pytest.mark.parametrize(
    ("option", "given", "message"),
    [
        ("--top", "-1", "--top: is -1; give the number of candidates, 0 or more"),
        ("--count", "0", "--count: is 0; give 1 or more"),
        ("--length", "1", "--length: is 1; give 2 or more"),
    ],
)
def test_numbers_that_nothing_or_everything_reaches_are_refused(
    texts, capsys, option, given, message
):
    assert main(["lexicon", "suggest", str(texts), option, given]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"juku: {message}\n")


def test_a_folder_without_texts_is_refused(tmp_path, capsys):
    assert main(["lexicon", "suggest", str(tmp_path)]) == 1
    assert "name a corpus or texts" in capsys.readouterr().err
