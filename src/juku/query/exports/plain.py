"""A release as plain text: a paragraph a line, an empty line between articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku import store
from juku.errors import QueryError
from juku.query.indexing.sources import ALL_TAKEN, all_taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.query.exports.stories import Story
    from juku.query.indexing.sources import Source


def lines(source: Source, stories: Iterator[Story]) -> Iterator[str]:
    """The file, piece by piece; headlines and headings are lines of their own.

    The articles' own text is taken, in which nothing is lost between two sentences; where there
    is no table of articles, paragraphs are made of their sentences.

    Raises:
        QueryError: no article keeps its text.
    """
    if not source.articles:
        yield from of_sentences(stories)
        return
    written = False
    for piece in _parted(_articles(source)):
        written = True
        yield piece
    if not written:
        less = "keeps no text (--text); export the release built in full"
        raise QueryError(f"{source.path}: {ALL_TAKEN if all_taken(source) else less}")


def _articles(source: Source) -> Iterator[str]:
    for batch in store.batches(source.articles, ("text",)):
        yield from batch.column("text").to_pylist()


def of_sentences(stories: Iterator[Story]) -> Iterator[str]:
    """The same, each paragraph made of its sentences; a part of a release has no other text."""
    return _parted(_joined(story) for story in stories)


def _parted(texts: Iterator[str]) -> Iterator[str]:
    for number, text in enumerate(filter(None, texts)):  # that of a takedown is empty
        yield f"\n{text}\n" if number else f"{text}\n"


def _joined(story: Story) -> str:
    return "\n".join("".join(s.text for s in run) for _, _, run in story.paragraphs())
