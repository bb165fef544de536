"""The facts of a release counted from its Parquet, in one pass over each table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract, store
from juku.release.facts import DayFacts, Facts, TableFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_ROWS = 5_000
"""Rows looked at together: a row group at once would take more memory than building it did."""
_THREADS = 4
"""At most, each with some rows and the pages of Parquet that they lie in: about 40 MB."""

_WANTED = {
    "sentences": (
        "role", "upos", "edit_rule", "quote_speaker", "quantity_start", "date_start",
    ),
    "articles": (
        "publisher", "published", "published_evidence", "rights", "reprint_of", "reporters",
        "n_sentences", "n_characters", "source",
    ),
    "blocks": ("source", "start", "end", "kind", "rule", "encoding"),
}  # fmt: skip
_FEW_VALUES = {"sentences": ("upos", "edit_rule")}
"""Lists whose items are tallied by their numbers in a dictionary: in half the time."""


def collect(root: Path, listed: Mapping[str, Mapping[str, int]] | None = None) -> Facts:
    """Count the release at ``root``; memory does not grow with the number of sentences.

    ``listed`` says how many pages each publisher's manifest lines give for each YYYY-MM-DD
    (provenance.json: ``pages``), so that a page without an article still counts for its day.

    Raises:
        ContractError: a table is missing or cannot be read.
    """
    # Arrow lets go of Python's lock while it reads, so that threads use cores; each takes memory.
    with ThreadPoolExecutor(min(pa.cpu_count(), _THREADS)) as pool:
        blocks = pool.submit(_blocks, _columns(root, "blocks"))
        sentences = pool.submit(_sentences, _columns(root, "sentences"))
        articles = pool.submit(_Articles, _columns(root, "articles"))
        tables = {table: _table(root, table, pool) for table in contract.TABLES}
    return Facts(
        tables=tables,
        articles=tables["articles"].rows,
        sentences=tables["sentences"].rows,
        **blocks.result(),
        **sentences.result(),
        **articles.result().figures,
        days=articles.result().by_day(listed or {}),
    )


def _columns(root: Path, name: str) -> Iterator[pa.RecordBatch]:
    encoded = _FEW_VALUES.get(name, ())
    return store.batches(store.shards(root, name), _WANTED[name], _ROWS, encoded=encoded)


def _table(root: Path, name: str, pool: ThreadPoolExecutor) -> TableFacts:
    paths = store.shards(root, name)
    present = store.columns(paths[0])
    nullable = [f.name for f in contract.table(name).fields if f.nullable and f.name in present]
    nulls: Counter[str] = Counter()
    rows = memory = 0
    for shard_rows, shard_memory, shard_nulls in pool.map(partial(_shard, nullable), paths):
        rows += shard_rows
        memory += shard_memory
        nulls += shard_nulls
    share = {column: round(nulls[column] / rows, 4) if rows else 0.0 for column in nullable}
    size = sum(path.stat().st_size for path in paths)
    return TableFacts(rows, len(paths), size, memory, present, share)


def _shard(nullable: Sequence[str], path: Path) -> tuple[int, int, Counter[str]]:
    """Rows of a shard, its bytes in memory, and the nulls of each column that may have some."""
    nulls: Counter[str] = Counter()
    rows = memory = 0
    for batch in store.batches([path], rows=_ROWS):
        rows += batch.num_rows
        memory += batch.nbytes
        nulls.update({column: batch[column].null_count for column in nullable})
    return rows, memory, nulls


def _sentences(batches: Iterable[pa.RecordBatch]) -> dict[str, Any]:
    roles: Counter[str] = Counter()
    upos: Counter[str] = Counter()
    edits: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for batch in batches:
        roles += _tally(batch["role"])
        upos += _tally(batch["upos"].flatten())
        edits += _tally(batch["edit_rule"].flatten())
        speakers = batch["quote_speaker"].flatten()
        sums["quotes"] += len(speakers)
        sums["quotes_with_speaker"] += len(speakers) - speakers.null_count
        sums["quantities"] += len(batch["quantity_start"].flatten())
        sums["dates"] += len(batch["date_start"].flatten())
    return {
        "roles": _sorted(roles),
        "body_sentences": roles["body"],
        "upos": _sorted(upos),
        "tokens": upos.total(),
        "edits": _sorted(edits),
        **{k: sums[k] for k in ("quotes", "quotes_with_speaker", "quantities", "dates")},
    }


def _blocks(batches: Iterable[pa.RecordBatch]) -> dict[str, Any]:
    kinds: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    encodings: dict[str, str] = {}
    for batch in batches:
        kinds += _tally(batch["kind"])
        rules += _tally(pc.binary_join_element_wise(batch["kind"], batch["rule"], "/"))
        sizes.update(_summed(batch["kind"], pc.subtract(batch["end"], batch["start"])))
        firsts = _first_rows(batch["source"])
        sources, codings = (batch[name].take(firsts) for name in ("source", "encoding"))
        encodings.update(zip(sources.to_pylist(), codings.to_pylist(), strict=True))
    return {
        "kinds": _sorted(kinds),
        "kind_characters": _sorted(sizes),
        "rules": _sorted(rules),
        "encodings": _sorted(Counter(encodings.values())),
        "pages": len(encodings),
        "page_characters": sizes.total(),
    }


class _Articles:
    """Figures of the articles table, gathered in one pass."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        tallies: dict[str, Counter[str]] = {n: Counter() for n in ("evidence", "rights", "names")}
        self._days: dict[tuple[str, dt.date], Counter[str]] = {}
        self._sources: dict[tuple[str, dt.date], set[str]] = {}
        reprints = 0
        for batch in batches:
            stated = pc.list_element(pc.split_pattern(batch["published_evidence"], ":"), 0)
            tallies["evidence"] += _tally(stated)
            tallies["rights"] += _tally(batch["rights"])
            tallies["names"] += _tally(batch["reporters"].flatten())
            reprints += batch.num_rows - batch["reprint_of"].null_count
            self._add_days(batch)
        days = [day for _, day in self._days]
        publishers: Counter[str] = Counter()
        for (publisher, _), sums in self._days.items():
            publishers[publisher] += sums["articles"]
        self.figures: dict[str, Any] = {
            "reprints": reprints,
            "evidence": _sorted(tallies["evidence"]),
            "rights": _sorted(tallies["rights"]),
            "reporters": len(tallies["names"]),
            "publishers": _sorted(publishers),
            "characters": sum(sums["characters"] for sums in self._days.values()),
            "first_day": min(days, default=None),
            "last_day": max(days, default=None),
        }

    def _add_days(self, batch: pa.RecordBatch) -> None:
        names = ("publisher", "published", "source", "n_sentences", "n_characters")
        columns = (batch[name].to_pylist() for name in names)
        for publisher, day, source, sentences, characters in zip(*columns, strict=True):
            sums = self._days.setdefault((publisher, day), Counter())
            sums.update(articles=1, sentences=sentences, characters=characters)
            self._sources.setdefault((publisher, day), set()).add(source.partition("#")[0])

    def by_day(self, listed: Mapping[str, Mapping[str, int]]) -> tuple[DayFacts, ...]:
        """A line a publisher and day that has a page, listed or seen."""
        pages = {key: len(sources) for key, sources in self._sources.items()}
        for publisher, days in listed.items():
            pages.update({(publisher, dt.date.fromisoformat(day)): n for day, n in days.items()})
        made = []
        for key in sorted(pages):
            sums = self._days.get(key, Counter())
            counts = (sums[n] for n in ("articles", "sentences", "characters"))
            made.append(DayFacts(*key, pages[key], *counts))
        return tuple(made)


def _tally(values: pa.Array) -> Counter[str]:
    counted = values.drop_null().value_counts()
    return Counter(
        dict(zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True))
    )


# Arrow's own `group_by` reads in all of `pyarrow.dataset` first, and pandas where there is one.


def _summed(keys: pa.Array, numbers: pa.Array) -> dict[str, int]:
    """The sum of the numbers of each key; exact below 2**53."""
    coded = keys.dictionary_encode()
    sums = np.bincount(coded.indices.to_numpy(), numbers.to_numpy()).astype(np.int64)
    return dict(zip(coded.dictionary.to_pylist(), sums.tolist(), strict=True))


def _first_rows(keys: pa.Array) -> pa.Array:
    """The first row of each key."""
    return pa.array(np.unique(keys.dictionary_encode().indices.to_numpy(), return_index=True)[1])


def _sorted(tally: Counter[str]) -> dict[str, int]:
    return dict(sorted(tally.items(), key=lambda item: (-item[1], item[0])))
