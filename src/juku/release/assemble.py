"""A release directory: built beside its place, and renamed into it when it is whole."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.build import about as abouts
from juku.build import curation, evidence, pipeline, provenance, readers, takedowns
from juku.build.alone import alone
from juku.build.manifest import PAGES
from juku.errors import BuildError, EvidenceError, Findings, VersionError
from juku.release import checksums, identity, papers, versions, withhold
from juku.release import record as records

if TYPE_CHECKING:
    from juku.build.evidence import Evidence
    from juku.build.pipeline import Outcome, Settings

PROVENANCE = "provenance.json"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left behind."""

    path: Path
    identity: str
    rows: dict[str, int]
    """Rows a table."""
    unchanged: bool
    """The release was there already, with the same rows."""
    failures: int
    """Pages or records set aside in ``failures.jsonl``."""


def build(
    settings: Settings,
    out: Path,
    version: str,
    *,
    datasheet: Path | None = None,
    previous: Path | None = None,
    text: withhold.Mode = "full",
) -> Built:
    """Build the corpus of ``settings`` into the release directory ``out``.

    Work goes on in a hidden folder beside ``out``, where a build that was stopped goes on from;
    ``out`` appears only when everything in it is written.  The version must fit what changed since
    the release at ``previous``, or else since the last that the corpus records.  ``text`` says
    how much of the articles' text is passed on; what was taken down never is.

    Raises:
        EvidenceError: the corpus is not as its manifest says.
        VersionError: ``version`` is malformed or does not fit, or ``out`` exists with other rows.
        BuildError: the build could not start, go on, or finish.
    """
    out = Path(out)
    check_version(version)
    for option, given in (("--datasheet", datasheet), ("--previous", previous)):
        if given is not None and not Path(given).exists():
            raise BuildError(f"{option} {given}: does not exist; name what is there")
    found = evidence.load(settings.corpus)
    _check_takedowns(found)
    check_place(out, settings.corpus)
    work = workplace(out)
    _make(work)
    try:
        with alone(work, wait=False):
            return _build(Asked(settings, out, version, datasheet, text, previous), found, work)
    except OSError as error:
        raise BuildError(
            f"{error.filename or work}: {error.strerror or error}; put that right, then run the "
            "same command again: it goes on from what is done"
        ) from error
    finally:
        with suppress(OSError):
            work.rmdir()  # it goes when nothing was made in it


def _check_takedowns(there: Evidence) -> None:
    """Refuse those of nothing before hours of work, from which no mended corpus goes on."""
    found = Findings()
    takedowns.check(there, found)
    found.raise_as(EvidenceError)


@dataclass(frozen=True, slots=True)
class Asked:
    """What `build` was asked for."""

    settings: Settings
    out: Path
    version: str
    datasheet: Path | None
    text: withhold.Mode
    previous: Path | None


def _build(asked: Asked, found: Evidence, work: Path) -> Built:
    try:
        outcome = pipeline.run(asked.settings, work)
    except EvidenceError:
        # Mended evidence is another input, from which no build goes on.
        with suppress(OSError):
            pipeline.remove(work)
        raise
    _check_rows(outcome, work, asked.settings.corpus)
    # One that was stopped may have withheld more than this one does.
    (work / withhold.NGRAMS).unlink(missing_ok=True)
    withheld = withhold.Withheld(asked.text, curation.takedowns(asked.settings.corpus))
    if withheld:
        outcome = replace(outcome, tables=withhold.apply(work, withheld))
    record = _record(found, asked.version, asked.settings, outcome, withheld)
    if asked.out.exists():
        return _compare(asked.out, work, record, outcome)
    verdict = versions.check(asked.settings.corpus, work, record, previous=asked.previous)
    record["changes"] = None if verdict is None else verdict.to_json()
    papers.write(work, papers.Sources(found.about, record, found.corpus.root, asked.datasheet))
    checksums.write(work)
    _put(work, asked.out)
    return _built(asked.out, record, outcome, unchanged=False)


def _make(work: Path) -> None:
    try:
        work.mkdir(exist_ok=True)
    except OSError as error:
        raise BuildError(
            f"{work}: cannot be made ({error.strerror}); name another --out"
        ) from error


def workplace(out: Path) -> Path:
    """The hidden folder beside ``out`` in which a build goes on from where it was stopped.

    >>> workplace(Path("dist/juku-1.0.0")).as_posix()
    'dist/.juku-1.0.0.building'

    Raises:
        BuildError: ``out`` ends in no name: it is this folder, or the root of all.
    """
    if not Path(out).name:
        raise BuildError(f"{out}: is a folder that is there already; name one that is to be made")
    return Path(out).with_name(f".{Path(out).name}.building")


