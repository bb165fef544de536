"""A page of Markdown: its marks are cut out of the view that layout reads, each by its rule.

``#``, ``**`` and lines of dashes are left to layout, which reads them on any page. A line is what
it is on any page too: a paragraph that is wrapped is put together by layout, which knows more of
newspapers than that a line feed is a blank. Four blanks before a line set it in and make no code
of it, for so are paragraphs set in.

Where the view needs to know what a mark said it has a sign in its place: a dash before an item, so
that short items are no halves of a sentence, and ``#`` before a headline that is underlined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from juku.text.blocks.furniture import furniture
from juku.text.bylines.byline import dateline_end, is_credit
from juku.text.markup import markdown_head, markdown_html, markdown_inline, markdown_tables
from juku.text.markup.markdown_cuts import BREAK, Cut, resolved, settled, view
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from juku.records import View

_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]{0,3})+")
_FENCE = re.compile(r"[ \t]*(?P<sign>`{3,}|~{3,})[ \t]*(?P<name>[^`\s]*)[^`]*$")
_CLOSES = re.compile(r"[ \t]*(?P<sign>`{3,}|~{3,})[ \t]*$")
_NO_PROGRAM = frozenset(("", "text", "txt", "plain", "markdown", "md"))
"""What stands behind a fence around text that is to be printed as it stands."""
_ITEM = re.compile(
    r"[ \t]*(?:[-*+]|(?P<number>\d{1,3})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)(?!.*[-*][ \t]*$)"
)
"""The mark before an item; what has one behind it as well (``- END -``) is a line of its own."""
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:={2,}|-{2,})[ \t]*$")
_HEADED = re.compile(r"[ \t]*#(?!#)")
_LABEL = re.compile(r"[ \t]{0,3}\[(?P<label>[^\[\]^][^\[\]]*)\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?$")
_NOTE = re.compile(r"[ \t]{0,3}\[\^[^\[\]\s]+\]:[ \t]*")
_LONGEST = 60
"""Characters of an underlined headline."""


def read(page: str) -> tuple[str, View | None]:
    """The text that spans point into, as long as ``page``, and the view of it.

    The view is None where the page has no mark but those that any page may have.

    >>> text, view = read("> 见[公报](https://a.example/1)。")
    >>> view.text(text)
    '见公报。'
    """
    cuts = list(settled(_Page(page).cuts()))
    return (resolved(page, cuts), view(len(page), cuts)) if cuts else (page, None)


class _Line(NamedTuple):
    start: int
    text: str
    """Without its end; what HTML is on it is masked."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        return not any(map(str.isprintable, self.text.replace(" ", "")))

    def less(self, size: int) -> _Line:
        """What stands behind so many characters."""
        return _Line(self.start + size, self.text[size:])


