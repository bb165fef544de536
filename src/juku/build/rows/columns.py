"""Rows gathered a column at a time, and made an Arrow table of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa

from juku import compiled, contract, rowtext
from juku.text.arrays.flat import Coded, Slices, begins_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def flat_list(values: pa.Array | Sequence[Any], offsets: np.ndarray, item: pa.DataType) -> pa.Array:
    """A list column from all its items in one row and where each list starts (n + 1 offsets)."""
    items = values if isinstance(values, pa.Array) else pa.array(values, item)
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), items.cast(item))


_KERNEL = compiled.kernel("coded")


def strings(values: Sequence[str | None]) -> pa.Array:
    """Strings as an Arrow array; those that are arrays inside without a Python object each."""
    if isinstance(values, Coded):
        return _coded(pa.array(values.table, pa.string()), values.codes)
    if isinstance(values, Slices):
        return _cut(values)
    if None in values:
        return pa.array(values, pa.string())
    return _joined(cast("Sequence[str]", values))


def _joined(values: Sequence[str]) -> pa.Array:
    """By way of one text: for Arrow each string would make its bytes, and keep them."""
    begins = begins_of(values)
    return _cut(Slices("\n".join(values), begins[:-1], begins[1:] - 1))


def _cut(values: Slices) -> pa.Array:
    offsets, raw = values.utf8()
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(offsets), pa.py_buffer(raw))


def _coded(table: pa.Array, codes: np.ndarray) -> pa.Array:
    made = None
    if _KERNEL is not None:
        made = _KERNEL.take(rowtext.laid(table, "table"), np.ascontiguousarray(codes, np.int32))
    if made is None:  # also where there are more bytes than one such array has room for
        return table.take(pa.array(codes))
    bits, offsets, data = (None if one is None else pa.py_buffer(one) for one in made)
    return pa.StringArray.from_buffers(len(codes), offsets, data, bits)


def item_type(name: str, column: str) -> pa.DataType:
    """The type of the items of a list column of the contract table ``name``."""
    return contract.schema(name).field(column).type.value_type


def table(name: str, columns: dict[str, Any]) -> pa.Table:
    """The contract table ``name`` from its columns, each an Arrow array or a sequence of values."""
    schema = contract.schema(name)
    arrays = []
    for field in schema:
        values = columns[field.name]
        if isinstance(values, pa.Array | pa.ChunkedArray):
            arrays.append(values)
        elif field.type == pa.string():
            arrays.append(strings(values))
        else:
            arrays.append(pa.array(values, field.type))
    return pa.table(arrays, schema=schema)


def empty(name: str) -> pa.Table:
    """The contract table ``name`` without a row."""
    return contract.schema(name).empty_table()
