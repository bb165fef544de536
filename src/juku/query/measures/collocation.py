"""What stands near the hits more often than chance would have it.

Counting is after Evert (2008), sect. 3.1: a token is near if it lies in the window of at least
one hit, and it is counted once however many windows it lies in; the hits' own tokens are neither
near nor elsewhere. O11 is the count of a value near the hits, R1 of all tokens near them, C1 of
the value anywhere, N of all tokens, the hits' own left out everywhere. Windows end with the
sentence. Of a part of a corpus all are counts in it: what lies outside, in a hit that runs out of
it or behind such a hit, is in no cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import QueryError, one_of
from juku.query.indexing import arrow
from juku.query.indexing.merging import union
from juku.query.matching import order as order_of_words
from juku.query.matching.limits import FREE
from juku.query.measures import association, frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.hits import Hits
    from juku.query.matching.limits import Budget
    from juku.query.measures.selection import Selection

    Edges = tuple[NDArray[np.int64], NDArray[np.int64]]

MEASURES = ("g2", "log_dice", "mi", "mi3", "t", "z", "delta_p_collocate", "delta_p_node")
"""The measures that are given unless others are asked for."""

WIDE = 1000
"""Tokens that a window may have on a side wherever no sentence is longer, and distances told."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens that count as near: ``left`` before and ``right`` after a hit, in its sentence."""

    left: int = 5
    right: int = 5

    def __post_init__(self) -> None:
        if min(self.left, self.right) < 0 or self.left + self.right == 0:
            raise QueryError(
                f"window: {self.left} tokens before and {self.right} after is none; "
                "give 0 or more for both and 1 or more for one"
            )

    def check(self, index: Index, *, distances: bool) -> None:
        """Refuse a window that no sentence of ``index`` has, or that needs an order of words.

        Raises:
            QueryError: it is one; or it has more distances than are told.
        """
        if index.ordered and max(self.left, self.right) <= WIDE:
            return
        longest = int(np.diff(index.bounds("sentence")).max(initial=1)) - 1
        order_of_words.check_window(
            index, min(self.left, self.right) >= longest, longest, distances=distances
        )
        most = WIDE if distances else max(WIDE, longest)
        if max(self.left, self.right) > most:
            without = " or leave out --distances" * (distances and longest > WIDE)
            raise QueryError(
                f"window: {self.left} tokens before and {self.right} after is too wide; "
                f"give {most} or less for both{without}"
            )


def collocates(
    index: Index,
    hits: Hits,
    chosen: Selection,
    *,
    attribute: str = "word",
    window: Window | None = None,
    measures: Sequence[str] = MEASURES,
    order: str = "g2",
    minimum: int = 3,
    punctuation: bool = False,
    distances: bool = False,
    limit: int | None = None,
    budget: Budget = FREE,
) -> pa.Table:
    """The values near the hits, the highest of measure ``order`` first.

    Columns: rank, the attribute, count (O11), left, right (pairs of hit and token on each side;
    null where words stand in no order), with ``distances`` left_5 … right_5 (pairs at each
    distance), the measures, and O11 … E22.

    Raises:
        QueryError: a measure, attribute or window that is not there, or cannot be told.
        LimitError: the budget is spent.
    """
    window = window or Window()
    window.check(index, distances=distances)
    _check(measures, order)
    budget.check(_EDGED * len(hits))
    edges = _edges(chosen, hits)
    sides = _sides(hits, window, edges, budget)
    placed = _placed(hits, window, edges, budget) if distances else {}
    budget.check(_COVERED * int((hits.end - hits.start).sum()))
    ids, table = _contingency(chosen, attribute, *_marks(chosen, hits, sides))
    budget.check()
    listed = table.o11 >= max(minimum, 1)
    if not punctuation:
        listed &= frequency.wordlike(index, attribute)[ids]
    ids, table = ids[listed], _cells(table, listed)
    rank = np.argsort(-association.MEASURES[order](table), kind="stable")[:limit]
    ids, table = ids[rank], _cells(table, rank)
    head = {
        "rank": np.arange(1, len(ids) + 1),
        attribute: index.lexicon(attribute).take(arrow.column(ids)),
        "count": table.o11.astype(np.int64),
    }
    shown = {name: _counts(index, attribute, side.at, side.times) for name, side in sides.items()}
    shown |= {name: _counts(index, attribute, at) for name, at in placed.items()}
    unknown = np.full(len(ids), not index.ordered)
    pairs = {name: arrow.column(counts[ids], unknown) for name, counts in shown.items()}
    scores = {name: association.MEASURES[name](table) for name in measures}
    return arrow.table(head | pairs | scores | _integral(table.columns()))


_EDGED = 48
"""Bytes of work a hit to know where its sentences begin and end."""

_SIDED = 120
"""Bytes of work a hit to put the ends of its windows in order,"""

_NEAR = 48
"""and a place near some hit: which it is, what stands there, and in how many windows."""

_COVERED = 48
"""Bytes of work a token of the hits, to know each place once."""


def _check(measures: Sequence[str], order: str) -> None:
    for name in (*measures, order):
        if name not in association.MEASURES:
            known = one_of(name, list(association.MEASURES))
            raise QueryError(f"measure: there is no {name!r}; {known}")


