"""A file is read again as soon as it may be another one, and not before."""

from __future__ import annotations

import hashlib
import json
import os
from types import SimpleNamespace

import pytest

from juku.query.indexing import digests
from juku.query.indexing.digests import Digests


@pytest.fixture
def source(tmp_path):
    """Two files, of which one lies in a folder."""
    root = tmp_path / "release"
    files = {"a.parquet": root / "a.parquet", "data/b.parquet": root / "data" / "b.parquet"}
    (root / "data").mkdir(parents=True)
    for name, file in files.items():
        file.write_text(name)
    return SimpleNamespace(root=root, files=files)


@pytest.fixture
def read(monkeypatch):
    """The files that were read, in order."""
    names = []
    plain = digests.file_sha256

    def told(file):
        names.append(file.name)
        return plain(file)

    monkeypatch.setattr(digests, "file_sha256", told)
    return names


def sums(source):
    return {
        name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in source.files.items()
    }


def keep(source, cache):
    found = Digests(source, cache)
    found.keep()
    return found


def test_what_was_kept_is_not_read_again_and_what_was_touched_alone_is(source, tmp_path, read):
    cache = tmp_path / "cache"
    assert keep(source, cache).sums == sums(source)
    assert read == ["a.parquet", "b.parquet"]
    [file] = cache.iterdir()
    before = file.stat().st_mtime_ns, file.stat().st_ino
    assert keep(source, cache).sums == sums(source)
    assert len(read) == 2
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before, "nothing new is kept"
    source.files["data/b.parquet"].write_text("another")
    assert keep(source, cache).sums == sums(source)
    assert read[2:] == ["b.parquet"]
    assert keep(source, cache).sums == sums(source)
    assert len(read) == 3
    assert list(cache.iterdir()) == [file]


@pytest.mark.parametrize("at", range(4))
def test_size_inode_and_both_times_must_all_be_as_they_were(source, tmp_path, read, at):
    cache = tmp_path / "cache"
    keep(source, cache)
    [file] = cache.iterdir()
    kept = json.loads(file.read_text())
    kept["a.parquet"][at] += 1
    file.write_text(json.dumps(kept))
    assert Digests(source, cache).sums == sums(source)
    assert read[2:] == ["a.parquet"]


def test_bytes_of_the_same_size_and_time_are_told_by_the_time_of_change(source, tmp_path):
    cache = tmp_path / "cache"
    keep(source, cache)
    file = source.files["a.parquet"]
    stat = file.stat()
    file.write_text("b.parquet")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert Digests(source, cache).sums == sums(source)


@pytest.mark.parametrize(
    "kept",
    [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"a.parquet": []}', b'{"a.parquet": "x"}',
     b'{"a.parquet": null}'],
)  # fmt: skip
def test_what_was_kept_and_cannot_be_read_is_passed_over(source, tmp_path, kept):
    cache = tmp_path / "cache"
    keep(source, cache)
    [file] = cache.iterdir()
    whole = file.read_bytes()
    file.write_bytes(kept)
    assert keep(source, cache).sums == sums(source)
    assert json.loads(file.read_bytes()).items() >= json.loads(whole).items()


def test_a_sum_that_is_no_string_is_computed_anew(source, tmp_path):
    cache = tmp_path / "cache"
    keep(source, cache)
    [file] = cache.iterdir()
    kept = json.loads(file.read_text())
    kept["a.parquet"][-1] = None
    file.write_text(json.dumps(kept))
    assert Digests(source, cache).sums == sums(source)


def test_files_that_are_not_asked_for_stay_known(source, tmp_path, read):
    cache = tmp_path / "cache"
    keep(source, cache)
    one = SimpleNamespace(root=source.root, files={"a.parquet": source.files["a.parquet"]})
    keep(one, cache)
    one.files["a.parquet"].write_text("another")
    keep(one, cache)
    assert Digests(source, cache).sums == sums(source)
    assert read == ["a.parquet", "b.parquet", "a.parquet"]


def test_the_whole_is_of_names_and_sums(source, tmp_path):
    found = {Digests(source, tmp_path).whole}
    source.files["a.parquet"].write_text("x")
    found.add(Digests(source, tmp_path).whole)
    source.files["c.parquet"] = source.files.pop("a.parquet")
    found.add(Digests(source, tmp_path).whole)
    assert len(found) == 3
    turned = SimpleNamespace(root=source.root, files=dict(reversed(source.files.items())))
    assert Digests(turned, tmp_path).whole in found


def test_where_nothing_can_be_kept_the_sums_are_given_all_the_same(source, tmp_path):
    cache = tmp_path / "cache"
    cache.write_text("a file")
    assert keep(source, cache).sums == sums(source)
    assert cache.read_text() == "a file"
