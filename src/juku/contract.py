"""The contract: what schema/*.json says, as Arrow schemas, features and field tables.

No other module restates a table's columns; the JSON is the single source.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from juku import data

TABLES = ("sentences", "articles", "blocks")
"""The three tables, each a config of the dataset; the first is the default."""

_SCALARS: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int8": pa.int8(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "date32": pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column, as schema/*.json declares it."""

    name: str
    type: str
    nullable: bool
    description: str
    example: Any
    status: str
    """``verbatim``, ``automatic``, ``converted`` or ``curated``."""

    @property
    def arrow(self) -> pa.DataType:
        """Its Arrow type; a list's items may be null, a list itself may not."""
        if self.type.startswith("list<"):
            return pa.list_(_SCALARS[self.type.removeprefix("list<").removesuffix(">")])
        return _SCALARS[self.type]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the contract."""

    name: str
    key: str
    description: str
    fields: tuple[Field, ...]


@cache
def table(name: str) -> Table:
    """The declaration of one of ``TABLES``.

    >>> table("blocks").key
    'block_id'
    """
    raw = data.load(name)
    fields = tuple(Field(**row) for row in raw["fields"])
    return Table(raw["name"], raw["key"], raw["description"], fields)


@cache
def schema(name: str) -> pa.Schema:
    """The Arrow schema of a table, with its features in the footer key that `datasets` reads.

    >>> schema("sentences").field("published").type
    DataType(date32[day])
    """
    fields = [pa.field(f.name, f.arrow, nullable=f.nullable) for f in table(name).fields]
    footer = json.dumps({"info": {"features": features(name)}}, ensure_ascii=True, sort_keys=False)
    return pa.schema(fields, metadata={"huggingface": footer})


def unlike(name: str, there: pa.Schema) -> str:
    """What a file's columns have not in common with a table's; nothing where they are alike.

    >>> wanted = schema("blocks")
    >>> unlike("blocks", wanted)
    ''
    >>> unlike("blocks", wanted.remove(0).append(pa.field("mine", pa.int8())))
    'its columns are not those of schema/blocks.json (block_id is missing; mine is none of them)'
    """
    wanted = schema(name)
    if there.equals(wanted):
        return ""
    facts = [f"{column} is missing" for column in wanted.names if column not in there.names]
    facts += [f"{column} is none of them" for column in there.names if column not in wanted.names]
    facts += [
        f"{found.name} is {_form(found)}, not {_form(wanted.field(found.name))}"
        for found in there
        if found.name in wanted.names and not found.equals(wanted.field(found.name))
    ]
    twice = sorted({column for column in there.names if there.names.count(column) > 1})
    facts += [f"{column} is there twice" for column in twice]
    said = "; ".join(facts) or "they stand in another order"
    return f"its columns are not those of schema/{name}.json ({said})"


def _form(field: pa.Field) -> str:
    return f"{field.type}" + ("" if field.nullable else " without nulls")


def features(name: str) -> dict[str, Any]:
    """The table's features in the JSON form of `datasets`.

    >>> features("sentences")["tokens"]
    {'feature': {'dtype': 'string', '_type': 'Value'}, '_type': 'List'}
    """
    return {f.name: _feature(f.arrow) for f in table(name).fields}


def _feature(kind: pa.DataType) -> dict[str, Any]:
    if pa.types.is_list(kind):
        return {"feature": _feature(kind.value_type), "_type": "List"}
    dtype = "date32" if pa.types.is_date32(kind) else str(kind)
    if pa.types.is_float64(kind):
        dtype = "float64"
    return {"dtype": dtype, "_type": "Value"}


def field_table(name: str) -> str:
    """The fields of a table as a Markdown table: name, type, status, meaning.

    >>> print(field_table("blocks").splitlines()[2])
    | `block_id` | string | automatic | `{source}@{start}`. |
    """
    rows = ["| field | type | status | meaning |", "|---|---|---|---|"]
    for f in table(name).fields:
        kind = f.type + (", null" if f.nullable else "")
        rows.append(f"| `{f.name}` | {kind} | {f.status} | {f.description} |")
    return "\n".join(rows)
