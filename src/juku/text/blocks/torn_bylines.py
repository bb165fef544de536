"""Bylines that a wrap tore in two: brackets that open on one line and close on the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.blocks.layout import Piece
from juku.text.bylines.byline import dateline_end, is_credit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.records import Kind

_LONGEST = 80
"""Characters of a byline on each of the two lines."""
_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_OPENINGS = "（(【〔［["
_OPEN_END = re.compile(r"[（(【〔［\[][^（(【〔［\[）)】〕］\]]*$")
_OPEN_LINE = re.compile(rf"[（(【〔［\[][^（(【〔［\[）)】〕］\]{_LINE_ENDS}]*[{_LINE_ENDS}]")
"""A line that ends so, be it behind marks, on a page; every mark that ends a line is one here."""
_CLOSED_START = re.compile(rf"[^（(【〔［\[）)】〕］\]]{{0,{_LONGEST}}}[）)】〕］\]]")
_ENDS = "。！？”’…"
_BETWEEN = ("", " ")
"""What stood where the wrap is: nothing in the midst of a name, a blank between two."""


def may_be(text: str) -> bool:
    """Whether a bracket of a page is not closed on its line, so that a byline may be torn."""
    return any(sign in text for sign in _OPENINGS) and _OPEN_LINE.search(text) is not None


def mend(pieces: list[Piece]) -> list[Piece]:
    """Cut the two parts of each torn byline out of the text around them."""
    made: list[Piece] = []
    skipped = False
    for place, piece in enumerate(pieces):
        if skipped:
            skipped = False
            continue
        after = pieces[place + 2] if place + 2 < len(pieces) else None
        parts = _torn(made, piece, after) if after is not None and piece.text else None
        if parts is None or after is None:
            made.append(piece)
            continue
        first, second = parts
        blank = pieces[place + 1]
        made += [*first, blank]
        pieces[place + 2] = second[-1]
        made += second[:-1]
        skipped = True
    return made


def _torn(
    before: Sequence[Piece], piece: Piece, after: Piece
) -> tuple[list[Piece], list[Piece]] | None:
    """The pieces of two lines of which the first opens a byline and the second closes it."""
    if after.line != piece.line + 1 or piece.level or after.level:
        return None
    opening = _OPEN_END.search(piece.text, max(0, len(piece.text) - _LONGEST))
    closing = _CLOSED_START.match(after.text) if opening else None
    if opening is None or closing is None:
        return None
    opens, closes = opening.start(), closing.end() - 1
    lead = piece.text[:opens]
    dateline = None if lead.strip() else _dateline(before)
    head = lead if dateline is None else dateline.text
    for between in _BETWEEN:
        said = piece.text[opens:] + between + after.text[: closes + 1]
        if dateline_end(head + said) == len(head + said) and len(head) < _LONGEST:
            kept = None if dateline is None else 0
            return _cut(piece, kept, opens, "dateline"), _rest(after, closes + 1, "dateline")
        ends = closes + 1 == len(after.text) and (not lead or lead[-1] in _ENDS)
        if ends and is_credit(said):
            return _cut(piece, opens, opens, "credit"), _rest(after, closes + 1, "credit")
    return None


def _dateline(before: Sequence[Piece]) -> Piece | None:
    """The dateline that the pieces end with, perhaps behind a blank."""
    last = before[-1] if before else None
    if (
        last is not None
        and last.kind == "blank"
        and len(before) > 1
        and before[-2].line == last.line
    ):
        last = before[-2]
    return last if last is not None and last.kind == "dateline" else None


def _cut(piece: Piece, text: int | None, opens: int, kind: Kind) -> list[Piece]:
    """The first line: its text, if it has any, and its part of the byline."""
    start = piece.start + (opens if text is not None else 0)
    said = piece.text[opens:] if text is not None else piece.text
    torn = Piece(start, piece.end, kind, kind, piece.line, 0, said)
    if not text:
        return [torn]
    return [
        Piece(piece.start, start, "paragraph", "running-text", piece.line, 0, piece.text[:text]),
        torn,
    ]


def _rest(piece: Piece, closes: int, kind: Kind) -> list[Piece]:
    """The second line: its part of the byline, and its text, if it has any."""
    torn = Piece(piece.start, piece.start + closes, kind, kind, piece.line, 0, piece.text[:closes])
    torn.goes_on = True
    rest = piece.text[closes:]
    text = rest.lstrip()
    if not text:
        return [torn]
    blank = len(rest) - len(text)
    made = [torn]
    if blank:
        made.append(Piece(torn.end, torn.end + blank, "blank", "white-space", piece.line))
    made.append(
        Piece(torn.end + blank, piece.end, "paragraph", "running-text", piece.line, 0, text)
    )
    return made
