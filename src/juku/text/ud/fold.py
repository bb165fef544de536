"""Characters folded for features only: the text itself, and every offset, stays as it is.

Folding keeps the number of code points, so that a place in the folded text is the same place in
the text. Two foldings: ``plain`` (width, for the dictionary) and ``shape`` (digits and Latin
letters also made alike, for n-grams).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE = 0x110000
BLANK, HAN, DIGIT, LATIN, NUMERAL, CALENDAR, POINT, CLOSED, SIGN, DOT, OTHER = range(11)
N_KINDS = 11

_NUMERALS = "〇一二三四五六七八九十百千万亿两零兆廿卅"
_CALENDAR = "年月日时分秒点号季周"
_POINTS = ".,%:/-"
_DOTS = "·•‧・"
# Each is a word of its own wherever it stands, so that a search for words may stop there.
_CLOSED = "，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕"


def codes_of(text: str) -> NDArray[np.uint32]:
    """The code points of a text, half surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


class Fold:
    """Tables from code point to folded code point and to kind of character.

    >>> Fold().text("１２·Ａ")
    '12·A'
    """

    def __init__(self) -> None:
        self.plain = np.arange(SIZE, dtype=np.uint32)
        # Full-width forms stand at a fixed distance from ASCII.
        self.plain[0xFF10:0xFF1A] = np.arange(0x30, 0x3A)
        self.plain[0xFF21:0xFF3B] = np.arange(0x41, 0x5B)
        self.plain[0xFF41:0xFF5B] = np.arange(0x61, 0x7B)
        self._set(self.plain, "％．", "%.")
        self._set(self.plain, _DOTS, "·" * len(_DOTS))
        blank = [code for code in range(0x3001) if chr(code).isspace()]
        self.plain[blank] = 0x20
        self.shape = self.plain.copy()
        self.shape[[*range(0x30, 0x3A), *range(0xFF10, 0xFF1A)]] = ord("0")
        self.shape[_letters()] = ord("a")
        self._set(self.shape, ",!?:;()", "，！？：；（）")
        self.kind = _kinds(blank)

    def text(self, text: str) -> str:
        """The plain folding of a text."""
        return self.plain[codes_of(text)].tobytes().decode("utf-32-le", "surrogatepass")

    @staticmethod
    def _set(table: NDArray[np.uint32], old: str, new: str) -> None:
        table[codes_of(old)] = codes_of(new)


def _letters() -> list[int]:
    """Latin letters, half and full width, with and without marks."""
    spans = ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x250), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
    return [code for low, high in spans for code in range(low, high) if chr(code).isalpha()]


def _kinds(blank: list[int]) -> NDArray[np.uint8]:
    kind = np.full(SIZE, OTHER, np.uint8)
    kind[0x21:0xC0] = SIGN
    kind[0x2010:0x2E80] = SIGN
    kind[0x3001:0x3040] = SIGN
    kind[0xFF01:0xFF10] = SIGN
    for low, high in ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32000)):
        kind[low:high] = HAN
    kind[[*range(0x30, 0x3A), *range(0xFF10, 0xFF1A)]] = DIGIT
    kind[_letters()] = LATIN
    for marks, value in (
        (_NUMERALS, NUMERAL),
        (_CALENDAR, CALENDAR),
        (_POINTS + "％．", POINT),
        (_CLOSED, CLOSED),
        (_DOTS, DOT),
    ):
        kind[codes_of(marks)] = value
    kind[blank] = BLANK
    return kind
