"""A part of a corpus, chosen by metadata: which sentences are in it, and its size in tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.errors import QueryError
from juku.query.indexing import arrow
from juku.query.language import grammar
from juku.query.language.messages import OTHER_WORDS
from juku.query.matching import constraints
from juku.query.matching.limits import FREE
from juku.query.matching.order import asks_of_tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.hits import Hits
    from juku.query.matching.limits import Budget
    from juku.query.measures.metadata import Unit


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Sentences of an index; all of them where ``mask`` is None."""

    index: Index
    mask: NDArray[np.bool_] | None = None
    """One a sentence: whether it is in."""

    @property
    def tokens(self) -> int:
        """Tokens in the selection, punctuation included."""
        if self.mask is None:
            return self.index.n_tokens
        return int(np.diff(self.index.bounds("sentence"))[self.mask].sum())

    def __and__(self, other: Selection) -> Selection:
        """What is in both."""
        if self.mask is None or other.mask is None:
            return other if self.mask is None else self
        return Selection(self.index, self.mask & other.mask)

    def __sub__(self, other: Selection) -> Selection:
        """What is in this and not in the other."""
        everything = np.ones(self.index.n_sentences, bool)
        mine = everything if self.mask is None else self.mask
        return Selection(self.index, mine & ~(everything if other.mask is None else other.mask))

    def keep(self, hits: Hits) -> Hits:
        """The hits that start in the selection."""
        return hits if self.mask is None else hits.take(self.holds(hits.start))

    def holds(self, positions: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which positions lie in the selection."""
        if self.mask is None:
            return np.ones(len(positions), bool)
        return self.mask[self.index.unit_of("sentence", positions)]

    def sizes(self, unit: Unit) -> NDArray[np.int64]:
        """Tokens of each sentence or article that are in the selection."""
        if self.mask is None or unit == "sentence":
            sizes = np.diff(self.index.bounds(unit))
            return sizes if self.mask is None else np.where(self.mask, sizes, 0)
        of = article_of_sentence(self.index)
        sizes = np.bincount(of, weights=self.sizes("sentence"), minlength=self.index.n_articles)
        return sizes.astype(np.int64)

    def frequencies(self, attribute: str, budget: Budget = FREE) -> NDArray[np.int64]:
        """How many tokens of the selection have each value of ``attribute``, by id.

        Raises:
            LimitError: the budget is spent.
        """
        every = self.index.frequencies(attribute)
        if self.mask is None:
            return every
        if 2 * self.tokens > self.index.n_tokens:  # what is left out is less to count
            return every - Selection(self.index, ~self.mask).frequencies(attribute, budget)
        budget.check(_COUNTED * self.tokens)
        stream = self.index.stream(attribute)
        pieces = [stream[start:end] for start, end in self._runs()]
        ids = np.concatenate(pieces) if pieces else stream[:0]
        return np.bincount(ids, minlength=len(every)).astype(np.int64)

    def positions(self) -> NDArray[np.int64]:
        """The positions in the selection, ascending."""
        if self.mask is None:
            return np.arange(self.index.n_tokens)
        return np.flatnonzero(np.repeat(self.mask, np.diff(self.index.bounds("sentence"))))

    def _runs(self) -> list[tuple[int, int]]:
        """Spans of positions that are in the selection, neighbours joined."""
        bounds = self.index.bounds("sentence")
        mask = np.zeros(self.index.n_sentences, bool) if self.mask is None else self.mask
        edges = np.flatnonzero(np.diff(mask, prepend=False, append=False))
        return list(zip(bounds[edges[::2]].tolist(), bounds[edges[1::2]].tolist(), strict=True))


_COUNTED = 12
"""Bytes of work a token to count it: its value, as it is kept and as it is counted."""


def where(index: Index, condition: str | None) -> Selection:
    """The sentences for which ``condition`` holds.

    It is written as after ``::`` in a pattern; ``match.`` before a column may be left out:
    ``published >= "2024-01-01" & (publisher = "demo" | dateline_place = "北京")``,
    ``role = "title"``.

    Raises:
        QueryError: it cannot be read, or speaks of tokens rather than of columns.
    """
    if condition is None or not condition.strip():
        return Selection(index)
    query = grammar.parse(f"[] :: {_named(condition)}")
    constraint = constraints.meet(index, query, [])
    if constraint.opening is None or constraint.whole is not None:
        raise QueryError(f"where: {condition}: speaks of a match; compare columns instead")
    if asks_of_tokens(query.constraint):
        raise QueryError(
            f"where: {condition}: asks what a token is; compare columns, or ask in the pattern for "
            'sentences with a word, as within (<s/> containing "改革")'
        )
    named = {found[2] for found in _WORDS.finditer(condition) if found[2]}
    of_sentences = {name.removeprefix("match.") for name in named} & set(index.of_sentences)
    unit = "sentence" if of_sentences else "article"
    starts = index.bounds(unit)
    held = np.flatnonzero(np.diff(starts))
    mask = np.zeros(len(starts) - 1, bool)
    mask[held] = constraint.opening({constraints.MATCH: starts[held]})
    return Selection(index, mask if unit == "sentence" else mask[article_of_sentence(index)])


_WORDS = re.compile(
    r"""("(?:[^"\\]|\\.)*"(?:%[A-Za-z]+)?|'(?:[^'\\]|\\.)*'(?:%[A-Za-z]+)?)|([\w.]+)"""
)
"""Strings with their flags, and names that may hold a point."""


