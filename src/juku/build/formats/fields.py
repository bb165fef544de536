"""The fields of a record by their names, which reach into records within it: ``data.title``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from juku.errors import EvidenceError

Row = Mapping[str, Any]


def value(row: Row, name: str) -> Any:
    """The field ``name``; where the record has none, that of a record in it; else None.

    >>> value({"data": {"title": "题"}}, "data.title")
    '题'
    >>> value({"data.title": "题", "data": {"title": "别的"}}, "data.title")
    '题'
    >>> value({"page.data": {"title": "题"}}, "page.data.title")
    '题'
    """
    if name in row:
        return row[name]
    for outer, inner in splits(name):
        within = row.get(outer)
        if isinstance(within, Mapping) and (held := value(within, inner)) is not None:
            return held
    return None


class Record(dict[str, Any]):
    """An object of JSON some of whose names stand in it with one value and with another."""

    twice: frozenset[str] = frozenset()


def record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object as JSON writes it: of a name that stands twice the last value, and that it does.

    >>> record([("id", 1), ("id", 1)]), record([("id", 1), ("id", 2)]).twice
    ({'id': 1}, frozenset({'id'}))
    """
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled = Record(made)
    doubled.twice = frozenset(name for name, held in pairs if held != made[name])
    return doubled


def stands_twice(row: Row, name: str) -> bool:
    """Whether what `value` gives of the field ``name`` is not all that the record says of it.

    >>> stands_twice({"data": record([("title", "题"), ("title", "别的")])}, "data.title")
    True
    """
    if name in row:
        return isinstance(row, Record) and name in row.twice
    for outer, inner in splits(name):
        within = row.get(outer)
        if isinstance(within, Mapping) and value(within, inner) is not None:
            return stands_twice(row, outer) or stands_twice(within, inner)
    return False


def splits(name: str) -> Iterator[tuple[str, str]]:
    """The ways to read a name as that of a record and of a field in it, the shortest first."""
    parts = name.split(".")
    for place in range(1, len(parts)):
        yield ".".join(parts[:place]), ".".join(parts[place:])


def names(row: Row) -> Iterator[str]:
    """The names of all fields, those of records within it after that of their own.

    >>> list(names({"id": 1, "data": {"title": "题"}}))
    ['id', 'data', 'data.title']
    """
    for name, held in row.items():
        yield name
        if isinstance(held, Mapping):
            yield from (f"{name}.{inner}" for inner in names(held))


def column(name: str, there: tuple[str, ...]) -> str:
    """The column of a Parquet file that holds the field ``name``; itself where none can.

    >>> column("data.title", ("data", "id")), column("page.data.title", ("page.data",))
    ('data', 'page.data')
    """
    return next((outer for outer, _ in ((name, ""), *splits(name)) if outer in there), name)


def string(row: Row, name: str, source: str) -> str | None:
    """The text in a field; None where it is missing.

    Raises:
        EvidenceError: it holds what is not text, or half a character.
    """
    return _checked(value(row, name), name, source)


def paragraphs(row: Row, name: str, source: str) -> str | None:
    """The text in a field, which may be a list of paragraphs; a line feed is put between them.

    Raises:
        EvidenceError: it, or a paragraph, is not text, or has half a character.
    """
    held = value(row, name)
    if not isinstance(held, list):
        return _checked(held, name, source)
    return "\n".join(_checked(one, name, source) or "" for one in held)


def _checked(held: Any, name: str, source: str) -> str | None:
    if held is None:
        return None
    if not isinstance(held, str):
        kind = type(held).__name__
        raise EvidenceError(f"{source}: {name}: is {kind}, not text; mend the record or the map")
    try:
        held.encode()
    except UnicodeEncodeError as error:
        raise EvidenceError(
            f"{source}: {name}: has half a surrogate pair at {error.start}; mend the record"
        ) from error
    return held
