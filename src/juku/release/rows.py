"""One row of a release by its id, whole and of the types that the contract gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku import contract, store
from juku.errors import ContractError, Findings, ReleaseError
from juku.release import laws

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]

KEYS = {"sentences": "sentence_id", "articles": "article_id"}
"""Table → the column that names its rows."""


def named(root: Path, name: str) -> tuple[str, Row]:
    """The table and row of the sentence or article called ``name``.

    Raises:
        ReleaseError: the release has no such row.
        ContractError: its Parquet is not what the contract says, or one of its tables is missing.
    """
    for table in contract.TABLES:
        store.shards(root, table)
    for table in KEYS:
        if (found := find(root, table, name)) is not None:
            return table, found
    raise ReleaseError(
        f"{root}: has no sentence or article {name!r}; the articles table lists what it has"
    )


def find(root: Path, table: str, name: str) -> Row | None:
    """The row called ``name``, or None where the table has none of that name.

    Raises:
        ContractError: columns are missing or hold something else than the contract says, or lists
            of the row that belong together have not one length, or a place is null.
    """
    paths = store.shards(root, table)
    store.check_columns(paths, table)
    for batch in store.batches(paths):
        names = batch.column(KEYS[table]).to_pylist()
        if name in names:
            one = batch.slice(names.index(name), 1)
            row: Row = store.as_declared(one, table).to_pylist()[0]
            _check_lists(row, f"{root}: {table}: {name}")
            return row
    return None


def _check_lists(row: Row, where: str) -> None:
    found = Findings()
    for column, fact in (*laws.unparallel(row), *laws.holes(row)):
        found.add(f"{where}: {column}", fact, "build the release again")
    found.raise_as(ContractError)
