"""A release in sixteen bytes a row: enough to tell rows added from rows changed.

A sketch holds, for each table, the first eight bytes of the SHA-256 of every key and of the
canonical form of its row, sorted by key.  Two sketches over the same columns say which keys came,
went, or have other values; with ten million sentences a sketch takes 160 MB of memory.
(Two of ten million keys share eight bytes with a chance of 1 in 370,000; the row hash, which is
whole, decides whether two releases are the same.)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from juku import contract, rowhash, store
from juku.errors import ReleaseError
from juku.surroundings import told
from juku.text.arrays.membership import among

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

FORM = "# juku-sketch/1"


@dataclass(frozen=True, slots=True)
class TableSketch:
    """One table: its columns, and two equally long arrays of uint64 sorted by ``keys``."""

    columns: tuple[str, ...]
    keys: np.ndarray[Any, Any]
    rows: np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the rows of one table, counted over the columns of the earlier release."""

    table: str
    added: int
    removed: int
    changed: int
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]

    @property
    def level(self) -> str:
        """``major`` for what was taken away or altered, ``minor`` for what came, else ``patch``."""
        if self.removed or self.changed or self.columns_removed:
            return "major"
        return "minor" if self.added or self.columns_added else "patch"

    @property
    def text(self) -> str:
        """The counts in words."""
        parts = [
            f"{count:,} row{'s' * (count != 1)} {what}"
            for count, what in (
                (self.added, "added"),
                (self.removed, "removed"),
                (self.changed, "changed"),
            )
            if count
        ]
        if self.columns_added:
            parts.append(f"columns added: {', '.join(self.columns_added)}")
        if self.columns_removed:
            parts.append(f"columns removed: {', '.join(self.columns_removed)}")
        return ", ".join(parts) or "the same rows"

    def __str__(self) -> str:
        return f"{self.table}: {self.text}"


def of_release(
    root: Path, columns: Mapping[str, Sequence[str]] | None = None
) -> dict[str, TableSketch]:
    """The sketch of each table of a release directory, over all its columns or the named ones.

    Raises:
        ContractError: a table is missing or cannot be read.
    """
    return {
        name: of_table(root, name, None if columns is None else columns[name])
        for name in contract.TABLES
    }


def of_table(root: Path, name: str, columns: Sequence[str] | None = None) -> TableSketch:
    """The sketch of one table."""
    paths = store.shards(root, name)
    wanted = tuple(sorted(store.columns(paths[0]) if columns is None else columns))
    key = contract.table(name).key
    keys, rows = [], []
    for batch in store.batches(paths, sorted({*wanted, key}), rows=10_000):
        rows.append(_first_eight(rowhash.digests(batch, wanted)))
        keys.append(key_hashes(batch[key]))
    none = np.empty(0, np.uint64)
    all_keys, all_rows = np.concatenate([none, *keys]), np.concatenate([none, *rows])
    order = np.lexsort((all_rows, all_keys))
    return TableSketch(wanted, all_keys[order], all_rows[order])


def key_hashes(names: pa.Array) -> np.ndarray[Any, Any]:
    """The first eight bytes of the SHA-256 of each key, as uint64."""
    joined = b"".join(hashlib.sha256(name.encode()).digest() for name in names.to_pylist())
    return _first_eight(np.frombuffer(joined, np.uint8).reshape(-1, 32))


def _first_eight(found: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.ascontiguousarray(found[:, :8]).view(">u8").astype(np.uint64).ravel()


def compare(before: Mapping[str, TableSketch], root: Path) -> list[Change]:
    """What changed in each table from ``before`` to the release directory ``root``."""
    return [compare_table(before[name], Path(root), name) for name in contract.TABLES]


def compare_table(before: TableSketch, root: Path, name: str) -> Change:
    """What changed from ``before`` to one table of the release directory ``root``."""
    present = store.columns(store.shards(root, name)[0])
    gone = tuple(c for c in before.columns if c not in present)
    came = tuple(c for c in present if c not in before.columns)
    after = of_table(root, name, [c for c in before.columns if c in present])
    old, new = _numbered(before.keys), _numbered(after.keys)
    there = among(old, new)
    added = int((~among(new, old)).sum())
    # Where a column is gone the digests cannot be compared; the change is major all the same.
    changed = 0 if gone else int((~among(pairs(before), pairs(after)))[there].sum())
    return Change(name, added, int((~there).sum()), changed, came, gone)


def pairs(sketch: TableSketch) -> np.ndarray[Any, Any]:
    """Key and row folded into one number a row; of a key that stands twice, no two are the same."""
    keys = _numbered(sketch.keys)
    folded: np.ndarray[Any, Any] = keys * np.uint64(0x9E3779B97F4A7C15) ^ sketch.rows
    return folded


def _numbered(keys: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Sorted keys, of which the second that is equal to another is one of its own."""
    nth = (np.arange(len(keys)) - np.searchsorted(keys, keys)).astype(np.uint64)
    numbered: np.ndarray[Any, Any] = keys ^ nth * np.uint64(0xD6E8FEB86659FD93)
    return numbered


def write(sketches: Mapping[str, TableSketch], path: Path) -> None:
    """Write sketches as text that a version control system can keep: a line a row."""
    lines = [FORM]
    for name in contract.TABLES:
        one = sketches[name]
        lines.append(f"# {name} {','.join(one.columns)}")
        lines += [f"{k:016x} {r:016x}" for k, r in zip(one.keys, one.rows, strict=True)]
    Path(path).write_text("\n".join(lines) + "\n", "utf-8")


def read(path: Path) -> dict[str, TableSketch]:
    """Read what ``write`` wrote.

    Raises:
        ReleaseError: the file is not such a sketch.
    """
    try:
        lines = Path(path).read_text("utf-8").splitlines()
        starts = [i for i, line in enumerate(lines) if line.startswith("# ") and i] + [len(lines)]
        found = dict(_parse(lines[a:b]) for a, b in pairwise(starts))
        if lines[0] != FORM or set(found) != set(contract.TABLES):
            raise ValueError("its heads are not those of a sketch")  # noqa: TRY301  # one remedy
    except (OSError, ValueError, IndexError) as error:
        again = "restore it from its commit"
        raise ReleaseError(told(path, "cannot be read", error, again)) from error
    return found


def _parse(lines: Sequence[str]) -> tuple[str, TableSketch]:
    _, name, columns = lines[0].split(" ")
    if any(len(line) != _LINE or line[16] != " " for line in lines[1:]):
        raise ValueError(f"a line of {name} is not two numbers of 16 hex digits")
    joined = bytes.fromhex("".join(lines[1:]))
    keys, rows = np.frombuffer(joined, ">u8").astype(np.uint64).reshape(-1, 2).T.copy()
    if (keys[1:] < keys[:-1]).any():
        raise ValueError(f"the lines of {name} are not sorted")
    return name, TableSketch(tuple(columns.split(",")), keys, rows)


_LINE = 33
