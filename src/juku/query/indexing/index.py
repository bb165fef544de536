"""The index of a release: mapped arrays and the questions that they answer directly.

Positions count tokens from 0 through the whole corpus, in the order of its sentences. Numbers of
values ("ids") are places in the sorted lexicon of their attribute.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import QueryError
from juku.query.indexing import arrays, arrow
from juku.query.indexing.joined import PLACE
from juku.query.language.derived import ATTRIBUTES, DERIVED, STORED, derive

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

OF_SENTENCES = ("role", "section", "paragraph")
"""Columns of the contract that differ between the sentences of an article."""

UNITS = ("sentence", "paragraph", "article")
"""What a corpus is divided into, from the smallest."""


class Index:
    """One index folder, mapped; nothing is read before it is asked for."""

    def __init__(self, path: Path) -> None:
        document = arrays.manifest(path)
        if document is None:
            raise QueryError(f"{path}: is no index of this format; build it with `juku index`")
        arrays.check_sizes(path, document)
        self.path = path
        self._document = document
        self._dtypes: dict[str, str] = document["dtypes"]
        self._arrays: dict[str, NDArray[Any]] = {}
        self._lexicons: dict[str, pa.Array] = {}

    @property
    def identity(self) -> str:
        """SHA-256 over the names, sizes and footers of the Parquet files it was made from."""
        return str(self._document["identity"])

    @property
    def release(self) -> dict[str, str | None]:
        """``name``, ``version`` and ``identity`` of the release, where its provenance says."""
        return dict(self._document["release"])

    @property
    def n_tokens(self) -> int:
        """Tokens of the corpus, punctuation included."""
        return int(self._document["tokens"])

    @cached_property
    def ordered(self) -> bool:
        """Whether the words of a sentence stand as printed: of shuffled ones no text is kept.

        Then nothing stands between two words that do not adjoin, which no text has.
        """
        spaces = arrays.load_table(self.path, "gaps")["space"]
        return bool(pc.min(pc.binary_length(spaces)).as_py() != 0)

    @property
    def n_sentences(self) -> int:
        """Sentences, titles and headings included."""
        return len(self.bounds("sentence")) - 1

    @property
    def n_paragraphs(self) -> int:
        """Paragraphs; the title matter of an article counts as one."""
        return len(self.bounds("paragraph")) - 1

    @property
    def n_articles(self) -> int:
        """Articles."""
        return len(self.bounds("article")) - 1

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(int(entry["bytes"]) for entry in self._document["files"].values())

    def verify(self) -> None:
        """Compare every file with the SHA-256 that the index was finished with.

        Raises:
            QueryError: naming each file that differs.
        """
        arrays.check_sums(self.path, self._document)

    def array(self, name: str) -> NDArray[Any]:
        """A mapped array of the index by the name of its file."""
        if name not in self._arrays:
            self._arrays[name] = arrays.load_array(self.path, name, self._dtypes[name])
        return self._arrays[name]

    # values of tokens

    def lexicon(self, attribute: str) -> pa.Array:
        """The values of an attribute in code-point order; a value's place is its id."""
        if attribute not in self._lexicons:
            self._check(attribute)
            table = arrays.load_table(self.path, attribute)
            self._lexicons[attribute] = table.column(0).chunk(0)
        return self._lexicons[attribute]

    def find_value(self, attribute: str, value: str) -> int | None:
        """The id of a value, None if no token has it; a binary search of the lexicon."""
        values = self.lexicon(attribute)
        low, high = 0, len(values)
        while low < high:
            middle = (low + high) // 2
            if values[middle].as_py() < value:
                low = middle + 1
            else:
                high = middle
        return low if low < len(values) and values[low].as_py() == value else None

    def word_map(self, attribute: str) -> NDArray[np.int32]:
        """For a derived attribute: the id of its value for each word id."""
        return self.array(f"{attribute}_map")

    def stream(self, attribute: str) -> NDArray[Any]:
        """The id of every token's value.

        ``word`` (int32), ``xpos`` and ``upos`` (uint8, or wider where there are more than 256)
        are mapped; a derived attribute is made anew, 4 bytes a token: prefer `ids`.
        """
        self._check(attribute)
        if attribute in DERIVED:
            return self.word_map(attribute).take(self.array("word"))
        return self.array(attribute)

    def ids(self, attribute: str, positions: NDArray[Any]) -> NDArray[Any]:
        """The ids of an attribute at some positions."""
        self._check(attribute)
        if attribute in DERIVED:
            return self.word_map(attribute).take(self.array("word").take(positions))
        return self.array(attribute).take(positions)

    def values(self, attribute: str, positions: NDArray[Any]) -> pa.Array:
        """The values of an attribute at some positions, as Arrow strings."""
        return self.lexicon(attribute).take(arrow.column(self.ids(attribute, positions)))

    def frequencies(self, attribute: str) -> NDArray[np.int64]:
        """How many tokens have each value, by id."""
        if attribute == "word":
            return np.diff(self.array("word_posting_start"))
        self._check(attribute)
        if attribute in STORED:
            return self.array(f"{attribute}_count")
        counts = np.bincount(
            self.word_map(attribute),
            weights=self.frequencies("word"),
            minlength=len(self.lexicon(attribute)),
        )
        return counts.astype(np.int64)

    def count(self, attribute: str, ids: NDArray[Any]) -> int:
        """How many tokens have one of some distinct values of a stored attribute."""
        if attribute != "word":
            return int(self.array(f"{attribute}_count")[ids].sum())
        start = self.array("word_posting_start")
        return int((start.take(ids + 1) - start.take(ids)).sum())

    def postings(self, word: int) -> NDArray[np.int32]:
        """The positions of a word id, ascending: a slice of the mapped file."""
        start = self.array("word_posting_start")
        return self.array("word_postings")[start[word] : start[word + 1]]

    def _check(self, attribute: str) -> None:
        if attribute not in ATTRIBUTES:
            raise QueryError(
                f"attribute: there is no {attribute!r}; use one of {', '.join(ATTRIBUTES)}"
            )

    # where a token stands

    def bounds(self, unit: str) -> NDArray[np.int64]:
        """The first position of each sentence, paragraph or article, and at the end `n_tokens`."""
        if unit not in UNITS:
            raise QueryError(f"unit: there is no {unit!r}; use one of {', '.join(UNITS)}")
        return self.array(f"{unit}_start")

    def unit_of(self, unit: str, positions: NDArray[Any]) -> NDArray[np.int64]:
        """The place, from 0, of the sentence, paragraph or article that holds each position."""
        return np.searchsorted(self.bounds(unit), positions, side="right") - 1

    @cached_property
    def articles(self) -> pa.Table:
        """One row an article, in order: the metadata columns of the articles table."""
        return arrays.load_table(self.path, "articles")

    @cached_property
    def sentences(self) -> pa.Table:
        """One row a sentence: ``article`` (its row), ordinal, paragraph, role, section.

        Behind them stands what someone joined. `sentence_ids` gives the identifiers.
        """
        return arrays.load_table(self.path, "sentences")

    @cached_property
    def of_sentences(self) -> tuple[str, ...]:
        """The metadata that the sentences of an article may differ in.

        A name that is also a column of the articles means that one.
        """
        taken = {*PLACE, *OF_SENTENCES, *self.articles.column_names}
        joined = (name for name in self.sentences.column_names if name not in taken)
        return (*OF_SENTENCES, *joined)

    def sentence_ids(self, sentences: NDArray[Any]) -> pa.Array:
        """The ``sentence_id`` of some sentences, named by their place."""
        rows = self.sentences.select(["article", "ordinal"]).take(arrow.column(sentences))
        articles = self.articles["article_id"].take(rows["article"])
        ordinals = pc.utf8_lpad(rows["ordinal"].cast(pa.string()), 4, "0")
        return pc.binary_join_element_wise(articles, ordinals, arrow.text(".")).combine_chunks()

    @property
    def boundary_votes(self) -> NDArray[np.int8] | None:
        """How many segmentations have a boundary where each token starts; None if not recorded."""
        return self.array("boundary_votes") if "boundary_votes" in self._dtypes else None

    # text

    def text(self, start: int, end: int) -> str:
        """The text of positions ``start`` to ``end`` as printed, inner white space included."""
        words = self.lexicon("word").take(pa.array(self.array("word")[start:end])).to_pylist()
        at, after, spaces = self._gaps
        first, last = np.searchsorted(at, [start, end])
        for row in range(int(first), int(last)):
            place = int(at[row]) - start
            if after[row]:
                words[place] += spaces[row] if int(at[row]) + 1 < end else ""
            elif place:
                words[place] = spaces[row] + words[place]
        return "".join(words)

    @cached_property
    def _gaps(self) -> tuple[NDArray[np.int64], list[bool], list[str]]:
        table = arrays.load_table(self.path, "gaps").sort_by([("position", "ascending")])
        return (
            table["position"].to_numpy(),
            table["after"].to_pylist(),
            table["space"].to_pylist(),
        )

    @cached_property
    def word_lengths(self) -> NDArray[np.int64]:
        """Code points of each word id."""
        return np.diff(self.array("word_point_start"))

    @cached_property
    def folded_alphabet(self) -> tuple[NDArray[np.uint32], list[str]]:
        """The code points of the lexicon, and each of them in simplified form."""
        points = np.unique(self.array("word_points"))
        return points, derive("hans", [chr(point) for point in points.tolist()])
