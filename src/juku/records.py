"""What passes between the stages: small frozen records, no behaviour beyond their own shape.

What a page has many of is a named tuple, which is made several times faster than a dataclass that
is frozen. A span is half open and counted in Unicode code points, as Python indexes ``str``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

Kind = Literal[
    "title",
    "subtitle",
    "column",
    "heading",
    "dateline",
    "paragraph",
    "continuation",
    "repeat",
    "credit",
    "furniture",
    "markup",
    "blank",
]
"""What a block of the ledger is."""

Role = Literal["title", "subtitle", "column", "heading", "body"]
"""What a sentence is in its article."""


class Span(NamedTuple):
    """Code points ``start`` to ``end`` of some text, ``end`` excluded.

    >>> Span(2, 4).of("甲乙丙丁戊")
    '丙丁'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of ``text`` that this span names."""
        return text[self.start : self.end]


class Mark(NamedTuple):
    """Characters of a page that are no text, and the rule that says so."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class View:
    """Runs of a page, each after some signs that stand only in the view.

    The signs are what layout reads and the page does not have: a line feed between paragraphs of
    HTML, a mark before a headline that came as a field of its own.
    """

    runs: tuple[Span, ...]
    """In order, none empty, no two overlapping."""
    before: tuple[str, ...]
    """As many as runs."""
    single: bool = False
    """All of it is one article, whatever it looks like."""
    marks: tuple[Mark, ...] = ()
    """What of the rest has a rule of its own, in order, none empty, no two overlapping."""

    def text(self, page: str) -> str:
        """What is read in place of ``page``.

        >>> View((Span(3, 5), Span(9, 11)), ("# ", "|")).text("<b>题目</b>正文<p>")
        '# 题目|正文'
        """
        parts = []
        for sign, (start, end) in zip(self.before, self.runs, strict=True):
            parts += [sign, page[start:end]]
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Page:
    """One file or record as received, decoded, with what its manifest line says."""

    source: str
    """The path under the corpus; ``path#record`` for a record of an archive."""
    sha256: str
    """Of the bytes of the file that holds it."""
    text: str
    encoding: str
    publisher: str
    published: dt.date
    published_evidence: str
    rights: str
    view: View | None = None
    """What of ``text`` is to be read, where that is not all of it as it stands."""


class Block(NamedTuple):
    """A run of a page's characters with one kind; the blocks of a page tile it."""

    start: int
    end: int
    kind: Kind
    rule: str
    """The rule, or the curation row, that decided."""
    article: int | None = None
    """Index of its article on the page, from 0; None outside any article."""
    paragraph: int | None = None
    """1-based place of its paragraph in the article, 0 for title matter."""
    joins: int | None = None
    """Index of the block whose sentence this one continues."""
    repeat_of: int | None = None
    """Index of the block that this one prints a second time."""


class Unit(NamedTuple):
    """A headline, label, heading or paragraph of an article, as mended.

    ``"".join(span.of(page) for span in spans)`` is its text.
    """

    role: Role
    spans: tuple[Span, ...]
    paragraph: int
    """1-based among headings and body paragraphs; 0 for title matter."""
    section: str | None = None
    """Text of the heading that it stands under."""

    def text(self, page: str) -> str:
        """The characters of ``page`` that are this unit."""
        if len(self.spans) == 1:
            return page[self.spans[0].start : self.spans[0].end]
        return "".join(page[s:e] for s, e in self.spans)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a dateline or a credit says, parsed."""

    agencies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None
    reporters: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()


class Article(NamedTuple):
    """One story of a page: its units in reading order, and what its bylines say."""

    units: tuple[Unit, ...]
    dateline: str | None = None
    """As printed."""
    credit: str | None = None
    """As printed, several joined by a line feed."""
    byline: Byline = Byline()
    """Dateline and credits, parsed and merged."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page laid out and mended: the ledger and the stories."""

    blocks: tuple[Block, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A curator overrules the ledger: the block of ``source`` that starts at ``start``."""

    source: str
    start: int
    """Code point of the page where the block starts."""
    kind: Kind
    reason: str
    row: str
    """``corrections.tsv:LINE``, which becomes the block's rule."""
    of: int | None = None
    """Code point where the block starts that this one carries on or prints again."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """A word that the segmenter is to keep whole."""

    word: str
    xpos: str
    upos: str
    reason: str


@dataclass(frozen=True, slots=True)
class Curation:
    """Rows that a person wrote, each with its reason, as the text stages read them."""

    columns: frozenset[str] = frozenset()
    """Names of newspaper columns that may open an article with no headline of its own."""
    corrections: tuple[Correction, ...] = ()
    lexicon: tuple[LexiconEntry, ...] = ()
    _of_page: dict[str, list[Correction]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the corrections by their pages once, for every record of an archive asks for its."""
        pages: dict[str, list[Correction]] = {}
        for row in self.corrections:
            pages.setdefault(row.source, []).append(row)
        object.__setattr__(self, "_of_page", pages)

    def of_page(self, source: str) -> Sequence[Correction]:
        """The corrections of one page, in their order."""
        return self._of_page.get(source, ())
