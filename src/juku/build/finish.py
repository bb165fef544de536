"""What can only be known when all tasks are done: ids that occur twice, and reprints."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from juku import contract, store
from juku.build import reprints, tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.build.plan import Plan
    from juku.build.tasks import Receipt
    from juku.build.workdir import Workdir

_SUFFIX = re.compile(r"(.*-\d{8}-[0-9a-f]{8})(?:-\d+)?")


class Place(NamedTuple):
    """An article where a task put it."""

    source: str
    article_id: str | None


def finish(workdir: Workdir, plan: Plan, receipts: Sequence[Receipt]) -> list[Receipt]:
    """Give every article an id of its own, and say of which earlier one it is a reprint.

    The first article of a name keeps it; later ones, in the order of manifest, page and place,
    get ``-2``, ``-3`` and so on. Only shards that change are written again. Doing it twice, or
    again after it was stopped half-way, comes to the same.
    """
    found = _Articles(workdir, plan)
    made = []
    for task, receipt in enumerate(receipts):
        changed = found.changed(task)
        made.append(tasks.replace(workdir, plan, receipt, changed) if changed else receipt)
    return made


def base_id(article_id: str) -> str:
    """An article's id without the number that tells it from others with the same text.

    >>> base_id("demo-20241104-7c4d1d8d-2")
    'demo-20241104-7c4d1d8d'
    """
    match = _SUFFIX.fullmatch(article_id)
    return match[1] if match else article_id


class _Articles:
    """All articles of a build, with the ids and the originals that they are to have."""

    def __init__(self, workdir: Workdir, plan: Plan) -> None:
        self.workdir, self.plan = workdir, plan
        self.shards = [workdir.shard("articles", task, len(plan)) for task in range(len(plan))]
        columns = ("source", "article_id", "published", "reprint_of")
        table = pa.concat_tables(store.read_file(path, columns) for path in self.shards)
        self.sources = table["source"]
        self.there = table["article_id"].to_pylist()
        self.reprints_there = table["reprint_of"].to_pylist()
        self.ids = _numbered(self.there)
        sketches = [workdir.of_task("sketches", task) for task in range(len(plan))]
        corpus = reprints.Corpus(self.shards, sketches, workdir.state / "sketches")
        days = table["published"].combine_chunks().view(pa.int32()).to_numpy()
        self.originals = reprints.earliest(corpus, days)
        self.starts = corpus.starts

    def changed(self, task: int) -> dict[str, pa.Table]:
        """The tables of a task that are not as they are to be."""
        rows = range(int(self.starts[task]), int(self.starts[task + 1]))
        names = {
            Place(self.sources[row].as_py(), self.there[row]): self.ids[row]
            for row in rows
            if self.ids[row] != self.there[row]
        }
        wanted = [self._original(row) for row in rows]
        found = {}
        if names:
            found = {name: _rename(self._read(name, task), names) for name in contract.TABLES}
        if wanted != self.reprints_there[rows.start : rows.stop]:
            table = found["articles"] if names else self._read("articles", task)
            found["articles"] = _set(table, "reprint_of", wanted)
        return found

    def _original(self, row: int) -> str | None:
        original = int(self.originals[row])
        return None if original < 0 else self.ids[original]

    def _read(self, name: str, task: int) -> pa.Table:
        return store.read_file(self.workdir.shard(name, task, len(self.plan)))


def _numbered(names: Sequence[str]) -> list[str]:
    """Ids in the order of the articles, each with a number where it is not the first of its base.

    >>> _numbered(["a-20240101-00000000", "b-20240101-00000000", "a-20240101-00000000"])
    ['a-20240101-00000000', 'b-20240101-00000000', 'a-20240101-00000000-2']
    """
    taken: Counter[str] = Counter()
    made = []
    for base in map(base_id, names):
        taken[base] += 1
        made.append(base if taken[base] == 1 else f"{base}-{taken[base]}")
    return made


def _rename(table: pa.Table, names: dict[Place, str]) -> pa.Table:
    """``table`` with new article ids, and sentence ids that follow them."""
    places = map(Place, table["source"].to_pylist(), table["article_id"].to_pylist())
    ids = [names.get(place, place.article_id) for place in places]
    table = _set(table, "article_id", ids)
    if "sentence_id" in table.column_names:
        ordinals = table["ordinal"].to_pylist()
        pairs = zip(ids, ordinals, strict=True)
        table = _set(table, "sentence_id", [f"{name}.{number:04d}" for name, number in pairs])
    return table


def _set(table: pa.Table, column: str, values: Sequence[str | None]) -> pa.Table:
    at = table.column_names.index(column)
    return table.set_column(at, table.schema.field(column), pa.array(values, pa.string()))
