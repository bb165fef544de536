"""A release appears whole or not at all, twice the same, and is never overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from juku.build.rows.kit import Options
from juku.build.running.settings import Settings
from juku.cli import main
from juku.errors import BuildError, VersionError
from juku.release import assemble, validate


def hashes(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def written(root: Path) -> set[tuple[str, int]]:
    """Each file under ``root`` with the time when it was written."""
    found = set()
    for folder, _, names in os.walk(root):
        for name in names:
            with suppress(FileNotFoundError):  # renamed since it was listed
                found.add((f"{folder}/{name}", Path(folder, name).lstat().st_mtime_ns))
    return found


@pytest.fixture
def there(mini_corpus: Path, mini_release: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A release that stands at its place, and a corpus as it was made from."""
    out = shutil.copytree(mini_release, tmp_path / "mini-1.0.0")
    return out, shutil.copytree(mini_corpus, tmp_path / "corpus")


def command(corpus: Path, out: Path, *more: str) -> list[str]:
    words = ["build", str(corpus), "--out", str(out), "--version", "1.0.0", *more]
    return [sys.executable, "-m", "juku.cli", *words]


def test_two_workers_in_another_folder_give_the_same_files(
    mini_corpus: Path, mini_release: Path, tmp_path: Path
) -> None:
    subprocess.run(command(mini_corpus, tmp_path / "other", "--workers", "2"), check=True)

    assert hashes(tmp_path / "other") == hashes(mini_release)


def test_a_release_keeps_every_law(mini_release: Path) -> None:
    assert validate.release(mini_release).messages == []


def test_the_same_rows_again_leave_the_release_as_it_is(
    mini_corpus: Path, mini_release: Path
) -> None:
    before = hashes(mini_release)

    built = assemble.build(Settings(corpus=mini_corpus), mini_release, "1.0.0")

    assert built.unchanged
    assert hashes(mini_release) == before


def test_other_rows_under_the_same_name_are_refused(
    mini_corpus: Path, mini_release: Path, tmp_path: Path
) -> None:
    there = shutil.copytree(mini_release, tmp_path / "mini-1.0.0")
    before = hashes(there)
    other = Settings(corpus=mini_corpus, options=Options(joining=False))

    with pytest.raises(VersionError, match="exists with other rows in sentences"):
        assemble.build(other, there, "1.0.0")

    assert hashes(there) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [".mini-2.0.0.building", "mini-1.0.0"]


def test_a_folder_that_is_no_release_is_not_touched(mini_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(BuildError, match="exists and is no release"):
        assemble.build(Settings(corpus=mini_corpus), tmp_path, "1.0.0")

    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("place", "fact"),
    [
        (
            "长" * 83,
            "cannot be made (File name too long); give a shorter name, or",
        ),
        ("link", "is a link to nothing; remove it, or name another folder"),
        ("circle/release", "cannot be made ("),
        (".", "is a folder that is there already; name one that is to be made"),
        ("/", "is a folder that is there already; name one that is to be made"),
        ("corpus/pages/release", "is among the pages of corpus; name a folder outside of them"),
    ],
    ids=[
        "hidden-too-long",
        "link-to-nothing",
        "links-in-a-circle",
        "here",
        "root",
        "among-pages",
    ],
)
def test_a_place_where_no_release_can_be_is_refused_before_any_work(
    mini_corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: str,
    fact: str,
) -> None:
    shutil.copytree(mini_corpus, tmp_path / "corpus")
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "circle").symlink_to("circle")
    monkeypatch.chdir(tmp_path)
    before = written(tmp_path)
    options = ["--out", place, "--version", "1.0.0"]
    for more in ([], ["--task", "1", "--of", "2"]):
        assert main(["build", "corpus", *options, *more]) == 1
        said = capsys.readouterr().err
        assert said.startswith(f"juku: {place}: {fact}")
        assert said.count("\n") == 1
    assert written(tmp_path) == before


LATE = {
    "a share": (["--task", "1", "--of", "2"], "share 1 of 2"),
    "the end": (["--finish"], "--finish"),
}


@pytest.mark.parametrize("case", LATE)
def test_an_element_that_comes_when_the_release_is_there_says_so(
    mini_corpus: Path,
    mini_release: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    case: str,
) -> None:
    more, step = LATE[case]
    out = shutil.copytree(mini_release, tmp_path / "mini-1.0.0")
    before = written(tmp_path)

    assert main(["build", str(mini_corpus), "--out", str(out), "--version", "1.0.0", *more]) == 0

    said = f"{out}: is there already; nothing is left to do for {step}\n"
    assert capsys.readouterr().out == said
    assert written(tmp_path) == before


