"""Units and measure words of news text: what may stand behind a numeral.

They are in ``schema/units.json``; ``read`` looks for the longest unit at one place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.late import Late
from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

_TABLE = lists("units")

MEASURES = _TABLE["measures"]
"""Units that count even behind a bare 一."""

CLASSIFIERS = _TABLE["classifiers"]
"""Measure words; behind a bare 一 they make it an article, and nothing is counted."""

ORDINAL = _TABLE["ordinal"]
"""What may stand behind 第 and a numeral."""

CURRENCY = _TABLE["currency"]
"""Marks of money that stand before their number."""

ARABIC_ONLY = frozenset(_TABLE["arabic_only"])
"""Counted behind Arabic figures only: behind Chinese ones they are mostly parts of names."""

REIGNS = _TABLE["reigns"]
"""Names of reigns, whose years are no lengths of time."""


if TYPE_CHECKING:
    from collections.abc import Iterable

Unit = tuple[int, str | None, bool, bool]
"""A unit read: where it ends, its name as printed, and whether 半, and whether 多 stands in it."""


def _by_first(names: Iterable[str]) -> dict[str, Late]:
    """Of each first character, what matches the longest unit."""
    of: dict[str, list[str]] = {}
    for name in names:
        of.setdefault(name[0], []).append(name)
    return {
        first: Late(rf"{pattern(some)}(?:(?<![A-Za-z])|(?![A-Za-z0-9]))")
        for first, some in of.items()
    }


_UNITS = _by_first(MEASURES + CLASSIFIERS)
_PER = re.compile(rf"/(?:{pattern(MEASURES)}|[人日月时次户]|[a-z]{{1,2}}[²³23]?)(?![A-Za-z0-9])")
"""What a unit is a part of (/小时)."""
_SPLIT = re.compile(r"个([多半])((?:小时|钟头|月|星期|世纪|季度|工作日|百分点))")
OTHER_WORD = {
    unit: "".join(word[1:] for word in words)
    for unit, words in groupby(sorted(_TABLE["other_words"]), lambda word: word[0])
}
"""Characters that make another word of a unit before them: 三家 is three firms, 三家庭 is not."""
_ORDINALS = frozenset(ORDINAL)
_ORDINAL_WORDS = {
    first: tuple(words)
    for first, words in groupby(sorted(_TABLE["ordinal_words"]), lambda word: word[0])
}
"""By its first character, what begins like a unit behind 第 and a numeral: 第一代表团."""
_ORDINAL_FIRSTS = frozenset(name[0] for name in ORDINAL)
_LENGTHS = range(max(map(len, ORDINAL)), 0, -1)
_HALVED = frozenset(_TABLE["halved"])
_HALF_OF_OTHER = frozenset("导成决程数价径山路途圆年月天夜岛空生边封自公载小个")
"""Behind 半 these make a word of it: 三块半导体, 一年半载."""


def read(view: str, text: str, at: int) -> Unit:
    """The unit at ``at`` of the folded ``view``, named as ``text`` prints it.

    >>> read("3个半小时。", "3個半小時。", 1)
    (5, '個小時', True, False)
    """
    start = at + 1 if view[at] == " " else at
    first = view[start]
    if first in "%‰":
        return start + 1, first, False, False
    if first not in _UNITS:
        return at, None, False, False
    split = _SPLIT.match(view, start) if first == "个" and view[start + 1] in "多半" else None
    if split is not None:
        end = split.end()
        return end, text[start] + text[start + 2 : end], split[1] == "半", split[1] == "多"
    found = _UNITS[first].match(view, start)
    if found is None:
        return at, None, False, False
    word, end = found[0], found.end()
    if view[end] == "/":
        per = _PER.match(view, end)
        end = end if per is None else per.end()
    elif view[end] in OTHER_WORD.get(word, ""):
        return at, None, False, False
    half = view[end] == "半" and word in _HALVED and view[end + 1] not in _HALF_OF_OTHER
    return end + half, text[start:end], half, False


@lru_cache(maxsize=1 << 10)
def folded(name: str) -> str:
    """The name of a unit as the rules know it, in simplified characters.

    >>> folded("個月")
    '个月'
    """
    return fold(name)


def ordinal(view: str, at: int) -> int | None:
    """Where the unit of an ordinal whose numeral ends at ``at`` ends, None without one."""
    start = at + 1 if view[at] == " " else at
    first = view[start]
    if first not in _ORDINAL_FIRSTS or view.startswith(_ORDINAL_WORDS.get(first, ()), start):
        return None
    for length in _LENGTHS:
        if view[start : start + length] in _ORDINALS:
            return start + length
    return None


CURRENCY_ENDS = frozenset(mark[-1] for mark in CURRENCY)


def currency(view: str, at: int) -> str:
    """The mark of money that ends at ``at``, empty without one."""
    if view[at - 1] not in CURRENCY_ENDS:
        return ""
    return next((mark for mark in CURRENCY if view.endswith(mark, 0, at)), "")
