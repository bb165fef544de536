"""What can only be known when all tasks are done: ids that occur twice, and reprints.

One pass over all articles says what they are to have; the shards that this changes are then
written again, a task at a time, by as many processes as the tasks were run by.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from juku import contract, store
from juku.build import plan as plans
from juku.build import reprints, tasks
from juku.build.receipts import Receipt
from juku.build.workdir import Workdir, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from juku.build.plan import Plan

    Run = Callable[["Amendment", Sequence[int]], Iterable[Receipt]]

_SUFFIX = re.compile(r"(.*-\d{8}-[0-9a-f]{8})(?:-([2-9]|[1-9]\d+))?")


def finish(workdir: Workdir, plan: Plan, receipts: Sequence[Receipt], run: Run) -> list[Receipt]:
    """Give every article an id of its own, and say of which earlier one it is a reprint.

    The first article of a name keeps it; later ones, in the order of manifest, page and place,
    get ``-2``, ``-3`` and so on. Only shards that change are written again, by ``run``, which
    calls what it is given with each of some tasks. Doing it twice, or again after it was stopped
    half-way, comes to the same.
    """
    found = _Articles(workdir, plan)
    changed = [task for task in range(len(plan)) if found.keep_changes(task)]
    made = list(receipts)
    for receipt in run(Amendment(workdir.root), changed):
        made[receipt.task] = receipt
    return made


@dataclass(frozen=True, slots=True)
class Amendment:
    """What all articles together say of a task's; calling it writes the task's shards again."""

    root: Path
    """The build's folder."""

    def __call__(self, task: int) -> Receipt:
        """The receipt of task ``task`` when its articles have their ids and originals.

        Raises:
            BuildError: the build's folder has no plan.
        """
        workdir = Workdir(self.root)
        plan = plans.needed(workdir)
        wanted = json.loads(workdir.of_task("changes", task).read_bytes())
        receipt = Receipt.from_json(workdir.of_task("receipts", task).read_bytes())
        old, new = (list(zip(wanted["source"], wanted[key], strict=True)) for key in ("was", "id"))
        names = {place: name for place, (_, name) in zip(old, new, strict=True) if place[1] != name}
        changed = {}
        for name in contract.TABLES if names else ("articles",):
            table = store.read_file(workdir.shard(name, task, len(plan)))
            changed[name] = _rename(table, names, set(new))
        changed["articles"] = _set(changed["articles"], "reprint_of", wanted["reprint_of"])
        return tasks.replace(workdir, plan, receipt, changed)


def base_id(article_id: str) -> str:
    """An article's id without the number that tells it from others with the same text.

    >>> base_id("demo-20241104-7c4d1d8d-2")
    'demo-20241104-7c4d1d8d'
    """
    match = _SUFFIX.fullmatch(article_id)
    return match[1] if match else article_id


def copy_number(article_id: str) -> int:
    """Which of the articles with the same text an id is of, from 1.

    >>> copy_number("demo-20241104-7c4d1d8d"), copy_number("demo-20241104-7c4d1d8d-2")
    (1, 2)
    """
    match = _SUFFIX.fullmatch(article_id)
    return int(match[2]) if match and match[2] else 1


class _Articles:
    """All articles of a build, with the ids and the originals that they are to have."""

    def __init__(self, workdir: Workdir, plan: Plan) -> None:
        self.workdir = workdir
        shards = [workdir.shard("articles", task, len(plan)) for task in range(len(plan))]
        columns = ("source", "article_id", "published", "reprint_of")
        table = pa.concat_tables(store.read_file(path, columns) for path in shards)
        self.sources = table["source"]
        self.ids_there = table["article_id"].to_pylist()
        self.originals_there = table["reprint_of"].to_pylist()
        self.ids = _numbered(self.ids_there)
        sketches = [workdir.of_task("sketches", task) for task in range(len(plan))]
        corpus = reprints.Corpus(shards, sketches, workdir.state / "sketches")
        days = table["published"].combine_chunks().view(pa.int32()).to_numpy()
        originals = reprints.earliest(corpus, days).tolist()
        self.originals = [None if number < 0 else self.ids[number] for number in originals]
        self.starts = corpus.starts.tolist()

    def keep_changes(self, task: int) -> bool:
        """Whether a task's articles are not as they are to be; if so, what they are to have."""
        own = slice(self.starts[task], self.starts[task + 1])
        was, ids, originals = self.ids_there[own], self.ids[own], self.originals[own]
        if ids == was and originals == self.originals_there[own]:
            return False
        sources = self.sources[own].to_pylist()
        wanted = {"source": sources, "was": was, "id": ids, "reprint_of": originals}
        write_whole(self.workdir.of_task("changes", task), json.dumps(wanted).encode())
        return True


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


def _rename(
    table: pa.Table, names: dict[tuple[str, str | None], str], new: set[tuple[str, str | None]]
) -> pa.Table:
    """``table`` with the ids that ``names`` has for source and id, and sentence ids that follow.

    A table whose articles are all among the ``new`` was renamed by a worker that was killed
    before its receipt; numbers only grow, so one that was not has an article that is none of them.
    """
    places = list(zip(table["source"].to_pylist(), table["article_id"].to_pylist(), strict=True))
    if all(place in new for place in places if place[1] is not None):
        return table
    ids = [names.get(place, place[1]) for place in places]
    table = _set(table, "article_id", ids)
    if "sentence_id" in table.column_names:
        ordinals = table["ordinal"].to_pylist()
        pairs = zip(ids, ordinals, strict=True)
        table = _set(table, "sentence_id", [f"{name}.{number:04d}" for name, number in pairs])
    return table


def _set(table: pa.Table, column: str, values: Sequence[str | None]) -> pa.Table:
    at = table.column_names.index(column)
    return table.set_column(at, table.schema.field(column), pa.array(values, pa.string()))
