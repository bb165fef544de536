"""Which of some numbers are among others, where they are as large as 64 bits without a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def among(numbers: NDArray[np.uint64], others: NDArray[np.uint64]) -> NDArray[Any]:
    """Which of some hashes, or bytes read as numbers, are among others.

    A table of where they lie, which NumPy chooses where there are few others, saves nothing, and
    NumPy 2.0 cannot begin one at an integer that has no sign and 64 bits.

    >>> among(np.array([2**64 - 1, 5], np.uint64), np.array([2**64 - 1], np.uint64)).tolist()
    [True, False]
    """
    return np.isin(numbers, others, kind="sort")
