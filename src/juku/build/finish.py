"""What can only be known when all tasks are done: ids that occur twice, and reprints."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from juku import store
from juku.build import tasks
from juku.build.stages import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juku.build.plan import Plan
    from juku.build.tasks import Receipt
    from juku.build.workdir import Workdir

_SUFFIX = re.compile(r"(.*-\d{8}-[0-9a-f]{8})(?:-\d+)?")


class Place(NamedTuple):
    """An article where a task put it."""

    source: str
    article_id: str


def finish(workdir: Workdir, plan: Plan, receipts: Sequence[Receipt]) -> list[Receipt]:
    """Give every article an id of its own.

    The first article of a name keeps it; later ones, in the order of manifest, page and place,
    get ``-2``, ``-3`` and so on. Only shards that change are written again. Doing it twice, or
    again after it was stopped half-way, comes to the same.
    """
    changes = _renamed(workdir, plan)
    made = list(receipts)
    for task in range(len(plan)):
        if task in changes:
            made[task] = _rewrite(workdir, plan, made[task], changes[task])
    return made


def _renamed(workdir: Workdir, plan: Plan) -> dict[int, dict[Place, str]]:
    """For each task with an article that is to have another id: where it is, and the id."""
    taken: Counter[str] = Counter()
    changes: dict[int, dict[Place, str]] = {}
    for task in range(len(plan)):
        for place in _places(workdir, plan, task):
            base = base_id(place.article_id)
            taken[base] += 1
            name = base if taken[base] == 1 else f"{base}-{taken[base]}"
            if name != place.article_id:
                changes.setdefault(task, {})[place] = name
    return changes


def base_id(article_id: str) -> str:
    """An article's id without the number that tells it from others with the same text.

    >>> base_id("demo-20241104-7c4d1d8d-2")
    'demo-20241104-7c4d1d8d'
    """
    match = _SUFFIX.fullmatch(article_id)
    return match[1] if match else article_id


def _places(workdir: Workdir, plan: Plan, task: int) -> Iterator[Place]:
    table = store.read_file(
        workdir.shard("articles", task, len(plan)), columns=("source", "article_id")
    )
    columns = (table["source"].to_pylist(), table["article_id"].to_pylist())
    yield from map(Place, *columns)


def _rewrite(workdir: Workdir, plan: Plan, receipt: Receipt, names: Mapping[Place, str]) -> Receipt:
    found = {}
    for name in ("sentences", "articles", "blocks"):
        table = store.read_file(workdir.shard(name, receipt.task, len(plan)))
        found[name] = _rename(table, names)
    tables = Tables(found, Counter(receipt.counts))
    return tasks.keep(workdir, plan, receipt.task, tables, receipt.failures)


def _rename(table: pa.Table, names: Mapping[Place, str]) -> pa.Table:
    """``table`` with new article ids, and sentence ids that follow them."""
    places = map(Place, table["source"].to_pylist(), table["article_id"].to_pylist())
    ids = [names.get(place, place.article_id) for place in places]
    table = _set(table, "article_id", ids)
    if "sentence_id" in table.column_names:
        ordinals = table["ordinal"].to_pylist()
        pairs = zip(ids, ordinals, strict=True)
        table = _set(table, "sentence_id", [f"{name}.{number:04d}" for name, number in pairs])
    return table


def _set(table: pa.Table, column: str, values: list[str]) -> pa.Table:
    at = table.column_names.index(column)
    return table.set_column(at, table.schema.field(column), pa.array(values, pa.string()))
