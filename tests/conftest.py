"""Releases of the first and of the small corpus, built once a test process by the real command."""

from __future__ import annotations

import builtins
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from juku.build.running.settings import Settings
from juku.release import assemble

ROOT = Path(__file__).parents[1]

# Servers of tests listen here, where no proxy of this machine's can reach them.
for _name in ("NO_PROXY", "no_proxy"):
    _others = [os.environ[_name]] if os.environ.get(_name) else []
    os.environ[_name] = ",".join([*_others, "127.0.0.1", "localhost"])

# Machines are noisy, so no example has a deadline; CI draws the same examples every time.
hypothesis_settings.register_profile("juku", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("juku")


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests keep indexes and sums in a folder of their own, unless they name another."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("JUKU_CACHE", str(tmp_path_factory.mktemp("juku-cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_floats_added_one_to_the_other() -> Iterator[None]:
    """In what makes rows ``sum`` adds whole numbers, and ``math.fsum`` the others.

    ``sum`` rounds after each number in Python 3.11 and at the end in newer ones, and where two
    readings of a page weigh the same a last bit decides.
    """

    def of_whole_numbers(values: Iterable[Any], start: Any = 0) -> Any:
        found = plain(values, start)
        if isinstance(found, float):
            caller = str(sys._getframe(1).f_globals["__name__"])
            assert not caller.startswith(("juku.text", "juku.build")), f"{caller}: take fsum"
        return found

    plain = sum
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(builtins, "sum", of_whole_numbers)
        yield


SECONDS = 120
"""Of processor time, in which a slow machine does what takes any other a few."""


@pytest.fixture
def in_seconds() -> Iterator[None]:
    """Stops what would take hours, where it is then.

    For work in C, as that of regular expressions, whose steps nothing counts.
    """

    def stop(*_: object) -> None:
        pytest.fail(f"takes over {SECONDS} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.fixture
def not_waiting() -> Iterator[None]:
    """Stops what would wait for ever, as for a pipe into which nobody writes."""

    def stop(*_: object) -> None:
        pytest.fail(f"waits for over {SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def first_corpus() -> Path:
    """The corpus that this package comes with."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def mini_corpus() -> Path:
    """Two pages, written for tests."""
    return ROOT / "tests" / "mini" / "corpus"


@pytest.fixture(scope="session")
def first_release(first_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the first corpus."""
    out = tmp_path_factory.mktemp("first") / "juku-1.0.0"
    assemble.build(Settings(corpus=first_corpus), out, "1.0.0")
    return out


@pytest.fixture(scope="session")
def mini_release(mini_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the small corpus."""
    out = tmp_path_factory.mktemp("mini") / "mini-1.0.0"
    assemble.build(Settings(corpus=mini_corpus), out, "1.0.0")
    return out


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Doctests are looked for in src; here only what is named a test is one."""
    if collection_path.suffix == ".py" and not collection_path.name.startswith(
        ("test_", "conftest")
    ):
        return True
    return None


@pytest.fixture
def memory():
    """A file system in memory, which is empty again after each test."""
    import fsspec  # which few tests need

    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]
