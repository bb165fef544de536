"""A place is a path here or an address; what an address has comes whole and proved, or not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from juku import remote
from juku.errors import ReleaseError

FILES = {"a.txt": b"one", "data/b.txt": b"two"}


@pytest.mark.parametrize("place", ["corpus", "./s3:/b", "C:/corpus", "a:b", "/s3:/b", "", "s3:"])
def test_a_path_is_no_address(place):
    assert not remote.is_address(place)
    assert remote.local(place) == remote.resolve(place) == Path(place)


@pytest.mark.parametrize("place", ["s3://b/c", "hf://datasets/a/b", "file:///c", "x+y.z-1://c"])
def test_an_address_is_no_path(place):
    assert remote.is_address(place)
    with pytest.raises(ReleaseError, match=r"is an address; name a path of this machine$"):
        remote.local(place)


@pytest.mark.parametrize(
    ("place", "meant"), [("s3:/b/c", "s3://b/c"), ("hf:/", "hf://"), ("x+y:/b", "x+y://b")]
)
def test_an_address_that_lacks_a_slash_is_told_whole(place, meant):
    with pytest.raises(ReleaseError) as refused:
        remote.is_address(place)
    assert str(refused.value) == (
        f"{place}: is an address that lacks a slash; write {meant}, or ./{place} for a folder of "
        "that name"
    )


@pytest.mark.parametrize(
    ("place", "repo", "revision"),
    [
        ("hf://datasets/a/b", "a/b", None),
        ("hf://datasets/a/b/", "a/b", None),
        ("hf://datasets/a/b@v1.0.0", "a/b", "v1.0.0"),
        ("hf://datasets/a/b@refs/pr/1/", "a/b", "refs/pr/1"),
    ],
)
def test_a_dataset_of_the_hub_is_asked_for_in_its_revision(monkeypatch, place, repo, revision):
    asked = []

    def snapshot_download(name, **options):
        asked.append((name, options))
        return "/kept/there"

    monkeypatch.setattr("huggingface_hub.snapshot_download", snapshot_download)
    assert remote.resolve(place) == Path("/kept/there")
    assert asked == [(repo, {"repo_type": "dataset", "revision": revision})]


@pytest.mark.parametrize(
    "place", ["hf://a/b", "hf://datasets/a", "hf://datasets/a/b/c", "hf://datasets/a/b@"]
)
def test_what_names_no_dataset_of_the_hub_is_refused(place):
    with pytest.raises(ReleaseError) as refused:
        remote.resolve(place)
    assert str(refused.value) == (f"{place}: is no dataset; write hf://datasets/USER/NAME@REVISION")


@pytest.mark.parametrize(
    ("given", "environment", "folder"),
    [
        ("here", {"JUKU_CACHE": "/own"}, "here"),
        (None, {"JUKU_CACHE": "/own", "XDG_CACHE_HOME": "/xdg"}, "/own"),
        (None, {"JUKU_CACHE": "", "XDG_CACHE_HOME": "/xdg"}, "/xdg/juku"),
        (None, {"XDG_CACHE_HOME": ""}, "/home/me/.cache/juku"),
        (None, {}, "/home/me/.cache/juku"),
    ],
)
def test_what_is_kept_is_kept_where_the_user_says(monkeypatch, given, environment, folder):
    for name in ("JUKU_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    assert remote.cache_folder(given) == Path(folder)


@pytest.fixture
def release(memory, tmp_path, monkeypatch):
    """A function that lays out a release of ``FILES`` there, with what its sums are to be."""
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))

    def laid(change=lambda sums: sums):
        sums = "".join(f"{hashlib.sha256(b).hexdigest()}  {n}\n" for n, b in FILES.items())
        for name, data in {**FILES, "SHA256SUMS": change(sums).encode()}.items():
            memory.pipe_file(f"/there/r-1.0.0/{name}", data)
        return "memory://there/r-1.0.0"

    return laid


def kept(tmp_path):
    cache = tmp_path / "cache"
    return sorted(path.relative_to(cache).as_posix() for path in cache.rglob("*"))


@pytest.mark.parametrize("change", [lambda sums: sums, lambda sums: sums.removesuffix("\n")])
def test_what_is_listed_comes_once_and_is_proved(memory, tmp_path, release, change):
    place = release(change)
    memory.pipe_file("/there/r-1.0.0/unlisted", b"three")
    found = remote.resolve(place)
    sums = (found / "SHA256SUMS").read_bytes()
    assert found == tmp_path / "cache" / f"r-1.0.0-{hashlib.sha256(sums).hexdigest()[:16]}"
    there = {p.relative_to(found).as_posix(): p.read_bytes() for p in found.rglob("*.*")}
    assert there == FILES
    memory.rm_file("/there/r-1.0.0/a.txt")
    assert remote.resolve(f"{place}/") == found
    assert [name for name in kept(tmp_path) if "/" not in name] == [found.name]


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (lambda sums: sums.replace("a.txt", "../a.txt"), "leads out of it; do not trust it"),
        (lambda sums: sums.replace("a.txt", "/a.txt"), "leads out of it; do not trust it"),
        (lambda sums: sums.replace("  ", " "), "leads out of it; do not trust it"),
        (lambda sums: f"\n{sums}", "'' leads out of it; do not trust it"),
        (lambda _: "", "'' leads out of it; do not trust it"),
        (
            lambda sums: "0" * 64 + sums[64:],
            "/a.txt: its bytes are not those of SHA256SUMS; publish it again",
        ),
        (
            lambda sums: sums.replace("b.txt", "c.txt"),
            "r-1.0.0/data/c.txt: is not there; check the name",
        ),
    ],
)
def test_what_does_not_come_whole_and_proved_is_not_kept(tmp_path, release, change, fact):
    with pytest.raises(ReleaseError) as refused:
        remote.resolve(release(change))
    assert str(refused.value).endswith(fact)
    assert kept(tmp_path) == []


@pytest.mark.parametrize("door", [remote.is_address, remote.local, remote.resolve])
@pytest.mark.parametrize("given", [None, 3, ["dist/juku-1.0.0"]])
def test_what_is_no_path_at_all_is_refused_in_words(door, given):
    with pytest.raises(ReleaseError) as refused:
        door(given)
    assert str(refused.value) == f"{given!r}: is no path and no address; give a string or a Path"


_LONG = "is longer than a path, or a name in it, may be here; give a shorter one"


@pytest.mark.parametrize(
    ("given", "fact"),
    [
        ("a\0b", r"'a\x00b': has '\x00', as no path has; give one without"),
        ("a\ud800", r"'a\ud800': has '\ud800', as no path has; give one without"),
        ("x" * 300, f"'{'x' * 80}…': {_LONG}"),
    ],
)
def test_what_no_path_can_be_is_refused_in_words(given, fact):
    with pytest.raises(ReleaseError) as refused:
        remote.local(given)
    assert str(refused.value) == fact


def test_a_name_that_is_not_utf_8_is_a_path():
    assert remote.local("a\udcff") == Path("a\udcff")
