"""Hits in their context: key word in context, sorted, sampled, with metadata.

A concordance holds the hits and makes its lines when they are looked at, so that a query with a
million hits costs no more than the lines that are shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.arguments import checked
from juku.errors import QueryError
from juku.query.answers.results import Result
from juku.query.indexing import arrow
from juku.query.indexing.index import UNITS
from juku.query.matching.limits import FREE
from juku.query.measures import grouping, passages, sorting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from juku.query.answers.frames import About
    from juku.query.indexing.index import Index
    from juku.query.matching.hits import Hits
    from juku.query.matching.limits import Budget

METADATA = ("published", "publisher", "title")
"""Columns that a line carries unless others are asked for."""


WIDEST = 2**31 - 1
"""Characters or tokens; the index counts no further."""

VOLUME = 1 << 22
"""Characters of the lines that are made together; one line may have more."""


@dataclass(frozen=True, slots=True)
class Context:
    """How much is shown on each side of a hit."""

    width: int | None = 20
    """So many units; None for the whole of ``within``."""
    unit: Literal["characters", "tokens"] = "characters"
    """Tokens are shown with a blank between them, characters as printed."""
    within: Literal["sentence", "paragraph", "article"] = "paragraph"

    def __post_init__(self) -> None:
        if self.unit not in ("characters", "tokens"):
            raise QueryError(f"unit: there is no {self.unit!r}; use characters or tokens")
        if self.within not in UNITS:
            raise QueryError(f"context: there is no {self.within!r}; use one of {', '.join(UNITS)}")
        if self.width is not None and self.width < 0:
            raise QueryError(f"width: {self.width} is less than 0; give 0 or more")
        if self.width is not None and self.width > WIDEST:
            raise QueryError(f"width: {self.width} is more than any text; give less, or all of it")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Concordance(Result):
    """Hits and how they are shown; lines are made on demand."""

    about: About
    index: Index
    hits: Hits
    context: Context = Context()
    metadata: Sequence[str] = METADATA

    def __len__(self) -> int:
        return len(self.hits)

    def part(self, start: int, stop: int) -> pa.Table:
        """The lines ``start`` to ``stop``.

        Columns: line, left, hit, right, sentence_id, start and end (code points of the sentence's
        ``text``; end is null where the hit ends in a later sentence, both where words stand in no
        order), for character queries cuts_word, and the metadata.
        """
        return pa.concat_tables(self._pieces(start, stop))

    def _pieces(self, start: int, stop: int) -> Iterator[pa.Table]:
        """The same lines in as many tables as their text takes, which are one at least."""
        rows = np.arange(len(self))[start:stop]
        hits = self.hits.take(rows)
        shown = _shown(self.index, hits, self.context)
        volume = np.cumsum(passages.first_characters(self.index, *shown))
        cuts = np.flatnonzero(np.diff(volume // VOLUME)) + 1
        for some in np.split(np.arange(len(rows)), cuts):
            numbers = rows[some] + 1
            yield _lines(self.index, hits.take(some), self.context, self.metadata, numbers)

    @checked("QueryError")
    def head(self, rows: int) -> Concordance:
        """The first lines, under the same ``about``.

        Raises:
            QueryError: fewer than no lines are asked for.
        """
        if rows < 0:
            raise QueryError(f"head: {rows} is less than 0; give the number of lines")
        return replace(self, hits=self.hits.take(np.arange(min(rows, len(self)))))

    @checked("QueryError")
    def sort(self, *keys: str) -> Concordance:
        """The lines sorted by keys as in `grouping`: ``R1``, ``L1.upos``, ``word``, ``published``.

        A minus before a key turns its order round. Equal lines keep their order.

        Raises:
            QueryError: there is no such key.
        """
        order = sort_order(self.index, self.hits, keys)
        return replace(self, hits=self.hits.take(order), about=self._now(sort=list(keys)))

    @checked("QueryError")
    def sample(self, lines: int, random_seed: int = 0) -> Concordance:
        """So many lines drawn without replacement, in their present order.

        The same seed draws the same lines of the same corpus, on any machine.
        """
        drawn = draw(self.hits, lines, random_seed)
        about = self._now(sample=lines, random_seed=random_seed)
        return replace(self, hits=self.hits.take(drawn), about=about)

    def _now(self, **options: Any) -> About:
        return replace(self.about, options={**self.about.options, **options})


def sort_order(
    index: Index, hits: Hits, keys: Sequence[str], budget: Budget = FREE
) -> NDArray[np.int64]:
    """The places of the hits in the order of the keys, the first key being the chief one.

    Raises:
        QueryError: there is no such key.
        LimitError: the budget is spent.
    """
    packed: list[NDArray[np.int64]] = []
    room = 0
    for key in keys:
        budget.check(sum(codes.nbytes for codes in packed))
        codes = grouping.keys(index, hits, key.removeprefix("-"), budget).codes + 1
        width = int(codes.max(initial=0)).bit_length()
        codes = codes.max(initial=0) - codes if key.startswith("-") else codes
        if packed and width <= room:  # several keys in one number are one sort
            packed[-1] = packed[-1] << np.int64(width) | codes
            room -= width
        else:
            packed.append(codes)
            room = 62 - width
    with budget.lent():
        budget.hold(sum(codes.nbytes for codes in packed))
        return sorting.order_of(packed, len(hits), budget)


def draw(hits: Hits, lines: int, random_seed: int) -> NDArray[np.int64]:
    """The places of ``lines`` hits, those with the smallest hash of seed and position.

    The hash is splitmix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number
    generators"), which does not change with a library's version.

    Raises:
        QueryError: fewer than no lines are asked for.
    """
    if lines < 0:
        raise QueryError(f"sample: {lines} is less than 0; give the number of lines to draw")
    if lines >= len(hits):
        return np.arange(len(hits))
    seed = _splitmix(np.array([random_seed % (1 << 64)], np.uint64))
    keys = _splitmix(_splitmix(hits.start.astype(np.uint64) ^ seed) + hits.end.astype(np.uint64))
    last = np.partition(keys, lines - 1)[lines - 1] if lines else 0
    below = np.flatnonzero(keys < last)
    tied = np.flatnonzero(keys == last)[: lines - len(below)]
    return np.sort(np.concatenate((below, tied)))


DRAWN = 40
"""Bytes of work a hit to draw some."""


def _splitmix(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        z = state + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def _lines(
    index: Index,
    hits: Hits,
    context: Context,
    metadata: Sequence[str],
    numbers: NDArray[np.int64],
) -> pa.Table:
    left, hit, right = _three(index, hits, context)
    sentences = index.unit_of("sentence", hits.start)
    start, end = places(index, hits)
    if not index.ordered:
        start, end = np.full_like(start, -1), np.full_like(end, -1)
    columns: dict[str, Any] = {
        "line": numbers,
        "left": left,
        "hit": hit,
        "right": right,
        "sentence_id": index.sentence_ids(sentences),
        "start": arrow.column(start.astype(np.int32), start < 0),
        "end": arrow.column(end.astype(np.int32), end < 0),
    }
    if hits.cuts_word is not None:
        columns["cuts_word"] = hits.cuts_word
    for name in metadata:
        keys = grouping.keys(index, hits, name)
        columns[name] = keys.labels(keys.codes)
    return arrow.table(columns)


def _three(index: Index, hits: Hits, context: Context) -> tuple[Any, Any, Any]:
    """Left context, hit and right context of each hit."""
    first, last = _shown(index, hits, context)
    if hits.char_start is not None:
        left, hit, right = _inside(index, hits, (first, last))
    elif context.unit == "characters":
        left, hit, right = passages.around(index, first, (hits.start, hits.end), last)
    else:
        spans = ((first, hits.start), (hits.start, hits.end), (hits.end, last))
        left, hit, right = (passages.segmented(index, *span) for span in spans)
    if context.unit == "characters" and context.width is not None:
        left = _last(left, context.width)
        right = pc.utf8_slice_codeunits(right, 0, context.width)
    return left, hit, right


def _shown(
    index: Index, hits: Hits, context: Context
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first token of each line, and the one behind its last."""
    bounds = index.bounds(context.within)
    first = bounds[index.unit_of(context.within, hits.start)]
    last = bounds[index.unit_of(context.within, np.maximum(hits.end - 1, hits.start)) + 1]
    if context.width is None:
        return first, last
    # A token has one character at least, so as many tokens as characters are enough.
    return (
        np.maximum(first, hits.start - context.width),
        np.minimum(last, hits.end + context.width),
    )


