"""Results on paper: aligned text, CSV, TSV, JSON, JSON lines, Parquet, always all rows.

Forms carry ``about`` (query, release, version, sizes, seed): text and CSV in lines before the
rows, JSON beside them, Parquet in the schema. JSON lines have no place for it that readers would
not take for a row more, which is a wrong count that nobody sees; there the rows are all.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from juku import store
from juku.errors import QueryError
from juku.query.answers import files
from juku.query.answers.values import in_json, jsonable, nested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from juku.query.answers.frames import Frame

ENDINGS = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
}
"""File ending → form."""


def write(result: Frame, path: str | Path, form: str | None = None) -> None:
    """Write ``result`` to ``path``; the file appears when it is whole.

    Raises:
        QueryError: there is no such form, the ending does not tell one, or ``path`` cannot be
            written.
    """
    path = Path(path)
    form = form or ENDINGS.get(path.suffix)
    if form == "parquet":
        with files.placed(path) as part:
            _write_rows(result, part)
        return
    if form is None:
        raise QueryError(
            f"{path}: its ending names no form; use one of {' '.join(ENDINGS)} or say which form"
        )
    text = pieces(result, form)
    with files.placed(path) as part, part.open("w", encoding="utf-8", newline="") as out:
        out.writelines(text)


def _write_rows(result: Frame, path: Path) -> None:
    try:
        store.write_rows(result.to_arrow(), path)
    except pa.ArrowNotImplementedError as error:
        raise QueryError(
            f"parquet: cannot hold a column ({error}); write another form, or ask for it as text"
        ) from error


def render(result: Frame, form: str) -> str:
    """``result`` as text of one of the forms, all rows.

    Raises:
        QueryError: there is no such form.
    """
    return "".join(pieces(result, form))


def pieces(result: Frame, form: str) -> Iterator[str]:
    """The same piece by piece, so that lines by the million need not be held at once.

    Raises:
        QueryError: there is no such form.
    """
    if form not in FORMS:
        raise QueryError(f"form: there is no {form!r}; use one of {', '.join([*FORMS, 'parquet'])}")
    return FORMS[form](result)


def _table(result: Frame) -> Iterator[str]:
    yield result.text() + "\n"


def _csv(result: Frame) -> Iterator[str]:
    yield _head(result)
    yield from _delimited(result, ",")


def _tsv(result: Frame) -> Iterator[str]:
    yield _head(result)
    yield from _delimited(result, "\t")


def _head(result: Frame) -> str:
    """What it is about, in lines that readers of CSV can be told to skip."""
    lines = [
        f"# {name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in result.about.as_dict().items()
    ]
    return "\n".join(lines) + "\n"


def _delimited(result: Frame, delimiter: str) -> Iterator[str]:
    names = result.part(0, 0).column_names
    yield _lines([names], delimiter)
    for table in result.parts():
        columns = [[_cell(value) for value in column.to_pylist()] for column in table.columns]
        yield _lines(zip(*columns, strict=True), delimiter)


def _lines(rows: Iterable[Sequence[Any]], delimiter: str) -> str:
    r"""Rows as lines.

    >>> _lines([["#1", "甲\r乙"], ["甲", 2]], ",")
    '"#1","甲\r乙"\n甲,2\n'
    """
    made: list[str] = []
    out = SimpleNamespace(write=made.append)
    csv.writer(out, delimiter=delimiter, lineterminator=_QUOTED).writerows(rows)
    return "".join(line.removesuffix(_QUOTED) + "\n" for line in made)


_QUOTED = "\n\r#"
"""Signs for which a cell is put in quotation marks, as `csv` does for those that end its lines.

A bare carriage return ends a row for most readers, and a row that begins with # is no row.
"""


def _cell(value: Any) -> Any:
    """A list of single values with blanks between them, what holds more than that as JSON."""
    if isinstance(value, list) and not any(item is None or nested(item) for item in value):
        return " ".join(str(_cell(item)) for item in value)
    return in_json(value) if nested(value) else value.hex() if isinstance(value, bytes) else value


def _json(result: Frame) -> Iterator[str]:
    head = _indented({"about": result.about.as_dict(), "rows": []})
    yield head.removesuffix("]\n}")
    before = ""
    for table in result.parts():
        for row in table.to_pylist():
            yield f"{before}\n  {_indented(jsonable(row), 2)}"
            before = ","
    yield "\n ]\n}\n" if before else "]\n}\n"


def _indented(document: dict[str, Any], depth: int = 0) -> str:
    """``document`` over several lines; a text in JSON has no line breaks of its own."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    return text.replace("\n", "\n" + " " * depth)


def _jsonl(result: Frame) -> Iterator[str]:
    for table in result.parts():
        rows = (jsonable(row) for row in table.to_pylist())
        yield "".join(f"{json.dumps(row, ensure_ascii=False, allow_nan=False)}\n" for row in rows)


FORMS: dict[str, Callable[[Frame], Iterator[str]]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "jsonl": _jsonl,
}
"""The forms that are text."""
