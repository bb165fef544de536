"""Paragraphs as quotations are looked for in them: one look at all characters of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from juku import compiled
from juku.text.arrays.flat import offsets_of
from juku.text.quotations import narrative, quote_marks, speech
from juku.text.quotations.narrative import LASTED
from juku.text.quotations.quote_cues import COLONS, COMMAS
from juku.text.quotations.quote_marks import CLOSING, FINAL, OPENING, STRAIGHT, Marks
from juku.text.quotations.quotes_standing import NOTHING
from juku.text.vocabulary.folding import FOLDS, unfolded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from juku.text.quotations.narrative import Seen

OPENERS = frozenset(FINAL + "；\n)）】〕］]" + NOTHING + CLOSING + STRAIGHT)
"""What may stand right before a quotation that opens its sentence."""
LEADERS = COLONS | COMMAS | speech.LAST
"""What may stand right before a quotation that words lead to, blanks aside."""
_KERNEL = compiled.kernel("quoted")
_PLANE = 0x10000
"""Code points of the basic plane: all marks, stops and what is folded are of it."""
_NUMBER, _CLOSERS, _OF_WORDS, _FAMILY_SHIFT = 31, 7, 14, 5
_SINGLE, _LETS, _FOLDS, _START, _ENDS = 1 << 7, 1 << 8, 1 << 9, 1 << 10, 1 << 11
"""Bits of a kind; quoted.c says what each tells."""


def _kinds() -> NDArray[np.uint16]:
    """The kind of every code point of the basic plane."""
    kinds = np.zeros(_PLANE, np.uint16)
    families = sorted(set(quote_marks.FAMILY.values()))
    for number, mark in enumerate(OPENING + CLOSING + STRAIGHT, 1):
        kinds[ord(mark)] = number | families.index(quote_marks.FAMILY[mark]) << _FAMILY_SHIFT
    for bit, characters in (
        (_SINGLE, quote_marks.SINGLE),
        (_LETS, unfolded(OPENERS | LEADERS)),
        (_FOLDS, [*map(chr, FOLDS), LASTED]),
        (_START, narrative.STARTS),
        (_ENDS, quote_marks.BEFORE_CLOSING),
    ):
        kinds[_codes(characters)] |= bit
    return kinds


def _codes(characters: Iterable[str]) -> NDArray[np.intp]:
    return np.array([*map(ord, characters)], np.intp)


def _folded() -> NDArray[np.uint16]:
    """What every code point of the basic plane is in a narrative."""
    folded = np.arange(_PLANE, dtype=np.uint16)
    folded[[*FOLDS]] = [*FOLDS.values()]
    return folded


_KINDS, _FOLDED = _kinds(), _folded()


def read(texts: Sequence[str]) -> list[Seen | None]:
    """What is seen of each of some paragraphs; None where no quotation starts.

    >>> read(["他说：“好。”", "没有“引号”的话", "“４。"])
    [('他说：“□□”', [(3, 6)], None, []), None, ('“4。', [], 0, [3])]
    """
    if _KERNEL is None:
        return plainly(texts)
    found: list[Seen | None] = _KERNEL.read(texts, _KINDS, _FOLDED)
    for index, seen in enumerate(found):
        if seen is not None and LASTED in seen[0]:
            _, pairs, left, _ = seen
            found[index] = narrative.around(texts[index], Marks(pairs, left))
    return found


def plainly(texts: Sequence[str]) -> list[Seen | None]:
    """The same without the kernel."""
    edges = offsets_of(np.fromiter(map(len, texts), np.int64, len(texts)))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _KINDS.take(codes, mode="clip")  # the last code point of the plane has no kind
    places = np.flatnonzero(kinds & (_NUMBER | _FOLDS))
    rows = np.searchsorted(edges, places, side="right") - 1
    told = kinds[places]
    folds = np.zeros(len(texts), np.bool_)
    folds[rows[(told & _FOLDS) != 0]] = True
    marks = (told & _NUMBER) != 0
    found: list[Seen | None] = [None] * len(texts)
    for row, read in _marks(texts, kinds, places[marks], rows[marks], edges):
        if read.pairs or read.open is not None:
            found[row] = narrative.around(texts[row], read, folds=bool(folds[row]))
    return found


def _marks(
    texts: Sequence[str],
    kinds: NDArray[np.uint16],
    places: NDArray[np.int64],
    rows: NDArray[np.int64],
    edges: NDArray[np.int64],
) -> Iterator[tuple[int, Marks]]:
    """The marks of texts in which a quotation may start, from all marks and their texts."""
    told, inside = kinds[places] & _NUMBER, places - edges[rows]
    # Before the first character of all stands no other; its place in its text says so.
    lets = (inside == 0) | ((kinds[places - 1] & _LETS) != 0)
    opens = (told <= _CLOSERS) | (told > _OF_WORDS)
    starts = dict.fromkeys(rows[lets & opens].tolist())
    offsets = np.searchsorted(places, edges)
    turn = (np.arange(len(places)) - offsets[rows]) & 1
    in_turn = np.diff(offsets) % 2 == 0
    in_turn[rows[told != 1 + _CLOSERS * turn]] = False
    at, first, alternate = inside.tolist(), offsets.tolist(), in_turn.tolist()
    for row in starts:
        here = at[first[row] : first[row + 1]]
        yield row, _in_turn(here) if alternate[row] else quote_marks.paired(texts[row], here)


def _in_turn(places: list[int]) -> Marks:
    """Marks that open and close by turns: “…”, “…”."""
    return Marks(list(zip(places[::2], places[1::2], strict=True)), None)