def _last(texts: pa.Array, width: int) -> pa.Array:
    """The last ``width`` characters of each text."""
    if width == 0:
        return pc.utf8_slice_codeunits(texts, 0, 0)
    return pc.utf8_slice_codeunits(texts, -width)


def _inside(
    index: Index, hits: Hits, span: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """The three parts where hits begin and end inside words."""
    texts = passages.printed(index, *span).to_pylist()
    begin, to = _character_bounds(hits)
    skipped = passages.printed_characters(index, span[0], hits.start) + begin
    ends = passages.printed_characters(index, span[0], hits.end - 1) + to
    parts = [
        (text[:at], text[at:to], text[to:])
        for text, at, to in zip(texts, skipped.tolist(), ends.tolist(), strict=True)
    ]
    columns = list(zip(*parts, strict=True)) or [(), (), ()]
    return tuple(arrow.texts(column) for column in columns)


def _character_bounds(hits: Hits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of a character query: where in its first and in its last token each hit starts and ends."""
    if hits.char_start is None or hits.char_end is None:
        raise ValueError("hits of tokens have no bounds inside them")
    return hits.char_start, hits.char_end


def places(index: Index, hits: Hits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where in its sentence's ``text`` each hit starts and ends; -1 for an end in a later one."""
    start = passages.offsets_in_sentence(index, hits.start)
    last = np.maximum(hits.end - 1, hits.start)
    end = passages.offsets_in_sentence(index, last)
    if hits.char_start is not None:
        begin, to = _character_bounds(hits)
        start, end = start + begin, end + to
    else:
        sizes = index.word_lengths[index.ids("word", last)]
        end = np.where(hits.end > hits.start, end + sizes, start)
    same = index.unit_of("sentence", hits.start) == index.unit_of("sentence", last)
    return start, np.where(same, end, -1)


def fingerprint(index: Index, hits: Hits) -> str:
    """SHA-256 over the hits' sentences and places, whatever their order.

    It is the same for two releases in which the same sentences are hit at the same places.
    """
    import hashlib

    start, end = places(index, hits)
    ids = index.sentence_ids(index.unit_of("sentence", hits.start)).to_pylist()
    named = sorted(zip(ids, start.tolist(), end.tolist(), strict=True))
    return hashlib.sha256(json.dumps(named, separators=(",", ":")).encode()).hexdigest()
