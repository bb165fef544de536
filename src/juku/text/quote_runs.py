"""Quotations over several paragraphs, each of which opens with a mark and only the last closes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juku.text import quotation, quote_marks, speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.narrative import Narrative
    from juku.text.quotation import Quotation


def opens(text: str) -> bool:
    """Whether a paragraph starts with an opening mark."""
    return text.lstrip()[:1] in tuple(quote_marks.OPENING + quote_marks.STRAIGHT)


def continued(
    paragraph: Narrative,
    found: list[list[Quotation]],
    run: list[tuple[int, int]],
    index: int,
    paragraphs: Sequence[str],
) -> list[tuple[int, int]]:
    """The run of quotations left open for the next paragraph, with this one's part added."""
    following = paragraphs[index + 1].lstrip()[:1] if index + 1 < len(paragraphs) else ""
    at = paragraph.open
    if at is None or not following or following not in quote_marks.OPENING:
        return []
    speaker = speakers.before(
        paragraph.view, quotation.first_place(paragraph, at, found[index]), at
    )
    part = quotation.made(paragraph, at + 1, len(paragraph.text.rstrip()), speaker)
    if part.end <= part.start:
        return []
    if run and speaker is None:
        part = replace(part, speaker=found[run[-1][0]][run[-1][1]].speaker)
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
            found[i][j] = replace(found[i][j], speaker=names[0])
