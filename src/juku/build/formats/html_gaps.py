"""Lines that stand between lines of the main text of a page, and are text though none said so.

An extractor of main text weighs blocks one by one, and leaves out some in the midst of an
article: lists in lists, a paragraph in a tag that it does not know, the subtitle. What stands
between two lines of an article is of the article, unless it is in a link or a menu, if it ends as
a sentence does, is an item, bold or a heading. Between the headline and the text also stand when
and where from an article was put up, and buttons: there a line is text only if it is a heading or
a sentence of some length, or what the site calls a subtitle and is no day or source. Right above
the headline stands a kicker, if the site calls it so. Behind the last line are also addresses and
charts of what is read most: there only items are text, as far as they end as sentences do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from juku.text.vocabulary import marks

if TYPE_CHECKING:
    from collections.abc import Sequence

Place = tuple[int, int, bool]
"""First and last code point of a line, and whether it is the headline."""

_SENTENCE = 15
"""Characters that a line under the headline has at least, to be text."""
_SUBTITLE = 60
"""Characters that a subtitle has at most."""
_PUT_UP = re.compile(
    r"[0-9]{4}(?:[-/.][0-9]|年[0-9]{1,2}月)|(?:来源|來源|作者|编辑|編輯|记者|記者|责编)[:：]?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a page shows on one line of its own."""

    first: int
    last: int
    text: str
    heading: bool
    bold: bool
    item: bool
    aside: bool
    """All of it in links or menus."""
    beside: bool = False
    """In what the site calls a subtitle or a kicker."""


def filled(lines: Sequence[Line], found: Sequence[Place]) -> list[Place]:
    """The places ``found``, sorted, with those of the lines between them that are text."""
    text = [place for place in found if not place[2]]
    if not text:
        return list(found)
    head = next((place for place in found if place[2] and place[0] < text[0][0]), None)
    begin = head[1] if head is not None else text[0][1]
    lasts = [place[1] for place in found]
    more = []
    for line in lines:
        if line.first <= begin or line.last >= text[-1][0] or line.aside:
            continue
        if found[bisect_left(lasts, line.first)][0] <= line.last:
            continue
        if _is_text(line) if line.first > text[0][1] else _leads_in(line):
            more.append((line.first, line.last, False))
    above = [line for line in lines if head is not None and line.last < head[0]][-1:]
    more += [(line.first, line.last, False) for line in above if _is_beside(line)]
    # Where the headline stands behind the text, it is no more of it.
    rest = [place[0] for place in found if place[0] > text[-1][1]]
    behind = (
        line for line in lines if line.first > text[-1][1] and not (rest and line.last >= rest[0])
    )
    more += [(line.first, line.last, False) for line in takewhile(_goes_on, behind)]
    return sorted([*found, *more])


def _is_text(line: Line) -> bool:
    return line.heading or line.bold or line.item or marks.is_final(line.text)


def _goes_on(line: Line) -> bool:
    return line.item and marks.is_final(line.text) and not line.aside


def is_subtitle(text: str) -> bool:
    """Whether what the site calls a subtitle is one, and not when and whence it was put up.

    >>> is_subtitle("——江上两岸的一年"), is_subtitle("2024-11-04 10:22 来源：某报")
    (True, False)
    """
    return len(text) <= _SUBTITLE and _PUT_UP.search(text) is None


def _is_beside(line: Line) -> bool:
    return line.beside and is_subtitle(line.text)


def _leads_in(line: Line) -> bool:
    return (
        line.heading
        or _is_beside(line)
        or (len(line.text) >= _SENTENCE and marks.is_final(line.text))
    )
