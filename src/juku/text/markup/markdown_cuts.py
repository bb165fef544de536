"""What is cut out of a page of Markdown, and the view that is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from juku.records import Mark, Span, View
from juku.text.markup.html_signs import FILL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MASK = "\ufdd1"
"""Stands for a character that is cut out while more is looked for: no blank, no mark, no letter."""

BREAK = "\ufdd2"
"""The same for a mark that ends a line."""


class Cut(NamedTuple):
    """Characters of a page that are a mark of Markdown; none of them where only a sign is put."""

    start: int
    end: int
    rule: str
    sign: str = ""
    """What the view has in their place."""
    made: str = ""
    """The characters that a character reference is, which stand before the cut."""


def settled(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """The cuts in order; what lies within another, or reaches into the one before, is cut once."""
    at = 0
    for cut in sorted(cuts, key=_place):
        if cut.start - len(cut.made) >= at:
            yield cut
        elif cut.end > at:
            yield Cut(at, cut.end, cut.rule)
        at = max(at, cut.end)


def _place(cut: Cut) -> tuple[int, bool, int]:
    """A sign alone goes before what is cut at its place, and the longer of two cuts first."""
    return cut.start - len(cut.made), cut.end > cut.start, -cut.end


def resolved(page: str, cuts: Sequence[Cut]) -> str:
    """The text that spans point into: the page with its character references resolved."""
    characters = list(page)
    for start, end, _, _, made in cuts:
        if made:
            characters[start - len(made) : end] = made + FILL * (end - start)
    return "".join(characters)


def view(length: int, cuts: Sequence[Cut]) -> View:
    """What is left of a page of so many characters: all but the cuts, which are settled."""
    runs: list[Span] = []
    before: list[str] = []
    marks: list[Mark] = []
    at, sign = 0, ""
    for cut in cuts:
        if cut.start > at:
            runs.append(Span(at, cut.start))
            before.append(sign)
            sign = ""
        sign += cut.sign
        if cut.end > cut.start:
            marks.append(Mark(cut.start, cut.end, cut.rule))
        at = cut.end
    if length > at:
        runs.append(Span(at, length))
        before.append(sign)
    return View(tuple(runs), tuple(before), marks=tuple(marks))
