"""Datelines on a line of their own: that of the text below, or a credit of the text above."""

from __future__ import annotations

from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING

from juku.text.blocks import headlines
from juku.text.blocks.layout import BOLD
from juku.text.bylines.byline import is_credit
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from juku.text.blocks.lines import Line

_HIGHEST = 3
"""Lines of the highest headline that a dateline stands above."""


def settle(printed: list[Line]) -> list[Line]:
    """Put each dateline to the paragraph that it begins, or make it a credit.

    Under a headline it begins one; under a paragraph that ends it does so only if no headline
    follows, for else it closes the article, but for one that has its dateline already.
    """
    if not any(line.kind == "dateline" for line in printed):
        return printed
    made: list[Line] = []
    flow = [line for line in printed if line.kind != "furniture"]
    below = _begun_below(flow)
    before = {id(line): one for one, line in pairwise(flow)}
    after = {id(one): line for one, line in pairwise(flow)}
    last: Line | None = None
    for line in printed:
        if last is not None and _may_begin(line):
            _take(last, line)
            last = None
            continue
        last = None
        if id(line) in below:
            one = below[id(line)]
            one.dateline, one.bylines = line.dateline, line.bylines
            continue
        if line.kind == "dateline" and line.forced is None:
            if _closes(line, before.get(id(line)), after.get(id(line))):
                _make_credit(line)
            else:
                last = line
        line.number = len(made)
        made.append(line)
    return made


def _begun_below(flow: list[Line]) -> dict[int, Line]:
    """The paragraphs that are begun by a dateline above their headline.

    The article above the dateline has one of its own, and that below the headline none.
    """
    found: dict[int, Line] = {}
    dated = False
    for at, line in enumerate(flow):
        if line.kind == "dateline" and line.forced is None and dated:
            beneath = list(dropwhile(_is_heading, flow[at + 1 : at + 2 + _HIGHEST]))
            headed = at + 1 < len(flow) and _is_heading(flow[at + 1])
            if headed and beneath and _may_begin(beneath[0]) and is_final(flow[at - 1].text):
                found[id(line)] = beneath[0]
        if line.kind == "heading" and line.level < BOLD:
            dated = False
        dated = dated or line.dateline is not None
    return found


def _is_heading(line: Line) -> bool:
    return line.kind == "heading"


def _may_begin(line: Line) -> bool:
    """Whether the line below a dateline is a paragraph that it may begin."""
    return line.kind == "paragraph" and line.dateline is None and line.forced is None


def _closes(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether a dateline stands between the end of an article and the headline of another."""
    if line.dateline is None or before is None or before.kind == "heading":
        return False
    if before.kind == "paragraph" and not is_final(before.text):
        return False
    if after is None or after.kind != "paragraph":
        return True
    return before.kind == "paragraph" and headlines.is_headline(after)


def _make_credit(line: Line) -> None:
    piece = line.dateline
    if piece is not None and is_credit(piece.text):
        piece.kind, piece.rule = "credit", "credit"
        line.kind, line.parts, line.text, line.dateline = "credit", [piece], piece.text, None


def release(printed: list[Line]) -> None:
    """Give the datelines that were put to a repeat to the paragraph behind the repeats."""
    held: Line | None = None
    for line in printed:
        if held is not None and not line.aside:
            if line.kind == "paragraph" and line.dateline is None:
                line.dateline, line.bylines = held.dateline, held.bylines
                held.dateline, held.bylines = None, ()
            held = None
        dateline = line.dateline if line.aside and line.parts else None
        if dateline is not None and dateline.line < line.parts[0].line:
            held = line


def _take(dateline: Line, line: Line) -> None:
    """Make a dateline and the paragraph below it one line."""
    dateline.kind, dateline.parts, dateline.text = "paragraph", line.parts, line.text
