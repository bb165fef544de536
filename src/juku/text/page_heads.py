"""Lines above the first headline of a page that are known by what stands beside them.

A day alone, or the name of a section alone, could be anything; at the very top of a page, beside
the other and above a headline, they are its head.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from juku.text import mastheads
from juku.text.folding import fold
from juku.text.marks import DASHES, is_final, is_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.layout import Piece

_RULE = "furniture-date"
_SECTION = re.compile("[\u3400-\u9fff]{2,6}")
_HIGHEST = 4
"""Lines of the highest head."""
_LONGEST_TITLE = 40


def settle(pieces: Sequence[Piece]) -> None:
    """Tell the ledger which lines at the top of a page are its head."""
    printed = list(islice((piece for piece in pieces if piece.text), _HIGHEST + 2))
    head: list[Piece] = []
    for piece in printed[:_HIGHEST]:
        if not (piece.kind == "furniture" or _may_be(piece)):
            break
        head.append(piece)
    # What stands below the day may be the label or the headline of an article.
    while head and not _says_day(head[-1]):
        head.pop()
    if not _is_headline(printed[len(head) :]):
        return
    for piece in head:
        if piece.kind != "furniture":
            piece.kind, piece.rule = "furniture", _RULE


def _may_be(piece: Piece) -> bool:
    if piece.kind != "paragraph":
        return False
    return _SECTION.fullmatch(piece.text) is not None or mastheads.is_day(fold(piece.text))


def _says_day(piece: Piece) -> bool:
    return piece.rule == _RULE or mastheads.is_day(fold(piece.text))


def _is_headline(below: Sequence[Piece]) -> bool:
    """Whether a headline stands first below, marked or by its looks, and text behind it."""
    if len(below) < 2:
        return False
    first = below[0]
    if first.kind == "heading":
        return True
    if first.kind != "paragraph" or len(first.text) > _LONGEST_TITLE:
        return False
    dashed = first.text.startswith(DASHES)
    return dashed or not (is_final(first.text) or is_item(first.text))
