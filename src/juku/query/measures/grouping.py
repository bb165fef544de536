"""What hits are counted and sorted by: values at a place near the hit, or metadata.

A key is written as

- ``word``, ``xpos``, ``upos``, ``norm``, ``hans``, ``hant``: the hit's own tokens;
- ``L2`` or ``R1``, also ``R1.upos``: the second token before, the first token after it, within
  the sentence;
- ``a.word``, ``a.upos``: the token that the label ``a`` of the pattern names; ``match.upos`` and
  ``matchend.upos``: the hit's first and last token;
- ``year``, ``month``, ``day``: of publication;
- a column of the articles (``publisher``, ``published``, ``title``, ``dateline_place``, …) or of
  the sentences (``role``, ``section``, ``paragraph``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import QueryError
from juku.query.indexing import arrow
from juku.query.language.derived import ATTRIBUTES
from juku.query.matching import order
from juku.query.matching.constraints import MATCH, MATCH_END
from juku.query.matching.limits import FREE
from juku.query.measures import metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.hits import Hits
    from juku.query.matching.limits import Budget


_PLACE = re.compile(r"(?P<side>[LR])(?P<distance>[1-9]\d{0,3})(?:\.(?P<attribute>\w+))?\Z")


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """A key's value for each of some hits, as codes whose order is that of the values."""

    name: str
    codes: NDArray[np.int64]
    """One a hit; -1 where it has no value."""
    labels: Callable[[NDArray[np.int64]], pa.Array]
    """The values of codes, null for -1."""


def keys(index: Index, hits: Hits, name: str, budget: Budget = FREE) -> Keys:
    """The values of the key ``name`` for each hit.

    Raises:
        QueryError: there is no such key.
        LimitError: the budget is spent.
    """
    budget.check(_A_KEY * len(hits))
    place = _PLACE.match(name)
    if place:
        order.need(index, f"key: {name}", "take a key of the hit itself, or a column")
        attribute = place["attribute"] or "word"
        positions = neighbour(index, hits, place["side"], int(place["distance"]))
        return _at(index, name, attribute, positions)
    if "." in name:
        label, _, attribute = name.partition(".")
        return _at(index, name, attribute, _labelled(hits, label))
    if name in ATTRIBUTES:
        return _own(index, hits, name, budget)
    column = metadata.column(index, name)
    units = index.unit_of(column.unit, hits.start)
    return Keys(name, column.codes[units], column.labels)


_A_KEY = 40
"""Bytes of work a hit to look up what stands at a place, and to number it."""


def is_metadata(name: str) -> bool:
    """Whether a key is about the sentence or article rather than about tokens."""
    return name not in ATTRIBUTES and "." not in name and not _PLACE.match(name)


def _labelled(hits: Hits, label: str) -> NDArray[np.int64]:
    """The position of the token that a label names in each hit; -1 where it names none."""
    edges = {MATCH: hits.start, MATCH_END: np.maximum(hits.end - 1, hits.start)}
    known = edges | hits.labels
    if label not in known:
        raise QueryError(f"key: there is no label {label!r}; use one of {', '.join(known)}")
    return known[label]


def _at(index: Index, name: str, attribute: str, positions: NDArray[np.int64]) -> Keys:
    inside = positions >= 0
    codes = np.full(len(positions), -1, np.int64)
    codes[inside] = index.ids(attribute, positions[inside])
    lexicon = index.lexicon(attribute)
    return Keys(name, codes, lambda codes: metadata.take(lexicon, codes))


def neighbour(index: Index, hits: Hits, side: str, distance: int) -> NDArray[np.int64]:
    """The position so many tokens before (L) or after (R) each hit; -1 outside its sentence."""
    starts = index.bounds("sentence")
    if side == "L":
        positions = hits.start - distance
        inside = positions >= starts[index.unit_of("sentence", hits.start)]
    else:
        last = np.maximum(hits.end - 1, hits.start)
        positions = last + distance
        inside = positions < starts[index.unit_of("sentence", last) + 1]
    return np.where(inside, positions, -1) if distance else hits.start.copy()


