"""Which texts are nearly the same: shingles, and sketches of them that are cheap to compare.

A text's shingles are the runs of three of its letters, ideographs and digits; marks and white
space fall away, so that layout and punctuation do not count. A sketch is one-permutation MinHash
(Li, Owen and Zhang 2012) with optimal densification (Shrivastava 2017): every shingle is hashed
once, the hash's upper bits choose one of 256 bins, each bin keeps the least, and an empty bin
borrows from another that is chosen the same way for every text. Two texts agree in a bin with the
probability of their Jaccard overlap. Bands of three bins are what is looked up: a pair with an
overlap of .34, which is what one character in five replaced leaves, agrees in one of 128 bands
with probability .99; a pair with an overlap of .01 with probability .0001.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from juku import compiled
from juku.text.arrays.hashing import distinct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BINS = 256
BANDS = 128
OFFSETS = (0, 85, 171)
"""Band ``n`` is the bins ``2 n``, and these many further on, round the circle."""
WIDTH = 3
"""Characters in a shingle."""

_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
_ROUNDS = 64

_KERNEL = compiled.kernel("shingles")

_AT_ONCE = 512
"""Texts sketched at a time, so that what is computed on the way mostly stays in a cache."""


@dataclass(frozen=True, slots=True)
class Sketches:
    """Sketches of some texts."""

    bands: NDArray[np.uint32]
    """Shape (BANDS, texts)."""
    bins: NDArray[np.uint8]
    """Shape (texts, BINS): eight bits of each bin, to estimate an overlap."""
    sizes: NDArray[np.int32]
    """Shingles of each text, repeats counted; a text with none is near to no other."""


def sketch(texts: Sequence[str]) -> Sketches:
    """The sketches of ``texts``."""
    if _KERNEL is None:
        return _sketch_in_parts(texts)
    bands = np.empty((BANDS, len(texts)), np.uint32)
    bins = np.empty((len(texts), BINS), np.uint8)
    sizes = np.empty(len(texts), np.int32)
    _KERNEL.sketch(list(texts), bands, bins, sizes)
    return Sketches(bands, bins, sizes)


def _sketch_in_parts(texts: Sequence[str]) -> Sketches:
    """The sketches of some texts at a time: on the way each takes twelve kilobytes."""
    starts = range(0, max(len(texts), 1), _AT_ONCE)
    parts = [_sketch(texts[start : start + _AT_ONCE]) for start in starts]
    return Sketches(
        np.concatenate([part.bands for part in parts], axis=1),
        np.concatenate([part.bins for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def _sketch(texts: Sequence[str]) -> Sketches:
    hashes, owners, sizes = _hashes(texts)
    least = np.full(len(texts) * BINS, _EMPTY, np.uint64)
    places = owners * BINS + (hashes >> np.uint64(56)).astype(np.int64)
    np.minimum.at(least, places, hashes)
    bins = least.reshape(len(texts), BINS)
    _densify(bins, sizes)
    bands = np.zeros((BANDS, len(texts)), np.uint64)
    for offset in OFFSETS:
        bands = _mix(bands * np.uint64(31) + bins[:, (np.arange(BANDS) * 2 + offset) % BINS].T)
    return Sketches(
        (bands & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        (_mix(bins) & np.uint64(0xFF)).astype(np.uint8),
        sizes,
    )


def shingles(text: str) -> NDArray[np.uint64]:
    """The different shingles of a text, as sorted hashes.

    >>> [len(shingles(text)) for text in ("句库", "合作，共赢", "合作共赢合作共赢")]
    [0, 2, 4]
    """
    if _KERNEL is not None:
        return distinct(np.frombuffer(_KERNEL.hashes(text), np.uint64))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return distinct(_keys(codes[_counting()[codes]]))


def overlap(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """Of two sets of shingles, how much of the smaller is in the larger.

    >>> overlap(shingles("合作共赢创未来"), shingles("合作共赢未来"))
    0.5
    """
    if not len(one) or not len(other):
        return 0.0
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    places = np.searchsorted(large, small)
    places[places == len(large)] = 0
    return float((large[places] == small).mean())


def _hashes(
    texts: Sequence[str],
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int32]]:
    """The hash of every shingle of every text, which text it is of, and how many each has.

    What begins where a text has no whole shingle left is _EMPTY, the greatest there is: a sketch
    keeps the least.
    """
    joined = "".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    counting = _counting()[codes]
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    ends = np.concatenate(([0], np.cumsum(counting)))[ends]
    counts = np.diff(ends, prepend=0)
    sizes = np.maximum(counts - (WIDTH - 1), 0).astype(np.int32)
    hashes = _keys(codes[counting])
    if not len(hashes):
        return hashes, np.empty(0, np.int64), sizes
    broken = np.concatenate((ends - 1, ends - 2))
    hashes[broken[(broken >= 0) & (broken < len(hashes))]] = _EMPTY
    return hashes, np.repeat(np.arange(len(texts)), counts)[:-2], sizes


def _keys(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The hash of every three code points that stand together, whichever texts they are of."""
    wide = codes.astype(np.uint64)
    # 21 bits hold any code point, so that different shingles have different keys.
    return _mix(wide[:-2] | wide[1:-1] << np.uint64(21) | wide[2:] << np.uint64(42))


def _mix(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit of a key spread over all bits: the finaliser of SplitMix64 (Steele et al. 2014)."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


@cache
def _counting() -> NDArray[np.bool_]:
    """For every code point, whether it counts: letters, ideographs and digits do."""
    points = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    return np.strings.isalnum(points.view("U1"))


def _densify(bins: NDArray[np.uint64], sizes: NDArray[np.int32]) -> None:
    """Fill every empty bin from one that is not, the same for every text with the same bins."""
    full = bins != _EMPTY
    texts, places = np.nonzero(~full & (sizes > 0)[:, None])
    for donors in _donors():
        if not len(texts):
            return
        source = donors[places]
        found = full[texts, source]
        bins[texts[found], places[found]] = bins[texts[found], source[found]]
        texts, places = texts[~found], places[~found]
    first = full.argmax(axis=1)
    bins[texts, places] = bins[texts, first[texts]]


@cache
def _donors() -> NDArray[np.int64]:
    """For each round and bin, the bin to borrow from: shape (_ROUNDS, BINS)."""
    keys = np.arange(_ROUNDS * BINS, dtype=np.uint64) + np.uint64(1 << 40)
    return (_mix(keys) >> np.uint64(56)).astype(np.int64).reshape(_ROUNDS, BINS)