def _named(condition: str) -> str:
    """``condition`` with ``match.`` before each bare name; words of SQL stay, to be refused.

    >>> _named('publisher = "the demo" & match.year > 3')
    'match.publisher = "the demo" & match.year > 3'
    """

    def name(found: re.Match[str]) -> str:
        word = found[0]
        known = word.casefold() in OTHER_WORDS
        bare = found[2] and "." not in word and not word[0].isdigit() and not known
        return f"match.{word}" if bare else word

    return _WORDS.sub(name, condition)


def article_of_sentence(index: Index) -> NDArray[np.int64]:
    """The place of each sentence's article."""
    places: NDArray[np.int64] = arrow.numbers(index.sentences["article"])
    return places


def also_in(one: Selection, other: Selection) -> Selection:
    """The sentences of a selection that another release has in a selection of its own, by id.

    An article's id holds the hash of its text, so that the same id is the same text.
    """
    names = other.index.articles["article_id"].combine_chunks()
    shared = arrow.truth(pc.is_in(one.index.articles["article_id"], names))
    mine = _chosen(one, shared)
    if len(mine):
        shared = arrow.truth(pc.is_in(names, one.index.articles["article_id"].combine_chunks()))
        theirs = other.index.sentence_ids(_chosen(other, shared))
        mine = mine[arrow.truth(pc.is_in(one.index.sentence_ids(mine), theirs))]
    mask = np.zeros(one.index.n_sentences, bool)
    mask[mine] = True
    return Selection(one.index, mask)


def _chosen(part: Selection, articles: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The places of a selection's sentences that are of some articles."""
    held = articles[article_of_sentence(part.index)]
    return np.flatnonzero(held if part.mask is None else held & part.mask)


def originals(index: Index) -> Selection:
    """Each story once: the articles that are not reprints of an earlier one (``reprint_of``).

    Where the earlier one is not in the index, for it was taken down, the earliest of its reprints
    stands for the story. Everything where the release does not say what is a reprint.
    """
    if "reprint_of" not in index.articles.column_names:
        return Selection(index)
    names, earlier = index.articles["article_id"], index.articles["reprint_of"]
    first = arrow.truth(pc.is_null(earlier))
    orphans = np.flatnonzero(~first & ~arrow.truth(pc.is_in(earlier, names.combine_chunks())))
    if len(orphans):
        first[orphans[_first_of_each(index, orphans)]] = True
    return Selection(index, first[article_of_sentence(index)])


def _first_of_each(index: Index, orphans: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of articles whose original is not there, the first of each original: by day, then place."""
    rows = index.articles.select(["reprint_of", "published"]).take(arrow.column(orphans))
    story = arrow.numbers(rows["reprint_of"].combine_chunks().dictionary_encode().indices)
    order = np.lexsort((arrow.numbers(rows["published"].cast(pa.int32())), story))
    return order[np.flatnonzero(np.diff(story[order], prepend=-1))]
