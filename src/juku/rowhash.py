r"""The logical hash of a table's rows: the same for any file layout, order, engine or version.

The canonical form, which ``docs/identity.md`` gives as recipes in three engines:

* a string is ``{length in UTF-8 bytes}:{itself}``, an integer is its decimal digits, a date is
  its days since 1970-01-01, a float64 is its 64 bits read as a signed integer (every NaN as
  9221120237041090560, minus zero as zero); null is ``~``;
* a list of strings is ``[{lengths, joined by commas}]{the strings, joined}``, any other list
  is ``[{items, joined by commas}]``, a null item has ``~`` for its length or value;
* a row is its columns in the order of their names, each followed by ``;``; its digest is the
  SHA-256 of that text in UTF-8;
* a table's sum is the sum of its rows' digests, as big-endian integers, modulo 2**256; its hash
  is the SHA-256 of ``juku-rows/1 {table}\n{column names, sorted, by commas}\n{rows}\n{sum}``,
  the sum as 64 hex digits.

Lengths stand before strings, so no character needs an escape and none can forge a separator.
Bits stand for floats, because engines print them differently.  A sum, because it needs no
sorting, forgets how rows were sharded or ordered, counts doubled rows twice, and lets shards
be hashed apart: ``combine``.  (The order of rows is held by SHA256SUMS and by ``ordinal``.)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import ContractError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORM = "juku-rows/1"
"""Name of the canonical form; another form gets another name."""

_MODULUS = 1 << 256
_NAN = 0x7FF8000000000000
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class RowHash:
    """What rows of one table come to; shards of a table add up with ``combine``."""

    table: str
    columns: tuple[str, ...]
    """Names, sorted."""
    rows: int
    total: int
    """Sum of the rows' SHA-256 modulo 2**256."""

    @property
    def hex(self) -> str:
        """The table's hash: 64 hex digits.

        >>> RowHash("t", ("a", "b"), 0, 0).hex[:16]
        '6a6db24572245372'
        """
        names = ",".join(self.columns)
        form = f"{FORM} {self.table}\n{names}\n{self.rows}\n{self.total:064x}"
        return hashlib.sha256(form.encode()).hexdigest()


def of_table(table: pa.Table, name: str, columns: Sequence[str] | None = None) -> RowHash:
    """Hash the rows of ``table`` as contract table ``name``, all columns or only some.

    Raises:
        ContractError: a column has a type that the canonical form does not know.
    """
    return of_batches(table.to_batches(max_chunksize=_BATCH), name, columns or table.column_names)


def of_batches(batches: Iterable[pa.RecordBatch], name: str, columns: Sequence[str]) -> RowHash:
    """Hash rows as they stream by; memory does not grow with them."""
    names = tuple(sorted(columns))
    rows, total = 0, 0
    for batch in batches:
        found = digests(batch, names)
        rows += len(found)
        total += _sum(found)
    return RowHash(name, names, rows, total % _MODULUS)


def combine(parts: Iterable[RowHash]) -> RowHash:
    """The hash of all rows of several shards of one table.

    >>> a, b = RowHash("t", ("x",), 2, 5), RowHash("t", ("x",), 1, 7)
    >>> combine([a, b])
    RowHash(table='t', columns=('x',), rows=3, total=12)

    Raises:
        ContractError: there is no part, or parts are of different tables or columns.
    """
    kept = list(parts)
    kinds = {(p.table, p.columns) for p in kept}
    if len(kinds) != 1:
        raise ContractError(
            f"row hash: {len(kinds)} different sets of columns; hash shards of one table together"
        )
    table, columns = kinds.pop()
    return RowHash(table, columns, sum(p.rows for p in kept), sum(p.total for p in kept) % _MODULUS)


def digests(batch: pa.RecordBatch, columns: Sequence[str]) -> np.ndarray[Any, Any]:
    """The SHA-256 of each row in its canonical form: shape (rows, 32), uint8.

    Columns are taken in the order of their names, whatever the order given.
    """
    if batch.num_rows == 0:
        return np.empty((0, 32), np.uint8)
    offsets, data = canonical(batch, columns)
    sha = hashlib.sha256
    joined = b"".join([sha(data[s:e]).digest() for s, e in pairwise(offsets)])
    return np.frombuffer(joined, np.uint8).reshape(-1, 32)


def canonical(batch: pa.RecordBatch, columns: Sequence[str]) -> tuple[list[int], memoryview]:
    """The rows' canonical texts: row ``i`` is ``data[offsets[i]:offsets[i + 1]]``, in UTF-8."""
    parts: list[pa.Array | str] = []
    for name in sorted(columns):
        parts += [*_encode(batch.column(name), name), ";"]
    rows = _side_by_side(parts, batch.num_rows)
    _, offset_buffer, data = rows.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64)[rows.offset : rows.offset + len(rows) + 1]
    return offsets.tolist(), memoryview(data or b"")


def _sum(found: np.ndarray[Any, Any]) -> int:
    """Digests added as integers; eight 32-bit limbs cannot overflow 64 bits below 2**32 rows."""
    limbs = found.view(">u4").astype(np.uint64).sum(axis=0)
    return sum(int(limb) << (32 * (7 - place)) for place, limb in enumerate(limbs))


