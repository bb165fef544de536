"""Whether the release that a share of an array, or its end, is to make stands there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku.build import curation, manifest, settings
from juku.errors import Findings, VersionError
from juku.release import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from juku.build.settings import Settings
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
    for name, then, now in _differing(there, asked, version):
        found.add(
            f"{out}: {name}",
            f"is {then} in the release that is there, not {now}",
            "name another folder, for a release is never overwritten",
        )
    found.raise_as(VersionError)
    return True


def _differing(there: Record, asked: Settings, version: str) -> Iterator[tuple[str, Any, Any]]:
    """What the release was made from and with, where that is not what is asked: then, now."""
    if there.version != version:
        yield "version", there.version, version
    yield from _unequal(there.raw.get("options", {}), asked.options_record())
    corpus = manifest.load(asked.corpus)
    said = there.raw.get("evidence", {})
    then = _sums(said.get("manifest_sha256"), said.get("curation_sha256", {}))
    yield from _unequal(then, _sums(corpus.sha256, curation.sha256(asked.corpus)))
    tools = settings.versions(settings.kit(asked, curation.Sources(corpus)))
    yield from _unequal(there.raw.get("engines", {}), tools)


def _sums(of_manifest: str | None, of_curation: Mapping[str, str]) -> dict[str, str]:
    """File of the corpus → what its SHA-256 begins with."""
    found = {manifest.MANIFEST: of_manifest or "unknown"}
    found |= {f"{curation.FOLDER}/{name}": digest for name, digest in of_curation.items()}
    return {name: f"{digest[:12]}…" for name, digest in found.items()}


def _unequal(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in sorted(then.keys() | now.keys()):
        if then.get(name) != now.get(name):
            yield name, then.get(name, "absent"), now.get(name, "absent")
