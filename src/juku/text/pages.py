"""A page read: laid out into blocks, mended, and told apart into articles.

Conventions. A line feed inside a paragraph that was wrapped to a width is no part of its text,
except between two Latin words. Headings count as paragraphs; title matter is paragraph 0. The
characters that mark (``#``, ``**``, the blanks behind them) are markup.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, cast

from juku.records import Article, Block, PageReading, Span, Unit
from juku.text import corrections
from juku.text.articles import author_lines, stories
from juku.text.blocks import (
    contents,
    headlines,
    layout,
    lines,
    own_datelines,
    page_heads,
    torn_bylines,
)
from juku.text.bylines import byline, captions
from juku.text.mending import overlaps, pulled, repeats, wrapping
from juku.text.mending.seams import Seams

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juku.records import Curation, Kind
    from juku.text.articles.displaced import Story
    from juku.text.blocks.layout import Piece
    from juku.text.blocks.lines import Line

_new = tuple.__new__
"""Of a page's many spans, units and blocks each is made so: as ``Span(...)``, in half the time."""

_COUNTED = ("body", "heading")
"""Parts that are counted as paragraphs, and may be captions, which stay text."""


def read_page(
    text: str, curation: Curation, source: str = "", *, single: bool = False
) -> PageReading:
    """The ledger of ``text`` and its stories, mended.

    ``source`` names the page to the curation's corrections; ``single`` says that it has one
    article, so that nothing is of another. Any string is read; none is refused.
    """
    rows = {row.start: row for row in curation.of_page(source)}
    pieces = layout.cut(text)
    if torn_bylines.may_be(text):
        pieces = torn_bylines.mend(pieces)
    page_heads.settle(pieces)
    if not single:
        contents.settle(pieces)
    pieces = overlaps.mend(pieces, rows)
    corrections.mark(pieces, rows)
    printed = wrapping.unwrap(own_datelines.settle(lines.printed(pieces)), pieces)
    style = headlines.style(printed, curation.columns)
    author_lines.settle(printed, style)
    seams = Seams(text, headings_marked=style.headings_marked and not style.plain_titles)
    repeats.find(printed, seams)
    pulled.find(printed, seams)
    corrections.set_aside(printed)
    aside = [line for line in printed if line.aside]
    if aside:
        own_datelines.release(printed)
    gathered = _told(stories.gather(printed, curation.columns, seams, single=single))
    _set_aside(aside, printed)
    overlaps.settle(pieces)
    for story in gathered:
        _number(story, printed)
    if rows:
        _name_rows(pieces)
    return PageReading(tuple(_blocks(pieces)), tuple(_article(story) for story in gathered))


def _told(gathered: Sequence[Story]) -> list[Story]:
    """The stories that tell something; what only says who reported is set aside."""
    told: list[Story] = []
    for story in gathered:
        if any(part != "credit" and line.parts for part, line in story.lines):
            story.number = len(told)
            told.append(story)
            continue
        for piece in (piece for _, line in story.lines for piece in line.pieces()):
            piece.kind, piece.rule = "furniture", "furniture-byline"
    return told


def _name_rows(pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        if piece.forced is not None:
            piece.rule = piece.forced.row


def _set_aside(aside: Sequence[Line], printed: Sequence[Line]) -> None:
    for line in aside:
        first = _first_printed(line, printed)
        for piece in line.pieces():
            piece.kind, piece.rule, piece.joins = "repeat", line.rule, None
            piece.repeat_of = first


def _first_printed(line: Line, printed: Sequence[Line]) -> Piece | None:
    """The text that a line prints again, or that of which the line it prints is a copy itself."""
    seen: set[int] = set()
    while line.aside:
        if line.repeat_of is None or line.number in seen:
            return None
        seen.add(line.number)
        line = printed[line.repeat_of]
    return line.parts[0]


def _number(story: Story, printed: Sequence[Line]) -> None:
    """Count the paragraphs and tell the pieces what became of them.

    A dateline by itself counts as no paragraph and is of the one below it, or else above it.
    """
    count = 0
    numbers: dict[int, int] = {}
    for part, line in story.lines:
        place: int | None = 0
        if part == "credit":
            place = None
        elif part in _COUNTED:
            begins = line.joins is None and line.parts != []
            count += begins
            place = count if begins else _joined(story, line, numbers, count)
            numbers[line.number] = place
        for piece in line.pieces():
            piece.article, piece.paragraph = story.number, place
        if part == "credit" and line.dateline:
            line.dateline.kind, line.dateline.rule = "credit", line.rule
        # Of a line that carries on another only the first part does; the others follow a mark.
        rule = "paragraph" if line.rule == "continuation" else line.rule
        for piece in line.parts:
            if piece.kind != "continuation":
                piece.kind = "paragraph" if part == "body" else cast("Kind", part)
                piece.rule = rule
        if line.joins is not None and line.parts:
            line.parts[0].kind, line.parts[0].rule = "continuation", line.rule
            line.parts[0].joins = printed[line.joins].parts[-1]


def _joined(story: Story, line: Line, numbers: Mapping[int, int], count: int) -> int:
    """The paragraph, ``count`` being above it, of a line with which none begins."""
    if line.joins is not None:
        return numbers.get(line.joins, count)
    begun = [
        one for part, one in story.lines if part in _COUNTED and one.joins is None and one.parts
    ]
    return min(count + 1, len(begun))


def _blocks(pieces: Sequence[Piece]) -> list[Block]:
    return [
        _new(
            Block,
            (
                piece.start,
                piece.end,
                piece.kind,
                piece.rule,
                piece.article,
                piece.paragraph,
                None if piece.joins is None else _place(piece.joins, pieces),
                None if piece.repeat_of is None else _place(piece.repeat_of, pieces),
            ),
        )
        for piece in pieces
    ]


def _place(piece: Piece, pieces: Sequence[Piece]) -> int:
    return bisect_left(pieces, piece.start, key=attrgetter("start"))


def _article(story: Story) -> Article:
    datelines: list[str] = []
    credits_: list[str] = []
    taken: list[str | None] = []
    for part, line in story.lines:
        if part == "credit":
            credits_.append(_said(line))
            continue
        if line.dateline:
            datelines.append(line.dated())
        if part in _COUNTED:
            taken.append(captions.taken_by(line.text))
    dateline = next(filter(None, datelines), None)
    said = byline.read(dateline, (*credits_, *filter(None, taken)))
    return Article(_units(story), dateline, "\n".join(credits_) or None, said)


def _units(story: Story) -> tuple[Unit, ...]:
    """The text of a story, in the order of its paragraphs."""
    units: list[Unit] = []
    places: dict[int, int] = {}
    section: str | None = None
    for part, line in story.lines:
        if part == "credit" or not line.parts:
            continue
        first = line.parts[0]
        spans: tuple[Span, ...] = (_new(Span, (first.start, first.end)),)
        if len(line.parts) > 1:
            spans += tuple([Span(piece.start, piece.end) for piece in line.parts[1:]])
        if line.joins is not None:
            place = places[line.joins]
            units[place] = units[place]._replace(spans=units[place].spans + spans)
        else:
            if part == "heading":
                section = line.text
            place = len(units)
            under = section if part == "body" else None
            units.append(_new(Unit, (part, spans, first.paragraph or 0, under)))
        places[line.number] = place
    units.sort(key=attrgetter("paragraph"))
    return tuple(units)


def _said(line: Line) -> str:
    """A credit as printed; a lone dateline may be one."""
    return line.text or line.dated()
