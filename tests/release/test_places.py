"""Publishing to a folder, a git repository and object storage."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from juku import cli
from juku.build.running.alone import alone
from juku.errors import BuildError, ReleaseError
from juku.release import checksums, places


@pytest.fixture
def place(tmp_path, git, monkeypatch):
    """An empty git repository whose commits are Test's."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "test@example.org")
    place = tmp_path / "mirror"
    git(tmp_path, "init", "-q", str(place))
    return place


def commit(git, place, files):
    """Commit ``files``, name → text."""
    for name, text in files.items():
        (place / name).write_text(text, "utf-8")
    git(place, "add", "--all")
    git(place, "commit", "-q", "-m", "first")


def test_a_folder_gets_the_release_once(release, tmp_path, make):
    place = tmp_path / "mirror"
    place.mkdir()
    assert places.publish(release, str(place)).startswith("copied 6 files")
    assert checksums.verify(place / "demo-1.0.0") == []
    assert places.publish(release, str(place)).endswith("no file differs")
    other = make.write_release(tmp_path / "other", shards=2)
    with pytest.raises(ReleaseError, match="is never overwritten"):
        places.publish(other, str(place))
    assert [p.name for p in place.iterdir()] == ["demo-1.0.0"]


@pytest.mark.parametrize("spoilt", ["README.md", checksums.NAME])
def test_a_folder_of_that_name_that_is_not_this_release_is_left_alone(release, tmp_path, spoilt):
    places.publish(release, str(tmp_path / "mirror"))
    there = tmp_path / "mirror" / "demo-1.0.0" / spoilt
    for spoil in (lambda: there.write_text("of another"), there.unlink):
        spoil()
        with pytest.raises(ReleaseError) as refused:
            places.publish(release, str(tmp_path / "mirror"))
        assert str(refused.value) == (
            f"{there.parent}: exists with other files; a release is never overwritten: "
            "give the release a new version and publish that"
        )


def test_a_spoilt_release_is_published_nowhere(release, tmp_path):
    (release / "README.md").write_text("forged")
    with pytest.raises(ReleaseError, match=r"README\.md: its bytes are not those that SHA256SUMS"):
        places.publish(release, str(tmp_path / "mirror"))
    assert not (tmp_path / "mirror").exists()


@pytest.mark.parametrize(
    "given",
    [(errno.ENOSPC, "No space left on device"), ("No space left on device",)],
    ids=["with its number", "in words alone"],
)
def test_a_copy_that_does_not_end_leaves_nothing(release, tmp_path, monkeypatch, given):
    def full(*_):
        raise OSError(*given)

    place = tmp_path / "mirror"
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(ReleaseError) as refused:
        places.publish(release, str(place))
    assert str(refused.value) == (
        f"{place}: cannot be written (No space left on device); free some space, or "
        "name another place, then run the same command again"
    )
    assert list(place.iterdir()) == []


def test_what_a_copy_that_was_killed_left_is_no_part_of_the_next(release, tmp_path):
    place = tmp_path / "mirror"
    left = place / ".demo-1.0.0.part" / "release" / "data" / "train-00001-of-00002.parquet"
    left.parent.mkdir(parents=True)
    left.touch()
    places.publish(release, str(place))
    assert checksums.verify(place / "demo-1.0.0") == []
    assert [path.name for path in place.iterdir()] == ["demo-1.0.0"]


def test_two_copies_of_a_version_are_not_made_at_once(release, tmp_path):
    part = tmp_path / "mirror" / ".demo-1.0.0.part"
    part.mkdir(parents=True)
    with alone(part, wait=False), pytest.raises(BuildError, match="another process is at work"):
        places.publish(release, str(part.parent))
    assert list(part.parent.iterdir()) == [part]


def test_a_file_is_no_place(release, tmp_path):
    (tmp_path / "mirror").write_text("a file")
    with pytest.raises(ReleaseError, match=r"mirror: cannot be written \(Not a directory\); name"):
        places.publish(release, str(tmp_path / "mirror"))


