"""The canonical text of a table's rows, which row hashes are of: a batch of rows at a time.

What the form is stands in ``rowhash`` and, for anyone to follow, in ``docs/identity.md``. The
kernel ``rows`` writes it from left to right. Without it each column becomes a few arrays of
strings, which Arrow joins row by row: the forms of numbers are taken from those of all small
ones, strings and the items of lists lie where they lay.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import compiled
from juku.errors import ContractError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeAlias

    Array: TypeAlias = np.ndarray[Any, Any]
    _Part: TypeAlias = pa.Array | pa.Scalar
    _Column: TypeAlias = "_Numbers | _Strings | _Lists"

_NAN = 0x7FF8000000000000
_SMALL = 1 << 15
"""Numbers below it have their forms kept: lengths, places on pages, days until 2059."""


_KERNEL = compiled.kernel("rows")
_ROOM = 1 << 18
"""Bytes of text that are written at a time, so that they are hashed while the processor has them
at hand; a row that is longer gets more."""


def texts(batch: pa.RecordBatch, columns: Sequence[str]) -> Iterator[tuple[Array, memoryview]]:
    """The canonical texts of a batch's rows, some rows at a time, as ``canonical`` gives them.

    Columns are taken in the order of their names, whatever the order given. What was given is
    written over when more is asked for.

    Raises:
        ContractError: a column has a type that the canonical form does not know.
    """
    if _KERNEL is None:
        yield canonical(batch, columns)
        return
    columns_laid = tuple(laid(batch.column(name), name) for name in sorted(columns))
    starts, room, first = np.empty(1025, np.int64), bytearray(_ROOM), 0
    while first < batch.num_rows:
        done = _KERNEL.fill(columns_laid, first, batch.num_rows, starts, room)
        if not done:
            room = bytearray(2 * len(room))
            continue
        yield starts[: done + 1], memoryview(room)
        first += done


def laid(column: pa.Array, name: str) -> tuple[Any, ...]:
    """How a column lies in memory, as the kernel is told.

    Its kind, the bytes of a number or an offset, where it begins in its buffers and how long it
    is; the bits that say what is not null, numbers or offsets, and what offsets point into.
    """
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        wide = pa.types.is_large_list(column.type)
        return ("l", *_place(column, 8 if wide else 4), _laid_values(column.values, name))
    return _laid_values(column, name)


def _laid_values(column: pa.Array, name: str) -> tuple[Any, ...]:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        wide = pa.types.is_large_string(kind)
        return ("s", *_place(column, 8 if wide else 4), column.buffers()[2])
    _check(kind, name)
    sign = "u" if pa.types.is_unsigned_integer(kind) else "i"
    sign = "f" if pa.types.is_floating(kind) else sign
    return (sign, *_place(column, kind.bit_width // 8), None)


def _place(column: pa.Array, width: int) -> tuple[Any, ...]:
    bits, plain, *_ = column.buffers()
    return (width, column.offset, len(column), bits if column.null_count else None, plain)


def canonical(batch: pa.RecordBatch, columns: Sequence[str]) -> tuple[Array, memoryview]:
    """The rows' canonical texts: row ``i`` is ``data[starts[i]:starts[i + 1]]``, in UTF-8."""
    parts: list[_Part] = []
    before = ""
    named = (_column(batch.column(name), name) for name in sorted(columns))
    for sparse, group in groupby(named, lambda one: isinstance(one, _Lists) and one.sparse):
        run = list(group)
        parts += [_few(cast("list[_Lists]", run), before)] if sparse else _formed(run, before)
        before = ";"
    parts = [*parts, _mark(";")] if parts else [pa.repeat(_mark(""), batch.num_rows)]
    starts, data = _bytes(_side_by_side(parts))
    return starts, data.data


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A column of whole numbers; what is under a null is any number."""

    values: Array
    nulls: Array | None
    """Which are null; None where none is."""

    def form(self, before: str) -> list[_Part]:
        """The canonical forms after a mark, as parts that stand side by side."""
        return [_written(self, before, "", "~")]


@dataclass(frozen=True, slots=True)
class _Strings:
    """A column of strings: their lengths in UTF-8, and large strings, a null as an empty one."""

    lengths: _Numbers
    strings: pa.Array

    def form(self, before: str) -> list[_Part]:
        """The canonical forms after a mark, as parts that stand side by side."""
        return [_written(self.lengths, before, ":", "~"), self.strings]


@dataclass(frozen=True, slots=True)
class _Lists:
    """A column of lists: all their items, and where those of each list end, after a zero."""

    items: _Numbers | _Strings
    ends: Array
    filled: Array
    """Which have an item."""
    nulls: Array | None

    @property
    def some(self) -> Array:
        """Which are anything but the empty list."""
        return self.filled if self.nulls is None else self.filled | self.nulls

    @property
    def sparse(self) -> bool:
        """Whether half of them or more are empty."""
        return bool(2 * np.count_nonzero(self.some) <= len(self.filled))

    def only(self, rows: Array) -> _Lists:
        """Some of the lists; those left out are empty."""
        nulls = None if self.nulls is None else self.nulls[rows]
        return _Lists(self.items, self.ends[np.append(rows, -1)], self.filled[rows], nulls)

    def form(self, before: str) -> list[_Part]:
        """The canonical forms after a mark, as parts that stand side by side."""
        opened = _opened(self.filled, self.nulls, before)
        if isinstance(self.items, _Numbers):
            return [opened, _listed(self, self.items)]
        starts, data = _bytes(self.items.strings)
        return [opened, _listed(self, self.items.lengths), _cut(data, starts[self.ends])]


def _column(column: pa.Array, name: str) -> _Column:
    if not (pa.types.is_list(column.type) or pa.types.is_large_list(column.type)):
        return _values(column, name)
    ends = _ends(column)
    return _Lists(_values(column.flatten(), name), ends, ends[1:] > ends[:-1], _nulls(column))


def _values(column: pa.Array, name: str) -> _Numbers | _Strings:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _strings(column)
    return _Numbers(_whole(column, name), _nulls(column))


def _nulls(column: pa.Array) -> Array | None:
    """Which values are null; None where none is."""
    return column.is_null().to_numpy(zero_copy_only=False) if column.null_count else None


def _ends(column: pa.Array) -> Array:
    """Where the items of each list of ``column`` end among all items, after a zero."""
    if not column.null_count:
        offsets = column.offsets.to_numpy().astype(np.int64)
        ends: Array = offsets - offsets[0]
        return ends
    counts = pc.fill_null(pc.list_value_length(column), 0)
    ends = np.zeros(len(column) + 1, np.int64)
    np.cumsum(counts.to_numpy(zero_copy_only=False), out=ends[1:])
    return ends


def _strings(column: pa.Array) -> _Strings:
    nulls = _nulls(column)
    starts, data = _bytes(column.cast(pa.large_string()))
    if nulls is not None and np.diff(starts)[nulls].any():  # bytes beneath a null: few leave them
        starts, data = _bytes(pc.fill_null(column, "").cast(pa.large_string()))
    return _Strings(_Numbers(np.diff(starts), nulls), _cut(data, starts))


def _whole(column: pa.Array, name: str) -> Array:
    """The integers whose digits are the values' canonical form; of a null, any."""
    kind = column.type
    _check(kind, name)
    known = column.view(pa.int32()) if pa.types.is_date32(kind) else column
    values: Array = (pc.fill_null(known, 0) if known.null_count else known).to_numpy()
    return _bits(values) if pa.types.is_float64(kind) else values


