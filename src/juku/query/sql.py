"""SQL over a release, by DuckDB: views ``sentences``, ``articles``, ``blocks``, ``tokens``.

``tokens`` has one row a token: sentence_id, article_id, publisher, published, position (1-based in
its sentence), token, start and end (code points of the sentence's ``text``), xpos, upos,
boundary_votes; what was taken down has none. The other views are the tables as they are stored.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import LimitError, QueryError
from juku.query.answers.frames import About
from juku.query.answers.results import Rows
from juku.query.indexing import intact
from juku.query.indexing.sources import find_source
from juku.query.matching.limits import Limits, check_rows
from juku.store import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juku.query.indexing.sources import Source

TOKENS = """
CREATE VIEW tokens AS
SELECT * EXCLUDE (xpos, upos, boundary_votes), start + length(token) AS "end",
       xpos, upos, boundary_votes
FROM (
  SELECT sentence_id, article_id, publisher, published, role, paragraph,
         unnest(range(1, len(tokens) + 1)) AS position,
         unnest(tokens) AS token,
         unnest(token_start) AS start,
         unnest(xpos) AS xpos,
         unnest(upos) AS upos,
         unnest(boundary_votes) AS boundary_votes
  FROM sentences WHERE {kept}
)
"""


def connect(release: Path) -> Any:
    """A DuckDB connection in memory with the four views; nothing is read before it is asked for.

    Raises:
        QueryError: DuckDB is not installed, there is no release, or it cannot be read.
    """
    try:
        import duckdb
    except ImportError as error:
        raise QueryError(
            "sql: needs DuckDB, which is not installed; run `pip install duckdb`"
        ) from error
    source = find_source(release)
    blocks = tuple(sorted((release / FOLDERS["blocks"]).glob("*.parquet")))
    files = {"sentences": source.sentences, "articles": source.articles, "blocks": blocks}
    connection = duckdb.connect(":memory:")
    try:
        for name, shards in files.items():
            if shards:
                connection.read_parquet([str(shard) for shard in shards]).create_view(name)
        connection.execute(TOKENS.format(kept=_kept(source)))
    except duckdb.Error as error:
        connection.close()
        fact = str(error).strip().splitlines()[0]
        raise QueryError(
            f"{release}: its Parquet is damaged or not of the contract ({fact}); build or fetch it "
            "again"
        ) from error
    return connection


def query(
    release: Path, statement: str, limit: int | None = None, *, seconds: float | None = None
) -> Rows:
    """The rows that a ``SELECT`` gives, within ``seconds`` if a number is given.

    Raises:
        LimitError: it took longer.
        QueryError: DuckDB is not installed, there is no release, its files are not those that it
            lists, or DuckDB refuses the statement.
    """
    check_rows(limit)
    allowed = Limits(seconds).seconds
    source = find_source(release)
    intact.check(source)
    connection = connect(release)
    import duckdb

    try:
        kinds = [part.type for part in connection.extract_statements(statement)]
        if kinds not in ([duckdb.StatementType.SELECT], [duckdb.StatementType.EXPLAIN]):
            raise QueryError(f"sql: {statement}: is not one question; ask with one SELECT")
        table = _answered(connection, statement, allowed)
        table = table.rename_columns(_distinct(table.column_names))
        _check_days(table)
        kept = connection.view("sentences").filter(_kept(source))
        tokens = int(kept.aggregate("coalesce(sum(len(tokens)), 0)").fetchall()[0][0])
    except TimeoutError as error:
        raise LimitError(
            f"sql: did not end within {seconds:g} s; ask for less, or raise the limit of time"
        ) from error
    except duckdb.Error as error:
        views = f"the views are {', '.join([*FOLDERS, 'tokens'])}"
        raise QueryError(f"sql: {error}; {_quoted(str(error), statement) or views}") from error
    finally:
        connection.close()
    about = About(
        question="sql",
        options={"statement": statement},
        release=source.release["name"] or release.resolve().name,
        version=source.release["version"],
        identity=source.release["identity"] or source.identity,
        tokens=tokens,
        figures={"rows": table.num_rows},
        asked=f"sql {' '.join(statement.split())}",
    )
    return Rows(about, table[:limit])


def _quoted(error: str, statement: str) -> str:
    """What to do where a value in double quotation marks was taken for a column, or nothing."""
    named = re.search(r'Referenced column "(.+?)" not found', error)
    if named is None or f'"{named[1]}"' not in statement:
        return ""
    return f"double quotation marks hold names of columns; write the value as '{named[1]}'"


def _check_days(table: pa.Table) -> None:
    """Refuse days and times that Python has not, such as infinity: no row could be shown."""
    for name, column in zip(table.column_names, table.columns, strict=True):
        for values in (found for chunk in column.chunks for found in _of_time(chunk)):
            fact = _unlike_python(values)
            if fact:
                raise QueryError(f"sql: {name}: {fact}; ask for them as text, by ::VARCHAR")


def _of_time(values: pa.Array) -> Iterator[pa.Array]:
    """The days and times among values, or within lists and structs."""
    kind = values.type
    if isinstance(values, pa.DictionaryArray):
        yield from _of_time(values.dictionary)
    elif isinstance(values, pa.MapArray):
        yield from _of_time(values.keys)
        yield from _of_time(values.items)
    elif pa.types.is_struct(kind):
        for field in values.flatten():
            yield from _of_time(field)
    elif pa.types.is_union(kind):
        for place in range(kind.num_fields):
            yield from _of_time(values.field(place))
    elif pa.types.is_nested(kind):
        yield from _of_time(values.flatten())
    elif pa.types.is_date(kind) or pa.types.is_timestamp(kind) or pa.types.is_time(kind):
        yield values


def _unlike_python(values: pa.Array) -> str:
    """What keeps days or times from being Python's, or nothing."""
    kind = values.type
    try:
        if pa.types.is_time64(kind) and kind.unit == "ns":
            values = values.cast(pa.time64("us"))
        elif pa.types.is_timestamp(kind) and kind.unit == "ns":
            values = values.cast(pa.timestamp("us", kind.tz))
        if pa.types.is_time64(kind) and pc.any(pc.equal(values.cast(pa.int64()), _DAY)).as_py():
            return "has the time 24:00:00, which Python has not"
        pc.min_max(values).as_py()
    except pa.ArrowInvalid:
        return "has times finer than a microsecond"
    except (OverflowError, ValueError):
        return "has days that are not in the years 1 to 9999"
    return ""


