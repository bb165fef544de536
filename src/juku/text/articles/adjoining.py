"""Whether a line of a page carries on the one before it in its story."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from juku.text.articles import speakers
from juku.text.blocks import headlines
from juku.text.mending import topics
from juku.text.mending.topics import ECHO, ENOUGH
from juku.text.vocabulary.marks import GOING_ON, are_parted, is_final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams

_LONG = 30
"""Characters of a paragraph that is no heading."""
_EDITED = 0.9
"""Share of the long paragraphs that end with a mark, on a page where hardly one is forgotten."""
_BEGUN = -2.0
"""What the words must give behind a dateline, on a page that is broken."""


class Adjoining:
    """Two lines of a story looked at by their words, their looks and what the page says."""

    flow: list[Line]
    seams: Seams
    style: Style
    listed: AbstractSet[int]
    """Numbers of the lines of lists and poems."""
    unheaded: AbstractSet[int]
    """Numbers of the lines of stories that mark no headings, where others do."""
    turned: AbstractSet[int]
    back: AbstractSet[int]
    """Numbers of the lines that go on elsewhere, and of those that began elsewhere."""
    shown: Mapping[Line, Line]
    """The rests of halves that a second printing shows."""
    reindented = False
    """White space before a line says nothing: halves have it too."""

    @cached_property
    def edited(self) -> bool:
        """Whether paragraphs end with a mark, so that one without is broken."""
        return self.marked >= _EDITED

    @cached_property
    def spoken(self) -> AbstractSet[int]:
        """Numbers of the lines with which somebody's turn in an interview begins."""
        return speakers.spoken(self.flow)

    @cached_property
    def marked(self) -> float:
        """Share of the long paragraphs that end with a mark."""
        texts = [line.text for line in self.flow if line.kind == "paragraph"]
        ends = [is_final(text) for text in texts if len(text) >= _LONG]
        return sum(ends) / len(ends) if ends else 1.0

    def joins(self, before: Line, line: Line, *, first: bool = False) -> bool:
        """Whether a line carries on the one before it in its story.

        ``first`` says that the one before is taken for the first of its paragraph.
        """
        if are_parted(before.text, line.text) or self.is_parted(before, line):
            return False
        half = (before.joins is not None and not first) or self.is_begun(before, line)
        half = half or self.comes_back(before, line)
        listed = before.number in self.listed and not half
        if listed or line.dateline is not None or self.is_spoken(line):
            return False
        if self.is_told_of(before, line) and not half:
            return self.seams.left_open(before.text, line.text)
        if self.style.indented:
            told = line.indented and not self.reindented
            if told and not self.seams.surely(before.text, line.text):
                return self.edited and self.seams.stops(before.text, line.text)
            set_out = before.indented and (not line.indented or told)
            half = half or (set_out and self.is_half(before, line))
        bare = before.number in self.unheaded
        return self.seams.carries_on(before.text, line.text, half=half, listed=listed, bare=bare)

    def is_parted(self, before: Line, line: Line) -> bool:
        """Whether the first ends, and is no headline; and the second goes on with nothing ended."""
        if line.text[:1] in GOING_ON or not is_final(before.text):
            return False
        return not (self.style.plain_titles and headlines.is_headline(before))

    def is_spoken(self, line: Line) -> bool:
        """Whether a line is one of `spoken`; most look like none, and the page is not asked."""
        return speakers.may_begin(line.text) and line.number in self.spoken

    def comes_back(self, before: Line, line: Line) -> bool:
        """Whether the page says that the first goes on elsewhere and the second began there."""
        told = before.number in self.turned and line.number in self.back
        return told and self.seams.affinity(before.text, line.text) > 0

    def is_begun(self, before: Line, line: Line) -> bool:
        """Whether what stands behind a dateline, which is no heading, is carried on."""
        if before.dateline is None or not before.text or is_final(before.text):
            return False
        told = self.seams.affinity(before.text, line.text)
        return told > 0 or (told > _BEGUN and self.seams.broken)

    def is_half(self, before: Line, line: Line) -> bool:
        """Whether a line that is set in stops, and what follows is no heading."""
        if is_final(before.text):
            return False
        return not headlines.is_heading(line) or self.seams.torn(before.text, line.text)

    def is_told_of(self, before: Line, line: Line) -> bool:
        """Whether the first could be the headline of the second, whose words it has."""
        if not self.style.plain_titles or not headlines.is_headline(before):
            return False
        return topics.echoed(before.text, line.text[:ENOUGH]) >= ECHO
