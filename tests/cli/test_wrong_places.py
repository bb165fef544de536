"""What is given for a corpus or a release and is none is told in one line as what it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from juku.build.corpus import evidence
from juku.cli import main

THING = "THING"
"""Stands for what is given where a corpus or a release belongs."""

OF_A_RELEASE = {
    "describe": [THING],
    "find": [THING, '"的"'],
    "export": [THING, "tei", "OUT"],
    "index": [THING],
    "cite": [THING],
    "show": [THING, "x"],
    "explain": [THING, "x"],
    "verify": [THING],
    "diff": [THING, "RELEASE"],
    "diff, the later": ["RELEASE", THING],
    "publish": [THING, "--to", "OUT"],
    "build, --previous": ["CORPUS", "--out", "OUT", "--version", "9.0.0", "--previous", THING],
    "keyness, --reference": ["RELEASE", "--reference", THING],
}
OF_A_CORPUS = {
    "build": [THING, "--out", "OUT", "--version", "1.0.0"],
    "validate, --corpus": ["RELEASE", "--corpus", THING],
    "verify, --corpus": ["RELEASE", "--corpus", THING],
    "show, --corpus": ["RELEASE", "SENTENCE", "--corpus", THING],
    "show, --page": ["--page", "pages/p1.txt", THING],
    "remove": [THING, "p1"],
}


@pytest.fixture
def places(tmp_path, mini_corpus, mini_release):
    """What may be given, by name."""
    evidence.new(tmp_path / "empty")
    (tmp_path / "file.txt").write_text("改革\n", "utf-8")
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    shutil.copytree(mini_corpus / "pages", tmp_path / "pages alone" / "pages")
    names = ("missing", "empty", "file.txt", "pages alone")
    return {
        **{name: tmp_path / name for name in names},
        "CORPUS": corpus,
        "RELEASE": mini_release,
        "OUT": tmp_path / "out",
        "SENTENCE": "xinhua",
    }


def said(places, capsys, command, words, thing):
    given = {**places, THING: places[thing]}
    status = main([command.split(",")[0], *(str(given.get(word, word)) for word in words)])
    shown = capsys.readouterr()
    assert (status, shown.out) == (1, "")
    assert not places["OUT"].exists()
    return shown.err.removeprefix("juku: ").replace(str(places[thing]), THING)


@pytest.mark.parametrize("command", OF_A_RELEASE)
@pytest.mark.parametrize(
    ("thing", "fact"),
    [
        ("CORPUS", "is a corpus; name a release, which `juku build` makes of it"),
        ("empty", "is a corpus; name a release, which `juku build` makes of it"),
        ("missing", "is not there; see how its name is spelt"),
    ],
)
def test_what_is_no_release_is_told_as_what_it_is(places, capsys, command, thing, fact):
    assert said(places, capsys, command, OF_A_RELEASE[command], thing) == f"{THING}: {fact}\n"


@pytest.mark.parametrize("command", ["cite", "show", "explain", "verify", "publish"])
def test_a_file_is_no_release(places, capsys, command):
    fact = "is no folder; name a release directory, as `juku build` writes"
    assert said(places, capsys, command, OF_A_RELEASE[command], "file.txt") == f"{THING}: {fact}\n"


_ALONE = (
    "has no manifest.jsonl, so it is no corpus; put it back, or lay out another folder with "
    "`juku new` and add these pages to it with `juku add`"
)


@pytest.mark.parametrize("command", OF_A_CORPUS)
@pytest.mark.parametrize(
    ("thing", "fact"),
    [
        ("RELEASE", "is a release; name the corpus that it was built from"),
        ("missing", "is not there; name a corpus that `juku new` laid out"),
        ("file.txt", "is no folder; name a corpus that `juku new` laid out"),
        ("pages alone", _ALONE),
    ],
)
def test_what_is_no_corpus_is_told_as_what_it_is(
    places, mini_release, capsys, command, thing, fact
):
    from juku import store

    places["SENTENCE"] = store.read(mini_release, "sentences")["sentence_id"][0].as_py()
    assert said(places, capsys, command, OF_A_CORPUS[command], thing) == f"{THING}: {fact}\n"


OTHERS = {
    "new": [THING],
    "validate": [THING],
    "add": [THING, "file.txt", "--publisher", "p", "--date", "2024-01-01"],
    "add, pages": ["CORPUS", THING, "--publisher", "p", "--date", "2024-01-01"],
    "build, --out": ["CORPUS", "--out", THING, "--version", "1.0.0"],
    "build, --datasheet": [
        "CORPUS", "--out", "OUT", "--version", "1.0.0", "--datasheet", THING
    ],
    "count, --output": ["RELEASE", '"的"', "--output", THING],
    "count, --save": ["RELEASE", '"的"', "--save", THING],
    "export, out": ["RELEASE", "tei", THING],
    "publish, --to": ["RELEASE", "--to", THING],
    "index, --cache": ["RELEASE", "--cache", THING],
    "lexicon": ["suggest", THING],
    "rerun": [THING],
}  # fmt: skip


@pytest.mark.parametrize("command", OF_A_RELEASE | OF_A_CORPUS | OTHERS)
def test_a_path_longer_than_the_system_allows_is_told_in_one_line(places, capsys, command):
    places["too long"] = "x" * 300
    words = (OF_A_RELEASE | OF_A_CORPUS | OTHERS)[command]
    fact = "is longer than a path, or a name in it, may be here; give a shorter one"
    by_option = command == "keyness, --reference"
    start = f"--reference: '{'x' * 80}…'" if by_option else f"'{'x' * 80}…':"
    assert said(places, capsys, command, words, "too long") == f"{start} {fact}\n"


NO_JSON = "Expecting value: line 1 column 1 (char 0)"
NO_PROTOCOL = "Protocol not known: nosuch"

REFUSED = {
    "a release to add to": (
        ["add", "RELEASE", "file.txt", "--publisher", "p", "--date", "2024-01-01"],
        "RELEASE: is a release; name the corpus that it was built from",
    ),
    "a corpus with a corpus": (
        ["validate", "CORPUS", "--corpus", "CORPUS"],
        "--corpus: is of a release, and CORPUS is a corpus; leave it out",
    ),
    "nothing to validate": (
        ["validate", "missing"],
        "missing: is not there; name a corpus or a release directory",
    ),
    "nothing to look for words in": (
        ["lexicon", "suggest", "missing"],
        "missing: cannot be read (No such file or directory); name a corpus or texts",
    ),
    "nothing to ask again": (
        ["rerun", "missing"],
        "missing: cannot be read (No such file or directory); name a file that --save wrote",
    ),
    "a folder without a manifest to add to": (
        ["add", "pages alone", "file.txt", "--publisher", "p", "--date", "2024-01-01"],
        f"pages alone: {_ALONE}",
    ),
    "a text to ask again": (
        ["rerun", "file.txt"],
        f"file.txt: is not what --save wrote ({NO_JSON}); save it again",
    ),
    "a folder for a datasheet": (
        ["build", "CORPUS", "--out", "OUT", "--version", "9.0.0", "--datasheet", "empty"],
        "--datasheet empty: is no file; name one that is there",
    ),
    "options of the Hub for a folder": (
        ["publish", "RELEASE", "--to", "OUT", "--private", "--no-check"],
        "juku publish: --private, --no-check: is for the Hub; with --to PLACE, leave it out",
    ),
    "a picture of another kind": (
        ["trend", "RELEASE", '"的"', "--plot", "OUT.gif"],
        "OUT.gif: is neither .svg nor .png; give the file one of these endings",
    ),
    "a protocol that there is not": (
        ["describe", "nosuch://x"],
        f"nosuch://x: cannot be opened ({NO_PROTOCOL}); see how it begins, as s3:// does",
    ),
    "fewer examples than none": (
        ["diff", "RELEASE", "RELEASE", "--examples", "-1"],
        "--examples: -1 is less than 0; give 0 or more",
    ),
    "values less than none": (
        ["describe", "RELEASE", "--top", "-1"],
        "--top: -1 is less than 0; give the number of rows, or no top",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_before_anything_is_done(places, capsys, case):
    words, fact = REFUSED[case]

    def named(text):
        for name, place in places.items():
            text = text.replace(name, str(place))
        return text

    assert main([named(word) for word in words]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"juku: {named(fact)}\n")
    assert not places["OUT"].exists()


@pytest.mark.parametrize(
    "words", [["describe", "r", "--top", "x"], ["find", "r", "p", "--width", "x"]]
)
def test_a_number_or_all_is_asked_for_in_words(capsys, words):
    with pytest.raises(SystemExit):
        main(words)
    assert "'x' is neither a number nor `all`" in capsys.readouterr().err


def test_without_a_word_the_commands_are_listed(capsys):
    assert main([]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "lay out an empty corpus" in shown.err


def test_a_folder_that_is_neither_is_told_what_it_lacks(tmp_path, capsys):
    assert main(["verify", str(tmp_path)]) == 1
    lacks = "has neither provenance.json nor SHA256SUMS; name a release directory"
    assert f"{Path(tmp_path)}: {lacks}" in capsys.readouterr().err


OF_ITS_FILES = {
    "provenance.json": ("describe", "find", "cite", "validate", "verify"),
    "SHA256SUMS": ("validate", "verify"),
    "data/train-00000-of-00001.parquet": ("describe", "find", "show", "validate", "verify"),
    "articles/train-00000-of-00001.parquet": ("describe", "show", "validate"),
}
"""File of a release → commands that read it."""


@pytest.mark.parametrize(
    ("name", "command"),
    [(name, command) for name, commands in OF_ITS_FILES.items() for command in commands],
)
def test_a_pipe_among_the_files_of_a_release_is_not_waited_for(
    places, tmp_path, capsys, name, command, not_waiting
):
    release = shutil.copytree(places["RELEASE"], tmp_path / "piped")
    (release / name).unlink()
    os.mkfifo(release / name)

    words = {**OF_A_RELEASE, "validate": [THING]}[command]
    assert main([command, *(str(release) if word == THING else word for word in words)]) == 1
    shown = capsys.readouterr()
    assert name in shown.out + shown.err


@pytest.mark.parametrize("words", [["--help"], ["find", "--help"], ["--version"]])
def test_help_for_which_no_space_is_left_is_told_of_in_one_line(words):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "juku.cli", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={name: held for name, held in os.environ.items() if name != "PYTHONUNBUFFERED"},
        )
    told = "juku: the output: no space left on device; free some space, or write elsewhere\n"
    assert (done.returncode, done.stderr) == (1, told)
