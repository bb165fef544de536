"""Many short texts looked at as one, so that a scan starts once and not once a text.

Between the texts, before the first and behind the last stands ``MARK``. No rule of the readings
reads over it, so that each text is read as if it stood alone; and a rule may look at the
character before or behind any place of a text without asking whether there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from juku import compiled
from juku.text.vocabulary.folding import FOLDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MARK = "\0"
_PLANES = 0x110000
_FIRST_PLANE = 0x10000
_FOLDED = np.arange(_PLANES, dtype=np.uint32)
_FOLDED[list(FOLDS)] = list(FOLDS.values())
_KERNEL = compiled.kernel("joined")
"""The loops over all characters."""


class Joined(NamedTuple):
    """Texts joined by ``MARK``."""

    text: str
    view: str
    """``text`` folded, character for character."""
    starts: NDArray[np.int64]
    """Where each text starts, and where one more would."""
    codes: NDArray[np.uint32]
    """The code points of ``view``."""

    def rows(self, places: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of the text that each of the places is in."""
        return np.searchsorted(self.starts, places, side="right") - 1


def join(texts: Sequence[str]) -> Joined:
    """``texts`` as one, each at its place.

    >>> lines = join(["４家", "三萬人"])
    >>> lines.view.split(MARK), lines.starts.tolist()
    (['', '4家', '三万人', ''], [1, 4, 8])
    """
    text = MARK + MARK.join(texts) + MARK
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = 1 + np.concatenate(([0], np.cumsum(lengths + 1)))
    view, codes = _folded(text)
    return Joined(text, view, starts, codes)


def _folded(text: str) -> tuple[str, NDArray[np.uint32]]:
    """``text`` folded, and its code points then."""
    if _KERNEL is not None:
        view, raw = _KERNEL.fold(text, _FOLDED[:_FIRST_PLANE])
        return view, np.frombuffer(raw, np.uint32)
    # A lone surrogate is a character like any other here.
    raw = text.encode("utf-32-le", "surrogatepass")
    codes = _FOLDED.take(np.frombuffer(raw, "<u4").astype(np.intp))
    return str(codes.astype("<u4", copy=False).data, "utf-32-le", "surrogatepass"), codes


class Shapes:
    """Finds where characters of some kinds stand one behind the other."""

    def __init__(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Each row is a shape: what may stand at each of its places; at the last, if empty, all."""
        # Characters beyond the first plane, of which no shape tells, share the last place.
        self._kinds = np.zeros((len(rows[0]), _FIRST_PLANE + 1), np.uint64)
        for number, row in enumerate(rows):
            for kinds, characters in zip(self._kinds, row, strict=True):
                these = list(map(ord, characters)) if characters else slice(None)
                kinds[these] |= np.uint64(1 << number)
        self._starts = self._kinds[0] != 0

    def which(self, codes: NDArray[np.uint32], places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of those places of ``codes`` where a shape starts, in order.

        >>> Shapes([("今明", "年天")]).which(join(["今年明日"]).codes, np.array([1, 3])).tolist()
        [0]
        """
        told = np.arange(len(places))
        shapes = np.full(len(places), ~np.uint64(0))
        for distance, kinds in enumerate(self._kinds):
            # A shape that is met so far has not met the last mark: there is a next character.
            shapes &= kinds.take(codes[places[told] + distance], mode="clip")
            kept = shapes != 0
            told, shapes = told[kept], shapes[kept]
        return told

    def places(self, joined: Joined) -> NDArray[np.int64]:
        """The places where a shape starts, in order.

        >>> Shapes([("今明", "年天")]).places(join(["今年和明天", "今后"])).tolist()
        [1, 4]
        """
        if _KERNEL is not None:
            raw = _KERNEL.shapes(joined.codes, self._starts, self._kinds)
            return np.frombuffer(raw, np.int64)
        starts = np.flatnonzero(self._starts.take(joined.codes, mode="clip"))
        found: NDArray[np.int64] = starts[self.which(joined.codes, starts)]
        return found


class Runs:
    """Finds runs of some characters."""

    def __init__(self, characters: str) -> None:
        """``characters`` are of the first plane."""
        self._inside = np.zeros(_FIRST_PLANE + 1, np.bool_)
        self._inside[list(map(ord, characters))] = True

    def places(self, joined: Joined) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where runs start, in order, and where they end.

        >>> starts, ends = Runs("012").places(join(["2012年", "第1年"]))
        >>> starts.tolist(), ends.tolist()
        ([1, 8], [5, 9])
        """
        inside = self._inside.take(joined.codes, mode="clip")
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        # The marks at both ends are in no run, so that each has both its edges.
        return edges[::2], edges[1::2]