def test_the_command_publishes_to_a_folder(release, tmp_path, capsys):
    assert cli.main(["publish", str(release), "--to", str(tmp_path / "mirror"), "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("would copy 6 files")
    assert cli.main(["publish", str(release), "--to", str(tmp_path / "mirror")]) == 0
    assert checksums.verify(tmp_path / "mirror" / "demo-1.0.0") == []


def test_a_git_repository_gets_a_commit_and_a_tag_that_stays(release, tmp_path, make, git, place):
    places.publish(release, str(place))
    tagged = git(place, "rev-parse", "v1.0.0")
    assert places.publish(release, str(place)).endswith("no file differs")
    newer = make.write_release(tmp_path / "newer", "1.0.1", shards=2)
    places.publish(newer, str(place))
    assert git(place, "rev-parse", "v1.0.0") == tagged
    assert not (place / "data" / "train-00000-of-00001.parquet").exists()
    assert git(place, "status", "--porcelain") == ""
    assert checksums.verify(place) == []
    with pytest.raises(ReleaseError, match="is never overwritten"):
        places.publish(make.write_release(tmp_path / "forged", "1.0.0", shards=3), str(place))


@pytest.mark.parametrize(
    "said",
    [
        {"GIT_DIR": "."},
        {"GIT_DIR": "{other}"},
        {"GIT_OBJECT_DIRECTORY": "{other}/objects", "GIT_QUARANTINE_PATH": "{other}/objects"},
        {"GIT_OBJECT_DIRECTORY": "{other}/objects"},
        {"GIT_COMMON_DIR": "{other}"},
    ],
    ids=lambda said: "+".join(f"{name}={value}" for name, value in said.items()),
)
def test_a_hook_of_another_repository_publishes_to_the_one_that_is_named(
    release, tmp_path, git, monkeypatch, place, said
):
    """Git tells a hook where its own repository is; whatever it starts would take that one."""
    other = tmp_path / "other.git"
    git(tmp_path, "init", "-q", "--bare", str(other))
    with monkeypatch.context() as hook:
        hook.chdir(other)
        for name, value in said.items():
            hook.setenv(name, value.format(other=other))
        places.publish(release, str(place))
    git(place, "fsck", "--strict")
    assert git(place, "tag", "--list") == "v1.0.0"
    assert git(other, "tag", "--list") == ""
    assert checksums.verify(place) == []


def test_an_older_version_gets_its_tag_and_the_last_commit_stays_the_newest(
    tmp_path, make, git, place
):
    made = {
        version: make.write_release(tmp_path / version, version, shards=shards)
        for shards, version in enumerate(("2.0.0", "1.9.0", "1.10.0", "2.0.1", "1.0.0"), 1)
    }
    newest = "2.0.0"
    places.publish(made[newest], str(place))
    for version in ("1.9.0", "1.10.0", "2.0.1", "1.0.0"):
        head = git(place, "rev-parse", "HEAD")
        told = places.publish(made[version], str(place), dry_run=True)
        told += places.publish(made[version], str(place))
        if version == "2.0.1":
            newest = version
        stays = f"; the last commit stays that of v{newest}, which is newer"
        assert told.count(stays) == (0 if version == newest else 2)
        assert (git(place, "rev-parse", "HEAD") == head) == (version != newest)
        assert checksums.verify(place) == []
        assert (place / checksums.NAME).read_bytes() == (made[newest] / checksums.NAME).read_bytes()
        assert git(place, "status", "--porcelain") == ""
        assert git(place, "worktree", "list").count("\n") == 0
    assert git(place, "rev-parse", "v1.10.0^") == git(place, "rev-parse", "v1.9.0^{commit}")
    for version, root in made.items():
        assert places.publish(root, str(place)).endswith("no file differs")
        clone = tmp_path / f"clone-{version}"
        git(tmp_path, "clone", "-q", "--branch", f"v{version}", str(place), str(clone))
        assert checksums.verify(clone) == []


def test_an_older_version_that_is_refused_leaves_the_repository_as_it_was(
    tmp_path, make, git, place
):
    places.publish(make.write_release(tmp_path / "newer", "2.0.0"), str(place))
    head = git(place, "rev-parse", "HEAD")
    hook = place / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not now >&2\nexit 1\n")
    hook.chmod(0o755)
    older = make.write_release(tmp_path / "older", "1.0.0", shards=2)
    with pytest.raises(ReleaseError, match=r"git commit: not now; mend that and run it again"):
        places.publish(older, str(place))
    assert git(place, "tag", "--list") == "v2.0.0"
    assert git(place, "rev-parse", "HEAD") == head
    assert git(place, "worktree", "list").count("\n") == 0
    assert checksums.verify(place) == []


def test_what_a_repository_ignores_is_not_published(release, git, place):
    commit(git, place, {".gitignore": "secret\n*.parquet\n"})
    (place / "secret").write_text("of nobody else")
    assert places.publish(release, str(place)) == f"committed to {place} and tagged v1.0.0"
    assert git(place, "ls-files").split() == sorted(
        [".gitattributes", ".gitignore", *checksums.files(release), checksums.NAME]
    )
    assert (place / "secret").is_file()
    assert places.publish(release, str(place)).endswith("no file differs")


@pytest.mark.parametrize("paths", ["*.parquet", "/data/**", "data/*.parquet"])
def test_files_that_a_repository_keeps_in_another_form_are_known_again(release, git, place, paths):
    """As with Git LFS, which keeps the name of a file's bytes in the place of these."""
    git(place, "config", "filter.form.clean", "base64")
    git(place, "config", "filter.form.smudge", "base64 --decode")
    commit(git, place, {".gitattributes": f"{paths} filter=form -text\n"})
    places.publish(release, str(place))
    shard = "data/train-00000-of-00001.parquet"
    assert git(place, "show", f"v1.0.0:{shard}").startswith("UEFSM")  # PAR1
    assert (place / shard).read_bytes() == (release / shard).read_bytes()
    assert places.publish(release, str(place)).endswith("no file differs")


def test_a_commit_that_is_refused_leaves_the_repository_as_it_was(release, git, place):
    commit(git, place, {"README.md": "of before"})
    hook = place / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not now >&2\nexit 1\n")
    hook.chmod(0o755)
    for _ in range(2):
        with pytest.raises(ReleaseError) as refused:
            places.publish(release, str(place))
        told = f"{place}: git commit: not now; mend that and run it again"
        assert str(refused.value) == told
        assert git(place, "status", "--porcelain") == git(place, "tag", "--list") == ""
        assert (place / "README.md").read_text() == "of before"
    hook.unlink()
    places.publish(release, str(place))
    assert checksums.verify(place) == []


def test_a_first_commit_that_is_refused_leaves_the_repository_empty(release, git, place):
    git(place, "config", "commit.gpgSign", "true")
    git(place, "config", "gpg.program", "false")
    with pytest.raises(ReleaseError, match=r"git commit: .*; mend that and run it again"):
        places.publish(release, str(place))
    assert git(place, "status", "--porcelain") == ""


def test_a_copy_to_a_repository_that_does_not_end_leaves_it_as_it_was(
    release, git, place, monkeypatch
):
    """The second file does not fit: the first is there by then, and no other is."""
    commit(git, place, {"README.md": "of before"})
    copy, copied = shutil.copyfile, []

    def full(here, there):
        if copied:
            raise OSError(errno.ENOSPC, "No space left on device")
        copied.append(copy(here, there))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(ReleaseError, match=r"cannot be written \(No space left on device\); free"):
        places.publish(release, str(place))
    assert len(copied) == 1
    assert git(place, "status", "--porcelain") == ""
    assert (place / "README.md").read_text() == "of before"


def test_a_copy_to_a_repository_that_is_stopped_leaves_it_as_it_was(
    release, git, place, monkeypatch
):
    def stopped(_, there):
        there.touch()
        raise KeyboardInterrupt

    commit(git, place, {"provenance.json": "of before"})
    monkeypatch.setattr(shutil, "copyfile", stopped)
    with pytest.raises(KeyboardInterrupt):
        places.publish(release, str(place))
    assert git(place, "status", "--porcelain") == ""
    assert git(place, "ls-files") == "provenance.json"


def test_what_git_refuses_is_told_and_not_its_advice(release, git, place):
    lock = place / ".git" / "index.lock"
    lock.touch()
    with pytest.raises(ReleaseError) as refused:
        places.publish(release, str(place))
    assert str(lock) in str(refused.value)


def test_a_repository_with_work_in_it_is_left_alone(release, git, place):
    (place / "draft.txt").write_text("mine")
    with pytest.raises(ReleaseError) as refused:
        places.publish(release, str(place))
    told = f"{place}: has changes that are not committed; commit or undo them first"
    assert str(refused.value) == told
    assert git(place, "status", "--porcelain") == "?? draft.txt"


def test_a_dry_run_changes_no_repository(release, git, place):
    told = places.publish(release, str(place), dry_run=True)
    assert told == f"would commit 6 files to {place} and tag v1.0.0"
    assert sorted(path.name for path in place.iterdir()) == [".git"]


def test_a_version_with_the_files_of_the_last_gets_a_tag_alone(release, git, place):
    places.publish(release, str(place))
    git(place, "tag", "--delete", "v1.0.0")
    places.publish(release, str(place))
    assert git(place, "rev-list", "--count", "HEAD") == "1"
    assert git(place, "rev-parse", "v1.0.0^{commit}") == git(place, "rev-parse", "HEAD")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([b"notes.txt"], "1 file of no release ('notes.txt')"),
        ([b"caf\xe9"], r"1 file of no release ('caf\udce9')"),
        (
            [b"%d.py" % number for number in range(6)],
            "6 files of no release ('0.py', '1.py', '2.py', '3.py', '4.py', …)",
        ),
    ],
    ids=["one", "any bytes", "many"],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_repository_of_something_else_is_left_alone(release, git, place, names, told, dry_run):
    """Whoever names the repository of their code would else have none of it in its last commit."""
    for name in names:
        Path(os.fsdecode(os.fsencode(place) + b"/" + name)).write_text("mine")
    git(place, "add", "--all")
    git(place, "commit", "-q", "-m", "first")
    with pytest.raises(ReleaseError) as refused:
        places.publish(release, str(place), dry_run=dry_run)
    assert str(refused.value) == (
        f"{place}: has {told}, which a release would take the place of; name a repository that has "
        "nothing else, or a folder"
    )
    assert git(place, "status", "--porcelain") == git(place, "tag", "--list") == ""


def test_a_clone_has_the_bytes_of_the_release_whatever_line_ends_its_git_makes(
    release, tmp_path, git, place
):
    places.publish(release, str(place))
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(place), str(clone))
    assert checksums.verify(clone) == []


