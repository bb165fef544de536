"""Where in the corpus the hits are: part by part, and period by period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import QueryError
from juku.query.indexing import arrow
from juku.query.matching.limits import FREE
from juku.query.measures import dispersion, frequency, grouping, metadata
from juku.query.measures.metadata import PERIODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa
    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.hits import Hits
    from juku.query.matching.limits import Budget
    from juku.query.measures.selection import Selection


def parts(
    index: Index, hits: Hits, over: str, chosen: Selection, budget: Budget = FREE
) -> tuple[pa.Table, dict[str, Any]]:
    """The hits in each part of the corpus, and the measures of dispersion over the parts.

    Args:
        index: the corpus.
        hits: found in ``chosen``.
        over: what makes a part: ``article``, ``day``, ``month``, ``year``, ``publisher``, or
            another column of the articles or sentences.
        chosen: the part of the corpus that is looked at.
        budget: asked before all hits are looked at.

    Returns:
        A table with the columns ``over``, count, tokens, per_million, low, high, in the order of
        the parts; and the figures parts, range, dp, dp_norm, juilland_d, kl_divergence,
        carroll_d2, rosengren_s (None where the hits or parts are too few to tell).
    """
    name = "article_id" if over == "article" else over
    budget.check(_TALLIED * len(hits))
    counts, sizes, labels = _tally(index, hits, name, chosen)
    told = sizes > 0
    counts, sizes = counts[told], sizes[told]
    table = arrow.table({over: labels.filter(arrow.column(told))} | frequency.rates(counts, sizes))
    figures: dict[str, Any] = {"parts": len(counts), "range": int(dispersion.range_of(counts))}
    for measure, formula in dispersion.MEASURES.items():
        value = float(formula(counts, sizes)) if len(counts) else float("nan")
        figures[measure] = round(value, 12) if np.isfinite(value) else None
    return table, figures


_TALLIED = 24
"""Bytes of work a hit to know the part that it is in."""


def _tally(
    index: Index, hits: Hits, name: str, chosen: Selection
) -> tuple[NDArray[np.int64], NDArray[np.int64], pa.Array]:
    """Hits and tokens of each value of a metadata column, null as the last, and the values."""
    if not grouping.is_metadata(name):
        raise QueryError(f"over: {name!r} is no metadata; use article, day, month, year, publisher")
    column = metadata.column(index, name)
    last = len(column.values)
    codes = np.where(column.codes < 0, last, column.codes)
    sizes = np.bincount(codes, weights=chosen.sizes(column.unit), minlength=last + 1)
    counts = np.bincount(codes[index.unit_of(column.unit, hits.start)], minlength=last + 1)
    return counts, sizes.astype(np.int64), column.labels(np.append(np.arange(last), -1))


def trend(index: Index, hits: Hits, by: str, chosen: Selection, budget: Budget = FREE) -> pa.Table:
    """The hits of each day, month or year, from the first to the last that has tokens.

    Columns: ``by``, count, articles, tokens, per_million, low, high. A period in which nothing
    was published has 0 tokens and no rate, so that a gap in the corpus is not taken for silence.

    Raises:
        QueryError: ``by`` is no period.
        LimitError: the budget is spent.
    """
    if by not in PERIODS:
        raise QueryError(f"by: there is no period {by!r}; use one of {', '.join(PERIODS)}")
    budget.check(_TALLIED * len(hits))
    counts, sizes, labels = _tally(index, hits, by, chosen)
    names = labels.to_pylist()
    known = {names[i]: i for i in np.flatnonzero(sizes > 0).tolist() if names[i] is not None}
    periods = list(_periods(min(known), max(known), by)) if known else []
    rows = np.array([known.get(period, -1) for period in periods], np.int64)
    count = np.where(rows >= 0, counts[rows], 0)
    size = np.where(rows >= 0, sizes[rows], 0)
    articles = _articles(index, by, chosen, periods)
    head = {by: arrow.texts(periods), "articles": articles}
    return arrow.table(head | frequency.rates(count, size))


def _articles(index: Index, by: str, chosen: Selection, periods: list[str]) -> NDArray[np.int64]:
    """Articles of the selection in each period."""
    column = metadata.column(index, by)
    codes = column.codes[chosen.sizes("article") > 0]
    names = column.labels(codes).to_pylist()
    place = {period: i for i, period in enumerate(periods)}
    return np.bincount(
        [place[name] for name in names if name in place], minlength=len(periods)
    ).astype(np.int64)


def _periods(first: str, last: str, by: str) -> Iterator[str]:
    """Every period from ``first`` to ``last``, both included.

    >>> list(_periods("2023-11", "2024-02", "month"))
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    if by == "year":
        yield from (f"{year:04d}" for year in range(int(first), int(last) + 1))
        return
    if by == "month":
        low, high = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
        yield from (f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(low, high + 1))
        return
    begin, end = (dt.date.fromisoformat(day).toordinal() for day in (first, last))
    yield from (dt.date.fromordinal(day).isoformat() for day in range(begin, end + 1))
