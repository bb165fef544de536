"""How much speaks for a line being the rest of a given half, and not where a paragraph begins.

A logistic regression on the words at the seam, on the beginning of the line and on the marks that
pair. Of ``halves`` it differs in what it is asked: there a line may be a heading, which nothing
carries on; here the line above is a half for certain, and one of many lines is its rest. The
weights are in ``schema/rests.json``; ``scripts/train_rests.py`` makes them from text that no
measurement of mending uses.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import fsum
from typing import TYPE_CHECKING

from juku import data
from juku.text.forms import conversion
from juku.text.mending import words_met
from juku.text.vocabulary.jieba_dictionary import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WINDOW = 16
"""Characters on each side whose words are looked at."""
_SHOWN = 160
"""Characters of the two lines in which marks are looked for."""
_MARKS = "，。、；：！？"
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"))
_NONE = ("-", "-")
_SAYING = re.compile("(?:说|道|表示|介绍|认为|指出|告诉记者|坦言|回忆)$")
_SENTENCES = (6, 12, 20, 35)
_FIRST_MARKS = (2, 4, 8, 16)
"""Characters up to the first stop and up to the first mark, by which they are told apart."""
_TAGS = "nvadprcmqtufij"
"""First letters of tags that are told apart in the shape of a clause."""


def score(left: str, right: str) -> float:
    """Above 0 where ``right`` is rather the rest of ``left``, by natural logarithms.

    Both must have characters; ``left`` is taken for broken, whatever its last character.

    >>> left = "戴着老花镜的何师傅，正把一块生锈的怀表拆成四"
    >>> rest, beginning = "十多个零件，逐一摆在绒布上。", "“修表要静得下心。”何师傅说。"
    >>> score(left, rest) > 0 > score(left, beginning)
    True
    """
    weights = _weights()
    met = fsum(weights.get(sign, 0.0) for sign in _meeting(*_shown(left, right)))
    return alone(right) + met


@lru_cache(maxsize=4096)
def alone(right: str) -> float:
    """What a line gives by itself, whatever it may carry on."""
    weights = _weights()
    return fsum(weights.get(sign, 0.0) for sign in _beginning(_shown("", right)[1]))


def signs(left: str, right: str) -> Iterator[str]:
    """What a model of rests is told of two lines, in an order that never changes."""
    left, right = _shown(left, right)
    yield from _beginning(right)
    yield from _meeting(left, right)


def _shown(left: str, right: str) -> tuple[str, str]:
    """What is looked at of two lines, in simplified characters."""
    return conversion.simplified(left[-_SHOWN:]), conversion.simplified(right[:_SHOWN])


def _meeting(left: str, right: str) -> Iterator[str]:
    """Of two lines together."""
    yield from _pairs(left, right)
    yield from _seam(left[-_WINDOW:], right[:_WINDOW])
    yield f"over {words_met.over(left, right)}"
    yield from _clauses(_last_clause(left[-_WINDOW:]), _clause(_words(right[:_WINDOW])))


def _clauses(before: str, after: str) -> Iterator[str]:
    """Of the kinds of the words on both sides, up to the nearest marks."""
    yield f"verbs {'v' in before} {'v' in after} {min(len(before), 3)}"
    yield f"join {before[-2:]} {after[:2]}"
    yield f"join {before[-3:]} {after[:1]}"
    yield f"join {before[-1:]} {after[:3]}"


@lru_cache(maxsize=1024)
def _last_clause(left: str) -> str:
    """The kinds of the words from the last mark on, a letter each."""
    return _clause(_words(left)[::-1])[::-1]


def _beginning(right: str) -> tuple[str, ...]:
    """Of a line, whatever it may carry on."""
    words = _words(right[:_WINDOW])
    clause = _clause(words)
    (first, tag), (second, then), (_, third) = (*words[:3], *[_NONE] * 3)[:3]
    place = next((place for place, one in enumerate(right) if one in _MARKS), len(right))
    mark = f"{right[place : place + 1]} {_rank(place, _FIRST_MARKS)}"
    stop = min((at for at in map(right.find, "。！？") if at >= 0), default=len(right))
    said = re.split("[，。：；！？]", right, maxsplit=1)[0]
    verb = clause.find("v")
    return (
        "any",
        f"clause {clause[:4]}",
        f"long clause {clause[:6]}",
        f"verb at {verb}",
        f"noun before {verb >= 0 and 'n' in clause[:verb]}",
        f"stop {_rank(stop, _SENTENCES)}",
        f"says {_SAYING.search(said) is not None} {min(len(said) // 4, 4)}",
        f"of {'的' in said[:4]} {'的' in said[4:]}",
        f"word {first}",
        f"tag {tag}",
        f"tags {tag} {then}",
        f"three tags {tag} {then} {third}",
        f"words {first} {second}",
        f"word and tag {first} {then}",
        f"tag and word {tag} {second}",
        f"second word {second}",
        f"length {tag} {min(len(first), 4)}",
        f"character {right[0]}",
        f"characters {right[:2]}",
        f"mark {mark}",
        f"mark {mark} {tag}",
    )


def _clause(words: tuple[tuple[str, str], ...]) -> str:
    """The kinds of the words up to the first mark, a letter each."""
    kinds = ""
    for word, tag in words:
        if tag == "x" or word in _MARKS:
            break
        kinds += tag[0] if tag[:1] and tag[0] in _TAGS else "x"
    return kinds


def _rank(place: int, limits: tuple[int, ...]) -> int:
    return sum(place >= limit for limit in limits)


def _pairs(left: str, right: str) -> Iterator[str]:
    """Which marks the left line leaves open, and which the right one closes."""
    for opening, closing in _PAIRS:
        is_open = left.rfind(opening) > left.rfind(closing)
        start, end = right.find(opening), right.find(closing)
        closes = end >= 0 and not 0 <= start < end
        if is_open or closes:
            yield f"pair {opening} {is_open} {closes}"


def _seam(left: str, right: str) -> tuple[str, ...]:
    """Of the words on both sides."""
    before, last = ((_NONE, *_words(left)))[-2:]
    first, second = ((*_words(right), _NONE))[:2]
    crosses = words_met.crosses(left, right)
    return (
        f"seam tags {last[1]} {first[1]}",
        f"seam tags {before[1]} {last[1]} | {first[1]}",
        f"seam tags {last[1]} | {first[1]} {second[1]}",
        f"seam last {last[0]} {first[1]}",
        f"seam first {last[1]} {first[0]}",
        f"seam words {last[0]} {first[0]}",
        f"seam characters {left[-1]}{right[0]}",
        f"seam character {left[-1]} {first[1]}",
        f"crosses {crosses}",
        f"crosses {crosses} {min(len(last[0]), 2)} {min(len(first[0]), 2)}",
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(tagged(text, guess=True)) or (_NONE,)


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = data.load("rests")["weights"]
    return weights
