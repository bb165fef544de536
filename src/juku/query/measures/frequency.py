"""Counts of hits by any keys, and word lists; per million tokens, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import QueryError
from juku.query.indexing import arrow
from juku.query.matching import predicates
from juku.query.matching.limits import FREE
from juku.query.measures import grouping, intervals, metadata, ranges
from juku.query.measures.selection import article_of_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.hits import Hits
    from juku.query.matching.limits import Budget
    from juku.query.measures.grouping import Keys
    from juku.query.measures.metadata import Column, Unit
    from juku.query.measures.selection import Selection

MILLION = 1e6


def count_by(
    index: Index,
    hits: Hits,
    by: Sequence[str],
    chosen: Selection,
    limit: int | None = None,
    *,
    zeros: bool = False,
    in_articles: bool = False,
    budget: Budget = FREE,
) -> pa.Table:
    """How many hits have each combination of values of the keys ``by``, most frequent first.

    Columns: the keys, ``count``, ``share`` of all hits, ``tokens``, ``per_million``, ``low`` and
    ``high`` (Wilson's 95 % interval of it). ``tokens`` is the size that the count is measured
    against: that of the part of the corpus that has the row's metadata, or of all of ``chosen``
    where no key is metadata. Without keys there is one row, also where there is no hit. With
    ``zeros`` every combination of metadata that a token of ``chosen`` has gets a row, also where
    no hit has it. With ``in_articles`` there is such a column: in how many articles the row's hits
    stand.

    Raises:
        QueryError: there is no such key, or ``zeros`` is asked of keys that are no metadata.
        LimitError: the budget is spent.
    """
    if zeros:
        _check_zeros(by)
    if not by:
        whole = rates(np.array([len(hits)]), np.array([chosen.tokens]), total=len(hits))
        if in_articles:
            budget.check(_GROUPED * len(hits))
            whole |= _in_articles(index, hits, np.zeros(len(hits), np.int64), 1, budget)
        return arrow.table(whole)[:limit]
    with budget.lent():
        keys = [_held(grouping.keys(index, hits, name, budget), budget) for name in by]
        budget.check(_GROUPED * len(hits))
        found = (
            _every_group(index, keys, chosen) if zeros else _groups(index, keys, len(hits), chosen)
        )
        budget.check()
    order = top(found.counts, limit)
    named = {
        key.name: key.labels(codes[order]) for key, codes in zip(keys, found.codes, strict=True)
    }
    told = rates(found.counts[order], found.sizes[order], total=len(hits))
    if in_articles:
        budget.check(_GROUPED * len(hits))
        told |= _in_articles(index, hits, found.of_hits, len(found.counts), budget, order)
    return arrow.table(named | told)


def _in_articles(
    index: Index,
    hits: Hits,
    codes: NDArray[np.int64],
    different: int,
    budget: Budget,
    rows: NDArray[np.int64] | slice = slice(None),
) -> dict[str, pa.Array]:
    found = ranges.in_articles(index, hits.start, codes, different, budget)
    return {"in_articles": arrow.column(found[rows])}


_GROUPED = 48
"""Bytes of work a hit to number the combinations of its values."""


def _held(key: Keys, budget: Budget) -> Keys:
    budget.hold(key.codes.nbytes)
    return key


def _check_zeros(by: Sequence[str]) -> None:
    others = [name for name in by if not grouping.is_metadata(name)]
    if others or not by:
        fact = f"{', '.join(others)}: is no metadata" if others else "no key is given"
        raise QueryError(f"zeros: {fact}; count by metadata only, as publisher or year")


@dataclass(frozen=True, slots=True)
class _Groups:
    """What hits are counted by; the groups in the order of their codes."""

    codes: list[NDArray[np.int64]]
    """Of each key, the code of each group."""
    counts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    of_hits: NDArray[np.int64]
    """The group of each hit."""


def _groups(index: Index, keys: Sequence[Keys], hits: int, chosen: Selection) -> _Groups:
    """The groups that hits have."""
    groups, first = combine([key.codes for key in keys], hits)
    sizes = _sizes(index, [k for k in keys if grouping.is_metadata(k.name)], first, chosen)
    counts = np.bincount(groups, minlength=len(first))
    return _Groups([key.codes[first] for key in keys], counts, sizes, groups)


def _every_group(index: Index, keys: Sequence[Keys], chosen: Selection) -> _Groups:
    """The groups that tokens of ``chosen`` have, which those of its hits are among."""
    of_unit, sizes = _of_units(index, keys, chosen)
    full = np.flatnonzero(sizes)
    both = [np.concatenate((u[full], k.codes)) for u, k in zip(of_unit, keys, strict=True)]
    groups, first = combine(both, len(both[0]))
    tokens = np.bincount(groups[: len(full)], sizes[full], len(first))
    of_hits = groups[len(full) :]
    counts = np.bincount(of_hits, minlength=len(first))
    return _Groups([codes[first] for codes in both], counts, tokens.astype(np.int64), of_hits)


def _of_units(
    index: Index, keys: Sequence[Keys], chosen: Selection
) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """Of each key the code of each sentence or article, and the tokens of ``chosen`` in each."""
    columns = [metadata.column(index, key.name) for key in keys]
    unit: Unit = "sentence" if any(c.unit == "sentence" for c in columns) else "article"
    return [unit_codes(index, column, unit) for column in columns], chosen.sizes(unit)


DENSE = 1 << 22
"""Up to so many possible codes a table of all of them is made; above, those present are sorted."""


def combine(
    codes: Sequence[NDArray[np.int64]], length: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A number for each distinct row of codes, in their order, and a place of each."""
    groups, span = np.zeros(length, np.int64), 1
    for column in codes:
        width = int(column.max(initial=-1)) + 2
        if span * width >= 1 << 62:  # the next digit would not fit: number the rows so far
            known, groups = np.unique(groups, return_inverse=True)
            span = len(known)
        groups = groups * width + column + 1
        span *= width
    if span > DENSE:
        _, first, groups = np.unique(groups, return_index=True, return_inverse=True)
        return groups, first
    places = np.full(span, -1)
    places[groups[::-1]] = np.arange(length)[::-1]
    present = np.flatnonzero(places >= 0)
    numbers = np.zeros(span, np.int64)
    numbers[present] = np.arange(len(present))
    return numbers[groups], places[present]


def _sizes(
    index: Index, keys: Sequence[Keys], first: NDArray[np.int64], chosen: Selection
) -> NDArray[np.int64]:
    """Tokens of ``chosen`` that have the metadata of each group's first hit."""
    if not keys:
        return np.full(len(first), chosen.tokens, np.int64)
    of_unit, sizes = _of_units(index, keys, chosen)
    both = [np.concatenate((u, k.codes[first])) for u, k in zip(of_unit, keys, strict=True)]
    units = len(sizes)
    numbers, _ = combine(both, units + len(first))
    tokens = np.bincount(numbers[:units], sizes, int(numbers.max(initial=0)) + 1)
    return tokens[numbers[units:]].astype(np.int64)


def unit_codes(index: Index, column: Column, unit: Unit) -> NDArray[np.int64]:
    """The column's code of each sentence or article."""
    if column.unit == unit:
        return column.codes
    return column.codes[article_of_sentence(index)]


def rates(
    counts: NDArray[np.int64], sizes: NDArray[np.int64], total: int | None = None
) -> dict[str, pa.Array]:
    """The columns count, with a ``total`` share, tokens, per_million, low and high."""
    with np.errstate(divide="ignore", invalid="ignore"):
        per_million = np.where(sizes > 0, counts / sizes * MILLION, np.nan)
    low, high = intervals.rate(counts, sizes)
    columns: dict[str, NDArray[Any]] = {"count": counts.astype(np.int64)}
    if total is not None:
        columns["share"] = counts / total if total else np.full(len(counts), np.nan)
    columns |= {"tokens": sizes, "per_million": per_million, "low": low, "high": high}
    return {name: arrow.column(values, np.isnan(values)) for name, values in columns.items()}


def word_list(
    index: Index,
    attribute: str,
    chosen: Selection,
    *,
    minimum: int = 1,
    matching: str | None = None,
    punctuation: bool = False,
    in_articles: bool = False,
    limit: int | None = None,
    budget: Budget = FREE,
) -> pa.Table:
    """The values of an attribute by frequency, then in code-point order.

    Columns: rank, the attribute, count, share, per_million, and if so asked in_articles.

    Args:
        index: the corpus.
        attribute: word, xpos, upos, norm, hans or hant.
        chosen: the part of the corpus that is counted.
        minimum: the lowest count that is listed.
        matching: a regular expression that the whole value matches (RE2).
        punctuation: whether values without a letter or digit are listed; they count in the
            size in any case.
        in_articles: whether it is told in how many articles each stands.
        limit: the most rows.
        budget: asked before each pass over all tokens or values.

    Raises:
        QueryError: ``matching`` is no regular expression.
        LimitError: the budget is spent.
    """
    counts = chosen.frequencies(attribute, budget)
    budget.check(_A_ROW * len(counts))
    ids = np.flatnonzero(counts >= max(minimum, 1))
    if not punctuation:
        ids = ids[wordlike(index, attribute)[ids]]
    if matching is not None:
        budget.check()
        ids = ids[_matches(index.lexicon(attribute).take(arrow.column(ids)), matching)]
    budget.check()
    ids = ids[top(counts[ids], limit)]
    size = chosen.tokens
    columns: dict[str, Any] = {
        "rank": np.arange(1, len(ids) + 1),
        attribute: index.lexicon(attribute).take(arrow.column(ids)),
        "count": counts[ids],
        "share": counts[ids] / max(size, 1),
        "per_million": counts[ids] / max(size, 1) * MILLION,
    }
    if in_articles:
        row = np.full(len(counts), -1)
        row[ids] = np.arange(len(ids))
        budget.check(_PLACED * size)
        positions = chosen.positions()
        codes = row.take(index.ids(attribute, positions))
        columns["in_articles"] = ranges.in_articles(index, positions, codes, len(ids), budget)
    return arrow.table(columns)


_A_ROW = 64
"""Bytes of work a value to choose it, to put it in its place and to write its row."""

_PLACED = 48
"""Bytes of work a token to know its place, its row and its article."""


def top(counts: NDArray[np.int64], limit: int | None = None) -> NDArray[np.int64]:
    """Places of the highest counts in falling order, equal ones in their own order."""
    places = np.arange(len(counts))
    if limit is not None and 0 < limit < len(counts):
        least = np.partition(counts, len(counts) - limit)[len(counts) - limit]
        places = np.flatnonzero(counts >= least)
    # Count and place in one number sort faster than the counts with their places beside them.
    packed = (int(counts.max(initial=0)) - counts[places]) << np.int64(32) | places
    packed.sort()
    return (packed & np.int64(0xFFFFFFFF))[:limit]


def wordlike(index: Index, attribute: str) -> NDArray[np.bool_]:
    """For each value of an attribute, whether it has a letter or digit; tags all count."""
    known = _WORDLIKE.setdefault(index, {})
    if attribute not in known:
        values = index.lexicon(attribute)
        if attribute in ("xpos", "upos"):
            known[attribute] = np.ones(len(values), bool)
        else:
            known[attribute] = has_letters(values)
    return known[attribute]


def has_letters(values: pa.Array | pa.ChunkedArray) -> NDArray[np.bool_]:
    """For each value whether it has a letter or digit, as marks have not."""
    return arrow.truth(pc.match_substring_regex(values, r"[\p{L}\p{N}]"))


_WORDLIKE: WeakKeyDictionary[Index, dict[str, NDArray[np.bool_]]] = WeakKeyDictionary()
"""A pass over the lexicon costs more than most questions; its outcome is kept with the index."""


def _matches(values: pa.Array, pattern: str) -> NDArray[np.bool_]:
    try:
        found = predicates.of_whole(values, pattern)
    except pa.ArrowInvalid as error:
        raise QueryError(
            f"matching: {pattern!r} is no regular expression: {error}; escape marks that stand for "
            "themselves with a backslash"
        ) from error
    mask: NDArray[np.bool_] = arrow.truth(found)
    return mask
