"""Weights by template, found by key: the linear half of the model.

A table holds the keys of one template that were worth keeping, and for each key a weight an
offset and a label, as small whole numbers: sums of them are exact, so that a text is cut the same
way whatever batch it stands in and whatever machine adds them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.text.arrays.hashing import HashIndex
from juku.text.ud import compact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from juku.text.ud.features import Template

    Arrays = Mapping[str, NDArray[Any]]

_SMALL = 1 << 12
"""Keys of a template that has no more of them are looked up by themselves."""


class Lookup:
    """One plus the place of a key among a template's keys, 0 for any other key.

    Made when it is first asked, as who has a kernel never asks.
    """

    def __init__(self, template: Template, keys: NDArray[np.uint64]) -> None:
        self._template, self._keys = template, keys

    @cached_property
    def _dense(self) -> NDArray[np.int32]:
        places = np.zeros(self._template.size, np.int32)
        places[self._keys.astype(np.int64)] = np.arange(1, len(self._keys) + 1)
        return places

    @cached_property
    def _index(self) -> HashIndex:
        return HashIndex(self._keys)

    def find(self, keys: NDArray[Any]) -> NDArray[np.int32]:
        """The places of ``keys``."""
        return self._dense.take(keys) if self._template.size else self._index.find(keys)


@dataclass(frozen=True, slots=True)
class Table:
    """A template's keys, how to find them, and ``values`` (1 + keys, offsets, labels), int16.

    Row 0 is that of every key that is not kept, and is nothing but zeros.
    """

    template: Template
    keys: NDArray[np.uint64]
    lookup: Lookup
    values: NDArray[np.int16]

    @classmethod
    def of(cls, template: Template, keys: NDArray[np.uint64], values: NDArray[np.int16]) -> Table:
        """A table of ``values`` (keys, offsets, labels), which lie an offset at a time."""
        none = np.zeros((1, *values.shape[1:]), np.int16)
        by_offset = np.ascontiguousarray(np.concatenate([none, values]).swapaxes(0, 1))
        return cls(template, keys, Lookup(template, keys), by_offset.swapaxes(0, 1))


def save(tables: Sequence[Table], prefix: str) -> dict[str, NDArray[Any]]:
    """The tables as named arrays."""
    out: dict[str, NDArray[Any]] = {}
    for table in tables:
        name = f"{prefix}.{table.template.name}"
        small = table.template.size and table.template.size < 1 << 32
        out[f"{name}.keys"] = table.keys.astype(np.uint32) if small else table.keys
        out[f"{name}.values"] = table.values[1:].astype(np.int8, order="C")
    return out


def load(templates: Sequence[Template], prefix: str, arrays: Arrays) -> list[Table]:
    """The tables that :func:`save` named, in the order of ``templates``."""
    return [
        Table.of(
            template,
            arrays[f"{prefix}.{template.name}.keys"].astype(np.uint64),
            arrays[f"{prefix}.{template.name}.values"].astype(np.int16),
        )
        for template in templates
    ]


def columns(table: Table) -> NDArray[np.int16]:
    """The values an offset at a time, each in one piece: (offsets, 1 + keys, labels).

    They are no copy of the table's.
    """
    return table.values.swapaxes(0, 1)


def packed(table: Table) -> NDArray[np.int64]:
    """The values of three labels in one number each: (offsets, 1 + keys)."""
    wide = table.values.astype(np.int64).T
    return np.ascontiguousarray(wide[0] + (wide[1] << FIELD) + (wide[2] << 2 * FIELD))


FIELD = 21
"""Bits a label has in a packed sum; a borrow of the field below is put right in unpacking."""


def unpacked(sums: NDArray[np.int64]) -> NDArray[np.int32]:
    """The three labels' sums of packed weights, and 0 for the fourth: (places, 4).

    >>> unpacked(np.array([5 + (-3 << 21) + (2 << 42)])).tolist()
    [[5, -3, 2, 0]]
    """
    out = np.zeros((len(sums), 4), np.int32)
    half, mask = 1 << (FIELD - 1), (1 << FIELD) - 1
    rest = sums
    for label in range(3):
        part = ((rest + half) & mask) - half
        out[:, label] = part
        rest = (rest - part) >> FIELD
    return out


def for_words(tables: Sequence[Table]) -> compact.Parts:
    """A table each: its offsets, records of a key and its packed weights, and their slots.

    The first record is that of every key that is not kept. Where a template has few keys there
    is a record for each, and no slots.
    """
    return tuple((table.template.offsets, *_records(table)) for table in tables)


def for_tags(tables: Sequence[Table]) -> compact.Parts:
    """A table each: its offsets, its keys, their slots, and its weights."""
    return tuple(
        (table.template.offsets, table.keys, compact.slots(table.keys), columns(table))
        for table in tables
    )


def _records(table: Table) -> compact.Parts:
    keys = np.concatenate([np.zeros(1, np.uint64), table.keys]).view(np.int64)
    records = np.ascontiguousarray(np.column_stack([keys, packed(table).T]))
    if 0 < table.template.size <= _SMALL:
        return records[table.lookup.find(np.arange(table.template.size))], None
    return records, compact.slots(table.keys)


def add_shifted(total: NDArray[Any], part: NDArray[Any], by: int) -> None:
    """Add ``part`` to the places ``by`` further on, leaving out what falls off either end."""
    if by > 0:
        total[by:] += part[:-by]
    elif by < 0:
        total[:by] += part[-by:]
    else:
        total += part
