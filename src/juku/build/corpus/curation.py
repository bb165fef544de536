"""What a curator wrote: corpus/curation/*.tsv, read with every offender named at once."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from juku.build.formats import endings
from juku.errors import EvidenceError, Findings, one_line, quoted, so_many
from juku.filehash import file_sha256, regular
from juku.records import Correction, Curation, Kind
from juku.surroundings import told
from juku.text.segmenting import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juku.build.corpus.manifest import Corpus

FOLDER = "curation"
COLUMNS = "columns.tsv"
CORRECTIONS = "corrections.tsv"
LEXICON = "lexicon.tsv"
TAKEDOWNS = "takedowns.tsv"
REMOVED = "removed.tsv"

HEADERS = {
    COLUMNS: ("column", "reason"),
    CORRECTIONS: ("source", "start", "kind", "of", "reason"),
    LEXICON: lexicon.HEADER,
    TAKEDOWNS: ("id", "reason"),
    REMOVED: ("path", "sha256", "reason"),
}
"""The first line of each file."""


_MAY_BE_EMPTY = {"of"}

_FIGURES = 18
"""Of a code point at the most; Python reads no number of thousands."""
_OF_ANOTHER = ("continuation", "repeat")
"""Kinds of blocks that are what they are by another block of their page."""
_ALONE = frozenset(get_args(Kind)) - set(_OF_ANOTHER)


class Sources(Container[str]):
    """What a curation row may name: the pages of a manifest, and any record of its archives."""

    def __init__(self, corpus: Corpus) -> None:
        self._paths = {entry.path for entry in corpus.entries}

    def __contains__(self, source: object) -> bool:
        path, mark, record = str(source).partition("#")
        if path not in self._paths or endings.is_archive(path) != bool(mark):
            return False
        return not mark or (record.isascii() and record.isdigit())


def load(root: Path, sources: Container[str]) -> Curation:
    """Read the curation of the corpus at ``root``, whose pages are ``sources``.

    Raises:
        EvidenceError: naming every row that cannot be read or names what does not exist.
    """
    curation, found = inspect(root, sources)
    found.raise_as(EvidenceError)
    return curation


def inspect(root: Path, sources: Container[str]) -> tuple[Curation, Findings]:
    """The curation with all findings, none raised; a file that is not there has no rows."""
    folder = Path(root) / FOLDER
    found = Findings()
    columns = [row[0] for _, row in _rows(folder / COLUMNS, HEADERS[COLUMNS], found)]
    corrections = tuple(_corrections(folder / CORRECTIONS, sources, found))
    words, word_findings = lexicon.inspect(_text(folder / LEXICON, found), str(folder / LEXICON))
    found.messages += word_findings.messages
    takedown_rows(root, found)
    list(_rows(folder / REMOVED, HEADERS[REMOVED], found))
    _check_names(folder, found)
    return Curation(frozenset(columns), corrections, words), found


def _check_names(folder: Path, found: Findings) -> None:
    """Note each file that nothing reads: its rows were written to be heeded.

    Hidden ones are those of editors and of the system.
    """
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    for name in sorted(set(names) - HEADERS.keys() - {"README.md"}):
        if not name.startswith("."):
            remedy = f"name it one of {', '.join(HEADERS)}, or move it away"
            found.add(one_line(str(folder / name)), "is no file of curation", remedy)


def takedowns(root: Path) -> tuple[str, ...]:
    """The ids of articles and the sources of pages whose text is to be left out, sorted.

    Raises:
        EvidenceError: naming every row that cannot be read.
    """
    found = Findings()
    ids = sorted(name for _, name in takedown_rows(root, found))
    found.raise_as(EvidenceError)
    return tuple(ids)


def takedown_rows(root: Path, found: Findings) -> list[tuple[str, str]]:
    """The same ids in the order of the file, each with its path and line."""
    path = Path(root) / FOLDER / TAKEDOWNS
    return [(where, row[0]) for where, row in _rows(path, HEADERS[TAKEDOWNS], found)]


def sha256(root: Path) -> dict[str, str]:
    """The hash of each curation file that is there."""
    folder = Path(root) / FOLDER
    return {path.name: file_sha256(regular(path)) for path in sorted(folder.glob("*.tsv"))}


def of_rows(sums: Mapping[str, str]) -> dict[str, str]:
    """Of the hashes of curation files those that rows hang on: not why a page left the corpus."""
    return {name: digest for name, digest in sums.items() if name != REMOVED}


def _text(path: Path, found: Findings) -> str:
    try:
        # Spreadsheets begin the tables that they write with a byte order mark.
        return regular(path).read_text("utf-8-sig")
    except FileNotFoundError:
        if path.is_symlink():
            found.add(str(path), "is a link to nothing", "put the file there, or drop the link")
        return ""
    except UnicodeDecodeError as error:
        found.add(str(path), f"is not UTF-8 at byte {error.start}", "save it as UTF-8")
    except IsADirectoryError:
        found.add(
            str(path), "is a folder, not a file", "move it away, or put the file in its place"
        )
    except OSError as error:
        found.messages.append(told(path, "cannot be read", error, "put the file back"))
    return ""


def _rows(path: Path, header: tuple[str, ...], found: Findings) -> Iterator[tuple[str, list[str]]]:
    text = _text(path, found)
    if not text:
        return
    seen: set[tuple[str, ...]] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        where = f"{path}:{number}"
        row = line.removesuffix("\r").split("\t")
        if number == 1:
            if tuple(row) != header:
                found.add(where, f"begins with {quoted(line)}", f"the header is {'⇥'.join(header)}")
                return
        elif line.strip():
            problem = _row_problem(row, header, seen)
            if problem:
                found.add(where, *problem)
            else:
                yield where, row


def _row_problem(
    row: list[str], header: tuple[str, ...], seen: set[tuple[str, ...]]
) -> tuple[str, str] | None:
    if len(row) != len(header):
        return (
            f"has {so_many(len(row), 'fields')}",
            f"give {len(header)}: {', '.join(header)}, split by tabs",
        )
    empty = [
        name
        for name, value in zip(header, row, strict=True)
        if not value.strip() and name not in _MAY_BE_EMPTY
    ]
    if empty:
        return f"{', '.join(empty)} is empty", "every field of a curation row is needed"
    key = tuple(row[:-1])
    if key in seen:
        return "stands twice", "keep one row"
    seen.add(key)
    return None


def _corrections(path: Path, sources: Container[str], found: Findings) -> Iterator[Correction]:
    for where, (source, start, kind, of, reason) in _rows(path, HEADERS[CORRECTIONS], found):
        before = len(found.messages)
        if source not in sources:
            fact = f"{quoted(source)} is no page of the manifest"
            found.add(f"{where}: source", fact, "name a page")
        if not _is_place(start):
            fact = f"{quoted(start)} is no code point"
            found.add(f"{where}: start", fact, "give a number from 0 up")
        if of and not _is_place(of):
            fact = f"{quoted(of)} is no code point"
            found.add(f"{where}: of", fact, "give a number, or leave it empty")
        elif of and kind in _ALONE:
            remedy = f"leave it empty: only a {' or a '.join(_OF_ANOTHER)} names another block"
            found.add(f"{where}: of", f"{of} says nothing of a {kind}", remedy)
        if kind not in get_args(Kind):
            kinds = ", ".join(get_args(Kind))
            found.add(f"{where}: kind", f"{quoted(kind)} is no kind of block", f"known are {kinds}")
        if len(found.messages) == before:
            row = f"{CORRECTIONS}:{where.rsplit(':', 1)[1]}"
            other = int(of) if of else None
            yield Correction(source, int(start), kind, reason, row, other)  # type: ignore[arg-type]  # checked above


def _is_place(text: str) -> bool:
    """Whether a field is a code point of a page, in figures; no page has so many as it may say.

    >>> _is_place("12"), _is_place("-1"), _is_place("１２"), _is_place("9" * 5000)
    (True, False, False, False)
    """
    return text.isascii() and text.isdigit() and len(text) <= _FIGURES
