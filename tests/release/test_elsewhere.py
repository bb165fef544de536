"""A corpus and a release in object storage: a real S3 server on this machine, and memory."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
from dataclasses import replace
from pathlib import Path

import fsspec
import fsspec.implementations.memory
import pytest

from juku import remote, store
from juku.build.rows.kit import Options
from juku.build.running import pipeline
from juku.build.running.settings import Settings
from juku.cli import main
from juku.errors import ReleaseError, VersionError
from juku.release import checksums, elsewhere, places, record, standing
from juku.remote import stores

MINI = Path(__file__).parents[1] / "mini" / "corpus"
BUILD = ["--version", "1.0.0", "--segmenter", "rjieba", "--no-votes"]


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of this test's own."""
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def memory():
    """A file system in memory, with the small corpus in it."""
    system = fsspec.filesystem("memory")
    system.put(str(MINI), "/corpus", recursive=True)
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_a_build_from_and_to_an_address_has_the_bytes_of_a_local_one(memory, tmp_path):
    assert main(["build", str(MINI), "--out", str(tmp_path / "mini-1.0.0"), *BUILD]) == 0
    assert main(["build", "memory://corpus", "--out", "memory://out/mini-1.0.0", *BUILD]) == 0
    for path in (tmp_path / "mini-1.0.0").rglob("*.parquet"):
        name = path.relative_to(tmp_path / "mini-1.0.0").as_posix()
        assert memory.cat_file(f"/out/mini-1.0.0/{name}") == path.read_bytes()
    assert remote.resolve("memory://out/mini-1.0.0").is_dir(), "what was sent is proved whole"


def test_a_folder_of_this_machine_may_be_an_address(tmp_path):
    place = f"file://{tmp_path}/not/yet/mini-1.0.0"
    assert main(["build", str(MINI), "--out", place, *BUILD]) == 0
    assert (tmp_path / "not" / "yet" / "mini-1.0.0" / checksums.NAME).is_file()


def test_sums_come_last_so_that_half_a_release_is_none(memory, tmp_path, monkeypatch):
    main(["build", str(MINI), "--out", str(tmp_path / "mini-1.0.0"), *BUILD])
    sent = []
    write = type(memory).pipe_file

    def failing(self, path, value, **options):
        if len(sent) == 5:
            raise OSError(5, "bad answer")
        sent.append(path)
        write(self, path, value, **options)

    monkeypatch.setattr(type(memory), "pipe_file", failing)
    with pytest.raises(ReleaseError, match="memory://out/r: could not be reached"):
        elsewhere.send(tmp_path / "mini-1.0.0", "memory://out/r")
    with pytest.raises(ReleaseError):
        remote.resolve("memory://out/r")
    monkeypatch.setattr(type(memory), "pipe_file", write)
    memory.pipe_file("/out/r/data/train-00001-of-00002.parquet", b"")  # of another try
    with pytest.raises(ReleaseError, match=r"1 file of no release .*; delete it there, then run"):
        elsewhere.send(tmp_path / "mini-1.0.0", "memory://out/r")
    memory.rm("/out/r/data/train-00001-of-00002.parquet")
    assert elsewhere.send(tmp_path / "mini-1.0.0", "memory://out/r")
    assert not elsewhere.send(tmp_path / "mini-1.0.0", "memory://out/r"), "it is there already"
    assert remote.resolve("memory://out/r").is_dir()


def test_another_release_is_not_overwritten(memory, tmp_path):
    for name, segmenter in (("a", "rjieba"), ("b", "jieba")):
        options = ["--version", "1.0.0", "--no-votes", "--segmenter", segmenter]
        main(["build", str(MINI), "--out", str(tmp_path / name), *options])
    elsewhere.send(tmp_path / "a", "memory://out/r")
    before = dict(memory.store)
    with pytest.raises(VersionError, match="memory://out/r: exists with other rows"):
        elsewhere.send(tmp_path / "b", "memory://out/r")
    assert memory.store == before


def test_a_place_without_a_corpus_is_named(memory):
    with pytest.raises(ReleaseError, match="memory://nothing: is not there"):
        elsewhere.corpus("memory://nothing")


