"""Which unfinished story a paragraph leans to, by the telling words that it shares with each."""

from __future__ import annotations

from itertools import islice
from math import inf
from typing import TYPE_CHECKING

from juku.text.articles.surroundings import Seen
from juku.text.mending import telling, topics
from juku.text.mending.topics import ECHO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juku.text.articles.displaced import Story
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line

_TELLING = 20
"""Characters of a paragraph whose words are asked which story it is of."""
_IN_PLACE, _DISPLACED, _FOLLOWING = 20.0, 6.0, 0.5
"""How much more of another story's words than of the one at hand a paragraph must have to be of it:
on any page, on one that tore other paragraphs out of place, and right behind another of it."""
_OF_ONE = 5.0
"""What one word counts for at most where little is enough: no single one moves a paragraph."""
_LEFT_OFF = 5.0
"""How much a text that nothing heads must tell of what an unfinished story tells."""
_RUN = 12
"""Lines that are looked at for where one story ends and the other begins."""
_OPEN_STORIES = 6
"""How many unfinished stories are asked whether a text is theirs."""


def open_stories(page: Surroundings) -> Iterator[Story]:
    """The unfinished stories, the latest first."""
    return islice(reversed(page.unfinished.values()), _OPEN_STORIES)


def leant_to(
    page: Surroundings, text: str, story: Story, least: float | None = None
) -> Story | None:
    """The unfinished story other than ``story`` whose words a text has, by ``least`` at least.

    Without ``least``, by as much as the page asks for, and not if the text introduces somebody
    whom that story introduced: nobody is introduced twice in one. A story whose last paragraph
    is a half waits for its rest, and takes nothing before that.
    """
    if page.single or len(text) < _TELLING:
        return None
    others = [one for one in open_stories(page) if one is not story and _is_whole(page, one)]
    if not others:
        return None
    here = words(page, story)
    most = _OF_ONE if least is None and page.displaced else inf
    told = {one: telling.leans(text, words(page, one), here, most) for one in others}
    best = max(others, key=lambda one: told[one])
    if told[best] <= _enough(page, least, by_chance(page, best, story)):
        return None
    if least is None and any(map(best.names, topics.introduced(text))):
        return None
    return best


def by_chance(page: Surroundings, other: Story, story: Story) -> float:
    """How many times more of the words of another story than of one any text has by chance.

    At least 1; the more a story has said, the more of its words there are.
    """
    return max(1.0, len(words(page, other)) / max(1, len(words(page, story))))


def _is_whole(page: Surroundings, story: Story) -> bool:
    """Whether a story stops nowhere in mid-sentence, but where its rest stands above it."""
    last = story.bodies[-1]
    rest = page.rests.get(last)
    return story.is_whole() or (rest is not None and rest.number < last.number)


def words(page: Surroundings, story: Story) -> Mapping[str, float]:
    """The telling words of a story so far; only those of its new lines are looked for."""
    seen = page.seen.get(story.number)
    if seen is None or not seen.holds(story):
        seen = page.seen[story.number] = Seen([], {})
    for part, line in story.lines[len(seen.lines) :]:
        seen.lines.append(line)
        if part != "credit":
            seen.words.update(telling.words(line.text))
    return seen.words


def _enough(page: Surroundings, least: float | None, chance: float) -> float:
    """How much a paragraph must lean, on a page that shows whether things stand in place."""
    if least is not None:
        return least * chance
    return max(_DISPLACED * chance, 0.0 if page.displaced else _IN_PLACE)


def left_off(page: Surroundings, at: int) -> Story | None:
    """The one unfinished story whose words a text has that nothing heads, by far the most.

    On a page that marks its headlines, and not if the next one below says what the text does.
    """
    text = "".join(page.ahead(at))
    if page.single or page.style.plain_titles or len(text) < _TELLING:
        return None
    lines = page.flow[at + 1 : at + 1 + _RUN]
    below = next((one for one in lines if page.style.is_title(one)), None)
    if below is not None and topics.echoed(below.text, text) >= ECHO / 2:
        return None
    others = [one for one in open_stories(page) if one.titled and _is_whole(page, one)]
    own = telling.words(text)
    told = sorted((telling.shared(own, words(page, one)), -one.number) for one in others)
    if not told or told[-1][0] < _LEFT_OFF:
        return None
    if len(told) > 1 and told[-1][0] < 2 * told[-2][0]:
        return None
    return next(one for one in others if one.number == -told[-1][1])


def leant_visit(page: Surroundings, line: Line, story: Story) -> Story | None:
    """The unfinished story whose words a paragraph in the midst of ``story`` has."""
    return leant_to(page, line.text, story, _FOLLOWING if page.visited else None)


def waits(page: Surroundings, at: int, story: Story) -> bool:
    """Whether the rest of the last paragraph of a story stands farther down."""
    rest = page.rests.get(story.bodies[-1]) if story.bodies else None
    return rest is not None and rest.number > page.flow[at].number


def parting(page: Surroundings, at: int, story: Story, awaited: Story) -> list[float]:
    """How well each way is told to part the text from here on between two stories.

    All of it may be of ``story`` only where ``awaited`` has text, or more that begins another
    follows.
    """
    texts: list[str] = []
    more = False
    for line in page.flow[at : at + _RUN]:
        more = line.kind == "credit" or line.dateline is not None
        if more or (line.kind != "paragraph" and page.style.is_title(line)):
            break
        if line.kind == "paragraph":
            texts.append(line.text)
    ways = telling.parting(texts, words(page, story), words(page, awaited))
    return ways if more or awaited.bodies else ways[:-1]
