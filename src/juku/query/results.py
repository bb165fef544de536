"""What a question gives back: an Arrow table, and what was asked of which release.

A result is frozen. ``about`` travels with it into every form and file, so that a table found years
later still says from which query, release and version it came.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from juku import __version__
from juku.query import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

SHOWN = 20
"""Rows that a ``repr`` and a notebook show."""


@dataclass(frozen=True, slots=True)
class About:
    """What was asked, of what, and the figures that belong to the whole answer."""

    question: str
    """Name of the method, which is that of the command: count, collocates, …"""
    options: Mapping[str, Any]
    """Its arguments, as JSON can hold them; enough to ask again."""
    release: str
    version: str | None
    identity: str | None
    """Of the release's rows; where it has none, of its files."""
    tokens: int
    """Size of the whole corpus."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    """hits, size of the subcorpus, seed, …"""
    juku: str = __version__

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it, in a fixed order."""
        return {
            "question": self.question,
            "options": dict(self.options),
            "release": self.release,
            "version": self.version,
            "identity": self.identity,
            "tokens": self.tokens,
            "figures": dict(self.figures),
            "juku": self.juku,
        }

    def line(self) -> str:
        """One line for a person.

        >>> About("count", {"pattern": '"发展"'}, "demo", "1.0.0", None, 900, {"hits": 3}).line()
        'count "发展" · demo 1.0.0 · 900 tokens · hits 3'
        """
        asked = " ".join([self.question, *(str(v) for v in _asked(self.options))])
        release = " ".join(filter(None, [self.release, self.version]))
        figures = [f"{k.replace('_', ' ')} {tables.show(v)}" for k, v in self.figures.items()]
        return " · ".join([asked, release, f"{self.tokens:,} tokens", *figures])


def _asked(options: Mapping[str, Any]) -> Iterator[Any]:
    """The pattern, then other options that differ from saying nothing."""
    for name, value in options.items():
        if name in ("pattern", "chars"):
            yield value
    for name, value in options.items():
        if name not in ("pattern", "chars") and value not in (None, False, [], ""):
            yield f"{name}={tables.show(value)}"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Result:
    """Rows and what they are about."""

    about: About
    table: pa.Table

    def __len__(self) -> int:
        return int(self.to_arrow().num_rows)

    def to_arrow(self) -> pa.Table:
        """The rows; the schema's metadata has ``about`` as JSON under the key ``juku``."""
        told = json.dumps(self.about.as_dict(), ensure_ascii=False, sort_keys=True)
        return self.table.replace_schema_metadata({"juku": told})

    def to_polars(self) -> Any:
        """The rows as a polars data frame."""
        import polars as pl

        return pl.from_arrow(self.table)

    def to_pandas(self) -> Any:
        """The rows as a pandas data frame; ``about`` is in its ``attrs``."""
        frame = self.table.to_pandas()
        frame.attrs["juku"] = self.about.as_dict()
        return frame

    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        found: list[dict[str, Any]] = self.table.to_pylist()
        return found

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    def __getitem__(self, place: int) -> dict[str, Any]:
        row: dict[str, Any] = self.table.slice(range(len(self))[place], 1).to_pylist()[0]
        return row

    def column(self, name: str) -> list[Any]:
        """One column as a list."""
        values: list[Any] = self.table[name].to_pylist()
        return values

    def head(self, rows: int) -> Result:
        """The first rows, under the same ``about``."""
        return Result(self.about, self.table.slice(0, rows))

    def text(self, rows: int | None = None) -> str:
        """What it is about, and the rows as an aligned table; the first ``rows`` of them."""
        return f"{self.about.line()}\n{self._body(rows)}"

    def _body(self, rows: int | None) -> str:
        shown = self.table if rows is None else self.table.slice(0, rows)
        body = tables.text_table(shown.column_names, shown.to_pylist(), self._right())
        left = self.table.num_rows - shown.num_rows
        return body + (f"\n… {left:,} more rows" if left else "")

    def _right(self) -> tuple[str, ...]:
        """Columns of text that are set to the right."""
        return ("left",)

    def __repr__(self) -> str:
        return self.text(SHOWN)

    def _repr_html_(self) -> str:
        shown = self.table.slice(0, SHOWN)
        left = self.table.num_rows - shown.num_rows
        caption = self.about.line() + (f" · {left:,} more rows" if left else "")
        return tables.html_table(shown.column_names, shown.to_pylist(), caption, self._right())

    def write(self, path: str | Path, form: str | None = None) -> None:
        """Write all rows to a file; ``form`` is by default the file name's ending."""
        from juku.query import writing

        writing.write(self, path, form)
