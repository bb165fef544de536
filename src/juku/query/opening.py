"""A corpus is opened: its index is found, or made when it is first needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juku.query.corpus import Corpus
from juku.query.indexing import arrays, intact
from juku.query.indexing.digests import Digests
from juku.query.indexing.sources import find_source
from juku.remote import cache_folder

if TYPE_CHECKING:
    from juku.query.indexing.sources import Source

SHIPPED = "index"
"""A release may carry its index in a folder of this name."""


def open_corpus(path: str | Path, *, cache: str | Path | None = None) -> Corpus:
    """The corpus at ``path``: a release directory, a folder of Parquet, or an index.

    The index is the one shipped with the release if it is whole and was made from these very
    bytes, else the one in the cache folder, which is built there when it is first needed, and anew
    when it is damaged. `juku.query.indexing.digests` says when bytes are compared.

    Args:
        path: where the release or the index lies.
        cache: the folder of indexes; by default ``$JUKU_CACHE``, else ``juku`` in
            ``$XDG_CACHE_HOME`` or ``~/.cache``.

    Raises:
        QueryError: there is no corpus at ``path``, it is a release with other files than it lists,
            or its index is damaged.
        ContractError: its Parquet is not what the contract says.
    """
    path = Path(path)
    if arrays.manifest(path) is not None:
        return Corpus(path, path)
    source = find_source(path)
    return Corpus(_ready(source, cache_folder(cache)), path, source.release)


def _ready(source: Source, cache: Path) -> Path:
    """The folder of an index that fits ``source``, built if there is none."""
    digests = Digests(source, cache)
    intact.check_sums(source, digests.sums)
    cached = cache / f"{digests.whole[:32]}-{arrays.FORMAT}"
    found = next((f for f in (source.path / SHIPPED, cached) if _fits(f, digests.sums)), None)
    if found is None:
        from juku.query.indexing.building import build_index

        build_index(source, cached, digests.sums, cached=True)
    digests.keep()
    return found or cached


def _fits(folder: Path, sums: dict[str, str]) -> bool:
    """Whether there is a whole index that was made from files with these sums."""
    document = arrays.manifest(folder)
    return (
        document is not None and document["sources"] == sums and arrays.is_whole(folder, document)
    )
