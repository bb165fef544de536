"""Metadata: the columns of the contract, and those that someone joined to articles or sentences.

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

PLACE = ("article", "ordinal")
"""Columns by which an index says where a sentence stands; what is joined has another name."""


def articles(paths: Sequence[Path]) -> pa.Table:
    """The metadata of all shards, one row an article; null where a shard has not the column.

    Raises:
        ContractError: a column of the contract has a value that its type has no room for, or
            another is text in one shard and a number in the next.
    """
    kinds = columns(paths, "articles")
    tables = [plain(store.read_file(path), "articles", kinds) for path in paths]
    kept = [[name for name in table.column_names if name not in LEFT_OUT] for table in tables]
    parts = [table.select(names) for table, names in zip(tables, kept, strict=True)]
    return pa.concat_tables(parts, promote_options="default")


def columns(paths: Sequence[Path], table: str) -> dict[str, pa.DataType]:
    """The columns of a table that the contract does not know, each with its values' one type.

    Raises:
        ContractError: there is none, naming for each column the first two files that differ.
    """
    found, declared = Findings(), contract.schema(table).names
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
                found.add(f"{path}: {table}.{field.name}", fact, "give it one type in all files")
                refused.add(field.name)
                continue
            if joint != held:
                first[field.name] = path.name
            kinds[field.name] = joint
    found.raise_as(ContractError)
    return {name: pa.string() if pa.types.is_null(kind) else kind for name, kind in kinds.items()}


def plain(
    rows: pa.Table | pa.RecordBatch,
    table: str,
    kinds: Mapping[str, pa.DataType],
    *,
    encoded: Sequence[str] = (),
) -> pa.Table:
    """Rows of a table with the types of the contract, and of ``kinds`` for what was joined.

    A joined column that these rows have not is null; ``encoded`` is as of `store.as_declared`.

    Raises:
        ContractError: naming every column with a value that its type has no room for.
    """
    made = store.as_declared(rows, table, encoded=encoded)
    for name, kind in kinds.items():
        if name not in made.column_names:
            made = made.append_column(name, pa.nulls(len(made), kind))
        elif made.schema.field(name).type != kind:
            at = made.column_names.index(name)
            made = made.set_column(at, name, made[name].cast(kind))
    return made


def one_a_sentence(paths: Sequence[Path]) -> dict[str, pa.DataType]:
    """The columns joined to sentences that give each one value, with their types.

    Raises:
        ContractError: as `columns` does.
    """
    kinds = columns(paths, "sentences")
    single = {name: kind for name, kind in kinds.items() if not pa.types.is_nested(kind)}
    return {name: kind for name, kind in single.items() if name not in PLACE}


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
