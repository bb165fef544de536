"""What a page of HTML shows: its characters and lines, and where each stands on the page."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from juku.build.formats import html_gaps, html_nodes
from juku.records import Span
from juku.text.markup.html_signs import FILL, REFERENCE
from juku.text.vocabulary import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile(r"(?:(?<![ \t])[ \t]+)?[\r\n\f][ \t\r\n\f]*")
"""A line break with the blanks around it, which are looked at from the first of them alone."""
_SIGNS = re.compile(f"{REFERENCE}|{_BREAK.pattern}")


class Shown:
    """The characters that a page shows, without white space, and where each stands."""

    def __init__(self, page: str) -> None:
        self.nodes, self.tables = html_nodes.find(page)
        self.data = self.tables.of_data()
        """Tables of data, which are no text."""
        characters = list(page)
        self.covered: list[Span] = []
        """Runs of text nodes that a span may cover, in order."""
        for node in self.nodes:
            self.covered.extend(_write(characters, page, node))
        self.text = "".join(characters)
        self.places: list[int] = []
        for start, end in self.covered:
            self.places += [at for at in range(start, end) if counts(self.text[at])]
        self.joined = "".join(self.text[at] for at in self.places)
        self._starts = [run.start for run in self.covered]
        self._nodes = [node.start for node in self.nodes]

    def node(self, at: int) -> html_nodes.Node:
        """The text node that code point ``at`` stands in."""
        return self.nodes[bisect_right(self._nodes, at) - 1]

    def title(self) -> str:
        """What names the page in its head."""
        named = [node for node in self.nodes if node.named]
        first = (node for node in named if node.line == named[0].line)
        return "".join(self.text[node.start : node.end] for node in first).strip()

    def level(self, first: int, last: int) -> int:
        """That of the heading that code points ``first`` to ``last`` are; 0 if they are none."""
        node = self.node(first)
        if node.heading:
            return max(2, node.heading)
        return 2 if node.beside and html_gaps.is_subtitle(self._shows(first, last)) else 0

    def _shows(self, first: int, last: int) -> str:
        return "".join(self.text[start:end] for start, end in self.runs(first, last))

    def is_bold(self, first: int, last: int) -> bool:
        """Whether all from code point ``first`` to ``last`` is bold, and no sentence's end."""
        return not marks.is_final(self._shows(first, last)) and all(
            self.node(run.start).bold for run in self.runs(first, last) if self._any(run)
        )

    def lines(self) -> list[html_gaps.Line]:
        """What the page shows line by line, without what only names it."""
        found = []
        for _, group in groupby((n for n in self.nodes if not n.named), lambda node: node.line):
            nodes = [node for node in group if self._any(Span(node.start, node.end))]
            if not nodes:
                continue
            low = bisect_left(self.places, nodes[0].start)
            high = bisect_left(self.places, nodes[-1].end)
            found.append(
                html_gaps.Line(
                    self.places[low],
                    self.places[high - 1],
                    self.joined[low:high],
                    beside=nodes[0].beside,
                    heading=nodes[0].heading > 0,
                    bold=all(node.bold for node in nodes),
                    item=nodes[0].item,
                    aside=self.in_data(nodes[0].start) or all(node.aside for node in nodes),
                )
            )
        return found

    def in_data(self, at: int) -> bool:
        """Whether code point ``at`` is in a table of data."""
        place = bisect_right(self.data, at, key=lambda table: table.start) - 1
        return place >= 0 and at < self.data[place].end

    def fills(self, first: int, last: int) -> bool:
        """Whether nothing else stands in the nodes where code points ``first`` to ``last`` are."""
        before = Span(self.node(first).start, first)
        return not self._any(before) and not self._any(Span(last + 1, self.node(last).end))

    def _any(self, span: Span) -> bool:
        return any(counts(character) for character in self.text[span.start : span.end])

    def runs(self, first: int, last: int) -> list[Span]:
        """The covered runs from code point ``first`` to ``last``, both within."""
        found = []
        at = bisect_right(self._starts, first) - 1
        while at < len(self.covered) and self.covered[at].start <= last:
            start, end = self.covered[at]
            low = self._begin(start, first) if first > start else start
            high = self._end(last + 1, end) if last + 1 < end else end
            found.append(Span(low, high))
            at += 1
        return found

    def _begin(self, start: int, first: int) -> int:
        """``first``, or where the characters begin that are unknown and stand right before it."""
        at = first
        while at > start and _is_unknown(self.text[at - 1]):
            at -= 1
        return at if at == start or not counts(self.text[at - 1]) else first

    def _end(self, stop: int, end: int) -> int:
        """``stop``, or where such end as stand right behind it."""
        while stop < end and _is_unknown(self.text[stop]):
            stop += 1
        return stop


def counts(character: str) -> bool:
    """Whether a character is looked at where lines are compared."""
    return character.isprintable() and not character.isspace()


def _is_unknown(character: str) -> bool:
    """Whether it is of private use, or of a later Unicode than this Python's.

    Extractors leave such out at the ends of a line, but pages print them, in names most of all.
    """
    return unicodedata.category(character) in {"Co", "Cn"} and character != FILL


def _write(characters: list[str], page: str, node: html_nodes.Node) -> Iterator[Span]:
    """Resolve references and source line breaks of a text node; yield what spans may cover."""
    at = node.start
    for match in _SIGNS.finditer(page, node.start, node.end):
        start, end = match.span()
        made = html.unescape(match[0]) if match[0][0] == "&" else _blank(page, start, end)
        if made == match[0]:
            continue
        kept = len(made)
        characters[start : start + kept] = made
        if match[0][0] == "&":
            characters[start + kept : end] = FILL * (end - start - kept)
        if start + kept > at:
            yield Span(at, start + kept)
        at = end
    if node.end > at:
        yield Span(at, node.end)


def _blank(page: str, start: int, end: int) -> str:
    """What a line break inside text stands for."""
    around = page[max(0, start - 1) : start] + page[end : end + 1]
    return " " if len(around) == 2 and around.isascii() and around.isalnum() else ""
