"""What changed between two releases: sentences added, removed, moved, cut or tagged otherwise.

A sentence is the same in both releases when its article and its text are (the second of two equal
sentences of an article answers to the second); one that is left over has moved when its text
stands once more in the other release, and was added or removed when it does not.  One whose text
was withheld is known by its id and place.  Everything else is a comparison of columns.  Memory
grows with the sentences of both releases.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku import contract, store
from juku.errors import QueryError
from juku.query.indexing import intact
from juku.query.indexing.sources import find_source
from juku.release import digests, hits, record
from juku.release.pairing import Pairing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from juku.release.digests import Digests

EXAMPLES = 5

CLASSES = {
    "added": "new in the later release",
    "removed": "no longer there",
    "withheld": "text in one release only, as after a takedown",
    "moved": "same text, another place, number or article",
    "recut": "tokens differ",
    "retagged": "same tokens, other tags",
    "revoted": "same tokens, other agreement between segmentations",
    "renormalised": "another normal form, script form or edit",
    "reread": "other quotations, quantities or dates",
    "relabelled": "another role, section, title, publisher, day or place",
    "other": "another value in a column of neither group",
}
"""What can become of a sentence, in the order of reports; one sentence may be several."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence before and after: the columns that differ, None where there is no row."""

    before_id: str | None
    after_id: str | None
    text: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableDiff:
    """Rows of the articles or blocks table."""

    added: int
    removed: int
    changed: int
    by_column: Mapping[str, int]
    """Column → rows in which it changed."""


@dataclass(frozen=True, slots=True)
class Diff:
    """The whole comparison; ``json.dumps(diff.to_json())`` writes it."""

    before: Mapping[str, str]
    """name, version and identity."""
    after: Mapping[str, str]
    rows_before: int
    rows_after: int
    same: int
    """Sentences with the same values in every column that both releases have."""
    classes: Mapping[str, int]
    examples: Mapping[str, Sequence[Example]]
    rules: Mapping[str, tuple[int, int]]
    """Rule of an edit or block → how often before and after, where that differs."""
    tables: Mapping[str, TableDiff]
    columns_added: Mapping[str, tuple[str, ...]]
    columns_removed: Mapping[str, tuple[str, ...]]
    hits: hits.HitDiff | None = None
    """Of the query that was asked, if one was."""

    def to_json(self) -> dict[str, Any]:
        """A value that `json` writes; days become text."""
        made: dict[str, Any] = _plain(asdict(self))
        return made


def compare(
    before: Path,
    after: Path,
    *,
    query: str | None = None,
    examples: int = EXAMPLES,
    workers: int = 0,
) -> Diff:
    """Compare two release directories.

    ``workers`` threads read shards (0: one a core); with ``query`` its hits in both are compared
    too.

    Raises:
        ContractError: a table is missing or cannot be read.
        ReleaseError: a directory is no release.
        QueryError: the query cannot be read, a number is less than 0, or files are not those that
            a release lists.
    """
    for name, given in (("examples", examples), ("workers", workers)):
        if given < 0:
            raise QueryError(f"{name}: {given} is less than 0; give 0 or more")
    for root in (before, after):
        intact.check(find_source(root))
    workers = workers or os.cpu_count() or 1
    shared, came, gone = _columns(before, after)
    roots = (before, after)
    pair = {
        name: digests.of_pair(roots, name, shared[name], workers) for name in ("articles", "blocks")
    }
    tables = {name: _table_diff(*both) for name, both in pair.items()}
    rules = _rules(*pair.pop("blocks"))
    pair.clear()
    old, new = digests.of_pair(roots, "sentences", shared["sentences"], workers)
    found = Pairing(old, new)
    return Diff(
        before=_about(before), after=_about(after),
        rows_before=len(old.keys), rows_after=len(new.keys), same=found.same,
        classes={c: found.count(c) for c in CLASSES if found.count(c)},
        examples={
            c: _examples(roots, found, c, shared["sentences"], examples)
            for c in CLASSES if examples and found.count(c)
        },
        rules={**_rules(old, new), **rules}, tables=tables,
        columns_added=came, columns_removed=gone,
        hits=None if query is None else hits.compare(before, after, found, query, examples),
    )  # fmt: skip


def _columns(
    before: Path, after: Path
) -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Of each table: the columns that both have, those that came, those that went."""
    shared, came, gone = {}, {}, {}
    for name in contract.TABLES:
        optional = {f.name for f in contract.table(name).fields} - digests.NEEDED[name]
        for root in (before, after):
            store.check_columns(store.shards(root, name), name, optional=optional)
        old, new = (store.columns(store.shards(root, name)[0]) for root in (before, after))
        shared[name] = [c for c in old if c in new]
        if extra := tuple(c for c in new if c not in old):
            came[name] = extra
        if lost := tuple(c for c in old if c not in new):
            gone[name] = lost
    return shared, came, gone


def _about(root: Path) -> dict[str, str]:
    about = record.load(root)
    return {"name": about.name, "version": about.version, "identity": about.identity}


def _rules(old: Digests, new: Digests) -> dict[str, tuple[int, int]]:
    names = sorted(old.rules.keys() | new.rules.keys())
    return {n: (old.rules[n], new.rules[n]) for n in names if old.rules[n] != new.rules[n]}


def _table_diff(old: Digests, new: Digests) -> TableDiff:
    left, right = digests.match(old.keys, new.keys)
    changed = np.zeros(len(left), bool)
    by_column = {}
    for column, values in old.groups.items():
        differs = values[left] != new.groups[column][right]
        changed |= differs
        if differs.any():
            by_column[column] = int(differs.sum())
    return TableDiff(
        len(new.keys) - len(right), len(old.keys) - len(left), int(changed.sum()), by_column
    )


def _examples(
    roots: tuple[Path, Path], found: Pairing, kind: str, columns: Sequence[str], most: int
) -> list[Example]:
    places = found.places(kind, most)
    olds = _rows_at(roots[0], found.old.ends, [a for a, _ in places if a is not None], columns)
    news = _rows_at(roots[1], found.new.ends, [b for _, b in places if b is not None], columns)
    shown = digests.members(kind, columns) if kind in digests.groups("sentences", columns) else ()
    return [
        _example(
            olds.get(a) if a is not None else None, news.get(b) if b is not None else None, shown
        )
        for a, b in places
    ]


def _example(
    old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, shown: Sequence[str]
) -> Example:
    """One sentence before and after, reduced to the columns of ``shown`` that differ."""
    was, now = old or {}, new or {}
    differing = [c for c in shown if was and now and was[c] != now[c]]
    return Example(
        was.get("sentence_id"),
        now.get("sentence_id"),
        (now or was)["text"],
        {c: was[c] for c in differing},
        {c: now[c] for c in differing},
    )


def _rows_at(
    root: Path, ends: Sequence[int], places: Sequence[int], columns: Sequence[str]
) -> dict[int, dict[str, Any]]:
    """Row number → row of the sentences table; only batches that hold one are made Python."""
    found: dict[int, dict[str, Any]] = {}
    start = 0
    for path, end in zip(store.shards(root, "sentences"), ends, strict=True):
        wanted = sorted(p for p in places if start <= p < end)
        at = start
        for batch in store.batches([path], columns) if wanted else ():
            for place in wanted:
                if at <= place < at + batch.num_rows:
                    found[place] = batch.slice(place - at, 1).to_pylist()[0]
            at += batch.num_rows
            if at > wanted[-1]:
                break
        start = end
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
