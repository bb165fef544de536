"""Readings of sentences: who is quoted, how many, when; each a slice of the sentence's text."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.build import columns
from juku.text import dates, quantities, quotes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pyarrow as pa

    from juku.records import Span


def of_quotes(units: Sequence[tuple[int, str, list[Span]]]) -> dict[str, Any]:
    """Direct quotations and their speakers, carried from paragraph to paragraph of an article.

    Args:
        units: in order, of each its article, its text and the spans of its sentences.
    """
    found: list[list[quotes.Quotation]] = []
    for _, group in groupby(units, key=lambda unit: unit[0]):
        paragraphs = list(group)
        told = quotes.find_all([text for _, text, _ in paragraphs])
        for quotations, (_, _, spans) in zip(told, paragraphs, strict=True):
            found += quotes.by_sentence(quotations, spans)
    return _lists(found, "quote", _OF_QUOTE)


_OF_QUOTE = {name: name for name in ("start", "end", "speaker")}


def of_numbers(texts: Sequence[str], published: Sequence[dt.date]) -> dict[str, Any]:
    """Dates and periods, resolved against the day of publication, and quantities beside them."""
    found_dates = [dates.find(text, day) for text, day in zip(texts, published, strict=True)]
    found = [quantities.find(text, known) for text, known in zip(texts, found_dates, strict=True)]
    return {
        **_lists(found_dates, "date", _OF_DATE),
        **_lists(found, "quantity", _OF_QUANTITY),
    }


_OF_DATE = {
    "start": "start",
    "end": "end",
    "from": "date_from",
    "to": "date_to",
    "kind": "granularity",
}
_OF_QUANTITY = {
    name: name for name in ("start", "end", "value", "value_to", "kind", "approx", "unit")
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
