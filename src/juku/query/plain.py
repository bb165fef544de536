"""A release as plain text: a paragraph a line, an empty line between articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.query.stories import Story


def lines(stories: Iterator[Story]) -> Iterator[str]:
    """The file, piece by piece; headlines and headings are lines of their own."""
    for number, story in enumerate(stories):
        if number:
            yield "\n"
        for _, _, run in story.paragraphs():
            yield " ".join("".join(sentence.text for sentence in run).splitlines()) + "\n"
