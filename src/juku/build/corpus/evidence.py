"""The evidence of a corpus as a whole: an empty one laid out, one that is there read and proved."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from juku.build.corpus import about, curation, manifest
from juku.build.corpus.manifest import MANIFEST, PAGES
from juku.errors import EvidenceError, Findings
from juku.surroundings import told

if TYPE_CHECKING:
    from juku.build.corpus.about import About
    from juku.build.corpus.manifest import Corpus
    from juku.records import Curation


def new(root: Path) -> None:
    """Lay out an empty corpus at ``root``.

    Raises:
        EvidenceError: something is there already, or the folder cannot be made.
    """
    root = Path(root)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise EvidenceError(f"{root}: is there already; name a new folder")
    there = root.exists()
    try:
        _lay_out(root)
    except OSError as error:
        _clear(root, keep=there)
        raise EvidenceError(told(root, "cannot be made", error, "choose another")) from error


def _clear(root: Path, *, keep: bool) -> None:
    """Take away a corpus that was half laid out; with ``keep`` its folder, empty before, stays."""
    for path in [root / PAGES, root / curation.FOLDER] if keep else [root]:
        shutil.rmtree(path, ignore_errors=True)
    for name in (MANIFEST, "README.md", about.FILE) if keep else ():
        (root / name).unlink(missing_ok=True)


def _lay_out(root: Path) -> None:
    (root / PAGES).mkdir(parents=True)
    (root / curation.FOLDER).mkdir()
    (root / MANIFEST).touch()
    rules = files("juku.build").joinpath("corpus.md").read_text("utf-8")
    (root / "README.md").write_text(rules, "utf-8")
    (root / about.FILE).write_text(about.to_json(about.default(root.resolve().name)), "utf-8")
    for name, header in curation.HEADERS.items():
        (root / curation.FOLDER / name).write_text("\t".join(header) + "\n", "utf-8")


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a build reads of a corpus, proved."""

    corpus: Corpus
    about: About
    curation: Curation


def inspect(root: Path) -> tuple[Evidence, Findings]:
    """The corpus at ``root`` with all findings: manifest, pages, what it is called, curation."""
    corpus, found = manifest.inspect(root)
    named, about_findings = about.inspect(root)
    known, curation_findings = curation.inspect(root, curation.Sources(corpus))
    found.messages += about_findings.messages + curation_findings.messages
    return Evidence(corpus, named, known), found


def load(root: Path) -> Evidence:
    """The corpus at ``root``.

    Raises:
        EvidenceError: naming everything that is not as it should be.
    """
    manifest.require(root)
    evidence, found = inspect(root)
    found.raise_as(EvidenceError)
    return evidence
