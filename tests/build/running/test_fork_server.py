"""Workers begin at once, what becomes of their server costs nothing but time, and all is ended."""

from __future__ import annotations

import compileall
import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import warnings
import zipapp
from collections import Counter
from dataclasses import replace
from functools import partial
from importlib.resources import files
from multiprocessing import forkserver, process, resource_tracker
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import juku
from juku.build.running import backends, fork_server, pipeline, progress
from juku.build.running.backends import Processes
from juku.build.running.settings import Settings

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are spawned")

PRELOADED = "juku.build.running.preloaded"

BROKEN = b"source\tbyte\treason\nnowhere.txt\t0\tgone\n"
"""Rows about a page that the corpus has not."""


def server() -> int | None:
    """The process that runs now, of this one."""
    return forkserver._forkserver._forkserver_pid


def told(_: int) -> tuple[int, frozenset[str], bool, int]:
    """Of a worker: its parent, that one's threads, what was there already, and the kits loaded."""
    from juku.build.running import settings

    names = Path(f"/proc/{os.getppid()}/task").glob("*/comm")
    threads = Counter(name.read_text().strip() for name in names)
    others = threads - Counter([Path(sys.executable).name])
    kits = settings._kit.cache_info().currsize
    return os.getppid(), frozenset(others), PRELOADED in sys.modules, kits


def runs(pid: int) -> bool:
    """Or else it is gone, or waits to be asked for its status by the system's first process."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def who(_: int) -> tuple[int]:
    time.sleep(0.2)
    return (os.getpid(),)


def working(seconds: float, _: int) -> float:
    end = time.process_time() + seconds
    while (now := time.process_time()) < end:
        pass
    return now


def run(settings: Settings, function, tasks=2):
    pool = Processes(settings.workers)
    try:
        return list(pool.run(function, range(tasks)))
    finally:
        pool.stop()


@LINUX
def test_workers_are_forked_from_a_process_that_has_loaded_all_and_no_threads(settings):
    """But for those of Arrow's allocator, which is made for that."""
    with fork_server.begun(replace(settings, workers=2)):
        found = run(replace(settings, workers=2), told)
        assert {one[0] for one in found} == {server()}
    assert {one[2:] for one in found} == {(True, 1)}
    assert frozenset().union(*(one[1] for one in found)) <= {"jemalloc_bg_thd"}


@LINUX
def test_an_engine_of_others_is_left_to_the_workers(settings):
    other = replace(settings, options=replace(settings.options, segmenter="spacy"), workers=2)
    with fork_server.begun(other):
        assert {one[2:] for one in run(other, told)} == {(True, 0)}


@pytest.mark.parametrize("backend", ["serial", "dask", "none"])
def test_where_no_processes_are_asked_for_none_is_started(settings, backend):
    for asked in (replace(settings, workers=1), replace(settings, workers=2, backend=backend)):
        with fork_server.begun(asked):
            assert server() is None
            assert fork_server.context().get_start_method() == "spawn"


@LINUX
def test_the_server_ends_with_the_block_and_what_workers_took_is_counted(settings):
    asked = replace(settings, workers=2)
    with fork_server.begun(asked):
        pid = server()
        run(asked, partial(working, 0.4))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before >= 0.8
    assert server() is None
    assert fork_server.context().get_start_method() == "spawn"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert fork_server.SAID not in os.environ


@LINUX
def test_a_server_that_is_killed_is_replaced(settings, tmp_path, hashes):
    pipeline.run(settings, tmp_path / "serial")
    asked = replace(settings, workers=2)
    with fork_server.begun(asked):
        os.kill(server(), signal.SIGKILL)
        pipeline.run(asked, tmp_path / "two")
        os.kill(server(), signal.SIGKILL)
    assert hashes(tmp_path / "two") == hashes(tmp_path / "serial")


@LINUX
def test_one_that_takes_the_place_of_a_killed_one_loads_nothing(settings):
    """What killed the first may have been what it loaded."""
    asked = replace(settings, workers=2)
    with fork_server.begun(asked):
        os.kill(server(), signal.SIGKILL)
        assert {one[2:] for one in run(asked, told)} == {(True, 0)}


@LINUX
@pytest.mark.parametrize("path", [None, "/elsewhere"])
def test_the_process_is_left_as_it_was(settings, monkeypatch, path):
    def standing():
        said = os.environ.get("PYTHONPATH"), fork_server.SAID in os.environ
        quiet = list(sys.warnoptions), list(warnings.filters), resource_tracker.unregister
        return said, quiet, signal.pthread_sigmask(signal.SIG_BLOCK, ())

    monkeypatch.delenv("PYTHONPATH", raising=False)
    if path:
        monkeypatch.setenv("PYTHONPATH", path)
    before = standing()
    with fork_server.begun(replace(settings, workers=2)):
        assert standing() != before
    assert standing() == before


