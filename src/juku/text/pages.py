"""A page read: laid out into blocks, mended, and told apart into articles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from juku.records import Article, Block, PageReading, Span, Unit
from juku.text import byline, layout, mend
from juku.text.layout import BOLD, Piece
from juku.text.mend import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.records import Curation, Role


@dataclass(slots=True)
class _Story:
    """An article while its lines are gathered."""

    number: int
    title: list[Line] = field(default_factory=list)
    untitled_by: str | None = None
    body: int = 0
    closed: bool = False
    paragraph: int = 0
    last: int | None = None
    """Number of the last line of running text."""
    lines: list[tuple[Role | Literal["credit"], Line]] = field(default_factory=list)


def read_page(text: str, curation: Curation, source: str = "") -> PageReading:
    """The ledger of ``text`` and its stories, mended.

    ``source`` names the page to the curation's corrections. Any string is read; none is refused.
    """
    pieces = layout.cut(text)
    lines = _lines(pieces)
    mend.find_repeats(lines)
    stories = _Gatherer(lines, curation).gather()
    del source
    places = {id(piece): number for number, piece in enumerate(pieces)}
    return PageReading(
        tuple(_blocks(pieces, lines, places)), tuple(_article(story) for story in stories)
    )


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    lines: list[Line] = []
    last = -1
    for piece in pieces:
        if not piece.text:
            continue
        same = lines and last == piece.line
        last = piece.line
        if piece.kind == "dateline":
            lines.append(Line(len(lines), [], "", dateline=piece))
        elif same and piece.kind == "paragraph":
            lines[-1].parts.append(piece)
            lines[-1].text += piece.text
        else:
            lines.append(Line(len(lines), [piece], piece.text))
    return lines


class _Gatherer:
    """Goes through the lines of a page once and gives each to its article."""

    def __init__(self, lines: list[Line], curation: Curation) -> None:
        self.lines = lines
        self.columns = curation.columns
        self.stories: list[_Story] = []
        levels = [line.parts[0].level for line in lines if line.kind == "heading"]
        self.title_level = min(levels, default=BOLD)

    def gather(self) -> list[_Story]:
        """The articles of the page, in the order in which they begin."""
        for number, line in enumerate(self.lines):
            if line.kind == "furniture":
                continue
            if line.apart:
                for piece in line.parts:
                    piece.kind, piece.rule = "repeat", "repeat"
                continue
            if line.kind == "heading" or line.text in self.columns:
                self._heading(number, line)
            elif line.kind == "credit":
                self._credit(line)
            else:
                self._running(number, line)
        return self.stories

    @property
    def story(self) -> _Story | None:
        """The article that is being gathered."""
        return self.stories[-1] if self.stories else None

    def _open(self) -> _Story:
        self.stories.append(_Story(len(self.stories)))
        return self.stories[-1]

    def _give(self, story: _Story, line: Line, role: Role | Literal["credit"], rule: str) -> None:
        line.article = story.number
        story.lines.append((role, line))
        if role in ("body", "heading") and line.joins is None:
            story.paragraph += 1
        for piece in line.parts:
            piece.article = story.number
            piece.kind = "paragraph" if role == "body" else role
            piece.rule = rule
            piece.paragraph = story.paragraph if role in ("body", "heading") else 0
        if line.dateline:
            line.dateline.article = story.number
            line.dateline.paragraph = story.paragraph

    def _heading(self, number: int, line: Line) -> None:
        level = line.parts[0].level
        story = self.story
        if line.text in self.columns:
            self._give(self._open(), line, "column", "column-of-curation")
        elif level == self.title_level and level < BOLD:
            if story and not story.title and not story.closed and not story.body:
                self._title(story, line, "headline")
            else:
                self._title(self._open(), line, "headline")
        elif story and story.title and not story.body and level < BOLD:
            self._give(story, line, "subtitle", "subtitle-under-headline")
        elif story is None or story.closed:
            self._title(self._open(), line, "headline-bold")
        elif not story.title and self._displaced(number):
            self._title(story, line, "headline-displaced")
        else:
            self._give(story, line, "heading", "heading-bold" if level == BOLD else "heading")

    def _title(self, story: _Story, line: Line, rule: str) -> None:
        story.title.append(line)
        self._give(story, line, "title", rule)

    def _displaced(self, number: int) -> bool:
        """A headline that stands where no heading would: beside repeats, or between halves."""
        beside = [self.lines[at] for at in (number - 1, number + 1) if 0 <= at < len(self.lines)]
        return any(line.apart for line in beside)

    def _credit(self, line: Line) -> None:
        story = self.story or self._open()
        self._give(story, line, "credit", "credit")
        story.closed = True

    def _running(self, number: int, line: Line) -> None:
        story = self.story
        if story is None or story.closed:
            story = self._open()
        if story.last is not None and not line.dateline:
            before = self.lines[story.last]
            if before.article == story.number and mend.is_half(before.text, line.text):
                line.joins = story.last
        self._give(story, line, "body", "continuation" if line.joins is not None else "paragraph")
        if line.joins is not None and line.parts:
            line.parts[0].kind = "continuation"
        story.body += 1
        story.last = number


def _blocks(pieces: Sequence[Piece], lines: Sequence[Line], places: dict[int, int]) -> list[Block]:
    for line in lines:
        if line.parts and line.joins is not None:
            line.parts[0].joins = places[id(lines[line.joins].parts[-1])]
        if line.parts and line.apart and line.repeat_of is not None:
            line.parts[0].repeat_of = places[id(lines[line.repeat_of].parts[0])]
    return [
        Block(p.start, p.end, p.kind, p.rule, p.article, p.paragraph, p.joins, p.repeat_of)
        for p in pieces
    ]


def _article(story: _Story) -> Article:
    units: list[Unit] = []
    section: str | None = None
    bodies: dict[int, int] = {}
    for role, line in story.lines:
        spans = tuple(Span(piece.start, piece.end) for piece in line.parts)
        if role == "credit" or not spans:
            continue
        if line.joins is not None:
            place = bodies[line.joins]
            units[place] = replace(units[place], spans=units[place].spans + spans)
        else:
            if role == "heading":
                section = line.text
            place = len(units)
            under = section if role == "body" else None
            units.append(Unit(role, spans, line.parts[0].paragraph or 0, under))
        bodies[line.number] = place
    units.sort(key=lambda unit: unit.paragraph)
    dateline = next((line.dateline.text for _, line in story.lines if line.dateline), None)
    credits_ = tuple(line.text for role, line in story.lines if role == "credit")
    return Article(
        tuple(units), dateline, "\n".join(credits_) or None, byline.read(dateline, credits_)
    )
