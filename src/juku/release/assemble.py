"""A release directory: built beside its place, and renamed into it when it is whole."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.build import takedowns
from juku.build.corpus import about as abouts
from juku.build.corpus import curation, evidence
from juku.build.reading import probe, readers
from juku.build.rows import corrected
from juku.build.running import pipeline, provenance
from juku.build.running.alone import alone
from juku.errors import BuildError, EvidenceError, Findings, VersionError
from juku.release import checksums, identity, meanwhile, papers, versions, withhold, workplace
from juku.release import record as records
from juku.surroundings import fact, named, remedy

if TYPE_CHECKING:
    from juku.build.corpus.evidence import Evidence
    from juku.build.running.pipeline import Outcome, Settings


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
    text: records.Mode = "full",
    place: str | None = None,
) -> Built:
    """Build the corpus of ``settings`` into the release directory ``out``.

    Work goes on in a hidden folder beside ``out``, where a build that was stopped goes on from;
    ``out`` appears only when everything in it is written.  The version must fit what changed since
    the release at ``previous``, or else since the last that the corpus records.  ``text`` says
    how much of the articles' text is passed on; what was taken down never is.  ``place`` is what
    messages call ``out``, where it is sent elsewhere.

    What was built of a version that does not fit waits for the version that is proposed.

    Raises:
        EvidenceError: the corpus is not as its manifest says.
        VersionError: ``version`` is malformed or does not fit, or ``out`` exists with other rows.
        BuildError: the build could not start, go on, or finish.
    """
    out = Path(out)
    check_version(version)
    withhold.check_mode(text)
    if datasheet is not None and not Path(datasheet).is_file():
        raise BuildError(f"--datasheet {datasheet}: is no file; name one that is there")
    if previous is not None:
        versions.check_previous(previous)
    found = evidence.load(settings.corpus)
    seen = meanwhile.of(settings.corpus)
    _check_curation(found)
    _check_readers(found)
    workplace.check(out, settings.corpus)
    asked = Asked(settings, out, version, datasheet, text, previous, place or str(out))
    _check_there(asked)
    work = workplace.of(out)
    workplace.make(work)
    try:
        with alone(work, wait=False):
            return _build(asked, found, work, seen)
    except OSError as error:
        raise BuildError(
            f"{named(error) or work}: {fact(error)}; {remedy(error)}, then run the same command "
            "again: it goes on from what is done"
        ) from error
    finally:
        with suppress(OSError):
            work.rmdir()  # it goes when nothing was made in it


def _check_curation(there: Evidence) -> None:
    """Refuse rows about nothing before hours of work, from which no mended corpus goes on."""
    found = Findings()
    takedowns.check(there, found)
    corrected.check(there, found)
    found.raise_as(EvidenceError)


def _check_readers(there: Evidence) -> None:
    """Refuse to set pages aside for what is wrong with the machine, not with them."""
    found = Findings()
    probe.check_readers(there.corpus, found)
    found.raise_as(BuildError)


@dataclass(frozen=True, slots=True)
class Asked:
    """What `build` was asked for."""

    settings: Settings
    out: Path
    version: str
    datasheet: Path | None
    text: records.Mode
    previous: Path | None
    place: str
    """What ``out`` is called."""


def _check_there(asked: Asked) -> None:
    """Refuse a release of another version that is there, before hours of work."""
    if not asked.out.exists():
        return
    there = records.load(asked.out)
    if there.version != asked.version:
        raise VersionError(
            f"{asked.place}: is version {there.version}, not {asked.version}; a release is never "
            "overwritten: name another folder"
        )


def _build(asked: Asked, found: Evidence, work: Path, seen: meanwhile.Seen) -> Built:
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
    shown = work
    if withheld:
        applied = withhold.apply(work, withheld)
        shown = applied.root
        outcome = replace(outcome, tables=applied.tables, figures=applied.figures)
    record = _record(found, asked.version, asked.settings, outcome, withheld)
    try:
        if asked.out.exists():
            seen.check()
            return _compare(asked, (work, shown), record, outcome)
        verdict = versions.check(asked.settings.corpus, shown, record, previous=asked.previous)
    except VersionError as error:
        raise VersionError(f"{error}{_waiting(asked, work, error.proposal)}") from error
    if withheld:
        withhold.take_over(work, shown)
    record["changes"] = None if verdict is None else verdict.to_json()
    sources = papers.Sources(found.about, record, found.corpus.root, asked.datasheet)
    papers.write(work, sources, outcome.figures)
    checksums.write(work)
    seen.check()
    workplace.put(work, asked.out)
    return _built(asked.out, record, outcome, unchanged=False)


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
        "about": abouts.to_row(found.about),
        "identity": identity.identity(hashes),
        "tables": {
            name: {"rows": rows.rows, "row_hash": rows.hex, "shards": outcome.shards}
            for name, rows in outcome.tables.items()
        },
        "options": settings.options_record(),
        "withheld": withheld.to_json(),
        "engines": outcome.versions,
        "code": provenance.code(),
        "dependencies": provenance.dependencies(found.corpus),
        "evidence": provenance.evidence(found.corpus),
        "counts": dict(sorted(outcome.counts.items())),
        "failures": outcome.failures,
    }


def _compare(
    asked: Asked, built: tuple[Path, Path], record: dict[str, Any], outcome: Outcome
) -> Built:
    """A release that is there stays as it is; other rows under its name are refused.

    ``built`` are the build's folder, and the one with the rows that are passed on.
    """
    work, shown = built
    there = records.load(asked.out)
    if there.identity == record["identity"]:
        pipeline.remove(work)
        return _built(asked.out, there.raw, outcome, unchanged=True)
    changed = [
        name
        for name, table in record["tables"].items()
        if there.row_hashes.get(name) != table["row_hash"]
    ]
    verdict = versions.since(asked.out, shown)
    raise VersionError(
        f"{asked.place}: exists with other rows in {', '.join(changed) or 'its tables'}; a release "
        f"is never overwritten, and the difference is {verdict.level}: build it as "
        f"{verdict.proposal}",
        verdict.proposal,
    )


def _waiting(asked: Asked, work: Path, proposal: str | None) -> str:
    """What is said of what was built, and of how a build goes on from it."""
    if proposal is None:
        return "; what was built is kept, and the same command then goes on from it"
    target = workplace.renamed(asked.out, asked.version, proposal)
    in_the_way = workplace.leave(work, target, asked.out)
    if in_the_way is not None:
        kept = f": what was built is kept; move {in_the_way} away, "
        return kept + "and the same command then goes on from it"
    place = asked.place.rstrip("/").removesuffix(asked.out.name) + target.name
    return (
        f": what was built is kept, and the same command with --version {proposal} --out {place} "
        "goes on from it"
    )


def _built(out: Path, record: dict[str, Any], outcome: Outcome, *, unchanged: bool) -> Built:
    rows = {name: table["rows"] for name, table in record["tables"].items()}
    return Built(out, record["identity"], rows, unchanged, outcome.failures)
