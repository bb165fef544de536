"""A page read through a view: only some of its characters are text, the others are markup.

A view is runs of the page in order, with signs between them that the page does not have but that
layout reads: a line feed between two paragraphs of HTML, ``# `` before a headline that came as a
field of its own. The view is read like any page; every span of the reading is then carried back
onto the page, where it is a slice again, and what no run covers is in the ledger as markup.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from juku.records import Article, Block, Byline, PageReading, Span, Unit
from juku.text.pages import read_page
from juku.text.rules import BY_KIND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.records import Curation, Mark, View

HEADLINE = "# "
"""What a view puts before a run that is a headline."""

RULE = "outside-view"
"""Rule of blocks that no run covers."""

_new = tuple.__new__
"""Of a page's many spans, units and blocks each is made so: as ``Span(...)``, in half the time."""


def read(page: str, view: View, curation: Curation, source: str = "") -> PageReading:
    """The ledger of ``page`` and its stories, as ``view`` shows them."""
    shown = view.text(page)
    back = _Back(view)
    reading = read_page(shown, _carried(curation, source, back), source, single=view.single)
    if view.single:
        reading = as_one(reading, shown)
    return PageReading(
        tuple(_blocks(_Outside(page, view.marks), reading.blocks, back)),
        tuple(_article(article, back) for article in reading.articles),
    )


class _Back:
    """From spans of the view to slices of the page; most lie in one run, that of the one before."""

    def __init__(self, view: View) -> None:
        self.runs = view.runs
        self.starts: list[int] = []
        self.ends: list[int] = []
        at = 0
        for sign, (start, end) in zip(view.before, view.runs, strict=True):
            at += len(sign)
            self.starts.append(at)
            at += end - start
            self.ends.append(at)
        self.low = self.high = self.shift = 0
        """Of the run at hand: where the view shows it, and how far from there it is on the page."""

    def spans(self, start: int, end: int) -> list[Span]:
        """The slices of the page that the view shows from ``start`` to ``end``."""
        if self.low <= start < end <= self.high:
            return [Span(start + self.shift, end + self.shift)]
        found = []
        at = bisect_right(self.ends, start)
        while at < len(self.runs) and self.starts[at] < end:
            self.low, self.high = self.starts[at], self.ends[at]
            self.shift = self.runs[at].start - self.low
            first, last = max(start, self.low), min(end, self.high)
            if first < last:
                found.append(Span(first + self.shift, last + self.shift))
            at += 1
        return found

    def shown(self, at: int) -> int:
        """Where the view shows code point ``at`` of the page; -1 where it does not."""
        place = bisect_right(self.runs, at, key=lambda run: run.start) - 1
        if place < 0 or at >= self.runs[place].end:
            return -1
        return self.starts[place] + at - self.runs[place].start


class _Outside:
    """What no run of a view covers, as blocks; it is asked for from the first to the last."""

    def __init__(self, page: str, marks: Sequence[Mark]) -> None:
        self.page = page
        self._marks = marks
        self._next = 0

    def blocks(self, start: int, end: int) -> list[Block]:
        """The blocks from ``start`` to ``end``: one a mark, and one what is between two of them."""
        made: list[Block] = []
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            mark = self._marks[self._next]
            self._next += 1
            if mark.start > start:
                made.append(self._unnamed(start, mark.start))
            made.append(Block(mark.start, mark.end, "markup", mark.rule))
            start = mark.end
        if start < end:
            made.append(self._unnamed(start, end))
        return made

    def _unnamed(self, start: int, end: int) -> Block:
        if self.page[start:end].isspace():
            return Block(start, end, "blank", "white-space")
        return Block(start, end, "markup", RULE)


def _carried(curation: Curation, source: str, back: _Back) -> Curation:
    """The curation with the rows of this page where the view shows what they name."""
    rows = tuple(
        replace(
            row,
            start=back.shown(row.start),
            of=None if row.of is None else back.shown(row.of),
        )
        for row in curation.of_page(source)
    )
    return replace(curation, corrections=rows) if rows else curation


def _article(article: Article, back: _Back) -> Article:
    units: list[Unit] = []
    carried: tuple[Span, ...]
    for role, spans, paragraph, section in article.units:
        start, end = spans[0]
        if len(spans) == 1 and back.low <= start < end <= back.high:
            carried = (_new(Span, (start + back.shift, end + back.shift)),)
        else:
            carried = tuple([piece for span in spans for piece in back.spans(*span)])
        units.append(_new(Unit, (role, carried, paragraph, section)))
    return _new(Article, (tuple(units), *article[1:]))


