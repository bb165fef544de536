"""Which unfinished story a paragraph leans to, by the telling words that it shares with each."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from juku.text.articles import inserted
from juku.text.articles.surroundings import Surroundings
from juku.text.mending import telling, topics
from juku.text.mending.topics import ECHO
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juku.text.articles.displaced import Story
    from juku.text.blocks.lines import Line

_TELLING = 20
"""Characters of a paragraph whose words are asked which story it is of."""
_IN_PLACE, _DISPLACED, _FOLLOWING = 20.0, 3.0, 0.5
"""How much more of another story's words than of the one at hand a paragraph must have to be of it:
on any page, on one that tore other paragraphs out of place, and right behind another of it."""
_LEFT_OFF = 5.0
"""How much a text that nothing heads must tell of what an unfinished story tells."""
_RUN = 12
"""Lines that are looked at for where one story ends and the other begins."""
_OPEN_STORIES = 6
"""How many unfinished stories are asked whether a text is theirs."""


class _Seen(NamedTuple):
    """Lines of a story and their telling words."""

    lines: list[Line]
    words: dict[str, float]

    def holds(self, story: Story) -> bool:
        """Whether these are the first lines of ``story`` still, none of which was taken from it."""
        count = len(self.lines)
        return not count or (
            count <= len(story.lines) and story.lines[count - 1][1] is self.lines[-1]
        )


class Leaning(Surroundings):
    """Asks the stories so far for the words of a paragraph."""

    visited: Story | None = None
    """The other story that the line before was given to."""
    left: Story | None = None
    """The story that was at hand before the line before, which is the rest of another's half."""

    def open_stories(self) -> Iterator[Story]:
        """The unfinished stories, the latest first."""
        return islice(reversed(self.unfinished.values()), _OPEN_STORIES)

    def leant_to(self, text: str, story: Story, least: float | None = None) -> Story | None:
        """The unfinished story other than ``story`` whose words a text has, by ``least`` at least.

        Without ``least``, by as much as the page asks for, and not if the text introduces somebody
        whom that story introduced: nobody is introduced twice in one. A story whose last paragraph
        is a half waits for its rest, and takes nothing before that.
        """
        if self.single or len(text) < _TELLING:
            return None
        others = [one for one in self.open_stories() if one is not story and self._is_whole(one)]
        if not others:
            return None
        here = self._words(story)
        told = {one: telling.leans(text, self._words(one), here) for one in others}
        best = max(others, key=lambda one: told[one])
        if told[best] <= (self._least if least is None else least):
            return None
        if least is None and any(map(best.names, topics.introduced(text))):
            return None
        return best

    def _is_whole(self, story: Story) -> bool:
        """Whether a story stops nowhere in mid-sentence, but where its rest stands above it."""
        last = story.bodies[-1]
        rest = self.rests.get(last)
        return story.is_whole() or (rest is not None and rest.number < last.number)

    def _words(self, story: Story) -> Mapping[str, float]:
        """The telling words of a story so far; only those of its new lines are looked for."""
        seen = self._seen.get(story.number)
        if seen is None or not seen.holds(story):
            seen = self._seen[story.number] = _Seen([], {})
        for part, line in story.lines[len(seen.lines) :]:
            seen.lines.append(line)
            if part != "credit":
                seen.words.update(telling.words(line.text))
        return seen.words

    @cached_property
    def _seen(self) -> dict[int, _Seen]:
        """What was seen of each story, by its number."""
        return {}

    @cached_property
    def displaced(self) -> bool:
        """Whether a page shows that things do not stand in place: rests stand far from halves.

        Lines without a mark between the two, of which they are none, do not show it.
        """
        flow = {line: place for place, line in enumerate(self.flow)}
        rests = {flow[half]: flow[rest] for half, rest in self.rests.items()}
        for run in inserted.between(self.flow, list(rests), self.seams):
            unmarked = not any(is_final(self.flow[at].text) for at in run)
            if unmarked and rests[run.start - 1] == run.stop:
                del rests[run.start - 1]
        return any(rest - half != 1 for half, rest in rests.items())

    @property
    def _least(self) -> float:
        """How much a paragraph must lean, on a page that shows whether things stand in place."""
        return _DISPLACED if self.displaced else _IN_PLACE

    def left_off(self, at: int) -> Story | None:
        """The one unfinished story whose words a text has that nothing heads, by far the most.

        On a page that marks its headlines, and not if the next one below says what the text does.
        """
        text = "".join(self.ahead(at))
        if self.single or self.style.plain_titles or len(text) < _TELLING:
            return None
        lines = self.flow[at + 1 : at + 1 + _RUN]
        below = next((one for one in lines if self.style.is_title(one)), None)
        if below is not None and topics.echoed(below.text, text) >= ECHO / 2:
            return None
        others = [one for one in self.open_stories() if one.titled and self._is_whole(one)]
        own = telling.words(text)
        told = sorted((telling.shared(own, self._words(one)), -one.number) for one in others)
        if not told or told[-1][0] < _LEFT_OFF:
            return None
        if len(told) > 1 and told[-1][0] < 2 * told[-2][0]:
            return None
        return next(one for one in others if one.number == -told[-1][1])

    def leant_visit(self, line: Line, story: Story) -> Story | None:
        """The unfinished story whose words a paragraph in the midst of ``story`` has."""
        return self.leant_to(line.text, story, _FOLLOWING if self.visited else None)

    def waits(self, at: int, story: Story) -> bool:
        """Whether the rest of the last paragraph of a story stands farther down."""
        rest = self.rests.get(story.bodies[-1]) if story.bodies else None
        return rest is not None and rest.number > self.flow[at].number

    def returned(self, line: Line) -> Story | None:
        """The story that was left for the rest of another's half, if a line has its words."""
        left, story = self.left, self.story
        self.left = None
        if left is None or story is None or left.closed or not left.bodies or line.dateline:
            return None
        leaning = telling.leans(line.text, self._words(left), self._words(story))
        return left if leaning > _FOLLOWING else None

    def parting(self, at: int, story: Story, awaited: Story) -> list[float]:
        """How well each way is told to part the text from here on between two stories.

        All of it may be of ``story`` only where more text follows that begins another.
        """
        texts: list[str] = []
        more = False
        for line in self.flow[at : at + _RUN]:
            more = line.kind == "credit" or line.dateline is not None
            if more or (line.kind != "paragraph" and self.style.is_title(line)):
                break
            if line.kind == "paragraph":
                texts.append(line.text)
        ways = telling.parting(texts, self._words(story), self._words(awaited))
        return ways if more else ways[:-1]
