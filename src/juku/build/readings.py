"""Readings of sentences: who is quoted, how many, when; each a slice of the sentence's text."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter, itemgetter
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
    found: list[Sequence[Quotation]] = []
    for _, group in groupby(units, key=itemgetter(0)):
        paragraphs = list(group)
        told = quotes.find_all([text for _, text, _ in paragraphs])
        for quotations, (_, _, spans) in zip(told, paragraphs, strict=True):
            if quotations:
                found += quotes.by_sentence(quotations, spans)
            else:
                found += [()] * len(spans)
    return _lists(found, "quote", _OF_QUOTE)


_OF_QUOTE = {name: name for name in ("start", "end", "speaker")}


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


def _lists(
    found: Sequence[Sequence[Any]], prefix: str, attributes: dict[str, str]
) -> dict[str, pa.Array]:
    """One list column an attribute of the readings."""
    flat = [one for each in found for one in each]
    ends = np.cumsum(np.fromiter(map(len, found), np.int64, len(found)))
    offsets = np.concatenate(([0], ends))
    return {
        name: columns.flat_list(list(map(attrgetter(attribute), flat)), offsets, item)
        for name, attribute, item in (
            (f"{prefix}_{column}", attribute, columns.item_type("sentences", f"{prefix}_{column}"))
            for column, attribute in attributes.items()
        )
    }
