"""How much speaks for a line without a last mark being half of a paragraph and not a heading.

Two logistic regressions, one on the other: the words that meet at the seam, then their sum with
what the two lines look like. The weights are in ``schema/seams.json``; ``scripts/train_seams.py``
makes them from text that no measurement of mending uses.
"""

from __future__ import annotations

import re
from functools import cache
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from juku import data
from juku.text.mending.prose import STARTER, STOP_INSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juku.text.mending.words_met import Seam

LONGEST = 45
"""Characters of a line that the weights were made for: a longer one is seldom a heading."""
_LENGTH, _LONG = 40, 16
"""Where the length of a line stops to count, and where it begins to count twice."""
_SHORT_REST = 20
"""Characters of a rest from which it is not short."""
SEEN = _SHORT_REST
"""Characters of what stands behind a seam that a score depends on at most."""
_POINTING = re.compile("[他她它我你这那其该]")
_PARTICLE = re.compile("[的了]")
_QUOTED = re.compile("[“”：？！]")
_FIGURES = re.compile("[0-9]{2}")
_PREPOSITION = re.compile("[在将被对与向于从]")
_PARTED = re.compile(r"[^ -~][ \u3000][^ -~]")
"""A blank that no word of Latin letters asks for."""


class Weights(NamedTuple):
    """What each sign gives to the score."""

    words: Mapping[str, float]
    form: Mapping[str, float]


def may_head(text: str) -> bool:
    """Whether a line is as short as headings are, and no sentence ends in it.

    >>> may_head("码头变了样"), may_head("去年进出两万艘次。为了少跑路，他们已经把办证")
    (True, False)
    """
    return len(text) <= LONGEST and STOP_INSIDE.search(text) is None


def word_signs(left: str, right: str, seam: Seam) -> list[str]:
    """What the words and characters on both sides of a seam are.

    In this order always: another adds up to another last bit.
    """
    before, word_before, *ends, first, first_two = left_signs(left, seam)
    after, word_after, *starts = right_signs(right, seam)
    tags, over = f"tags {seam.left} {seam.right}", f"over {left[-1]}{right[0]}"
    signs = ["words", before, after, tags, word_before, word_after, *ends, *starts, over]
    return [*signs, first, first_two, *(["crosses"] if seam.crosses else [])]


def left_signs(left: str, seam: Seam) -> tuple[str, ...]:
    """What the words and characters of a line tell that stands before a seam."""
    word = (f"tag before {seam.left}", f"word before {seam.last}")
    return (
        *word,
        f"end {left[-1]}",
        f"end {left[-2:]}",
        f"first {left[0]}",
        f"first {left[:2]}",
    )


def right_signs(right: str, seam: Seam) -> tuple[str, ...]:
    """What the first words and characters of a line tell that stands behind a seam."""
    word = (f"tag after {seam.right}", f"word after {seam.first}")
    return (*word, f"start {right[0]}", f"start {right[:2]}")


def alone(left: str, seam: Seam) -> float:
    """Above 0 where a line reads rather as prose than as a heading, whatever follows it."""
    return _weighed(left_signs(left, seam), {**form_signs(left, ""), "short rest": False})


def form_signs(left: str, right: str) -> dict[str, float]:
    """What the two lines look like, each sign with how far it holds."""
    length = min(len(left), _LENGTH)
    return {
        "form": 1,
        "length": length / 10,
        "length beyond": max(0, length - _LONG) / 10,
        "comma": "，" in left,
        "begins": STARTER.match(left) is not None,
        "points": _POINTING.search(left) is not None,
        "particle": _PARTICLE.search(left) is not None,
        "blank": _PARTED.search(left) is not None,
        "quoted": _QUOTED.search(left) is not None,
        "figures": _FIGURES.search(left) is not None,
        "preposition": _PREPOSITION.search(left) is not None,
        "short rest": len(right) < _SHORT_REST,
        "rest begins": STARTER.match(right) is not None,
    }


def told_by_words(signs: Sequence[str], words: Mapping[str, float]) -> float:
    """What the words at a seam give."""
    return fsum([words[sign] for sign in signs if sign in words])


def by_words(left: str, right: str, seam: Seam) -> float:
    """Above 0 where the words at the seam are rather of one sentence."""
    return told_by_words(word_signs(left, right, seam), _weights().words)


def score(left: str, right: str, seam: Seam) -> float:
    """Above 0 where ``left`` is rather a half that ``right`` carries on, by natural logarithms."""
    return _weighed(word_signs(left, right, seam), form_signs(left, right))


def _weighed(signs: Sequence[str], shown: Mapping[str, float]) -> float:
    """What the signs of words and those of looks give together."""
    given = _weights()
    told = given.form["told by words"] * told_by_words(signs, given.words)
    form = given.form
    return told + fsum([form[sign] * held for sign, held in shown.items() if held])


@cache
def _weights() -> Weights:
    table = data.load("seams")
    return Weights(table["words"], table["form"])
