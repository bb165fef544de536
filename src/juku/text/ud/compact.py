"""What the kernel finds keys in: small slots, and records that begin with their key.

A lookup there looks at one slot of four bytes, and at a record only if bits of the key's hash in
the slot agree; where keys by the million are looked up, that is what takes time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from juku import compiled
from juku.text.ud import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Parts = tuple[Any, ...]

KERNEL = compiled.kernel("ud")
"""Cuts and tags a batch in one pass; `cutting` and `tagging` say with numpy what it does."""

_SMALL = 1 << 12
"""Keys of a template that has no more of them are looked up by themselves."""


def slots(keys: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Slots for distinct keys, at most half of them taken.

    Raises:
        RuntimeError: there is no kernel, which is what fills them and looks in them.
    """
    if KERNEL is None:
        raise RuntimeError("slots are the kernel's, which was not built")
    made = np.zeros(1 << max(4, (2 * len(keys)).bit_length()), np.uint32)
    KERNEL.index(np.ascontiguousarray(keys), made)
    return made


def trie(keys: NDArray[np.uint64], numbers: NDArray[np.uint64]) -> Parts:
    """Records of a hash and its number, and their slots."""
    return np.stack([keys, numbers], axis=1), slots(keys)


def words(tables: Sequence[weights.Table]) -> Parts:
    """A table each: its offsets, records of a key and its packed weights, where they are found.

    The first record is that of every key that is not kept.
    """
    return tuple((table.template.offsets, _records(table), _found_in(table)) for table in tables)


def tags(tables: Sequence[weights.Table]) -> Parts:
    """A table each: its offsets, its keys, where they are found, and the table's own weights."""
    return tuple(
        (table.template.offsets, table.keys, _found_in(table), weights.columns(table))
        for table in tables
    )


def _records(table: weights.Table) -> NDArray[np.int64]:
    keys = np.concatenate([np.zeros(1, np.uint64), table.keys]).view(np.int64)
    return np.ascontiguousarray(np.column_stack([keys, weights.packed(table).T]))


def _found_in(table: weights.Table) -> Parts | NDArray[np.uint32]:
    """Slots; or, in a tuple, one plus the place by key, where there are few keys."""
    if 0 < table.template.size <= _SMALL:
        return (table.lookup.dense,)
    return slots(table.keys)