def _check(kind: pa.DataType, name: str) -> None:
    """Refuse a column whose values are neither strings nor numbers that have a form."""
    if not (pa.types.is_float64(kind) or pa.types.is_date32(kind) or pa.types.is_integer(kind)):
        raise ContractError(
            f"{name}: type {kind} has no canonical form; use one of the types of schema/*.json"
        )


def _bits(values: Array) -> Array:
    return np.where(np.isnan(values), _NAN, (values + 0.0).view(np.int64))


def _few(columns: Sequence[_Lists], before: str) -> pa.Array:
    """Lists that stand side by side, formed only where one has something; all others are alike."""
    some = np.logical_or.reduce([column.some for column in columns])
    rows = np.flatnonzero(some)
    formed = _side_by_side(_formed([column.only(rows) for column in columns], before))
    empty = pa.array([before + ";".join(["[]"] * len(columns))], pa.large_string())
    return pa.concat_arrays([empty, formed]).take(pa.array(np.cumsum(some) * some))


def _formed(columns: Iterable[_Column], before: str) -> list[_Part]:
    """What stands side by side in each row: ``before``, then the columns, ``;`` between them."""
    parts: list[_Part] = []
    for column in columns:
        parts += column.form(before)
        before = ";"
    return parts


def _opened(filled: Array, nulls: Array | None, before: str) -> _Part:
    """What a list begins with; an empty one and a null are whole with that."""
    if nulls is None and filled.all():
        return _mark(f"{before}[")
    forms = pa.array([f"{before}[]", f"{before}[", f"{before}~"], pa.large_string())
    places = filled.astype(np.int8)
    if nulls is not None:
        places[nulls] = 2
    return forms.take(pa.array(places))


