"""Readings of sentences: who is quoted, how many, when; each a slice of the sentence's text."""

from __future__ import annotations

from itertools import accumulate, chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.build import columns
from juku.text import dates, quantities, quotes
from juku.text.joined import join

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pyarrow as pa

    from juku.records import Span
    from juku.text.joined import Joined
    from juku.text.quotation import Quotation


def of_quotes(units: Sequence[tuple[int, str, list[Span]]]) -> dict[str, Any]:
    """Direct quotations and their speakers, carried from paragraph to paragraph of an article.

    Args:
        units: in order, of each its article, its text and the spans of its sentences.
    """
    spans = [one for _, _, one in units]
    firsts = [0, *accumulate(map(len, spans))]
    counts = [0] * firsts[-1]
    found: list[Quotation] = []
    articles = [[text for _, text, _ in one] for _, one in groupby(units, key=itemgetter(0))]
    told = chain.from_iterable(quotes.of_articles(articles))
    for first, sentences, quotations in zip(firsts, spans, told, strict=False):
        if quotations:
            for place, parts in enumerate(quotes.by_sentence(quotations, sentences), start=first):
                counts[place] = len(parts)
                found += parts
    offsets = np.concatenate(([0], np.cumsum(np.array(counts, np.int64))))
    fields = list(zip(*found, strict=True)) or [()] * len(_OF_QUOTE)
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
