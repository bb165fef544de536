"""Quotations over several paragraphs, each of which opens with a mark and only the last closes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juku.text.quotations import quotation, quote_marks, speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.quotations.narrative import Narrative
    from juku.text.quotations.quotation import Quotation

_STARTS = frozenset(quote_marks.OPENING)
_OPENS = _STARTS.union(quote_marks.STRAIGHT)


@dataclass(slots=True)
class Run:
    """The parts of a quotation that the paragraphs so far left open."""

    places: list[tuple[int, int]] = field(default_factory=list)
    """Of each its paragraph, and its place among the quotations of it."""
    speaker: str | None = None
    """Who is the first to be named for a part."""
    settled: int = 0
    """How many parts have this speaker and no other."""


def opens(text: str) -> bool:
    """Whether a paragraph starts with an opening mark."""
    return text.lstrip()[:1] in _OPENS


def is_left_open(paragraph: Narrative, index: int, paragraphs: Sequence[str]) -> bool:
    """Whether a mark is left open in a paragraph, and the next one starts with another."""
    if paragraph.open is None or index + 1 == len(paragraphs):
        return False
    return paragraphs[index + 1].lstrip()[:1] in _STARTS


def continued(paragraph: Narrative, found: list[list[Quotation]], run: Run, index: int) -> Run:
    """The run of quotations, with the part added that is left open for the next paragraph."""
    at = paragraph.open
    if at is None:
        return Run()
    speaker = speakers.before(
        paragraph.view, quotation.first_place(paragraph, at, found[index]), at
    )
    part = quotation.made(paragraph, at + 1, len(paragraph.text.rstrip()), speaker)
    if part.end <= part.start:
        return Run()
    if run.places and speaker is None:
        before, place = run.places[-1]
        part = part._replace(speaker=found[before][place].speaker)
    found[index].append(part)
    run.places.append((index, len(found[index]) - 1))
    run.speaker = run.speaker or part.speaker
    return run


def carry(found: list[list[Quotation]], run: Run, index: int) -> None:
    """One speaker for a quotation that runs over paragraphs and ends in ``index``."""
    if not found[index]:
        return
    run.speaker = run.speaker or found[index][0].speaker
    if not run.speaker:
        return
    # Those that have the speaker keep him: going over all parts for each of them takes minutes of
    # an article of a megabyte.
    for i, j in (*run.places[run.settled :], (index, 0)):
        found[i][j] = found[i][j]._replace(speaker=run.speaker)
    run.settled = len(run.places)
