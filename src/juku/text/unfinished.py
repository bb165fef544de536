"""Stories that stop in the midst of a page and go on behind others, and the lines that show it."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from math import inf
from typing import TYPE_CHECKING

from juku.text import topics
from juku.text.displaced import ENOUGH, Story
from juku.text.marks import is_final
from juku.text.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.text.lines import Line

_FARTHER = 4.0
"""How much better than the next line a line behind another story must carry on a half."""
_LEAVING = 4.0
"""How well it must, where the story at hand is left for it between two paragraphs."""
_TOLD, _MOST_TOLD = 30.0, 0.4
"""What it gives that two texts share all they say, and the share from which it gives no more."""
_OPEN_STORIES = 6
"""How many unfinished stories are asked whether a text is theirs."""


class Unfinished(Surroundings):
    """Which of the unfinished stories a line is of."""

    def between_halves(self, story: Story, after: Line) -> bool:
        """Whether a heading stands where a break parted a sentence."""
        last = story.bodies[-1]
        if after.kind != "paragraph" or is_final(last.text) or last.number in self.listed:
            return False
        return self.seams.torn(last.text, after.text)

    def half_before(self, at: int, line: Line) -> Line | None:
        """The last line of this or of another unfinished story, if the line carries it on."""
        story, here = self.story, None
        if story and not story.closed and story.bodies:
            last = story.bodies[-1]
            if story.lines[-1][0] != "heading" and self.joins(last, line):
                here = last
        rivals = [other for other in self.open_stories() if self._takes(other, line)]
        if not rivals:
            return here
        ahead = "".join(self.ahead(at))
        best, most = here, self._held(here, line, ahead)
        for other in rivals:
            last = other.bodies[-1]
            fits = self.seams.affinity(last.text, line.text) + self._told(other, ahead)
            if fits > most:
                best, most = last, fits
        return best

    def _takes(self, other: Story, line: Line) -> bool:
        """Whether a line may carry on an ``other`` open story than the one at hand."""
        last = other.bodies[-1]
        if other is self.story or is_final(last.text) or last.number in self.listed:
            return False
        return self.joins(last, line)

    def _held(self, here: Line | None, line: Line, ahead: str) -> float:
        """How well a line fits the story at hand, whose last line it carries on if ``here``."""
        story = self.story
        if story is None or story.closed:
            return -inf
        if here is None:
            return self._told(story, ahead) + _LEAVING
        return self.seams.affinity(here.text, line.text) + self._told(story, ahead) + _FARTHER

    def _told(self, story: Story, text: str) -> float:
        """How much ``text`` tells of what a story tells, in the measure of `Seams.affinity`."""
        share = topics.told(story.tail(), text, self._weights)
        return _TOLD * min(share, _MOST_TOLD)

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much each pair of characters says: the more, the fewer lines of the page have it."""
        return topics.weights([line.text[:ENOUGH] for line in self.flow])

    def goes_on(self, at: int, story: Story, least: float = topics.SAME) -> bool:
        """Whether the text from ``at`` tells what ``story`` tells; so it is held if unknown."""
        ahead = self.ahead(at)
        share = topics.shared(story.tail(), "".join(ahead))
        # The fewer paragraphs there are to compare, the less they need to share.
        seen = min(len(story.bodies), len(ahead), 3)
        return share is None or share >= least * seen / 3

    def open_stories(self) -> Iterator[Story]:
        """The unfinished stories, the latest first."""
        return islice(reversed(self.unfinished.values()), _OPEN_STORIES)

    def turned_back(self, at: int, line: Line) -> Story | None:
        """The story that a page turned from (下转第4版) and now comes back to (上接第1版)."""
        if line.number not in self.back:
            return None
        ahead = "".join(self.ahead(at))
        here = topics.shared(self.story.tail(), ahead) if self.story else None
        for story in self.open_stories():
            last = story.bodies[-1]
            if story is self.story or last.number not in self.turned:
                continue
            half = not is_final(last.text) and self.seams.carries_on(last.text, line.text)
            if half or (topics.shared(story.tail(), ahead) or 0.0) > (here or 0.0):
                return story
        return None

    def told_by(self, text: str) -> Story | None:
        """The unfinished story that tells what ``text`` tells."""
        best, most = None, topics.SAME
        for story in self.open_stories():
            share = topics.shared(story.tail(), text)
            if share is not None and share >= most:
                best, most = story, share
        return best
