"""Everything that the documents of a release say in figures.

The card, the datasheet, croissant.json and the coverage table all take their figures from here,
so that none can disagree with the rows; ``docs/facts.md`` gives a query for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table of the release."""

    rows: int
    files: int
    bytes: int
    """Of its Parquet files."""
    memory: int
    """Bytes as Arrow columns in memory: the ``num_bytes`` of a card."""
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What one publisher's pages of one day came to."""

    publisher: str
    day: dt.date
    pages: int
    articles: int
    sentences: int
    characters: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of one release; counts by name are sorted by count, then name."""

    tables: Mapping[str, TableFacts]
    pages: int
    """Pages with a block in the ledger."""
    page_characters: int
    """Code points of these pages."""
    articles: int
    reprints: int
    sentences: int
    body_sentences: int
    tokens: int
    characters: int
    """Code points of the articles' text, line feeds between units not counted."""
    first_day: dt.date | None
    last_day: dt.date | None
    roles: Mapping[str, int]
    """Role → sentences."""
    upos: Mapping[str, int]
    """Universal part of speech → tokens."""
    edits: Mapping[str, int]
    """Rule → edits between text and text_norm."""
    kinds: Mapping[str, int]
    """Kind → blocks."""
    kind_characters: Mapping[str, int]
    """Kind → code points of its blocks."""
    rules: Mapping[str, int]
    """Kind/rule → blocks."""
    encodings: Mapping[str, int]
    """Encoding → pages."""
    evidence: Mapping[str, int]
    """stated or inferred → articles, by the evidence of the day of publication."""
    rights: Mapping[str, int]
    """Terms → articles."""
    publishers: Mapping[str, int]
    """Publisher → articles."""
    quotes: int
    quotes_with_speaker: int
    quantities: int
    dates: int
    reporters: int
    """Different names."""
    days: tuple[DayFacts, ...]
    """By publisher and day, sorted; a listed page without an article is a day with zero."""
