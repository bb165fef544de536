"""Each row of a table given the column that suits it, so that all of them together suit best."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]], lone: float) -> list[int | None]:
    """The column of each row so that the sum is greatest, each column given once; None is ``lone``.

    By shortest augmenting paths (Kuhn 1955, Munkres 1957) in O(rows² · columns).

    >>> assign([[5.0, 4.0], [4.5, 1.0]], 0.0)
    [1, 0]
    >>> assign([[5.0], [4.5]], 0.0), assign([[-1.0]], 0.0)
    ([0, None], [None])
    """
    rows, columns = len(weights), len(weights[0]) if weights else 0
    # A column of its own for each row stands for no column at all.
    costs = [
        [*(-weight for weight in row), *(-lone if own == one else inf for own in range(rows))]
        for one, row in enumerate(weights)
    ]
    given: list[int | None] = [None] * (columns + rows)
    of_row, of_column = [0.0] * rows, [0.0] * (columns + rows)
    for row in range(rows):
        _augment(costs, given, of_row, of_column, row)
    found: list[int | None] = [None] * rows
    for column, holder in enumerate(given[:columns]):
        if holder is not None:
            found[holder] = column
    return found


def _augment(
    costs: Sequence[Sequence[float]],
    given: list[int | None],
    of_row: list[float],
    of_column: list[float],
    row: int,
) -> None:
    """Give ``row`` a column by the cheapest path of exchanges; prices are kept in step."""
    width = len(given)
    least, via = [inf] * width, [-1] * width
    done: list[int] = []
    left = set(range(width))
    at, column, spent = row, -1, 0.0
    while True:
        for one in left:
            price = spent + costs[at][one] - of_row[at] - of_column[one]
            if price < least[one]:
                least[one], via[one] = price, column
        column = min(left, key=lambda one: (least[one], one))
        spent = least[column]
        left.remove(column)
        holder = given[column]
        if holder is None:
            break
        done.append(column)
        at = holder
    for one in done:
        holder = given[one]
        if holder is not None:
            of_row[holder] += spent - least[one]
        of_column[one] -= spent - least[one]
    of_row[row] += spent
    while column >= 0:
        before = via[column]
        given[column] = row if before < 0 else given[before]
        column = before
