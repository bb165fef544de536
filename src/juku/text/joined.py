"""Many short texts looked at as one, so that a scan starts once and not once a text.

Between the texts, before the first and behind the last stands ``MARK``. No rule of the readings
reads over it, so that each text is read as if it stood alone; and a rule may look at the
character before or behind any place of a text without asking whether there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from juku.text.folding import FOLDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

MARK = "\0"
_PLANES = 0x110000
_FOLDED = np.arange(_PLANES, dtype=np.uint32)
_FOLDED[list(FOLDS)] = list(FOLDS.values())


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
    # A lone surrogate is a character like any other here.
    raw = text.encode("utf-32-le", "surrogatepass")
    codes = _FOLDED.take(np.frombuffer(raw, "<u4").astype(np.intp))
    view = str(codes.astype("<u4", copy=False).data, "utf-32-le", "surrogatepass")
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    starts = 1 + np.concatenate(([0], np.cumsum(lengths + 1)))
    return Joined(text, view, starts, codes)


class Pairs:
    """Finds where one of some characters is followed by one that may stand behind it."""

    def __init__(self, seconds: Mapping[str, str]) -> None:
        """Each key holds first characters, its value what may stand behind any of them."""
        self._first = np.zeros(_PLANES, np.uint64)
        self._second = np.zeros(_PLANES, np.uint64)
        for place, (first, second) in enumerate(seconds.items()):
            bit = np.uint64(1 << place)
            self._first[list(map(ord, first))] |= bit
            self._second[list(map(ord, second))] |= bit
        self._starts = self._first != 0

    def places(self, joined: Joined) -> NDArray[np.int64]:
        """The places of such first characters, in order.

        >>> Pairs({"今明": "年天"}).places(join(["今年和明天", "今后"])).tolist()
        [1, 4]
        """
        codes = joined.codes
        starts = np.flatnonzero(self._starts.take(codes))
        pairs = self._first.take(codes[starts]) & self._second.take(codes[starts + 1])
        found: NDArray[np.int64] = starts[pairs != 0]
        return found
