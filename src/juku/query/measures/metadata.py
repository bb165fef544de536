"""Metadata columns as numbers: what an article or a sentence has, encoded once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import QueryError, one_of
from juku.query.indexing import arrow
from juku.query.language.derived import ATTRIBUTES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.query.indexing.index import Index

    Unit = Literal["sentence", "article"]

PERIODS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
"""Period → how its days are written."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A metadata column; the order of the codes is that of the values."""

    name: str
    unit: Unit
    """What has a value each."""
    codes: NDArray[np.int64]
    """One a unit; -1 for null."""
    values: pa.Array

    def labels(self, codes: NDArray[np.int64]) -> pa.Array:
        """The values of codes; null for -1."""
        return take(self.values, codes)


def column(index: Index, name: str) -> Column:
    """A column of the articles or the sentences, or a period of publication.

    Raises:
        QueryError: there is none of this name with one value an article or sentence.
    """
    known = _KEPT.setdefault(index, {})
    if name not in known:
        own = name in index.of_sentences and name not in PERIODS
        unit: Unit = "sentence" if own else "article"
        known[name] = Column(name, unit, *_ranked(_stored(index, name)))
    return known[name]


_KEPT: WeakKeyDictionary[Index, dict[str, Column]] = WeakKeyDictionary()


def names(index: Index) -> list[str]:
    """All that `column` knows."""
    plain = [f.name for f in index.articles.schema if not pa.types.is_nested(f.type)]
    return [*PERIODS, *plain, *index.of_sentences]


def _stored(index: Index, name: str) -> pa.ChunkedArray:
    articles = index.articles
    if name in PERIODS:
        return pc.strftime(articles["published"], PERIODS[name])
    if name in index.of_sentences:
        return index.sentences[name]
    if name in articles.column_names and not pa.types.is_nested(articles.schema.field(name).type):
        return articles[name]
    if name in articles.column_names:
        kind = articles.schema.field(name).type
        raise QueryError(
            f"key: {name} is {kind}, which gives no article one value; choose by it with `where`, "
            "or take another column"
        )
    known = [*ATTRIBUTES, "L1.upos", "R1", *names(index)]
    raise QueryError(f"key: there is no {name!r}; {one_of(name, known)}")


def _ranked(stored: pa.ChunkedArray) -> tuple[NDArray[np.int64], pa.Array]:
    """Codes in the order of the values (-1 for null), and the values."""
    whole = stored.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = pa.concat_arrays(whole.chunks)
    encoded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    order = arrow.numbers(pc.sort_indices(encoded.dictionary))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    codes = arrow.numbers(encoded.indices)
    held = codes >= 0
    codes[held] = rank[codes[held]]
    return codes, encoded.dictionary.take(arrow.column(order))


def take(values: pa.Array, codes: NDArray[np.int64]) -> pa.Array:
    """The values of codes; null for -1."""
    return values.take(arrow.column(codes, codes < 0))
