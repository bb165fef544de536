"""What a stopped build may be gone on with: the same input, options, engines and code."""

from __future__ import annotations

import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

import juku
from juku.build.corpus import manifest
from juku.build.rows.kit import Options
from juku.build.running import provenance, settings
from juku.build.running.settings import Settings


@pytest.fixture
def asked(mini_corpus, tmp_path):
    """A build of a copy of the small corpus."""
    return Settings(shutil.copytree(mini_corpus, tmp_path / "corpus"), Options("rjieba"))


def fingerprint(asked):
    versions = settings.versions(settings.kit(asked))
    return settings.fingerprint(asked, manifest.load(asked.corpus), versions)


def written(path, old, new):
    """Let a file of the corpus say ``new`` where it said ``old``."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def curated(root, name, row):
    with (root / "curation" / name).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")


IN_THE_CORPUS = {
    "a day of the manifest": lambda root: written(
        root / "manifest.jsonl", "2024-06-13", "2024-06-12"
    ),
    "a column's label": lambda root: curated(root, "columns.tsv", "某栏\tmade up"),
    "a word": lambda root: curated(root, "lexicon.tsv", "夜跑团\tn\tNOUN\tmade up"),
}


@pytest.mark.parametrize("case", IN_THE_CORPUS)
def test_another_corpus_is_another_build(asked, case):
    before = fingerprint(asked)
    IN_THE_CORPUS[case](asked.corpus)
    assert fingerprint(asked) != before


@pytest.mark.parametrize(
    "options", [Options("jieba"), Options("rjieba", joining=False), Options("rjieba", votes=False)]
)
def test_other_options_are_another_build(asked, options):
    """Even of the same engines."""
    corpus = manifest.load(asked.corpus)
    other = replace(asked, options=options)
    assert settings.fingerprint(other, corpus, {}) != settings.fingerprint(asked, corpus, {})


def test_other_engines_are_another_build(asked):
    corpus, versions = manifest.load(asked.corpus), settings.versions(settings.kit(asked))
    assert {"segmenter", "pyarrow", "juku", "t2s", "s2t", "unicode"} <= versions.keys()
    made = {
        settings.fingerprint(asked, corpus, versions | {name: "another"} if name else versions)
        for name in (None, *versions)
    }
    assert len(made) == len(versions) + 1


@pytest.mark.parametrize("name", ["chardet", "lxml", "trafilatura"])
@pytest.mark.parametrize("now", ["0.0.1", None])
def test_other_readers_of_pages_are_another_build(asked, monkeypatch, name, now):
    """They say what the main text of HTML is, and in which encoding a page is."""
    monkeypatch.setattr(provenance, "version", {name: "0.0.0"}.get)
    before = fingerprint(asked)
    monkeypatch.setattr(provenance, "version", {name: now}.get)
    assert fingerprint(asked) != before


def test_where_the_corpus_lies_who_works_and_what_is_taken_down_make_no_other_build(
    asked, mini_corpus, tmp_path
):
    before = fingerprint(asked)
    takedowns = asked.corpus / "curation" / "takedowns.tsv"
    takedowns.write_text("id\treason\npages/p1.txt\tasked for\n", "utf-8")
    moved = shutil.move(asked.corpus, tmp_path / "elsewhere")
    others = Settings(moved, asked.options, workers=7, backend="none", strict=True)
    assert fingerprint(others) == before


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("store.py", True),
        ("build/running/finish.py", True),
        ("text/numbers/dates.py", True),
        ("text/ud/crf.py", True),
        ("query/sql.py", False),
        ("cli/build.py", False),
    ],
)
def test_other_code_is_another_build_where_it_makes_shards(tmp_path, monkeypatch, name, counts):
    library = shutil.copytree(Path(juku.__path__[0]), tmp_path / "juku")
    monkeypatch.setattr(juku, "__path__", [str(library)])
    before = settings.code_sha256.__wrapped__()
    with (library / name).open("a") as file:
        file.write("# one line more\n")
    assert (settings.code_sha256.__wrapped__() != before) == counts


@pytest.mark.parametrize(("name", "counts"), [("sentences.json", True), ("__init__.py", False)])
def test_other_tables_of_schema_are_another_build(tmp_path, monkeypatch, name, counts):
    """Those of columns, and of words that anyone may add to."""
    tables = shutil.copytree(str(files("juku.schema")), tmp_path / "schema")
    monkeypatch.setattr(settings, "files", lambda _: tables)
    before = settings.code_sha256.__wrapped__()
    with (tables / name).open("a") as file:
        file.write("\n")
    assert (settings.code_sha256.__wrapped__() != before) == counts
