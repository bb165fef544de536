"""What each character is to numerals, as a table for the compiled loop of ``quantities``.

The loop finds numerals of the common forms itself, and tells what ``quantity_plain`` tells where no
approximator stands before them and no 多 behind. All else it asks of the patterns and the rules.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from juku.text.numbers import amounts, quantity_lists, quantity_plain, quantity_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_PLANE = 1 << 16
_KINDS: tuple[Iterable[str], ...] = (
    amounts.DIGITS,
    amounts.CHINESE,
    amounts.OPENS_OTHERS,
    amounts.GOES_ON_OTHERS,
    amounts.SCALES,
    amounts.BEHIND_ONE,
    amounts.BEHIND_FIGURE,
    quantity_plain.NOT_TOLD_BEFORE,
    quantity_plain.MAY_COUNT,
    quantity_plain.GOES_ON - {" "},
    quantity_plain.PROPORTION,
    quantity_plain.ASKED_BEFORE_BARE,
    quantity_rules.REIGN_ENDS,
    {half[0] for half in quantity_rules.HALVES},
    quantity_lists.JOINTS,
    quantity_plain.RATIOS,
    quantity_plain.AFTERS,
    quantity_plain.NOT_ALONE,
    quantity_rules.APPROXIMATOR_ENDS,
)
"""The characters of each kind, in the order of the bits that stand for them."""


Tables = tuple["NDArray[np.uint32]", frozenset[str], frozenset[str], dict[str, str | None], int]


def tables() -> Tables:
    """What the loop looks up: a bit for every kind of each character, and slices of the text."""
    halves, afters = quantity_rules.HALVES, quantity_rules.AFTER_PAIRS
    return signs(), halves, afters, quantity_plain.BEGUN, quantity_plain.LONGEST


@cache
def signs() -> NDArray[np.uint32]:
    """Of each character of the first plane a bit for every kind that it is of.

    >>> [int(signs()[ord(sign)] & 0b11) for sign in "3三个"]  # digits, and Chinese figures
    [1, 2, 0]
    """
    made = np.zeros(_PLANE, np.uint32)
    for kind, characters in enumerate(_KINDS):
        made[list(map(ord, characters))] |= np.uint32(1 << kind)
    return made
