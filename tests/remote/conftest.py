"""A store in memory, which is empty again after each test."""

from __future__ import annotations

import fsspec
import pytest


@pytest.fixture
def memory():
    """A file system in memory."""
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]
