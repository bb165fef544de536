"""A store at any address is opened, and whoever waits for its answer is told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from juku.errors import ReleaseError
from juku.remote import stores


@pytest.mark.parametrize("address", ["memory://there/r", "memory://there/r/", "memory://there/r//"])
def test_an_address_is_a_store_and_a_path_without_a_last_slash(memory, address):
    memory.pipe_file("/there/r/a", b"bytes")
    system, base = stores.file_system(address)
    assert base == "/there/r"
    assert system.cat_file(f"{base}/a") == b"bytes"


@pytest.mark.parametrize(
    ("address", "fact", "remedy"),
    [
        ("nosuch://x", "Protocol not known: nosuch", "see how it begins, as s3:// does"),
        ("lacking://x", "Install lacking", "install the package that it names"),
    ],
)
def test_an_address_that_nothing_opens_is_refused(monkeypatch, address, fact, remedy):
    known = {"class": "juku_lacks.it", "err": "Install lacking"}
    monkeypatch.setitem(stores_known(), "lacking", known)
    with pytest.raises(ReleaseError) as refused:
        stores.file_system(address)
    assert str(refused.value) == f"{address}: cannot be opened ({fact}); {remedy}"


def stores_known():
    """What fsspec knows of protocols."""
    from fsspec.registry import known_implementations

    return known_implementations


@pytest.mark.parametrize("protocol", ["file", "local"])
def test_a_folder_of_this_machine_is_made_as_its_files_are_written(tmp_path, protocol):
    system, base = stores.file_system(f"{protocol}://{tmp_path}/not/yet")
    system.pipe_file(f"{base}/a", b"bytes")
    assert (tmp_path / "not" / "yet" / "a").read_bytes() == b"bytes"


def test_what_is_there_is_and_no_answer_is_never_a_no(memory):
    memory.pipe_file("/there/a", b"bytes")
    system, base = stores.file_system("memory://there")
    assert stores.is_there(system, f"{base}/a")
    assert not stores.is_there(system, f"{base}/b")

    class Silent:
        def info(self, path):
            raise OSError(path)

    with pytest.raises(OSError, match="a"):
        stores.is_there(Silent(), "a")


@pytest.mark.parametrize("address", ["memory://there/r", "file://{folder}/r", "local://{folder}/r"])
def test_files_are_listed_by_their_paths_in_a_folder(memory, tmp_path, address):
    system, base = stores.file_system(address.format(folder=tmp_path))
    assert stores.listed(system, base) == {}
    for name in ("r/a", "r/b/r/a", "rr/a"):
        system.pipe_file(f"{base}{name[1:]}", b"byte")
    there = stores.listed(system, base)
    assert {name: about["size"] for name, about in there.items()} == {"a": 4, "b/r/a": 4}


def test_what_a_store_has_beside_its_calls_is_given(memory):
    system, _ = stores.file_system("memory://there")
    assert system.protocol == memory.protocol
    with pytest.raises(AttributeError):
        system.nothing_of_the_kind  # noqa: B018  # asking is the test


def test_whoever_waits_for_a_store_is_told_what_does_not_answer(memory, monkeypatch, capsys):
    read = type(memory).cat_file

    def late(self, path, *arguments, **options):
        time.sleep(0.35)
        return read(self, path, *arguments, **options)

    monkeypatch.setattr(stores, "QUIET", 0.1)
    monkeypatch.setattr(type(memory), "cat_file", late)
    system, base = stores.file_system("memory://nowhere/r")
    with pytest.raises(FileNotFoundError):
        system.cat_file(f"{base}/x")
    said = capsys.readouterr().err.splitlines()
    note = "juku: note: memory://nowhere/r: no answer for 0 seconds; still waiting, ^C ends it"
    assert len(said) in {2, 3}
    assert set(said) == {note}


def test_a_file_that_comes_in_parts_is_an_answer(memory, tmp_path, monkeypatch, capsys):
    def slow(self, path, target, callback, **_):
        for _ in range(6):
            time.sleep(0.15)
            callback.relative_update(1)
        Path(target).write_bytes(self.cat_file(path))

    monkeypatch.setattr(stores, "QUIET", 0.5)
    monkeypatch.setattr(type(memory), "get_file", slow)
    memory.pipe_file("/there/sent", b"bytes")
    system, base = stores.file_system("memory://there")
    system.get_file(f"{base}/sent", str(tmp_path / "come"))
    assert (tmp_path / "come").read_bytes() == b"bytes"
    assert capsys.readouterr().err == ""


def test_a_file_that_goes_in_parts_is_answered(memory, tmp_path, monkeypatch, capsys):
    def slow(self, source, path, callback, **_):
        for _ in range(6):
            time.sleep(0.15)
            callback.relative_update(1)
        self.pipe_file(path, Path(source).read_bytes())

    monkeypatch.setattr(stores, "QUIET", 0.5)
    monkeypatch.setattr(type(memory), "put_file", slow)
    (tmp_path / "sent").write_bytes(b"bytes")
    system, base = stores.file_system("memory://out")
    system.put_file(str(tmp_path / "sent"), f"{base}/sent")
    assert memory.cat_file("/out/sent") == b"bytes"
    assert capsys.readouterr().err == ""


def test_an_answer_that_comes_at_once_is_not_waited_for(memory, capsys):
    began = time.monotonic()
    memory.pipe_file("/there/sent", b"bytes")
    system, base = stores.file_system("memory://there")
    for _ in range(100):
        system.cat_file(f"{base}/sent")
    assert time.monotonic() - began < stores.QUIET / 2
    assert capsys.readouterr().err == ""
