"""A corpus is opened: its index is found, or made when it is first needed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from juku.query import arrays
from juku.query.corpus import Corpus
from juku.query.sources import find_source

if TYPE_CHECKING:
    from juku.query.sources import Source

SHIPPED = "index"
"""A release may carry its index in a folder of this name."""


def open_corpus(path: str | Path, *, cache: str | Path | None = None) -> Corpus:
    """The corpus at ``path``: a release directory, a folder of Parquet, or an index.

    The index is the one shipped with the release if it fits the release's files, else the one in
    the cache folder, which is built there when it is first needed.

    Args:
        path: where the release or the index lies.
        cache: the folder of indexes; by default ``$JUKU_CACHE``, else ``juku`` in
            ``$XDG_CACHE_HOME`` or ``~/.cache``.

    Raises:
        QueryError: there is no corpus at ``path``, or its index is damaged.
        ContractError: its Parquet is not what the contract says.
    """
    path = Path(path)
    if arrays.manifest(path) is not None:
        return Corpus(path, path)
    source = find_source(path)
    return Corpus(_ready(source, cache_folder(cache)), path, source.release)


def _ready(source: Source, cache: Path) -> Path:
    """The folder of an index that fits ``source``, built if there is none."""
    cached = cache / f"{source.identity[:32]}-{arrays.FORMAT}"
    for folder in (source.path / SHIPPED, cached):
        document = arrays.manifest(folder)
        if document is not None and document["identity"] == source.identity:
            return folder
    from juku.query.building import build_index

    build_index(source, cached)
    return cached


def cache_folder(given: str | Path | None = None) -> Path:
    """Where indexes are kept."""
    if given is not None:
        return Path(given)
    if "JUKU_CACHE" in os.environ:
        return Path(os.environ["JUKU_CACHE"])
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "juku"
