"""Loops over characters, tokens and rows that are compiled where a C compiler is at hand.

Each kernel is one C file beside this one, built when the package is installed. It has one home: a
Python module that says what it does, calls it, and holds the same in Python for where it was not
built. Both give the same, which tests of that module show; so who built a release cannot be told
from it, and a worker without kernels may help one that has them.

``JUKU_COMPILED=0`` in the environment leaves them all aside.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

SWITCH = "JUKU_COMPILED"


def kernel(name: str) -> ModuleType | None:
    """The kernel of this name; None where it was not built, or where the switch is off."""
    if os.environ.get(SWITCH) == "0":
        return None
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        return None
