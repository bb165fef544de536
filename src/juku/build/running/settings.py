"""What a build is asked to do, and what it may depend on."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Container
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import juku
from juku.build.corpus import curation
from juku.build.rows.kit import Kit, Options
from juku.build.running import provenance
from juku.filehash import files_within, folders_sha256, package

if TYPE_CHECKING:
    from pathlib import Path

    from juku.build.corpus.manifest import Corpus
    from juku.records import Curation


@dataclass(frozen=True, slots=True)
class Settings:
    """The input, what changes rows (``options``), and how the work is shared out."""

    corpus: Path
    options: Options = field(default_factory=Options)
    workers: int = 1
    backend: str = "auto"
    """``auto``: serial for one worker, else ``processes``; ``dask``, ``slurm`` or ``none``."""
    address: str | None = None
    """Of a Dask scheduler that runs already."""
    strict: bool = False
    """Stop at the first page or record that fails instead of setting it aside."""

    def options_record(self) -> dict[str, Any]:
        """What changes rows, as provenance.json keeps it."""
        return asdict(self.options)


class _Proved(Container[str]):
    """For a worker: the parent has checked what the curation names."""

    def __contains__(self, source: object) -> bool:
        return True


def kit(settings: Settings, sources: Container[str] | None = None) -> Kit:
    """The tools that ``settings`` and the corpus's curation ask for.

    Raises:
        EvidenceError: a curation row cannot be read or names none of ``sources``.
        SegmenterError: there is no such segmenter, or what it needs is not installed.
    """
    return _kit(settings.options, curation.load(settings.corpus, sources or _Proved()))


@lru_cache(maxsize=1)
def _kit(options: Options, curation: Curation) -> Kit:
    """Dictionaries and models take seconds to load, so a process keeps those it used last."""
    return Kit.load(options, curation)


def fingerprint(settings: Settings, corpus: Corpus, versions: dict[str, str]) -> str:
    """A hash that is equal for two builds only if their shards are: input, options, versions."""
    record = {
        "manifest": corpus.sha256,
        # What is taken down is left out of shards that are whole, so that no task hangs on it.
        "curation": {
            name: digest
            for name, digest in curation.of_rows(curation.sha256(corpus.root)).items()
            if name != curation.TAKEDOWNS
        },
        "options": settings.options_record(),
        "versions": versions,
    }
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def versions(tools: Kit) -> dict[str, str]:
    """What must be the same on every worker: engines, readers of pages, tables, writer, code."""
    packages = {name: provenance.installed(name) for name in ("pyarrow", *provenance.READERS)}
    there = {name: version for name, version in packages.items() if version is not None}
    # Python's own tables say what is white space, a letter, a wide form; each new Python has newer.
    tables = {"unicode": unicodedata.unidata_version}
    return {**tools.versions(), **there, **tables, "juku": code_sha256()[:16]}


@cache
def code_sha256() -> str:
    """SHA-256 of the contract and of those of the library's sources that make shards."""
    home = package("juku", juku.__path__[0])
    return folders_sha256(
        (
            files_within(home, ".py", deep=False),
            files_within(home / "build", ".py"),
            files_within(home / "text", ".py"),
            files_within(files("juku.schema"), ".json", deep=False),
        )
    )
