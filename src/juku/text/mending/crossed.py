"""Halves of two articles side by side that were read row by row: A1 B1 and then A2 B2.

Where two paragraphs stop one behind the other, the line right below may carry on the second of
them, or the first, of which it is the next piece in its column. Seam by seam the one above is
nearer; but a page that was read row by row was so everywhere, and its seams are weighed at once.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from juku.text.mending import rests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from juku.text.blocks.lines import Line

_NEAR = 1.0
"""What it gives a row that its second half goes on right below."""
_SURE, _LONE = 1.0, 4.0
"""How much better by rows all the halves of a page must go on, and those of a row alone."""


class Row(NamedTuple):
    """Two halves that stand one behind the other, and the two pieces below them: places."""

    halves: tuple[int, int]
    pieces: tuple[int, int]


def pairs(
    flow: Sequence[Line], halves: Sequence[int], may_be_rest: Callable[[Line], bool]
) -> dict[int, int]:
    """The place of the rest of each half that stands in a row, if the page was read by rows."""
    rows = list(_rows(flow, halves, may_be_rest))
    if fsum(_gain(flow, row) for row in rows) <= (_SURE if len(rows) > 1 else _LONE):
        return {}
    return {half: piece for row in rows for half, piece in zip(row.halves, row.pieces, strict=True)}


def _rows(
    flow: Sequence[Line], halves: Sequence[int], may_be_rest: Callable[[Line], bool]
) -> list[Row]:
    found: list[Row] = []
    stopping = set(halves)
    for first in halves:
        second = first + 1
        while second < len(flow) and flow[second].kind in ("heading", "credit"):
            second += 1
        pieces = second + 1, second + 2
        if second not in stopping or pieces[1] >= len(flow) or stopping & set(pieces):
            continue
        if all(may_be_rest(flow[piece]) for piece in pieces):
            found.append(Row((first, second), pieces))
    return found


def _gain(flow: Sequence[Line], row: Row) -> float:
    """How much better the halves of a row go on by rows than the second right below."""
    (first, second), (one, other) = row
    by_rows = _score(flow, first, one) + _score(flow, second, other)
    in_place = _score(flow, second, one) + max(_score(flow, first, other), 0.0)
    return by_rows - in_place - _NEAR


def _score(flow: Sequence[Line], half: int, rest: int) -> float:
    return rests.score(flow[half].text, flow[rest].text)
