"""The release beside its corpus: the evidence, the record, and the rows built once more."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract, store
from juku.build.corpus import curation, manifest
from juku.build.rows.kit import Options
from juku.build.running import pipeline
from juku.build.running.settings import Settings
from juku.errors import JukuError
from juku.release import sketch, versions, withhold
from juku.release.findings import Finding, told
from juku.text.arrays.membership import among

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.build.corpus.manifest import Corpus
    from juku.release.record import Record

NAMED = 5
"""Differing rows of a table that are named; the rest are counted."""


def compare(root: Path, about: Record, corpus: Path, *, readable: bool) -> list[Finding]:
    """What differs between the release at ``root`` and what its corpus gives today."""
    there, found = manifest.inspect(corpus)
    changed = list(_evidence(there, about))
    findings = [told("evidence", message, path=corpus) for message in found.messages]
    findings += changed
    findings += _recorded(corpus, about)
    if readable and not found:
        findings += _rebuilt(root, about, corpus, [one.where for one in changed])
    return findings


def _evidence(corpus: Corpus, about: Record) -> Iterator[Finding]:
    said = about.raw.get("evidence", {})
    if corpus.sha256 != said.get("manifest_sha256"):
        yield Finding(
            "evidence", manifest.MANIFEST, "is not the one that the release was built from"
        )
    now = curation.of_rows(curation.sha256(corpus.root))
    then = curation.of_rows(said.get("curation_sha256", {}))
    for name in sorted(now.keys() | then.keys()):
        if now.get(name) != then.get(name):
            fact = "is not as it was when the release was built"
            yield Finding("evidence", f"{curation.FOLDER}/{name}", fact)


def _recorded(corpus: Path, about: Record) -> Iterator[Finding]:
    try:
        rows = versions.recorded(corpus, about.name)
    except JukuError as error:
        for line in str(error).split("\n"):
            yield told("recorded", line, f"{versions.RECORDS}{_line(line)}", corpus)
        return
    for row in rows:
        if row["version"] == about.version and row["identity"] != about.identity:
            fact = f"records {about.name} {about.version} with identity {row['identity'][:12]}…"
            yield Finding("recorded", versions.RECORDS, fact)


def _line(message: str) -> str:
    """The number of the line that a message names, as ``:N``; nothing where it names none."""
    found = re.search(r":\d+(?=: )", message)
    return found[0] if found else ""


def _rebuilt(root: Path, about: Record, corpus: Path, changed: Sequence[str]) -> Iterator[Finding]:
    """The rows built once more; ``changed`` are the files of the evidence that went on."""
    options = Options.from_record(about.raw.get("options", {}))
    withheld = withhold.from_record(about.raw)
    settings = Settings(corpus, options)
    with tempfile.TemporaryDirectory(prefix="juku-verify-") as folder:
        work = Path(folder) / "rebuilt"
        try:
            outcome = pipeline.run(settings, work)
            shown, tables = work, outcome.tables
            if withheld:
                applied = withhold.apply(work, withheld)
                shown, tables = applied.root, applied.tables
        except JukuError as error:
            for line in str(error).split("\n"):
                yield told("rebuild", f"{corpus}: cannot be built: {line}", path=corpus)
            return
        differing = [name for name in contract.TABLES if _hash(root, name) != tables[name].hex]
        tools = _tools(about.raw.get("engines", {}), outcome.versions, changed)
        remedy = _remedy(changed, tools)
        for name in differing:
            yield from _differing(root, shown, name, remedy)
        if not differing and list(_sources(root)) != list(_sources(shown)):
            yield Finding("order", "blocks", "pages do not stand in the order of the manifest")
        if differing and tools:
            yield Finding("rebuild", "engines", "; ".join(tools), _LOCKED)


_LOCKED = "verify with what requirements.lock of the release names"


def _remedy(changed: Sequence[str], tools: Sequence[str]) -> str:
    """What to do about rows that differ: what differs besides them decides.

    >>> _remedy(["columns.tsv", "lexicon.tsv"], [])
    'verify with columns.tsv, lexicon.tsv as they were then'
    """
    then = "as it was then" if len(changed) == 1 else "as they were then"
    wanted = [f"with {', '.join(changed)} {then}"] if changed else []
    wanted += ["with what requirements.lock of the release names"] if tools else []
    return f"verify {' and '.join(wanted)}" if wanted else ""


def _tools(then: dict[str, Any], now: dict[str, str], changed: Sequence[str]) -> list[str]:
    """What differs of the engines, a sentence each.

    The hash of the lexicon is among the names of segmenters; that it differs says nothing of them
    where its file is known to have changed.

    >>> _tools({"s": "a-1 b-1 lexicon-2"}, {"s": "a-1 b-2 lexicon-3"}, ["curation/lexicon.tsv"])
    ['s was b-1, is b-2']
    """
    lexicon = f"{curation.FOLDER}/{curation.LEXICON}" in changed
    found = []
    for name in sorted(then.keys() | now.keys()):
        was, new = (
            [part for part in str(side.get(name, "absent")).split() if not _known(part, lexicon)]
            for side in (then, now)
        )
        if was != new:
            gone = " ".join(part for part in was if part not in new)
            come = " ".join(part for part in new if part not in was)
            found.append(f"{name} was {gone or 'without that'}, is {come or 'without that'}")
    return found


def _known(part: str, lexicon: bool) -> bool:
    return lexicon and part.startswith("lexicon-")


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


def _differing(root: Path, work: Path, name: str, remedy: str) -> Iterator[Finding]:
    """How many rows differ, and the first of them by key and column."""
    built = sketch.of_table(work, name)
    change = sketch.compare_table(built, root, name)
    yield Finding("rebuild", name, f"from the pages to the release: {change.text}", remedy)
    theirs = sketch.of_table(root, name)
    odd = _odd(built, theirs)
    names = sorted({*_first_keys(work, name, odd), *_first_keys(root, name, odd)})[:NAMED]
    ours, release = (_rows_of(place, name, names) for place in (work, root))
    for key in names:
        yield Finding("rebuild", key, _row_fact(ours.get(key), release.get(key)), remedy)


def _odd(one: sketch.TableSketch, other: sketch.TableSketch) -> np.ndarray[Any, Any]:
    """The key hashes of rows that only one side has as they are."""
    return np.union1d(
        one.keys[~among(sketch.pairs(one), sketch.pairs(other))],
        other.keys[~among(sketch.pairs(other), sketch.pairs(one))],
    )


def _first_keys(root: Path, name: str, odd: np.ndarray[Any, Any]) -> list[str]:
    """The first ``NAMED`` keys in the order of the rows whose hash is among ``odd``."""
    key = contract.table(name).key
    found: dict[str, None] = {}
    for batch in store.batches(store.shards(root, name), [key]):
        hit = np.flatnonzero(among(sketch.key_hashes(batch.column(0)), odd))
        for place in hit.tolist():
            found[batch.column(0)[place].as_py()] = None
            if len(found) == NAMED:
                return list(found)
    return list(found)


def _rows_of(root: Path, name: str, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Key → row, wherever in the table it stands: one side may have it far from the other's."""
    column = contract.table(name).key
    wanted = pa.array(keys, pa.string())
    found: dict[str, dict[str, Any]] = {}
    for batch in store.batches(store.shards(root, name)):
        rows = batch.filter(pc.is_in(batch.column(column), wanted)).to_pylist()
        found.update((row[column], row) for row in rows)
    return found


def _row_fact(built: dict[str, Any] | None, there: dict[str, Any] | None) -> str:
    if built is None:
        return "is in the release, but the pages do not give it"
    if there is None:
        return "is given by the pages, but not in the release"
    columns = [name for name in built if built[name] != there.get(name)]
    return f"differs in {', '.join(columns) or 'the number of rows'}"
