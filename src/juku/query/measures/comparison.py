"""Two corpora, or two parts of one, compared: key words, and one pattern on both sides."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import QueryError, one_of
from juku.query.indexing import arrow
from juku.query.matching.limits import FREE
from juku.query.measures import intervals, keyness, wordlists
from juku.query.measures.frequency import MILLION, has_letters

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa
    from numpy.typing import ArrayLike, NDArray

    from juku.query.matching.limits import Budget
    from juku.query.measures.wordlists import WordList

    Measure = Callable[[ArrayLike, ArrayLike, ArrayLike, ArrayLike], NDArray[np.float64]]

ORDERS: dict[str, Measure] = {
    "g2": lambda a, b, c, d: _sign(a, b, c, d) * keyness.log_likelihood(a, b, c, d),
    "g2_full": lambda a, b, c, d: _sign(a, b, c, d) * keyness.log_likelihood_full(a, b, c, d),
    "bic": keyness.bic,
    "ell": keyness.ell,
    "log_ratio": keyness.log_ratio,
    "conservative": keyness.conservative_log_ratio,
    "percent_difference": keyness.percent_difference,
    "odds_ratio": keyness.odds_ratio,
    "simple_maths": keyness.simple_maths,
}
"""What key words can be ordered by."""


def _sign(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    difference: NDArray[np.float64] = np.asarray(a) / np.asarray(c) - np.asarray(b) / np.asarray(d)
    return np.sign(difference)


def key_words(
    target: WordList,
    reference: WordList,
    *,
    order: str = "g2",
    minimum: int = 3,
    confidence: float = 0.95,
    smoothing: float = 1.0,
    punctuation: bool = False,
    limit: int | None = None,
    budget: Budget = FREE,
) -> pa.Table:
    """The values that are more frequent in ``target``, first; at the end the less frequent ones.

    Columns: rank, item, count and reference (raw counts), per_million and reference_per_million,
    g2 with the sign of the difference, p, bic, ell, log_ratio with its interval (low, high) and
    its conservative form, percent_difference, odds_ratio with its interval; and simple_maths where
    they are ordered by it.

    Args:
        target: the list of the corpus in question.
        reference: the list that it is compared with.
        order: one of `ORDERS`.
        minimum: the lowest count, in the one or the other, that is listed.
        confidence: of the intervals.
        smoothing: what simple_maths adds to both rates per million.
        punctuation: whether values without a letter or digit are listed.
        limit: the most rows.
        budget: asked before the lists are joined, and for each block of values.

    Raises:
        QueryError: there is no such order, one of the two is empty, or nothing is to be added.
        LimitError: the budget is spent.
    """
    _refuse(order, smoothing)
    _refuse_empty(target.name, target.tokens)
    _refuse_empty(reference.name, reference.tokens)
    budget.check(_A_VALUE * (len(target.counts) + len(reference.counts)))
    values, a, b = wordlists.aligned(target, reference)
    kept = np.maximum(a, b) >= max(minimum, 1)
    if not punctuation:
        kept &= has_letters(values)
    places = np.flatnonzero(kept)
    compared = max(len(places), 1)  # where none is listed, there is nothing to share out
    measure = _measure(order, smoothing, compared)
    sizes = target.tokens, reference.tokens
    scores = _in_blocks(lambda rows: {"score": measure(a[rows], b[rows], *sizes)}, places, budget)[
        "score"
    ]
    rank = np.argsort(-np.nan_to_num(scores, nan=-np.inf), kind="stable")[:limit]
    places = places[rank]
    told = {"simple_maths": scores[rank]} if order == "simple_maths" else {}
    head = {"rank": np.arange(1, len(places) + 1), "item": values.take(arrow.column(places))}
    columns = _in_blocks(
        lambda rows: contrast(
            a[rows], b[rows], *sizes, confidence=confidence, comparisons=compared
        ),
        places,
        budget,
    )
    return arrow.table(head | columns | told)


def _refuse(order: str, smoothing: float) -> None:
    """Refuse an order that there is not, and what nothing can be added by."""
    if order not in ORDERS:
        raise QueryError(f"order: there is no {order!r}; {one_of(order, list(ORDERS))}")
    if not 0 < smoothing < np.inf:
        raise QueryError(f"smoothing: {smoothing:g} is no number above 0; give a rate per million")


def _measure(order: str, smoothing: float, compared: int) -> Measure:
    """What values are ordered by, with what it needs to know besides their counts."""
    if order == "simple_maths":
        return partial(keyness.simple_maths, smoothing=smoothing)
    if order == "conservative":
        return partial(keyness.conservative_log_ratio, comparisons=compared)
    return ORDERS[order]


_A_VALUE = 256
"""Bytes of work a value of a list to find it in the other, and to compute its row."""

_BLOCK = 1 << 14
"""Values that are computed together."""


def _in_blocks(
    work: Callable[[NDArray[np.int64]], dict[str, NDArray[Any]]],
    places: NDArray[np.int64],
    budget: Budget,
) -> dict[str, NDArray[Any]]:
    """The columns that ``work`` gives for ``places``, which it is given block by block."""
    parts = []
    for begin in range(0, max(len(places), 1), _BLOCK):
        budget.check()
        parts.append(work(places[begin : begin + _BLOCK]))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _refuse_empty(name: str, tokens: int) -> None:
    if tokens == 0:
        raise QueryError(f"{name}: has no tokens to compare; loosen its condition")


def contrast(
    a: NDArray[np.int64],
    b: NDArray[np.int64],
    c: int,
    d: int,
    *,
    confidence: float = 0.95,
    comparisons: int | None = None,
) -> dict[str, Any]:
    """The columns of a comparison of counts ``a`` and ``b`` in ``c`` and ``d`` tokens."""
    low, high = keyness.log_ratio_interval(a, b, c, d, confidence=confidence)
    odds_low, odds_high = keyness.odds_ratio_interval(a, b, c, d, confidence=confidence)
    g2 = keyness.log_likelihood(a, b, c, d)
    return {
        "count": a,
        "reference": b,
        "per_million": a / c * MILLION,
        "reference_per_million": b / d * MILLION,
        "g2": _sign(a, b, c, d) * g2,
        "p": keyness.p_value(g2),
        "bic": keyness.bic(a, b, c, d),
        "ell": keyness.ell(a, b, c, d),
        "log_ratio": keyness.log_ratio(a, b, c, d),
        "low": low,
        "high": high,
        "conservative": keyness.conservative_log_ratio(
            a, b, c, d, confidence=confidence, comparisons=comparisons
        ),
        "percent_difference": keyness.percent_difference(a, b, c, d),
        "odds_ratio": keyness.odds_ratio(a, b, c, d),
        "odds_low": odds_low,
        "odds_high": odds_high,
    }


def two_sides(a: int, b: int, c: int, d: int, *, confidence: float = 0.95) -> pa.Table:
    """One pattern in two parts of a corpus, one row.

    Columns: those of `contrast`, and the difference per million with Newcombe's interval
    (difference, difference_low, difference_high).

    Raises:
        QueryError: one of the parts has no tokens.
    """
    _refuse_empty("the first part", c)
    _refuse_empty("the second part", d)
    one, two = np.array([a]), np.array([b])
    low, high = intervals.newcombe(one, c, two, d, confidence)
    columns = contrast(one, two, c, d, confidence=confidence)
    columns["difference"] = (one / c - two / d) * MILLION
    columns["difference_low"], columns["difference_high"] = low * MILLION, high * MILLION
    return arrow.table(columns)
