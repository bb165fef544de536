"""Which of several matches are kept: CQP's four matching strategies, and limits by other spans.

Every start has one match: its shortest, or under ``longest`` its longest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ends = NDArray[np.int64]
    Truth = NDArray[np.bool_]

NAMES = ("standard", "shortest", "longest", "traditional")


def kept(strategy: str, start: Ends, end: Ends) -> Truth:
    """Which matches a strategy keeps; ``start`` is ascending and without repeats.

    >>> kept("standard", np.array([0, 1, 2]), np.array([3, 3, 4])).tolist()
    [True, False, True]
    >>> kept("longest", np.array([0, 1, 2]), np.array([3, 3, 4])).tolist()
    [True, False, True]
    >>> kept("shortest", np.array([0, 1, 2]), np.array([3, 3, 4])).tolist()
    [False, True, True]
    """
    keep = np.ones(len(start), bool)
    if len(start) < 2 or strategy == "traditional":
        return keep
    if strategy == "standard":
        keep[:] = False
        keep[_first_of_each(end)] = True
    elif strategy == "longest":
        keep[1:] = end[1:] > np.maximum.accumulate(end)[:-1]
    else:
        keep[:-1] = end[:-1] < np.minimum.accumulate(end[::-1])[::-1][1:]
    return keep


def _first_of_each(end: Ends) -> NDArray[np.int64]:
    """The place of the first match with each end."""
    if (end[1:] > end[:-1]).all():
        return np.arange(len(end))
    order = np.argsort(end, kind="stable")
    ordered = end[order]
    return order[np.concatenate(([True], ordered[1:] != ordered[:-1]))]


def lying_in(start: Ends, end: Ends, other_start: Ends, other_end: Ends) -> Truth:
    """Which spans lie in one of the others, whose starts are ascending.

    >>> spans = np.array([0, 5]), np.array([2, 9])
    >>> lying_in(*spans, np.array([0, 4]), np.array([3, 8])).tolist()
    [True, False]
    """
    if len(other_start) == 0:
        return np.zeros(len(start), bool)
    furthest = np.maximum.accumulate(other_end)
    place = np.searchsorted(other_start, start, side="right") - 1
    return (place >= 0) & (furthest[np.maximum(place, 0)] >= end)


def holding(start: Ends, end: Ends, other_start: Ends, other_end: Ends) -> Truth:
    """Which spans hold one of the others, whose starts are ascending.

    >>> spans = np.array([0, 5]), np.array([4, 9])
    >>> holding(*spans, np.array([1, 4]), np.array([3, 6])).tolist()
    [True, False]
    """
    if len(other_start) == 0:
        return np.zeros(len(start), bool)
    nearest = np.minimum.accumulate(other_end[::-1])[::-1]
    place = np.searchsorted(other_start, start, side="left")
    inside = place < len(other_start)
    return inside & (nearest[np.minimum(place, len(nearest) - 1)] <= end)
