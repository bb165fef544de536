"""Readings of sentences: who is quoted, how many, when; each a slice of the sentence's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku.text import dates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


def of_dates(texts: Sequence[str], published: Sequence[dt.date]) -> dict[str, Any]:
    """Dates and periods, resolved against the day of publication."""
    found = [dates.find(text, day) for text, day in zip(texts, published, strict=True)]
    return {
        "date_start": [[one.start for one in each] for each in found],
        "date_end": [[one.end for one in each] for each in found],
        "date_from": [[one.date_from for one in each] for each in found],
        "date_to": [[one.date_to for one in each] for each in found],
    }
