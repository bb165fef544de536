"""Loops over characters, tokens and rows that are compiled where a C compiler is at hand.

Each kernel has its C files beside this one, and is built when the package is installed. It has one
home: a Python module that says what it does, calls it, and holds the same in Python for where it
was not built. Both give the same, which tests of that module show; so who built a release cannot be
told from it, and a worker without kernels may help one that has them.

``JUKU_COMPILED=0`` in the environment leaves them all aside. So are those that were built from
other C files than stand here now: the Python around them may have changed with the files.
"""

from __future__ import annotations

import importlib
import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

SWITCH = "JUKU_COMPILED"


def kernel(name: str) -> ModuleType | None:
    """The kernel of this name; None where it was not built, is of other files, or is not wanted."""
    return None if os.environ.get(SWITCH) == "0" or not are_of_these_files() else _built(name)


@cache
def are_of_these_files() -> bool:
    """Whether the kernels were built from the C files beside them; an installed wheel has none."""
    stamp = _built("stamp")
    if stamp is None:
        return False
    here = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in {".c", ".h"})
    found = sha256(b"".join(path.read_bytes() for path in here)).hexdigest()
    return not here or found == stamp.STAMP


def _built(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        return None
