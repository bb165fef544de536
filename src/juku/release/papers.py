"""The documents of a release, all written from one set of facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from juku.errors import ReleaseError
from juku.filehash import file_sha256
from juku.release import (
    card,
    checksums,
    citation,
    counting,
    coverage,
    croissant,
    markers,
    passages,
    rocrate,
    withhold,
)
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from juku.build.corpus.about import About
    from juku.build.running.figures import Figures
    from juku.release.facts import Facts


@dataclass(frozen=True, slots=True)
class Sources:
    """What the documents are made from, beside the rows."""

    about: About
    record: Mapping[str, Any]
    """What provenance.json says."""
    corpus: Path
    datasheet: Path | None = None
    """A datasheet whose marked figures are filled in; by default a general one."""


def write(root: Path, sources: Sources, counted: Mapping[str, Figures] | None = None) -> None:
    """Write every document of the release at ``root``, whose tables are there.

    ``counted`` is what was counted of each table as it was built; by default the tables are read.

    Raises:
        ReleaseError: the datasheet cannot be read or has a marker that nothing computes.
    """
    for name, text in texts(root, sources, counted).items():
        (root / name).write_text(text, "utf-8")


def texts(
    root: Path, sources: Sources, counted: Mapping[str, Figures] | None = None
) -> dict[str, str]:
    """Every document of a release by its name, computed from the rows and from ``sources``.

    ``counted`` is what was counted of each table as it was built; by default the tables are read.

    Raises:
        ReleaseError: the datasheet cannot be read or has a marker that nothing computes.
    """
    about, record = sources.about, sources.record
    found = counting.collect(root, record["evidence"]["pages_by_day"], counted)
    made = passages.of_release(found, record)
    tables = [path for path in checksums.files(root) if path.endswith(".parquet")]
    sums = {path: file_sha256(root / path) for path in tables}
    documents = {
        "README.md": card.render(about, record, found, made),
        "DATASHEET.md": _datasheet(sources, made),
        "LICENSE": _licence(about, found),
        "CHANGELOG.md": changes(record),
        "CITATION.cff": citation.cff(about, record, found),
        "croissant.json": to_json(croissant.document(about, record, found, sums)),
        "datacite.json": to_json(citation.datacite(about, record, found)),
        "coverage.tsv": coverage.table(found),
        "coverage.svg": coverage.chart(found),
        "provenance.json": to_json(_recounted(record, found)),
        "requirements.lock": lock(record),
    }
    sizes = {name: len(text.encode()) for name, text in documents.items()}
    others = [*tables, *(name for name in _OTHERS if (root / name).is_file())]
    sizes |= {path: (root / path).stat().st_size for path in others}
    crate = rocrate.document(about, record, found, sizes)
    return {**documents, rocrate.NAME: to_json(crate)}


def _recounted(record: Mapping[str, Any], found: Facts) -> dict[str, Any]:
    """``record`` with the figures in it that the tables give: shards, and blocks by rule.

    Edits of a text that is withheld are in no table, so that what is said of edits is kept then.
    """
    tables = {
        name: {**said, **({"shards": found.tables[name].files} if "shards" in said else {})}
        for name, said in record["tables"].items()
    }
    if "counts" not in record:
        return {**record, "tables": tables}
    edits = {f"edit/{rule}": n for rule, n in found.edits.items()}
    if withhold.from_record(record):
        edits = {name: n for name, n in record["counts"].items() if name.startswith("edit/")}
    counts = dict(sorted({**found.kinds, **found.rules, **edits}.items()))
    return {**record, "tables": tables, "counts": counts}


def changes(record: Mapping[str, Any]) -> str:
    """CHANGELOG.md of a release: what became of the rows since the one before it.

    >>> print(changes({"name": "demo", "version": "1.1.0", "released": "2026-01-01", "changes":
    ...     {"since": "1.0.0", "level": "minor", "tables": {"sentences": "3 rows added"}}}), end="")
    # Changes of demo
    <BLANKLINE>
    ## 1.1.0, 2026-01-01
    <BLANKLINE>
    ### Data
    <BLANKLINE>
    Since 1.0.0, minor:
    <BLANKLINE>
    - sentences: 3 rows added.
    """
    said = record.get("changes")
    lines = ["No earlier release was recorded."]
    if said is not None:
        told = [f"- {table}: {text}." for table, text in said["tables"].items()]
        lines = [f"Since {said['since']}, {said['level']}:", "", *(told or ["- the same rows."])]
    heads = [f"# Changes of {record['name']}", f"## {record['version']}, {record['released']}"]
    return "\n\n".join([*heads, "### Data", "\n".join(lines)]) + "\n"


def lock(record: Mapping[str, Any]) -> str:
    """What decides values and bytes, pinned: with it and the code the release builds again.

    >>> print(lock({"code": {"version": "1.0.0", "commit": None},
    ...             "dependencies": {"python": "3.11.7", "opencc": "1.4.2"}}), end="")
    # juku 1.0.0, Python 3.11.7
    opencc==1.4.2
    """
    code, versions = record["code"], record["dependencies"]
    commit = f", commit {code['commit']}" if code["commit"] else ""
    lines = [f"# juku {code['version']}{commit}, Python {versions['python']}"]
    pinned = sorted((n, v) for n, v in versions.items() if v and n != "python")
    return "\n".join([*lines, *(f"{name}=={version}" for name, version in pinned)]) + "\n"


_OTHERS = ("failures.jsonl", withhold.NGRAMS)
"""Files that a build may have written beside the tables."""


def to_json(value: Any) -> str:
    """JSON as every file of a release has it."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _datasheet(sources: Sources, made: Mapping[str, str]) -> str:
    if sources.datasheet is None:
        template = files("juku.release").joinpath("datasheet.md").read_text("utf-8")
        return markers.fill(template, made, "datasheet.md")
    try:
        template = sources.datasheet.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        another = "name one in UTF-8"
        raise ReleaseError(told(sources.datasheet, "cannot be read", error, another)) from error
    kept = {name: value for name, value in markers.passages(template).items() if name not in made}
    return markers.fill(template, {**kept, **made}, str(sources.datasheet))


def _licence(about: About, found: Facts) -> str:
    owners = "\n".join(f"- {rights} (articles: {n:,})" for rights, n in found.rights.items())
    names = "\n".join(f"- {about.publishers.get(p, p)}" for p in found.publishers)
    return _LICENCE.format(owners=owners, names=names, licence=about.annotations_licence)


_LICENCE = """The text of the articles is its publishers':

{names}

on the terms that the articles table says in `rights`:

{owners}

No licence that is named in this release covers it.

What this dataset adds to the text (segmentation, tags, normal forms, readings, the ledger) is
under {licence} (SPDX identifier), as far as it can be protected at all.
"""
