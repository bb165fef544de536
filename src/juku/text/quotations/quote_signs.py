"""Where quotations may start in many paragraphs, and their marks: one scan of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from juku.text.arrays.flat import offsets_of
from juku.text.quotations import quote_marks, speech
from juku.text.quotations.quote_cues import COLONS, COMMAS
from juku.text.quotations.quote_marks import FINAL, Marks
from juku.text.quotations.quotes_standing import NOTHING
from juku.text.vocabulary.folding import FOLDS, unfolded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

OPENERS = frozenset(FINAL + "；\n)）】〕］]" + NOTHING + quote_marks.CLOSING + quote_marks.STRAIGHT)
"""What may stand right before a quotation that opens its sentence."""
LEADERS = COLONS | COMMAS | speech.LAST
"""What may stand right before a quotation that words lead to, blanks aside."""
_PLAIN = "“”"
_MARK, _OPENS, _LETS, _FOLDS = 7, 8, 16, 32
"""Bits of a kind: which mark it is, 3 where not a plain one; whether a quotation may start with it
or right behind it; whether it is another character in a narrative."""


def _kinds() -> NDArray[np.uint8]:
    """The kind of every code point."""
    kinds = np.zeros(0x110000, np.uint8)
    kinds[list(map(ord, quote_marks.OPENING + quote_marks.CLOSING + quote_marks.STRAIGHT))] = 3
    kinds[list(map(ord, _PLAIN))] = (1, 2)
    kinds[list(map(ord, quote_marks.OPENING + quote_marks.STRAIGHT))] |= _OPENS
    kinds[sorted(map(ord, unfolded(OPENERS | LEADERS)))] |= _LETS
    kinds[[*FOLDS, ord("著")]] |= _FOLDS
    return kinds


_KINDS = _kinds()


class Signs(NamedTuple):
    """What is known of each of some paragraphs before one is read."""

    marks: list[Marks | None]
    """Its quotation marks; None where no quotation may start."""
    folds: list[bool]
    """Whether it has a character that a narrative has another for."""


def read(texts: Sequence[str]) -> Signs:
    """The signs of paragraphs.

    >>> read(["他说：“好。”", "没有“引号”的话", "“４。"])
    ... # doctest: +NORMALIZE_WHITESPACE
    Signs(marks=[Marks(pairs=[(3, 6)], open=None), None, Marks(pairs=[], open=0)],
          folds=[False, False, True])
    """
    edges = offsets_of(np.fromiter(map(len, texts), np.int64, len(texts)))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _KINDS.take(codes)
    places = np.flatnonzero(kinds & (_MARK | _FOLDS))
    rows = np.searchsorted(edges, places, side="right") - 1
    told = kinds[places]
    folds = np.zeros(len(texts), np.bool_)
    folds[rows[(told & _FOLDS) != 0]] = True
    marks = (told & _MARK) != 0
    return Signs(_marks(texts, kinds, places[marks], rows[marks], edges), folds.tolist())


def _marks(
    texts: Sequence[str],
    kinds: NDArray[np.uint8],
    places: NDArray[np.int64],
    rows: NDArray[np.int64],
    edges: NDArray[np.int64],
) -> list[Marks | None]:
    """The marks of each text, from all places of marks and the texts that they are in."""
    told, inside = kinds[places], places - edges[rows]
    # Before the first character of all stands no other; its place in its text says so.
    lets = (inside == 0) | ((kinds[places - 1] & _LETS) != 0)
    starts = dict.fromkeys(rows[lets & ((told & _OPENS) != 0)].tolist())
    offsets = np.searchsorted(places, edges)
    turn = (np.arange(len(places)) - offsets[rows]) & 1
    in_turn = np.diff(offsets) % 2 == 0
    in_turn[rows[(told & _MARK) != turn + 1]] = False
    found: list[Marks | None] = [None] * len(texts)
    at, first, alternate = inside.tolist(), offsets.tolist(), in_turn.tolist()
    for row in starts:
        here = at[first[row] : first[row + 1]]
        found[row] = _in_turn(here) if alternate[row] else quote_marks.paired(texts[row], here)
    return found


def _in_turn(places: list[int]) -> Marks:
    """Marks that open and close by turns: “…”, “…”."""
    return Marks(list(zip(places[::2], places[1::2], strict=True)), None)
