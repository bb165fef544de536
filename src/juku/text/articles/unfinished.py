"""Stories that stop in the midst of a page and go on behind others, and the lines that show it."""

from __future__ import annotations

import re
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from juku.text.articles.leaning import Leaning
from juku.text.blocks import headlines, stacks
from juku.text.bylines import captions
from juku.text.mending import topics
from juku.text.mending.topics import ENOUGH
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.articles.displaced import Story
    from juku.text.blocks.lines import Line

_FARTHER = 4.0
"""How much better than the next line a line behind another story must carry on a half."""
_TURNED = 4.0
"""What it gives that a half is said to go on elsewhere, and a line to come from elsewhere."""
_LEAVING = 4.0
"""How well it must, where the story at hand is left for it between two paragraphs."""
_TOLD, _MOST_TOLD = 30.0, 0.4
"""What it gives that two texts share all they say, and the share from which it gives no more."""
_SECTION_TEXT = 50
"""Characters of a paragraph that can tell so much by more than chance."""

_SAYS = re.compile("(?:[问問答]|[\u3400-\u9fff]{2,4})[：:](?=.)")
"""With which the lines of an interview begin."""
_ASKED = (*stacks.ASKS, *(f"{who}{colon}" for who in ("答", "记者", "記者") for colon in "：:"))
"""With which its questions do, or its answers where nobody is named."""
_TURNS = 6
"""Last paragraphs of an interview that have a question."""


def _asks(story: Story) -> bool:
    """Whether one of the last paragraphs is a question of an interview, or an answer."""
    return any(body.text.startswith(_ASKED) for body in story.bodies[-_TURNS:])


def _is_interview(story: Story) -> bool:
    """Whether one of the last paragraphs asks, and another answers."""
    said = [_SAYS.match(body.text) for body in story.bodies[-_TURNS:]]
    return _asks(story) and len({found[0] for found in said if found}) > 1