def _listed(lists: _Lists, numbers: _Numbers) -> pa.Array:
    """Numbers, a comma after each, run together list by list; a bracket for the last comma."""
    if _below(numbers, 10):
        pairs = numbers.values.astype("<u2") + np.uint16(ord("0") | ord(",") << 8)
        if numbers.nulls is not None:
            pairs[numbers.nulls] = ord("~") | ord(",") << 8
        data, cuts = pairs.view(np.uint8), 2 * lists.ends
    else:
        starts, written = _bytes(_written(numbers, "", ",", "~,"))
        data, cuts = np.array(written), starts[lists.ends]
    data[cuts[1:][lists.filled] - 1] = ord("]")
    return _cut(data, cuts)


def _written(numbers: _Numbers, before: str, after: str, null: str) -> pa.Array:
    """Each number in digits between two marks; a null as ``null``, after the first mark."""
    if not _below(numbers, _SMALL):
        return _printed(pa.array(numbers.values, mask=numbers.nulls), before, after, null)
    places = numbers.values.astype(np.int32)
    if numbers.nulls is not None:
        places[numbers.nulls] = _SMALL
    return _small(before, after, null).take(pa.array(places))


def _below(numbers: _Numbers, limit: int) -> bool:
    """Whether all are digits, or all have a few; so it is of nearly all columns."""
    values = numbers.values
    return not len(values) or bool(values.min() >= 0 and values.max() < limit)


@cache
def _small(before: str, after: str, null: str) -> pa.Array:
    """The forms of all numbers below ``_SMALL``, and that of a null after them."""
    return _between(before, _digits(), after, null)


@cache
def _digits() -> pa.Array:
    """All numbers below ``_SMALL`` in digits, and a null after them."""
    numbers = np.arange(_SMALL + 1, dtype=np.int32)
    return pa.array(numbers, mask=numbers == _SMALL).cast(pa.large_string())


def _printed(numbers: pa.Array, before: str, after: str, null: str) -> pa.Array:
    return _between(before, numbers.cast(pa.large_string()), after, null)


def _between(before: str, digits: pa.Array, after: str, null: str) -> pa.Array:
    return pc.fill_null(_side_by_side([_mark(before), digits, _mark(after)]), before + null)


def _side_by_side(parts: Sequence[_Part]) -> pa.Array:
    """Parts joined row by row, as large strings."""
    return pc.binary_join_element_wise(*parts, _mark(""))


def _bytes(strings: pa.Array) -> tuple[Array, Array]:
    """Where each of some large strings starts in their bytes, and the last ends; the bytes."""
    if not len(strings):
        return np.zeros(1, np.int64), np.empty(0, np.uint8)
    _, offsets, data = strings.buffers()
    starts = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1]
    return starts, np.frombuffer(data or b"", np.uint8)


def _cut(data: Array, cuts: Array) -> pa.Array:
    """Large strings from their bytes and where they are cut."""
    buffers = pa.py_buffer(cuts), pa.py_buffer(data)
    return pa.LargeStringArray.from_buffers(len(cuts) - 1, *buffers)


def _mark(mark: str) -> pa.Scalar:
    return pa.scalar(mark, pa.large_string())
