"""HTML as crawled: the main text, each character of it where it stands in the decoded page.

trafilatura says which lines are the main text and what the headline is. Its lines are then looked
up among the characters that the page shows, so that a sentence is still slices of the page; what
is no main text is in the ledger as markup, every character of it.

A character reference (``&middot;``) is one character written with several. So that offsets stay
those of the decoded file, the text that spans point into has the character in the reference's
first place and U+FDD0, which stands for no character, in its other places; no span covers these.
A line break inside a text node is white space of the source, not of the text: it falls away
next to Han characters, as CSS Text 3 has it, and is a blank between ASCII words.

A line that is bold from end to end and ends no sentence is shown between ``**``, as a page of
Markdown has it: many sites have no other sign of a heading.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from juku.build import html_gaps, html_lines, html_nodes, html_tables
from juku.errors import EvidenceError
from juku.records import Span, View
from juku.text import marks
from juku.text.html_signs import FILL, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BREAK = re.compile(r"[ \t]*[\r\n\f][ \t\r\n\f]*")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:-]+)""", re.IGNORECASE)
_BOLD_SIGN = "**"
_SITE = re.compile(r"\s*(?:[_|｜]|-+|[—–]+)\s*")
"""Stands between a headline and the site's name where a page's ``title`` has both."""


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that a page names in its head.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    match = _CHARSET.search(raw[:4096])
    return match[1].decode("ascii") if match else None


def read(page: str, where: str) -> tuple[str, View]:
    """The text that spans point into, as long as ``page``, and the view of its main text.

    Raises:
        EvidenceError: the page has no main text, or its lines are not found on the page.
    """
    shown = _Shown(page)
    title, lines = html_lines.extract(shown.tables.as_blocks(page), where)
    found = sorted(_places(shown, title, lines))
    found = html_gaps.filled(shown.lines(), found)
    if not any(not is_title for _, _, is_title in found):
        raise EvidenceError(
            f"{where}: no main text was found on the page; give the article as .txt or .md"
        )
    first, last = found[0][0], found[-1][1]
    within = [table for table in shown.data if first < table.start < last]
    return shown.text, _view(shown, found, within)


def fragment(text: str) -> tuple[str, View]:
    """The same of a piece of HTML that is all main text, but for tables of data."""
    shown = _Shown(text)
    lines = shown.lines()
    text_lines = [line for line in lines if not shown.in_data(line.first)] or lines
    places = [(line.first, line.last, False) for line in text_lines]
    return shown.text, _view(shown, places, shown.data)


class _Shown:
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
            self.places += [at for at in range(start, end) if _counts(self.text[at])]
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

    def is_bold(self, first: int, last: int) -> bool:
        """Whether all from code point ``first`` to ``last`` is bold, and no sentence's end."""
        runs = self.runs(first, last)
        shown = "".join(self.text[run.start : run.end] for run in runs)
        return not marks.is_final(shown) and all(
            self.node(run.start).bold for run in runs if self._any(run)
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
        return any(_counts(character) for character in self.text[span.start : span.end])

    def runs(self, first: int, last: int) -> list[Span]:
        """The covered runs from code point ``first`` to ``last``, both within."""
        found = []
        at = bisect_right(self._starts, first) - 1
        while at < len(self.covered) and self.covered[at].start <= last:
            start, end = self.covered[at]
            found.append(Span(max(start, first), min(end, last + 1)))
            at += 1
        return found


def _counts(character: str) -> bool:
    return character.isprintable() and not character.isspace()


def _write(characters: list[str], page: str, node: html_nodes.Node) -> Iterator[Span]:
    """Resolve references and source line breaks of a text node; yield what spans may cover."""
    at = node.start
    signs = re.compile(f"{REFERENCE}|{_BREAK.pattern}")
    for match in signs.finditer(page, node.start, node.end):
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


def _places(shown: _Shown, title: str, lines: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """First and last code point of the headline and of each line, and whether it is the headline.

    Lines are looked for one after another; one that is not found where the text goes on is left
    to the ledger's markup.
    """
    head = _headline(shown, title)
    if head is not None:
        yield shown.places[head[0]], shown.places[head[1] - 1], True
    at = next((i for i, place in enumerate(shown.places) if not shown.node(place).named), 0)
    for line in lines:
        start, length = _find(shown.joined, line, at)
        if start < 0:
            continue
        at = start + length
        if head is None or at <= head[0] or start >= head[1]:
            yield shown.places[start], shown.places[at - 1], False


def _find(joined: str, line: str, at: int) -> tuple[int, int]:
    """Where a line stands from ``at`` on, and how long it is there; -1 where it does not."""
    for shown in (_packed(line), _packed(line.removeprefix(html_lines.ITEM))):
        start = joined.find(shown, at) if shown else -1
        if start >= 0:
            return start, len(shown)
    return -1, 0


def _packed(line: str) -> str:
    return "".join(filter(_counts, line))


def _headline(shown: _Shown, title: str) -> tuple[int, int] | None:
    """Where the headline stands: in a heading if it can be, else alone, else where it is named.

    What a page's ``title`` has behind the headline or before it, such as the site's name, is left
    off where the page shows the headline without it; the site's name itself is mostly a link.
    """
    whole = list(_standing(shown, _packed(title)))
    for tested in (_in_heading, _alone):
        found = next((place for place in whole if tested(shown, place)), None)
        if found is not None:
            return found
    for named in (title, shown.title()):
        for part in _parts(named):
            for place in _standing(shown, _packed(part)):
                if _alone(shown, place):
                    return place
    return next((place for place in whole if _alone(shown, place, linked=True)), [*whole, None][0])


def _parts(title: str) -> Iterator[str]:
    """What a title may be without the site's name: its beginnings, the longest first, its ends."""
    cuts = list(_SITE.finditer(title))
    yield from (title[: cut.start()] for cut in reversed(cuts))
    yield from (title[cut.end() :] for cut in cuts)


def _standing(shown: _Shown, title: str) -> Iterator[tuple[int, int]]:
    """All places of a headline, as places in the joined characters."""
    start = shown.joined.find(title) if title else -1
    while start >= 0:
        yield start, start + len(title)
        start = shown.joined.find(title, start + 1)


def _in_heading(shown: _Shown, place: tuple[int, int]) -> bool:
    return shown.node(shown.places[place[0]]).heading > 0


def _alone(shown: _Shown, place: tuple[int, int], *, linked: bool = False) -> bool:
    """Whether it is all that its nodes show, on the page itself, and in no link if not told so."""
    first, last = shown.places[place[0]], shown.places[place[1] - 1]
    node = shown.node(first)
    return not (node.named or (node.aside and not linked)) and shown.fills(first, last)


def _view(shown: _Shown, found: Sequence[tuple[int, int, bool]], data: Sequence[Span]) -> View:
    runs: list[Span] = []
    before: list[str] = []
    closing = ""
    for first, last, is_title in found:
        heading = shown.node(first).heading
        level = 1 if is_title else heading and max(2, heading)
        opening = "#" * level + " " if level else ""
        # Behind the last line nothing is shown that could close the sign, nor heads it anything.
        if not level and last != found[-1][1] and shown.is_bold(first, last):
            opening = _BOLD_SIGN
        sign = (closing + "\n" if runs else "") + opening
        closing = _BOLD_SIGN if opening == _BOLD_SIGN else ""
        for number, run in enumerate(shown.runs(first, last)):
            runs.append(run)
            before.append("" if number else sign)
    marks = html_tables.marks(data, runs)
    return View(tuple(runs), tuple(before), single=True, marks=tuple(marks))
