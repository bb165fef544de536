"""A field of a record, which may be HTML as crawls keep it: then its lines without its tags.

A field is HTML when it has a tag of HTML or a character reference; ``a < b`` is none. Where it has
a tag that ends lines, a line feed is white space; where it has none, lines end at line feeds, as
in any text. All that a field shows is text, links too: whoever made the record took it for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku.build.formats import html
from juku.records import Mark, Span
from juku.text.markup import html_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDS_LINES = re.compile(html_signs.start_tag(html_signs.ENDS_LINES), re.IGNORECASE)
_MARKED = re.compile(
    html_signs.any_tag(f"{html_signs.ENDS_LINES}|{html_signs.WITHIN}")
    + r"|&(?:#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5}|amp|lt|gt|quot|apos|nbsp|ensp|emsp|ldquo|rdquo|"
    r"lsquo|rsquo|middot|bull|hellip|mdash|ndash|times|deg|copy);",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field's text, as long as the field, and what of it is shown."""

    text: str
    runs: tuple[Span, ...]
    before: tuple[str, ...]
    """The signs before each run: those of a line's end, a heading, bold."""
    marks: tuple[Mark, ...] = ()
    """What of the rest has a rule of its own."""

    def moved(self, by: int) -> Field:
        """The same on a page where it stands so many characters farther down."""
        return Field(
            self.text,
            tuple([Span(start + by, end + by) for start, end in self.runs]),
            self.before,
            tuple([Mark(start + by, end + by, rule) for start, end, rule in self.marks]),
        )


def is_marked(text: str) -> bool:
    """Whether a field is HTML.

    >>> is_marked("<p>第一段</p>"), is_marked("甲&amp;乙"), is_marked("若a<b，则"), is_marked("R&D")
    (True, True, False, False)
    """
    return ("<" in text or "&" in text) and _MARKED.search(text) is not None


def read(text: str) -> Field:
    """The text of a field and what of it is shown: of HTML its lines, of any other all.

    >>> field = read("<p>第一段。</p><p>&ldquo;第二段。&rdquo;</p>")
    >>> [field.text[run.start:run.end] for run in field.runs]
    ['第一段。', '“', '第二段。”']
    """
    if not is_marked(text):
        whole = (Span(0, len(text)),) if text else ()
        return Field(text, whole, ("",) * len(whole))
    pieces: list[str] = []
    runs: list[Span] = []
    before: list[str] = []
    marks: list[Mark] = []
    at = 0
    for piece in _pieces(text):
        shown, view = html.fragment(piece)
        field = Field(shown, view.runs, view.before, view.marks).moved(at)
        pieces.append(shown)
        runs += field.runs
        marks += field.marks
        signs = list(view.before)
        if signs and before:
            signs[0] = "\n" + signs[0]
        before += signs
        at += len(piece)
    return Field("".join(pieces), tuple(runs), tuple(before), tuple(marks))


def _pieces(text: str) -> Iterator[str]:
    """What is read as one piece of HTML: all of it, or each line with its end."""
    if _ENDS_LINES.search(text):
        yield text
    else:
        yield from text.splitlines(keepends=True)
