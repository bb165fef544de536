"""The facts of a release, from what was counted as it was built or from its Parquet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyarrow as pa

from juku import contract, store
from juku.build.running import figures
from juku.release.facts import DayFacts, Facts, TableFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from juku.build.running.figures import Figures, Place, Sums

_THREADS = 4
"""At most, each with some rows and the pages of Parquet that they lie in: about 40 MB."""


def collect(
    root: Path,
    listed: Mapping[str, Mapping[str, int]] | None = None,
    counted: Mapping[str, Figures] | None = None,
) -> Facts:
    """The facts of the release at ``root``.

    ``listed`` says how many pages each publisher's manifest lines give for each YYYY-MM-DD
    (provenance.json: ``pages``), so that a page without an article still counts for its day.
    ``counted`` is what was counted of each table as it was built; by default all rows are read,
    and memory does not grow with the number of sentences.

    Raises:
        ContractError: a table is missing or cannot be read.
    """
    found = counted or {name: _read(root, name) for name in contract.TABLES}
    sentences, articles, blocks = (found[name] for name in contract.TABLES)
    roles, upos, readings = map(sentences.tally, ("roles", "upos", "readings"))
    characters, encodings = map(blocks.tally, ("characters", "encodings"))
    days = _by_day(articles.days, listed or {})
    return Facts(
        tables={name: _table(root, name, found[name]) for name in contract.TABLES},
        pages=encodings.total(),
        page_characters=characters.total(),
        articles=articles.rows,
        reprints=articles.tally("reprints").total(),
        sentences=sentences.rows,
        body_sentences=roles["body"],
        tokens=upos.total(),
        characters=sum(day.characters for day in days),
        first_day=min((day.day for day in days if day.articles), default=None),
        last_day=max((day.day for day in days if day.articles), default=None),
        roles=_sorted(roles),
        upos=_sorted(upos),
        edits=_sorted(sentences.tally("edits")),
        kinds=_sorted(blocks.tally("kinds")),
        kind_characters=_sorted(characters),
        rules=_sorted(blocks.tally("rules")),
        encodings=_sorted(encodings),
        evidence=_sorted(articles.tally("evidence")),
        rights=_sorted(articles.tally("rights")),
        publishers=_sorted(_publishers(days)),
        quotes=readings["quotes"],
        quotes_with_speaker=readings["quotes_with_speaker"],
        quantities=readings["quantities"],
        dates=readings["dates"],
        reporters=len(articles.tally("reporters")),
        days=days,
    )


def _read(root: Path, name: str) -> Figures:
    """What is counted of the shards of a table."""

    def of_shard(path: Path) -> Figures:
        return figures.of_batches(store.batches([path], rows=figures.ROWS), name)

    # Arrow lets go of Python's lock while it reads, so that threads use cores; each takes memory.
    with ThreadPoolExecutor(min(pa.cpu_count(), _THREADS)) as pool:
        return figures.combine(pool.map(of_shard, store.shards(root, name)))


def _table(root: Path, name: str, found: Figures) -> TableFacts:
    paths = store.shards(root, name)
    size = sum(path.stat().st_size for path in paths)
    columns = store.columns(paths[0])
    return TableFacts(found.rows, len(paths), size, found.memory, columns)


def _by_day(
    counted: Mapping[Place, Sums], listed: Mapping[str, Mapping[str, int]]
) -> tuple[DayFacts, ...]:
    """A line a publisher and day that has a page, listed or seen; each record is a page."""
    pages: Counter[tuple[str, dt.date]] = Counter()
    records: Counter[tuple[str, dt.date]] = Counter()
    sums: dict[tuple[str, dt.date], Sums] = {}
    for (publisher, iso, file), found in counted.items():
        key = publisher, dt.date.fromisoformat(iso)
        if file.endswith("#"):
            records[key] += found[0]  # a record is one article, whatever it looks like
        else:
            pages[key] += 1
        sums[key] = figures.added(sums.get(key, figures.NOTHING), found)
    for publisher, days in listed.items():
        for iso, n in days.items():
            pages[publisher, dt.date.fromisoformat(iso)] = n
    pages.update(records)
    return tuple(
        DayFacts(*key, pages[key], *sums.get(key, figures.NOTHING)) for key in sorted(pages)
    )


def _publishers(days: Iterable[DayFacts]) -> Counter[str]:
    """Publisher → articles, of those that have one."""
    publishers: Counter[str] = Counter()
    for day in days:
        publishers[day.publisher] += day.articles
    return +publishers


def _sorted(tally: Counter[str]) -> dict[str, int]:
    return dict(sorted(tally.items(), key=lambda item: (-item[1], item[0])))
