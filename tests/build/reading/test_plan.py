"""How a corpus is cut into tasks: by its bytes alone, and into no more than a folder can hold."""

from __future__ import annotations

import gzip
import json

import pytest

from juku.build import entering
from juku.build.corpus import evidence, manifest
from juku.build.reading import plan
from juku.build.reading.workdir import Workdir
from juku.errors import BuildError

ROWS = [{"text": f"第{number}条。" + "城市发展。" * 12} for number in range(600)]
LINES = [json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in ROWS]
WHOLE = b"".join(LINES)


@pytest.fixture
def cut(tmp_path, source):
    """A function: files by name → the plan of a corpus of them, and the parts of each task."""

    def planned(files):
        root = tmp_path / "corpus"
        evidence.new(root)
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        entering.add(root, [tmp_path / name for name in files], source)
        workdir = Workdir(tmp_path / "build")
        workdir.make()
        made = plan.make(manifest.load(root), workdir, "f", {})
        return made, [plan.parts(workdir, task) for task in range(len(made))]

    return planned


def packed(*parts):
    return {f"{n}.jsonl.gz": gzip.compress(b"".join(part)) for n, part in enumerate(parts)}


ARCHIVES = {
    "plain": {"0.jsonl": WHOLE},
    "compressed": packed(LINES),
    "compressed, in several files": packed(LINES[:50], LINES[50:300], LINES[300:]),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_however_much_there_is_tasks_are_not_many_more_than_a_folder_can_hold(
    cut, monkeypatch, case
):
    """Were the goal of every task the same, there would be hundreds of tasks."""
    monkeypatch.setattr(plan, "TARGET", len(WHOLE) // 500)
    monkeypatch.setattr(plan, "MOST", 40)
    made, tasks = cut(ARCHIVES[case])
    assert 40 <= len(made) <= 80
    slices = [part.slice for parts in tasks for part in parts]
    assert sum(made.sizes) == sum(one.stop - one.start for one in slices) == len(WHOLE)


def test_pages_are_gathered_in_their_order_into_tasks_that_become_smaller(cut, monkeypatch):
    """A quarter of what is left at the most, so that no worker waits long for another."""
    monkeypatch.setattr(plan, "TARGET", 1500)
    size, count = 300, 60
    names = [f"{number:02d}.txt" for number in range(count)]
    made, tasks = cut({name: name.encode().ljust(size) for name in names})
    wanted, done = [], 0
    while done < count * size:
        goal = min(1500, (count * size - done) // 4)
        wanted.append(max(goal // size, 1) * size)
        done += wanted[-1]
    assert list(made.sizes) == wanted
    assert wanted[0] == 1500 > wanted[-2] > 0
    assert [part.entry.path for parts in tasks for part in parts] == [f"pages/{n}" for n in names]


def test_a_page_longer_than_a_task_is_one_by_itself(cut, monkeypatch):
    monkeypatch.setattr(plan, "TARGET", 1500)
    pages = {"1.txt": 100, "2.txt": 100, "3.txt": 9000, "4.txt": 100, "5.txt": 100}
    made, _ = cut({name: name.encode().ljust(size) for name, size in pages.items()})
    assert made.sizes == (200, 9000, 200)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\0" * 9, b'{"fingerprint": 1}'])
def test_a_plan_that_cannot_be_read_is_none(tmp_path, data):
    workdir = Workdir(tmp_path)
    workdir.make()
    workdir.plan.write_bytes(data)
    assert plan.load(workdir) is None
    with pytest.raises(BuildError, match="has no plan that this process can see"):
        plan.needed(workdir)


@pytest.mark.parametrize(
    ("total", "first", "last"),
    [
        (0, plan.TARGET // 6, plan.TARGET // 6),
        (4000 * plan.TARGET, plan.TARGET, plan.TARGET // 6),
        (40_000 * plan.TARGET, 10 * plan.TARGET, 10 * plan.TARGET // 6),
    ],
    ids=["little", "what as many tasks hold as there may be", "ten times that"],
)
def test_a_corpus_has_larger_tasks_where_they_would_be_too_many(total, first, last):
    """Shards are cut by it: another figure gives other bytes."""
    goals = plan._Goals(total)
    assert (goals.after(), goals.after(total)) == (first, last)
