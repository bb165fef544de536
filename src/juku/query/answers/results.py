"""What a question gives back: rows, what was asked of which release, and the files of both.

A result is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku.arguments import checked
from juku.query.answers.frames import Frame
from juku.remote import local

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from juku.query.answers.frames import About


class Result(Frame):
    """A frame that writes and draws itself; `Rows` and `Concordance` are the two kinds."""

    __slots__ = ()

    @checked("QueryError")
    def write(self, path: str | Path, form: str | None = None) -> None:
        """Write all rows to a file; ``form`` is by default what the file name's ending says.

        Raises:
            QueryError: there is no such form, or the ending does not tell one.
        """
        from juku.query.answers import writing

        writing.write(self, local(path), form)

    @checked("QueryError")
    def plot(self, path: str | Path) -> None:
        """Draw it into an SVG or PNG file: a trend, a dispersion, collocates, key words.

        Raises:
            QueryError: Matplotlib is not installed, or there is no such picture.
        """
        from juku.query.answers import plots

        plots.plot(self, local(path))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Rows(Result):
    """A result that is a table."""

    about: About
    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def part(self, start: int, stop: int) -> pa.Table:
        """The rows ``start`` to ``stop``."""
        return self.table.slice(start, stop - start)
