"""What a page of Markdown says of itself before it begins: its title is read, the rest is not."""

from __future__ import annotations

import re
from typing import NamedTuple

from juku.records import Span
from juku.text.markup.markdown_cuts import Cut

_LINE = r"[ \t]*+(?:#[^\n]*|[\w\"'-]+[ \t]*(?:[:=][^\n]*)?|-[ \t][^\n]*|\])?|[ \t]++[^\n]*"
"""Blank, a comment, a name with its value or without, an item, or what an item goes on with."""
_HEAD = re.compile(
    r"\ufeff?(?P<sign>---|\+\+\+)[ \t]*\r?\n"
    rf"(?>(?:(?!(?:(?P=sign)|\.\.\.)[ \t]*\r?$)(?>(?:{_LINE})(?=\r?\n))\r?\n)*)"
    r"(?:(?P=sign)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.MULTILINE,
)
_TITLE = re.compile(
    r"^title[ \t]*[:=][ \t]*(?P<mark>[\"']?)(?P<title>[^\r\n]*?)(?P=mark)[ \t\r]*$", re.MULTILINE
)
_NO_TITLE = re.compile(r"[>|&*!{\[]|$")
"""What begins a value that is written over several lines, or is no text."""


class Head(NamedTuple):
    """The lines before a page, up to the code point ``end``."""

    end: int
    title: Span | None


def find(page: str) -> Head | None:
    r"""The head of a page that has one.

    >>> find("---\ntitle: 题目\n---\n正文。\n")
    Head(end=18, title=Span(start=11, end=13))
    >>> find("---\n正文。\n---\n")
    """
    match = _HEAD.match(page)
    if match is None or not re.search("[:=]", match[0]):
        return None
    title = _TITLE.search(page, 0, match.end())
    if title is None or _NO_TITLE.match(title["title"]):
        return Head(match.end(), None)
    return Head(match.end(), Span(*title.span("title")))


def cuts(head: Head, *, shows_title: bool) -> list[Cut]:
    """The head is cut out, but for the title where the page shows none."""
    if head.title is None or not shows_title:
        return [Cut(0, head.end, "front-matter")]
    start, end = head.title
    return [Cut(0, start, "front-matter", "# "), Cut(end, head.end, "front-matter", "\n")]
