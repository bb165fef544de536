"""Quotations that a page prints again by themselves, set large to lead readers into the text.

They stand anywhere, often in the midst of a sentence of a paragraph, and before or behind what they
are taken from. A line is one if what somebody says in a longer paragraph is all that it has. A
heading may be that, too: without a mark at its end, only a line between two halves is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams

_LEAST = 10
"""Characters from which what stands twice was taken from there."""
_MOST = 80
"""Characters up to which a quotation is set large."""
_SHORT = 30
"""Characters under which a line without a mark may be a caption, which parts no halves."""
_NEAR = 8
"""Lines above and below a line among which, behind captions and repeats, the halves are."""
_AROUND = 20_000
"""Characters on both sides of a line in which it is looked for: work grows as the page does."""
_CANDIDATES = 4
"""Places that are compared."""
_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"'}
_STOPS = "。！？!?…"
_MARKS = frozenset("。！？，、；：…—!?,;:｡\n") | _PAIRS.keys() | frozenset(_PAIRS.values())


def find(lines: Sequence[Line], seams: Seams) -> None:
    """Set ``repeat_of`` and ``rule`` of the lines that print again what a paragraph has."""
    text: _Text | None = None
    for line in lines:
        if (said := _said(line)) is None:
            continue
        text = text or _Text(lines)
        of = text.paragraph(line, said) if text.says_again(line, said) else None
        if of is not None and (said.whole or _is_between_halves(lines, line, of, seams)):
            line.aside, line.repeat_of, line.rule = True, of.number, "repeat-pulled"


class _Said(NamedTuple):
    """What a line says, without the marks around it."""

    words: str
    spoken: bool
    """In quotation marks."""
    whole: bool
    """It ends as a sentence does."""


def _said(line: Line) -> _Said | None:
    """What a line says if that may have been taken from somewhere, else None.

    >>> from juku.text.blocks.lines import Line
    >>> _said(Line(0, "paragraph", [], "“手艺跟着人走，人一散就断了。”"))
    _Said(words='手艺跟着人走，人一散就断了', spoken=True, whole=True)
    """
    text = line.text
    if not _LEAST <= len(text) <= _MOST or line.kind != "paragraph" or line.dateline is not None:
        return None
    spoken = text[-1] == _PAIRS.get(text[0])
    inner = text[1:-1] if spoken else text
    words = inner.rstrip(_STOPS)
    whole = words != inner
    if len(words) < _LEAST or not (spoken or whole) or line.aside or line.forced is not None:
        return None
    return None if spoken and text[0] in words else _Said(words, spoken, whole)


class _Text:
    """All lines of a page in a row, a line feed after each."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        texts = [line.text for line in lines]
        self.whole = "\n".join(("", *texts, ""))
        self.starts = list(accumulate((len(text) + 1 for text in texts), initial=1))

    def says_again(self, line: Line, said: _Said) -> bool:
        """Whether what a line says stands near in another place than its own."""
        words, find = said.words, self.whole.find
        own = self.starts[line.number] + said.spoken
        low, high = max(0, own - said.spoken - _AROUND), own - said.spoken + _AROUND
        return find(words, own + 1, high) >= 0 or find(words, low, own + len(words) - 1) >= 0

    def paragraph(self, line: Line, said: _Said) -> Line | None:
        """The longer paragraph that has what a line says, from mark to mark."""
        for place in islice(self._places(line, said.words), _CANDIDATES):
            of = self.lines[bisect_right(self.starts, place) - 1]
            longer = len(of.text) >= len(line.text) + _LEAST
            if of.kind == "paragraph" and longer and not of.aside and self._is_apart(place, said):
                return of
        return None

    def _places(self, line: Line, words: str) -> Iterator[int]:
        start = self.starts[line.number]
        low, high = max(0, start - _AROUND), start + _AROUND
        while (place := self.whole.find(words, low, high)) >= 0:
            yield place
            low = place + len(words)

    def _is_apart(self, place: int, said: _Said) -> bool:
        """Whether what a line says stands between marks; in quotation marks if it has none."""
        end = place + len(said.words)
        before, after = self.whole[place - 1], self.whole[end]
        if said.spoken:
            return before in _MARKS and after in _MARKS
        closed = self.whole[end : end + 3].lstrip(_STOPS)[:1]
        return _PAIRS.get(before) == closed


def _is_between_halves(lines: Sequence[Line], line: Line, of: Line, seams: Seams) -> bool:
    """Whether the text below a line carries on that above it, captions left out, and is not its."""
    below = next(
        (one for one in lines[line.number + 1 : line.number + 1 + _NEAR] if not one.aside), None
    )
    if below is None or below is of or below.kind != "paragraph" or below.dateline is not None:
        return False
    for one in lines[max(0, line.number - _NEAR) : line.number][::-1]:
        if one.aside:
            continue
        if one.kind != "paragraph" or is_final(one.text):
            return False
        if len(one.text) >= _SHORT:
            begins = one.indented and below.indented
            return not begins and seams.surely(one.text, below.text)
    return False
