"""Where a process may open few files a command does all or nothing, and says which limit it met."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from juku.build.corpus import evidence

COMMANDS = {
    "add": ["add", "EMPTY", "PAGE", "--publisher", "demo", "--date", "2024-11-04"],
    "build": ["build", "CORPUS", "--out", "OUT", "--version", "1.0.0"],
    "build with workers": [
        *("build", "CORPUS", "--out", "OUT", "--version", "1.0.0", "--workers", "2"),
    ],
    "export": ["export", "RELEASE", "conllu", "OUT"],
    "find": ["find", "RELEASE", '"的"', "--format", "csv", "--output", "OUT"],
    "verify": ["verify", "RELEASE", "--corpus", "CORPUS"],
}
FEW = (5, 7, 12)
"""Open files; a process has three before it does anything."""


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_does_all_or_names_the_limit(command, tmp_path, mini_corpus, mini_release):
    evidence.new(tmp_path / "empty")
    page = next(path for path in (mini_corpus / "pages").iterdir() if path.suffix == ".txt")
    places = {
        "EMPTY": tmp_path / "empty",
        "PAGE": page,
        "CORPUS": mini_corpus,
        "RELEASE": mini_release,
        "OUT": tmp_path / "out",
    }
    words = [str(places.get(word, word)) for word in COMMANDS[command]]
    refused = 0
    for few in FEW:
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        done = subprocess.run(
            ["sh", "-c", f'ulimit -n {few} && exec "$0" -m juku "$@"', sys.executable, *words],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "JUKU_CACHE": str(tmp_path / "cache")},
        )
        if done.returncode == 0:
            break
        refused += 1
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "too many open files" in done.stderr.lower()
        assert "raise the limit on open files (`ulimit -n`)" in done.stderr
        assert not (tmp_path / "out").exists()
        assert list((tmp_path / "empty" / "pages").iterdir()) == []
    assert refused
