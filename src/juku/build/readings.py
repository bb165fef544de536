"""Readings of sentences: who is quoted, how many, when; each a slice of the sentence's text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from juku.text import dates, quantities, quotes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

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
) -> dict[str, list[list[Any]]]:
    """One list column an attribute of the readings."""
    return {
        f"{prefix}_{column}": [[getattr(one, name) for one in each] for each in found]
        for column, name in attributes.items()
    }
