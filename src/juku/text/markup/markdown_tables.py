"""Tables of Markdown: cell by cell where they hold sentences, else set aside whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.markup import cells, markdown_inline
from juku.text.markup.markdown_cuts import Cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_EDGE = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")

Row = tuple[int, str]
"""Where a row begins on the page, and its characters."""


def begins(row: str, below: str) -> bool:
    """Whether a row with its delimiters below it begins a table.

    >>> begins("| 队 | 金牌 |", "|---|:-:|"), begins("甲|乙", "---")
    (True, False)
    """
    return (
        "|" in row
        and _DELIMITERS.match(below) is not None
        and len(_split(row)) == len(_split(below))
    )


def cuts(rows: Sequence[Row], labels: AbstractSet[str]) -> Iterator[Cut]:
    """The marks of a table that holds sentences; all of any other."""
    start, (last, text) = rows[0][0], rows[-1]
    if not cells.hold_sentences(
        cell for number, (_, row) in enumerate(rows) if number != 1 for cell in _split(row)
    ):
        yield Cut(start, last + len(text), "table-data")
        return
    for number, (at, row) in enumerate(rows):
        if number == 1:
            yield Cut(at, at + len(row), "table-mark")
            continue
        edges = list(_EDGE.finditer(row))
        for edge in edges:
            yield Cut(at + edge.start(), at + edge.end(), "table-mark", "\n")
        yield from markdown_inline.cuts(row, at, labels)


def _split(row: str) -> list[str]:
    """The cells of a row."""
    parts = _EDGE.split(row)
    return parts[not parts[0] : len(parts) - (len(parts) > 1 and not parts[-1])]
