"""Headlines that were printed too early: above the last lines of the article before their own.

On a page that marks headlines a story that begins with its dateline, or with the label of
a column, has one. Where none stands over it, the one that stands a few paragraphs above it is its
own, if it says what this story says and nothing of what stands right below it. It is read as if it
stood in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from juku.text.articles import placed_labels
from juku.text.blocks import headlines, signatures
from juku.text.blocks.layout import BOLD
from juku.text.mending import topics
from juku.text.mending.topics import ECHO, ENOUGH
from juku.text.vocabulary.marks import DASHES, is_final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line

_MOST = 8
"""Lines that a headline may have below it that are of the article before."""
_FAR = 60
"""Lines that are looked at for the headline of a story, or another heading in it."""
_LEAD = 4
"""Paragraphs of a story that are compared with its headline."""


def in_place(
    flow: Sequence[Line], style: Style, labels: Callable[[Line], bool]
) -> tuple[list[Line], set[int]]:
    """The lines of a page with each early headline where its story begins, and their numbers."""
    moved = set[int]()
    if style.plain_titles:
        return list(flow), moved
    page = _Page(list(flow), style, labels)
    for place in range(len(flow)):
        if page.begins(place) and not page.is_headed(place):
            found = page.over_credit(place) or page.early(place)
            moved.update(line.number for line in page.move(found, place))
    return page.lines, moved


class _Page(NamedTuple):
    """The lines of a page, and which of them are marked as headlines or are labels."""

    lines: list[Line]
    style: Style
    labels: Callable[[Line], bool]

    def begins(self, place: int) -> bool:
        """Whether a story begins with a line, and no headline or label stands right above it."""
        line, above = self.lines[place], self.lines[place - 1] if place else None
        if above is None or above.kind == "heading" or self.labels(above):
            return False
        return self._opens(line) or placed_labels.may_be(line, self.style) or self._is_signed(place)

    def is_headed(self, place: int) -> bool:
        """Whether a headline stands right below the label that a story begins with."""
        below = self._below(place)
        return below < len(self.lines) and self.style.is_title(self.lines[below])

    def _below(self, place: int) -> int:
        """Where the text of a story stands that begins at ``place`` with its label or dateline."""
        return place if self.lines[place].dateline is not None else place + 1

    def early(self, place: int) -> range:
        """Where the headline of the story stands that begins at ``place``, if it is early."""
        below = self._below(place)
        for at in range(place - 1, max(place - _MOST - 2, 0), -1):
            line = self.lines[at]
            if self.style.is_title(line) and not self.style.bold_titles:
                end = self._end(at) if self._is_of(at, place, below) else at
                return range(at, end)
            if line.kind == "heading" and line.text[:2] not in DASHES:
                early = line.level == BOLD and self._says(at, place, below)
                return range(at, self._end(at)) if early else range(0)
            if self._opens(line):
                break
        return range(0)

    def over_credit(self, place: int) -> range:
        """Where a headline, in bold too, stands above nothing but the credit of the article before.

        No heading does: text stands below each. That article has its own headline.
        """
        at = end = place - 1
        credit = self.lines[end]
        if credit.kind != "credit" or signatures.is_authors(credit):
            return range(0)
        while at and self.lines[at - 1].kind == "heading":
            at -= 1
        if not at or self.lines[at - 1].kind != "paragraph" or self._is_headless(at):
            return range(0)
        return range(at, end)

    def move(self, found: range, place: int) -> list[Line]:
        """Put a headline and its subtitles right above ``place``; these lines."""
        moved = self.lines[found.start : found.stop]
        if moved:
            self.lines[found.start : place] = self.lines[found.stop : place] + moved
        return moved

    def _is_signed(self, place: int) -> bool:
        """Whether who wrote stands on a line above prose and below text, as under a headline."""
        above = self.lines[place - 1]
        if not (above.kind == "paragraph" and is_final(above.text)):
            return False
        if not signatures.is_authors(self.lines[place]):
            return False
        return signatures.signs(self.lines, place)

    def _opens(self, line: Line) -> bool:
        """Whether a line is the label of a column or begins with its dateline."""
        return self.labels(line) or line.is_dated()

    def _is_of(self, at: int, place: int, below: int) -> bool:
        """Whether a headline says what a story says, and less of what stands between them.

        Or nothing of what stands between, which goes on with what stands above the headline, or if
        nothing else can be the headline of the story; but not if the one above has none either.
        """
        between = _text(self.lines[self._end(at) : place])
        if not between:
            return False
        lead = _text(self.lines[below : below + _LEAD])
        here, there = topics.echoes(self.lines[at].text, (between, lead))
        above = _text(self.lines[max(at - _LEAD, 0) : at])
        if not self._opens(self.lines[place]):
            return not here and there >= ECHO / 2 and _goes_on(above, between, lead)
        if there >= ECHO / 2:
            return there > 2 * here
        if here >= ECHO / 3 or self._is_headless(at):
            return False
        return not self._has_heading(below) or (topics.shared(above, between) or 0) >= topics.SAME

    def _says(self, at: int, place: int, below: int) -> bool:
        """Whether a heading in bold says what a story says, and nothing of what is below itself.

        If a subtitle stands below it, that does; then it heads no section.
        """
        if not (self._opens(self.lines[place]) or self._is_signed(place)):
            return False
        end = self._end(at)
        between, lead = _text(self.lines[end:place]), _text(self.lines[below : below + _LEAD])
        said = [tuple(topics.echoes(line.text, (between, lead))) for line in self.lines[at:end]]
        here, there = max(said, key=lambda echo: echo[1])
        signed = any(map(signatures.is_authors, self.lines[below : below + 1]))
        sure = end > at + 1 or (signed and self.labels(self.lines[place]))
        return there >= ECHO / (2 if sure else 1) and here < ECHO / 3

    def _is_headless(self, at: int) -> bool:
        """Whether no headline stands over the story in whose midst a line stands."""
        begun = False
        for place in range(at - 1, max(at - _FAR, 0) - 1, -1):
            line = self.lines[place]
            if self.style.is_title(line):
                return False
            if line.kind == "credit" and place and self.lines[place - 1].kind == "paragraph":
                return True
            if begun and line.kind == "paragraph" and not self.labels(line):
                return True
            begun = begun or self._opens(line)
        return True

    def _has_heading(self, place: int) -> bool:
        """Whether a heading stands in a story that begins at a place, which may be its headline."""
        for line in self.lines[place + 1 : place + 1 + _FAR]:
            if line.kind == "heading" and not self.labels(line):
                return True
            if self._opens(line):
                return False
        return False

    def _end(self, at: int) -> int:
        """The place behind a headline and the subtitles right below it."""
        end = at + 1
        while end < len(self.lines) and headlines.is_subtitle(self.lines[end], self.lines[at]):
            end += 1
        return end


def _goes_on(above: str, between: str, lead: str) -> bool:
    """Whether a text goes on with that above it, and by far less with that below it."""
    back, on = topics.shared(above, between) or 0.0, topics.shared(between, lead) or 0.0
    return back >= topics.SAME and back > 2 * on


def _text(lines: Sequence[Line]) -> str:
    """What running text says, up to the next headline; a short line without a stop is none."""
    found: list[str] = []
    for line in lines:
        if line.kind == "heading" and found:
            break
        if line.kind == "paragraph" and not headlines.is_headline(line):
            found.append(line.text[:ENOUGH])
    return "".join(found)
