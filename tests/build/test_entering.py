"""Folders and files on their way into a corpus, whatever they are called."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from juku.build import entering, evidence, manifest
from juku.errors import EvidenceError


@pytest.fixture
def corpus(tmp_path):
    evidence.new(tmp_path / "corpus")
    return tmp_path / "corpus"


def listed(corpus):
    return [json.loads(line)["path"] for line in (corpus / "manifest.jsonl").open(encoding="utf-8")]


def test_a_folder_is_every_page_in_it_in_the_order_of_their_paths(corpus, tmp_path, source, lay):
    received = lay(tmp_path / "in", "b.txt", "a b.HTML", "24/第二版.md", "24/01.txt", "24.txt")
    added = entering.add(corpus, [received], source)
    paths = ["24_01.txt", "24_第二版.md", "24.txt", "a_b.HTML", "b.txt"]
    assert [entry.path for entry in added.entries] == [f"pages/{path}" for path in paths]
    assert listed(corpus) == [entry.path for entry in added.entries]
    assert added.entries[0].obtained == "added from a file named 24/01.txt"
    assert (corpus / "pages/24_01.txt").read_bytes() == (received / "24/01.txt").read_bytes()
    assert not manifest.inspect(corpus)[1]


def test_what_is_no_page_is_passed_over_and_named(corpus, tmp_path, source, lay):
    received = lay(tmp_path / "in", "a.txt", ".b.txt", ".git/c.txt", "d.pdf", "e.csv")
    (received / "round").symlink_to(received, target_is_directory=True)
    added = entering.add(corpus, [received], source)
    assert [entry.id for entry in added.entries] == ["a"]
    assert [line.removeprefix(f"{received}/").split(";")[0] for line in added.passed] == [
        ".git: passed over: is hidden",
        "round: passed over: is a link to a folder",
        ".b.txt: passed over: is hidden",
        "d.pdf: passed over: is no kind of file that is read",
        "e.csv: passed over: is no kind of file that is read",
    ]


def test_a_link_to_a_page_is_the_page(corpus, tmp_path, source, lay):
    received = lay(tmp_path / "in", "a.txt")
    (received / "b.txt").symlink_to(received / "a.txt")
    (tmp_path / "c.txt").symlink_to(received / "a.txt")
    added = entering.add(corpus, [received, tmp_path / "c.txt"], source)
    assert [entry.path for entry in added.entries] == ["pages/a.txt"]
    assert [path for _, path in added.there] == ["pages/a.txt"] * 2


HOSTILE = ["-x.txt", "--z.txt", "a\nb.txt", "a\tc.txt", "' \";$(y).txt", "\x1b[31m.txt", "…。.txt"]


def test_whatever_a_file_is_called_it_becomes_a_page(corpus, tmp_path, source, lay):
    added = entering.add(corpus, [lay(tmp_path / "in", *HOSTILE)], source)
    assert len(added.entries) == len(HOSTILE)
    assert not manifest.inspect(corpus)[1]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a\nb.txt", b"\xff\xfe\xfa", r"in/a\nb.txt"),
        ("z.txt", None, "z.txt: is not a file that can be read"),
        (b"\xff.txt", b"x", "has a name that is not UTF-8"),
        ("x" * 200 + "/" + "y" * 60 + ".txt", b"x", "has a name of over 255 bytes"),
        ("good.html", b"x", "in/good.txt: a page named good is made of "),
        ("a.jsonl", b"[1]", "a.jsonl#1: is not a JSON object"),
    ],
)
def test_all_offenders_in_a_folder_are_named_before_anything_is_written(
    corpus, tmp_path, source, name, data, message, lay
):
    received = lay(tmp_path / "in", "good.txt")
    (received / "bad.txt").write_bytes("改革".encode() + "改革".encode("gb18030"))
    path = received / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("nowhere") if data is None else path.write_bytes(data)
    with pytest.raises(EvidenceError) as refused:
        entering.add(corpus, [received], source)
    lines = str(refused.value).split("\n")
    assert len(lines) == 2
    assert any(message in line for line in lines)
    assert any("bad.txt: byte 6" in line for line in lines)
    assert listed(corpus) == list((corpus / "pages").iterdir()) == []


@pytest.mark.parametrize(
    ("names", "given", "message"),
    [
        ([], "in", "in: has no page in it; name a folder of files as received"),
        (["a.pdf", "b/.c.txt"], "in", r"a\.pdf: passed over.*\n.*in: has no page in it"),
        ([], "corpus", "corpus: is the corpus itself"),
        ([], "s3://bucket/a.txt", "is an address; fetch it"),
    ],
)
def test_what_gives_no_page_is_refused(corpus, tmp_path, source, names, given, message, lay):
    lay(tmp_path / "in", *names).mkdir(exist_ok=True)
    page = given if "://" in given else tmp_path / given
    with pytest.raises(EvidenceError, match=rf"(?s){message}"):
        entering.add(corpus, [page], source)


def test_a_corpus_within_the_folder_is_not_added_to_itself(corpus, tmp_path, source, lay):
    lay(tmp_path, "a.txt")
    added = entering.add(corpus, [tmp_path], source)
    assert [entry.path for entry in added.entries] == ["pages/a.txt"]
    assert added.passed == (f"{corpus}: passed over: is the corpus itself",)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_cannot_be_read_is_named(corpus, tmp_path, source, lay):
    received = lay(tmp_path / "in", "a.txt", "b/c.txt")
    (received / "b").chmod(0)
    with pytest.raises(EvidenceError, match="b: cannot be read"):
        entering.add(corpus, [received], source)
    (received / "b").chmod(0o700)


def test_added_again_nothing_is_doubled_and_what_is_new_is_added(corpus, tmp_path, source, lay):
    received = lay(tmp_path / "in", "a.txt", "b.txt")
    entering.add(corpus, [received], source)
    before = (corpus / "manifest.jsonl").read_bytes()
    added = entering.add(corpus, [received], source)
    assert (added.entries, (corpus / "manifest.jsonl").read_bytes()) == ((), before)
    assert added.there == tuple((received / f"{n}.txt", f"pages/{n}.txt") for n in "ab")
    lay(received, "c.txt")
    shutil.copy(received / "a.txt", received / "d.txt")
    added = entering.add(corpus, [received], source)
    assert [entry.id for entry in added.entries] == ["c"]
    assert [path for _, path in added.there] == ["pages/a.txt", "pages/b.txt", "pages/a.txt"]


def test_the_same_bytes_of_another_day_or_paper_are_another_page(corpus, tmp_path, source, lay):
    page = lay(tmp_path, "a.txt") / "a.txt"
    entering.add(corpus, [page], source)
    for name, other in (("b", {"published": "2024-11-05"}), ("c", {"publisher": "else"})):
        copy = shutil.copy(page, tmp_path / f"{name}.txt")
        assert entering.add(corpus, [copy], replace(source, **other)).entries
    assert not manifest.inspect(corpus)[1]


def test_pages_that_lie_there_unlisted_keep_their_place(corpus, source, lay):
    lay(corpus / "pages", "a.txt", "2024/b.txt")
    entering.add(corpus, [corpus / "pages"], source)
    assert listed(corpus) == ["pages/2024/b.txt", "pages/a.txt"]
    assert not manifest.inspect(corpus)[1]


def test_lines_of_the_manifest_that_are_no_utf_8_stay_as_they_are(corpus, tmp_path, source, lay):
    damaged = b'{"id": "x", "path": "pages/\xff.txt"}'
    (corpus / "manifest.jsonl").write_bytes(damaged)
    entering.add(corpus, [lay(tmp_path, "a.txt") / "a.txt"], source)
    lines = (corpus / "manifest.jsonl").read_bytes().split(b"\n")
    assert lines[0] == damaged
    assert json.loads(lines[1])["path"] == "pages/a.txt"
    assert lines[2:] == [b""]


def test_a_page_that_is_written_to_while_it_is_added_is_refused(
    corpus, tmp_path, source, monkeypatch, lay
):
    received = lay(tmp_path / "in", "a.txt", "b.txt")

    def copied(page, part):
        part.write_bytes(b"half" if page.name == "b.txt" else page.read_bytes())

    monkeypatch.setattr(entering.shutil, "copyfile", copied)
    with pytest.raises(EvidenceError, match=r"b\.txt: was written to meanwhile"):
        entering.add(corpus, [received], source)
    assert sorted(path.name for path in corpus.rglob("*.txt")) == []


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_anywhere_the_same_command_ends_it(corpus, tmp_path, source, stop, lay):
    received = lay(tmp_path / "in", *(f"{number:04}.txt" for number in range(3000)))
    words = ["add", str(corpus), str(received), "--publisher", "demo", "--date", "2024-11-04"]
    running = subprocess.Popen(
        [sys.executable, "-m", "juku.cli", *words], stdout=subprocess.DEVNULL
    )
    while running.poll() is None and not any((corpus / "pages").iterdir()):
        time.sleep(0.001)
    running.send_signal(stop)
    assert running.wait() in {130, 143, -9}
    assert listed(corpus) == []
    assert not (stop != signal.SIGKILL and any((corpus / "pages").iterdir()))
    added = entering.add(corpus, [received], source)
    assert len(added.entries) == 3000
    assert not manifest.inspect(corpus)[1]
    assert not list(corpus.glob(".page.part-*"))
