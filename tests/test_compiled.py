"""Kernels: what is declared is there, has one home, and is left aside where that is asked for."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from juku import compiled

ROOT = Path(__file__).parents[1]
HERE = ROOT / "src" / "juku"
TOLD = {
    node.targets[0].id: ast.literal_eval(node.value)
    for node in ast.parse((ROOT / "setup.py").read_text("utf-8")).body
    if isinstance(node, ast.Assign) and node.targets[0].id in {"KERNELS", "FLAGS"}
}
NAMES = sorted(TOLD["KERNELS"].keys() - {"stamp"})
BUILT = sorted((HERE / "compiled").glob("*.so"))


def homes(name: str) -> list[str]:
    """The modules that ask for a kernel."""
    asked = re.compile(rf'\bkernel\("{name}"\)')
    return [
        path.relative_to(HERE).as_posix()
        for path in sorted(HERE.rglob("*.py"))
        if asked.search(path.read_text("utf-8"))
    ]


def test_every_source_is_of_one_kernel():
    sources = [source for those in TOLD["KERNELS"].values() for source in those]

    assert sorted(sources) == sorted(path.name for path in (HERE / "compiled").glob("*.c"))


def test_kernels_round_as_python_does():
    assert "-ffp-contract=off" in TOLD["FLAGS"]
    assert not {"-ffast-math", "-Ofast"} & set(TOLD["FLAGS"])


@pytest.mark.parametrize("name", NAMES)
def test_a_kernel_has_one_home(name):
    assert len(homes(name)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_switch_leaves_kernels_aside(name, monkeypatch):
    monkeypatch.setenv(compiled.SWITCH, "0")

    assert compiled.kernel(name) is None


@pytest.mark.skipif(not BUILT, reason="no kernel was built here")
@pytest.mark.parametrize("name", NAMES)
def test_kernels_are_of_the_files_beside_them(name):
    """Where one is not, `make` builds it anew."""
    assert compiled.kernel(name) is not None


@pytest.mark.skipif(not BUILT, reason="no kernel was built here")
def test_kernels_of_other_files_are_left_aside(tmp_path):
    own = tmp_path / "own"
    shutil.copytree(HERE / "compiled", own, ignore=shutil.ignore_patterns("__pycache__"))
    program = "import sys; sys.path.insert(0, sys.argv[1]); import own; print(own.kernel('rows'))"
    command = [sys.executable, "-c", program, str(tmp_path)]
    told = []
    for _ in range(2):
        told.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        with (own / "rows.c").open("a", encoding="utf-8") as source:
            source.write("/* another */\n")

    assert told[0].startswith("<module 'own.rows'")
    assert told[1] == "None\n"


def test_what_was_not_built_is_none():
    assert compiled.kernel("nothing") is None


def test_a_kernel_that_is_broken_is_told_of(monkeypatch, tmp_path):
    (tmp_path / "torn.py").write_text("raise ImportError('undefined symbol')\n", "utf-8")
    monkeypatch.setattr(compiled, "__path__", [*compiled.__path__, str(tmp_path)])

    with pytest.raises(ImportError, match="undefined symbol"):
        compiled._built("torn")
