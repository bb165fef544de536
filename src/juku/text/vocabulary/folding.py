"""A view of a text for rules to look at: same length, full-width and traditional folded.

The readings (dates, quantities, quotes) write their rules once, in half-width and simplified
characters, look at ``fold(text)``, and slice ``text`` itself: every character keeps its place.
A character is folded by itself, whatever the word it stands in; this is no script conversion.
"""

from __future__ import annotations

import re

from juku import data

_TABLE = data.load("folding")
_FULL = {
    0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in ".%/+-"
}
FOLDS = _FULL | dict(
    zip(map(ord, _TABLE["traditional"]), map(ord, _TABLE["simplified"]), strict=True)
)
# What is answered (答覆, 回覆) is one word with 复, which OpenCC knows by phrases alone.
FOLDS |= {ord("覆"): ord("复")}
FOLDS |= {ord("○"): ord("〇"), ord("Ｏ"): ord("〇"), ord("•"): ord("·"), ord("・"): ord("·")}
FOLDS |= {ord("－"): ord("-"), ord("−"): ord("-"), ord("‧"): ord("·"), ord("～"): ord("~")}
FOLDS |= {ord("╱"): ord("/")}
"""The code point that stands for another."""
_FOLDED = re.compile("[" + "".join(map(re.escape, map(chr, sorted(FOLDS)))) + "]")


def unfolded(characters: frozenset[str]) -> frozenset[str]:
    """Every character that ``fold`` makes one of ``characters``, these among them.

    >>> sorted(unfolded(frozenset("说")))
    ['說', '説', '说']
    """
    return characters | {chr(a) for a, b in FOLDS.items() if chr(b) in characters}


def fold(text: str) -> str:
    """``text`` with full-width figures and letters and the rules' characters made plain.

    >>> fold("４５家，約三億五千萬元")
    '45家，约三亿五千万元'
    """
    return text.translate(FOLDS) if _FOLDED.search(text) else text
