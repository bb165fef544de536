"""SHA256SUMS says which file changed, and `sha256sum -c` agrees."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from juku.release import checksums


def test_a_fresh_release_verifies_here_and_with_sha256sum(release):
    assert checksums.verify(release) == []
    done = subprocess.run(
        ["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=release, check=False
    )
    assert done.returncode == 0


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


PARQUET = "data/train-00000-of-00001.parquet"
CASES = [
    (lambda r: flip(r / PARQUET), [(PARQUET, "changed")]),
    (lambda r: (r / PARQUET).unlink(), [(PARQUET, "missing")]),
    (lambda r: (r / "extra.txt").write_text("x"), [("extra.txt", "unlisted")]),
    (lambda r: (r / "extra.txt").symlink_to("extra.txt"), [("extra.txt", "unlisted")]),
    (
        lambda r: (
            (r / PARQUET).unlink(),
            (r / PARQUET).symlink_to("nowhere"),
            flip(r / "README.md"),
        ),
        [(PARQUET, "missing"), ("README.md", "changed")],
    ),
    (lambda r: (r / "SHA256SUMS").unlink(), [("SHA256SUMS", "absent")]),
    (
        lambda r: (r / PARQUET).rename(r / "data" / "other.parquet"),
        [(PARQUET, "missing"), ("data/other.parquet", "unlisted")],
    ),
    (
        lambda r: (r / "SHA256SUMS").write_text("0" * 64 + "  ../../etc/passwd\n"),
        [("SHA256SUMS:1", "unreadable")],
    ),
]


@pytest.mark.parametrize(("spoil", "expected"), CASES)
def test_each_mismatch_is_named(release, spoil, expected):
    spoil(release)
    found = [(m.path, m.problem) for m in checksums.verify(release)]
    assert found[: len(expected)] == expected


def test_folders_that_begin_with_a_point_hold_no_part_of_a_release(release):
    (release / ".git").mkdir()
    (release / ".git" / "HEAD").write_text("ref")
    assert checksums.verify(release) == []


def test_a_shipped_index_leaves_the_release_as_it_is_listed(mini_release, tmp_path):
    from juku.cli import main

    release = shutil.copytree(mini_release, tmp_path / "mini-1.0.0")

    assert main(["index", str(release), "--out", str(release / "index")]) == 0
    assert (release / "index").is_dir()
    assert checksums.verify(release) == []
