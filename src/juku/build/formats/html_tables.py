"""Tables of a page of HTML: those of data, and those that only set a page in columns.

Before style sheets, and in many papers long after, a site put its articles in the cells of tables.
Such a table is shown to the extractor of main text as blocks, for it takes no table for text. A
table of data has no sentence in it; it is left as it is, and the ledger names it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juku.records import Mark, Span
from juku.text.markup import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RULE = "table-data"
"""Rule of the ledger for a table of data in an article."""

CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})


@dataclass(slots=True)
class _Table:
    start: int
    end: int = -1
    nested: bool = False
    """There are tables in it, so that it sets the page in columns."""
    cell: int = 0
    """How many cells have begun."""
    in_cell: bool = False
    texts: dict[int, str] = field(default_factory=dict)
    """What its cells show, less white space."""
    tags: list[tuple[int, int, str]] = field(default_factory=list)
    """Where its tags stand, and what an extractor sees in place of each."""


class Tables:
    """The tables of a page, told of its tags and its text in their order."""

    def __init__(self) -> None:
        self._all: list[_Table] = []
        self._open: list[_Table] = []

    def start(self, tag: str, start: int, end: int, attributes: str) -> None:
        """A start tag from ``start`` to ``end``; ``attributes`` is what stands behind its name."""
        if tag == "table":
            for outer in self._open:
                outer.nested = True
            self._open.append(_Table(start, tags=[(start, end, f"<div{attributes}")]))
            self._all.append(self._open[-1])
        elif self._open and (tag in CELLS or tag in _ROWS):
            table = self._open[-1]
            closes = "</div>" * table.in_cell
            table.in_cell = tag in CELLS
            table.cell += table.in_cell
            table.tags.append((start, end, closes + f"<div{attributes}" * table.in_cell))

    def end(self, tag: str, start: int, end: int) -> None:
        """An end tag."""
        if not self._open or not (tag == "table" or tag in CELLS or tag in _ROWS):
            return
        table = self._open[-1]
        table.tags.append((start, end, "</div>" * (table.in_cell + (tag == "table"))))
        table.in_cell = False
        if tag == "table":
            table.end = end
            self._open.pop()

    def text(self, shown: str) -> None:
        """Some text, which is of the cell that was begun last."""
        if self._open and shown.strip():
            table = self._open[-1]
            table.texts[table.cell] = table.texts.get(table.cell, "") + "".join(shown.split())

    def of_data(self) -> list[Span]:
        """Where the tables of data are, in order."""
        return [Span(table.start, table.end) for table in self._all if _is_data(table)]

    def as_blocks(self, page: str) -> str:
        """The page with the tags of all other tables as those of blocks."""
        made = []
        at = 0
        for start, end, other in sorted(self._others()):
            made += [page[at:start], other]
            at = end
        return "".join([*made, page[at:]])

    def _others(self) -> Iterable[tuple[int, int, str]]:
        return (tag for table in self._all if not _is_data(table) for tag in table.tags)


def marks(data: Sequence[Span], runs: Sequence[Span]) -> Iterator[Mark]:
    """What the ledger names of the tables ``data``: all but the ``runs`` of text in them."""
    for table in data:
        at = bisect_right(runs, table.start, key=lambda run: run.end)
        start = table.start
        while at < len(runs) and runs[at].start < table.end:
            if runs[at].start > start:
                yield Mark(start, runs[at].start, RULE)
            start = runs[at].end
            at += 1
        if start < table.end:
            yield Mark(start, table.end, RULE)


def _is_data(table: _Table) -> bool:
    closed = table.end > table.start
    return (
        closed
        and len(table.texts) > 1
        and not (table.nested or cells.hold_sentences(table.texts.values()))
    )