class _Page:
    """The lines of a page, gone through once."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._head = markdown_head.find(page)
        masked, self._found = markdown_html.cuts(page)
        begin = self._head.end if self._head else 0
        self._lines = [line for line in _lines(masked) if line.start >= begin]
        labels = (_LABEL.match(line.text) for line in self._lines)
        self._labels = {match["label"].casefold() for match in labels if match}
        self._closing = [at for at, line in enumerate(self._lines) if _CLOSES.match(line.text)]
        self._closed: set[int] = set()
        """Fences that close what an earlier line opened."""
        self._endless: set[str] = set()
        """Signs that no fence farther down closes."""

    def cuts(self) -> list[Cut]:
        """All cuts, in no order."""
        at = 0
        while at < len(self._lines):
            at = self._block(at)
        if self._head is not None:
            self._found += markdown_head.cuts(self._head, shows_title=not self._has_headline())
        return self._found

    def _has_headline(self) -> bool:
        """Whether the page itself has the headline that it names, or any marked as the highest."""
        title = self._head.title.of(self._page) if self._head and self._head.title else ""
        return any(
            _HEADED.match(line.text) or line.text.strip("#*= ") == title for line in self._lines
        ) or any("# " in cut.sign and "##" not in cut.sign for cut in self._found)

    def _block(self, at: int) -> int:
        """Cut what is a mark on the line ``at``, and on those it is read with; the next line."""
        line = self._lines[at]
        if (quoted := _QUOTE.match(line.text)) is not None:
            self._cut(line, quoted.end(), "quote-mark")
            line = line.less(quoted.end())
        if (fence := _FENCE.match(line.text)) is not None:
            return self._fence(at, line, fence)
        if _LABEL.match(line.text):
            self._cut(line, len(line.text), "link-mark")
            return at + 1
        if (rows := self._table(at)) and not quoted:
            self._found += markdown_tables.cuts(rows, self._labels)
            return at + len(rows)
        if self._is_underlined(at, line):
            return self._underlined(at, line)
        self._running(at, line)
        return at + 1

    def _cut(self, line: _Line, size: int, rule: str, sign: str = "") -> None:
        self._found.append(Cut(line.start, line.start + size, rule, sign))

    def _running(self, at: int, line: _Line) -> None:
        """A line of text, perhaps of a list or of a footnote."""
        note, item = _NOTE.match(line.text), _ITEM.match(line.text)
        if note is not None:
            self._cut(line, note.end(), "footnote-mark")
            self._inline(line.less(note.end()))
        elif item is not None and self._begins_item(at, item):
            rest = line.less(item.end())
            shows = self._inline(rest) and not _is_byline(rest.text)
            self._cut(line, item.end(), "list-mark", "- " if shows else "")
        else:
            self._inline(line)

    def _inline(self, line: _Line) -> bool:
        """Cut the marks within a line; whether anything of it is left up to its first end."""
        cuts = list(markdown_inline.cuts(line.text, line.start, self._labels))
        self._found += cuts
        shown = list(line.text.partition(BREAK)[0])
        for cut in cuts:
            start, end = cut.start - line.start, min(cut.end - line.start, len(shown))
            shown[start:end] = " " * (end - start)
        return any(character.isprintable() and not character.isspace() for character in shown)

    def _begins_item(self, at: int, item: re.Match[str]) -> bool:
        """A number other than 1 right below running text is of the text."""
        if item["number"] in (None, "1") or not at:
            return True
        before = self._lines[at - 1]
        return before.is_blank or _ITEM.match(before.text) is not None

    def _fence(self, at: int, line: _Line, fence: re.Match[str]) -> int:
        """A fence; what stands between two is text, unless the first says of what program it is."""
        closing = None if at in self._closed else self._closer(at, fence["sign"])
        if closing is None and at not in self._closed:
            self._running(at, line)
            return at + 1
        self._cut(line, len(line.text), "code-mark")
        if closing is None:
            return at + 1
        self._closed.add(closing)
        if fence["name"].casefold() in _NO_PROGRAM or closing == at + 1:
            return at + 1
        inner = self._lines[at + 1]
        self._cut(inner, self._lines[closing - 1].end - inner.start, "code-block")
        return closing

    def _closer(self, at: int, sign: str) -> int | None:
        """The line that closes the fence ``sign`` of the line ``at``.

        Where none does, none does so farther down.
        """
        if sign.startswith(tuple(self._endless)):
            return None
        for number in range(bisect_right(self._closing, at), len(self._closing)):
            place = self._closing[number]
            if self._lines[place].text.strip().startswith(sign):
                return place
        self._endless.add(sign)
        return None

    def _table(self, at: int) -> list[tuple[int, str]]:
        """The rows of the table that begins on the line ``at``; none where none does."""
        if at + 1 == len(self._lines):
            return []
        if not markdown_tables.begins(self._lines[at].text, self._lines[at + 1].text):
            return []
        end = at + 2
        while end < len(self._lines) and "|" in self._lines[end].text:
            end += 1
        return list(self._lines[at:end])

    def _is_underlined(self, at: int, line: _Line) -> bool:
        """Whether a line is a headline as the one below it says, and its words do not deny."""
        if at + 1 == len(self._lines) or not _UNDERLINE.match(self._lines[at + 1].text):
            return False
        alone = not at or self._lines[at - 1].is_blank
        text = line.text.strip()
        return (
            alone
            and 0 < len(text) <= _LONGEST
            and not text.startswith("#")
            and not is_final(text)
            and not _ITEM.match(text)
            and not _is_byline(text)
        )

    def _underlined(self, at: int, line: _Line) -> int:
        if self._inline(line):
            sign = "# " if "=" in self._lines[at + 1].text else "## "
            start = line.start + len(line.text) - len(line.text.lstrip())
            self._found.append(Cut(start, start, "underline-mark", sign))
        below = self._lines[at + 1]
        self._cut(below, len(below.text), "underline-mark")
        return at + 2


def _is_byline(text: str) -> bool:
    """Whether a line says who reported or who made the page, for which layout looks itself."""
    text = text.strip()
    return furniture(text) is not None or is_credit(text) or dateline_end(text) == len(text)


def _lines(masked: str) -> list[_Line]:
    found = []
    at = 0
    for line in masked.splitlines(keepends=True):
        found.append(_Line(at, "".join(line.splitlines())))
        at += len(line)
    return found
