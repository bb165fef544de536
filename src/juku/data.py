"""The JSON documents of schema/: the contract's tables, and those that rules are read from."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def load(name: str) -> Any:
    """The JSON document ``schema/{name}.json``.

    >>> load("sentences")["key"]
    'sentence_id'
    """
    return json.loads(text(name))


def text(name: str) -> str:
    """What stands in ``schema/{name}.json``."""
    return files("juku.schema").joinpath(f"{name}.json").read_text("utf-8")


def where(name: str) -> str:
    """The path of ``schema/{name}.json``, for messages."""
    return str(files("juku.schema").joinpath(f"{name}.json"))
