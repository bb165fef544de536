"""Whether the release that is asked for stands there already, told without building it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku.build.corpus import about as abouts
from juku.build.corpus import curation, evidence, manifest
from juku.build.running import provenance, settings
from juku.errors import Findings, VersionError
from juku.release import checksums, record, withhold
from juku.release.assemble import Built

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from juku.build.corpus.manifest import Corpus
    from juku.build.running.settings import Settings
    from juku.release.record import Record


def is_made(asked: Settings, out: Path, version: str) -> bool:
    """Whether ``out`` is a release of ``version``, made from this corpus with these options.

    The same input gives the same rows, so nothing need be run to know that they are these.

    Raises:
        EvidenceError: the corpus is not as its manifest says.
        VersionError: another release is there; everything that differs is named.
    """
    if not (out / record.NAME).is_file():
        return False
    there = record.load(out)
    found = Findings()
    for name, then, now in _differing(there, asked, manifest.load(asked.corpus), version):
        found.add(
            f"{out}: {name}",
            f"is {then} in the release that is there, not {now}",
            "name another folder, for a release is never overwritten",
        )
    found.raise_as(VersionError)
    return True


def said_since(out: Path, corpus: Path) -> list[str]:
    """The fields of about.json that say something else than the documents of the release ``out``.

    Its rows are those of the corpus, and it stays as it is.
    """
    then = record.load(out).raw.get("about", {})
    now = abouts.to_row(abouts.load(corpus))
    return [name for name, _, _ in _unequal(then, now)]


def whole(asked: Settings, out: Path, version: str, *, text: record.Mode = "full") -> Built | None:
    """The release at ``out`` if its sums hold and all that it was made of is what is asked now.

    None where it is not there, or anything differs, its documents included: a build tells then.

    Raises:
        EvidenceError: the corpus is not as its manifest says.
        ReleaseError: its record cannot be read.
    """
    if not (out / record.NAME).is_file() or checksums.verify(out):
        return None
    there, found = record.load(out), evidence.load(asked.corpus)
    withheld = withhold.Withheld(text, curation.takedowns(asked.corpus))
    wanted = {
        "about": abouts.to_row(found.about),
        "withheld": withheld.to_json(),
        "code": provenance.code(),
        "dependencies": provenance.dependencies(found.corpus),
    }
    if any(there.raw.get(name) != value for name, value in wanted.items()):
        return None
    if any(_differing(there, asked, found.corpus, version)):
        return None
    failures = int(there.raw.get("failures", 0))
    return Built(out, there.identity, there.rows, unchanged=True, failures=failures)


def _differing(
    there: Record, asked: Settings, corpus: Corpus, version: str
) -> Iterator[tuple[str, Any, Any]]:
    """What the release was made from and with, where that is not what is asked: then, now."""
    if there.version != version:
        yield "version", there.version, version
    yield from _unequal(there.raw.get("options", {}), asked.options_record())
    said = there.raw.get("evidence", {})
    then = _sums(said.get("manifest_sha256"), said.get("curation_sha256", {}))
    yield from _unequal(then, _sums(corpus.sha256, curation.sha256(asked.corpus)))
    tools = settings.versions(settings.kit(asked, curation.Sources(corpus)))
    yield from _unequal(there.raw.get("engines", {}), tools)


def _sums(of_manifest: str | None, of_curation: Mapping[str, str]) -> dict[str, str]:
    """File of the corpus → what its SHA-256 begins with."""
    found = {manifest.MANIFEST: of_manifest or "unknown"}
    for name, digest in curation.of_rows(of_curation).items():
        found[f"{curation.FOLDER}/{name}"] = digest
    return {name: f"{digest[:12]}…" for name, digest in found.items()}


def _unequal(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in sorted(then.keys() | now.keys()):
        if then.get(name) != now.get(name):
            yield name, then.get(name, "absent"), now.get(name, "absent")
