"""What a release holds: for each metadata column its values, and how much has each of them.

The articles table is read once, and of the sentences only what differs within an article: their
role and section. Nothing has to be indexed. What was taken down counts nowhere; a release that
withholds every text (``--text none``) still says what it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract, store
from juku.errors import QueryError, one_of
from juku.query.answers.frames import About
from juku.query.answers.results import Rows
from juku.query.indexing import arrow, intact, joined
from juku.query.indexing.sources import find_source
from juku.query.matching.limits import check_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from juku.query.indexing.sources import Source

OF_ARTICLES = (
    "publisher",
    "year",
    "month",
    "published",
    "published_evidence",
    "source",
    "column",
    "dateline_place",
    "places",
    "agencies",
    "reporters",
    "photographers",
    "title",
    "reprint_of",
    "rights",
)
"""Columns of the articles table, and periods of ``published``, in the order of the answer."""

OF_SENTENCES = ("role", "section")
"""Columns of which an article may have several values."""

COLUMNS = (*OF_ARTICLES, *OF_SENTENCES)

PERIODS = {"year": "%Y", "month": "%Y-%m"}

TOP = 5
"""Values of a column that are listed unless more are asked for."""

_SIZES = ("articles", "sentences", "tokens")


def overview(
    release: Path, columns: Sequence[str] = (), top: int | None = TOP, limit: int | None = None
) -> Rows:
    """The ``top`` most frequent values of each of ``columns`` (None: every one), by articles.

    Columns that someone joined to the articles or sentences stand behind those of the contract.

    A row has the column, how many ``different`` values it has, how many articles (of role, section
    and what was joined to sentences: sentences) have none (``null``), and the articles, sentences
    and tokens of a value. A column of lists, such as reporters, counts an article once under each
    of its values.

    Raises:
        QueryError: there is no release, or no such column, or its files are not those it lists.
        ContractError: its Parquet is not what the contract says.
    """
    check_rows(limit)
    check_rows(top, "top")
    source = find_source(release)
    intact.check(source)
    if not source.articles:
        raise QueryError(f"{release}: has no table of articles; give a whole release")
    own = _own(source)
    known = (*OF_ARTICLES, *own["articles"], *OF_SENTENCES, *own["sentences"])
    names = tuple(columns) or known
    if unknown := [name for name in names if name not in known]:
        raise QueryError(f"columns: there is no {unknown[0]!r}; {one_of(unknown[0], known)}")
    down = arrow.texts(sorted(source.taken_down))
    of_articles = [name for name in (*OF_ARTICLES, *own["articles"]) if name in names]
    of_sentences = [name for name in (*OF_SENTENCES, *own["sentences"]) if name in names]
    counted, figures = _articles(source, of_articles, down, own["articles"])
    counted |= _sentences(source, of_sentences, down, own["sentences"])
    rows = [_rows(name, *counted[name], top) for name in names]
    table = pa.concat_tables(rows)
    figures["blocks"] = sum(map(store.count, (release / store.FOLDERS["blocks"]).glob("*.parquet")))
    about = About(
        question="describe",
        options={"columns": list(names), "top": top},
        release=source.release["name"] or release.resolve().name,
        version=source.release["version"],
        identity=source.release["identity"] or source.identity,
        tokens=figures.pop("tokens"),
        figures=figures,
        asked="describe",
    )
    return Rows(about, table[:limit])


def _own(source: Source) -> dict[str, dict[str, pa.DataType]]:
    """The columns that someone joined to each table, as far as a line can show their values.

    A name that both tables have is the articles', as in a question.
    """
    kinds = joined.columns(source.articles, "articles")
    taken = {*kinds, *contract.schema("articles").names} - joined.LEFT_OUT
    more = joined.one_a_sentence(source.sentences)
    tables = {"articles": kinds, "sentences": {n: k for n, k in more.items() if n not in taken}}
    return {
        table: {name: kind for name, kind in there.items() if _is_listed(kind)}
        for table, there in tables.items()
    }


def _is_listed(kind: pa.DataType) -> bool:
    """Whether a value can be written in a line."""
    if pa.types.is_list(kind):
        kind = kind.value_type
    return not (pa.types.is_nested(kind) or pa.types.is_binary(kind))


def _kept(rows: pa.Table, down: pa.Array) -> pa.Table:
    if not len(down):
        return rows
    gone = pc.or_(pc.is_in(rows["article_id"], down), pc.is_in(rows["source"], down))
    return rows.filter(pc.invert(gone))


def _articles(
    source: Source, names: Sequence[str], down: pa.Array, own: Mapping[str, pa.DataType]
) -> tuple[dict[str, tuple[pa.Table, int]], dict[str, Any]]:
    """For each of ``names`` its values with their sizes and how many have none; sizes of all."""
    stored = {"published" if name in PERIODS else name for name in names if name not in own}
    wanted = sorted(stored | {"article_id", "source", "published", "n_sentences", "n_tokens"})
    store.check_columns(source.articles, "articles", wanted)
    tallies = {name: _Tally() for name in names}
    sizes = dict.fromkeys((*_SIZES, "taken_down"), 0)
    days: list[Any] = []
    for whole in _shards(source.articles, wanted, {n: own[n] for n in names if n in own}):
        rows = _kept(whole, down)
        sizes["taken_down"] += whole.num_rows - rows.num_rows
        sizes["articles"] += rows.num_rows
        sizes["sentences"] += pc.sum(rows["n_sentences"]).as_py() or 0
        sizes["tokens"] += pc.sum(rows["n_tokens"]).as_py() or 0
        days += [day for day in pc.min_max(rows["published"]).as_py().values() if day]
        ones = np.ones(rows.num_rows, np.int64)
        counts = (ones, *(arrow.numbers(rows[name]) for name in ("n_sentences", "n_tokens")))
        for name, tally in tallies.items():
            tally.add(*_flat(_values(rows, name), counts))
    figures: dict[str, Any] = dict(sizes)
    if days:
        figures |= {"first_day": min(days).isoformat(), "last_day": max(days).isoformat()}
    return {name: (tally.table(), tally.absent) for name, tally in tallies.items()}, figures


def _shards(
    paths: Sequence[Path], wanted: Sequence[str], own: Mapping[str, pa.DataType]
) -> Iterator[pa.Table]:
    """The articles in pieces; null where a shard has not the column that others have."""
    for batch in store.batches(paths, [*wanted, *own]):
        yield joined.plain(batch, "articles", own)


def _values(rows: pa.Table, name: str) -> pa.ChunkedArray:
    if name in PERIODS:
        return pc.strftime(rows["published"], PERIODS[name])
    return rows[name]


def _flat(
    values: pa.ChunkedArray, counts: Sequence[NDArray[np.int64]]
) -> tuple[pa.Array, Sequence[NDArray[np.int64]], int]:
    """Values with a count of each, and how many rows have none; of a list each value once."""
    whole = values.combine_chunks()
    if not pa.types.is_list(whole.type):
        return whole, counts, whole.null_count
    different, codes = arrow.coded(whole.flatten())
    held = codes >= 0
    parents = arrow.numbers(pc.list_parent_indices(whole))[held]
    row, value = _pairs(parents, codes[held], len(different))[0]
    none = len(whole) - len(np.unique(parents))
    return different.take(arrow.column(value)), [count[row] for count in counts], none


def _pairs(
    one: NDArray[np.int64], other: NDArray[np.int64], different: int
) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], NDArray[np.int64]]:
    """The different pairs, ``other`` below ``different``, and the number of each pair's place."""
    pairs, at = np.unique(one * max(different, 1) + other, return_inverse=True)
    return np.divmod(pairs, max(different, 1)), at