@LINUX
def test_a_server_that_is_killed_while_its_workers_work_is_replaced(settings):
    def receipts():
        for number, one in enumerate(pool.run(partial(working, 0.2), range(6))):
            if number == 1:
                os.kill(server(), signal.SIGKILL)
            yield one

    pool = Processes(2)
    try:
        with fork_server.begun(replace(settings, workers=2)):
            assert len(list(receipts())) == 6
    finally:
        pool.stop()


@LINUX
@pytest.mark.parametrize("module", [forkserver, resource_tracker])
def test_where_it_cannot_be_started_workers_are_spawned(settings, monkeypatch, module):
    def refuse():
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(module, "ensure_running", refuse)
    with fork_server.begun(replace(settings, workers=2)):
        assert server() is None
        assert fork_server.context().get_start_method() == "spawn"
    assert fork_server.SAID not in os.environ


@LINUX
def test_where_no_socket_may_lie_in_the_folder_for_temporary_files_workers_are_spawned(
    settings, tmp_path, hashes, monkeypatch
):
    deep = tmp_path / ("d" * 100)  # a socket's path has 107 bytes at the most
    deep.mkdir()
    monkeypatch.setitem(process.current_process()._config, "tempdir", str(deep))
    pipeline.run(settings, tmp_path / "serial")
    asked = replace(settings, workers=2)
    with fork_server.begun(asked):
        assert server() is None
        pipeline.run(asked, tmp_path / "two")
    assert hashes(tmp_path / "two") == hashes(tmp_path / "serial")


@LINUX
def test_a_frozen_server_is_ended_with_the_block(settings):
    with fork_server.begun(replace(settings, workers=2)):
        pid = server()
        os.kill(pid, signal.SIGSTOP)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@LINUX
def test_workers_of_a_frozen_server_are_ended(settings, monkeypatch):
    monkeypatch.setattr(backends, "PATIENCE", 0.2)
    asked = replace(settings, workers=2)
    with fork_server.begun(asked):
        pool = Processes(2)
        workers = {one[0] for one in pool.run(who, range(2))}
        os.kill(server(), signal.SIGSTOP)
        pool.stop()
    assert not [pid for pid in workers if runs(pid)]


@LINUX
@pytest.mark.parametrize(
    ("frozen", "slow", "told"),
    [(True, 600, "is stopped (T)"), (False, 0.1, "does not answer"), (False, 600, "")],
    ids=["stopped", "silent for long", "slow to load"],
)
def test_a_server_that_starts_no_worker_is_told_of_once(
    settings, monkeypatch, capsys, frozen, slow, told
):
    monkeypatch.setattr(fork_server, "LOOK", 0.2)
    monkeypatch.setattr(fork_server, "SLOW", slow)
    with fork_server.begun(replace(settings, workers=2)):
        pid = server()
        if frozen:
            os.kill(pid, signal.SIGSTOP)
        with fork_server.watched():
            time.sleep(1)
    said = capsys.readouterr().err
    assert said.count("\n") == bool(told)
    assert told in said
    assert (f"process {pid}, which they are forked from, {told}; end it" in said) == bool(told)


@LINUX
def test_nothing_is_told_once_a_worker_has_begun(settings, monkeypatch, capsys):
    monkeypatch.setattr(fork_server, "LOOK", 0.2)
    monkeypatch.setattr(fork_server, "SLOW", 0)
    with fork_server.begun(replace(settings, workers=2)):
        with fork_server.watched():
            pass
        time.sleep(0.5)
    assert capsys.readouterr().err == ""


@LINUX
def test_when_a_stopped_server_is_ended_another_takes_its_place(settings, monkeypatch, capsys):
    """What is said while a task is given to it says who is to be ended."""
    monkeypatch.setattr(fork_server, "LOOK", 0.1)
    note = progress.note

    def heard(said):
        note(said)
        os.kill(pid, signal.SIGKILL)

    monkeypatch.setattr(progress, "note", heard)
    with fork_server.begun(replace(settings, workers=2)):
        os.kill(pid := server(), signal.SIGSTOP)
        assert sorted(run(replace(settings, workers=2), abs)) == [0, 1]
    assert capsys.readouterr().err.startswith("juku: note: no worker has begun for 0 seconds: ")


@pytest.fixture
def tracker(monkeypatch):
    """One that is not begun yet; the process's own keeps the semaphores that others hold."""
    new = resource_tracker.ResourceTracker()
    monkeypatch.setattr(resource_tracker, "_resource_tracker", new)
    for name in ("ensure_running", "register", "unregister", "getfd"):
        monkeypatch.setattr(resource_tracker, name, getattr(new, name))
    yield new
    new._stop()


