"""How evidence enters a corpus: an empty one laid out, pages copied in with their lines."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from juku.build import about, curation, endings, manifest, probe, unlisted
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
    there = root.exists()
    try:
        _lay_out(root)
    except OSError as error:
        _clear(root, keep=there)
        raise EvidenceError(f"{root}: cannot be made ({error.strerror}); choose another") from error


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
    (root / "README.md").write_text(_README, "utf-8")
    (root / about.FILE).write_text(about.to_json(about.default(root.resolve().name)), "utf-8")
    for name, header in curation.HEADERS.items():
        (root / curation.FOLDER / name).write_text("\t".join(header) + "\n", "utf-8")


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
    listed = unlisted.listed((root / MANIFEST).read_bytes())
    taken = {entry.id for entry in corpus.entries} | {
        endings.of(PurePosixPath(path).name).stem for path in listed
    }
    entries = [_entry(root, Path(page), source, taken, found) for page in pages]
    found.raise_as(EvidenceError)
    made = [entry for entry in entries if entry is not None]
    _enter(root, made, [Path(page) for page in pages])
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
    known, curation_findings = curation.inspect(root, curation.Sources(corpus))
    found.messages += about_findings.messages + curation_findings.messages
    return Evidence(corpus, named, known), found


def load(root: Path) -> Evidence:
    """The corpus at ``root``.

    Raises:
        EvidenceError: naming everything that is not as it should be.
    """
    if not Path(root).is_dir():
        raise EvidenceError(f"{root}: is no folder; name a corpus that `juku new` laid out")
    evidence, found = inspect(root)
    found.raise_as(EvidenceError)
    return evidence


def _entry(
    root: Path, page: Path, source: Source, taken: set[str], found: Findings
) -> Entry | None:
    if not page.is_file():
        found.add(str(page), "is not a file that can be read", "name the page as received")
        return None
    ending = endings.of(page.name)
    if ending.form is None and (ending.codec or page.suffix):
        found.add(str(page), "is no kind of file that is read", endings.remedy(page.name))
        return None
    name = _plain(ending.stem) or "page"
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
        "path": f"{PAGES}/{name}{ending.written or '.txt'}",
        "sha256": digest,
        "publisher": source.publisher,
        "published": source.published,
        "published_evidence": source.published_evidence,
        "rights": source.rights,
        "obtained": source.obtained or f"added from a file named {page.name}",
    }
    if source.map is not None:
        row["map"] = _mapping(source.map, page, found)
    entry = parse_entry(row, str(page), found)
    if entry is not None:
        _check_new(root, page, entry, found)
    return entry


def _check_new(root: Path, page: Path, entry: Entry, found: Findings) -> None:
    there = root / entry.path
    # One that is the same was left by a hand, or by an `add` that was killed; it is listed now.
    if there.exists() and file_sha256(there) != entry.sha256:
        found.add(str(page), f"{there} is another file", "remove that, or rename yours")
    if endings.is_archive(entry.path):
        probe.check(page, entry, found)
        return
    if entry.map is not None:
        found.add(f"{page}: --map", "is for archives of records", "add the page without it")
    probe.check_readable(page, entry, found)


def _plain(name: str) -> str:
    """``name`` as an id may be: letters and figures of any script, `.`, `_` and `-`.

    >>> _plain("第一版 (1)")
    '第一版__1'
    """
    kept = "".join(c if c.isalnum() or c in "._-" else "_" for c in name)
    return kept.strip("._-")


def _mapping(text: str, page: Path, found: Findings) -> dict[str, str] | None:
    pairs = [pair.partition("=") for pair in text.split(",")]
    fields = {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
    if not all((*fields, *fields.values())) or len(fields) < len(pairs):
        remedy = "write title=headline,text=content, each field once"
        found.add(f"{page}: --map", f"is {text!r}", remedy)
        return None
    return fields


def _enter(root: Path, entries: Sequence[Entry], pages: Sequence[Path]) -> None:
    """Copy the pages and list them; where one of these fails, none is there afterwards."""
    done: list[Path] = []
    part = root / f".page.part-{os.getpid()}"
    try:
        for entry, page in zip(entries, pages, strict=True):
            target = root / entry.path
            if not target.exists():
                shutil.copyfile(page, part)
                done.append(target)
                part.replace(target)
        _append(root / MANIFEST, part, "".join(entry.line() + "\n" for entry in entries))
    except BaseException as error:
        for path in (*done, part):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise EvidenceError(f"{root}: {error.strerror}; nothing was added") from error
        raise


def _append(path: Path, part: Path, lines: str) -> None:
    """Add lines at the end: the file is replaced whole, so that a crash leaves the old one."""
    old = path.read_text("utf-8")
    gap = "" if not old or old.endswith("\n") else "\n"
    part.write_text(old + gap + lines, "utf-8")
    part.replace(path)