def _encode(column: pa.Array, name: str) -> list[pa.Array | str]:
    """The canonical form of each value as parts that stand side by side: arrays, or one mark."""
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        parts = _encode_list(column, name)
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        parts = [_lengths(column), ":", column]
    else:
        return [_number(column, name)]
    if column.null_count == 0:
        return parts
    valid = column.is_valid()
    blank = [part if isinstance(part, str) else pc.fill_null(part, "") for part in parts]
    form = _side_by_side(blank, len(column))
    return [pc.if_else(valid, form, pa.scalar("~", form.type))]


def _encode_list(column: pa.Array, name: str) -> list[pa.Array | str]:
    items, ends = column.flatten(), _ends(column)
    if not (pa.types.is_string(items.type) or pa.types.is_large_string(items.type)):
        return ["[", *_listed(ends, items, name)]
    return ["[", *_listed(ends, pc.binary_length(items), name), _run_together(ends, items)]


def _ends(column: pa.Array) -> np.ndarray[Any, Any]:
    """Where the items of each list of ``column`` end among all items, after a zero."""
    counts = pc.fill_null(pc.list_value_length(column), 0)
    ends = np.zeros(len(column) + 1, np.int64)
    np.cumsum(counts.to_numpy(zero_copy_only=False), out=ends[1:])
    return ends


def _listed(ends: np.ndarray[Any, Any], items: pa.Array, name: str) -> list[pa.Array | str]:
    """Numbers joined by commas list by list, each list closed by ``]``."""
    digits = _digits(items) if pa.types.is_integer(items.type) else None
    if digits is not None:
        return [_of_digits(ends, digits)]
    lists = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), _number(items, name))
    return [pc.binary_join(lists, ","), "]"]


def _digits(items: pa.Array) -> np.ndarray[Any, Any] | None:
    """The form of each item where every one is a digit or ``~``: most lists' are, by far."""
    values = pc.fill_null(items, 0) if items.null_count else items
    values = values.to_numpy()
    if len(values) and (values.min() < 0 or values.max() > 9):
        return None
    marks: np.ndarray[Any, Any] = values.astype(np.uint8) + np.uint8(ord("0"))
    if items.null_count:
        marks[~items.is_valid().to_numpy(zero_copy_only=False)] = ord("~")
    return marks


def _of_digits(ends: np.ndarray[Any, Any], marks: np.ndarray[Any, Any]) -> pa.Array:
    """Items of one byte each joined by commas list by list; a bracket where the last comma was."""
    counts = np.diff(ends)
    cuts = np.zeros(len(ends), np.int64)
    np.cumsum(np.maximum(2 * counts, 1), out=cuts[1:])
    data = np.full(int(cuts[-1]), ord(","), np.uint8)
    data[np.arange(0, 2 * len(marks), 2) + np.repeat(cuts[:-1] - 2 * ends[:-1], counts)] = marks
    data[cuts[1:] - 1] = ord("]")
    return pa.LargeStringArray.from_buffers(len(counts), pa.py_buffer(cuts), pa.py_buffer(data))


def _run_together(ends: np.ndarray[Any, Any], items: pa.Array) -> pa.Array:
    """The strings of each list with nothing between: their bytes as they lie, cut list by list."""
    if items.null_count:
        items = pc.fill_null(items, "")
    items = items.cast(pa.large_string())
    _, offset_buffer, data = items.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64)[items.offset : items.offset + len(items) + 1]
    cuts = offsets[ends] if len(offsets) else ends
    return pa.LargeStringArray.from_buffers(len(ends) - 1, pa.py_buffer(cuts), data)


def _side_by_side(parts: Sequence[pa.Array | str], rows: int) -> pa.Array:
    """Parts joined row by row, as large strings; marks that meet become one first."""
    wide: list[pa.Array | pa.Scalar] = [pa.repeat(_large(""), rows)]
    for marks, group in groupby(parts, lambda part: isinstance(part, str)):
        run = list(group)
        wide += (
            [_large("".join(run))] if marks else [pc.cast(part, pa.large_string()) for part in run]
        )
    return pc.binary_join_element_wise(*wide, _large(""))


def _large(mark: str) -> pa.Scalar:
    return pa.scalar(mark, pa.large_string())


def _lengths(strings: pa.Array) -> pa.Array:
    """Bytes in UTF-8 of each string, in digits; of a null, 0."""
    lengths = pc.binary_length(strings)
    return (pc.fill_null(lengths, 0) if strings.null_count else lengths).cast(pa.string())


def _number(column: pa.Array, name: str) -> pa.Array:
    kind = column.type
    if pa.types.is_float64(kind):
        digits = pc.if_else(column.is_valid(), _bits(column), pa.scalar(None, pa.string()))
    elif pa.types.is_date32(kind):
        digits = column.view(pa.int32()).cast(pa.string())
    elif pa.types.is_integer(kind):
        digits = column.cast(pa.string())
    else:
        raise ContractError(
            f"{name}: type {kind} has no canonical form; use one of the types of schema/*.json"
        )
    return pc.fill_null(digits, "~") if column.null_count else digits


def _bits(column: pa.Array) -> pa.Array:
    values = np.array(pc.fill_null(column, 0.0).to_numpy(zero_copy_only=False), np.float64)
    bits = (values + 0.0).view(np.int64)
    return pa.array(np.where(np.isnan(values), _NAN, bits), pa.int64()).cast(pa.string())
