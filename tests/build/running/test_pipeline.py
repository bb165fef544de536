"""The same bytes, whoever runs the tasks, in any order, however often it is stopped."""

from __future__ import annotations

import errno
import gc
import gzip
import json
import pickle
import random
import subprocess
import sys
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from juku import compiled, rowhash, store
from juku.build import entering, removal
from juku.build.corpus import evidence
from juku.build.reading import plan, readers
from juku.build.reading.readers import Failure
from juku.build.reading.workdir import Workdir
from juku.build.rows.kit import Options
from juku.build.running import backends, finish, pipeline, tasks
from juku.build.running.receipts import Receipt, proved
from juku.build.running.settings import Settings
from juku.errors import BuildError, EvidenceError
from juku.release import assemble, validate, workplace


@pytest.fixture
def serial(settings, tmp_path, hashes):
    """File hashes of a build in one process."""
    pipeline.run(settings, tmp_path / "serial")
    found = hashes(tmp_path / "serial")
    assert len(found) > 12
    return found


@pytest.fixture
def kill_once(killers, tmp_path, monkeypatch):
    """A function that makes the first worker with task 1 be killed."""

    def prepared(settings, root):
        job = killers.KilledOnce(settings, root, flag=tmp_path / "flag")
        monkeypatch.setattr(pipeline, "_job", lambda *_, **__: job)

    return prepared


def leftovers(root):
    return [p.name for p in root.rglob("*") if ".part-" in p.name]


def test_two_processes_leave_the_bytes_of_one(settings, serial, tmp_path, hashes):
    pipeline.run(replace(settings, workers=2), tmp_path / "two")
    assert hashes(tmp_path / "two") == serial


WITHOUT_KERNELS = """
import pickle, sys
from juku import compiled
from juku.build.reading import plan
from juku.build.running import pipeline
settings, root, plan.TARGET = pickle.load(sys.stdin.buffer)
assert compiled.kernel("shingles") is None
pipeline.run(settings, root)
"""


@pytest.mark.parametrize("words", ["rjieba", "ud"])
def test_nothing_compiled_leaves_the_same_bytes(words, settings, tmp_path, hashes, monkeypatch):
    """Kernels are chosen where modules are read, so it takes a process of its own."""
    asked = replace(settings, options=Options(words))
    pipeline.run(asked, tmp_path / "compiled")
    monkeypatch.setenv(compiled.SWITCH, "0")
    given = pickle.dumps((asked, tmp_path / "plain", plan.TARGET))
    subprocess.run([sys.executable, "-c", WITHOUT_KERNELS], input=given, check=True)
    assert hashes(tmp_path / "plain") == hashes(tmp_path / "compiled")


def test_a_killed_process_costs_nothing_but_time(settings, serial, tmp_path, hashes, kill_once):
    root = tmp_path / "killed"
    kill_once(settings, root)
    pipeline.run(replace(settings, workers=2), root)
    assert (tmp_path / "flag").exists()
    assert hashes(root) == serial
    assert not leftovers(root)


def test_a_task_that_always_kills_stops_the_build_with_its_number(
    settings, tmp_path, killers, monkeypatch
):
    monkeypatch.setattr(backends, "ATTEMPTS", 2)
    root = tmp_path / "killed"
    job = killers.KilledOnce(settings, root, flag=tmp_path / "flag", always=True)
    monkeypatch.setattr(pipeline, "_job", lambda *_, **__: job)
    with pytest.raises(BuildError, match=r"killed 2 times while task .*2.* ran, most likely for"):
        pipeline.run(replace(settings, workers=2), root)


def test_dask_with_a_worker_killed_leaves_the_same_bytes(
    settings, serial, tmp_path, hashes, kill_once
):
    pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    root = tmp_path / "dask"
    kill_once(settings, root)
    pipeline.run(replace(settings, workers=2, backend="dask"), root)
    assert (tmp_path / "flag").exists()
    assert hashes(root) == serial
    assert not leftovers(root)


