"""Text that may not be passed on: rows keep their ids, places and annotations, not their words.

``none`` takes the text away: every field whose status is verbatim or converted, the normal form,
and the tokens (null each, so that tags still count and stand in order).  ``shuffled`` keeps the
tokens of a sentence, sorted, each with its tags: words can be counted by sentence, and nothing
can be read.  Both write ``ngrams.tsv``, counts of the token sequences that occur often enough to
give no text away.  A takedown (``curation/takedowns.tsv``) does ``none`` for one article or
page of any release, and takes the names and units that its readings quote as well: who asks for
one is often named in it.  Spans stay: whoever has the pages can read what they point at.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract, rowhash, store
from juku.build import takedowns
from juku.build.corpus import curation
from juku.build.reading.workdir import Workdir
from juku.build.running import figures
from juku.errors import BuildError, EvidenceError, Findings, ReleaseError, quoted
from juku.release import emptying, ngrams, record
from juku.release.record import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

NGRAMS = "ngrams.tsv"

_IDS = ("article_id", "source")
_TOLD = {
    "none": "the release is without text: places, tags and figures are kept, no words",
    "shuffled": "the release is without text: the words are sorted, not in the order of print",
}


def check_mode(text: str) -> None:
    """Refuse what is no `Mode`, before a release is named after it.

    >>> check_mode("shuffled")

    Raises:
        BuildError: it is none.
    """
    if text not in get_args(Mode):
        raise BuildError(
            f"text: there is no {quoted(text)}; use one of {', '.join(get_args(Mode))}"
        )


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a release leaves out; in provenance.json under ``withheld``."""

    text: Mode = "full"
    taken_down: tuple[str, ...] = ()
    """Ids of articles and sources of pages, sorted."""

    def __bool__(self) -> bool:
        return self.text != "full" or bool(self.taken_down)

    def of_row(self, row: Mapping[str, Any]) -> bool:
        """Whether a row's text is left out."""
        return self.text != "full" or self.has_taken(row)

    def has_taken(self, row: Mapping[str, Any]) -> bool:
        """Whether a row's article or page was taken down."""
        return any(row.get(name) in self.taken_down for name in _IDS)

    def left(self, name: str, row: Mapping[str, Any]) -> Iterator[str]:
        """Columns of a row of the table ``name`` with words in them that are to be left out."""
        taken = self.has_taken(row)
        return emptying.left(row, name, taken=taken, silent=taken or self.text != "shuffled")

    def told(self, row: Mapping[str, Any]) -> str | None:
        """What is said of a row whose text is left out; None of any other."""
        if self.has_taken(row):
            return "the text was taken down: places, tags and figures are kept, no words"
        return _TOLD.get(self.text)

    def to_json(self) -> dict[str, Any]:
        """For provenance.json."""
        return {"text": self.text, "taken_down": list(self.taken_down)}


def summary(record: Mapping[str, Any]) -> str:
    """What documents say of a release whose provenance.json is ``record``; nothing of a full one.

    >>> summary({"withheld": {"text": "none"}})[:66]
    'The release is without text: places, tags and figures are kept, no'
    >>> summary({"withheld": {"text": "full"}})
    ''
    """
    told = _TOLD.get(record.get("withheld", {}).get("text", "full"))
    if told is None:
        return ""
    return f"{told[0].upper()}{told[1:]}. {NGRAMS} counts the sequences of words that occur often."


def from_record(raw: Mapping[str, Any]) -> Withheld:
    """What a provenance.json says is left out."""
    said = raw.get("withheld", {})
    return Withheld(said.get("text", "full"), tuple(said.get("taken_down", ())))


def of_release(root: Path) -> Withheld:
    """What the release at ``root`` leaves out; nothing, where its provenance cannot be read."""
    try:
        return from_record(record.load(root).raw)
    except ReleaseError:
        # Whoever checks the record names this; here rows are held to what they would be in full.
        return Withheld()


def copies_left(root: Path) -> list[str]:
    """Ids of the articles at ``root`` that print again what was taken down, and were not."""
    down = of_release(root)
    if not down.taken_down:
        return []
    # Read twice, so that memory grows with what was taken down and its copies alone.
    taken = {first for first, gone, _ in _prints(root, down) if gone}
    return [name for first, gone, name in _prints(root, down) if first in taken and not gone]


