"""What is installed is what is here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
TOLD = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = TOLD["project"]["optional-dependencies"]
NEEDED = [
    *TOLD["project"]["dependencies"],
    *(one for extra, needed in EXTRAS.items() if extra != "dev" for one in needed),
]

TABLES = [
    pytest.param(package, table, id=path.stem)
    for path in sorted((ROOT / "schema").glob("*.json"))
    for table in [json.loads(path.read_text("utf-8"))]
    for package in sorted({Requirement(one).name for one in NEEDED} & table.keys())
]


def pins(lock: str) -> dict[str, Version]:
    """The versions in a lock file, by the names in their one spelling."""
    lines = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in lines}


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("target", ["dataset", "test"])
def test_a_python_that_is_too_old_is_told_as_that_and_leaves_no_environment(tmp_path, target):
    lowest = TOLD["project"]["requires-python"].removeprefix(">=")
    old = tmp_path / "python"
    code = 'import sys; sys.version_info = (3, 10, 0, "final", 0); exec(sys.argv[1])'
    old.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{code}' \"$2\"\n", "utf-8")
    old.chmod(0o755)
    made = tmp_path / "made"
    command = ["make", "-C", str(ROOT), target, f"VENV={made}", f"PYTHON={old}"]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    told = (
        f"{old}: is Python 3.10, and {lowest} is the oldest that will do; name a newer one, as make"
    )
    assert outcome.returncode
    assert outcome.stderr.splitlines()[0] == f"{told} PYTHON=python{lowest}"
    assert not made.exists()


def test_every_package_is_named_for_the_wheel():
    here = {
        ".".join(path.parent.relative_to(ROOT / "src").parts)
        for path in (ROOT / "src").rglob("__init__.py")
    }

    assert set(TOLD["tool"]["setuptools"]["packages"]) == here | {"juku.schema"}


@pytest.mark.parametrize("needed", NEEDED)
def test_the_lowest_version_that_is_allowed_is_the_one_that_tests_are_run_with(needed):
    asked = Requirement(needed)

    pinned = pins("requirements-lowest.lock")[canonicalize_name(asked.name)]
    assert [(one.operator, Version(one.version)) for one in asked.specifier] == [(">=", pinned)]


def test_tables_say_which_version_they_were_read_from():
    assert {one.id for one in TABLES} == {"ambiguous", "folding", "given", "phrases", "touched"}


@pytest.mark.parametrize(("package", "table"), TABLES)
def test_a_table_is_of_the_installed_version_and_none_before_it_is_allowed(package, table):
    """An older one has choices that no table flags, and OpenCC 1.4.0 makes 坏 into 坯."""
    assert table[package] == version(package), table["description"]
    assert f"{package}>={table[package]}" in NEEDED


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("*.lock")))
def test_a_lock_pins_what_is_allowed_and_nothing_without_a_hash(lock):
    pinned = pins(lock)
    bounds = [Requirement(one) for one in (*NEEDED, *EXTRAS["dev"])]
    asked = {canonicalize_name(one.name): one.specifier for one in bounds}

    wrong = [name for name in pinned.keys() & asked.keys() if pinned[name] not in asked[name]]
    assert not wrong
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    assert [one for one in entries if "--hash=sha256:" not in one and one[0] != "#"] == []
