"""HTML as crawled: the main text, each character of it where it stands in the decoded page.

trafilatura says which lines are the main text and what the headline is. Its lines are then looked
up among the characters that the page shows, so that a sentence is still slices of the page; what
is no main text is in the ledger as markup, every character of it.

A character reference (``&middot;``) is one character written with several. So that offsets stay
those of the decoded file, the text that spans point into has the character in the reference's
first place and U+FDD0, which stands for no character, in its other places; no span covers these.
A line break inside a text node is white space of the source, not of the text: it falls away
next to Han characters, as CSS Text 3 has it, and is a blank between ASCII words.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from juku.errors import EvidenceError
from juku.records import Span, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILL = "\ufdd0"
"""Stands in the places of a character reference after its first."""

_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_BREAK = re.compile(r"[ \t]*[\r\n\f][ \t\r\n\f]*")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:-]+)""", re.IGNORECASE)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


@dataclass(frozen=True, slots=True)
class _Node:
    """A run of text between two tags."""

    start: int
    end: int
    heading: int
    """1 to 6 inside ``h1`` to ``h6``; 0 outside."""


class _Nodes(HTMLParser):
    """Where the text nodes of a page are; script, style and comments are none."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.nodes: list[_Node] = []
        self._lines = [0]
        for match in re.finditer("\n", page):
            self._lines.append(match.end())
        self._heading = 0
        self._silent = 0
        self._open: int | None = None
        self.feed(page)
        self.close()
        self._end(len(page))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _end(self, at: int) -> None:
        if self._open is not None and at > self._open:
            self.nodes.append(_Node(self._open, at, self._heading))
        self._open = None

    def _text(self) -> None:
        if self._open is None and not self._silent:
            self._open = self._at()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._end(self._at())
        self._heading = _HEADINGS.get(tag, self._heading)
        self._silent += tag in {"script", "style"}

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs
        self._end(self._at())

    def handle_endtag(self, tag: str) -> None:
        self._end(self._at())
        if tag in _HEADINGS:
            self._heading = 0
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        del data
        self._text()

    def handle_entityref(self, name: str) -> None:
        del name
        self._text()

    def handle_charref(self, name: str) -> None:
        del name
        self._text()

    def handle_comment(self, data: str) -> None:
        del data
        self._end(self._at())

    def handle_decl(self, decl: str) -> None:
        del decl
        self._end(self._at())

    def handle_pi(self, data: str) -> None:
        del data
        self._end(self._at())

    def unknown_decl(self, data: str) -> None:
        del data
        self._end(self._at())


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
    title, lines = _extract(page, where)
    found = sorted(_places(shown, title, lines))
    if not any(not is_title for _, _, is_title in found):
        raise EvidenceError(
            f"{where}: no main text was found on the page; give the article as .txt or .md"
        )
    return shown.text, _view(shown, found)


def _extract(page: str, where: str) -> tuple[str, list[str]]:
    """The headline and the lines of the main text, as trafilatura gives them."""
    try:
        import trafilatura
    except ImportError as error:
        raise EvidenceError(f"{where}: HTML needs trafilatura; pip install trafilatura") from error
    made: Any = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=True
    )
    if made is None:
        return "", []
    return made.title or "", (made.text or "").split("\n")


class _Shown:
    """The characters that a page shows, without white space, and where each stands."""

    def __init__(self, page: str) -> None:
        self.nodes = _Nodes(page).nodes
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

    def heading(self, at: int) -> int:
        """The level of the heading that code point ``at`` stands in, 0 for none."""
        return self.nodes[bisect_right(self._nodes, at) - 1].heading

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


def _write(characters: list[str], page: str, node: _Node) -> Iterator[Span]:
    """Resolve references and source line breaks of a text node; yield what spans may cover."""
    at = node.start
    signs = re.compile(f"{_REFERENCE.pattern}|{_BREAK.pattern}")
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
    head = _headline(shown, _packed(title))
    if head is not None:
        yield shown.places[head[0]], shown.places[head[1] - 1], True
    at = 0
    for line in map(_packed, lines):
        start = shown.joined.find(line, at) if line else -1
        if start < 0:
            continue
        at = start + len(line)
        if head is None or at <= head[0] or start >= head[1]:
            yield shown.places[start], shown.places[at - 1], False


def _packed(line: str) -> str:
    return "".join(filter(_counts, line))


def _headline(shown: _Shown, title: str) -> tuple[int, int] | None:
    """Where the headline stands: in a heading if it can be, else where it stands first."""
    first: tuple[int, int] | None = None
    start = shown.joined.find(title) if title else -1
    while start >= 0:
        place = start, start + len(title)
        first = first or place
        if shown.heading(shown.places[start]):
            return place
        start = shown.joined.find(title, start + 1)
    return first


def _view(shown: _Shown, found: Sequence[tuple[int, int, bool]]) -> View:
    runs: list[Span] = []
    before: list[str] = []
    for first, last, is_title in found:
        level = 1 if is_title else shown.heading(first) and max(2, shown.heading(first))
        sign = ("\n" if runs else "") + ("#" * level + " " if level else "")
        for number, run in enumerate(shown.runs(first, last)):
            runs.append(run)
            before.append("" if number else sign)
    return View(tuple(runs), tuple(before), single=True)
