"""The house stands: imports go strictly down, and what may have one home has one."""

from __future__ import annotations

import ast
import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "juku"

FLOORS = {
    "data": 0,
    "errors": 0,
    "compiled": 0,
    "arguments": 1,
    "contract": 1,
    "filehash": 1,
    "rowtext": 1,
    "surroundings": 1,
    "records": 2,
    "text": 3,
    "store": 4,
    "rowhash": 4,
    "evaluation": 4,
    "remote": 4,
    "build": 5,
    "query": 5,
    "release": 6,
    "cli": 7,
    "__main__": 8,
}
HOMES = {
    "opencc": {"text/forms/conversion.py"},
    "jieba": {"text/segmenting/words_jieba.py"},
    "rjieba": {
        "text/segmenting/jieba_cutting.py",
        "text/segmenting/words_jieba.py",
        "text/vocabulary/jieba_dictionary.py",
    },
    "datasets": {"release"},
    "lark": {"query/language/grammar.py"},
    "duckdb": {"query/sql.py"},
    "distributed": {"build/running/cluster.py"},
    "dask": {"build/running/cluster.py"},
    "dask_jobqueue": {"build/running/cluster.py"},
    "pyarrow.parquet": {"store.py"},
    "tqdm": {"build/running/progress.py"},
    "yaml": {"release/card.py"},
}
ROOMS = {
    "text": (
        "arrays",
        "vocabulary",
        "forms",
        "segmenting",
        "ud",
        "numbers",
        "quotations",
        "bylines",
        "blocks",
        "markup",
        "mending",
        "articles",
        "",  # the front doors: pages, views, sentences and what they share
    ),
    "build": (
        "formats",
        "corpus",
        "reading",
        "rows",
        "running",
        "",  # how pages come into a corpus and leave it, and its sentences without a release
    ),
    "query": (
        "answers",
        "language",
        "indexing",
        "matching",
        "measures",
        "exports",
        "",  # the front doors, and the questions that need several rooms
    ),
}
"""Rooms within a room; each may use those before it."""

IN_NO_CIRCLE = {
    "juku": "the front door reaches every room, and only when asked; rooms ask it for the version",
}


def modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Dotted names that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_used(path: Path) -> set[str]:
    return {
        name.split(".")[1]
        for name in imports(path)
        if name.startswith("juku.") and name.split(".")[1] in FLOORS
    }


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_imports_go_strictly_down(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        pytest.skip("the package's front door reaches every room, and only when asked")
    assert own in FLOORS, f"{own} has no floor; give it one here and in the docs"

    higher = {used for used in rooms_used(path) - {own} if FLOORS[used] >= FLOORS[own]}

    assert not higher - ({"store", "rowhash"} if FLOORS[own] == 4 else set())


@pytest.mark.parametrize(
    ("outer", "path"),
    [(outer, path) for outer in ROOMS for path in sorted((SRC / outer).rglob("*.py"))],
    ids=lambda value: value if isinstance(value, str) else str(value.relative_to(SRC)),
)
def test_a_room_within_a_room_uses_only_those_before_it(outer: str, path: Path) -> None:
    order, within = ROOMS[outer], path.relative_to(SRC / outer).parts
    own = within[0] if len(within) > 1 else ""
    names = (name.split(".")[2] for name in imports(path) if name.startswith(f"juku.{outer}."))
    used = {name if name in order else "" for name in names}

    later = {room for room in used if order.index(room) > order.index(own)}

    assert not later


def dotted(path: Path) -> str:
    return ".".join(("juku", *path.relative_to(SRC).with_suffix("").parts)).removesuffix(
        ".__init__"
    )


def ways() -> dict[str, set[str]]:
    """Module → the modules it imports: when it is loaded, within functions, or for types alone."""
    ours = {dotted(path): path for path in modules() if dotted(path) not in IN_NO_CIRCLE}
    found: dict[str, set[str]] = {name: set() for name in ours}
    for name, path in ours.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names} & ours.keys()
            elif isinstance(node, ast.ImportFrom) and node.module:
                whole = (f"{node.module}.{alias.name}" for alias in node.names)
                found[name] |= {one if one in ours else node.module for one in whole} & ours.keys()
    return found


def circles(ways: dict[str, set[str]]) -> list[list[str]]:
    """Modules that reach themselves, each circle until one of its steps is taken away."""
    ways, found = {name: set(used) for name, used in ways.items()}, []
    while True:
        try:
            TopologicalSorter(ways).prepare()
        except CycleError as error:
            circle = error.args[1][::-1]  # each imports the next
            found.append(circle)
            ways[circle[0]].discard(circle[1])
        else:
            return found


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circles(ways()) == []


def test_every_circle_is_found() -> None:
    ring = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"c"}}

    assert sorted(map(set, circles(ring)), key=len) == [{"c", "d"}, {"a", "b", "c"}]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_what_has_one_home_is_imported_there_alone(path: Path) -> None:
    where = path.relative_to(SRC).as_posix()
    strangers = [
        f"{where} imports {package}"
        for package, homes in HOMES.items()
        if any(name == package or name.startswith(f"{package}.") for name in imports(path))
        and not any(where == home or where.startswith(f"{home}/") for home in homes)
    ]

    assert strangers == []


def test_importing_juku_loads_no_heavy_package() -> None:
    import subprocess
    import sys

    heavy = ["datasets", "pandas", "polars", "duckdb", "torch", "pyarrow.dataset"]
    code = f"import sys, juku; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_a_module_has_one_subject(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 400


def test_no_folder_of_ours_is_kept_from_being_tested(request: pytest.FixtureRequest) -> None:
    kept_out = request.config.getini("norecursedirs")
    folders = {
        part
        for room in (SRC, Path(__file__).parent)
        for path in room.rglob("*.py")
        for part in path.relative_to(room).parts[:-1]
    }

    assert {f for f in folders if any(fnmatch.fnmatch(f, kept) for kept in kept_out)} == set()