def check_version(version: str) -> None:
    """Refuse a version that is not ``MAJOR.MINOR.PATCH``.

    >>> check_version("1.0.0")

    Raises:
        VersionError: it is not.
    """
    try:
        versions.parse(version)
    except VersionError as error:
        raise VersionError(f"--version: {error}") from error


def check_place(out: Path, corpus: Path) -> None:
    """Refuse, before hours of work, a place in which no release of ``corpus`` can come to be.

    Raises:
        BuildError: something else is there, or no folder of that name can be made.
    """
    try:
        there, _, place = out.exists(), workplace(out).exists(), out.resolve()
    except (OSError, RuntimeError) as error:  # the latter where links lead in a circle
        fact = getattr(error, "strerror", None) or error
        raise BuildError(f"{out}: cannot be made ({fact}); name another --out") from error
    if there and not (out / PROVENANCE).is_file():
        raise BuildError(f"{out}: exists and is no release; name another folder, or remove it")
    if not there and out.is_symlink():
        raise BuildError(f"{out}: is a link to nothing; remove it, or name another folder")
    if place.is_relative_to((corpus / PAGES).resolve()):
        raise BuildError(f"{out}: is among the pages of {corpus}; name a folder outside of them")
    if there:
        records.load(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(f"{out}: cannot be made ({error.strerror}); name another --out") from error


def _check_rows(outcome: Outcome, work: Path, corpus: Path) -> None:
    """Refuse a release without a sentence: why there is none is said instead."""
    if outcome.tables["sentences"].rows:
        return
    lines = _set_aside(work) if outcome.failures else []
    pipeline.remove(work)
    if outcome.tables["blocks"].rows or not outcome.failures:
        last = (
            f"{corpus}: no page that can be read has a sentence, so there is no release; add one "
            "with text (`juku show --page` shows what was made of a page)"
        )
    else:
        last = "no page could be read, so there is no release"
    raise BuildError("\n".join([*lines, last]))


def _set_aside(work: Path) -> list[str]:
    """What is said of the first pages that could not be read, a line each."""
    lines = (work / pipeline.FAILURES).read_text("utf-8").removesuffix("\n").split("\n")
    return readers.told([readers.Failure(**json.loads(line)) for line in lines])


def _record(
    found: Evidence,
    version: str,
    settings: Settings,
    outcome: Outcome,
    withheld: withhold.Withheld,
) -> dict[str, Any]:
    """What provenance.json says; without its text a dataset is another, and has another name."""
    suffix = "" if withheld.text == "full" else f"-{withheld.text}"
    hashes = {name: rows.hex for name, rows in outcome.tables.items()}
    return {
        "format": "juku-release/1",
        "name": found.about.name + suffix,
        "version": version,
        "released": found.about.released.isoformat(),
        "about": json.loads(abouts.to_json(found.about)),
        "identity": identity.identity(hashes),
        "tables": {
            name: {"rows": rows.rows, "row_hash": rows.hex, "shards": outcome.shards}
            for name, rows in outcome.tables.items()
        },
        "options": settings.options_record(),
        "withheld": withheld.to_json(),
        "engines": outcome.versions,
        "code": provenance.code(),
        "dependencies": provenance.dependencies(),
        "evidence": provenance.evidence(found.corpus),
        "counts": dict(sorted(outcome.counts.items())),
        "failures": outcome.failures,
    }


def _compare(out: Path, work: Path, record: dict[str, Any], outcome: Outcome) -> Built:
    """A release that is there stays as it is; other rows under its name are refused."""
    there = records.load(out)
    pipeline.remove(work)
    if there.version != record["version"]:
        raise VersionError(
            f"{out}: is version {there.version}, not {record['version']}; a release is never "
            "overwritten: name another folder"
        )
    if there.identity == record["identity"]:
        return _built(out, there.raw, outcome, unchanged=True)
    changed = [
        name
        for name, table in record["tables"].items()
        if there.row_hashes.get(name) != table["row_hash"]
    ]
    raise VersionError(
        f"{out}: exists with other rows in {', '.join(changed) or 'its tables'}; a release is "
        "never overwritten: build under a new version and another folder"
    )


def _put(work: Path, out: Path) -> None:
    """Rename the finished folder into its place and make the rename durable."""
    pipeline.strip(work)
    for path in sorted(work.rglob("*")):
        if path.is_file():
            _sync(path)
    work.rename(out)
    _sync(out.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _built(out: Path, record: dict[str, Any], outcome: Outcome, *, unchanged: bool) -> Built:
    rows = {name: table["rows"] for name, table in record["tables"].items()}
    return Built(out, record["identity"], rows, unchanged, outcome.failures)