def test_an_unknown_kind_of_address_is_named():
    with pytest.raises(ReleaseError, match="nosuch://x: cannot be opened"):
        elsewhere.corpus("nosuch://x")


@pytest.fixture
def s3(monkeypatch):
    """A server of moto on loopback, with a bucket that holds the small corpus."""
    server = pytest.importorskip("moto.server", reason="moto is not installed")
    pytest.importorskip("s3fs", reason="s3fs is not installed")
    running = server.ThreadedMotoServer(port=0, verbose=False)
    with contextlib.redirect_stderr(None):
        running.start()
    host, port = running.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }.items():
        monkeypatch.setenv(name, value)
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem(endpoint_url=f"http://{host}:{port}")
    if not system.exists("bucket"):
        system.mkdir("bucket")
    system.put(str(MINI), "bucket/corpus", recursive=True)
    yield system
    running.stop()
    s3fs.S3FileSystem.clear_instance_cache()


def test_from_and_to_a_real_s3_server(s3, tmp_path):
    assert main(["build", "s3://bucket/corpus", "--out", "s3://bucket/mini-1.0.0", *BUILD]) == 0
    main(["build", str(MINI), "--out", str(tmp_path / "mini-1.0.0"), *BUILD])
    for path in (tmp_path / "mini-1.0.0").rglob("*.parquet"):
        name = path.relative_to(tmp_path / "mini-1.0.0").as_posix()
        assert s3.cat_file(f"bucket/mini-1.0.0/{name}") == path.read_bytes()


def test_a_bucket_that_is_not_there_is_a_clear_error(s3, tmp_path, capsys):
    code = main(["build", "s3://nobody/corpus", "--out", str(tmp_path / "out"), *BUILD])
    assert code == 1
    assert "s3://nobody/corpus: is not there" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.fixture
def unbuilt(monkeypatch):
    """No build may begin."""
    monkeypatch.setattr(pipeline, "run", None)


def test_a_bucket_for_the_release_that_is_not_there_is_told_before_a_build(s3, unbuilt, capsys):
    assert main(["build", str(MINI), "--out", "s3://nobody/mini-1.0.0", *BUILD]) == 1
    assert "s3://nobody/mini-1.0.0: there is no bucket nobody; make it" in capsys.readouterr().err


def test_who_may_not_ask_about_a_bucket_may_write_to_a_part_of_it(s3, monkeypatch):
    info = type(s3).info

    def refusing(self, path, **options):
        if path == "bucket":
            raise PermissionError("Forbidden")
        return info(self, path, **options)

    monkeypatch.setattr(type(s3), "info", refusing)
    elsewhere.check("s3://bucket/part/mini-1.0.0")


def test_a_server_that_does_not_answer_is_a_clear_error(s3, tmp_path, capsys, monkeypatch):
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    code = main(["build", "s3://bucket/corpus", "--out", str(tmp_path / "out"), *BUILD])
    assert code == 1
    assert "s3://bucket/corpus: could not be reached" in capsys.readouterr().err


def test_without_credentials_a_store_is_not_asked_and_nothing_is_built(capsys, monkeypatch):
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setattr(pipeline, "run", None)
    assert main(["build", str(MINI), "--out", "s3://bucket/mini-1.0.0", *BUILD]) == 1
    said = capsys.readouterr().err
    assert "s3://bucket/mini-1.0.0: could not be asked (Unable to locate credentials); give" in said
    s3fs.S3FileSystem.clear_instance_cache()


class Unanswering(fsspec.implementations.memory.MemoryFileSystem):
    """A store that answers for some files only, whose `exists` says that it has no other."""

    def info(self, path, **options):
        if path.endswith(("SHA256SUMS", "takedowns.tsv")):
            raise OSError(5, "bad answer")
        return super().info(path, **options)

    def exists(self, path, **options):
        return fsspec.AbstractFileSystem.exists(self, path, **options)


@pytest.fixture
def unanswering(memory, monkeypatch):
    """That store, in the place of the one in memory."""
    found = Unanswering()
    for home in (elsewhere, places):
        monkeypatch.setattr(home, "file_system", lambda place: (found, place[len("memory:/") :]))


