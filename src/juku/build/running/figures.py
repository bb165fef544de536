"""What is counted of a table's rows: by a task before it writes them, or from a release's Parquet.

Both count in the same way, so that a release can be held to what was counted as it was built.
The figures of shards add up, as their row hashes do.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

ROWS = 5_000
"""Rows looked at together: a row group at once would take more memory than building it did.
A whole number of them are a row group, so that rows are read in the batches they were counted in.
"""

Place = tuple[str, str, str]
"""A publisher, a day as YYYY-MM-DD, and a file: a page, or with ``#`` behind it an archive."""

Sums = tuple[int, int, int]
"""Articles, their sentences, and their characters."""

NOTHING: Sums = (0, 0, 0)


@dataclass(slots=True)
class Figures:
    """What was counted of rows of one table."""

    rows: int = 0
    memory: int = 0
    """Bytes of the columns as Arrow reads them from Parquet, ``ROWS`` rows at a time."""
    tallies: dict[str, Counter[str]] = field(default_factory=dict)
    """Subject → value → how many."""
    days: dict[Place, Sums] = field(default_factory=dict)
    """What there is of articles."""

    def tally(self, subject: str) -> Counter[str]:
        """Value → how many; nothing, where no row was counted."""
        return self.tallies.get(subject, Counter())

    def add(self, other: Figures) -> None:
        """Count what ``other`` counted as well."""
        self.rows += other.rows
        self.memory += other.memory
        for subject, tally in other.tallies.items():
            self.tallies.setdefault(subject, Counter()).update(tally)
        for place, sums in other.days.items():
            self.days[place] = added(self.days.get(place, NOTHING), sums)

    def to_row(self) -> dict[str, Any]:
        """A value that `json` writes."""
        days = [[*place, *sums] for place, sums in self.days.items()]
        return {"rows": self.rows, "memory": self.memory, "tallies": self.tallies, "days": days}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Figures:
        """What ``to_row`` gave, read from JSON."""
        tallies = {subject: Counter(tally) for subject, tally in row["tallies"].items()}
        days = {(who, day, file): (*sums,) for who, day, file, *sums in row["days"]}
        return cls(row["rows"], row["memory"], tallies, days)


def to_json(found: Mapping[str, Figures]) -> bytes:
    """The figures of a task's tables as a file keeps them."""
    rows = {name: one.to_row() for name, one in found.items()}
    return json.dumps(rows).encode()


def load(path: Path) -> dict[str, Figures]:
    """Those of the tables of the task that left them at ``path``."""
    rows = json.loads(path.read_bytes())
    return {name: Figures.from_row(row) for name, row in rows.items()}


def added(one: Sums, other: Sums) -> Sums:
    """Both together."""
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def of_table(table: pa.Table, name: str) -> Figures:
    """Count the rows of a shard of contract table ``name`` that is not written yet."""
    return of_batches(table.combine_chunks().to_batches(max_chunksize=ROWS), name)


def of_batches(batches: Iterable[pa.RecordBatch], name: str) -> Figures:
    """Count the rows of contract table ``name`` as they stream by, ``ROWS`` at a time."""
    return combine(_of_batch(batch, name) for batch in batches)


def combine(parts: Iterable[Figures]) -> Figures:
    """The figures of all rows of several shards of one table."""
    found = Figures()
    for part in parts:
        found.add(part)
    return found


def _of_batch(batch: pa.RecordBatch, name: str) -> Figures:
    pairs = zip(batch.schema, batch.columns, strict=True)
    memory = sum(_bytes_read(column, values) for column, values in pairs)
    found = Figures(batch.num_rows, memory)
    match name:
        case "sentences":
            found.tallies = _of_sentences(batch)
        case "articles":
            found.tallies = _of_articles(batch)
            found.days = _days(batch)
        case "blocks":
            found.tallies = _of_blocks(batch)
    return found


