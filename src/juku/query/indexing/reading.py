"""The first pass of an index build: sentences come from Parquet and become numbers on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import store
from juku.errors import ContractError
from juku.query.indexing import arrow, joined
from juku.query.indexing.sources import no_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import DTypeLike, NDArray

    from juku.query.indexing.arrays import Folder
    from juku.query.indexing.sources import Source

COLUMNS = (
    "sentence_id",
    "article_id",
    "ordinal",
    "paragraph",
    "role",
    "section",
    "text",
    "tokens",
    "token_start",
    "boundary_votes",
    "xpos",
    "upos",
    "publisher",
    "published",
    "dateline_place",
    "title",
)
"""Columns of the sentences table that an index is made from."""

_SHARED = ("article_id", "publisher", "published", "dateline_place", "title")
"""Columns of the sentences table that say something of the article."""

_ENCODED = ("tokens", "xpos", "upos")
"""Columns whose items repeat so often that a file keeps them in a dictionary."""

_OPTIONAL = ("boundary_votes",)
"""Columns without which questions are answered too."""

_KEPT = ("ordinal", "paragraph", "role", "section")


class Growing:
    """An array that comes in pieces."""

    def __init__(self, dtype: DTypeLike) -> None:
        self._dtype = dtype
        self._pieces: list[NDArray[Any]] = []

    def add(self, piece: NDArray[Any]) -> None:
        """Put ``piece`` at the end."""
        self._pieces.append(piece.astype(self._dtype))

    def array(self) -> NDArray[Any]:
        """All pieces as one array."""
        if len(self._pieces) != 1:
            self._pieces = [np.concatenate([np.zeros(0, self._dtype), *self._pieces])]
        return self._pieces[0]


class SentenceReader:
    """Numbers the values of each attribute as they first come, and keeps the bounds."""

    def __init__(self, folder: Folder) -> None:
        self.numbers: dict[str, dict[str, int]] = {"word": {}, "xpos": {}, "upos": {}}
        self.starts = {name: Growing(np.int64) for name in ("sentence", "paragraph", "article")}
        self.n_tokens = 0
        self.has_votes = True
        self._paths = {n: folder.scratch(n) for n in (*self.numbers, "boundary_votes")}
        self._files = {name: path.open("wb") for name, path in self._paths.items()}
        self._joined: dict[str, pa.DataType] = {}
        self._sentences: list[pa.Table] = []
        self._articles: list[pa.Table] = []
        self._gaps: list[tuple[int, bool, str]] = []
        self._last: tuple[str, int, int] | None = None

    def read(self, source: Source) -> None:
        """Read every sentence of ``source`` that keeps its words.

        Raises:
            ContractError: a column is missing, or the lists of a sentence are not parallel.
            QueryError: no sentence keeps its words.
        """
        withheld = False
        try:
            store.check_columns(source.sentences, "sentences", COLUMNS, optional=_OPTIONAL)
            self._joined = joined.one_a_sentence(source.sentences)
            wanted = (*COLUMNS, *self._joined)
            for batch in store.batches(source.sentences, wanted, encoded=_ENCODED):
                kept = _with_words(_as_declared(batch, self._joined))
                withheld = withheld or kept.num_rows < batch.num_rows
                if kept.num_rows:
                    self._batch(kept)
        finally:
            for file in self._files.values():
                file.close()
        if not self.n_tokens and withheld:
            raise no_words(source)
        if not self.n_tokens:
            raise ContractError(f"{source.path}: has no tokens; build the release with a segmenter")

    def stream(self, name: str, begin: int, end: int) -> NDArray[np.int32]:
        """Provisional numbers of tokens ``begin`` to ``end``."""
        return np.fromfile(self._paths[name], np.int32, end - begin, offset=4 * begin)

    def votes(self, total: int) -> NDArray[np.int8]:
        """The boundary votes of all tokens."""
        return np.memmap(self._paths["boundary_votes"], np.int8, "r", shape=(total,))

    def sentence_table(self) -> pa.Table:
        """One row a sentence: its article's place, ordinal, paragraph, role, section.

        Behind them stands what someone joined to the sentences.
        """
        table = pa.concat_tables(self._sentences)
        for field in table.schema:
            name = field.name
            if not pa.types.is_string(field.type):
                continue
            column = table[name].combine_chunks().dictionary_encode()
            if len(column.dictionary) < 128:
                narrow = pa.dictionary(pa.int8(), pa.string())
                column = column.cast(narrow)
            table = table.set_column(table.column_names.index(name), name, column)
        return table

    def article_table(self, source: Source) -> pa.Table:
        """One row an article in order of its tokens, with the metadata of the articles table.

        Raises:
            ContractError: the table lacks its key, or an article that has sentences; or sentences
                of an article stand apart.
        """
        table = pa.concat_tables(self._articles)
        seen = pc.value_counts(table["article_id"])
        apart = seen.field("values").filter(pc.greater(seen.field("counts"), 1))
        if len(apart):
            raise _out_of_order(apart[0].as_py())
        if not source.articles:
            return table
        store.check_columns(source.articles, "articles", ["article_id"])
        more = joined.articles(source.articles)
        rows = pc.index_in(table["article_id"], more["article_id"].combine_chunks())
        if rows.null_count:
            lost = table["article_id"].filter(pc.is_null(rows))[0].as_py()
            raise ContractError(f"{source.path}: articles: lacks {lost}; build the release again")
        return more.take(rows)

    def gap_table(self) -> pa.Table:
        """White space of the text between tokens: before (or after the last of) a sentence's."""
        columns = list(zip(*self._gaps, strict=True)) or [(), (), ()]
        kinds = {"position": pa.int64(), "after": pa.bool_(), "space": pa.string()}
        return pa.table(
            {
                name: pa.array(column, kind)
                for (name, kind), column in zip(kinds.items(), columns, strict=True)
            }
        )

    def _batch(self, batch: pa.RecordBatch) -> None:
        store.check_values(batch, "sentences")
        counts = pc.list_value_length(batch.column("tokens")).to_numpy().astype(np.int64)
        offsets = np.concatenate(([0], np.cumsum(counts)))
        _check_parallel(batch, counts)
        _check_ids(batch)
        lengths = self._tokens(batch)
        self._votes(batch, counts)
        self._bounds(batch, offsets[:-1] + self.n_tokens)
        self._gap(batch, offsets, lengths)
        self.n_tokens += int(offsets[-1])

    def _tokens(self, batch: pa.RecordBatch) -> NDArray[np.int64]:
        """Write the numbers of the batch's tokens; give the length of each word."""
        lengths = np.zeros(0, np.int64)
        for name, numbers in self.numbers.items():
            values, indices = _encoded(batch.column("tokens" if name == "word" else name))
            _number(values.to_pylist(), numbers).take(indices).tofile(self._files[name])
            if name == "word":
                if "" in numbers:
                    raise ContractError("sentences.tokens: holds an empty token; drop it")
                sizes = pc.utf8_length(values).to_numpy().astype(np.int64)
                lengths = sizes.take(indices)
        return lengths

    def _votes(self, batch: pa.RecordBatch, counts: NDArray[np.int64]) -> None:
        if "boundary_votes" not in batch.schema.names:
            self.has_votes = False
            return
        column = batch.column("boundary_votes")
        given = pc.list_value_length(column).to_numpy()
        self.has_votes = self.has_votes and bool((given == counts).all())
        if self.has_votes:
            column.flatten().fill_null(0).to_numpy().tofile(self._files["boundary_votes"])

    def _bounds(self, batch: pa.RecordBatch, starts: NDArray[np.int64]) -> None:
        ids, paragraphs = batch.column("article_id"), batch.column("paragraph").to_numpy()
        ordinals = batch.column("ordinal").to_numpy()
        last_id, last_paragraph, last_ordinal = self._last or (None, -1, 0)
        fresh = np.ones(len(ids), bool)
        fresh[1:] = pc.not_equal(ids[1:], ids[:-1]).to_numpy(zero_copy_only=False)
        fresh[0] = ids[0].as_py() != last_id
        turned = fresh | np.diff(paragraphs, prepend=last_paragraph).astype(bool)
        self.starts["sentence"].add(starts)
        self.starts["paragraph"].add(starts[turned])
        self.starts["article"].add(starts[fresh])
        back = ~fresh & (np.diff(ordinals, prepend=last_ordinal) <= 0)
        if back.any():
            raise _out_of_order(ids[int(back.argmax())].as_py())
        self._last = (ids[-1].as_py(), int(paragraphs[-1]), int(ordinals[-1]))
        table = pa.Table.from_batches([batch])
        done = sum(t.num_rows for t in self._articles)
        self._articles.append(table.select(_SHARED).filter(pa.array(fresh)))
        article = pa.array(np.cumsum(fresh, dtype=np.int32) + np.int32(done - 1))
        kept = table.select((*_KEPT, *self._joined))
        self._sentences.append(kept.add_column(0, "article", article))

    def _gap(
        self, batch: pa.RecordBatch, offsets: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> None:
        """Note white space before tokens and at a sentence's end."""
        starts = batch.column("token_start").flatten().to_numpy().astype(np.int64)
        ends = starts + lengths
        before = np.concatenate(([0], ends[:-1])) if len(ends) else ends
        filled = np.flatnonzero(np.diff(offsets))
        before[offsets[filled]] = 0
        texts = batch.column("text")
        sizes = pc.utf8_length(texts).to_numpy()
        rows = np.repeat(np.arange(batch.num_rows), np.diff(offsets))
        spaced = np.flatnonzero((starts != before) & (sizes[rows] > 0))
        # Shuffled words have no text; one gap without white space tells so, see `Index.ordered`.
        shuffled = np.flatnonzero((starts != before) & (sizes[rows] == 0))[:1]
        for token in np.sort(np.concatenate((spaced, shuffled))).tolist():
            row = int(rows[token])
            space = texts[row].as_py()[int(before[token]) : int(starts[token])]
            self._gaps.append((self.n_tokens + token, False, space))
        last = offsets[filled + 1] - 1
        for at in np.flatnonzero((sizes[filled] != ends[last]) & (sizes[filled] > 0)).tolist():
            space = texts[int(filled[at])].as_py()[int(ends[last[at]]) :]
            self._gaps.append((self.n_tokens + int(last[at]), True, space))


def _as_declared(batch: pa.RecordBatch, kinds: Mapping[str, pa.DataType]) -> pa.RecordBatch:
    table = pa.Table.from_batches([batch])
    made = joined.plain(table, "sentences", kinds, encoded=_ENCODED)
    return batch if made is table or not batch.num_rows else made.combine_chunks().to_batches()[0]


def _with_words(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows of ``batch`` but those whose text was withheld or taken down: null for each word."""
    tokens = batch.column("tokens")
    absent = pc.is_null(tokens.flatten())
    if not pc.any(absent).as_py():
        return batch
    kept = np.ones(batch.num_rows, bool)
    kept[pc.list_parent_indices(tokens).filter(absent).to_numpy()] = False
    return batch.filter(pc.or_(arrow.column(kept), pc.not_equal(batch.column("text"), "")))


def _encoded(column: pa.ListArray) -> tuple[pa.Array, NDArray[Any]]:
    """The values of a column of lists, each of which stands somewhere, and the place of each item.

    A file's dictionary may hold values that no row of this batch has; null counts as "".
    """
    items = column.flatten()
    if items.null_count:
        items = items.cast(pa.string()).fill_null("")
    if not pa.types.is_dictionary(items.type):
        items = items.dictionary_encode()
    values, indices = items.dictionary, items.indices.to_numpy()
    used = np.zeros(len(values), bool)
    used[indices] = True
    if not used.all():
        values = values.filter(pa.array(used))
        indices = (np.cumsum(used) - 1).take(indices)
    return values, indices


def _number(values: list[str], numbers: dict[str, int]) -> NDArray[np.int32]:
    """The number of each value; those met for the first time get the next ones."""
    known = list(map(numbers.get, values))
    for place, number in enumerate(known):
        if number is None:
            known[place] = numbers.setdefault(values[place], len(numbers))
    return np.array(known, np.int32)


def _check_parallel(batch: pa.RecordBatch, counts: NDArray[np.int64]) -> None:
    """Refuse lists that have not an item a token, and starts that are null."""
    wrong = []
    for name in ("token_start", "xpos", "upos"):
        given = pc.list_value_length(batch.column(name)).to_numpy()
        for row in np.flatnonzero(given != counts)[:5].tolist():
            where = batch.column("sentence_id")[row].as_py()
            fact = f"has {given[row]} values for {counts[row]} tokens"
            wrong.append(f"sentences.{name}: {where}: {fact}; build the release again")
    starts = batch.column("token_start")
    holes = pc.list_parent_indices(starts).filter(starts.flatten().is_null())
    for row in holes.unique()[:5].to_pylist():
        where = batch.column("sentence_id")[row].as_py()
        wrong.append(f"sentences.token_start: {where}: holds a null; build the release again")
    if wrong:
        raise ContractError("\n".join(wrong))


def _out_of_order(article: str) -> ContractError:
    return ContractError(
        f"sentences.article_id: {article}: its sentences do not stand together and in order; keep "
        "the rows as the release has them, as by `maintain_order` of polars"
    )


def _check_ids(batch: pa.RecordBatch) -> None:
    ordinals = pc.utf8_lpad(batch.column("ordinal").cast(pa.string()), 4, "0")
    made = pc.binary_join_element_wise(batch.column("article_id"), ordinals, ".")
    wrong = pc.filter(batch.column("sentence_id"), pc.not_equal(made, batch.column("sentence_id")))
    if len(wrong):
        raise ContractError(
            f"sentences.sentence_id: {wrong[0].as_py()}: is not article_id and ordinal, as the "
            "contract says; build the release again"
        )
