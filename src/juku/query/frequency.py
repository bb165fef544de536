"""Counts of hits by any keys, and word lists; per million tokens, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import QueryError
from juku.query import grouping, intervals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.query.grouping import Keys
    from juku.query.hits import Hits
    from juku.query.index import Index
    from juku.query.selection import Selection

MILLION = 1e6


def count_by(index: Index, hits: Hits, by: Sequence[str], chosen: Selection) -> pa.Table:
    """How many hits have each combination of values of the keys ``by``, most frequent first.

    Columns: the keys, ``count``, ``share`` of all hits, ``tokens``, ``per_million``, ``low`` and
    ``high`` (Wilson's 95 % interval of it). ``tokens`` is the size that the count is measured
    against: that of the part of the corpus that has the row's metadata, or of all of ``chosen``
    where no key is metadata.

    Raises:
        QueryError: there is no such key.
    """
    columns = [grouping.keys(index, hits, name) for name in by]
    groups, first = combine([keys.codes for keys in columns], len(hits))
    counts = np.bincount(groups, minlength=len(first))
    sizes = _sizes(index, [k for k in columns if grouping.is_metadata(k.name)], first, chosen)
    order = np.lexsort((np.arange(len(first)), -counts))
    named = {keys.name: keys.labels(keys.codes[first][order]) for keys in columns}
    return pa.table(named | rates(counts[order], sizes[order], total=len(hits)))


def combine(
    codes: Sequence[NDArray[np.int64]], length: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A number for each distinct row of codes, in their order, and the first place of each."""
    groups = np.zeros(length, np.int64)
    for column in codes:
        width = int(column.max(initial=-1)) + 2
        _, groups = np.unique(groups * width + column + 1, return_inverse=True)
    _, first, groups = np.unique(groups, return_index=True, return_inverse=True)
    return groups, first


def _sizes(
    index: Index, columns: Sequence[Keys], first: NDArray[np.int64], chosen: Selection
) -> NDArray[np.int64]:
    """Tokens of ``chosen`` that have the metadata of each group's first hit."""
    if not columns:
        return np.full(len(first), chosen.tokens, np.int64)
    everywhere = np.arange(index.n_sentences)
    of_sentence = [grouping.metadata(index, k.name, everywhere).codes for k in columns]
    of_group = [keys.codes[first] for keys in columns]
    both = [np.concatenate(pair) for pair in zip(of_sentence, of_group, strict=True)]
    numbers, _ = combine(both, index.n_sentences + len(first))
    lengths = np.diff(index.bounds("sentence"))
    if chosen.mask is not None:
        lengths = np.where(chosen.mask, lengths, 0)
    tokens = np.bincount(numbers[: index.n_sentences], weights=lengths, minlength=numbers.max() + 1)
    return tokens[numbers[index.n_sentences :]].astype(np.int64)


def rates(
    counts: NDArray[np.int64], sizes: NDArray[np.int64], total: int | None = None
) -> dict[str, pa.Array]:
    """The columns count, with a ``total`` share, tokens, per_million, low and high."""
    with np.errstate(divide="ignore", invalid="ignore"):
        per_million = np.where(sizes > 0, counts / sizes * MILLION, np.nan)
    low, high = intervals.rate(counts, sizes)
    columns: dict[str, NDArray[Any]] = {"count": counts.astype(np.int64)}
    if total is not None:
        columns["share"] = counts / max(total, 1)
    columns |= {"tokens": sizes, "per_million": per_million, "low": low, "high": high}
    return {name: pa.array(values, from_pandas=True) for name, values in columns.items()}


def word_list(
    index: Index,
    attribute: str,
    chosen: Selection,
    *,
    minimum: int = 1,
    matching: str | None = None,
    punctuation: bool = False,
    limit: int | None = None,
) -> pa.Table:
    """The values of an attribute by frequency, then in code-point order.

    Columns: rank, the attribute, count, share, per_million.

    Args:
        index: the corpus.
        attribute: word, xpos, upos, norm, hans or hant.
        chosen: the part of the corpus that is counted.
        minimum: the lowest count that is listed.
        matching: a regular expression that the whole value matches (RE2).
        punctuation: whether values without a letter or digit are listed; they count in the
            size in any case.
        limit: the most rows.
    """
    counts = chosen.frequencies(attribute)
    ids = np.flatnonzero(counts >= max(minimum, 1))
    if not punctuation:
        ids = ids[wordlike(index, attribute)[ids]]
    if matching is not None:
        ids = ids[_matches(index.lexicon(attribute).take(pa.array(ids)), matching)]
    ids = ids[top(counts[ids], limit)]
    size = chosen.tokens
    return pa.table(
        {
            "rank": np.arange(1, len(ids) + 1),
            attribute: index.lexicon(attribute).take(pa.array(ids)),
            "count": counts[ids],
            "share": counts[ids] / max(size, 1),
            "per_million": counts[ids] / max(size, 1) * MILLION,
        }
    )


def top(scores: NDArray[np.int64], limit: int | None) -> NDArray[np.int64]:
    """Places of the highest scores in falling order, equal ones in their own order."""
    if limit is None or limit >= len(scores):
        return np.argsort(-scores, kind="stable")
    if limit <= 0:
        return np.zeros(0, np.int64)
    least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
    places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:limit]


def wordlike(index: Index, attribute: str) -> NDArray[np.bool_]:
    """For each value of an attribute, whether it has a letter or digit; tags all count."""
    known = _WORDLIKE.setdefault(index, {})
    if attribute not in known:
        values = index.lexicon(attribute)
        if attribute in ("xpos", "upos"):
            known[attribute] = np.ones(len(values), bool)
        else:
            found = pc.match_substring_regex(values, r"[\p{L}\p{N}]")
            known[attribute] = found.to_numpy(zero_copy_only=False)
    return known[attribute]


_WORDLIKE: WeakKeyDictionary[Index, dict[str, NDArray[np.bool_]]] = WeakKeyDictionary()
"""A pass over the lexicon costs more than most questions; its outcome is kept with the index."""


def _matches(values: pa.Array, pattern: str) -> NDArray[np.bool_]:
    try:
        found = pc.match_substring_regex(values, f"^(?:{pattern})$")
    except pa.ArrowInvalid as error:
        raise QueryError(f"matching: {pattern!r} is no regular expression: {error}") from error
    mask: NDArray[np.bool_] = found.to_numpy(zero_copy_only=False)
    return mask
