"""Rows gathered a column at a time, and made an Arrow table of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from juku import contract
from juku.text.arrays.flat import Coded, Slices

if TYPE_CHECKING:
    from collections.abc import Sequence


def flat_list(values: pa.Array | Sequence[Any], offsets: np.ndarray, item: pa.DataType) -> pa.Array:
    """A list column from all its items in one row and where each list starts (n + 1 offsets)."""
    items = values if isinstance(values, pa.Array) else pa.array(values, item)
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), items.cast(item))


def strings(values: Sequence[str | None]) -> pa.Array:
    """Strings as an Arrow array; those that are arrays inside without a Python object each."""
    if isinstance(values, Slices):
        offsets, raw = values.utf8()
        return pa.StringArray.from_buffers(len(values), pa.py_buffer(offsets), pa.py_buffer(raw))
    if isinstance(values, Coded):
        return pa.array(values.table, pa.string()).take(pa.array(values.codes))
    return pa.array(values, pa.string())


def item_type(name: str, column: str) -> pa.DataType:
    """The type of the items of a list column of the contract table ``name``."""
    return contract.schema(name).field(column).type.value_type


def table(name: str, columns: dict[str, Any]) -> pa.Table:
    """The contract table ``name`` from its columns, each an Arrow array or a sequence of values."""
    schema = contract.schema(name)
    arrays = []
    for field in schema:
        values = columns[field.name]
        made = isinstance(values, pa.Array | pa.ChunkedArray)
        arrays.append(values if made else pa.array(values, field.type))
    return pa.table(arrays, schema=schema)


def empty(name: str) -> pa.Table:
    """The contract table ``name`` without a row."""
    return contract.schema(name).empty_table()