class Staying:
    """A worker that does not end with a build, as those of a scheduler that runs already."""

    def run(self, task, todo):
        return map(pickle.loads(pickle.dumps(task)), todo)  # noqa: S301  # its own


@pytest.mark.parametrize("changed", ["pages", "curation"])
def test_workers_that_stay_work_by_the_plan_of_each_build(
    changed, settings, corpus, source, tmp_path, hashes, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(backends, "_make", lambda _: Staying())
        pipeline.run(settings, tmp_path / "staying")
        before = hashes(tmp_path / "staying")
        if changed == "pages":
            (tmp_path / "more.txt").write_text("# 一则短讯\n" + "展会闭幕了。" * 900, "utf-8")
            entering.add(corpus, [tmp_path / "more.txt"], source)
        else:
            with (corpus / "curation" / "columns.tsv").open("a", encoding="utf-8") as rows:
                rows.write("第3号新闻：城市发展\tmade up\n")
        pipeline.run(settings, tmp_path / "staying")
    pipeline.run(settings, tmp_path / "fresh")
    assert hashes(tmp_path / "staying") == hashes(tmp_path / "fresh") != before


def test_a_worker_that_still_sees_another_plan_is_refused(settings, tmp_path, monkeypatch):
    """As where folders of a network are seen as they were; its shards are those of other pages."""

    class Late(Staying):
        def run(self, task, todo):
            return (replace(receipt, fingerprint="b" * 64) for receipt in super().run(task, todo))

    monkeypatch.setattr(backends, "_make", lambda _: Late())
    with pytest.raises(BuildError, match=r": task 1 was run by another plan .*; run the same comm"):
        pipeline.run(settings, tmp_path / "late")


def test_a_worker_with_other_tools_runs_no_task(settings, tmp_path, monkeypatch):
    root = tmp_path / "work"
    made, _ = pipeline.prepare(settings, root)
    found = made.versions | {"t2s": "another", "more": "1"}
    monkeypatch.setattr(tasks.settings, "versions", lambda _: found)
    with pytest.raises(BuildError) as refused:
        tasks.Job(settings, root)(0)
    same = "install the same versions everywhere"
    assert str(refused.value).split("\n") == [
        f"this worker: more is 1, the build's is None; {same}",
        f"this worker: t2s is another, the build's is {made.versions['t2s']}; {same}",
    ]


def test_a_worker_with_another_opencc_is_refused_before_work(
    settings, tmp_path, killers, monkeypatch
):
    pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    root = tmp_path / "other"
    job = killers.OtherVersions(settings, root)
    monkeypatch.setattr(pipeline, "_job", lambda *_, **__: job)
    with pytest.raises(BuildError, match=r"worker tcp://.*: t2s is opencc-0\.0\.0-t2s, the build"):
        pipeline.run(replace(settings, workers=1, backend="dask"), root)
    assert not list(root.glob("*/*.parquet"))


def test_shares_in_random_order_one_run_twice_then_finish(settings, serial, tmp_path, hashes):
    root = tmp_path / "array"
    order = [*range(1, 17), 5]
    random.Random(3).shuffle(order)
    for share in order:
        pipeline.run_share(settings, root, share, 16)
    outcome = pipeline.run(replace(settings, backend="none"), root)
    assert hashes(root) == serial
    assert outcome.shards == len(serial) // 3


def test_finishing_too_early_names_what_is_missing(settings, tmp_path):
    root = tmp_path / "array"
    pipeline.run_share(settings, root, 1, 2)
    with pytest.raises(
        BuildError, match=r"--finish: \d+ tasks? (is|are) not done: 2, 4, 6[, \d]*; run"
    ):
        pipeline.run(replace(settings, backend="none"), root)


def test_tasks_are_counted_from_one_wherever_people_read_of_them(settings, tmp_path):
    root = tmp_path / "array"
    pipeline.run_share(settings, root, 2, 3)
    first, second, *_ = sorted((root / ".state" / "logs").iterdir())
    assert (first.name, second.name) == ("00002.log", "00005.log")
    assert " task 2: " in first.read_text("utf-8")
    with pytest.raises(BuildError, match=r"not done: 1, 3, 4, 6[, \d]*; run .*I\+N"):
        pipeline.run(replace(settings, backend="none"), root)


def test_a_share_that_is_done_gives_its_receipts_again(settings, tmp_path, monkeypatch):
    root = tmp_path / "array"
    receipts = pipeline.run_share(settings, root, 1, 2)
    monkeypatch.delattr(tasks, "_make")
    assert pipeline.run_share(settings, root, 1, 2) == receipts


def beside(call, monkeypatch):
    """Why `call` was refused, if it was, when a share was about to run its first task."""
    run, refused = tasks.run, []

    def first(work, task):
        monkeypatch.setattr(tasks, "run", run)
        try:
            call()
        except BuildError as error:
            refused.append(str(error))
        return run(work, task)

    monkeypatch.setattr(tasks, "run", first)
    return refused


def test_another_share_of_the_build_may_run_beside_one(settings, tmp_path, monkeypatch):
    root = tmp_path / "array"
    refused = beside(lambda: pipeline.run_share(settings, root, 2, 2), monkeypatch)
    pipeline.run_share(settings, root, 1, 2)
    assert not refused
    pipeline.run(replace(settings, backend="none"), root)


def test_a_share_with_other_options_takes_nothing_from_one_that_runs(
    settings, tmp_path, monkeypatch
):
    root = tmp_path / "array"
    other = replace(settings, options=Options("rjieba", joining=False, votes=False))
    refused = beside(lambda: pipeline.run_share(other, root, 1, 2), monkeypatch)
    receipts = pipeline.run_share(settings, root, 1, 1)
    assert "another process is at work there" in refused[0]
    assert len(receipts) == pipeline.run(replace(settings, backend="none"), root).shards


def test_a_build_is_not_finished_while_a_share_runs(settings, tmp_path, monkeypatch):
    out = tmp_path / "demo-1.0.0"
    finishing = replace(settings, backend="none")
    refused = beside(lambda: assemble.build(finishing, out, "1.0.0"), monkeypatch)
    pipeline.run_share(settings, workplace.of(out), 1, 1)
    assert "another process is at work there" in refused[0]
    assert assemble.build(finishing, out, "1.0.0").path == out


def emptied(root, line):
    """Let the only archive be one of no bytes, which ``add`` refuses, as its manifest says."""
    [archive] = (root / "pages").iterdir()
    archive.write_bytes(b"")
    manifest = root / "manifest.jsonl"
    said = manifest.read_text("utf-8")
    old, new = sha256(line).hexdigest(), sha256(b"").hexdigest()
    assert old in said
    manifest.write_text(said.replace(old, new), "utf-8")


def test_archives_without_a_record_are_no_corpus_to_build(tmp_path, source, settings):
    root = tmp_path / "nothing"
    evidence.new(root)
    line = json.dumps({"text": "河水退了。"}, ensure_ascii=False).encode()
    (tmp_path / "none.jsonl").write_bytes(line)
    entering.add(root, [tmp_path / "none.jsonl"], source)
    emptied(root, line)
    with pytest.raises(EvidenceError, match=r"nothing: its archives hold no record; add a page"):
        pipeline.run(replace(settings, corpus=root), tmp_path / "out")


def test_a_share_that_is_none_is_refused(settings, tmp_path):
    with pytest.raises(BuildError, match="--task 3 --of 2: write a number from 1 to 2"):
        pipeline.run_share(settings, tmp_path / "array", 3, 2)


def test_interrupted_five_times_and_gone_on_with(settings, serial, tmp_path, hashes, monkeypatch):
    root = tmp_path / "stopped"
    runs = Counter()
    run = tasks.run

    def counted(work, task):
        if proved(work.workdir, work.plan, task) is None:
            runs["now"] += 1
            if runs["now"] > 2:
                raise KeyboardInterrupt
            runs[task] += 1
        return run(work, task)

    monkeypatch.setattr(tasks, "run", counted)
    stops = 0
    while True:
        runs["now"] = 0
        try:
            pipeline.run(settings, root)
            break
        except KeyboardInterrupt:
            stops += 1
    assert stops >= 5
    assert hashes(root) == serial
    del runs["now"]
    assert set(runs.values()) == {1}, "no task that was done was run again"


def test_a_shard_that_was_changed_is_made_again(settings, serial, tmp_path, hashes):
    root = tmp_path / "changed"
    pipeline.run(settings, root)
    victim = next(root.glob("data/*.parquet"))
    victim.write_bytes(victim.read_bytes()[:-9])
    next(root.glob("blocks/*.parquet")).unlink()
    pipeline.run(settings, root)
    assert hashes(root) == serial


def test_other_options_start_anew(settings, tmp_path, hashes):
    root = tmp_path / "anew"
    pipeline.run(settings, root)
    before = plan.load(Workdir(root))
    options = replace(settings.options, joining=not settings.options.joining)
    pipeline.run(replace(settings, options=options), root)
    assert plan.load(Workdir(root)).fingerprint != before.fingerprint


def test_a_task_whose_receipt_cannot_be_read_is_run_again(settings, serial, tmp_path, hashes):
    root = tmp_path / "damaged"
    pipeline.run(settings, root)
    receipts = sorted((root / ".state" / "receipts").iterdir())
    damaged = [b"", b"{}", b"[]", b"null", b"\0" * 9, b'{"tables": {"articles": {}}}']
    for path, data in zip(receipts, damaged, strict=False):
        path.write_bytes(data)
    next(root.glob("data/train-00004-*")).unlink()
    pipeline.run(settings, root)
    assert hashes(root) == serial
    assert all(Receipt.from_json(path.read_bytes()) for path in receipts)


def test_what_is_counted_is_that_of_all_tasks(settings, tmp_path):
    outcome = pipeline.run(settings, tmp_path / "counted")
    kinds = Counter(store.read(tmp_path / "counted", "blocks", ["kind"])["kind"].to_pylist())
    assert outcome.shards > 1
    assert {name: n for name, n in outcome.counts.items() if "/" not in name} == kinds


def test_workers_elsewhere_are_told_whole_paths(settings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = replace(settings, corpus=Path("corpus"))
    job = pipeline._job(asked, Path("work"), None, None, serial=False)
    assert (job.settings.corpus, job.workdir) == (tmp_path / "corpus", tmp_path / "work")


def test_how_many_tasks_does_not_depend_on_workers(settings, tmp_path):
    one, _ = pipeline.prepare(settings, tmp_path / "one")
    many, _ = pipeline.prepare(replace(settings, workers=7), tmp_path / "many")
    assert one == many


def test_ids_are_unique_and_all_tables_follow(settings, tmp_path):
    pipeline.run(settings, tmp_path / "ids")
    articles = store.read(tmp_path / "ids", "articles").to_pylist()
    ids = [row["article_id"] for row in articles]
    assert len(ids) == len(set(ids))
    doubled = [row for row in articles if row["source"] == "pages/page7.txt"]
    original = [row for row in articles if row["source"] == "pages/page0.txt"]
    assert [row["article_id"] for row in doubled] == [row["article_id"] + "-2" for row in original]
    earliest = min(articles, key=lambda row: row["published"])
    assert [row["reprint_of"] for row in doubled] == [earliest["article_id"]]
    assert earliest["reprint_of"] is None
    sentences = store.read(tmp_path / "ids", "sentences").to_pylist()
    assert all(row["sentence_id"].startswith(row["article_id"] + ".") for row in sentences)
    assert {row["article_id"] for row in sentences} == set(ids)
    blocks = store.read(tmp_path / "ids", "blocks").to_pylist()
    assert {row["article_id"] for row in blocks} - {None} == set(ids)


def test_what_a_build_says_of_its_rows_is_said_of_the_last_shards(settings, tmp_path):
    outcome = pipeline.run(settings, tmp_path / "said")
    for name, said in outcome.tables.items():
        assert said == rowhash.of_table(store.read(tmp_path / "said", name), name)


def test_an_article_whose_own_id_stays_is_told_to_be_a_reprint_too(settings, tmp_path):
    """All stories of this corpus share most of their sentences; the earliest is no reprint."""
    pipeline.run(settings, tmp_path / "reprints")
    articles = store.read(tmp_path / "reprints", "articles").to_pylist()
    earliest = min(articles, key=lambda row: row["published"])["article_id"]
    assert [row["article_id"] for row in articles if row["reprint_of"] != earliest] == [earliest]


def test_the_first_article_of_all_may_be_the_original(settings, tmp_path):
    """Without the archive, in which an earlier day is."""
    removal.remove(settings.corpus, ["archive"])
    pipeline.run(settings, tmp_path / "first")
    first, *others = store.read(tmp_path / "first", "articles").to_pylist()
    assert first["reprint_of"] is None
    assert {row["reprint_of"] for row in others} == {first["article_id"]}


def test_only_what_changes_is_written_again_and_that_once(settings, tmp_path, monkeypatch):
    replace_, written = tasks.replace, []

    def told(workdir, made, receipt, tables):
        if receipt.tables:  # else it is written the first time
            written.append(sorted(tables))
        return replace_(workdir, made, receipt, tables)

    monkeypatch.setattr(tasks, "replace", told)
    pipeline.run(settings, tmp_path / "again")
    everything, *others = sorted(written, key=len, reverse=True)
    assert everything == ["articles", "blocks", "sentences"]  # of the page that occurs twice
    assert others == [["articles"]] * len(others) != []  # of reprints
    pipeline.run(settings, tmp_path / "again")
    assert len(written) == 1 + len(others)


def test_a_worker_killed_while_ids_are_settled_loses_nothing(
    settings, serial, tmp_path, hashes, monkeypatch
):
    replace_ = tasks.replace

    def dying(workdir, made, receipt, tables):
        if "articles" in tables and "data" not in receipt.files and receipt.tables:
            first = next(iter(tables))
            store.write(
                store.conform(tables[first], first),
                first,
                workdir.shard(first, receipt.task, len(made)),
            )
            again = finish.Amendment(workdir.root)
            monkeypatch.setattr(tasks, "replace", replace_)
            return again(receipt.task)
        return replace_(workdir, made, receipt, tables)

    monkeypatch.setattr(tasks, "replace", dying)
    root = tmp_path / "dying"
    pipeline.run(settings, root)
    assert tasks.replace is replace_
    assert hashes(root) == serial


def test_records_that_fail_are_set_aside_with_their_place(
    settings, corpus, tmp_path, archive_source
):
    from juku.build import entering

    bad = tmp_path / "bad.jsonl"
    lines = [
        b'{"headline": "a", "content": "\xe5\x8f\xa5\xe3\x80\x82"}',
        b'{"headline": "b", "content": 5}',
        b'{"headline": "c"',
        b'{"headline": "d"}',
        b'{"content": "\\ud800"}',
        b"\xff{}",
        b'{"content": "ok\xe3\x80\x82", "pub_time": "soon"}',
        b"[1]",
    ]
    bad.write_bytes(b"\n".join(lines))
    entering.add(corpus, [bad], archive_source)
    outcome = pipeline.run(settings, tmp_path / "failing")
    kept = (tmp_path / "failing" / "failures.jsonl").read_text("utf-8").splitlines()
    failures = {json.loads(line)["source"]: json.loads(line)["error"] for line in kept}
    assert outcome.failures == len(failures) == 7
    assert set(failures) == {f"pages/bad.jsonl#{number}" for number in range(2, 9)}
    assert "content: is int, not text" in failures["pages/bad.jsonl#2"]
    assert "is not JSON (Expecting ',' delimiter, at character 17)" in failures["pages/bad.jsonl#3"]
    assert "content: is missing" in failures["pages/bad.jsonl#4"]
    assert "half a surrogate pair" in failures["pages/bad.jsonl#5"]
    assert "byte 0 (0xff) is not UTF-8" in failures["pages/bad.jsonl#6"]
    assert "'soon' is no day" in failures["pages/bad.jsonl#7"]
    assert "is not a JSON object" in failures["pages/bad.jsonl#8"]
    assert validate.inspect(corpus).messages == list(failures.values())
    with pytest.raises(BuildError, match=r"pages/bad\.jsonl#2: .*is int, not text"):
        pipeline.run(replace(settings, strict=True), tmp_path / "strict")
    with pytest.raises(BuildError, match="is not JSON"):
        pipeline.run(replace(settings, strict=True), tmp_path / "failing")


def test_a_strict_build_in_which_nothing_fails_is_the_same(settings, serial, tmp_path, hashes):
    pipeline.run(replace(settings, strict=True), tmp_path / "strict")
    assert hashes(tmp_path / "strict") == serial


@pytest.mark.parametrize("broken", ["record", "stage"])
def test_a_strict_share_stops_at_what_fails(
    settings, corpus, tmp_path, archive_source, monkeypatch, broken
):
    """Nobody may look at the others before days of work are done."""
    bad, process = tmp_path / "bad.jsonl", tasks.stages.process
    rows = [{"headline": "x", "content": text, "pub_time": "2024-11-04"} for text in ("好。", 5)]
    bad.write_text("\n".join(map(json.dumps, rows[: 2 if broken == "record" else 1])))
    entering.add(corpus, [bad], archive_source)

    def breaking(pages, kit):
        if broken == "stage" and any("bad.jsonl" in page.source for page in pages):
            raise ZeroDivisionError("for the test")
        return process(pages, kit)

    monkeypatch.setattr(tasks, "Work", partial(tasks.Work, process=breaking))
    with pytest.raises(BuildError, match=r"bad\.jsonl#[12]: .*\n--strict: the build stops"):
        pipeline.run_share(replace(settings, strict=True), tmp_path / "strict", 1, 1)
    receipts = pipeline.run_share(settings, tmp_path / "strict", 1, 1)
    assert [len(receipt.failures) for receipt in receipts if receipt.failures] == [1]


@pytest.mark.parametrize("at", [1, 2, 3], ids=["all at once", "one by one", "the good ones"])
@pytest.mark.parametrize(
    ("error", "wanted", "said"),
    [
        (
            RuntimeError("can't start new thread"),
            BuildError,
            "task 1: the system gave no other thread for it; ",
        ),
        (EvidenceError("two rows\nof curation"), EvidenceError, "two rows\nof curation"),
    ],
    ids=["no thread", "evidence"],
)
def test_pages_that_are_not_to_blame_are_not_set_aside(settings, tmp_path, at, error, wanted, said):
    """Or a release would be made without them."""
    made, tools = pipeline.prepare(settings, tmp_path / "wanting")
    calls = Counter()

    def process(pages, kit):
        calls["n"] += 1
        if calls["n"] == at:
            raise error
        if len(pages) != 1:
            raise ZeroDivisionError("for the test")
        return tasks.stages.process(pages, kit)

    work = tasks.Work(made, tools, Workdir(tmp_path / "wanting"), settings, process)
    with pytest.raises(wanted, match=f"^{said}"):
        tasks.run(work, 0)
    assert calls["n"] == at


def test_one_page_that_breaks_a_stage_does_not_take_the_others(settings, tmp_path):
    made, tools = pipeline.prepare(settings, tmp_path / "breaking")

    def process(pages, kit):
        if any(page.source == "pages/page1.txt" for page in pages):
            raise ZeroDivisionError("for the test")
        return tasks.stages.process(pages, kit)

    workdir = Workdir(tmp_path / "breaking")
    parts = [part for task in range(len(made)) for part in plan.parts(workdir, task)]
    pages = list(readers.read(parts, settings.corpus, workdir.state / "records"))
    others = [page for page in pages if page.source != "pages/page1.txt"]
    assert len(pages) > len(others) > 1
    tables, failures = tasks._process(tasks.Work(made, tools, workdir, settings, process), pages)
    assert [(f.source, f.error) for f in failures] == [
        ("pages/page1.txt", "ZeroDivisionError: for the test")
    ]
    assert tables == tasks.stages.process(others, tools)


@pytest.mark.parametrize("fails", [False, True])
@pytest.mark.parametrize("on", [False, True])
def test_a_task_leaves_the_search_for_cycles_as_it_was(settings, tmp_path, fails, on):
    """Whatever else the process does would take more and more memory without it."""

    def process(pages, kit):
        assert not gc.isenabled()
        if fails:
            raise OSError(errno.ENOSPC, "No space left on device")
        return tasks.stages.process(pages, kit)

    made, tools = pipeline.prepare(settings, tmp_path / "cycles")
    work = tasks.Work(made, tools, Workdir(tmp_path / "cycles"), settings, process)
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(BuildError) if fails else nullcontext():
            tasks.run(work, 0)
        assert gc.isenabled() == on
    finally:
        gc.enable()


def test_a_page_altered_after_the_plan_stops_its_task(settings, corpus, tmp_path):
    made, tools = pipeline.prepare(settings, tmp_path / "altered")
    (corpus / "pages" / "page0.txt").write_text("别的内容。", "utf-8")
    work = tasks.Work(made, tools, Workdir(tmp_path / "altered"), settings)
    with pytest.raises(BuildError, match=r"pages/page0\.txt: was altered while the build ran"):
        tasks.run(work, 0)


def altered(settings, root, path):
    """What is said when ``path``, which is read by the tasks, is altered after the plan."""
    made, tools = pipeline.prepare(settings, root)
    path = next(path.parent.glob(path.name))
    path.write_bytes(path.read_bytes()[::-1])
    work = tasks.Work(made, tools, Workdir(root), settings)
    with pytest.raises(BuildError) as caught:
        [tasks.run(work, task) for task in range(len(made))]
    return str(caught.value)


def test_an_archive_altered_after_the_plan_stops_the_tasks_that_read_it(settings, corpus, tmp_path):
    said = altered(settings, tmp_path / "altered", corpus / "pages" / "archive.jsonl")
    assert "pages/archive.jsonl: was altered while the build ran, or is another for this" in said


def test_records_damaged_where_they_are_kept_are_told_of(
    settings, corpus, tmp_path, archive_source
):
    packed, root = tmp_path / "packed.jsonl.gz", tmp_path / "damaged"
    row = {"headline": "x", "content": "好。", "pub_time": "2024-11-04"}
    packed.write_bytes(gzip.compress(json.dumps(row).encode()))
    entering.add(corpus, [packed], archive_source)
    said = altered(settings, root, root / ".state" / "records" / "*")
    assert said.endswith(f".jsonl.zst: is damaged; remove {root} and build anew")


def test_what_strict_says_is_bounded_and_names_each_record_once(settings):
    failures = [Failure(f"a.jsonl#{n}", f"a.jsonl#{n}: is not JSON; mend it") for n in range(25)]
    failures[1] = Failure("a.jsonl#1", "ZeroDivisionError: division by zero")
    tasks.check_strict(settings, failures)
    with pytest.raises(BuildError) as caught:
        tasks.check_strict(replace(settings, strict=True), failures)
    first, second, *others, last = str(caught.value).split("\n")
    assert first == "a.jsonl#0: is not JSON; mend it"
    assert second == "a.jsonl#1: ZeroDivisionError: division by zero"
    assert len(others) == 19
    assert others[-1] == "and 5 more"
    assert last.startswith("--strict: the build stops at what fails; mend it, or build without")


def test_a_place_that_cannot_be_written_is_named(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BuildError, match="build: cannot be locked "):
        pipeline.run(settings, tmp_path / "file" / "build")


WANTS = {
    "disk": (
        OSError(28, "No space left on device"),
        "full: No space left on device in task 3; f",
    ),
    "threads": (
        RuntimeError("Failed to launch worker thread: Resource temporarily unavailable"),
        "task [0-9]+: the system gave no other thread for it; use fewer --workers, or end",
    ),
    "memory": (MemoryError(), "task [0-9]+: there was no memory left for it; use fewer --workers"),
}


@pytest.mark.parametrize("want", WANTS)
def test_want_of_space_is_a_clear_error_and_can_be_gone_on_from(
    settings, serial, tmp_path, hashes, monkeypatch, want
):
    error, said = WANTS[want]
    write = store.write
    calls = Counter()

    def failing(table, name, path):
        calls["n"] += 1
        if calls["n"] == 8:
            raise error
        write(table, name, path)

    monkeypatch.setattr(store, "write", failing)
    root = tmp_path / "full"
    with pytest.raises(BuildError, match=said):
        pipeline.run(settings, root)
    assert leftovers(root) == []
    log = Workdir(root).of_task("logs", 2).read_text("utf-8")
    assert " task 3: Traceback " in log
    pipeline.run(settings, root)
    assert hashes(root) == serial


def test_a_log_that_cannot_be_written_is_told_where_nothing_else_failed(settings, tmp_path):
    made, tools = pipeline.prepare(settings, tmp_path / "build")
    workdir = Workdir(tmp_path / "build")
    log = workdir.of_task("logs", 0)
    log.mkdir()

    def process(pages, kit):
        raise MemoryError

    with pytest.raises(BuildError, match=r"^task 1: there was no memory left for it; "):
        tasks.run(tasks.Work(made, tools, workdir, settings, process), 0)
    work = tasks.Work(made, tools, workdir, settings)
    with pytest.raises(
        BuildError, match=f"^{log}: Is a directory in task 1; .*, then run the same"
    ):
        tasks.run(work, 0)
    log.rmdir()
    assert tasks.run(work, 0) == proved(workdir, made, 0)


def test_receipts_come_back_as_they_were_kept(settings, tmp_path):
    root = tmp_path / "receipts"
    outcome = pipeline.run(settings, root)
    for receipt in outcome.receipts:
        assert Receipt.from_json(receipt.to_json()) == receipt
    assert len(list((root / ".state" / "logs").iterdir())) == outcome.shards
    pipeline.strip(root)
    assert {path.name for path in root.iterdir()} == {"data", "articles", "blocks"}


def test_the_address_of_a_scheduler_is_not_passed_over(settings, tmp_path):
    asked = replace(settings, address="tcp://head:8786")
    with pytest.raises(BuildError, match="--address: is of a Dask scheduler"):
        pipeline.run(asked, tmp_path / "none")


def test_an_unknown_backend_is_refused_by_name(settings, tmp_path):
    with pytest.raises(BuildError, match="there is no 'spark'"):
        pipeline.run(replace(settings, backend="spark"), tmp_path / "unknown")


@pytest.mark.parametrize("backend", ["auto", "serial", "processes", "dask", "slurm"])
@pytest.mark.parametrize(
    ("workers", "fact"),
    [
        (0, "is less than 1; give 1 or more"),
        (10**9, "is more than a build has tasks, which are 4,000 at the most; give one a core"),
        (10**30, "is more than a build has tasks, which are 4,000 at the most; give one a core"),
    ],
)
def test_settings_with_no_worker_or_more_than_can_work_are_refused(
    corpus, tmp_path, backend, workers, fact
):
    asked = Settings(corpus=corpus, workers=workers, backend=backend)
    with pytest.raises(BuildError, match=f"^workers: {workers} {fact}$"):
        pipeline.run(asked, tmp_path / "none")
