"""Quotations over several paragraphs, each of which opens with a mark and only the last closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text import quotation, quote_marks, speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.narrative import Narrative
    from juku.text.quotation import Quotation
    from juku.text.quote_marks import Marks

_STARTS = frozenset(quote_marks.OPENING)
_OPENS = _STARTS.union(quote_marks.STRAIGHT)


def opens(text: str) -> bool:
    """Whether a paragraph starts with an opening mark."""
    return text.lstrip()[:1] in _OPENS


def is_left_open(marks: Marks, index: int, paragraphs: Sequence[str]) -> bool:
    """Whether a mark is left open in a paragraph, and the next one starts with another."""
    if marks.open is None or index + 1 == len(paragraphs):
        return False
    return paragraphs[index + 1].lstrip()[:1] in _STARTS


def continued(
    paragraph: Narrative, found: list[list[Quotation]], run: list[tuple[int, int]], index: int
) -> list[tuple[int, int]]:
    """The run of quotations, with the part added that is left open for the next paragraph."""
    at = paragraph.open
    if at is None:
        return []
    speaker = speakers.before(
        paragraph.view, quotation.first_place(paragraph, at, found[index]), at
    )
    part = quotation.made(paragraph, at + 1, len(paragraph.text.rstrip()), speaker)
    if part.end <= part.start:
        return []
    if run and speaker is None:
        part = part._replace(speaker=found[run[-1][0]][run[-1][1]].speaker)
    found[index].append(part)
    return [*run, (index, len(found[index]) - 1)]


def carry(found: list[list[Quotation]], run: list[tuple[int, int]], index: int) -> None:
    """One speaker for a quotation that runs over paragraphs and ends in ``index``."""
    if not found[index]:
        return
    parts = [*run, (index, 0)]
    names = [found[i][j].speaker for i, j in parts if found[i][j].speaker]
    if names:
        for i, j in parts:
            found[i][j] = found[i][j]._replace(speaker=names[0])
