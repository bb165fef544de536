"""Breaks over which a page prints some words twice: at the end of one line and again below it.

Who cut a page into columns cut a little below the last line of one, or above the first line of the
next: `...不少属于首次发` and then `属于首次发现的`. What is printed again is set aside, so that the
rest of the line carries on the one above.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from juku.text.blocks.layout import Piece
from juku.text.mending import words_met
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_RULE = "repeat-overlap"
_KEY, _NAME = 4, 6
"""Characters that are printed twice at least; and up to how many may be a name with which one line
ends and the next begins, unless a word goes on behind them."""
_MOST = 60
"""And at most; more is a paragraph that is printed again."""
_LEAST = 16
"""Characters of the line above: a shorter one may be of a poem or a list."""
_PROSE = re.compile("[，。；！？]")


def mend(pieces: Sequence[Piece], kept: Container[int]) -> list[Piece]:
    """The pieces, with what a line prints again at its beginning as a piece of its own.

    No line is cut that starts at a code point of ``kept``: a curator says what that is.
    """
    texts = [piece.text for piece in pieces if piece.text]
    # Few pages have a line whose first characters are among the last of one that stops above it.
    if not any(
        above[-1] != "。" and text[:_KEY] in above[-_MOST:] for above, text in pairwise(texts)
    ):
        return list(pieces)
    made: list[Piece] = []
    above: Piece | None = None
    for piece in pieces:
        again = _again(above, piece) if above is not None and piece.text else 0
        rest = piece
        if again and piece.start not in kept:
            copy, rest = _cut(piece, again)
            copy.repeat_of = above
            made.append(copy)
        made.append(rest)
        if rest.text:
            above = rest
    return made


def settle(pieces: Sequence[Piece]) -> None:
    """Let what is printed again name the first printing, where the line above is a copy itself."""
    for piece in pieces:
        if piece.rule == _RULE:
            while piece.repeat_of is not None and piece.repeat_of.kind == "repeat":
                piece.repeat_of = piece.repeat_of.repeat_of


def _again(above: Piece, piece: Piece) -> int:
    """How many characters of the end of a line that stops the one below begins with."""
    before, text = above.text[-_MOST:], piece.text
    if text[:_KEY] not in before or not above.kind == piece.kind == "paragraph":
        return 0
    if len(above.text) < _LEAST or is_final(above.text) or _PROSE.search(above.text) is None:
        return 0
    longest = min(len(before), len(text) - 1, len(above.text) - 1)
    lengths = range(longest, _KEY - 1, -1)
    again = next((length for length in lengths if before.endswith(text[:length])), 0)
    if not again or text[again].isspace():
        return 0
    return again if again > _NAME or words_met.crosses(before, text[again:]) else 0


def _cut(piece: Piece, again: int) -> tuple[Piece, Piece]:
    """What is printed again, which is no line of the text, and the rest of a line."""
    at = piece.start + again
    copy = Piece(piece.start, at, "repeat", _RULE, piece.line)
    return copy, Piece(at, piece.end, piece.kind, piece.rule, piece.line, 0, piece.text[again:])
