"""What is named and what its folders hold is gathered; what is no page is named."""

from __future__ import annotations

import os

import pytest

from juku.build import entering
from juku.build.corpus import manifest
from juku.errors import EvidenceError


def test_a_folder_is_every_page_in_it_in_the_order_of_their_paths(
    empty, listed, tmp_path, source, lay
):
    received = lay(tmp_path / "in", "b.txt", "a b.HTML", "24/第二版.md", "24/01.txt", "24.txt")
    added = entering.add(empty, [received], source)
    paths = ["24_01.txt", "24_第二版.md", "24.txt", "a_b.HTML", "b.txt"]
    assert [entry.path for entry in added.entries] == [f"pages/{path}" for path in paths]
    assert listed(empty) == [entry.path for entry in added.entries]
    assert added.entries[0].obtained == "added from a file named 24/01.txt"
    assert (empty / "pages/24_01.txt").read_bytes() == (received / "24/01.txt").read_bytes()
    assert not manifest.inspect(empty)[1]


def test_what_is_no_page_is_passed_over_and_named(empty, tmp_path, source, lay):
    received = lay(tmp_path / "in", "a.txt", ".b.txt", ".git/c.txt", "d.pdf", "e.csv")
    (received / "round").symlink_to(received, target_is_directory=True)
    added = entering.add(empty, [received], source)
    assert [entry.id for entry in added.entries] == ["a"]
    assert [line.removeprefix(f"{received}/").split(";")[0] for line in added.passed] == [
        ".git: passed over: is hidden",
        "round: passed over: is a link to a folder",
        ".b.txt: passed over: is hidden",
        "d.pdf: passed over: is no kind of file that is read",
        "e.csv: passed over: is no kind of file that is read",
    ]


def test_a_link_to_a_page_is_the_page(empty, tmp_path, source, lay):
    received = lay(tmp_path / "in", "a.txt")
    (received / "b.txt").symlink_to(received / "a.txt")
    (tmp_path / "c.txt").symlink_to(received / "a.txt")
    added = entering.add(empty, [received, tmp_path / "c.txt"], source)
    assert [entry.path for entry in added.entries] == ["pages/a.txt"]
    assert [path for _, path in added.there] == ["pages/a.txt"] * 2


@pytest.mark.parametrize(
    ("names", "given", "message"),
    [
        ([], "in", "in: has no page in it; name a folder of files as received"),
        (["a.pdf", "b/.c.txt"], "in", r"a\.pdf: passed over.*\n.*in: has no page in it"),
        ([], "corpus", "corpus: is the corpus itself"),
        ([], "s3://bucket/a.txt", "is an address; fetch it"),
    ],
)
def test_what_gives_no_page_is_refused(empty, tmp_path, source, names, given, message, lay):
    lay(tmp_path / "in", *names).mkdir(exist_ok=True)
    page = given if "://" in given else tmp_path / given
    with pytest.raises(EvidenceError, match=rf"(?s){message}"):
        entering.add(empty, [page], source)


def test_a_corpus_within_the_folder_is_not_added_to_itself(empty, tmp_path, source, lay):
    lay(tmp_path, "a.txt")
    added = entering.add(empty, [tmp_path], source)
    assert [entry.path for entry in added.entries] == ["pages/a.txt"]
    assert added.passed == (f"{empty}: passed over: is the corpus itself",)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_cannot_be_read_is_named(empty, tmp_path, source, lay):
    received = lay(tmp_path / "in", "a.txt", "b/c.txt")
    (received / "b").chmod(0)
    with pytest.raises(EvidenceError, match="b: cannot be read"):
        entering.add(empty, [received], source)
    (received / "b").chmod(0o700)