def _sentences(
    source: Source, names: Sequence[str], down: pa.Array, own: Mapping[str, pa.DataType]
) -> dict[str, tuple[pa.Table, int]]:
    """The same of columns of the sentences table; an article counts once under each value."""
    tallies = {name: _Tally() for name in names}
    wanted = sorted({*names, "article_id", "source", "token_start"} - own.keys())
    store.check_columns(source.sentences if names else (), "sentences", wanted)
    asked = {name: own[name] for name in names if name in own}
    for rows in _whole_articles(source, wanted, asked) if names else ():
        kept = _kept(rows, down)
        tokens = np.maximum(arrow.numbers(pc.list_value_length(kept["token_start"])), 0)
        article = arrow.coded(kept["article_id"])[1]
        for name, tally in tallies.items():
            tally.absent += kept[name].null_count
            different, codes = arrow.coded(kept[name])
            held = codes >= 0
            (_, value), at = _pairs(article[held], codes[held], len(different))
            sentences = np.bincount(at, minlength=len(value))
            sizes = arrow.sums(at, tokens[held], len(value))
            counts = (np.ones_like(value), sentences, sizes)
            tally.add(different.take(arrow.column(value)), counts, 0)
    return {name: (tally.table(), tally.absent) for name, tally in tallies.items()}


