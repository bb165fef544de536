"""The corpus's evidence: manifest.jsonl and the pages it lists, proved before anything is read.

Every offender is named at once. A file is missing, altered, unlisted or doubled, or it leads out
of the corpus (an absolute path, ``..``, a symbolic link): each is a finding.
"""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import json
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from juku import data
from juku.arguments import unfit_path, unfit_text
from juku.build.corpus import unlisted
from juku.build.formats import endings, fields
from juku.errors import EvidenceError, Findings, quoted
from juku.filehash import file_sha256, regular
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANIFEST = "manifest.jsonl"
PAGES = "pages"

_PATTERNS = {
    "id": (re.compile(r"\w[\w.-]*"), "letters, digits, `.`, `_` and `-`"),
    "sha256": (re.compile(r"[0-9a-f]{64}"), "64 hex digits in lower case"),
    "publisher": (re.compile(r"\w+"), "letters, digits and `_`"),
    "published": (re.compile(r"\d{4}-\d\d-\d\d"), "YYYY-MM-DD"),
    "published_evidence": (re.compile(r"(stated|inferred): .*\S"), "`stated: …` or `inferred: …`"),
}


LONGEST_PUBLISHER = 200
"""Characters of a publisher's name, of which every sentence has a copy."""


def as_publisher(name: str) -> str:
    """A name as ids have it: what is no letter, digit or ``_`` becomes ``_``; "" of marks alone.

    >>> as_publisher("Demo News"), as_publisher("乙报（海外版）")
    ('Demo_News', '乙报_海外版')
    """
    return re.sub(r"\W+", "_", name).strip("_")


