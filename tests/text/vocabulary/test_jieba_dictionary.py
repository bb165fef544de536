"""jieba's dictionary: read without what its packages do besides when they are imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jieba
import pytest
import rjieba
from jieba.finalseg import prob_emit, prob_start, prob_trans

from juku.errors import SegmenterError
from juku.text.vocabulary import jieba_dictionary


def test_words_are_the_first_of_each_row():
    rows = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    assert jieba_dictionary.words() == [row.split(" ", 1)[0] for row in rows]


def test_the_model_is_that_of_jieba_with_six_digits_of_what_a_state_emits():
    table = jieba_dictionary.model()
    assert table.shape == (1 + 4 + 0x9FD6 - 0x4E00, 4)
    for column, state in enumerate("BEMS"):
        assert table[0, column] == prob_start.P[state]
        for row, before in enumerate("BEMS", 1):
            assert table[row, column] == prob_trans.P[before].get(state, -3.14e100)
        for code in range(0x4E00, 0x9FD6):
            emitted = prob_emit.P[state].get(chr(code), -3.14e100)
            told = f"{emitted:.6f}" if emitted > -100 else emitted
            assert table[5 + code - 0x4E00, column] == float(told)


def test_reading_the_model_imports_nothing_of_jieba():
    code = """
import sys
from juku.text.vocabulary import jieba_dictionary
jieba_dictionary.model(), jieba_dictionary.rows()
assert not any(name.startswith(("jieba", "prob_")) for name in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


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
