"""Headings of one article are made alike: numbered, with a colon behind as many characters, ….

>>> alike("抢救：与时间赛跑", "整理：让书开口说话"), alike("灯能亮多久", "兴一方产业，富一方百姓")
(2, 0)
"""

from __future__ import annotations

import re

_COLON = re.compile("[：:]")
_COMMA = re.compile("[，,]")
_FIGURES = "一二三四五六七八九十"
_NUMBER = re.compile(rf"[（(]?(?:([{_FIGURES}])|([0-9]))[）)、．.]")
_FROM_TO = re.compile("从.+到.+")
_LONGEST = 40
"""Characters of a heading at most; every part of it is looked for in the other."""
_WORD = 3
"""Characters that two headings share in a row, where that is meant."""


def alike(one: str, other: str) -> int:
    """How much the words of two headings are made alike, 0 for not at all.

    >>> alike("一、摸清家底", "二、盘活资产"), alike("一、摸清家底", "三、盘活资产")
    (3, 0)
    >>> alike("谁来修：把老师傅请回来", "为谁修：老屋里要住着人")
    3
    >>> alike("灯是怎么点亮的", "课是怎么上的"), alike("一把锉刀", "一个徒弟")
    (2, 2)
    """
    if one == other or max(len(one), len(other)) > _LONGEST:
        return 0
    first, second = _number(one), _number(other)
    if first or second:
        return 3 if first and second and abs(first - second) == 1 else 0
    headed = [_COLON.split(text, maxsplit=1)[0] for text in (one, other) if _COLON.search(text)]
    if len(headed) == 2:
        made = 2 * (len(headed[0]) == len(headed[1]))
        return made + (made and any(a == b for a, b in zip(*headed, strict=True)))
    if len(headed) == 1:
        return 0
    return _shaped(one, other)


def _shaped(one: str, other: str) -> int:
    made = 2 * (_FROM_TO.match(one) is not None and _FROM_TO.match(other) is not None)
    made += 2 * (_shared(one, other) >= _WORD)
    made += (one[0] == other[0]) + (one[0] == other[0] and len(one) == len(other))
    parted = [_COMMA.split(text) for text in (one, other)]
    made += len(parted[0]) == len(parted[1]) > 1
    return min(made, 3)


def _shared(one: str, other: str) -> int:
    """Characters of the longest words that both have."""
    return max(
        (
            end - start
            for start in range(len(one))
            for end in range(start + 1, len(one) + 1)
            if one[start:end] in other
        ),
        default=0,
    )


def _number(text: str) -> int:
    found = _NUMBER.match(text)
    if found is None:
        return 0
    return int(found[2]) if found[2] else _FIGURES.index(found[1]) + 1