@LINUX
def test_a_terminal_that_is_closed_ends_neither_the_server_nor_its_tracker(settings, tracker):
    with fork_server.begun(replace(settings, workers=2)):
        for pid in (server(), tracker._pid):
            blocked = Path(f"/proc/{pid}/status").read_text().split("SigBlk:")[1].split()[0]
            assert int(blocked, 16) & 1 << (signal.SIGHUP - 1)
    assert signal.SIGHUP not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@LINUX
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EOFError(), ""),
        (FileNotFoundError(), ""),
        (MemoryError(), ""),
        (BlockingIOError(errno.EAGAIN, "no process"), ""),
        (OSError(errno.EMFILE, "too many files"), "too many files"),
        (ValueError("odd"), "odd"),
    ],
)
def test_what_the_parent_sees_for_itself_is_not_told_by_those_it_started(capsys, error, told):
    from juku.build.running import preloaded

    preloaded._tell(type(error), error, None)
    assert told in (said := capsys.readouterr().err)
    assert bool(said) == bool(told)


SERVER = f"""
import sys
import {PRELOADED}
print(sys.excepthook is not sys.__excepthook__, "pyarrow" in sys.modules)
"""


@pytest.mark.parametrize("said", ["", None], ids=["of one that is started anew", "of others"])
def test_what_needs_much_memory_is_loaded_for_a_build_alone(said):
    """Where it lacks, that ends no server with a traceback before the first line of ours."""
    env = {**os.environ} | ({} if said is None else {fork_server.SAID: said})
    told = subprocess.run([sys.executable, "-c", SERVER], env=env, capture_output=True, check=True)
    assert told.stdout.split() == [b"False" if said is None else b"True", b"False"]


def children(pid: int, count: int) -> list[int]:
    """Those of ``pid``, of which the first are a tracker that Python has and the fork server."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    while len(found := listed.read_text().split()) < count:
        time.sleep(0.001)
    return [int(one) for one in found]


def command(corpus: Path, out: Path) -> list[str]:
    words = ["build", str(corpus), "--out", str(out), "--version", "1.0.0", "--workers", "2"]
    return [sys.executable, "-m", "juku.cli", *words]


@LINUX
@pytest.mark.parametrize("delay", [0, 0.1, 0.3, 0.7])
def test_whenever_it_is_stopped_one_line_says_so_and_nothing_goes_on(corpus, tmp_path, delay):
    process = subprocess.Popen(
        command(corpus, tmp_path / "out"), stderr=subprocess.PIPE, start_new_session=True
    )
    children(process.pid, 2)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()  # until nobody has the pipe any more
    assert said == b"juku: stopped; run the same command again to go on\n"
    # Where Python was in the midst of an `exec` of its own, it ends by the signal, as shells tell.
    assert process.returncode in {130, -signal.SIGINT}


@pytest.fixture
def folder():
    """A temporary folder whose path is short enough for the name of a socket in it."""
    with TemporaryDirectory() as made:
        yield Path(made)


@LINUX
@pytest.mark.parametrize("who", ["the parent", "the tracker"])
def test_who_is_killed_leaves_no_file_and_nothing_is_said_of_it(corpus, tmp_path, folder, who):
    """As by a system whose memory is at its end."""
    process = subprocess.Popen(
        command(corpus, tmp_path / "out"),
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    tracker, forker = children(process.pid, 2)
    children(forker, 1)
    os.kill({"the parent": process.pid, "the tracker": tracker}[who], signal.SIGKILL)
    _, said = process.communicate()  # until nobody has the pipe any more
    assert [line for line in said.splitlines() if not line.startswith(b"juku: note: ")] == []
    assert list(folder.iterdir()) == []
    assert process.returncode == (-signal.SIGKILL if who == "the parent" else 0)


def test_what_is_refused_is_told_by_the_parent_alone(corpus, tmp_path):
    (corpus / "curation" / "corrections.tsv").write_bytes(BROKEN)
    ended = subprocess.run(
        command(corpus, tmp_path / "out"), stderr=subprocess.PIPE, text=True, check=False
    )
    assert ended.returncode == 1
    assert all(line.startswith("juku: ") for line in ended.stderr.splitlines()[:1])
    assert "Traceback" not in ended.stderr
    assert "corrections.tsv:1" in ended.stderr


def test_an_archive_of_another_juku_than_the_installed_one_builds_with_workers_of_its_own(
    corpus, tmp_path
):
    library = shutil.copytree(
        juku.__path__[0], tmp_path / "of" / "juku", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(str(files("juku.schema")), library / "schema", dirs_exist_ok=True)
    with (library / "store.py").open("a", encoding="utf-8") as file:
        file.write("\n# of another version\n")
    compileall.compile_dir(library, quiet=1, legacy=True)  # once, not in each process
    archive = tmp_path / "juku.pyz"
    zipapp.create_archive(tmp_path / "of", archive, main="juku.cli:main")
    words = command(corpus, tmp_path / "one")
    words[1:3] = [str(archive)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    assert "Traceback" not in done.stderr
    assert f"identity {juku.build(corpus, tmp_path / 'two', '1.0.0').identity}" in done.stdout