def _marks(
    chosen: Selection, hits: Hits, sides: dict[str, Side]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions in at least one window, and those in at least one hit, ascending."""
    nodes = np.unique(_spans(hits.start, hits.end))
    if len(nodes) > len(hits):  # starts lie in the part, other tokens of a hit may not
        nodes = nodes[chosen.holds(nodes)]
    distinct = union([side.at for side in sides.values()])
    at = np.searchsorted(distinct, nodes)
    shared = at[distinct[np.minimum(at, len(distinct) - 1)] == nodes] if len(distinct) else at[:0]
    return np.delete(distinct, shared), nodes


def _edges(chosen: Selection, hits: Hits) -> Edges:
    """The bounds of the sentences in which the hits begin and end; 0 for an end outside the part.

    So nothing is counted behind a hit that runs out of the part.
    """
    index = chosen.index
    bounds = index.bounds("sentence")
    begin = index.unit_of("sentence", hits.start)
    longer = hits.end - hits.start > 1
    end = begin.copy()
    end[longer] = index.unit_of("sentence", hits.end[longer] - 1)
    last = bounds[end + 1]
    return bounds[begin], last if chosen.mask is None else np.where(chosen.mask[end], last, 0)


def _spans(start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """All positions of the spans, one after the other."""
    lengths = np.maximum(end - start, 0)
    before = np.cumsum(lengths) - lengths
    return np.repeat(start - before, lengths) + np.arange(int(lengths.sum()))


def _counts(
    index: Index,
    attribute: str,
    positions: NDArray[np.int64],
    times: NDArray[np.int64] | None = None,
) -> NDArray[np.int64]:
    """How often each value stands at the positions, each of which counts so many times."""
    types = len(index.lexicon(attribute))
    counts = np.bincount(index.ids(attribute, positions), weights=times, minlength=types)
    return counts.astype(np.int64)  # whole numbers, which a float64 holds up to 2 ** 53


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The positions on one side of the hits, ascending, and in how many windows each lies."""

    at: NDArray[np.int64]
    times: NDArray[np.int64]


def _sides(hits: Hits, window: Window, edges: Edges, budget: Budget) -> dict[str, Side]:
    first, last = edges
    begin = np.maximum(hits.start - window.left, first)
    end = np.minimum(hits.end + window.right, last)
    budget.check(_SIDED * len(hits))
    return {
        "left": _covered(begin, hits.start, budget),
        "right": _covered(hits.end, end, budget),
    }


def _covered(begin: NDArray[np.int64], end: NDArray[np.int64], budget: Budget) -> Side:
    """The positions in spans that may overlap, by what they cover and not by their lengths."""
    filled = begin < end
    begin, end = (np.sort(edges[filled], kind="stable") for edges in (begin, end))
    bounds = union([begin, end])
    depth = np.searchsorted(begin, bounds, "right") - np.searchsorted(end, bounds, "right")
    inside = np.flatnonzero(depth)  # none is open behind the last
    first, after = bounds[inside], bounds[1:][inside]
    budget.check(_NEAR * int((after - first).sum()))
    return Side(_spans(first, after), np.repeat(depth[inside], after - first))


def _placed(
    hits: Hits, window: Window, edges: Edges, budget: Budget
) -> dict[str, NDArray[np.int64]]:
    """For each distance, the positions that stand so far from a hit, in its sentence."""
    first, last = edges
    placed = {}
    for distance in range(window.left, 0, -1):
        budget.check(_A_DISTANCE * len(hits))
        positions = hits.start - distance
        placed[f"left_{distance}"] = positions[positions >= first]
        budget.hold(placed[f"left_{distance}"].nbytes)
    for distance in range(1, window.right + 1):
        budget.check(_A_DISTANCE * len(hits))
        positions = hits.end - 1 + distance
        placed[f"right_{distance}"] = positions[positions < last]
        budget.hold(placed[f"right_{distance}"].nbytes)
    return placed


_A_DISTANCE = 40
"""Bytes of work a hit to find what stands at one distance, with the edges of its sentences."""


def _contingency(
    chosen: Selection, attribute: str, near: NDArray[np.int64], nodes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], association.Contingency]:
    """The values that stand near at all, and the table of each."""
    index = chosen.index
    o11 = _counts(index, attribute, near)
    ids = np.flatnonzero(o11)
    c1 = chosen.frequencies(attribute)[ids] - _counts(index, attribute, nodes)[ids]
    total = chosen.tokens - len(nodes)
    return ids, association.Contingency.from_frequencies(o11[ids], len(near), c1, total)


def _cells(table: association.Contingency, rows: NDArray[Any]) -> association.Contingency:
    return association.Contingency(
        table.o11[rows], table.o12[rows], table.o21[rows], table.o22[rows]
    )


def _integral(cells: dict[str, NDArray[np.float64]]) -> dict[str, Any]:
    """Observed counts as whole numbers; expected ones as they are."""
    return {n: c if n.startswith("E") else c.astype(np.int64) for n, c in cells.items()}