def test_no_answer_about_a_file_is_never_that_it_is_not_there(unanswering, memory, tmp_path):
    main(["build", str(MINI), "--out", str(tmp_path / "mini-1.0.0"), *BUILD])
    with pytest.raises(ReleaseError, match=r"memory://corpus: could not be reached .*bad answer"):
        elsewhere.corpus("memory://corpus")
    memory.pipe_file("/out/r/SHA256SUMS", b"of another release")
    with pytest.raises(ReleaseError, match=r"memory://out/r: could not be reached .*bad answer"):
        elsewhere.send(tmp_path / "mini-1.0.0", "memory://out/r")
    with pytest.raises(ReleaseError, match=r"memory://out: could not be reached .*bad answer"):
        places.publish(tmp_path / "mini-1.0.0", "memory://out")
    assert memory.cat_file("/out/r/SHA256SUMS") == b"of another release"


def test_curation_that_was_taken_away_there_is_not_kept_here(memory):
    there = elsewhere.corpus("memory://corpus") / "curation" / "lexicon.tsv"
    assert there.exists()
    memory.rm_file("/corpus/curation/lexicon.tsv")
    elsewhere.corpus("memory://corpus")
    assert not there.exists()


def test_sending_goes_on_where_it_stopped_and_nothing_is_built_again(s3, monkeypatch, capsys):
    put, sent = type(s3).pipe_file, []

    def failing(self, path, value, **options):
        if path.endswith(checksums.NAME):
            raise OSError(5, "bad answer")
        put(self, path, value, **options)

    def counted(self, path, value, **options):
        sent.append(path)
        put(self, path, value, **options)

    asked = ["build", str(MINI), "--out", "s3://bucket/half-1.0.0", *BUILD]
    monkeypatch.setattr(type(s3), "pipe_file", failing)
    assert main(asked) == 1
    assert "could not be reached" in capsys.readouterr().err
    s3.pipe_file("bucket/half-1.0.0/README.md", b"of somebody else")
    monkeypatch.setattr(type(s3), "pipe_file", counted)
    monkeypatch.setattr(pipeline, "run", None)
    assert main(asked) == 0
    assert sent == [f"bucket/half-1.0.0/{name}" for name in ("README.md", checksums.NAME)]


def test_what_stands_here_is_built_again_when_anything_that_makes_it_differs(memory):
    asked = ["build", str(MINI), "--out", "memory://out/mini-1.0.0", *BUILD]
    assert main(asked) == 0
    release = elsewhere.out("memory://out/mini-1.0.0")
    settings = Settings(MINI, Options("rjieba", votes=False))
    assert standing.whole(settings, release, "1.0.0").unchanged
    assert standing.whole(settings, release, "1.0.1") is None
    assert standing.whole(replace(settings, options=Options()), release, "1.0.0") is None
    assert standing.whole(settings, release, "1.0.0", text="none") is None
    kept = (release / record.NAME).read_text("utf-8")
    for name in ("about", "code", "dependencies", "withheld"):
        (release / record.NAME).write_text(json.dumps(json.loads(kept) | {name: {}}), "utf-8")
        checksums.write(release)
        assert standing.whole(settings, release, "1.0.0") is None, name
    (release / record.NAME).write_text(kept, "utf-8")
    checksums.write(release)
    assert standing.whole(settings, release, "1.0.0").unchanged
    (release / "LICENSE").write_text("of somebody else", "utf-8")
    assert standing.whole(settings, release, "1.0.0") is None
    assert standing.whole(settings, release.with_name("none"), "1.0.0") is None


LACKING = {
    "new": ["s3:/c"],
    "add": ["s3:/c", "page.txt", "--publisher", "p", "--date", "2024-01-01"],
    "remove": ["s3:/c", "p1"],
    "validate": ["s3:/c"],
    "build": ["s3:/c", "--out", "r", "--version", "1.0.0"],
    "verify": ["s3:/c"],
    "show": ["s3:/c", "p-20240101-00000000"],
    "diff": ["s3:/c", "s3:/c"],
    "publish": ["r", "--to", "s3:/c"],
    "find": ["s3:/c", '"a"'],
    "describe": ["s3:/c"],
    "export": ["s3:/c", "text", "out.txt"],
    "lexicon": ["suggest", "s3:/c"],
}


