"""A release answers under its name only where its files are those that its SHA256SUMS lists.

A folder of Parquet that does not say which release it is may hold any files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.errors import Findings, QueryError
from juku.filehash import SUMS, listed, regular
from juku.query.indexing.digests import Digests
from juku.remote import cache_folder
from juku.store import FOLDERS
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juku.query.indexing.sources import Source


def check(source: Source) -> None:
    """Refuse a release with files that SHA256SUMS does not list so; where no index is needed.

    Bytes are read once; `juku.query.indexing.digests` says when they are read again.

    Raises:
        QueryError: naming every file that is missing, is not listed, or has other bytes.
    """
    said = _listed(source)
    if said is not None:
        digests = Digests(source, cache_folder())
        digests.keep()
        _compare(source, said, digests.sums)


def check_sums(source: Source, sums: Mapping[str, str]) -> None:
    """The same, where the SHA-256 of each file of ``source`` is known.

    Raises:
        QueryError: naming every file that is missing, is not listed, or has other bytes.
    """
    said = _listed(source)
    if said is not None:
        _compare(source, said, sums)


def _listed(source: Source) -> dict[str, str] | None:
    """Path → SHA-256 of each Parquet file of a release; None where it claims to be none."""
    if source.release["identity"] is None:
        return None
    path = source.root / SUMS
    try:
        lines = regular(path).read_bytes().decode("utf-8", "replace").split("\n")
    except FileNotFoundError as error:
        raise QueryError(f"{path}: is not there; {_REMEDY}") from error
    except OSError as error:
        again = "fetch or build it again"
        raise QueryError(told(path, "cannot be read", error, again)) from error
    pairs = dict(pair for line in lines if (pair := listed(line)) is not None)
    return {name: digest for name, digest in pairs.items() if _is_shard(name)}


def _is_shard(name: str) -> bool:
    return name.endswith(".parquet") and name.partition("/")[0] in FOLDERS.values()


def _compare(source: Source, said: Mapping[str, str], sums: Mapping[str, str]) -> None:
    found = Findings()
    for name in sorted(said.keys() | sums.keys()):
        if fact := _fact(source, name, said, sums):
            found.add(f"{source.root}/{name}", fact, _REMEDY)
    found.raise_as(QueryError)


_REMEDY = (
    "remove the release and fetch or build it again, or ask its folder data/ as Parquet of your own"
)


def _fact(
    source: Source, name: str, said: Mapping[str, str], sums: Mapping[str, str]
) -> str | None:
    if name not in said:
        return f"is not listed in {SUMS}"
    if name not in sums:  # the ledger is asked for nothing, so its bytes are left to `juku verify`
        return None if (source.root / name).exists() else f"is listed in {SUMS} but is not there"
    return None if sums[name] == said[name] else f"its bytes are not those that {SUMS} lists"
