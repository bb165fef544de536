"""What was built under a version that does not fit waits for the version that does."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import fsspec
import pytest

from juku import store
from juku.build.reading import plan
from juku.build.running import tasks
from juku.cli import main
from juku.release import record, versions, workplace

OTHER = ["--segmenter", "rjieba", "--no-votes"]
"""Options that give other rows than those that the small release was made with."""


@pytest.fixture
def corpus(mini_corpus, mini_release, tmp_path):
    """The small corpus with its release recorded."""
    found = shutil.copytree(mini_corpus, tmp_path / "corpus")
    versions.write_record(found, mini_release)
    return found


def refused(capsys, *words):
    """What a build that is refused says, and the words that it says to go on with."""
    assert main([*words, *OTHER]) == 1
    said = capsys.readouterr().err
    changed = re.search(r"the same command with (--version \S+ --out \S+) goes on from it", said)
    return said, changed[1].split() if changed else None


def hidden(folder):
    return sorted(path.name for path in Path(folder).glob(".*"))


def goes_on(monkeypatch, words):
    """A build that ends well without one task being run."""
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "run", lambda *_: pytest.fail("a task is run again"))
        assert main([*words, *OTHER]) == 0


@pytest.mark.parametrize("there", [False, True], ids=["recorded", "there"])
def test_the_command_that_is_said_goes_on_from_what_was_built(
    corpus, mini_release, tmp_path, capsys, monkeypatch, there
):
    dist = tmp_path / "dist"
    dist.mkdir()
    if there:
        shutil.copytree(mini_release, dist / "mini-1.0.0")
        (corpus / versions.RECORDS).unlink()
    words = ["build", str(corpus), "--version", "1.0.0", "--out", str(dist / "mini-1.0.0")]
    said, changed = refused(capsys, *words)

    assert "with other rows" in said
    assert changed == ["--version", "2.0.0", "--out", str(dist / "mini-2.0.0")]
    assert hidden(dist) == [".mini-2.0.0.building"]
    goes_on(monkeypatch, ["build", str(corpus), *changed])
    assert record.load(dist / "mini-2.0.0").version == "2.0.0"
    assert hidden(dist) == []


@pytest.mark.parametrize("mode", ["full", "none", "shuffled"])
def test_what_was_built_is_kept_with_its_text_where_that_is_withheld(
    corpus, mini_release, tmp_path, capsys, monkeypatch, mode
):
    first = ["build", str(corpus), "--version", "1.0.0", "--text", mode]
    if mode != "full":  # of which the small corpus has a record
        assert main([*first, "--out", str(tmp_path / "first")]) == 0
        versions.write_record(corpus, tmp_path / "first")
    (taken, *_) = store.read(mini_release, "articles")["source"].to_pylist()
    (corpus / "curation" / "takedowns.tsv").write_text(f"id\treason\n{taken}\tasked\n", "utf-8")
    words = ["build", str(corpus), "--text", mode, "--out", str(tmp_path / "out")]
    _, changed = refused(capsys, *words, "--version", "1.0.1")

    goes_on(monkeypatch, [*words[:-2], *changed])
    built = store.read(tmp_path / "out", "articles").to_pylist()
    kept = [row["source"] for row in built if row["text"]]
    assert bool(kept) == (mode == "full")
    assert taken not in kept
    assert hidden(tmp_path / "out") == hidden(tmp_path) == []


def test_a_number_that_is_too_low_is_said_with_the_one_that_fits(
    corpus, tmp_path, capsys, monkeypatch
):
    words = ["build", str(corpus), "--version", "1.0.1", "--out", str(tmp_path / "out")]
    said, changed = refused(capsys, *words)

    assert "--version: 1.0.1 does not fit after 1.0.0" in said
    assert changed == ["--version", "2.0.0", "--out", str(tmp_path / "out")]
    goes_on(monkeypatch, ["build", str(corpus), *changed])


def test_a_release_whose_name_says_no_version_gets_a_neighbour(
    corpus, mini_release, tmp_path, capsys
):
    out = shutil.copytree(mini_release, tmp_path / "out")
    _, changed = refused(capsys, "build", str(corpus), "--version", "1.0.0", "--out", str(out))
    assert changed == ["--version", "2.0.0", "--out", f"{out}-2.0.0"]
    assert hidden(tmp_path) == [".out-2.0.0.building"]


@pytest.mark.parametrize("taken", ["mini-2.0.0", ".mini-2.0.0.building"])
def test_where_the_place_is_taken_what_was_built_is_kept_until_it_is_free(
    corpus, tmp_path, capsys, monkeypatch, taken
):
    (tmp_path / taken).mkdir()
    words = ["build", str(corpus), "--version", "1.0.0", "--out", str(tmp_path / "mini-1.0.0")]
    said, _ = refused(capsys, *words)
    assert f"move {tmp_path}/{taken} away, and the same command then goes on from it" in said

    (tmp_path / taken).rmdir()
    monkeypatch.setattr(tasks, "run", lambda *_: pytest.fail("a task is run again"))
    _, changed = refused(capsys, *words)
    assert changed == ["--version", "2.0.0", "--out", str(tmp_path / "mini-2.0.0")]
    goes_on(monkeypatch, ["build", str(corpus), *changed])


@pytest.mark.parametrize(
    ("before", "lost"),
    [([], False), ([], True), (["--no-joining"], False)],
    ids=["whole", "a task lost", "with other options"],
)
def test_a_second_number_that_is_refused_leaves_no_second_build(
    corpus, tmp_path, capsys, monkeypatch, before, lost
):
    monkeypatch.setattr(plan, "TARGET", 1)
    words = ["build", str(corpus), "--out"]
    first = [*words, str(tmp_path / "mini-1.0.1"), "--version", "1.0.1"]
    _, waits = refused(capsys, *first, *before)
    receipts = list((tmp_path / ".mini-2.0.0.building").glob(".state/receipts/*"))
    assert len(receipts) > 1
    if lost:
        receipts[0].unlink()
    said, second = refused(capsys, *words, str(tmp_path / "mini-1.1.0"), "--version", "1.1.0")
    if lost or before:
        assert f"move {tmp_path}/.mini-2.0.0.building away" in said
        assert hidden(tmp_path) == [".mini-1.1.0.building", ".mini-2.0.0.building"]
        return
    assert second == waits
    assert hidden(tmp_path) == [".mini-2.0.0.building"]
    goes_on(monkeypatch, ["build", str(corpus), *second])
    assert hidden(tmp_path) == []


def test_where_no_number_can_be_told_the_same_command_goes_on(
    corpus, mini_release, tmp_path, capsys, monkeypatch
):
    shutil.rmtree(corpus / versions.SKETCHES)
    words = ["build", str(corpus), "--version", "2.0.0", "--out", str(tmp_path / "mini-2.0.0")]
    said, _ = refused(capsys, *words)
    assert said.endswith("what was built is kept, and the same command then goes on from it\n")
    goes_on(monkeypatch, [*words, "--previous", str(mini_release)])


def test_an_address_is_said_as_it_was_given(corpus, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))
    place = "memory://out/mini-1.0.0"
    _, changed = refused(capsys, "build", str(corpus), "--version", "1.0.0", "--out", place)
    assert changed == ["--version", "2.0.0", "--out", "memory://out/mini-2.0.0"]
    goes_on(monkeypatch, ["build", str(corpus), *changed])
    assert fsspec.filesystem("memory").exists("/out/mini-2.0.0/SHA256SUMS")


def test_a_release_of_another_version_is_refused_before_anything_is_built(
    mini_corpus, mini_release, capsys, monkeypatch
):
    monkeypatch.setattr(tasks, "run", lambda *_: pytest.fail("a task is run"))
    words = ["build", str(mini_corpus), "--version", "2.0.0", "--out", str(mini_release)]
    assert main(words) == 1
    assert f"{mini_release}: is version 1.0.0, not 2.0.0" in capsys.readouterr().err
    assert not workplace.of(mini_release).exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("juku-1.0.0", "juku-2.0.0"),
        ("1.0.0", "2.0.0"),
        ("juku-v1.0.0-none", "juku-v2.0.0-none"),
        ("juku-11.0.0", "juku-11.0.0"),
        ("juku-1.0.01", "juku-1.0.01"),
        ("juku", "juku"),
    ],
)
def test_only_a_version_that_stands_by_itself_is_renamed(tmp_path, name, expected):
    assert workplace.renamed(tmp_path / name, "1.0.0", "2.0.0") == tmp_path / expected


def test_what_is_put_in_its_place_is_on_the_disk_before_it_and_so_is_its_name(
    tmp_path, monkeypatch
):
    work, out = tmp_path / "work", tmp_path / "out"
    (work / "data").mkdir(parents=True)
    (work / "data" / "a.parquet").touch()
    synced = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink())
    )
    workplace.put(work, out)
    assert (out / "data" / "a.parquet").is_file()
    assert set(synced[:-1]) == {work, work / "data", work / "data" / "a.parquet"}
    assert synced[-1] == tmp_path
