"""The list of a page's articles that a site prints over the first of them.

Each of its lines is the headline of an article below, in their order, and has no text of its own.
So a line below that it names is a headline, whether it is marked as one or not.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.blocks.layout import Piece

_RULE = "furniture-contents"
_LEAST = 3
"""Lines of the shortest list; two may be a headline in two lines."""
_LONGEST = 60
"""Characters of a headline."""
_HIGHEST = 4
"""Lines of a page's head above it."""
_MARKS = "■□●○◆◇▪•·▶►>-—0123456789.、 \t\u3000"
"""What stands before a line of a list."""


def settle(pieces: Sequence[Piece]) -> None:
    """Tell the ledger which lines list the page's articles, and which are the headlines listed."""
    printed = [piece for piece in pieces if piece.text and piece.kind != "furniture"]
    said = [piece.text.lstrip(_MARKS) for piece in printed]
    for head in range(min(_HIGHEST, len(said))):
        if len(said[head]) > _LONGEST:
            return
        if listed := _listed(said, head):
            for piece in printed[head : listed[0]]:
                piece.kind, piece.rule = "furniture", _RULE
            _mark([printed[at] for at in listed])
            return


def _mark(headlines: Sequence[Piece]) -> None:
    """Mark the headlines alike, unless the page marks some of them itself."""
    if all(piece.kind == "paragraph" for piece in headlines):
        for piece in headlines:
            piece.kind, piece.rule, piece.level = "heading", "heading-mark", 1


def _listed(said: Sequence[str], head: int) -> list[int]:
    """Where below a list that begins at ``head`` its lines return; the first right below it.

    >>> _listed(["甲", "乙", "丙", "甲", "文", "乙", "文", "丙", "文"], 0)
    [3, 5, 7]
    >>> _listed(["甲", "乙", "丙", "甲", "乙", "丙"], 0)
    []
    """
    first = next((at for at in range(head + 1, len(said)) if said[at] == said[head]), head)
    if first - head < _LEAST or not all(said[head:first]):
        return []
    places = {text: first + at for at, text in reversed(list(enumerate(said[first:])))}
    below = [places.get(text, -1) for text in said[head:first]]
    # Text stands between the headlines, or the list is only printed again.
    return below if all(one + 1 < two for one, two in pairwise(below)) else []
