"""The release beside its corpus: the evidence, the record, and the rows built once more."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from juku import contract, store
from juku.build import curation, manifest, pipeline
from juku.build.kit import Options
from juku.build.settings import Settings
from juku.errors import JukuError
from juku.release import sketch, versions, withhold
from juku.release.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.build.manifest import Corpus
    from juku.release.record import Record

NAMED = 5
"""Differing rows of a table that are named; the rest are counted."""


def compare(root: Path, about: Record, corpus: Path, *, readable: bool) -> list[Finding]:
    """What differs between the release at ``root`` and what its corpus gives today."""
    there, found = manifest.inspect(corpus)
    findings = [Finding("evidence", *_split(message)) for message in found.messages]
    findings += list(_evidence(there, about))
    findings += list(_recorded(corpus, about))
    if readable and not found:
        findings += list(_rebuilt(root, about, corpus))
    return findings


def _split(message: str) -> tuple[str, str]:
    where, _, fact = message.partition(": ")
    return where, fact


def _evidence(corpus: Corpus, about: Record) -> Iterator[Finding]:
    said = about.raw.get("evidence", {})
    if corpus.sha256 != said.get("manifest_sha256"):
        yield Finding(
            "evidence", manifest.MANIFEST, "is not the one that the release was built from"
        )
    now, then = curation.sha256(corpus.root), said.get("curation_sha256", {})
    for name in sorted(now.keys() | then.keys()):
        if now.get(name) != then.get(name):
            fact = "is not as it was when the release was built"
            yield Finding("evidence", f"{curation.FOLDER}/{name}", fact)


def _recorded(corpus: Path, about: Record) -> Iterator[Finding]:
    try:
        rows = versions.recorded(corpus, about.name)
    except JukuError as error:
        yield Finding("recorded", versions.RECORDS, str(error).split(": ", 1)[-1])
        return
    for row in rows:
        if row["version"] == about.version and row["identity"] != about.identity:
            fact = f"records {about.name} {about.version} with identity {row['identity'][:12]}…"
            yield Finding("recorded", versions.RECORDS, fact)


def _rebuilt(root: Path, about: Record, corpus: Path) -> Iterator[Finding]:
    options = Options.from_record(about.raw.get("options", {}))
    withheld = withhold.from_record(about.raw)
    settings = Settings(corpus, options)
    with tempfile.TemporaryDirectory(prefix="juku-verify-") as folder:
        work = Path(folder) / "rebuilt"
        try:
            outcome = pipeline.run(settings, work)
            tables = withhold.apply(work, withheld) if withheld else outcome.tables
        except JukuError as error:
            yield Finding("rebuild", str(corpus), f"cannot be built: {error}")
            return
        engines = about.raw.get("engines", {})
        differing = [name for name in contract.TABLES if _hash(root, name) != tables[name].hex]
        for name in differing:
            yield from _differing(root, work, name)
        if not differing and list(_sources(root)) != list(_sources(work)):
            yield Finding("order", "blocks", "pages do not stand in the order of the manifest")
        if differing and engines != outcome.versions:
            yield Finding("rebuild", "engines", _engines(engines, outcome.versions))


def _hash(root: Path, name: str) -> str:
    from juku.release import identity

    return identity.of_files(store.shards(root, name), name).hex


def _sources(root: Path) -> Iterator[str]:
    last = None
    for batch in store.batches(store.shards(root, "blocks"), ["source"]):
        for source in batch.column("source").to_pylist():
            if source != last:
                yield source
            last = source


def _engines(then: dict[str, Any], now: dict[str, str]) -> str:
    names = sorted(n for n in then.keys() | now.keys() if then.get(n) != now.get(n))
    parts = (f"{n} was {then.get(n, 'absent')}, is {now.get(n, 'absent')}" for n in names)
    return f"{'; '.join(parts)}: rebuild with the lock file of the release to be sure"


def _differing(root: Path, work: Path, name: str) -> Iterator[Finding]:
    """How many rows differ, and the first of them by key and column."""
    built = sketch.of_table(work, name)
    change = sketch.compare_table(built, root, name)
    yield Finding("rebuild", name, f"from the pages to the release: {change.text}")
    theirs = sketch.of_table(root, name)
    odd = _odd(built, theirs)
    ours, release = (_rows_of(place, name, odd) for place in (work, root))
    for key in sorted(ours.keys() | release.keys())[:NAMED]:
        yield Finding("rebuild", key, _row_fact(ours.get(key), release.get(key)))


def _odd(one: sketch.TableSketch, other: sketch.TableSketch) -> np.ndarray[Any, Any]:
    """The key hashes of rows that only one side has as they are."""
    return np.union1d(
        one.keys[~np.isin(sketch.pairs(one), sketch.pairs(other))],
        other.keys[~np.isin(sketch.pairs(other), sketch.pairs(one))],
    )


def _rows_of(root: Path, name: str, odd: np.ndarray[Any, Any]) -> dict[str, dict[str, Any]]:
    """Key → row, of the first rows whose key hash is among ``odd``."""
    key = contract.table(name).key
    found: dict[str, dict[str, Any]] = {}
    for batch in store.batches(store.shards(root, name)):
        hit = np.flatnonzero(np.isin(sketch.key_hashes(batch.column(key)), odd))
        for place in hit.tolist():
            row = batch.slice(place, 1).to_pylist()[0]
            found[row[key]] = row
            if len(found) > 10 * NAMED:
                return found
    return found


def _row_fact(built: dict[str, Any] | None, there: dict[str, Any] | None) -> str:
    if built is None:
        return "is in the release, but the pages do not give it"
    if there is None:
        return "is given by the pages, but not in the release"
    columns = [name for name in built if built[name] != there.get(name)]
    return f"differs in {', '.join(columns) or 'the number of rows'}"
