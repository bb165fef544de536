"""Where the Parquet of a corpus lies, what it calls itself, and what identifies its rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juku.errors import Findings, QueryError
from juku.filehash import regular
from juku.store import FOLDERS, no_release
from juku.surroundings import told

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"PAR1"
"""A Parquet file begins and ends with it."""

_TAIL = 8
"""A Parquet file ends with the length of its footer, 4 bytes, and the magic number."""


@dataclass(frozen=True, slots=True)
class Source:
    """The files that an index is made from."""

    path: Path
    sentences: tuple[Path, ...]
    articles: tuple[Path, ...]
    release: dict[str, str | None]
    """``name``, ``version`` and ``identity`` as its provenance says; None where it is silent."""
    identity: str
    """SHA-256 over the names, sizes and footers of its files."""
    taken_down: tuple[str, ...] = ()
    """Ids of articles and sources of pages whose text its provenance says is left out."""

    @property
    def root(self) -> Path:
        """The folder that the files lie in or below."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def files(self) -> dict[str, Path]:
        """Path below `root`, with ``/`` → file."""
        root = self.root
        return {f.relative_to(root).as_posix(): f for f in (*self.sentences, *self.articles)}


ALL_TAKEN = "every text in it was taken down; ask a release that has others"


def all_taken(source: Source) -> bool:
    """Whether a release without words is so by takedowns: one built so has counts instead."""
    return bool(source.taken_down) and not (source.root / "ngrams.tsv").is_file()


def no_words(source: Source) -> QueryError:
    """What is said of a release of which no sentence keeps its words."""
    if all_taken(source):
        return QueryError(f"{source.path}: {ALL_TAKEN}")
    return QueryError(
        f"{source.path}: keeps no words (--text none); count its tags by `juku sql`, its words in "
        "ngrams.tsv"
    )


def find_source(path: Path) -> Source:
    """The Parquet under ``path``: a release, a folder of sentence shards, or one shard.

    Raises:
        QueryError: there is none.
    """
    if not path.is_file() and (instead := no_release(path)):
        raise QueryError(f"{path}: {instead}")
    sentences, articles = _files(path)
    if not sentences:
        raise QueryError(
            f"{path}: has no Parquet of sentences; give a release directory, a folder of Parquet "
            "files, one such file, or an index"
        )
    root = path if path.is_dir() else path.parent
    prints = {
        file.relative_to(root).as_posix(): _fingerprint(file) for file in (*sentences, *articles)
    }
    whole = hashlib.sha256(json.dumps(prints, sort_keys=True).encode()).hexdigest()
    provenance = _provenance(path)
    release = {key: provenance.get(key) for key in ("name", "version", "identity")}
    withheld = provenance.get("withheld") or {}
    return Source(path, sentences, articles, release, whole, tuple(withheld.get("taken_down", ())))


def _files(path: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    if path.is_file():
        return (path,), ()
    if (path / FOLDERS["sentences"]).is_dir():
        return _shards(path / FOLDERS["sentences"]), _shards(path / FOLDERS["articles"])
    return _shards(path), ()


def _shards(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.parquet")))


def _fingerprint(file: Path) -> str:
    try:
        return _of_footer(file)
    except OSError as error:
        raise QueryError(told(file, "cannot be read", error, _AGAIN)) from error


def _of_footer(file: Path) -> str:
    """A Parquet footer holds the size, place and statistics of every column chunk."""
    size = regular(file).stat().st_size
    with file.open("rb") as opened:
        if not _MAGIC.startswith(opened.read(len(_MAGIC))):
            raise QueryError(f"{file}: is no Parquet file; name a release, or Parquet of sentences")
        opened.seek(max(size - _TAIL, 0))
        tail = opened.read()
        footer = int.from_bytes(tail[:4], "little") + _TAIL
        if tail[4:] != _MAGIC or footer > size:
            raise QueryError(f"{file}: is not a whole Parquet file; fetch or build it again")
        opened.seek(size - footer)
        return hashlib.sha256(size.to_bytes(8, "little") + opened.read()).hexdigest()


def _provenance(path: Path) -> dict[str, Any]:
    provenance: dict[str, Any] = {}
    file = path / "provenance.json"
    if file.exists() or file.is_symlink():
        try:
            provenance = json.loads(regular(file).read_text("utf-8"))
        except (ValueError, RecursionError) as error:
            raise QueryError(f"{file}: is not JSON: {error}; fetch or build it again") from error
        except OSError as error:
            raise QueryError(told(file, "cannot be read", error, _AGAIN)) from error
        if not isinstance(provenance, dict):
            raise QueryError(f"{file}: is not a JSON object; fetch or build it again")
        _check_shape(provenance, file)
    return provenance


def _check_shape(provenance: dict[str, Any], file: Path) -> None:
    """Refuse what is read of a provenance record, and is of another kind; it may be left out."""
    found = Findings()
    for name in ("name", "version", "identity"):
        if not isinstance(provenance.get(name), str | None):
            found.add(f"{file}: {name}", "is no string", _AGAIN)
    withheld = provenance.get("withheld")
    if not isinstance(withheld, dict | None):
        found.add(f"{file}: withheld", "is no JSON object", _AGAIN)
    elif withheld is not None:
        names = withheld.get("taken_down", [])
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            found.add(f"{file}: withheld.taken_down", "is no list of strings", _AGAIN)
    found.raise_as(QueryError)


_AGAIN = "fetch or build it again"