def _prints(root: Path, down: Withheld) -> Iterator[tuple[str, bool, str]]:
    """For each article the first print of its story, whether it was taken down, and its id."""
    shards = store.shards(root, "articles")
    for batch in store.batches(shards, ["article_id", "source", "reprint_of"]):
        for row in batch.to_pylist():
            yield row["reprint_of"] or row["article_id"], down.has_taken(row), row["article_id"]


@dataclass(frozen=True, slots=True)
class Applied:
    """Shards without what is withheld, and what they come to."""

    root: Path
    """The folder that they are in, laid out as a release is."""
    tables: dict[str, rowhash.RowHash]
    figures: dict[str, figures.Figures]


def apply(root: Path, withheld: Withheld) -> Applied:
    """The shards at ``root`` without what is withheld, in a hidden folder of the build's state.

    Those at ``root`` stay, so that a build whose version is refused goes on from them.

    Raises:
        EvidenceError: naming every takedown of an id that no row has.
    """
    _check(root, withheld)
    made = Workdir(root).state / "withheld"
    shutil.rmtree(made, ignore_errors=True)
    parts: dict[str, list[rowhash.RowHash]] = {name: [] for name in contract.TABLES}
    counted = {name: figures.Figures() for name in contract.TABLES}
    for name, folder in store.FOLDERS.items():
        (made / folder).mkdir(parents=True)
        for path in store.shards(root, name):
            before = store.read_file(path)
            after = table(before, name, withheld)
            if after is before:
                _copy(path, made / folder / path.name)
            else:
                store.write(after, name, made / folder / path.name)
            parts[name].append(rowhash.of_table(after, name))
            counted[name].add(figures.of_table(after, name))
    if withheld.text != "full":
        shards = store.shards(root, "sentences")
        ngrams.write(made / NGRAMS, shards, lambda batch: ~_taken(batch, withheld))
    return Applied(made, {name: rowhash.combine(found) for name, found in parts.items()}, counted)


def _copy(path: Path, to: Path) -> None:
    try:
        to.hardlink_to(path)
    except OSError:  # a file system without links
        shutil.copyfile(path, to)


def take_over(root: Path, made: Path) -> None:
    """Put what `apply` made in the place of what it was made of; its folders go with the state."""
    for path in [path for path in made.rglob("*") if path.is_file()]:
        path.replace(root / path.relative_to(made))


def table(rows: pa.Table, name: str, withheld: Withheld) -> pa.Table:
    """A table of the contract without the text that ``withheld`` leaves out; itself if none is."""
    if name == "blocks":
        return rows
    taken = _taken(rows, withheld)
    if withheld.text == "full" and not taken.any():
        return rows
    every = np.full(len(rows), withheld.text != "full")
    shuffled = every & ~taken if withheld.text == "shuffled" else np.zeros(len(rows), np.bool_)
    silent = (every | taken) & ~shuffled
    return emptying.emptied(rows, name, taken=taken, shuffled=shuffled, silent=silent)


def _taken(rows: pa.Table | pa.RecordBatch, withheld: Withheld) -> NDArray[np.bool_]:
    """Of each row, whether its article or page was taken down."""
    taken = np.zeros(len(rows), np.bool_)
    if withheld.taken_down:
        names = pa.array(withheld.taken_down, pa.string())
        for column in _IDS:
            taken |= np.asarray(pc.is_in(rows[column], names))
    return taken


def _check(root: Path, withheld: Withheld) -> None:
    missing = set(withheld.taken_down)
    for name, column in (("articles", "article_id"), ("blocks", "source")):
        if not missing:
            return
        for batch in store.batches(store.shards(root, name), [column]):
            missing.difference_update(batch.column(column).to_pylist())
    if missing:
        found = Findings()
        for name in sorted(missing):
            found.add(f"{curation.FOLDER}/{curation.TAKEDOWNS}: id", *takedowns.unknown(name))
        found.raise_as(EvidenceError)
