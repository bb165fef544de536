"""A batch of texts laid end to end, and the rough words that a dictionary segmenter cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from juku.text.ud.fold import BLANK, CLOSED, HAN, Fold, codes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.text.segmenting.tokens import Tokens

    Ints = NDArray[np.int64]

APART = "\n\n"
"""Before, between and after the texts: blank, so that no word goes across, and as wide as the
widest window, so that no text sees another."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Folded characters of a batch.

    ``begins`` is where each of the texts starts in ``text``; ``rough`` are the lengths of the
    rough words and blanks, which tile it.
    """

    text: str
    begins: Ints
    plain: NDArray[np.uint32]
    shape: NDArray[np.uint32]
    kind: NDArray[np.uint8]
    rough: Ints

    @classmethod
    def of(cls, texts: Sequence[str], native: Tokens, fold: Fold) -> Reading:
        """``native`` are the tokens of the dictionary segmenter."""
        text = APART.join(["", *texts, ""])
        codes = codes_of(text)
        sizes = np.fromiter(map(len, texts), np.int64, len(texts)) + len(APART)
        begins = np.cumsum(sizes) - sizes + len(APART)
        kind = fold.kind[codes]
        starts = native.starts.astype(np.int64) + np.repeat(begins, np.diff(native.offsets))
        rough = _tiles(starts, starts + native.lengths(), kind == BLANK)
        return cls(text, begins, fold.plain[codes], fold.shape[codes], kind, rough)

    def runs(self, whole: Ints) -> tuple[Ints, Ints]:
        """Start and length of each stretch without blanks and marks that always stand alone.

        Characters at ``whole`` belong to words of the lexicon and stand open whatever they are.
        """
        kind = self.kind.copy()
        kind[whole] = HAN
        open_ = (kind != BLANK) & (kind != CLOSED)
        edges = np.flatnonzero(np.diff(open_, prepend=False, append=False))
        return edges[::2], edges[1::2] - edges[::2]


def _tiles(starts: Ints, ends: Ints, blank: NDArray[np.bool_]) -> Ints:
    """Lengths of the words and of each blank between them."""
    edge = np.zeros(len(blank) + 1, dtype=bool)
    edge[starts] = edge[ends] = True
    edge[:-1] |= blank
    edge[1:] |= blank
    return np.diff(np.flatnonzero(edge))