def test_a_repository_without_git_is_told_of(release, place, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ReleaseError) as refused:
        places.publish(release, str(place))
    assert str(refused.value) == (
        f"{place}: is a git repository, and git is not installed; install it, or name a folder "
        "that is none"
    )


@pytest.fixture
def put(memory, monkeypatch):
    """What comes of a file that is sent to memory; the paths that were, in order."""
    put_file, sent = type(memory).put_file, []

    def change(spoil):
        def spoilt(self, here, there, **options):
            put_file(self, here, there, **options)
            sent.append(there)
            self.store[there].seek(0)
            data = spoil(there, self.store[there].read())
            self.pipe_file(there, data)

        monkeypatch.setattr(type(memory), "put_file", spoilt)
        return sent

    return change


def test_a_store_gets_the_sums_last_and_the_same_release_but_once(release, put):
    sent = put(lambda _, data: data)
    told = places.publish(release, "memory://sets/", dry_run=True)
    assert (told, sent) == ("would send 6 files to memory://sets/demo-1.0.0", [])
    assert places.publish(release, "memory://sets/") == "sent 6 files to memory://sets/demo-1.0.0"
    names = [*checksums.files(release), checksums.NAME]
    assert sent == [f"/sets/demo-1.0.0/{name}" for name in names]
    told = places.publish(release, "memory://sets")
    assert told == "memory://sets/demo-1.0.0 is there; no file differs"
    assert len(sent) == len(names)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path, data: data[:-1] if path.endswith(".parquet") else data,
        lambda path, data: bytes(len(data)) if path.endswith(".parquet") else data,
    ],
    ids=["shorter", "other bytes"],
)
def test_what_did_not_arrive_whole_is_named_and_sent_again(release, put, spoil):
    put(spoil)
    with pytest.raises(ReleaseError) as refused:
        places.publish(release, "memory://sets")
    shards = [name for name in checksums.files(release) if name.endswith(".parquet")]
    assert str(refused.value) == (
        f"memory://sets/demo-1.0.0: {', '.join(shards)} did not arrive whole; run it again"
    )
    put(lambda _, data: data)
    told = places.publish(release, "memory://sets")
    assert told == "sent 3 files to memory://sets/demo-1.0.0"


