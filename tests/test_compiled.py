"""Kernels: what is declared is there, has one home, and is left aside where that is asked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from juku import compiled

ROOT = Path(__file__).parents[1]
HERE = ROOT / "src" / "juku"
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"][
    "ext-modules"
]
NAMES = sorted(one["name"].rpartition(".")[2] for one in DECLARED)


def homes(name: str) -> list[str]:
    """The modules that ask for a kernel."""
    asked = re.compile(rf'\bkernel\("{name}"\)')
    return [
        path.relative_to(HERE).as_posix()
        for path in sorted(HERE.rglob("*.py"))
        if asked.search(path.read_text("utf-8"))
    ]


def test_every_source_is_declared_once():
    sources = [source for one in DECLARED for source in one["sources"]]

    assert sorted(sources) == sorted(
        path.relative_to(ROOT).as_posix() for path in (HERE / "compiled").glob("*.c")
    )


@pytest.mark.parametrize("one", DECLARED, ids=NAMES)
def test_a_kernel_may_be_missing_and_rounds_as_python_does(one):
    assert one["optional"]
    assert "-ffp-contract=off" in one["extra-compile-args"]
    assert not {"-ffast-math", "-Ofast"} & set(one["extra-compile-args"])


@pytest.mark.parametrize("name", NAMES)
def test_a_kernel_has_one_home(name):
    assert len(homes(name)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_switch_leaves_kernels_aside(name, monkeypatch):
    monkeypatch.setenv(compiled.SWITCH, "0")

    assert compiled.kernel(name) is None


def test_what_was_not_built_is_none():
    assert compiled.kernel("nothing") is None


def test_a_kernel_that_is_broken_is_told_of(monkeypatch, tmp_path):
    (tmp_path / "torn.py").write_text("raise ImportError('undefined symbol')\n", "utf-8")
    monkeypatch.setattr(compiled, "__path__", [*compiled.__path__, str(tmp_path)])

    with pytest.raises(ImportError, match="undefined symbol"):
        compiled.kernel("torn")
