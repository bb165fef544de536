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

from juku.errors import QueryError
from juku.query.indexing import arrow
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

FARTHEST = 1000
"""Tokens; no sentence is so long that more would find more."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens that count as near: ``left`` before and ``right`` after a hit."""

    left: int = 5
    right: int = 5

    def __post_init__(self) -> None:
        if min(self.left, self.right) < 0 or self.left + self.right == 0:
            raise QueryError(
                f"window: {self.left} tokens before and {self.right} after is none; "
                "give 0 or more for both and 1 or more for one"
            )
        if max(self.left, self.right) > FARTHEST:
            raise QueryError(
                f"window: {self.left} tokens before and {self.right} after is too wide; "
                f"give {FARTHEST} or less for both"
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
        QueryError: a measure, attribute or window that is not there.
        LimitError: the budget is spent.
    """
    window = window or Window()
    _check(measures, order)
    budget.check(_EDGED * len(hits))
    placed = _placed(hits, window, _edges(chosen, hits), budget)
    budget.check(_JOINED * sum(len(at) for at in placed.values()))
    sides = _sides(placed)
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
    shown = sides | (placed if distances else {})
    unknown = np.full(len(ids), not index.ordered)
    pairs = {
        name: arrow.column(_counts(index, attribute, at)[ids], unknown)
        for name, at in shown.items()
    }
    scores = {name: association.MEASURES[name](table) for name in measures}
    return arrow.table(head | pairs | scores | _integral(table.columns()))


_EDGED = 48
"""Bytes of work a hit to know where its sentences begin and end."""

_JOINED = 48
"""Bytes of work a pair of hit and token near it: joined, sorted, and each place once."""

_COVERED = 48
"""Bytes of work a token of the hits, to know each place once."""


def _check(measures: Sequence[str], order: str) -> None:
    for name in (*measures, order):
        if name not in association.MEASURES:
            known = ", ".join(association.MEASURES)
            raise QueryError(f"measure: there is no {name!r}; use one of {known}")


def _marks(
    chosen: Selection, hits: Hits, sides: dict[str, NDArray[np.int64]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions in at least one window, and those in at least one hit, ascending."""
    nodes = np.unique(_spans(hits.start, hits.end))
    if len(nodes) > len(hits):  # starts lie in the part, other tokens of a hit may not
        nodes = nodes[chosen.holds(nodes)]
    near = np.concatenate((sides["left"], sides["right"]))
    near.sort()
    distinct = near[np.diff(near, prepend=-1) > 0]
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


def _counts(index: Index, attribute: str, positions: NDArray[np.int64]) -> NDArray[np.int64]:
    types = len(index.lexicon(attribute))
    counts: NDArray[np.int64] = np.bincount(index.ids(attribute, positions), minlength=types)
    return counts


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


def _sides(placed: dict[str, NDArray[np.int64]]) -> dict[str, NDArray[np.int64]]:
    """The positions of each side, all distances together."""
    return {
        side: np.concatenate(
            [np.zeros(0, np.int64), *(at for name, at in placed.items() if name.startswith(side))]
        )
        for side in ("left", "right")
    }


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
