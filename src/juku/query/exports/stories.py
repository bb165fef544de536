"""A release read article by article, in order, without holding it in memory: what exports take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from juku import store
from juku.errors import QueryError
from juku.query.indexing.sources import find_source, no_words
from juku.query.matching.order import WHY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

COLUMNS = (
    "sentence_id",
    "article_id",
    "paragraph",
    "role",
    "section",
    "text",
    "tokens",
    "token_start",
    "xpos",
    "upos",
    "publisher",
    "published",
    "dateline_place",
    "title",
    "source",
)

OF_ARTICLES = ("article_id", "rights")
"""What only the articles have."""

BATCH = 2_000
"""Sentences that are held at once."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and the white space that stands before it in its sentence."""

    form: str
    before: str
    xpos: str | None
    upos: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a story."""

    sentence_id: str
    paragraph: int
    role: str
    section: str | None
    text: str
    tokens: tuple[Token, ...]
    after: str
    """White space after the last token; of a sentence without tokens, its whole text."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its sentences."""

    article_id: str
    publisher: str
    published: dt.date
    place: str | None
    title: str | None
    source: str
    """The page that it was printed on, as the manifest names it."""
    rights: str | None
    """None where the articles are not beside the sentences."""
    sentences: tuple[Sentence, ...]

    def paragraphs(self) -> Iterator[tuple[int, str, tuple[Sentence, ...]]]:
        """Runs of sentences of one paragraph and role: (paragraph, role, sentences)."""
        for (paragraph, role), run in groupby(self.sentences, lambda s: (s.paragraph, s.role)):
            yield paragraph, role, tuple(run)


def read(release: Path, kept: Sequence[bool] | None = None) -> Iterator[Story]:
    """The articles of a release in the order of its rows; one that was taken down is left out.

    Args:
        release: the release directory, or a folder of Parquet.
        kept: for each sentence that keeps its words whether it is read; by default all are.

    Raises:
        QueryError: there is no release, or nothing of it that is asked for keeps its words.
        ContractError: its Parquet cannot be read.
    """
    source = find_source(release)
    store.check_columns(source.sentences, "sentences", COLUMNS)
    batches = store.batches(source.sentences, COLUMNS, BATCH)
    rows = (row for batch in batches for row in _checked(batch) if _has_words(row))
    if kept is not None:
        rows = (row for row, asked in zip(rows, kept, strict=True) if asked)
    rights = _rights(source.articles)
    story = None
    for name, run in groupby(rows, lambda row: row["article_id"]):
        there = list(run)
        if any(row["tokens"] and not row["text"] for row in there):
            raise QueryError(
                f"{release}: an export {WHY}; count its words, or read it by `juku sql`"
            )
        if any(row["text"] and None in row["tokens"] for row in there):
            raise QueryError(
                f"{release}: {name} has tokens without their words beside its text; `juku verify` "
                "says in which rows, build the release again"
            )
        # Articles are in the order of their sentences.
        of = next((right for article, right in rights if article == name), None)
        yield (story := _story(there, of))
    if story is None and kept is not None:
        raise QueryError(
            "where: no sentence is in that part; `juku describe` lists the values of each column"
        )
    if story is None:
        raise no_words(source)


def _checked(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """The rows of a batch, which have what the contract wants."""
    made = store.as_declared(batch, "sentences")
    store.check_values(made, "sentences")
    rows: list[dict[str, Any]] = made.to_pylist()
    return rows


def _has_words(row: dict[str, Any]) -> bool:
    return bool(row["text"]) or None not in row["tokens"]


def _rights(articles: Sequence[Path]) -> Iterator[tuple[str, str | None]]:
    """The id of each article, and what its page's rights are said to be."""
    store.check_columns(articles, "articles", OF_ARTICLES)
    for batch in store.batches(articles, OF_ARTICLES, BATCH):
        yield from zip(*(batch[name].to_pylist() for name in OF_ARTICLES), strict=True)


def _story(rows: list[dict[str, Any]], rights: str | None) -> Story:
    first = rows[0]
    return Story(
        article_id=first["article_id"],
        publisher=first["publisher"],
        published=first["published"],
        place=first["dateline_place"],
        title=first["title"],
        source=first["source"],
        rights=rights,
        sentences=tuple(_sentence(row) for row in rows),
    )


def _sentence(row: dict[str, Any]) -> Sentence:
    text, tokens, end = row["text"], [], 0
    columns = (row["tokens"], row["token_start"], row["xpos"], row["upos"])
    for form, start, xpos, upos in zip(*columns, strict=True):
        tokens.append(Token(form, text[end:start], xpos, upos))
        end = start + len(form)
    return Sentence(
        sentence_id=row["sentence_id"],
        paragraph=row["paragraph"],
        role=row["role"],
        section=row["section"],
        text=text,
        tokens=tuple(tokens),
        after=text[end:],
    )


def one_line(text: str) -> str:
    r"""``text`` with a blank for each tab and for each break of lines, as a cell must have it.

    >>> one_line("甲\n乙\t")
    '甲 乙 '
    """
    return _BREAKS.sub(" ", text)


_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
