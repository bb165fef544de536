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

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.lib.stride_tricks import sliding_window_view

from juku import contract, store
from juku.build.reading import plan as plans
from juku.build.reading.workdir import Workdir, write_whole
from juku.build.running import reprints, tasks
from juku.build.running.receipts import Receipt
from juku.text.arrays.membership import among

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from juku.build.reading.plan import Plan

    Run = Callable[["Amendment", Sequence[int]], Iterable[Receipt]]

_NUMBER = "-([2-9]|[1-9][0-9]+)"
_NUMBERED = re.compile(f"(.*-[0-9]{{8}}-[0-9a-f]{{8}})(?:{_NUMBER})?")
_TAIL = 8
"""Bytes at the end of an id: of two that are not alike hardly ever the same."""


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
    match = _NUMBERED.fullmatch(article_id)
    return match[1] if match else article_id


def copy_number(article_id: str) -> int:
    """Which of the articles with the same text an id is of, from 1.

    >>> copy_number("demo-20241104-7c4d1d8d"), copy_number("demo-20241104-7c4d1d8d-2")
    (1, 2)
    """
    match = _NUMBERED.fullmatch(article_id)
    return int(match[2]) if match and match[2] else 1


class _Articles:
    """All articles of a build, with the ids and the originals that they are to have.

    They are Arrow's strings: as Python's, those of every article took most of a build's memory.
    """

    def __init__(self, workdir: Workdir, plan: Plan) -> None:
        self.workdir = workdir
        self.shards = [workdir.shard("articles", task, len(plan)) for task in range(len(plan))]
        columns = ("article_id", "published", "reprint_of")
        table = pa.concat_tables(store.read_file(path, columns) for path in self.shards)
        self.ids_there = _strings(table["article_id"])
        self.originals_there = _strings(table["reprint_of"])
        days = table["published"].combine_chunks().view(pa.int32()).to_numpy()
        del table
        self.ids = _numbered(self.ids_there)
        sketches = [workdir.of_task("sketches", task) for task in range(len(plan))]
        corpus = reprints.Corpus(self.shards, sketches, workdir.state / "sketches")
        originals = reprints.earliest(corpus, days)
        self.originals = self.ids.take(pa.array(originals, mask=originals < 0))
        self.starts = corpus.starts.tolist()

    def keep_changes(self, task: int) -> bool:
        """Whether a task's articles are not as they are to be; if so, what they are to have."""
        start, stop = self.starts[task : task + 2]
        was, ids, were, originals = (
            column.slice(start, stop - start)
            for column in (self.ids_there, self.ids, self.originals_there, self.originals)
        )
        if ids.equals(was) and originals.equals(were):
            return False
        sources = store.read_file(self.shards[task], ("source",))["source"]
        columns = {"source": sources, "was": was, "id": ids, "reprint_of": originals}
        wanted = {name: column.to_pylist() for name, column in columns.items()}
        write_whole(self.workdir.of_task("changes", task), json.dumps(wanted).encode())
        return True


def _strings(column: pa.ChunkedArray) -> pa.LargeStringArray:
    """A column in one piece, which may be longer than two gigabytes."""
    return column.cast(pa.large_string()).combine_chunks()


def _numbered(names: pa.LargeStringArray) -> pa.LargeStringArray:
    """Ids in the order of the articles, each with a number where it is not the first of its base.

    >>> names = ["a-20240101-00000000", "b-20240101-00000000", "a-20240101-00000000"]
    >>> _numbered(pa.array(names, pa.large_string())).to_pylist()
    ['a-20240101-00000000', 'b-20240101-00000000', 'a-20240101-00000000-2']
    """
    maybe = _may_share_a_base(names)
    taken: Counter[str] = Counter()
    made = []
    for base in map(base_id, names.filter(maybe).to_pylist()):
        taken[base] += 1
        made.append(base if taken[base] == 1 else f"{base}-{taken[base]}")
    return pc.replace_with_mask(names, maybe, pa.array(made, pa.large_string()))


def _may_share_a_base(names: pa.LargeStringArray) -> pa.BooleanArray:
    """Which names have a number, or a base that ends as others do: few need to be looked at.

    Nothing is made for a name but the number that the last eight bytes of its base are.
    """
    _, offsets, data = names.buffers()
    edges = np.frombuffer(offsets, np.int64)[names.offset :][: len(names) + 1]
    begins, ends = edges[:-1], edges[1:].copy()
    numbered = pc.match_substring_regex(names, _NUMBER + "$").to_numpy(zero_copy_only=False)
    for at in np.flatnonzero(numbered).tolist():
        name = names[at].as_py()
        ends[at] -= len(name) - len(base_id(name))
    maybe = numbered | (ends - begins < _TAIL)
    if len(names) and not maybe.all():
        windows = sliding_window_view(np.frombuffer(data, np.uint8), _TAIL)
        tails = windows[np.maximum(ends - _TAIL, 0)].view(np.uint64)[:, 0]
        ranked = np.sort(tails)
        maybe |= among(tails, ranked[1:][ranked[1:] == ranked[:-1]])
    return pa.array(maybe)


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