def test_what_about_json_says_since_is_told_of_a_release_that_is_there(
    there: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    out, corpus = there
    about = json.loads((corpus / "about.json").read_text("utf-8"))
    (corpus / "about.json").write_text(json.dumps(about | {"title": "Another"}), "utf-8")
    before = written(out)

    assert main(["build", str(corpus), "--out", str(out), "--version", "1.0.0"]) == 0

    told = capsys.readouterr()
    assert f"{out}: is there already, with the same rows" in told.out
    assert f"juku: note: {out}: title: its documents say what about.json said" in told.err
    assert written(out) == before


@pytest.mark.parametrize("case", LATE)
def test_why_a_page_left_the_corpus_makes_no_other_release_of_one_that_is_there(
    there: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    case: str,
) -> None:
    more, step = LATE[case]
    out, corpus = there
    row = f"path\tsha256\treason\npages/gone.txt\t{'0' * 64}\tblurred\n"
    (corpus / "curation" / "removed.tsv").write_text(row, "utf-8")

    assert main(["build", str(corpus), "--out", str(out), "--version", "1.0.0", *more]) == 0
    assert f"nothing is left to do for {step}\n" in capsys.readouterr().out


NO_SHARES = {
    ("3", "2"): "--task 3 --of 2: write a number from 1 to 2",
    ("0", "2"): "--task 0 --of 2: write a number from 1 to 2",
    ("1", "0"): "--of 0: write how many shares the array has, 1 or more",
}


@pytest.mark.parametrize("share", NO_SHARES)
def test_an_element_that_its_array_has_not_is_refused_though_the_release_is_there(
    mini_corpus: Path,
    mini_release: Path,
    capsys: pytest.CaptureFixture[str],
    share: tuple[str, str],
) -> None:
    options = ["--out", str(mini_release), "--version", "1.0.0"]
    assert main(["build", str(mini_corpus), *options, "--task", share[0], "--of", share[1]]) == 1
    assert capsys.readouterr().err == f"juku: {NO_SHARES[share]}\n"


@pytest.mark.parametrize("case", LATE)
def test_an_element_of_another_build_than_the_release_that_is_there_is_refused(
    there: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    case: str,
) -> None:
    more, _ = LATE[case]
    out, corpus = there
    (corpus / "curation" / "columns.tsv").write_text("column\treason\n某栏\tmade up\n", "utf-8")
    before = written(tmp_path)
    options = ["--out", str(out), "--version", "1.0.1", "--no-joining", *more]

    assert main(["build", str(corpus), *options]) == 1

    told = [line.split(": ") for line in capsys.readouterr().err.splitlines()]
    assert [line[-2] for line in told] == [
        "version",
        "joining",
        "curation/columns.tsv",
        "segmenter",
    ]
    assert told[1][-1] == (
        "is True in the release that is there, not False; "
        "name another folder, for a release is never overwritten"
    )
    assert written(tmp_path) == before


@pytest.mark.parametrize("again", [False, True])
def test_a_build_killed_while_it_takes_its_state_away_can_be_run_again(
    *,
    again: bool,
    mini_corpus: Path,
    mini_release: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "mini-1.0.0"
    if again:
        shutil.copytree(mini_release, out)
    whole = shutil.rmtree

    def killed(folder: Path, **_: object) -> None:
        for kind in ("parts", "receipts"):
            whole(next(folder.rglob(kind)))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            assemble.build(Settings(corpus=mini_corpus), out, "1.0.0")

    assert assemble.build(Settings(corpus=mini_corpus), out, "1.0.0").unchanged == again
    assert hashes(out) == hashes(mini_release)
    assert [path.name for path in tmp_path.iterdir()] == ["mini-1.0.0"]


@pytest.mark.parametrize("version", ["1", "1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", ""])
def test_a_version_has_three_numbers(mini_corpus: Path, tmp_path: Path, version: str) -> None:
    with pytest.raises(VersionError, match=r"write MAJOR\.MINOR\.PATCH"):
        assemble.build(Settings(corpus=mini_corpus), tmp_path / "out", version)


def test_a_build_killed_at_any_moment_leaves_nothing_or_the_whole(
    mini_corpus: Path, tmp_path: Path
) -> None:
    quick = ("--segmenter", "rjieba", "--no-votes")
    chance = random.Random(20241104)
    whole_command = command(mini_corpus, tmp_path / "whole", *quick)
    subprocess.run(whole_command, check=True, capture_output=True)
    whole = hashes(tmp_path / "whole")
    seen = []
    for moment in range(20):
        out = tmp_path / "mini-1.0.0"
        before, new = written(tmp_path), set[tuple[str, int]]()
        process = subprocess.Popen(
            command(mini_corpus, out, *quick),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # A clock would tell how busy the machine is; files tell how far the build has come.
        while len(new) < moment and process.poll() is None:
            time.sleep(0.004)
            new |= written(tmp_path) - before
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.wait()
        seen.append(out.exists())
        if out.exists():
            assert hashes(out) == whole
            shutil.rmtree(out)
        assert all(p.name.startswith(".") for p in tmp_path.iterdir() if p.name != "whole")

    last = command(mini_corpus, tmp_path / "mini-1.0.0", *quick)
    ended = subprocess.run(last, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert hashes(tmp_path / "mini-1.0.0") == whole
    assert not all(seen)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with hardly any room."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk, and not in every container")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_full_is_named_and_the_build_goes_on_when_there_is_room(
    mini_corpus: Path, mini_release: Path, small_disk: Path
) -> None:
    out = small_disk / mini_release.name
    full = subprocess.run(command(mini_corpus, out), check=False, capture_output=True, text=True)

    assert full.returncode == 1
    assert "No space left on device" in full.stderr
    assert "then run the same command again" in full.stderr
    assert "Traceback" not in full.stderr
    assert not out.exists()

    more = ["mount", "-o", "remount,size=100m", str(small_disk)]
    subprocess.run(more, check=True)
    subprocess.run(command(mini_corpus, out), check=True)

    assert hashes(out) == hashes(mini_release)
