"""Tables of the contract without the text that a release leaves out, a column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract
from juku.build.rows.columns import flat_list
from juku.text.arrays.flat import offsets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]

_TEXT = {"text_norm", "edit_start", "edit_end", "edit_to", "edit_rule", "ambiguous"}
_QUOTED = {
    "sentences": ("quote_speaker", "quantity_approx", "quantity_unit"),
    "articles": ("agencies", "places", "reporters", "photographers"),
}
"""Lists of words as printed, beside the text; of sentences each has an item for every reading."""
_PLACE = "dateline_place"
_OF_TOKENS = ("tokens", "boundary_votes", "xpos", "upos")


def emptied(rows: pa.Table, name: str, *, taken: Bools, shuffled: Bools, silent: Bools) -> pa.Table:
    """The rows of the table ``name`` without their text.

    Args:
        rows: of the contract.
        name: ``sentences`` or ``articles``.
        taken: of each row, whether it was taken down: words that its readings quote go as well.
        shuffled: of each row, whether its tokens are kept, in an order that tells nothing.
        silent: of each row, whether its tokens go, but for their number. A row is at most one of
            ``shuffled`` and ``silent``; one that is neither is left as it is.
    """
    columns = {field: _whole(rows[field]) for field in rows.column_names}
    for field in contract.table(name).fields:
        if _goes(field):
            columns[field.name] = _empty(
                columns[field.name], shuffled | silent, null=field.nullable
            )
    if name == "sentences":
        columns |= _shuffled({key: columns[key] for key in _OF_TOKENS}, shuffled)
        columns["token_start"] = _items(columns["token_start"], shuffled, 0)
        columns["tokens"] = _items(columns["tokens"], silent, None)
    for quoted in _QUOTED[name]:
        words = columns[quoted]
        gone = _items(words, taken, None) if name == "sentences" else _empty(words, taken)
        columns[quoted] = gone
    columns[_PLACE] = _empty(columns[_PLACE], taken, null=True)
    return pa.table(columns, schema=rows.schema)


def _goes(field: contract.Field) -> bool:
    """Whether a column of text goes, of whichever rows."""
    return field.name in _TEXT or field.status in {"verbatim", "converted"}


def left(row: Mapping[str, Any], name: str, *, taken: bool, silent: bool) -> Iterator[str]:
    """Columns of a row of the table ``name`` that `emptied` would not leave as they are.

    ``taken`` and ``silent`` are as there, of this row.
    """
    also = {"tokens": silent, _PLACE: taken, **dict.fromkeys(_QUOTED[name], taken)}
    for field in contract.table(name).fields:
        value = row[field.name]
        there = any(item is not None for item in value) if isinstance(value, list) else value
        if there and (_goes(field) or also.get(field.name)):
            yield field.name


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _empty(column: pa.Array, mask: Bools, *, null: bool = False) -> pa.Array:
    """Null, no item or no character in the rows of ``mask``."""
    if null:
        return pc.if_else(pa.array(mask), pa.scalar(None, column.type), column)
    if not pa.types.is_list(column.type):
        return pc.if_else(pa.array(mask), pa.scalar("", column.type), column)
    lengths = _lengths(column)
    kept = column.flatten().filter(pa.array(np.repeat(~mask, lengths)))
    return _lists(column, kept, np.where(mask, 0, lengths))


def _items(column: pa.ListArray, mask: Bools, value: int | None) -> pa.Array:
    """Each item of the lists in the rows of ``mask`` replaced by ``value``."""
    items, lengths = column.flatten(), _lengths(column)
    told = pa.scalar(value, items.type)
    return _lists(column, pc.if_else(pa.array(np.repeat(mask, lengths)), told, items), lengths)


def _shuffled(columns: dict[str, pa.ListArray], mask: Bools) -> dict[str, pa.Array]:
    """The tokens of each row of ``mask`` by form, then by their tags and votes."""
    lengths = _lengths(columns["tokens"])
    moved = pa.array(np.repeat(mask, lengths))
    items = {name: column.flatten() for name, column in columns.items()}
    keys = {"row": pa.array(np.repeat(np.arange(len(mask)), lengths))}
    for name in ("tokens", "upos", "xpos", "boundary_votes"):
        # A row that is not moved has equal keys, and keeps its order: the sort is stable.
        least = pa.scalar("" if pa.types.is_string(items[name].type) else 0, items[name].type)
        keys[name] = pc.if_else(moved, items[name].fill_null(least), least)
    order = pc.sort_indices(pa.table(keys), [(name, "ascending") for name in keys])
    return {name: _lists(columns[name], items[name].take(order), lengths) for name in items}


def _lengths(column: pa.ListArray) -> NDArray[np.int64]:
    """Of each list; 0 of one that is null."""
    lengths = pc.list_value_length(column).fill_null(0)
    return np.asarray(lengths, np.int64)


def _lists(column: pa.ListArray, items: pa.Array, lengths: NDArray[np.int64]) -> pa.Array:
    """Lists of these lengths over all ``items``, of the type of ``column``."""
    return flat_list(items, offsets_of(lengths), column.type.value_type).cast(column.type)