@pytest.mark.parametrize("command", LACKING)
def test_an_address_that_lacks_a_slash_is_no_folder(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(MINI, tmp_path / "c")
    if command == "publish":
        main(["build", "c", "--out", "r", *BUILD])
        capsys.readouterr()
    before = sorted(path.name for path in tmp_path.iterdir())

    assert main([command, *LACKING[command]]) == 1

    assert capsys.readouterr().err == (
        "juku: s3:/c: is an address that lacks a slash; write s3://c, or ./s3:/c for a folder of "
        "that name\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == before


HERE_ONLY = {
    "new": ["s3://b/c"],
    "add": ["c", "s3://b/page.txt", "--publisher", "p", "--date", "2024-01-01"],
    "remove": ["s3://b/c", "p1"],
    "lexicon": ["suggest", "s3://b/c"],
    "verify": ["r", "--corpus", "s3://b/c"],
    "publish": ["s3://b/c", "--to", "there"],
    "export": ["r", "text", "s3://b/out.txt"],
}


@pytest.mark.parametrize("command", HERE_ONLY)
def test_what_is_read_or_written_here_only_is_no_address(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main([command, *HERE_ONLY[command]]) == 1
    place = next(word for word in HERE_ONLY[command] if "://" in word)
    assert capsys.readouterr().err == (
        f"juku: {place}: is an address; name a path of this machine\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_release_is_shown_and_validated_at_its_address(memory, capsys):
    assert main(["build", str(MINI), "--out", "memory://out/mini-1.0.0", *BUILD]) == 0
    name = store.read(remote.resolve("memory://out/mini-1.0.0"), "articles")["article_id"][0]
    capsys.readouterr()
    assert main(["validate", "memory://out/mini-1.0.0"]) == 0
    assert capsys.readouterr().out == "memory://out/mini-1.0.0: no findings\n"
    assert main(["show", "memory://out/mini-1.0.0", str(name)]) == 0
    assert capsys.readouterr().out.startswith(f"{name}\n")


def test_a_real_client_is_told_of_while_nothing_answers(tmp_path, monkeypatch, capsys):
    """As docs/reading.md has it: the client's own waits are made short."""
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
    s3fs.S3FileSystem.clear_instance_cache()
    with socket.create_server(("127.0.0.1", 0)) as server:  # takes calls and says nothing
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        for name, value in KEYS.items():
            monkeypatch.setenv(name, value)
        options = {"connect_timeout": 1, "read_timeout": 0.2, "retries": {"max_attempts": 0}}
        monkeypatch.setitem(fsspec.config.conf, "s3", {"config_kwargs": options})
        monkeypatch.setattr(stores, "QUIET", 0.1)
        with pytest.raises(ReleaseError, match=r"s3://bucket/r: could not be reached") as caught:
            remote.resolve("s3://bucket/r")
    assert address in str(caught.value)
    assert "juku: note: s3://bucket/r: no answer" in capsys.readouterr().err
    s3fs.S3FileSystem.clear_instance_cache()


KEYS = {
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def test_a_release_that_another_process_brings_meanwhile_is_taken(memory, tmp_path, monkeypatch):
    main(["build", str(MINI), "--out", str(tmp_path / "mini-1.0.0"), *BUILD])
    places.publish(tmp_path / "mini-1.0.0", "memory://out")
    first = remote.resolve("memory://out/mini-1.0.0")
    aside = first.rename(first.with_name("aside"))
    proved = remote.file_sha256

    def meanwhile(path):
        if aside.exists():
            aside.rename(first)
        return proved(path)

    monkeypatch.setattr(remote, "file_sha256", meanwhile)
    assert remote.resolve("memory://out/mini-1.0.0") == first
    assert (first / "provenance.json").is_file()
    assert [path.name for path in first.parent.glob(".*")] == []
