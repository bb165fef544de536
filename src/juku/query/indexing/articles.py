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
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LEFT_OUT = frozenset({"text", "headings", "paragraph_start", "source_start", "source_end"})
"""Columns of the articles table that are no metadata."""


def read(paths: Sequence[Path]) -> pa.Table:
    """The metadata of all shards, one row an article; null where a shard has not the column.

    Raises:
        ContractError: a column of the contract has a value that its type has no room for, or
            another is text in one shard and a number in the next.
    """
    kinds = joined(paths)
    tables = [plain(store.read_file(path), kinds) for path in paths]
    kept = [[name for name in table.column_names if name not in LEFT_OUT] for table in tables]
    parts = [table.select(names) for table, names in zip(tables, kept, strict=True)]
    return pa.concat_tables(parts, promote_options="default")


def joined(paths: Sequence[Path]) -> dict[str, pa.DataType]:
    """The columns that the contract does not know, each with the type that holds all its values.

    Raises:
        ContractError: there is none, naming for each column the first two files that differ.
    """
    found, declared = Findings(), contract.schema("articles").names
    kinds: dict[str, pa.DataType] = {}
    first: dict[str, str] = {}
    refused = set(declared)
    for path in paths:
        for field in store.schema(path):
            if field.name in refused:
                continue
            held, kind = kinds.get(field.name, pa.null()), _usual(field.type)
            if (joint := _joint(held, kind)) is None:
                fact = f"is {kind}, and {held} in {first[field.name]}"
                found.add(f"{path}: articles.{field.name}", fact, "give it one type in all files")
                refused.add(field.name)
                continue
            if joint != held:
                first[field.name] = path.name
            kinds[field.name] = joint
    found.raise_as(ContractError)
    return {name: pa.string() if pa.types.is_null(kind) else kind for name, kind in kinds.items()}


def plain(table: pa.Table, kinds: Mapping[str, pa.DataType]) -> pa.Table:
    """Rows of articles with the types of the contract, and of ``kinds`` for what was joined.

    Raises:
        ContractError: naming every column with a value that its type has no room for.
    """
    made = store.as_declared(table, "articles")
    for at, field in enumerate(made.schema):
        kind = kinds.get(field.name, field.type)
        if kind != field.type:
            made = made.set_column(at, field.name, made[field.name].cast(kind))
    return made


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


def _joint(one: pa.DataType, other: pa.DataType) -> pa.DataType | None:
    """A type with room for the values of both; None where there is none."""
    both = [pa.schema([("value", kind)]) for kind in (one, other)]
    try:
        return pa.unify_schemas(both, promote_options="permissive").field(0).type
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return None