_DAY = 86_400_000_000
"""Microseconds of a day."""


def _kept(source: Source) -> str:
    """The condition under which a sentence was not taken down, by its article or by its page."""
    if not source.taken_down:
        return "true"
    names = ", ".join("'" + name.replace("'", "''") + "'" for name in source.taken_down)
    return f"article_id NOT IN ({names}) AND source NOT IN ({names})"


def _answered(connection: Any, statement: str, seconds: float | None) -> pa.Table:
    """The rows of a statement; when the time is up, or at ^C, DuckDB is told to stop.

    It works in a thread of its own, for while it does Python hears of no signal.

    Raises:
        TimeoutError: the time is up.
    """
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(lambda: connection.sql(statement).to_arrow_table())
        try:
            return asked.result(seconds)
        finally:
            while not asked.done():  # again, should it not have begun yet
                connection.interrupt()
                wait([asked], 0.05)


def _distinct(names: list[str]) -> list[str]:
    """``names``, a second ``text`` as ``text_1``: a row holds each column under its name.

    >>> _distinct(["text", "text", "text_1", "text"])
    ['text', 'text_2', 'text_1', 'text_3']
    """
    taken, found = set(names), []
    for place, name in enumerate(names):
        number, other = 1, name
        while other in (taken if name in names[:place] else ()):
            other, number = f"{name}_{number}", number + 1
        taken.add(other)
        found.append(other)
    return found