def _bytes_read(column: pa.Field, values: pa.Array) -> int:
    """The bytes of a column when it is read: rows that were not written have bits for nulls or not.

    A reader has them for all int32 and float64 that may be null, else only where something is.
    """
    kind, length = column.type, len(values)
    always = column.nullable and (pa.types.is_int32(kind) or pa.types.is_float64(kind))
    bits = -(-length // 8) if always or values.null_count else 0
    if pa.types.is_list(kind):
        return 4 * length + bits + _bytes_read(kind.value_field, values.flatten())
    if pa.types.is_string(kind):
        return 4 * length + bits + (pc.sum(pc.binary_length(values)).as_py() or 0)
    width: int = kind.bit_width // 8
    return length * width + bits


def _of_sentences(batch: pa.RecordBatch) -> dict[str, Counter[str]]:
    speakers = batch["quote_speaker"].flatten()
    readings = {
        "quotes": len(speakers),
        "quotes_with_speaker": len(speakers) - speakers.null_count,
        "quantities": len(batch["quantity_start"].flatten()),
        "dates": len(batch["date_start"].flatten()),
    }
    return {
        "roles": _tally(batch["role"]),
        "upos": _tally(batch["upos"].flatten()),
        "edits": _tally(batch["edit_rule"].flatten()),
        "readings": Counter(readings),
    }


def _of_articles(batch: pa.RecordBatch) -> dict[str, Counter[str]]:
    stated = pc.list_element(pc.split_pattern(batch["published_evidence"], ":"), 0)
    return {
        "evidence": _tally(stated),
        "rights": _tally(batch["rights"]),
        "reporters": _tally(batch["reporters"].flatten()),
        "reprints": Counter(reprints=len(batch["reprint_of"].drop_null())),
    }


def _days(batch: pa.RecordBatch) -> dict[Place, Sums]:
    """What there is of articles at each place; exact below 2**53."""
    files = pc.replace_substring_regex(batch["source"], "(?s)#.*", "#")
    keys = [one.dictionary_encode() for one in (batch["publisher"], batch["published"], files)]
    sizes = [len(key.dictionary) for key in keys]
    codes = np.ravel_multi_index([key.indices.to_numpy() for key in keys], sizes)
    places, group = np.unique(codes, return_inverse=True)
    measured = [batch[name].to_numpy() for name in ("n_sentences", "n_characters")]
    sums = [np.bincount(group, weights).astype(np.int64) for weights in (None, *measured)]
    who, days, where = (
        [key.dictionary[place].as_py() for place in one.tolist()]
        for key, one in zip(keys, np.unravel_index(places, sizes), strict=True)
    )
    found = zip(who, days, where, zip(*(one.tolist() for one in sums), strict=True), strict=True)
    return {(who, day.isoformat(), file): articles for who, day, file, articles in found}


def _of_blocks(batch: pa.RecordBatch) -> dict[str, Counter[str]]:
    # The blocks of a page tile it, so that one and no other begins where it does.
    pages = batch.filter(pc.equal(batch["start"], 0))
    return {
        "kinds": _tally(batch["kind"]),
        "rules": _tally(pc.binary_join_element_wise(batch["kind"], batch["rule"], "/")),
        "characters": _summed(batch["kind"], pc.subtract(batch["end"], batch["start"])),
        "encodings": _tally(pages["encoding"]),
    }


def _tally(values: pa.Array) -> Counter[str]:
    counted = values.drop_null().value_counts()
    return Counter(
        dict(zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True))
    )


def _summed(keys: pa.Array, numbers: pa.Array) -> Counter[str]:
    """The sum of the numbers of each key; exact below 2**53.

    Arrow's own `group_by` reads in all of `pyarrow.dataset` first, and pandas where there is one.
    """
    coded = keys.dictionary_encode()
    sums = np.bincount(coded.indices.to_numpy(), numbers.to_numpy()).astype(np.int64)
    return Counter(dict(zip(coded.dictionary.to_pylist(), sums.tolist(), strict=True)))
