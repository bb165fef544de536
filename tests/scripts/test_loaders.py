"""The loaders as a maintainer runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


def run(name: str, *words: str) -> list[str]:
    command = [sys.executable, str(SCRIPTS / name), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_segment_prints_words_whose_characters_are_the_sentence(mini_corpus: Path) -> None:
    lines = [line.split("\t") for line in run("segment.py", str(mini_corpus))]

    first = [text.replace(" ", "") for name, text in lines if name.endswith(".0001")]
    assert first[:2] == ["老街新生记", "首条跨江公交开通"]


def test_tag_prints_a_word_a_line_with_both_tags(mini_corpus: Path) -> None:
    lines = run("tag.py", str(mini_corpus))

    assert "临江镇\tns\tPROPN" in lines
    assert all(line.count("\t") == 2 for line in lines if line and not line.startswith("# "))


def test_normalise_prints_the_edits(mini_corpus: Path) -> None:
    lines = run("normalise.py", str(mini_corpus))

    assert any("第7號颱風“海燕”" in line and "width ７→7" in line for line in lines)


@pytest.mark.parametrize("name", ["segment", "tag", "normalise"])
def test_what_is_no_corpus_is_told_in_a_line(tmp_path: Path, name: str) -> None:
    words = [sys.executable, str(SCRIPTS / f"{name}.py"), str(tmp_path / "none")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}: {tmp_path / 'none'}: ")
    assert done.stderr.count("\n") == 1
