"""Headlines that a layout set between the two halves of a paragraph.

The words on both sides of it show that a sentence goes on behind the headline. It is the displaced
one of the story in whose midst it stands, or that of the next story, printed before the last lines
of the one above.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from juku.text.articles.openings import Openings
from juku.text.blocks import headlines
from juku.text.blocks.headlines import LONGEST_TITLE
from juku.text.blocks.layout import BOLD
from juku.text.mending import topics
from juku.text.mending.topics import ECHO
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from juku.text.articles.displaced import Story
    from juku.text.blocks.lines import Line

_LONG = 16
"""Characters of a half above a headline without a mark: a shorter line may be a headline too."""
_PAUSES = "，、"
"""With which no line ends that only lost its last mark."""
_BETTER = 2.0
"""How much better the words must go on over a headline without a mark than to or from it."""
_ASKED = 60
"""Open lines of a page that are asked for it."""
_REST = 8
"""Lines of the rest of a story that the next one's headline may have below it."""


class Wedged(Openings):
    """Which headlines stand in the midst of a sentence, and whose they are."""

    awaited: Story | None = None
    """A story whose headline stood between two halves of another; its text is yet to come."""

    def is_wedged(self, at: int, line: Line) -> bool:
        """Whether a marked headline parts two halves of the story at hand."""
        parted = self._parted(at)
        if parted is None or not self._marks_are_kept:
            return False
        story, last, after = parted
        if self._heads(at, line, story):
            return False
        if last in self.rests:
            return self.rests[last] is after
        pauses = last.text[-1] in _PAUSES or self.seams.stops(last.text, after.text)
        if pauses and self._is_set_out(after):
            return True
        if not self.seams.surely(last.text, after.text):
            return False
        return self.seams.broken or self.seams.torn(last.text, after.text)

    @cached_property
    def _marks_are_kept(self) -> bool:
        """Whether a paragraph without a last mark is broken, and seldom one that lost its mark.

        The next line carries on most of those that running text follows.
        """
        told = [
            self.seams.surely(one.text, other.text)
            for one, other in islice(self.open_ends, _ASKED)
            if len(one.text) >= _LONG
        ]
        return self.edited or 2 * sum(told) >= len(told)

    def is_plainly_wedged(self, at: int, line: Line) -> bool:
        """The same of a line without a mark that ends no sentence and that neither half needs."""
        if not self.style.plain_titles or line in self.halves:
            return False
        if not headlines.is_headline(line, LONGEST_TITLE):
            return False
        parted = self._parted(at)
        if parted is None:
            return False
        story, last, after = parted
        if len(last.text) < _LONG or line.number in self.listed or is_final(line.text):
            return False
        torn = self.seams.torn(last.text, after.text)
        if torn and self._heads_headless(at, line, story):
            return True
        return self._goes_on_over(line, last, after, story) and not self._heads(at, line, story)

    def _goes_on_over(self, line: Line, last: Line, after: Line, story: Story) -> bool:
        """Whether the words go on over a line without a mark, and neither to nor from it."""
        torn, affinity = self.seams.torn, self.seams.affinity
        if torn(last.text, line.text) or torn(line.text, after.text):
            return False
        near = max(affinity(last.text, line.text), affinity(line.text, after.text))
        if affinity(last.text, after.text) <= near + _BETTER:
            return False
        return torn(last.text, after.text) or (
            story.says(line) and self.seams.surely(last.text, after.text)
        )

    def _parted(self, at: int) -> tuple[Story, Line, Line] | None:
        """The open half right before a line, with its story, and the running text behind."""
        story, after = self.story, self.after(at)
        if story is None or story.closed or not story.bodies:
            return None
        if after is None or after.kind != "paragraph" or after.dateline or not after.text:
            return None
        last = story.bodies[-1]
        if last is not self.flow[at - 1] or not last.text or is_final(last.text):
            return None
        if last.number in self.listed or after.number in self.listed:
            return None
        if last.number in self.turned and after.number not in self.back:
            return None
        return story, last, after

    def _heads(self, at: int, line: Line, story: Story) -> bool:
        """Whether a headline says what follows right below it, and nothing of the story above."""
        below = topics.echoed(line.text, self.flow[at + 1].text)
        return below >= ECHO > 3 * topics.echoed(line.text, story.tail())

    def is_of_next(self, at: int, line: Line, story: Story) -> bool:
        """Whether a headline between two halves of a story is that of the next one."""
        if story.says(line) or topics.echoed(line.text, story.tail()) >= ECHO:
            return False
        if line.level == BOLD and not self.style.bold_titles:
            return False
        if story.titled and (self.style.is_title(line) and line.level < BOLD):
            return True
        start = self._headless(at + 2)
        told = topics.echoed(line.text, "".join(self.ahead(start or at + 2))) >= ECHO
        return told or (story.titled and (start is not None or self.style.plain_titles))

    def _heads_headless(self, at: int, line: Line, story: Story) -> bool:
        """Whether it says what a story says that begins farther down without a headline."""
        start = self._headless(at + 2)
        if start is None or topics.echoed(line.text, story.tail()) >= ECHO / 3:
            return False
        return topics.echoed(line.text, "".join(self.ahead(start))) >= ECHO

    def _headless(self, at: int) -> int | None:
        """Where a story begins without a headline: with a dateline, or behind a credit."""
        for place in range(at, min(at + _REST, len(self.flow))):
            line = self.flow[place]
            if line.kind == "heading" or self.labels(line):
                return None
            if line.dateline is not None and line.kind == "paragraph":
                return place
            after = self.after(place)
            if line.kind == "credit" and after is not None:
                return place + 1 if after.kind == "paragraph" else None
        return None

    def awaits(self, at: int, line: Line) -> bool:
        """Whether the text of the awaited story begins with a line."""
        awaited, story = self.awaited, self.story
        if awaited is None:
            return False
        if story is None or story.closed or line.dateline is not None:
            return True
        ways = self.parting(at, story, awaited)
        if ways.count(max(ways)) == 1:
            return ways[0] == max(ways)
        title, ahead = awaited.lines[0][1].text, "".join(self.ahead(at))
        new, old = topics.echoed(title, ahead), topics.echoed(title, story.tail())
        return new >= ECHO > 2 * old and not self.goes_on(at, story)
