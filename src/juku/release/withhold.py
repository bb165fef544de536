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

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from juku import contract, rowhash, store
from juku.build import curation, takedowns
from juku.errors import EvidenceError, Findings, ReleaseError
from juku.release import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Mode = Literal["full", "shuffled", "none"]

NGRAMS = "ngrams.tsv"
LONGEST = 3
OFTEN = 5
"""An n-gram of fewer occurrences is not listed: rare ones overlap into text."""

_TEXT = {"text_norm", "edit_start", "edit_end", "edit_to", "edit_rule", "ambiguous"}
_QUOTED = {
    "sentences": ("quote_speaker", "quantity_approx", "quantity_unit"),
    "articles": ("agencies", "places", "reporters", "photographers"),
}
"""Lists of words as printed, beside the text; of sentences each has an item for every reading."""
_PLACE = "dateline_place"
_IDS = ("article_id", "source")
_TOLD = {
    "none": "the release is without text: places, tags and figures are kept, no words",
    "shuffled": "the release is without text: the words are sorted, not in the order of print",
}


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

    def told(self, row: Mapping[str, Any]) -> str | None:
        """What is said of a row whose text is left out; None of any other."""
        if self.has_taken(row):
            return "the text was taken down: places, tags and figures are kept, no words"
        return _TOLD.get(self.text)

    def to_json(self) -> dict[str, Any]:
        """For provenance.json."""
        return {"text": self.text, "taken_down": list(self.taken_down)}


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


def apply(root: Path, withheld: Withheld) -> dict[str, rowhash.RowHash]:
    """Rewrite the shards at ``root`` without what is withheld; returns the tables' new hashes.

    Raises:
        EvidenceError: naming every takedown of an id that no row has.
    """
    _check(root, withheld)
    if withheld.text != "full":
        (root / NGRAMS).write_text(_ngrams(root, withheld), "utf-8")
    parts: dict[str, list[rowhash.RowHash]] = {name: [] for name in contract.TABLES}
    for name in contract.TABLES:
        for path in store.shards(root, name):
            before = store.read_file(path)
            after = table(before, name, withheld)
            if not after.equals(before):
                store.write(after, name, path)
            parts[name].append(rowhash.of_table(after, name))
    return {name: rowhash.combine(found) for name, found in parts.items()}


def table(rows: pa.Table, name: str, withheld: Withheld) -> pa.Table:
    """A table of the contract without the text that ``withheld`` leaves out."""
    if name == "blocks" or not _touches(rows, withheld):
        return rows
    shuffled = withheld.text == "shuffled"
    made = [_row(row, name, withheld, shuffled=shuffled) for row in rows.to_pylist()]
    return pa.Table.from_pylist(made, schema=rows.schema)


def _touches(rows: pa.Table, withheld: Withheld) -> bool:
    """Whether any row loses text; few shards have a row that was taken down."""
    if withheld.text != "full":
        return True
    names = pa.array(withheld.taken_down, pa.string())
    present = [column for column in _IDS if column in rows.column_names]
    return any(pc.any(pc.is_in(rows[column], names)).as_py() for column in present)


def _row(row: dict[str, Any], name: str, withheld: Withheld, *, shuffled: bool) -> dict[str, Any]:
    taken = withheld.has_taken(row)
    if not taken and withheld.text == "full":
        return row
    emptied = {
        field.name: None if field.nullable else [] if field.type.startswith("list<") else ""
        for field in contract.table(name).fields
        if field.name in _TEXT or field.status in {"verbatim", "converted"}
    }
    words = _words(row, shuffled=shuffled and not taken) if name == "sentences" else {}
    return {**row, **emptied, **words, **(_unquoted(row, name) if taken else {})}


def _unquoted(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What of the readings of a row that was taken down is in words of the page: none is kept."""
    per_reading = name == "sentences"
    lists = {one: [None] * len(row[one]) if per_reading else [] for one in _QUOTED[name]}
    return {**lists, _PLACE: None}


def _words(row: Mapping[str, Any], *, shuffled: bool) -> dict[str, list[Any]]:
    if not shuffled:
        return {"tokens": [None] * len(row["tokens"])}
    names = ("tokens", "boundary_votes", "xpos", "upos")
    columns = zip(*(row[name] for name in names), strict=True)
    ordered = sorted(columns, key=lambda token: (token[0], token[3], token[2] or "", token[1]))
    made = {name: [token[place] for token in ordered] for place, name in enumerate(names)}
    return {**made, "token_start": [0] * len(ordered)}


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


def _ngrams(root: Path, withheld: Withheld) -> str:
    """``n``, the tokens joined by a blank, the count; of sentences that are not taken down."""
    counts: Counter[tuple[str, ...]] = Counter()
    columns = ["tokens", *_IDS]
    for batch in store.batches(store.shards(root, "sentences"), columns):
        for row in batch.to_pylist():
            if not withheld.has_taken(row):
                counts.update(_sequences(row["tokens"]))
    often = [(len(gram), " ".join(gram), n) for gram, n in counts.items() if n >= OFTEN]
    ordered = sorted(often, key=lambda line: (line[0], -line[2], line[1]))
    return "n\ttokens\tcount\n" + "".join(f"{n}\t{gram}\t{count}\n" for n, gram, count in ordered)


def _sequences(tokens: list[str]) -> Iterable[tuple[str, ...]]:
    clean = [token.replace("\t", " ").replace("\n", " ") for token in tokens]
    return (
        tuple(clean[start : start + n])
        for n in range(1, LONGEST + 1)
        for start in range(len(clean) - n + 1)
    )
