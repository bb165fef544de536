"""How evidence enters a corpus: an empty one laid out, pages copied in with their lines."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.build import about, curation, manifest
from juku.build.alone import alone
from juku.build.manifest import MANIFEST, PAGES, Entry, file_sha256, parse_entry
from juku.errors import EvidenceError, Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.build.about import About
    from juku.build.manifest import Corpus
    from juku.records import Curation

_README = """# Evidence

`manifest.jsonl` has one line a page; `pages/` has their bytes as received and is never edited;
`curation/` has what a person knows and a rule cannot, one tab-separated row at a time with its
reason. Add pages with `juku add`, check everything with `juku validate`, build with `juku build`.
"""


@dataclass(frozen=True, slots=True)
class Source:
    """What the manifest says of pages that are added together; all as given, checked by `add`."""

    publisher: str
    published: str
    published_evidence: str
    rights: str
    obtained: str | None = None
    """By default the name that the file had."""
    map: str | None = None
    """``ours=theirs,ours=theirs`` for an archive of records."""


def new(root: Path) -> None:
    """Lay out an empty corpus at ``root``.

    Raises:
        EvidenceError: something is there already, or the folder cannot be made.
    """
    root = Path(root)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise EvidenceError(f"{root}: is there already; name a new folder")
    try:
        (root / PAGES).mkdir(parents=True)
        (root / curation.FOLDER).mkdir()
        (root / MANIFEST).touch()
        (root / "README.md").write_text(_README, "utf-8")
        (root / about.FILE).write_text(about.to_json(about.default(root.name)), "utf-8")
        for name, header in curation.HEADERS.items():
            (root / curation.FOLDER / name).write_text("\t".join(header) + "\n", "utf-8")
    except OSError as error:
        raise EvidenceError(f"{root}: cannot be made ({error.strerror}); choose another") from error


def add(root: Path, pages: Sequence[Path], source: Source) -> list[Entry]:
    """Copy ``pages`` into the corpus at ``root`` and write a manifest line for each.

    Either all are added or none is.

    Raises:
        EvidenceError: naming every page and value that cannot be taken.
    """
    root = Path(root)
    lines = root / MANIFEST
    if not lines.is_file():
        raise EvidenceError(f"{lines}: does not exist; lay a corpus out with `juku new {root}`")
    with alone(root, wait=True):
        return _add(root, pages, source)


def _add(root: Path, pages: Sequence[Path], source: Source) -> list[Entry]:
    corpus, _ = manifest.inspect(root)
    found = Findings()
    # Lines with findings are not among the entries; their pages must not be written over either.
    taken = {entry.id for entry in corpus.entries} | {
        path.name.split(".")[0] for path in (root / PAGES).glob("*")
    }
    entries = [_entry(Path(page), source, taken, found) for page in pages]
    found.raise_as(EvidenceError)
    made = [entry for entry in entries if entry is not None]
    _copy(root, dict(zip((entry.path for entry in made), pages, strict=True)))
    _append(root / MANIFEST, "".join(entry.line() + "\n" for entry in made))
    return made


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
    sources = {entry.path for entry in corpus.entries}
    known, curation_findings = curation.inspect(root, sources)
    found.messages += about_findings.messages + curation_findings.messages
    return Evidence(corpus, named, known), found


def load(root: Path) -> Evidence:
    """The corpus at ``root``.

    Raises:
        EvidenceError: naming everything that is not as it should be.
    """
    evidence, found = inspect(root)
    found.raise_as(EvidenceError)
    return evidence


def _entry(page: Path, source: Source, taken: set[str], found: Findings) -> Entry | None:
    if not page.is_file():
        found.add(str(page), "is not a file that can be read", "name the page as received")
        return None
    name = _plain(page.name.split(".")[0]) or "page"
    if name in taken:
        found.add(str(page), f"a page named {name} is in the corpus already", "rename the file")
        return None
    taken.add(name)
    try:
        digest = file_sha256(page)
    except OSError as error:
        found.add(str(page), f"cannot be read ({error.strerror})", "mend its permissions")
        return None
    row: dict[str, Any] = {
        "id": name,
        "path": f"{PAGES}/{name}{''.join(page.suffixes) or '.txt'}",
        "sha256": digest,
        "publisher": source.publisher,
        "published": source.published,
        "published_evidence": source.published_evidence,
        "rights": source.rights,
        "obtained": source.obtained or f"added from a file named {page.name}",
    }
    if source.map is not None:
        row["map"] = _mapping(source.map, page, found)
    return parse_entry(row, str(page), found)


def _plain(name: str) -> str:
    """``name`` as an id may be: letters and figures of any script, `.`, `_` and `-`.

    >>> _plain("第一版 (1)")
    '第一版__1'
    """
    kept = "".join(c if c.isalnum() or c in "._-" else "_" for c in name)
    return kept.strip("._-")


def _mapping(text: str, page: Path, found: Findings) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in text.split(",")]
    if not all(ours and theirs for ours, _, theirs in pairs):
        found.add(f"{page}: --map", f"is {text!r}", "write title=headline,text=content")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _copy(root: Path, targets: dict[str, Path]) -> None:
    done: list[Path] = []
    try:
        for target, page in targets.items():
            done.append(root / target)
            shutil.copyfile(page, root / target)
    except OSError as error:
        for path in done:
            path.unlink(missing_ok=True)
        raise EvidenceError(f"{root}: {error.strerror}; nothing was added") from error


def _append(path: Path, lines: str) -> None:
    """Add lines at the end: the file is replaced whole, so that a crash leaves the old one."""
    old = path.read_text("utf-8")
    gap = "" if not old or old.endswith("\n") else "\n"
    part = path.with_name(f".{path.name}.part-{os.getpid()}")
    part.write_text(old + gap + lines, "utf-8")
    part.replace(path)
