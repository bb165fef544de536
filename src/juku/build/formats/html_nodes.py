"""Where a page of HTML has text, and what the tags around it say of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

from juku.build.formats.html_tables import Tables

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = frozenset({"b", "strong"})
_SILENT = frozenset({"script", "style"})
_READINGS = frozenset({"rt", "rp"})
"""How a character is read, printed over it; often they have no end tag."""
_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr "
        "q rb rp rt ruby s samp script small span strike strong style sub sup time tt u var wbr",
    )
)
"""Tags within a line; any other begins a line, those too that a site has made up."""
_EMPTY = frozenset(
    re.findall(r"\w+", "area base br col embed hr img input link meta source track wbr")
)
"""Tags that hold nothing, and have no end tag."""
_ASIDE = frozenset({"a", "aside", "button", "footer", "form", "nav", "select", "textarea"})
_BESIDE = re.compile(
    r"sub[-_]?(?:title|tit|head(?:line)?|hd)(?![a-z])|title[-_]?sub(?![a-z])|fu(?:biao)?ti(?:tle)?(?![a-z])"
    r"|(?:pre|intro|over|shoulder)[-_]?title(?![a-z])|(?:yin|jian)(?:biao)?ti(?![a-z])|kicker",
    re.IGNORECASE,
)
"""Names that sites give to subtitles and kickers: of tags, of classes."""


@dataclass(frozen=True, slots=True)
class Node:
    """A run of text between two tags."""

    start: int
    end: int
    heading: int
    """1 to 6 inside ``h1`` to ``h6``; 0 outside."""
    bold: bool
    named: bool
    """Inside ``title``, which names the page and shows nothing on it."""
    line: int
    """Nodes with the same number stand on one line."""
    item: bool
    """On a line of its own in a list."""
    aside: bool
    """In a link, a menu or the like."""
    beside: bool
    """In what the site calls a subtitle or a kicker, whatever tag it has for it."""


def find(page: str) -> tuple[list[Node], Tables]:
    """The text nodes of a page, in order, and its tables; script and comments are no text."""
    found = _Nodes(page)
    return found.nodes, found.tables


class _Nodes(HTMLParser):
    """Where the text nodes of a page are; script, style and comments are none."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.nodes: list[Node] = []
        self.tables = Tables()
        self._page = page
        self._lines = [0]
        for match in re.finditer("\n", page):
            self._lines.append(match.end())
        self._heading = 0
        self._bold = 0
        self._named = False
        self._line = 0
        self._items = 0
        self._asides: Counter[str] = Counter()
        self._beside = ""
        """The tag of the subtitle that is open."""
        self._deep = 0
        """How many tags of that name are."""
        self._silent = 0
        self._reading = False
        self._open: int | None = None
        # Behind the last sign that closes one no tag stands, and looking for it from each that
        # opens one would take the square of the time.
        last = page.rfind(">") + 1
        self.feed(page[:last])
        self.close()
        if last < len(page):
            self._text(last)
        self._end(len(page))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _end(self, at: int) -> None:
        if self._open is not None and at > self._open:
            self.nodes.append(
                Node(
                    self._open, at, self._heading, self._bold > 0, self._named,
                    self._line, self._items > 0, self._asides.total() > 0,
                    self._deep > 0,
                )
            )  # fmt: skip
            self.tables.text(self._page[self._open : at])
        self._open = None

    def _text(self, at: int | None = None) -> None:
        if self._open is None and not self._silent and not self._reading:
            self._open = self._at() if at is None else at

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = self._at()
        self._end(at)
        written = self.get_starttag_text() or ""
        self.tables.start(tag, at, at + len(written), written[1 + len(tag) :])
        self._line += tag not in _INLINE
        self._open_beside(tag, attrs)
        self._reading = tag in _READINGS
        self._heading = _HEADINGS.get(tag, self._heading)
        self._items += tag == "li"
        self._asides[tag] = self._asides[tag] * (tag != "a") + (tag in _ASIDE)
        self._bold += tag in _BOLD
        self._named |= tag == "title"
        self._silent += tag in _SILENT

    def _open_beside(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            return
        if self._deep > 0 and tag == self._beside != "p":
            self._deep += 1
        elif self._deep == 0 or tag == self._beside:
            named = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
            self._deep = int(_BESIDE.search(f"{tag} {named}") is not None)
            self._beside = tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._end(self._at())
        self._line += tag not in _INLINE

    def handle_endtag(self, tag: str) -> None:
        at = self._at()
        self._end(at)
        self.tables.end(tag, at, self._page.find(">", at) + 1)
        self._reading = False
        if tag not in _INLINE:
            # With a block ends what in it was bold or a link, and was never said to end.
            self._line += 1
            self._bold = 0
            self._asides["a"] = 0
        if tag in _HEADINGS:
            self._heading = 0
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        self._deep = max(0, self._deep - (tag == self._beside))
        self._items = max(0, self._items - (tag == "li"))
        self._asides[tag] = max(0, self._asides[tag] - 1)
        self._named &= tag != "title"
        if tag in _SILENT:
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

    def parse_html_declaration(self, i: int) -> int:
        """Where a declaration ends; one that this parser knows no name of is a comment.

        So browsers have it; the parser gives up, somewhere behind where the declaration begins.
        """
        begin = self.getpos()
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            self.lineno, self.offset = begin
            return self.parse_bogus_comment(i)

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
