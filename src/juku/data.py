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
    return json.loads(files("juku.schema").joinpath(f"{name}.json").read_text("utf-8"))