def _own(index: Index, hits: Hits, attribute: str, budget: Budget) -> Keys:
    """The hits' own tokens: one id for hits of one token, else a code for each distinct row."""
    lexicon = index.lexicon(attribute)
    lengths = hits.end - hits.start
    if len(hits) == 0 or lengths.max() == lengths.min() == 1:
        ids = index.ids(attribute, hits.start).astype(np.int64)
        return Keys(attribute, ids, lambda codes: metadata.take(lexicon, codes))
    codes, first = distinct_rows(index, hits, attribute, budget)

    def labels(codes: NDArray[np.int64]) -> pa.Array:
        rows = first[codes]
        budget.check(_A_VALUE * int(lengths[rows].sum()))
        return joined(index, attribute, hits.start[rows], hits.end[rows])

    return Keys(attribute, codes, labels)


_A_VALUE = 32
"""Bytes of work a token to write it: its position, its number, its text and both in a row."""


def distinct_rows(
    index: Index, hits: Hits, attribute: str, budget: Budget = FREE
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A code for each hit's row of values, in their order, and a hit that has each code.

    Raises:
        LimitError: the budget is spent.
    """
    lengths = hits.end - hits.start
    width = len(index.lexicon(attribute)) + 1
    codes = np.zeros(len(hits), np.int64)
    for offset in range(min(int(lengths.max(initial=0)), _SHORT)):
        budget.check(_A_ROW * len(hits))
        ids = _ids_at(index, hits, attribute, offset)
        _, codes = np.unique(codes * width + ids, return_inverse=True)
    if (lengths > _SHORT).any():
        codes = _read_on(index, hits, attribute, codes, budget)
    places = np.arange(len(hits))
    first = np.zeros(int(codes.max(initial=-1)) + 1, np.int64)
    first[codes[::-1]] = places[::-1]  # of places given to one code the last one stays
    return codes, first


_SHORT = 8
"""Tokens of each hit that are read, whether others are like it or not: what most queries find is
shorter, and sorting all hits is quicker than choosing among them."""


_A_ROW = 64
"""Bytes of work a hit to read one token more of each and to number them anew."""


def _ids_at(
    index: Index,
    hits: Hits,
    attribute: str,
    offset: int,
    chosen: NDArray[np.int64] | slice = slice(None),
) -> NDArray[np.int64]:
    """The value ``offset`` tokens into each of the ``chosen`` hits, from 1 on; 0 behind its end."""
    start, end = hits.start[chosen], hits.end[chosen]
    inside = start + offset < end
    ids = np.zeros(len(start), np.int64)
    ids[inside] = index.ids(attribute, start[inside] + offset).astype(np.int64) + 1
    return ids


def _read_on(
    index: Index, hits: Hits, attribute: str, codes: NDArray[np.int64], budget: Budget
) -> NDArray[np.int64]:
    """Codes of the whole rows, of those of their first ``_SHORT`` values.

    A hit that no other is like any more, or that has ended, is not looked at again: one of a
    hundred thousand tokens costs no more than its own.
    """
    width = len(index.lexicon(attribute)) + 1
    counts = np.bincount(codes)
    before = (np.cumsum(counts) - counts)[codes]  # how many hits have rows that come before
    alike, offset = np.flatnonzero(counts[codes] > 1), _SHORT
    while len(alike):
        budget.check(_A_ROW * len(alike))
        ids = _ids_at(index, hits, attribute, offset, alike)
        order = np.argsort(before[alike] * width + ids)
        alike, ids = alike[order], ids[order]
        apart = _differs(before[alike])
        fresh = apart | _differs(ids)
        before[alike] += _begin(fresh) - _begin(apart)
        alone = fresh & np.append(fresh[1:], True)
        alike, offset = alike[~alone & (ids > 0)], offset + 1
    _, codes = np.unique(before, return_inverse=True)
    return codes


def _differs(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Of each value whether it is another than the one before it; the first is."""
    return np.append(True, values[1:] != values[:-1])


def _begin(fresh: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where the stretch begins that each place is in; one begins wherever it is ``fresh``."""
    places = np.where(fresh, np.arange(len(fresh)), 0)
    return np.maximum.accumulate(places)


def joined(
    index: Index,
    attribute: str,
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    separator: str = " ",
) -> pa.Array:
    """The values of each span of positions as one string."""
    lengths = np.maximum(end - start, 0)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    total = int(offsets[-1])
    positions = np.repeat(start - offsets[:-1], lengths) + np.arange(total)
    lists = pa.LargeListArray.from_arrays(arrow.column(offsets), index.values(attribute, positions))
    return pc.binary_join(lists, arrow.text(separator, pa.large_string())).cast(pa.string())
