"""Where tokens break their law is said."""

from __future__ import annotations

import numpy as np

from juku.text.segmenting.tokens import Tokens, breaches


def test_breaches_name_every_offence():
    broken = Tokens(
        ["海", "上"], np.array([1, 0], np.int32), [None] * 2, ["X"] * 2, np.array([0, 2], np.int64)
    )
    assert breaches(broken, ["上海"]) == [
        "text 0: 上 at 0 is in no token",
        "text 0: '上' at 0 is not the next slice",
    ]


def test_breaches_see_lists_of_unequal_length():
    broken = Tokens(["上"], np.array([0], np.int32), [], ["X"], np.array([0, 1], np.int64))
    assert breaches(broken, ["上"]) == [
        "the lists of tokens do not have the lengths that offsets gives"
    ]