def _blocks(outside: _Outside, blocks: Sequence[Block], back: _Back) -> list[Block]:
    made: list[Block] = []
    bounds: list[tuple[int, int]] = []
    """Of every block of the view: the first and the last of its blocks on the page."""
    linked = [one for one in blocks if one.joins is not None or one.repeat_of is not None]
    at = low = high = shift = 0
    for shown, to, kind, rule, article, paragraph, _, _ in blocks:
        if low <= shown < to <= high and shown + shift == at:
            # Most lie in the run of the one before, right behind it.
            if linked:
                bounds.append((len(made), len(made)))
            at = to + shift
            made.append(
                _new(Block, (shown + shift, at, kind, rule, article, paragraph, None, None))
            )
            continue
        spans = back.spans(shown, to)
        if spans and spans[0].start > at:
            made += outside.blocks(at, spans[0].start)
            at = spans[0].start
        first = len(made)
        for start, end in spans:
            if start > at:
                made += outside.blocks(at, start)
            made.append(Block(start, end, kind, rule, article, paragraph))
            at = end
        bounds.append((first, len(made) - 1))
        low, high, shift = back.low, back.high, back.shift
    if at < len(outside.page):
        made += outside.blocks(at, len(outside.page))
    return _linked(made, blocks, bounds) if linked else made


def _linked(
    made: list[Block], blocks: Sequence[Block], bounds: Sequence[tuple[int, int]]
) -> list[Block]:
    """``made`` with what each block of the view carries on, and what it prints again."""
    for (first, _), block in zip(bounds, blocks, strict=True):
        if block.joins is not None or block.repeat_of is not None:
            made[first] = made[first]._replace(
                joins=None if block.joins is None else bounds[block.joins][1],
                repeat_of=None if block.repeat_of is None else bounds[block.repeat_of][0],
            )
    return made


def as_one(reading: PageReading, text: str) -> PageReading:
    """A reading of ``text`` whose stories are one article: later headlines are its headings."""
    if len(reading.articles) < 2:
        return reading
    units: list[Unit] = list(reading.articles[0].units)
    numbers: dict[int, int] = {}
    shifts = [0]
    last = max((unit.paragraph for unit in units), default=0)
    for article in reading.articles[1:]:
        base = last
        section: str | None = None
        for unit in article.units:
            if unit.paragraph == 0:
                base += 1
                section = unit.text(text)
                units.append(unit._replace(role="heading", paragraph=base, section=None))
            else:
                under = section if unit.section is None and unit.role == "body" else unit.section
                units.append(unit._replace(paragraph=base + unit.paragraph, section=under))
            last = max(last, units[-1].paragraph)
            numbers.update({span.start: units[-1].paragraph for span in unit.spans})
        shifts.append(base)
    blocks = [_renumbered(block, numbers, shifts) for block in reading.blocks]
    return PageReading(tuple(blocks), (_merged(reading.articles, tuple(units)),))


def _renumbered(block: Block, numbers: dict[int, int], shifts: Sequence[int]) -> Block:
    if not block.article:
        return block
    later = block.kind in {"title", "subtitle", "column"}
    shifted = block.paragraph + shifts[block.article] if block.paragraph else block.paragraph
    rule = block.rule
    if later and rule in BY_KIND[block.kind]:
        rule = "heading-plain" if rule.endswith("-plain") else "heading-marked"
    return block._replace(
        article=0,
        kind="heading" if later else block.kind,
        rule=rule,
        paragraph=numbers.get(block.start, shifted),
    )


def _merged(articles: Sequence[Article], units: tuple[Unit, ...]) -> Article:
    lines = [article.credit for article in articles if article.credit]
    datelines = [article.dateline for article in articles if article.dateline]
    return Article(
        units, datelines[0] if datelines else None, "\n".join(lines) or None, _byline(articles)
    )


def _byline(articles: Sequence[Article]) -> Byline:
    """Names of all bylines, each once; the day of the first that has one."""

    def names(field: str) -> tuple[str, ...]:
        each = (name for article in articles for name in getattr(article.byline, field))
        return tuple(dict.fromkeys(each))

    dated = next((a.byline for a in articles if a.byline.month is not None), Byline())
    return Byline(
        names("agencies"),
        names("places"),
        dated.year,
        dated.month,
        dated.day,
        names("reporters"),
        names("photographers"),
    )