class Unfinished(Leaning):
    """Which of the unfinished stories a line is of."""

    def between_halves(self, story: Story, after: Line) -> bool:
        """Whether a heading stands where a break parted a sentence."""
        last = story.bodies[-1]
        if after.kind != "paragraph" or is_final(last.text) or last.number in self.listed:
            return False
        return self.seams.torn(last.text, after.text)

    def is_caption_between(self, at: int, line: Line, story: Story) -> bool:
        """Whether a caption parts the halves of a sentence, of which it is neither."""
        if story.closed or not story.bodies:
            return False
        last, after = story.bodies[-1], self.after(at)
        if is_final(last.text) or not captions.is_caption(line.text):
            return False
        if after is None or after.kind != "paragraph":
            return False
        return self.joins(last, after) and not self.seams.torn(last.text, line.text)

    def half_before(self, at: int, line: Line) -> Line | None:
        """The last line of this or of another unfinished story, if the line carries it on."""
        half = self.halves.get(line)
        if half is not None and self._is_text(half):
            return half
        here = self.half_at_hand(self.story, line) if self.story else None
        rivals = [other for other in self.open_stories() if self._takes(other, at, line)]
        if not rivals:
            return here
        ahead = "".join(self.ahead(at))
        best, most = here, self._held(here, line, ahead)
        for other in rivals:
            last = other.bodies[-1]
            fits = self.seams.fit(last.text, line.text) + self._told(other, ahead)
            fits += _TURNED * (last.number in self.turned and line.number in self.back)
            if fits > most:
                best, most = last, fits
        return best

    def half_at_hand(self, story: Story, line: Line) -> Line | None:
        """The last line of the story at hand, if the line carries it on and no heading parts them.

        A half whose rest is known waits for that.
        """
        last = story.bodies[-1] if story.bodies and not story.closed else None
        if last is None or last in self.rests:
            return None
        part, above = story.lines[-1]
        parted = part == "heading" and above.number not in self.wedges
        return last if not parted and self.joins(last, line) else None

    def _is_text(self, half: Line) -> bool:
        """Whether a half was given to a story as text, and not as a headline or a heading."""
        return half.article is not None and ("body", half) in self.stories[half.article].lines

    def _takes(self, other: Story, at: int, line: Line) -> bool:
        """Whether a line may carry on an ``other`` open story than the one at hand."""
        last = other.bodies[-1]
        if other is self.story or is_final(last.text) or last.number in self.listed:
            return False
        if last in self.rests:
            return False
        if not self.joins(last, line):
            return False
        return self.seams.torn(last.text, line.text) or not (
            self._is_below_headline() or self._comes_back(last, at)
        )

    def _is_below_headline(self) -> bool:
        """Whether the story at hand has a headline and nothing else yet."""
        return self.story is not None and self.story.titled and not self.story.bodies

    def _comes_back(self, last: Line, at: int) -> bool:
        """Whether the page says that a half goes on elsewhere, and where that is: farther down."""
        here = self.flow[at].number
        return (
            last.number in self.turned
            and here not in self.back
            and max(self.back, default=-1) > here
        )

    def _held(self, here: Line | None, line: Line, ahead: str) -> float:
        """How well a line fits the story at hand, whose last line it carries on if ``here``."""
        story = self.story
        if story is None or story.closed:
            return -inf
        if here is None:
            return self._told(story, ahead) + (0.0 if self._is_set_out(line) else _LEAVING)
        return self.seams.fit(here.text, line.text) + self._told(story, ahead) + _FARTHER

    def _is_set_out(self, line: Line) -> bool:
        """Whether a line is not set in as paragraphs are, so that it begins none."""
        return self.style.indented and not line.indented and not headlines.is_headline(line)

    def _told(self, story: Story, text: str) -> float:
        """How much ``text`` tells of what a story tells, in the measure of `Seams.affinity`."""
        return _TOLD * min(topics.told(story.tail(), text, self._weights), _MOST_TOLD)

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much each pair of characters says: the more, the fewer lines of the page have it."""
        return topics.weights([line.text[:ENOUGH] for line in self.flow])

    def goes_on(
        self, at: int, story: Story, least: float = topics.SAME, *, known: bool = True
    ) -> bool:
        """Whether the text from ``at`` tells what ``story`` tells; ``known`` where nothing says."""
        ahead = self.ahead(at)
        if any(map(story.names, topics.bare_speakers("\n".join(ahead)))):
            return True
        share = topics.shared(story.tail(), "".join(ahead))
        # The fewer paragraphs there are to compare, the less they need to share.
        seen = min(len(story.bodies), len(ahead), 3)
        return known if share is None else share >= least * seen / 3

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
            alone = (self.story is None or self.story.closed) and not is_final(last.text)
            if half or alone or (topics.shared(story.tail(), ahead) or 0.0) > (here or 0.0):
                return story
        return None

    def resumed_by(self, at: int, line: Line, story: Story) -> Story | None:
        """The unfinished story of which the text right below a heading tells much more."""
        after = self.after(at)
        if after is None or after.kind != "paragraph" or after.dateline:
            return None
        if self.style.is_title(line) or len(after.text) < _SECTION_TEXT:
            return None
        return self.leant_to(after.text[:ENOUGH], story)

    def visits(self, line: Line, story: Story) -> Story | None:
        """The unfinished story that a whole paragraph is of, in the midst of another."""
        if not story.bodies or not is_final(story.bodies[-1].text):
            return None
        spoken = self.asked_in(line, story) or self.spoken_of([line.text], story)
        return spoken or self.leant_visit(line, story)

    def asked_in(self, line: Line, story: Story | None) -> Story | None:
        """The one unfinished interview that a question or an answer is of, as ``story`` is none."""
        found = _SAYS.match(line.text)
        if found is None or (story is not None and not story.closed and _asks(story)):
            return None
        asked = [one for one in self.open_stories() if _is_interview(one)]
        if len(asked) != 1 or asked[0] is story or not asked[0].is_whole():
            return None
        known = found[0] in _ASKED or any(
            body.text.startswith(found[0]) for body in asked[0].bodies[-_TURNS:]
        )
        return asked[0] if known else None

    def spoken_of(self, texts: Sequence[str], story: Story) -> Story | None:
        """The one unfinished story that named those who speak in ``texts``, and ``story`` did not.

        Nobody speaks in a story without a word of who that is who was not named in it before.
        """
        others = [one for one in self.open_stories() if one is not story]
        # Most pages have one story at a time, and need not be searched for speakers.
        speakers = topics.bare_speakers("\n".join(texts)) if others else set()
        if not speakers or any(map(story.names, speakers)):
            return None
        named = [one for one in others if all(map(one.names, speakers))]
        return named[0] if len(named) == 1 and named[0].is_whole() else None

    def told_by(self, text: str) -> Story | None:
        """The unfinished story that tells what ``text`` tells."""
        best, most = None, topics.SAME
        for story in self.open_stories():
            share = topics.shared(story.tail(), text)
            if share is not None and share >= most:
                best, most = story, share
        return best
