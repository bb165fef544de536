"""Headlines that a layout set between the two halves of a paragraph.

The words on both sides of it show that a sentence goes on behind the headline. It is the displaced
one of the story in whose midst it stands, or that of the next story, printed before the last lines
of the one above.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text.articles import leaning, unfinished
from juku.text.blocks import headlines
from juku.text.blocks.headlines import LONGEST_TITLE
from juku.text.blocks.layout import BOLD
from juku.text.mending import topics
from juku.text.mending.topics import ECHO
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from juku.text.articles.displaced import Story
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line

_LONG = 16
"""Characters of a half above a headline without a mark: a shorter line may be a headline too."""
_PAUSES = "，、"
"""With which no line ends that only lost its last mark."""
_BETTER = 2.0
"""How much better the words must go on over a headline without a mark than to or from it."""
_REST = 8
"""Lines of the rest of a story that the next one's headline may have below it."""


def is_wedged(page: Surroundings, at: int, line: Line) -> bool:
    """Whether a marked headline parts two halves of the story at hand."""
    parted = _parted(page, at)
    if parted is None or not page.marks_are_kept:
        return False
    story, last, after = parted
    if _heads(page, at, line, story):
        return False
    if last in page.rests:
        return page.rests[last] is after
    pauses = last.text[-1] in _PAUSES or page.seams.stops(last.text, after.text)
    if pauses and unfinished.is_set_out(page, after):
        return True
    if not page.seams.surely(last.text, after.text):
        return False
    return page.seams.broken or page.seams.torn(last.text, after.text)


def is_plainly_wedged(page: Surroundings, at: int, line: Line) -> bool:
    """The same of a line without a mark that ends no sentence and that neither half needs."""
    if not page.style.plain_titles or line in page.halves:
        return False
    if not headlines.is_headline(line, LONGEST_TITLE):
        return False
    parted = _parted(page, at)
    if parted is None:
        return False
    story, last, after = parted
    if len(last.text) < _LONG or line.number in page.listed or is_final(line.text):
        return False
    torn = page.seams.torn(last.text, after.text)
    if torn and _heads_headless(page, at, line, story):
        return True
    return _goes_on_over(page, line, last, after, story) and not _heads(page, at, line, story)


def _goes_on_over(page: Surroundings, line: Line, last: Line, after: Line, story: Story) -> bool:
    """Whether the words go on over a line without a mark, and neither to nor from it."""
    torn, affinity = page.seams.torn, page.seams.affinity
    if torn(last.text, line.text) or torn(line.text, after.text):
        return False
    near = max(affinity(last.text, line.text), affinity(line.text, after.text))
    if affinity(last.text, after.text) <= near + _BETTER:
        return False
    return torn(last.text, after.text) or (
        story.says(line) and page.seams.surely(last.text, after.text)
    )


def _parted(page: Surroundings, at: int) -> tuple[Story, Line, Line] | None:
    """The open half right before a line, with its story, and the running text behind."""
    story, after = page.story, page.after(at)
    if story is None or story.closed or not story.bodies:
        return None
    if after is None or after.kind != "paragraph" or after.dateline or not after.text:
        return None
    last = story.bodies[-1]
    if last is not page.flow[at - 1] or not last.text or is_final(last.text):
        return None
    if last.number in page.listed or after.number in page.listed:
        return None
    if last.number in page.turned and after.number not in page.back:
        return None
    return story, last, after


def _heads(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a headline says what follows right below it, and nothing of the story above."""
    below = topics.echoed(line.text, page.flow[at + 1].text)
    return below >= ECHO > 3 * topics.echoed(line.text, story.tail())


def is_of_next(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a headline between two halves of a story is that of the next one."""
    if story.says(line) or topics.echoed(line.text, story.tail()) >= ECHO:
        return False
    if line.level == BOLD and not page.style.bold_titles:
        return False
    if story.titled and (page.style.is_title(line) and line.level < BOLD):
        return True
    start = _headless(page, at + 2)
    told = topics.echoed(line.text, "".join(page.ahead(start or at + 2))) >= ECHO
    return told or (story.titled and (start is not None or page.style.plain_titles))


def _heads_headless(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether it says what a story says that begins farther down without a headline."""
    start = _headless(page, at + 2)
    if start is None or topics.echoed(line.text, story.tail()) >= ECHO / 3:
        return False
    return topics.echoed(line.text, "".join(page.ahead(start))) >= ECHO


def _headless(page: Surroundings, at: int) -> int | None:
    """Where a story begins without a headline: with a dateline, or behind a credit."""
    for place in range(at, min(at + _REST, len(page.flow))):
        line = page.flow[place]
        if line.kind == "heading" or page.labels(line):
            return None
        if line.is_dated():
            return place
        after = page.after(place)
        if line.kind == "credit" and after is not None:
            return place + 1 if after.kind == "paragraph" else None
    return None


def awaits(page: Surroundings, at: int, line: Line) -> bool:
    """Whether the text of the awaited story begins with a line."""
    awaited, story = page.awaited, page.story
    if awaited is None:
        return False
    if line.dateline is not None:
        return not awaited.bodies
    if story is None or story.closed:
        return True
    ways = leaning.parting(page, at, story, awaited)
    if ways.count(max(ways)) == 1:
        return ways[0] == max(ways)
    title, ahead = awaited.lines[0][1].text, "".join(page.ahead(at))
    new, old = topics.echoed(title, ahead), topics.echoed(title, story.tail())
    return new >= ECHO > 2 * old and not unfinished.goes_on(page, at, story)
