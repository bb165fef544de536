"""How two texts meet: the words on both sides of a seam, and whether one lies over it."""

from __future__ import annotations

from functools import lru_cache
from math import fsum, inf, log, log10
from typing import NamedTuple

from juku.text.forms import conversion
from juku.text.vocabulary.jieba_dictionary import cut_by_dictionary, frequency, is_known, tagged

TOTAL = log(60_101_967)
"""Words that the frequencies of jieba's dictionary were counted in."""
_WINDOW = 12
"""Characters on each side that are looked at."""
_LONGEST_OVER, _OFTENEST = 4, 3
"""Characters of the longest word that is looked for over a seam, and the power of ten from which
it counts no more how often it was seen."""
_SURE, _TWO_WORDS = 2.0, 4.0
"""How much likelier, by natural logarithms, both texts are with the word over their seam than each
by itself; and how much they must be where no lone character is left beside the seam, for two whole
words may make a third by chance."""


class Seam(NamedTuple):
    """What the dictionary says of two texts put side by side."""

    crosses: bool
    """A word of the dictionary, other than letters and figures, lies over the seam."""
    left: str
    """Native tag of the last word of the left text."""
    right: str
    """Native tag of the first word of the right text."""
    last: str
    """The last word of the left text."""
    first: str
    """The first word of the right text."""


_NOTHING = (("", ""),)
"""The word and tag of an empty text."""


def seam(left: str, right: str) -> Seam:
    """How two texts meet; one that is empty tells nothing.

    >>> seam("新时代社会工", "作的重点任务").crosses, seam("老码头今天", "记者在现场").crosses
    (True, False)
    >>> seam("走特色发展之路", "向客人说起").crosses, seam("全国人大", "常委会会议").crosses
    (False, True)
    >>> seam("今天", "")
    Seam(crosses=False, left='t', right='', last='今天', first='')
    """
    return _seam(left[-_WINDOW:], right[:_WINDOW])


def crosses(left: str, right: str) -> bool:
    """Whether a word lies over the seam of two texts: of `seam` what takes the least to know.

    >>> crosses("全国人大", "常委会会议"), crosses("老码头今天", "记者在现场"), crosses("今天", "")
    (True, False, False)
    """
    return _crosses(left[-_WINDOW:], right[:_WINDOW])


def over(left: str, right: str) -> tuple[int, int]:
    """The longest word of the dictionary over a seam, whatever words else would have it.

    Its characters, at most 4, and how often it was seen, as a power of ten up to 3; zeros for none.

    >>> over("消息在山", "沟里传开"), over("老码头今天", "记者在现场")
    ((2, 2), (0, 0))
    """
    return _over(left[1 - _LONGEST_OVER :], right[: _LONGEST_OVER - 1])


@lru_cache(maxsize=8192)
def _over(left: str, right: str) -> tuple[int, int]:
    for length in range(min(len(left) + len(right), _LONGEST_OVER), 1, -1):
        words = (left[-before:] + right[: length - before] for before in range(1, length))
        often = max((frequency(word) for word in words if _lies_over(word, length)), default=0)
        if often:
            return length, min(int(log10(often + 1)), _OFTENEST)
    return 0, 0


def _lies_over(word: str, length: int) -> bool:
    """Whether so many characters from both sides of a seam are a word."""
    return len(word) == length and word.isalpha() and is_known(word)


@lru_cache(maxsize=4096)
def _seam(left: str, right: str) -> Seam:
    last, first = _words(left)[-1], _words(right)[0]
    return Seam(_crosses(left, right), last[1], first[1], last[0], first[0])


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[tuple[str, str], ...]:
    """The words of one side: a half is weighed against many lines, and a line against many."""
    return tuple(tagged(conversion.simplified(text), guess=True)) or _NOTHING


@lru_cache(maxsize=4096)
def _crosses(left: str, right: str) -> bool:
    """Whether a word lies over the seam by more than chance."""
    if not left or not right:
        return False
    gain = _gain(conversion.simplified(left), conversion.simplified(right))
    if gain <= _SURE or gain > _TWO_WORDS:
        return gain > _SURE
    return len(_words(left)[-1][0]) == 1 or len(_words(right)[0][0]) == 1


def _gain(left: str, right: str) -> float:
    """How much likelier two texts are with the word over their seam; less than any without one."""
    words = cut_by_dictionary(left + right)
    place = 0
    for word in words:
        if place < len(left) < place + len(word):
            if word.isascii():
                return -inf
            apart = cut_by_dictionary(left) + cut_by_dictionary(right)
            return _likely(words) - _likely(apart)
        place += len(word)
    return -inf


def _likely(words: list[str]) -> float:
    return fsum(log(frequency(word)) - TOTAL for word in words)