MAPPED = ("title", "text", "date", "publisher", "rights")
"""Our fields that a record of an archive may fill."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the manifest."""

    id: str
    path: str
    sha256: str
    publisher: str
    published: dt.date
    published_evidence: str
    rights: str
    obtained: str
    map: Mapping[str, str] | None
    """For an archive of records: our field → its field."""

    def line(self) -> str:
        """The JSON line that says this."""
        row = {name: getattr(self, name) for name in self.__slots__}
        row["published"] = self.published.isoformat()
        if row["map"] is None:
            del row["map"]
        return json.dumps(row, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus whose manifest could be read; ``load`` also proves its pages."""

    root: Path
    entries: tuple[Entry, ...]
    sha256: str
    """Of the manifest's bytes."""

    def file(self, entry: Entry) -> Path:
        """Where an entry's bytes lie."""
        return self.root / entry.path


def load(root: Path) -> Corpus:
    """Read the manifest of the corpus at ``root`` and prove every page.

    Raises:
        EvidenceError: naming every line and file that is not as it should be.
    """
    require(root)
    corpus, found = inspect(root)
    found.raise_as(EvidenceError)
    return corpus


def require(root: Path) -> None:
    """Refuse what is no corpus at all, in words that say what it is.

    Raises:
        EvidenceError: ``root`` is not there, is a release, no folder, or one without a manifest.
    """
    root = Path(root)
    if (root / MANIFEST).exists():
        return
    refuse_release(root)
    if not root.is_dir():
        fact = "is no folder" if root.exists() else "is not there"
        raise EvidenceError(f"{root}: {fact}; name a corpus that `juku new` laid out")
    raise EvidenceError(
        f"{root}: has no {MANIFEST}, so it is no corpus; put it back, or lay out another folder "
        "with `juku new` and add these pages to it with `juku add`"
    )


def refuse_release(root: Path) -> None:
    """Refuse a release where a corpus is asked for.

    Raises:
        EvidenceError: ``root`` is one.
    """
    if (root / "provenance.json").exists():
        raise EvidenceError(f"{root}: is a release; name the corpus that it was built from")


def inspect(root: Path) -> tuple[Corpus, Findings]:
    """The corpus at ``root`` with all findings, none raised; entries with findings are left out."""
    root = Path(root)
    manifest = root / MANIFEST
    found = Findings()
    read = _read_manifest(manifest, found)
    raw = read or b""
    entries = list(_entries(raw, manifest, found))
    entries = _without_doubles(entries, manifest, found)
    proved = [
        entry for number, entry in entries if _prove(root, entry, f"{manifest}:{number}", found)
    ]
    if read is not None:
        unlisted.find(root, PAGES, read, found)
    return Corpus(root, tuple(proved), hashlib.sha256(raw).hexdigest()), found


def _read_manifest(manifest: Path, found: Findings) -> bytes | None:
    """The bytes; None, with a finding, where they are there and cannot be read."""
    try:
        raw = regular(manifest).read_bytes()
    except OSError as error:
        another = "lay a corpus out with `juku new`"
        found.messages.append(told(manifest, "cannot be read", error, another))
        return b"" if isinstance(error, FileNotFoundError) else None
    if not raw.strip():
        found.add(str(manifest), "lists no page", "add one with `juku add`")
        return b""
    return raw


def _entries(raw: bytes, manifest: Path, found: Findings) -> Iterator[tuple[int, Entry]]:
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{manifest}:{number}"
        try:
            row = json.loads(line.decode("utf-8"), object_pairs_hook=fields.record)
        except (ValueError, RecursionError) as error:  # too long a number is no JSONDecodeError
            found.add(where, *not_json(line, error, "write one object a line"))
            continue
        entry = parse_entry(row, where, found)
        if entry is not None:
            yield number, entry


def not_json(raw: bytes, error: Exception, remedy: str) -> tuple[str, str]:
    r"""What is wrong with bytes that are no JSON, and what to do: ``remedy``, or save them anew.

    >>> not_json(b"\xff", UnicodeDecodeError("utf-8", b"\xff", 0, 1, "?"), "write JSON")
    ('is not UTF-8 at byte 0', 'save it as UTF-8')
    """
    if raw.startswith(codecs.BOM_UTF8):
        return "begins with a byte order mark", "save it as UTF-8 without one"
    if isinstance(error, UnicodeDecodeError):
        return f"is not UTF-8 at byte {error.start}", "save it as UTF-8"
    return f"is not JSON ({error})", remedy


def parse_entry(
    row: Any, where: str, found: Findings, named: Mapping[str, str] | None = None
) -> Entry | None:
    """The entry that ``row`` says; None, with findings, when it is not as schema/ says.

    ``named`` has the name of a field where whoever gave its value knows it by another.
    """
    if not isinstance(row, dict):
        found.add(where, "is not a JSON object", "write one object a line")
        return None
    if (half := half_a_character(row)) is not None:
        found.add(where, half, "write the whole character")
        return None
    before = len(found.messages)
    known = _fields()
    for name in sorted(row.keys() - known.keys()):
        said = f"known are {', '.join(known)}"
        found.add(f"{where}: {name}", "is not a field of the manifest", said)
    for name, field in known.items():
        if fields.stands_twice(row, name):
            found.add(f"{where}: {name}", "stands twice, with one value and another", "keep one")
        _check_field(row, name, field, (named or {}).get(name, f"{where}: {name}"), found)
    if len(found.messages) > before:
        return None
    values: dict[str, Any] = {name: row.get(name) for name in known}
    values["published"] = dt.date.fromisoformat(row["published"])
    return Entry(**values)


def half_a_character(row: Any) -> str | None:
    r"""What is wrong where JSON holds half a surrogate pair, which no file in UTF-8 can.

    >>> half_a_character({"rights": "\ud83d"})
    "has half a surrogate pair, '\\ud83d'"
    """
    wrong = unfit_text(json.dumps(row, ensure_ascii=False))
    return None if wrong is None else wrong[0]


@cache
def _fields() -> Mapping[str, Any]:
    """What schema/manifest.json says of each field; a manifest may have millions of lines."""
    return {field["name"]: field for field in data.load("manifest")["fields"]}


def _check_map(value: Any, at: str, field: Any, found: Findings) -> None:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        found.add(at, "is not an object of strings", f"for example {json.dumps(field['example'])}")
        return
    unknown = [name for name in value if name not in MAPPED]
    if unknown:
        found.add(at, f"{', '.join(unknown)}: not ours", f"our fields are {', '.join(MAPPED)}")
    if "text" not in value:
        found.add(at, "does not say which field is the text", "add text=… to it")


def _check_field(row: Any, name: str, field: Any, at: str, found: Findings) -> None:
    value = row.get(name)
    if value is None:
        if not field["nullable"]:
            found.add(at, "is missing", f"add it: {field['description']}")
        return
    if field["type"] == "map":
        _check_map(value, at, field, found)
        return
    if not isinstance(value, str) or not value.strip():
        found.add(at, f"is {json.dumps(value, ensure_ascii=False)[:60]}, not text", "give a string")
        return
    if name in _PATTERNS and not _PATTERNS[name][0].fullmatch(value):
        found.add(at, f"is {quoted(value)}", f"it must be {_PATTERNS[name][1]}")
    elif name == "publisher" and len(value) > LONGEST_PUBLISHER:
        found.add(at, f"has {len(value):,} characters", f"give {LONGEST_PUBLISHER} at the most")
    elif name == "published" and not is_day(value):
        found.add(at, f"{quoted(value)} is no day of the calendar", "it must be YYYY-MM-DD")


def is_day(text: str) -> bool:
    """Whether a text is a day as the contract writes it; Python itself reads weeks, too.

    >>> is_day("2024-02-29"), is_day("2024-02-30"), is_day("20240229"), is_day("2024-W09-4")
    (True, False, False, False)
    """
    if not _PATTERNS["published"][0].fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _without_doubles(
    entries: list[tuple[int, Entry]], manifest: Path, found: Findings
) -> list[tuple[int, Entry]]:
    seen: dict[tuple[str, str], int] = {}
    kept = []
    for number, entry in entries:
        doubled = False
        for name, value in (("id", entry.id), ("path", entry.path)):
            first = seen.setdefault((name, value), number)
            if first != number:
                doubled = True
                found.add(
                    f"{manifest}:{number}: {name}",
                    f"{quoted(value)} stands already on line {first}",
                    "every page has one line",
                )
        if not doubled:
            kept.append((number, entry))
    return kept


def _prove(root: Path, entry: Entry, where: str, found: Findings) -> bool:
    before = len(found.messages)
    at = f"{where}: path"
    path = PurePosixPath(entry.path)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.path or "\0" in entry.path:
        found.add(
            at, f"{quoted(entry.path)} leads out of the corpus", f"name a file under {PAGES}/"
        )
        return False
    if path.parts[:1] != (PAGES,) or len(path.parts) < 2:
        found.add(at, f"{quoted(entry.path)} is not under {PAGES}/", f"move the file to {PAGES}/")
        return False
    if str(path) != entry.path:
        found.add(
            at, f"{quoted(entry.path)} is not in its plain form", f"write {quoted(str(path))}"
        )
        return False
    if endings.of(entry.path).form is None:
        fact = f"{quoted(entry.path)} is no kind of file that is read"
        found.add(at, fact, endings.remedy(entry.path))
        return False
    _prove_bytes(root, entry, where, found)
    return len(found.messages) == before


def _prove_bytes(root: Path, entry: Entry, where: str, found: Findings) -> None:
    file = root / entry.path
    at = f"{where}: path"
    if (wrong := unfit_path(str(file))) is not None:
        found.add(at, f"{quoted(entry.path)} {wrong[0]}", "rename the file, or drop the line")
        return
    # `Path.resolve` ends in an error of its own where links lead in a circle.
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):
        found.add(at, f"{quoted(entry.path)} is a link out of the corpus", "copy the file in")
        return
    if not file.exists():
        found.add(at, f"{quoted(entry.path)} does not exist", "put the page back or drop the line")
        return
    if not file.is_file():
        found.add(at, f"{quoted(entry.path)} is not a regular file", "name a file")
        return
    try:
        digest = file_sha256(file)
    except OSError as error:
        unread = f"{quoted(entry.path)} cannot be read"
        found.messages.append(told(at, unread, error, "put it back as received"))
        return
    if digest != entry.sha256:
        found.add(
            f"{where}: sha256",
            f"{quoted(entry.path)} has {digest[:12]}…, not {entry.sha256[:12]}…",
            "the page was altered: put the bytes as received back",
        )
