"""The lines of a page as a reader sees them, made of its pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.records import Correction
    from juku.text.blocks.layout import Piece


@dataclass(slots=True, eq=False)
class Line:
    """A printed line, or several of one paragraph, see `wrapping`."""

    number: int
    kind: str
    """heading, paragraph, credit, dateline or furniture, as the line alone says."""
    parts: list[Piece]
    text: str
    level: int = 0
    dateline: Piece | None = None
    indented: bool = False
    bylines: tuple[Piece, ...] = ()
    """Parts of a dateline behind its first: names behind a bold one, or on the next line."""
    article: int | None = None
    forced: Correction | None = None
    """The curation row that says what it is."""
    aside: bool = False
    """A repeat, which no article gets."""
    repeat_of: int | None = None
    """Number of the line that this one prints again."""
    rest: int | None = None
    """Number of the line that carries it on, as a second printing of both shows."""
    joins: int | None = None
    """Number of the line that this one carries on."""
    rule: str = ""

    def printed(self, page: str) -> str:
        """Its text, with its dateline and what stands between."""
        if self.dateline is None or not self.parts:
            return self.text
        return page[self.dateline.start : self.parts[-1].end]

    def is_dated(self) -> bool:
        """Whether a paragraph begins in it with its dateline."""
        return self.kind == "paragraph" and self.dateline is not None

    def begins_below(self, headline: Line) -> bool:
        """Whether its dateline stands below a headline, so that nothing above that is of it."""
        return self.dateline is not None and self.dateline.start > headline.parts[0].start

    def spell(self) -> None:
        """Put its text together anew, of parts that were added."""
        self.text = "".join(part.text for part in self.parts)

    def starts_at(self, place: int) -> bool:
        """Whether a block of the line starts at a code point of the page."""
        return any(piece.start == place for piece in self.pieces())

    def pieces(self) -> list[Piece]:
        """Its dateline, what stands behind that, and its text."""
        if self.dateline is None and not self.bylines:
            return self.parts
        first = [self.dateline] if self.dateline else []
        return [*first, *self.bylines, *self.parts]

    def dated(self) -> str:
        """Its dateline as printed, empty without one."""
        first = [self.dateline] if self.dateline else []
        return "".join(piece.text for piece in (*first, *self.bylines))


def printed(pieces: Sequence[Piece]) -> list[Line]:
    """The lines that have characters of their own, in order, each as it stands on the page."""
    made: list[Line] = []
    several: list[Line] = []
    last = -1
    for place, piece in enumerate(pieces):
        if not piece.text or (piece.kind == "furniture" and _is_inside(pieces, place)):
            continue
        joined = piece.line == last and piece.kind == "paragraph" and piece.forced is None
        if joined and made and made[-1].kind in ("dateline", "paragraph"):
            made[-1].kind = "paragraph"
            if not several or several[-1] is not made[-1]:
                several.append(made[-1])
            made[-1].parts.append(piece)
        elif piece.kind == "credit" and piece.goes_on:
            made[-1].parts.append(piece)
            several.append(made[-1])
        elif piece.kind == "dateline" and made and _behind_dateline(piece, made[-1], last):
            made[-1].bylines += (piece,)
        elif piece.kind == "dateline":
            made.append(Line(len(made), "dateline", [], "", 0, piece, _indented(pieces, place)))
            made[-1].forced = piece.forced
        else:
            line = Line(len(made), piece.kind, [piece], piece.text, piece.level)
            line.indented = _indented(pieces, place)
            line.forced = piece.forced
            made.append(line)
        last = piece.line
    for line in several:
        line.spell()
    return made


def _is_inside(pieces: Sequence[Piece], place: int) -> bool:
    """Whether furniture stands in the midst of a line of text, which goes on around it."""
    if not 0 < place < len(pieces) - 1:
        return False
    around = (_beside(pieces, place, -1), _beside(pieces, place, 1))
    return all(one.kind == "paragraph" and one.line == pieces[place].line for one in around)


def _beside(pieces: Sequence[Piece], place: int, step: int) -> Piece:
    """The piece before or behind another, or the one beyond the blanks and marks there."""
    beside = place + step
    while pieces[beside].kind in ("blank", "markup") and 0 <= beside + step < len(pieces):
        beside += step
    return pieces[beside]


def _behind_dateline(piece: Piece, line: Line, last: int) -> bool:
    return line.dateline is not None and (piece.goes_on or piece.line == last)


def _indented(pieces: Sequence[Piece], place: int) -> bool:
    before = pieces[place - 1] if place else None
    return before is not None and before.kind == "blank" and before.indents
