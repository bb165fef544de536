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
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.errors import ContractError
from juku.rowtext import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

FORM = "juku-rows/1"
"""Name of the canonical form; another form gets another name."""

_MODULUS = 1 << 256
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


def of_table(table: pa.Table, name: str) -> RowHash:
    """Hash the rows of ``table``, all columns, as contract table ``name``.

    Raises:
        ContractError: a column has a type that the canonical form does not know.
    """
    return of_batches(table.to_batches(max_chunksize=_BATCH), name, table.column_names)


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
    sha = hashlib.sha256
    joined = b"".join(
        sha(data[start:end]).digest()
        for starts, data in texts(batch, columns)
        for start, end in pairwise(starts.tolist())
    )
    return np.frombuffer(joined, np.uint8).reshape(-1, 32)


def _sum(found: np.ndarray[Any, Any]) -> int:
    """Digests added as integers; eight 32-bit limbs cannot overflow 64 bits below 2**32 rows."""
    limbs = found.view(">u4").astype(np.uint64).sum(axis=0)
    return sum(int(limb) << (32 * (7 - place)) for place, limb in enumerate(limbs))
