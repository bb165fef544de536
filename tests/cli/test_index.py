"""`juku index` builds, ships and checks indexes."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from juku.cli import main


@pytest.fixture
def release(tmp_path):
    path = Path(__file__).parents[1] / "query" / "conftest.py"
    spec = importlib.util.spec_from_file_location("query_conftest", path)
    maker = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["query_conftest"] = maker
    spec.loader.exec_module(maker)
    return maker.write_release(tmp_path / "release", [maker.Story(["我/r/PRON 说/v/VERB"])])


def test_an_index_shipped_with_a_release_is_used(release, tmp_path, capsys):
    assert main(["index", str(release), "--out", str(release / "index")]) == 0
    assert "2 tokens, 1 sentence" in capsys.readouterr().out
    assert main(["index", str(release), "--cache", str(tmp_path / "cache"), "--verify"]) == 0
    assert str(release / "index") in capsys.readouterr().out
    # The cache may remember the sums of the Parquet, but needs no index.
    assert list((tmp_path / "cache").glob("**/index.json")) == []


def test_an_index_of_another_release_is_not_used(release, tmp_path, capsys):
    main(["index", str(release), "--out", str(release / "index")])
    manifest = release / "index" / "index.json"
    document = json.loads(manifest.read_text("utf-8"))
    document["sources"] = dict.fromkeys(document["sources"], "0" * 64)
    manifest.write_text(json.dumps(document), "utf-8")
    main(["index", str(release), "--cache", str(tmp_path / "cache")])
    assert str(tmp_path / "cache") in capsys.readouterr().out


def test_a_folder_that_is_no_index_is_left_alone(release, capsys):
    assert main(["index", str(release), "--out", str(release / "data")]) == 1
    assert "is there and is no index; give a path that is free" in capsys.readouterr().err
    assert list((release / "data").glob("*.parquet"))


def test_a_query_over_its_time_is_refused_with_status_1(release, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))
    assert main(["count", str(release), '"我" []', "--seconds", "0"]) == 1
    assert "did not end within 0 s" in capsys.readouterr().err
    assert main(["count", str(release), '"我" []', "--seconds", "5", "--megabytes", "100"]) == 0


def test_damage_is_reported_with_status_1(release, capsys):
    main(["index", str(release), "--out", str(release / "index")])
    file = release / "index" / "word.bin"
    file.write_bytes(bytes(reversed(file.read_bytes())))
    assert main(["index", str(release), "--verify"]) == 1
    assert "word.bin: does not have the SHA-256" in capsys.readouterr().err
