"""Repeats set aside and broken paragraphs joined, over the lines of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.layout import Piece

_TAIL = 6
"""Characters by which a tail is looked up; shorter tails are never repeats."""
_CANDIDATES = 4
"""How many earlier lines with the same last characters are compared: keeps it linear."""
_LONG = 25
"""A line this long is not said twice by intention."""
_FINAL = re.compile(r"[。！？!?…｡][”’」』）)〕】》\]\"']*$|[^\d]\.[\"')\]]*$|(?:——|--|[：:])$")
_OPEN_END = re.compile(r"[，、,（(“‘「『《〈【\[—-]$")
_NO_START = re.compile(
    r"[，。、；：！？）》〉」』”’】〕%％…,;:!?)\]}]|的(?!确|士|黎)|了(?!解|不|却|结)|着(?![力眼手重实])|们|吗|呢|吧"
)
_QUOTES = re.compile(r"[“”]")


@dataclass(slots=True)
class Line:
    """A line of the page as a reader sees it: the pieces of one kind that it shows."""

    number: int
    parts: list[Piece]
    text: str
    dateline: Piece | None = None
    article: int | None = None
    repeat_of: int | None = None
    """Number of the line that this one prints again."""
    joins: int | None = None
    """Number of the line that this one carries on."""
    apart: bool = False
    """Set aside."""

    @property
    def kind(self) -> str:
        """The first kind that layout gave it."""
        return self.parts[0].kind if self.parts else "dateline"


@dataclass(slots=True)
class _Index:
    whole: dict[str, int] = field(default_factory=dict)
    tails: dict[str, list[int]] = field(default_factory=dict)


def find_repeats(lines: Sequence[Line]) -> None:
    """Mark the lines that are printed a second time, whole or in their last part.

    A line is set aside on its own if it is long; a short one only in a run of lines that are all
    repeats, one of them long: a refrain or a slogan that was meant stands alone.
    """
    index = _Index()
    for number, line in enumerate(lines):
        if line.kind != "paragraph" or line.dateline:
            continue
        line.repeat_of = _earlier(index, lines, line.text)
        if line.repeat_of is None and len(line.text) >= _TAIL:
            index.whole[line.text] = number
            index.tails.setdefault(line.text[-_TAIL:], []).append(number)
    _keep_meant(lines)


def _earlier(index: _Index, lines: Sequence[Line], text: str) -> int | None:
    if text in index.whole:
        return index.whole[text]
    if len(text) < _TAIL or not is_final(text):
        return None
    for number in index.tails.get(text[-_TAIL:], ())[-_CANDIDATES:]:
        if lines[number].text.endswith(text):
            return number
    return None


def _keep_meant(lines: Sequence[Line]) -> None:
    run: list[Line] = []
    for line in lines:
        if line.kind == "furniture":
            continue
        if line.repeat_of is not None:
            run.append(line)
            continue
        _settle(run)
        run = []
    _settle(run)


def _settle(run: list[Line]) -> None:
    damaged = any(len(line.text) >= _LONG for line in run)
    for line in run:
        if damaged:
            line.apart = True
        else:
            line.repeat_of = None


def is_final(text: str) -> bool:
    """Whether a paragraph may end here."""
    return bool(_FINAL.search(text[-8:]))


def is_half(text: str, following: str) -> bool:
    """Whether ``following`` carries on the sentence that ``text`` leaves open.

    >>> is_half("明确了新时代社会工", "作的重点任务。"), is_half("第七年相约", "“朋友圈”再扩大。")
    (True, False)
    """
    if is_final(text):
        return False
    if _OPEN_END.search(text) or _NO_START.match(following):
        return True
    return len(text) > 12 and not is_final(text)
