"""Readings of sentences: who is quoted, how many, when; each a slice of the sentence's text."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.build.rows import columns
from juku.text.arrays.flat import offsets_of
from juku.text.numbers import dates, quantities
from juku.text.quotations import quotes
from juku.text.vocabulary.joined import join

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pyarrow as pa

    from juku.build.rows.drafts import Units
    from juku.text.vocabulary.joined import Joined


def of_quotes(units: Units) -> dict[str, Any]:
    """Direct quotations and their speakers, carried from paragraph to paragraph of an article."""
    articles = [units.texts[first:end] for first, end in pairwise(units.firsts.tolist())]
    told = [*chain.from_iterable(quotes.of_articles(articles))]
    places, *fields = quotes.by_sentence(told, units.spans)
    offsets = offsets_of(np.bincount(places, minlength=len(units.spans.starts)))
    return {
        name: columns.flat_list(field, offsets, columns.item_type("sentences", name))
        for name, field in zip(_OF_QUOTE, fields, strict=True)
    }


_OF_QUOTE = ("quote_start", "quote_end", "quote_speaker")


def of_numbers(texts: Sequence[str], published: Sequence[dt.date]) -> dict[str, Any]:
    """Dates and periods, resolved against the day of publication, and quantities beside them."""
    joined = join(texts)
    found = dates.find_all(joined, published)
    counted = quantities.find_all(joined, found)
    return {
        **_placed(joined, found, "date", _OF_DATE),
        **_placed(joined, counted, "quantity", _OF_QUANTITY),
    }


_OF_DATE = ("start", "end", "from", "to", "kind")
_OF_QUANTITY = ("start", "end", "value", "unit", "kind", "approx", "value_to")
"""The columns of a reading's fields, in the order of these."""


def _placed(
    joined: Joined, found: Sequence[tuple[Any, ...]], prefix: str, names: tuple[str, ...]
) -> dict[str, pa.Array]:
    """One list column a field of readings of the joined texts, spans from the text's start."""
    fields = list(zip(*found, strict=True)) or [()] * len(names)
    start, end = (np.array(field, np.int64) for field in fields[:2])
    offsets = np.searchsorted(start, joined.starts)
    base = np.repeat(joined.starts[:-1], np.diff(offsets))
    values = (start - base, end - base, *fields[2:])
    return {
        name: columns.flat_list(value, offsets, item)
        for name, value, item in (
            (f"{prefix}_{column}", value, columns.item_type("sentences", f"{prefix}_{column}"))
            for column, value in zip(names, values, strict=False)
        )
    }
