"""Sequences of n neighbouring tokens, counted within sentences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import QueryError
from juku.query.indexing import arrow
from juku.query.matching import order
from juku.query.matching.limits import FREE
from juku.query.measures import frequency, ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.limits import Budget
    from juku.query.measures.selection import Selection

    Ids = Callable[[NDArray[np.int64]], NDArray[Any]]

MOST = 16
"""The longest n-gram."""


def ngrams(
    index: Index,
    n: int,
    attribute: str,
    chosen: Selection,
    *,
    minimum: int = 2,
    punctuation: bool = False,
    in_articles: bool = False,
    limit: int | None = None,
    budget: Budget = FREE,
) -> pa.Table:
    """The sequences of ``n`` tokens by frequency, then in the order of their values.

    Columns: rank, ngram (values with a space between), count, per_million (of `sequences`), and
    if so asked in_articles.

    Args:
        index: the corpus.
        n: tokens a sequence, 1 to 16.
        attribute: what of the tokens is counted.
        chosen: the part of the corpus that is counted.
        minimum: the lowest count that is listed.
        punctuation: whether sequences with a mark in them are listed.
        in_articles: whether it is told in how many articles each stands.
        limit: the most rows.
        budget: asked before each pass over all tokens.

    Raises:
        QueryError: ``n`` is out of bounds.
        LimitError: the budget is spent.
    """
    if not 1 <= n <= MOST:
        raise QueryError(f"n: {n} is not from 1 to {MOST}; give a number in these bounds")
    if n > 1:
        remedy = "ngrams.tsv of the release counts those that are often in the text as printed"
        order.need(index, f"n: a sequence of {n}", remedy)
    stream = index.stream(attribute)
    starts = _starts(index, n, chosen, budget)
    places = len(starts)
    good = index.frequencies(attribute) >= minimum
    if not punctuation:
        good &= frequency.wordlike(index, attribute)
    budget.check(_BEGUN * places + index.n_tokens)
    starts = starts[_all_good(good[stream], starts, n, budget)]
    found = _count(stream, starts, n, len(good), budget)
    counts = found.counts
    budget.check()
    kept = np.flatnonzero(counts >= minimum)
    kept = kept[frequency.top(counts[kept], limit)]
    columns: dict[str, Any] = {
        "rank": np.arange(1, len(kept) + 1),
        "ngram": _spelt(index.lexicon(attribute), found.ids(kept).ravel(), n),
        "count": counts[kept],
        "per_million": counts[kept] / max(places, 1) * frequency.MILLION,
    }
    if in_articles:
        budget.check()
        at = found.places(kept)
        columns["in_articles"] = ranges.in_articles(index, starts, at, len(kept), budget)
    return arrow.table(columns)


def sequences(index: Index, n: int, chosen: Selection) -> int:
    """How many places there are where ``n`` tokens of one sentence of the selection begin."""
    return int(_rooms(index, n, chosen)[1].sum())


def _spelt(lexicon: pa.Array, ids: NDArray[np.int64], n: int) -> pa.Array:
    """Sequences of ``n`` values, whose ``ids`` stand one behind the other, with a space between."""
    values = lexicon.take(arrow.column(ids))
    lists = pa.LargeListArray.from_arrays(arrow.column(np.arange(0, len(ids) + 1, n)), values)
    return pc.binary_join(lists, arrow.text(" ", pa.large_string())).cast(pa.string())


_BEGUN = 24
"""Bytes of work a place where a sequence can begin: it, its sentence's, and one after it."""

_COUNTED = 56
"""Bytes of work a sequence to number it, to sort the numbers and to count those that are alike."""


def _starts(index: Index, n: int, chosen: Selection, budget: Budget) -> NDArray[np.int64]:
    """The positions from which ``n`` tokens lie in one sentence of the selection."""
    first, room = _rooms(index, n, chosen)
    budget.check(_BEGUN * int(room.sum()))
    before = np.cumsum(room) - room
    return np.repeat(first - before, room) + np.arange(int(room.sum()))


def _rooms(index: Index, n: int, chosen: Selection) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each chosen sentence of ``n`` tokens or more its start, and how many sequences it has."""
    bounds = index.bounds("sentence")
    first, room = bounds[:-1], np.diff(bounds) - n + 1
    fits = room > 0 if chosen.mask is None else (room > 0) & chosen.mask
    return first[fits], room[fits]


def _all_good(
    good: NDArray[np.bool_], starts: NDArray[np.int64], n: int, budget: Budget
) -> NDArray[np.bool_]:
    """Which sequences have only good tokens."""
    keep = good[starts]
    for offset in range(1, n):
        budget.check()
        keep &= good[starts + offset]
    return keep


@dataclass(frozen=True, slots=True, eq=False)
class _Sequences:
    """Distinct sequences, numbered in the order of their ids."""

    counts: NDArray[np.int64]
    ids: Ids
    """What gives the ids of sequences by their numbers."""
    places: Ids
    """What gives for each start the place of its sequence among some numbers; -1 if not there."""


def _count(
    stream: NDArray[Any], starts: NDArray[np.int64], n: int, types: int, budget: Budget
) -> _Sequences:
    budget.check(_COUNTED * len(starts))
    if n * math.log2(max(types, 2)) < 62:  # a sequence is one number
        return _packed(stream, starts, n, types, budget)
    budget.check((_COUNTED + 8 * n) * len(starts))
    columns = [stream[starts + offset].astype(np.int64) for offset in range(n)]
    groups, first = frequency.combine(columns, len(starts))
    examples = starts[first]

    def places(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        place = np.full(len(first), -1)
        place[numbers] = np.arange(len(numbers))
        return place[groups]

    return _Sequences(
        np.bincount(groups),
        lambda numbers: stream[examples[numbers][:, None] + np.arange(n)],
        places,
    )


def _packed(
    stream: NDArray[Any], starts: NDArray[np.int64], n: int, types: int, budget: Budget
) -> _Sequences:
    """Sequences as numbers, each in turn a digit of ``types``."""

    def pack() -> NDArray[np.int64]:
        packed = stream[starts].astype(np.int64)
        for offset in range(1, n):
            budget.check()
            packed *= types
            packed += stream[starts + offset]
        return packed

    codes = pack()
    budget.check()
    codes.sort()
    heads = np.flatnonzero(np.diff(codes, prepend=-1))
    powers = types ** np.arange(n - 1, -1, -1, dtype=np.int64)

    def places(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        if not len(numbers):
            return np.full(len(starts), -1)
        wanted = codes[heads[numbers]]
        order = np.argsort(wanted)
        every = pack()
        budget.check(_COUNTED * len(every))
        at = np.minimum(np.searchsorted(wanted[order], every), len(order) - 1)
        return np.where(wanted[order][at] == every, order[at], -1)

    return _Sequences(
        np.diff(np.append(heads, len(codes))),
        lambda numbers: codes[heads[numbers]][:, None] // powers % types,
        places,
    )
