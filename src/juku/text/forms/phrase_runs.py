"""The runs of a text that OpenCC's phrases could decide.

OpenCC goes through a text from left to right and takes the longest phrase that begins at a place,
else the character. A phrase's characters stand next to each other in it, so that no phrase reaches
over two that follow each other in none, and the way through the text begins anew behind the first:
what stands between two such places, a *run*, is converted as it would be by itself. Most runs are
one character. Of the longer ones, those matter in which some character is converted otherwise by
a phrase than by itself; `schema/phrases.json` lists these, and what follows what.

Which pairs are listed is kept by a hash. Two that share one make a run longer, which changes
nothing in how it is converted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from juku import data

if TYPE_CHECKING:
    from numpy.typing import NDArray

BEYOND = 0xFFFF
"""Stands for every code point from here on; those have no row of their own in a table."""

_DECIDED, _ODD = np.uint8(1), np.uint8(2)
_MASK = np.uint32((1 << 21) - 1)
_FACTOR = np.uint32(40503)


@dataclass(frozen=True, slots=True)
class Table:
    """What the phrases of a configuration say of characters and of two that stand together."""

    signs: NDArray[np.uint8]
    """Of each code point up to ``BEYOND``: whether a phrase may decide it, and whether it is odd:
    beyond, or another character to OpenCC, so that it may belong to whatever stands beside it."""
    pairs: NDArray[np.bool_]
    """Of each hash of two characters, whether they follow each other in some phrase."""


def runs(config: str, known: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the runs that a phrase of ``config`` could decide, in order.

    ``known`` are the code points of a text, those beyond ``BEYOND`` as ``BEYOND``.
    """
    listed = table(config)
    signs = listed.signs[known]
    tied = np.zeros(len(known) + 1, np.bool_)
    tied[1:-1] = listed.pairs[_hashes(known[:-1], known[1:])]
    odd = np.flatnonzero(signs & _ODD)
    tied[odd] = tied[odd + 1] = True
    tied[0] = tied[-1] = False
    edges = np.flatnonzero(tied[1:] != tied[:-1])
    starts, ends = edges[::2], edges[1::2] + 1
    before = np.zeros(len(known) + 1, np.int32)
    np.cumsum(signs & _DECIDED, out=before[1:])
    some = before[ends] > before[starts]
    return starts[some], ends[some]


def _hashes(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    made = first * _FACTOR
    made += second
    made &= _MASK
    return made


@cache
def table(config: str) -> Table:
    """What ``runs`` looks at, read once a process."""
    listed = data.load("phrases")
    signs = np.zeros(BEYOND + 1, np.uint8)
    signs[_known(listed[config]["decided"])] = _DECIDED
    signs[_known(listed["normalised"])] = signs[BEYOND] = _DECIDED | _ODD
    following = listed[config]["pairs"]
    first = np.repeat(_known("".join(following)), [len(each) for each in following.values()])
    pairs = np.zeros(_MASK + 1, np.bool_)
    pairs[_hashes(first, _known("".join(following.values())))] = True
    return Table(signs, pairs)


def _known(characters: str) -> NDArray[np.uint32]:
    codes: NDArray[np.uint32] = np.frombuffer(characters.encode("utf-32-le"), "<u4")
    return np.minimum(codes, np.uint32(BEYOND), dtype=np.uint32)
