"""Boundaries of simplified text are carried back onto the text as printed."""

from __future__ import annotations

import numpy as np

from juku.text.segmenting import whole
from juku.text.segmenting.tokens import Tokens


def test_boundaries_are_carried_where_lengths_differ():
    # 计算机程序 for a printed 電腦程式: four characters become five.
    tokens = Tokens(
        ["计算机", "程序"], np.array([0, 3], np.int32), ["n"] * 2, ["NOUN"] * 2, np.array([0, 2])
    )
    back = np.array([0, 1, 2, 2, 3, 4], np.int32)
    carried = whole.carry(tokens, ["计算机程序"], ["電腦程式"], [back])
    assert carried.words == ["電腦", "程式"]
    assert carried.starts.tolist() == [0, 2]


def test_a_token_without_printed_characters_falls_away():
    tokens = Tokens(
        ["甲", "乙"], np.array([0, 1], np.int32), ["n"] * 2, ["NOUN"] * 2, np.array([0, 2])
    )
    carried = whole.carry(tokens, ["甲乙"], ["丙"], [np.array([0, 1, 1], np.int32)])
    assert (carried.words, carried.offsets.tolist()) == (["丙"], [0, 1])
