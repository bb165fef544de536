"""The order of many rows, digit by digit, so that no pass over them all takes long.

One sort of fifty million hits takes as long as a query may; a pass that puts them in order by one
digit of 16 bits takes a fraction of that, and the budget is asked before each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.query.matching.limits import Budget

_DIGIT = 16
"""Bits of a digit: of numbers so small NumPy's stable sort is a radix sort, whose time is linear.

A. Andersson & S. Nilsson: Implementing radixsort. ACM Journal of Experimental Algorithmics 3
(1998).
"""

_A_PASS = 32
"""Bytes of work a row: its digit, and its place before and after the pass with room to move."""


def order_of(
    columns: Sequence[NDArray[np.int64]], length: int, budget: Budget
) -> NDArray[np.int64]:
    """The places of rows in ascending order, the first column being the chief one.

    Rows that are alike keep their order.

    Args:
        columns: whole numbers from 0 up, ``length`` in each.
        length: how many rows there are.
        budget: asked before each pass.

    Raises:
        LimitError: the budget is spent.
    """
    order = np.arange(length)
    for column in reversed(columns):
        for shift in range(0, int(column.max(initial=0)).bit_length(), _DIGIT):
            budget.check(_A_PASS * length)
            digits = (column.take(order) >> np.int64(shift)).astype(np.uint16)
            order = order.take(np.argsort(digits, kind="stable"))
    return order
