"""Spans of a joined text carried back onto the runs that it was joined from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


def project(runs: Ints, parts: Ints) -> tuple[Ints, Ints]:
    """The slices of ``runs`` that are ``parts`` of the runs joined, and where those of each begin.

    Runs, parts and slices are rows of a start and an end, none empty. Where the slices of each
    part begin, and where the last ends, is the second result. Slices of a part that touch are one.

    >>> slices, offsets = project(np.array([[10, 14], [20, 25]]), np.array([[0, 3], [2, 6]]))
    >>> slices.tolist(), offsets.tolist()
    ([[10, 13], [12, 14], [20, 22]], [0, 1, 3])
    """
    edges = np.concatenate(([0], np.cumsum(runs[:, 1] - runs[:, 0])))
    first = np.searchsorted(edges, parts[:, 0], "right") - 1
    count = np.searchsorted(edges, parts[:, 1], "left") - first
    part = np.repeat(np.arange(len(parts)), count)
    run = np.arange(len(part)) + np.repeat(first + count - np.cumsum(count), count)
    shift = runs[run, 0] - edges[run]
    starts = np.maximum(edges[run], parts[part, 0]) + shift
    ends = np.minimum(edges[run + 1], parts[part, 1]) + shift
    touch = np.zeros(len(part) + 1, np.bool_)
    touch[1:-1] = (starts[1:] == ends[:-1]) & (part[1:] == part[:-1])
    begins = ~touch[:-1]
    slices = np.stack((starts[begins], ends[~touch[1:]]), axis=1)
    return slices, np.searchsorted(part[begins], np.arange(len(parts) + 1))