def _whole_articles(
    source: Source, wanted: Sequence[str], own: Mapping[str, pa.DataType]
) -> Iterator[pa.Table]:
    """The sentences in pieces that cut no article in two."""
    left: pa.Table | None = None
    for batch in store.batches(source.sentences, [*wanted, *own]):
        rows = joined.plain(batch, "sentences", own).select([*wanted, *own])
        rows = rows if left is None else pa.concat_tables([left, rows])
        if not rows.num_rows:
            continue
        last = pc.equal(rows["article_id"], rows["article_id"][-1])
        begin = int(arrow.truth(last).argmax())
        yield rows.slice(0, begin)
        left = rows.slice(begin)
    if left is not None:
        yield left


class _Tally:
    """The sizes of each value of a column; memory grows with the different values alone."""

    def __init__(self) -> None:
        self.absent = 0
        self._parts: list[pa.Table] = []

    def add(self, values: pa.Array, counts: Sequence[NDArray[np.int64]], absent: int) -> None:
        """Count some values, of which null is none; ``absent`` more have none."""
        self.absent += absent
        self._parts.append(_summed(values, counts))
        if len(self._parts) > 16:
            self._parts = [self.table()]

    def table(self) -> pa.Table:
        """A row a value, not in order."""
        if not self._parts:
            kinds = [("value", pa.string()), *((name, pa.int64()) for name in _SIZES)]
            return pa.schema(kinds).empty_table()
        parts = pa.concat_tables(self._parts)
        return _summed(parts["value"], [arrow.numbers(parts[name]) for name in _SIZES])


def _summed(values: pa.Array | pa.ChunkedArray, counts: Sequence[NDArray[np.int64]]) -> pa.Table:
    different, codes = arrow.coded(values)
    held = codes >= 0
    made = [arrow.sums(codes[held], count[held], len(different)) for count in counts]
    sizes = dict(zip(_SIZES, made, strict=True))
    return arrow.table({"value": pc.cast(different, pa.string()), **sizes})


def _rows(name: str, values: pa.Table, absent: int, top: int | None) -> pa.Table:
    """The rows of one column: its most frequent values, by articles, sentences, then name."""
    order = [("articles", "descending"), ("sentences", "descending"), ("value", "ascending")]
    listed = values.sort_by(order)[:top]
    if not listed.num_rows and absent:
        listed = pa.table(
            [pa.nulls(1, field.type) for field in values.schema], schema=values.schema
        )
    count = listed.num_rows
    first = {
        "column": arrow.texts([name] * count),
        "different": arrow.column(np.full(count, values.num_rows)),
        "null": arrow.column(np.full(count, absent)),
    }
    # A long value would push what stands behind it off the screen.
    return pa.table({**first, **{n: listed[n] for n in (*_SIZES, "value")}})
