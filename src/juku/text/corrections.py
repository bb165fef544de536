"""What a curator's rows do to the pieces and lines of a page, before the rules go over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juku.records import Correction
    from juku.text.blocks.layout import Piece
    from juku.text.blocks.lines import Line


def mark(pieces: Sequence[Piece], rows: Mapping[int, Correction]) -> None:
    """Tell each piece that a row starts at what it is; a row for no piece does nothing."""
    if not rows:
        return
    for piece in pieces:
        row = rows.get(piece.start)
        if row is None:
            continue
        piece.forced = row
        if row.kind in ("blank", "markup"):
            piece.kind, piece.text = row.kind, ""
        elif piece.text and row.kind in ("furniture", "dateline"):
            piece.kind = row.kind
        elif piece.text and piece.kind in ("furniture", "dateline", "credit"):
            piece.kind = "paragraph"


def set_aside(lines: Sequence[Line]) -> None:
    """Lines that a row calls repeats; the row may name the block that they print again."""
    for line in lines:
        row = line.forced
        if row is None or row.kind != "repeat":
            continue
        line.aside = True
        line.rule = row.row
        if row.of is not None:
            first = (one for one in lines if one.parts and one.starts_at(row.of))
            line.repeat_of = next((one.number for one in first if one is not line), None)
