"""The metadata of articles: the columns of the contract, and those that someone joined to them.

A release's own columns have the types of the contract. What another tool added may be a column of
some shards only, may be of no type where a shard has no value, and has the widths of that tool.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from juku import contract, store
from juku.errors import ContractError, Findings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LEFT_OUT = frozenset({"text", "headings", "paragraph_start", "source_start", "source_end"})
"""Columns of the articles table that are no metadata."""


def read(paths: Sequence[Path]) -> pa.Table:
    """The metadata of all shards, one row an article; null where a shard has not the column.

    Raises:
        ContractError: a column of the contract has a value that its type has no room for, or
            another is text in one shard and a number in the next.
    """
    tables = [_plain(store.as_declared(store.read_file(path), "articles")) for path in paths]
    _check_types(paths, tables)
    whole = pa.concat_tables(tables, promote_options="permissive")
    for at, field in enumerate(whole.schema):
        if pa.types.is_null(field.type):
            whole = whole.set_column(at, field.name, whole[field.name].cast(pa.string()))
    return whole


def _plain(table: pa.Table) -> pa.Table:
    """The metadata of one shard, without dictionaries and in the usual widths."""
    table = table.select([name for name in table.column_names if name not in LEFT_OUT])
    declared = contract.schema("articles").names
    for at, field in enumerate(table.schema):
        kind = _usual(field.type)
        if field.name not in declared and kind != field.type:
            table = table.set_column(at, field.name, table[field.name].cast(kind))
    return table


def _usual(kind: pa.DataType) -> pa.DataType:
    """The type that the index keeps of values of ``kind``: one that can be put in order."""
    if pa.types.is_dictionary(kind):
        return _usual(kind.value_type)
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_decimal(kind) or pa.types.is_float16(kind):
        return pa.float64()
    if pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind) or pa.types.is_list(kind):
        return pa.list_(_usual(kind.value_type))
    return kind


def _check_types(paths: Sequence[Path], tables: Sequence[pa.Table]) -> None:
    """Refuse columns that no one type holds, each with the first two files that differ."""
    found = Findings()
    for name in dict.fromkeys(name for table in tables for name in table.column_names):
        held, where = pa.field(name, pa.null()), ""
        for path, table in zip(paths, tables, strict=True):
            if name not in table.column_names:
                continue
            field = table.schema.field(name)
            if (joint := _joint(held, field)) is None:
                fact = f"is {field.type}, and {held.type} in {where}"
                found.add(f"{path}: articles.{name}", fact, "give it one type in all files")
                break
            where = path.name if joint.type != held.type else where
            held = joint
    found.raise_as(ContractError)


def _joint(one: pa.Field, other: pa.Field) -> pa.Field | None:
    """A field with room for the values of both; None where there is none."""
    both = [pa.schema([one]), pa.schema([other])]
    try:
        return pa.unify_schemas(both, promote_options="permissive").field(0)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return None
