"""Rows, and what was asked of which release: as Arrow, data frames, dictionaries and aligned text.

``about`` travels with the rows into every form and file, so that a table found years later still
says from which query, release and version it came.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

from juku import __version__
from juku.arguments import checked
from juku.errors import QueryError, one_of, quoted, so_many
from juku.query.answers import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

SHOWN = 20
"""Rows that a ``repr`` and a notebook show."""

PIECE = 20_000
"""Rows that are written together."""

RIGHT = ("left",)
"""Columns of text that are set to the right: a concordance's left context."""


@dataclass(frozen=True, slots=True)
class About:
    """What was asked, of what, and the figures that belong to the whole answer."""

    question: str
    """Name of the method, which is that of the command: count, collocates, …"""
    options: Mapping[str, Any]
    """All its arguments, as JSON can hold them; enough to ask again."""
    release: str
    version: str | None
    identity: str | None
    """Of the release's rows; where the release does not say it, of its files."""
    tokens: int
    """Size of the whole corpus."""
    figures: Mapping[str, Any] = field(default_factory=dict)
    """hits, size of the part of the corpus that was asked, …"""
    asked: str = ""
    """The question in short: what was not left at its default."""
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

        >>> About("count", {}, "demo", "1.0.0", None, 900, {"hits": 3}, 'count "发展"').line()
        'count "发展" · demo 1.0.0 · 900 tokens · hits 3'
        """
        release = " ".join(filter(None, [self.release, self.version]))
        figures = [f"{k.replace('_', ' ')} {tables.show(v)}" for k, v in self.figures.items()]
        return " · ".join([self.asked, release, so_many(self.tokens, "tokens"), *figures])


class Frame(ABC):
    """Rows and what they are about."""

    __slots__ = ()
    about: About

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def part(self, start: int, stop: int) -> pa.Table:
        """The rows ``start`` to ``stop``."""

    def parts(self) -> Iterator[pa.Table]:
        """All rows, some at a time, so that they need not be held together."""
        for start in range(0, len(self), PIECE):
            yield from self._pieces(start, min(start + PIECE, len(self)))

    def _pieces(self, start: int, stop: int) -> Iterator[pa.Table]:
        yield self.part(start, stop)

    def to_arrow(self) -> pa.Table:
        """All rows; the schema's metadata has ``about`` as JSON under the key ``juku``."""
        told = json.dumps(self.about.as_dict(), ensure_ascii=False, sort_keys=True)
        return self.part(0, len(self)).replace_schema_metadata({"juku": told})

    def to_polars(self) -> Any:
        """All rows as a polars data frame."""
        import polars as pl

        return pl.from_arrow(self.to_arrow())

    def to_pandas(self) -> Any:
        """All rows as a pandas data frame; ``about`` is in its ``attrs``."""
        frame = self.to_arrow().replace_schema_metadata(None).to_pandas()
        frame.attrs["juku"] = self.about.as_dict()
        return frame

    def rows(self) -> list[dict[str, Any]]:
        """All rows as dictionaries."""
        found: list[dict[str, Any]] = self.part(0, len(self)).to_pylist()
        return found

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Any]]: ...
    @overload
    def __getitem__(self, place: str) -> list[Any]: ...
    @checked("QueryError")
    def __getitem__(self, place: int | slice | str) -> Any:
        """A row by its place, from 0 on; a list of rows by a slice; a column by its name."""
        if isinstance(place, str):
            return self.column(place)
        asked = range(len(self))[place]
        if isinstance(asked, int):
            return self.part(asked, asked + 1).to_pylist()[0]
        low, high = (min(asked), max(asked) + 1) if asked else (0, 0)
        rows = self.part(low, high).to_pylist()
        return [rows[at - low] for at in asked]

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.part(0, 0).column_names)

    @checked("QueryError")
    def column(self, name: str) -> list[Any]:
        """One column as a list.

        Raises:
            QueryError: there is no such column.
        """
        if name not in self.columns:
            raise QueryError(f"column: there is no {quoted(name)}; {one_of(name, self.columns)}")
        values: list[Any] = self.to_arrow()[name].to_pylist()
        return values

    @checked("QueryError")
    def text(self, rows: int | None = None) -> str:
        """What it is about, and the first ``rows`` rows, by default all, as an aligned table."""
        shown, left = self._shown(len(self) if rows is None else rows)
        body = tables.text_table(
            shown.column_names, shown.to_pylist(), RIGHT, grouped=self._grouped
        )
        more = f"\n… {so_many(left, 'more rows')}" if left else ""
        return f"{self.about.line()}\n{body}{more}"

    def __repr__(self) -> str:
        return self.text(SHOWN)

    def _repr_html_(self) -> str:
        shown, left = self._shown(SHOWN)
        caption = self.about.line() + (f" · {so_many(left, 'more rows')}" if left else "")
        return tables.html_table(
            shown.column_names, shown.to_pylist(), caption, RIGHT, grouped=self._grouped
        )

    @property
    def _grouped(self) -> bool:
        """Whether whole numbers are counts; those of a statement may be years."""
        return self.about.question != "sql"

    def _shown(self, rows: int) -> tuple[pa.Table, int]:
        """The first rows, and how many are left."""
        return self.part(0, rows), max(len(self) - rows, 0)
