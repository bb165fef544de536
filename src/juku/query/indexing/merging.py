"""Sorted arrays of positions and ids become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def union(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Every value of at least one array, ascending, each once.

    As ``numpy.unique`` of all of them, which hashes and loads masked arrays when it is first used.

    >>> union([np.array([1, 4]), np.array([0, 4, 9])]).tolist()
    [0, 1, 4, 9]
    """
    if len(parts) == 1:
        return parts[0]
    merged = np.concatenate(parts)
    merged.sort(kind="stable")  # runs that are sorted already are merged
    if len(merged) == 0:
        return merged
    fresh = np.empty(len(merged), bool)
    fresh[0] = True
    np.not_equal(merged[1:], merged[:-1], out=fresh[1:])
    return merged[fresh]
