"""What a release is: the logical hash of its rows, table by table, and one over the three."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from juku import contract, rowhash, store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

FORM = "juku-release/1"


def identity(hashes: Mapping[str, str]) -> str:
    """The identity of a release from the row hashes of its tables.

    >>> identity({"sentences": "00", "articles": "11", "blocks": "22"})[:16]
    '1bd65680601b443b'
    """
    lines = [FORM, *(f"{name} {hashes[name]}" for name in contract.TABLES)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def of_files(
    paths: Iterable[Path], name: str, columns: Sequence[str] | None = None
) -> rowhash.RowHash:
    """Hash the rows of Parquet files as table ``name``; by default all columns that they have.

    Raises:
        ContractError: a file cannot be read, or the files differ in their columns.
    """
    return rowhash.combine(of_file(path, name, columns) for path in paths)


def of_file(path: Path, name: str, columns: Sequence[str] | None = None) -> rowhash.RowHash:
    """Hash the rows of one Parquet file; memory does not grow with it."""
    names = columns if columns is not None else store.columns(path)
    return rowhash.of_batches(store.batches([path], names, rows=10_000), name, names)


def of_release(root: Path) -> dict[str, rowhash.RowHash]:
    """The row hash of each table of a release directory."""
    return {name: of_files(store.shards(root, name), name) for name in contract.TABLES}