def test_what_a_store_refuses_is_told_and_the_same_command_goes_on(release, put):
    def refuse(*_):
        raise TimeoutError("no answer")

    put(refuse)
    with pytest.raises(ReleaseError) as refused:
        places.publish(release, "memory://sets")
    assert str(refused.value) == (
        "memory://sets: could not be reached (TimeoutError: no answer); run the same command "
        "again: it goes on where it stopped"
    )
    put(lambda _, data: data)
    assert places.publish(release, "memory://sets") == "sent 5 files to memory://sets/demo-1.0.0"


def test_other_sums_in_a_store_are_another_release_which_stays(release, memory):
    memory.pipe_file("/sets/demo-1.0.0/SHA256SUMS", b"of another")
    with pytest.raises(ReleaseError) as refused:
        places.publish(release, "memory://sets/")
    assert str(refused.value) == (
        "memory://sets/demo-1.0.0: exists with other files; a release is never overwritten: "
        "give the release a new version and publish that"
    )
    assert list(memory.store) == ["/sets/demo-1.0.0/SHA256SUMS"]


@pytest.mark.parametrize("whole", [True, False])
def test_what_an_earlier_try_left_in_a_store_is_no_part_of_the_release(release, memory, whole):
    """Readers take all shards that they find."""
    if whole:
        places.publish(release, "memory://sets")
    folder = "/sets/demo-1.0.0"
    for name in ("index/a.bin", ".git/HEAD", ".gitattributes"):  # which are no part of a release
        memory.pipe_file(f"{folder}/{name}", b"")
    memory.pipe_file(f"{folder}/data/train-00001-of-00002.parquet", b"")
    there = set(memory.store)
    for dry_run in (True, False):
        with pytest.raises(ReleaseError) as refused:
            places.publish(release, "memory://sets/", dry_run=dry_run)
        assert str(refused.value) == (
            "memory://sets/demo-1.0.0: has 1 file of no release ('data/train-00001-of-00002."
            "parquet'), which readers would take for its own; delete it there, then run the same "
            "command again"
        )
        assert set(memory.store) == there
    memory.rm(f"{folder}/data/train-00001-of-00002.parquet")
    assert places.publish(release, "memory://sets").startswith(
        "memory://sets/demo-1.0.0 is there" if whole else "sent 6 files"
    )
