"""A paragraph as quotations are looked for in it: folded, and masked inside its quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple, TypeAlias

from juku.text.quotations import quote_marks
from juku.text.quotations.quote_marks import FINAL, Marks
from juku.text.vocabulary.folding import fold

MASK = "□"
"""Stands for every character inside quotation marks."""
REACH = 1000
"""Characters around a quotation in which its speaker is looked for."""
SHORT = 5
"""Characters up to which words in marks behind a comma are a name rather than speech."""
STARTS = FINAL + "；\n"
"""Characters behind which a sentence starts."""
_STOP = re.compile(rf"[{STARTS};]")
_START = re.compile(rf"[{STARTS}]")
LASTED, LASTS = "著", "着"
_LASTING = re.compile("(?<![原显卓编论专名土昭巨合译遗拙撰])著(?![名作称述者书录])")
"""The particle as Hong Kong and Taiwan print it: 笑著說."""


Seen: TypeAlias = tuple[str, list[tuple[int, int]], int | None, list[int]]
"""Of a paragraph what a narrative is made of: its view, pairs, open mark and starts."""


class Narrative(NamedTuple):
    """What stands around the quotation marks of a paragraph, every character in its place."""

    text: str
    """The paragraph as it is printed."""
    view: str
    """The same folded and masked."""
    pairs: list[tuple[int, int]]
    open: int | None
    """An opening mark that the paragraph leaves open."""
    starts: list[int]
    """Where sentences start."""
    heard: tuple[str, ...] = ()
    """Who has spoken last in the paragraphs before."""

    def sentence_start(self, at: int) -> int:
        """Where the sentence that holds ``at`` starts, stops in quotation marks not counted."""
        before = bisect_right(self.starts, at)
        return max(self.starts[before - 1] if before else 0, at - REACH)

    def is_sentence(self, start: int, end: int, nothing: str) -> bool:
        """Whether a pair and the stop behind it are a sentence: “…”。."""
        stop = self.view[end + 1 : end + 2]
        opens = not self.view[self.sentence_start(start) : start].strip(nothing)
        return stop != "" and stop in "。！？" and opens

    def behind(self, index: int) -> int:
        """Where the words behind pair ``index`` end: with their sentence, or at the next speech."""
        start = self.pairs[index][1] + 1
        reach = min(len(self.view), start + REACH)
        stop = _STOP.search(self.view, start, reach)
        last = stop.start() if stop else reach
        for opening, closing in self.pairs[index + 1 : index + 9]:
            if opening >= last:
                break
            led = self.view[opening - 1] in "：:，," and closing - opening > SHORT
            if led or self.text[closing - 1] in FINAL:
                return opening
        return last


def read(text: str) -> Narrative:
    """``text`` with its quotation marks paired.

    >>> read("他说：“好。”走了").view
    '他说：“□□”走了'
    """
    return Narrative(text, *around(text, quote_marks.pair(text)))


def around(text: str, marks: Marks, *, folds: bool = True) -> Seen:
    """``text`` as it stands around quotation marks that were paired before.

    Without ``folds`` it is known to have no character that is another in its view.
    """
    view = _folded(text) if folds else text
    parts: list[str] = []
    at = 0
    for start, end in marks.pairs:
        parts += (view[at : start + 1], MASK * (end - start - 1))
        at = end
    parts.append(view[at:])
    masked = "".join(parts)
    starts = [found.end() for found in _START.finditer(masked)]
    return masked, marks.pairs, marks.open, starts


def _folded(text: str) -> str:
    view = fold(text)
    return _LASTING.sub(LASTS, view) if LASTED in view else view


def stops(between: str) -> bool:
    """Whether a sentence ends in ``between``."""
    return _STOP.search(between) is not None
