"""jieba's dictionary: read without what its packages do besides when they are imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jieba
import pytest
import rjieba

from juku.errors import SegmenterError
from juku.text.vocabulary import jieba_dictionary


def test_words_are_the_first_of_each_row():
    rows = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    assert jieba_dictionary.words() == [row.split(" ", 1)[0] for row in rows]


def test_engine_is_the_class_of_the_package():
    assert jieba_dictionary.engine() is rjieba.Jieba


def test_engine_is_found_before_the_package_and_is_then_its_own():
    code = """
import sys
from juku.text.vocabulary import jieba_dictionary
made = jieba_dictionary.alone()
assert "rjieba" not in sys.modules
import rjieba
assert type(made) is rjieba.Jieba and rjieba.cut("他来") == made.cut("他来")
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_the_package_it_is_said_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "rjieba.rjieba")
    monkeypatch.setattr(jieba_dictionary, "find_spec", lambda _: None)
    with pytest.raises(SegmenterError, match="pip install rjieba"):
        jieba_dictionary.engine()
