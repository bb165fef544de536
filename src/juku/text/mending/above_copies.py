"""What a page prints again above a line that it prints again: headlines, authors, a last word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text.blocks import headlines
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.blocks.lines import Line

_LONGEST_HEADLINE = 30
"""Characters of a line without a mark that is taken for a headline there."""
_LONGEST_END = 8
"""Characters of the end of a paragraph that by itself is too short to be known for a copy."""
_FROM_THE_FIRST = ("repeat-whole", "repeat-head")
"""Rules of copies that begin with the first character of what they print again."""


def set_aside(lines: Sequence[Line], first: int) -> None:
    """Set aside above the copy ``first`` what stands above that which it prints again, too."""
    of = lines[first].repeat_of
    if of is not None and not _end_of_paragraph(lines, first, of):
        _headlines(lines, first, of)


def _end_of_paragraph(lines: Sequence[Line], first: int, of: int) -> bool:
    """Set aside the last words of the paragraph before, if no more of it is printed again."""
    if not (first and of) or lines[first].rule not in _FROM_THE_FIRST:
        return False
    line, source = lines[first - 1], lines[of - 1]
    short = len(line.text) <= _LONGEST_END and line.kind == source.kind == "paragraph"
    if not short or line.aside or line.forced is not None or line is source:
        return False
    if not (is_final(line.text) and source.text.endswith(line.text)):
        return False
    whole = source.text == line.text
    line.aside, line.repeat_of = True, source.number
    line.rule = "repeat-whole" if whole else "repeat-tail"
    return True


def _headlines(lines: Sequence[Line], first: int, of: int) -> None:
    """Set aside the headlines; who wrote is set aside with the one that it stands below."""
    below: list[tuple[Line, int]] = []
    for step in range(1, min(first, of) + 1):
        line, source = lines[first - step], of - step
        if not _is_copy(line, lines[source]):
            return
        below.append((line, source))
        if line.kind == "credit":
            continue
        for one, number in below:
            one.aside, one.repeat_of, one.rule = True, number, "repeat-whole"
        below = []


def _is_copy(line: Line, earlier: Line) -> bool:
    """Whether a line above a copy, be it a headline or a credit, is another printed again."""
    if line.aside or line.forced is not None or line is earlier or line.text != earlier.text:
        return False
    if line.kind == "paragraph":
        return headlines.is_headline(line, _LONGEST_HEADLINE)
    return line.kind in ("heading", "credit")
