"""``ngrams.tsv``: how often each sequence of one to three tokens occurs.

A sequence that occurs often is made of shorter ones that do (Agrawal & Srikant 1994). So tokens
are counted first, and those that are rare drop out; then pairs of the frequent ones, then frequent
pairs with a token behind them. A sequence is a number: the place of what it begins with among the
frequent ones of one token less, times the size of the vocabulary, plus its last token. Numbers are
counted shard by shard, and what does not fit in memory waits, sorted, in files; what stays in
memory are the different tokens, and the sequences that are listed.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LONGEST = 3
OFTEN = 5
"""An n-gram of fewer occurrences is not listed: rare ones overlap into text."""

HELD = 1 << 23
"""Numbers and their counts that are kept in memory at a time."""

_LINES = 1 << 20
"""Lines that are put in order at a time, if no more have the same count."""


class Counted(NamedTuple):
    """Different numbers in rising order, and how often each occurs."""

    numbers: Ints
    counts: Ints


def write(
    path: Path, shards: Sequence[Path], kept: Callable[[pa.RecordBatch], NDArray[np.bool_]]
) -> None:
    """Count the tokens of sentences and write the lines ``n``, tokens, count.

    Lines are in the order of n, falling counts, and code points. A tab or line feed in a token is
    written as a blank.

    Args:
        path: where to; what does not fit in memory waits in a folder beside it.
        shards: of the sentences.
        kept: for each row of a batch, whether its tokens are counted.
    """
    aside = path.with_name(f".{path.name}.aside")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        with path.open("w", encoding="utf-8", newline="\n") as sink:
            sink.write("n\ttokens\tcount\n")
            sink.writelines(_lines(_Texts(shards, kept), aside))
    finally:
        shutil.rmtree(aside)


def _lines(texts: _Texts, aside: Path) -> Iterator[str]:
    words, counts = _vocabulary(texts)
    found = [Counted(np.arange(len(words)), counts)]
    yield from _told(words, found)
    for n in range(2, LONGEST + 1):
        tally = Tally(aside / str(n), HELD)
        for ids in texts.ids(words):
            tally.add(_numbers(ids, found, len(words)))
        found.append(tally.often(OFTEN))
        yield from _told(words, found)


@dataclass(frozen=True, slots=True)
class _Texts:
    shards: Sequence[Path]
    kept: Callable[[pa.RecordBatch], NDArray[np.bool_]]

    def tokens(self) -> Iterator[tuple[pa.StringArray, Ints]]:
        """All tokens of a batch, and where each sentence of it ends among them."""
        for batch in store.batches(self.shards, ["tokens", "article_id", "source"]):
            rows = batch.filter(pa.array(self.kept(batch)))
            column = rows["tokens"]
            values = column.flatten()
            for mark in "\t\n":
                values = pc.replace_substring(values, mark, " ")
            lengths = pc.list_value_length(column).to_numpy(zero_copy_only=False)
            yield values, np.cumsum(lengths.astype(np.int64))

    def ids(self, words: pa.StringArray) -> Iterator[Ints]:
        """The place of each token among the words, -1 for any other; -1 after each sentence."""
        for tokens, ends in self.tokens():
            places = pc.index_in(tokens, words).fill_null(-1)
            yield np.insert(places.to_numpy(zero_copy_only=False).astype(np.int64), ends, -1)


def _vocabulary(texts: _Texts) -> tuple[pa.StringArray, Ints]:
    """The tokens that occur often, and how often."""
    parts, size, least = [_MET], 0, 0
    for tokens, _ in texts.tokens():
        told = pc.value_counts(tokens)
        parts.append(pa.table(told.flatten(), schema=_MET.schema))
        size += len(told)
        if size > 2 * least:  # so that each token is put together with others few times
            parts = [_put_together(parts)]
            size = least = len(parts[0])
    met = _put_together(parts)
    met = met.filter(pc.field("count") >= OFTEN)
    return met["token"].combine_chunks(), met["count"].to_numpy()


_MET = pa.schema({"token": pa.string(), "count": pa.int64()}).empty_table()


def _put_together(parts: Sequence[pa.Table]) -> pa.Table:
    grouped = pa.concat_tables(parts).group_by("token", use_threads=False)
    return grouped.aggregate([("count", "sum")]).rename_columns(_MET.column_names)


def _numbers(ids: Ints, found: Sequence[Counted], size: int) -> Ints:
    """The number of each sequence of one more token than the last of ``found`` has.

    Its beginning and its end must both be frequent.
    """
    begins = ids
    for shorter in found[1:]:
        begins = _places(begins[:-1], ids[len(ids) - len(begins) + 1 :], shorter.numbers, size)
    last = ids[len(ids) - len(begins) + 1 :]
    whole = (begins[:-1] >= 0) & (begins[1:] >= 0) & (last >= 0)
    return begins[:-1][whole] * size + last[whole]


def _places(begins: Ints, last: Ints, known: Ints, size: int) -> Ints:
    """The place of each sequence among those that are known, -1 for others."""
    numbers = np.where((begins >= 0) & (last >= 0), begins * size + last, -1)
    if not len(known):
        return np.full(len(numbers), -1)
    places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.where(known[places] == numbers, places, -1)


def _spelt(words: pa.StringArray, found: Sequence[Counted], at: Ints) -> pa.StringArray:
    """The sequences at some places of the last of ``found``, a blank between two tokens."""
    parts: list[pa.StringArray] = []
    for longer in reversed(found[1:]):
        at, last = np.divmod(longer.numbers[at], len(words))
        parts.insert(0, words.take(pa.array(last)))
    parts.insert(0, words.take(pa.array(at)))
    return pc.binary_join_element_wise(*parts, " ")


def _told(words: pa.StringArray, found: Sequence[Counted]) -> Iterator[str]:
    """The lines of the last of ``found``, by falling counts, then by code points."""
    counts = found[-1].counts
    order = np.argsort(-counts, kind="stable")
    falling = counts[order]
    # Those of one count are put in order together.
    cuts = np.flatnonzero(np.diff(falling)) + 1
    wanted = np.searchsorted(cuts, np.arange(_LINES, len(order), _LINES))
    edges = np.unique([0, *cuts[wanted[wanted < len(cuts)]].tolist(), len(order)])
    for start, end in pairwise(edges.tolist()):
        spelt = _spelt(words, found, order[start:end])
        rows = pa.table({"count": falling[start:end], "tokens": spelt})
        rows = rows.sort_by([("count", "descending"), ("tokens", "ascending")])
        columns = (rows[name].to_pylist() for name in ("tokens", "count"))
        for tokens, count in zip(*columns, strict=True):
            yield f"{len(found)}\t{tokens}\t{count}\n"


class Tally:
    """Numbers that are counted, those that memory does not hold in files of ``folder``."""

    def __init__(self, folder: Path, held: int) -> None:
        self._folder, self._held = folder, held
        self._parts: list[Counted] = []
        self._runs: list[Counted] = []

    def add(self, numbers: Ints) -> None:
        """Count some more."""
        self._parts.append(Counted(*np.unique(numbers, return_counts=True)))
        if sum(len(part.numbers) for part in self._parts) > self._held:
            whole = _summed(self._parts)
            self._parts = [whole]
            if len(whole.numbers) > self._held // 2:
                self._put_aside(whole)

    def often(self, least: int) -> Counted:
        """The numbers that were met so many times or more."""
        parts = [*self._runs, _summed(self._parts)]
        whole = [_often(_summed(pieces), least) for pieces in self._ranges(parts)]
        return Counted(*(np.concatenate(column) for column in zip(*whole, strict=True)))

    def _put_aside(self, whole: Counted) -> None:
        self._folder.mkdir(exist_ok=True)
        paths = [self._folder / f"{len(self._runs)}-{name}.npy" for name in whole._fields]
        for path, column in zip(paths, whole, strict=True):
            np.save(path, column)
        self._runs.append(Counted(*(np.load(path, mmap_mode="r") for path in paths)))
        self._parts = []

    def _ranges(self, parts: Sequence[Counted]) -> Iterator[list[Counted]]:
        """All parts, a range of numbers at a time that memory holds."""
        step = max(1, self._held // len(parts))
        bounds = np.unique(np.concatenate([part.numbers[::step] for part in parts]))
        # Each part has at most a step of numbers between two of its own bounds.
        starts = [np.searchsorted(part.numbers, bounds).tolist() for part in parts]
        for place in range(max(1, len(bounds))):
            yield [
                Counted(*(column[_slice(own, place)] for column in part))
                for part, own in zip(parts, starts, strict=True)
            ]


def _slice(starts: Sequence[int], place: int) -> slice:
    """From one bound to the next, or to the end."""
    return slice(*[*starts, None][place : place + 2])


def _summed(parts: Sequence[Counted]) -> Counted:
    """The numbers of all parts, each once."""
    numbers = np.concatenate([np.zeros(0, np.int64), *(part.numbers for part in parts)])
    counts = np.concatenate([np.zeros(0, np.int64), *(part.counts for part in parts)])
    known, places = np.unique(numbers, return_inverse=True)
    return Counted(known, np.bincount(places, counts, len(known)).astype(np.int64))


def _often(whole: Counted, least: int) -> Counted:
    kept = whole.counts >= least
    return Counted(whole.numbers[kept], whole.counts[kept])
