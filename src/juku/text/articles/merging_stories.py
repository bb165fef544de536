"""Stories that turn out to be one when all of a page are known."""

from __future__ import annotations

from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from juku.text.articles import displaced
from juku.text.blocks.layout import BOLD
from juku.text.bylines.byline_signs import BRACKETS
from juku.text.mending import topics
from juku.text.mending.topics import ECHO, ENOUGH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juku.text.articles.displaced import Story
    from juku.text.blocks.lines import Line


def merged(
    stories: Sequence[Story], lines: Sequence[Line], rests: Mapping[Line, Line]
) -> list[Story]:
    """The stories that are left of ``stories``, each of which has its place by its number."""
    _put_back(stories, rests)
    _take_texts(_left(stories))
    _entitle_all(stories, lines)
    _entitle_labelled(_left(stories))
    return _left(stories)


def _left(stories: Sequence[Story]) -> list[Story]:
    """Those that were not put into others."""
    return [story for story in stories if story.lines]


def _put_back(stories: Sequence[Story], rests: Mapping[Line, Line]) -> None:
    """Give what stands on top of the page to the story of the half that it carries on."""
    for half, rest in rests.items():
        if rest.number > half.number or half.article is None or rest.article is None:
            continue
        top, story = stories[rest.article], stories[half.article]
        if top is story or top.lines[0] != ("body", rest) or ("body", half) not in story.lines:
            continue
        rest.joins, rest.rule = half.number, "continuation"
        _merge(top, story, story.lines.index(("body", half)) + 1)


def _take_texts(stories: Sequence[Story]) -> None:
    """Give a headline without a text the end of the article above it, if that says what it does."""
    for above, story in pairwise(stories):
        if story.titled and not story.bodies and above.titled:
            _take_text(above, story)


def _take_text(above: Story, story: Story) -> None:
    """Do so from where the words of the headline and its subtitle begin to be said."""
    said = "".join(line.text for part, line in story.lines if part != "credit")
    first = displaced.first_told(above, said)
    if first is None:
        return
    at = above.place_of(first)
    title = story.lines[0][1].number
    behind = any(line.number > title for _, line in above.lines[at:])
    if behind and not any(_is_over(line, title) for _, line in above.lines[at:]):
        return
    first.rule = "paragraph-under-displaced"
    taken = above.cut(at)
    for _, line in taken:
        line.article = story.number
    story.put(len(story.lines), taken)


def _is_over(line: Line, title: int) -> bool:
    """Whether a line carries on what stands above a headline that it stands below."""
    return line.joins is not None and line.joins < title < line.number


def _entitle_all(stories: Sequence[Story], lines: Sequence[Line]) -> None:
    """Give a text that lost its headline to that under which its beginning is printed again."""
    above: Line | None = None
    if len(stories) < 2:
        return
    for line in lines:
        if not line.aside:
            above = line if line.article is not None else above
        elif line.repeat_of is not None and above is not None:
            _entitle(stories, lines[line.repeat_of], above)


def _entitle(stories: Sequence[Story], first: Line, above: Line) -> None:
    """Do so with the story that begins with ``first``, whose copy stands below ``above``."""
    if first.article is None or above.article is None:
        return
    lost, story = stories[first.article], stories[above.article]
    if lost is story or lost.titled or not story.titled or lost.bodies[:1] != [first]:
        return
    titles = [line for part, line in story.lines if part == "title"]
    if titles and topics.echoed("".join(line.text for line in titles), first.text[:ENOUGH]) >= ECHO:
        _merge(lost, story, story.lines.index(("title", titles[-1])) + 1)


def _entitle_labelled(stories: Sequence[Story]) -> None:
    """Give a text under the label of a column the headline below it that opened a story instead.

    It is marked with ``#``, and what stands below it bears no dateline. It has no text but who
    wrote it, or says what the text under the label begins with, and that more than its own. Or the
    author of that text is named, who needs a headline, and none of what stands below this one.
    """
    for lost, story in pairwise(stories):
        if lost.labelled() and not lost.titled and _is_headline_of(story, lost):
            _, title = story.lines[0]
            title.rule = "headline-displaced"
            below = (at for at, (_, line) in enumerate(lost.lines) if line.number > title.number)
            _head_sections(story, lost)
            lost.titled = True
            _merge(story, lost, next(below, len(lost.lines)))


def _head_sections(story: Story, lost: Story) -> None:
    """Let what is marked as the headings of a text head a section there, below the headline too."""
    if not story.bodies:
        return
    levels = {line.level for line in lost.headings()}
    story.head_sections(lambda line: line.level in levels)


def head_bracketed(story: Story) -> None:
    """Let a line in brackets below the headline head a section where all other headings do so."""
    headings = story.headings()
    if headings and all(map(_is_bracketed, headings)):
        level = headings[0].level
        story.head_sections(lambda line: line.level == level and _is_bracketed(line))


def _is_bracketed(line: Line) -> bool:
    return bool(line.text) and line.text[-1] == BRACKETS.get(line.text[0])


def _is_headline_of(story: Story, lost: Story) -> bool:
    (part, title), *below = story.lines
    if part != "title" or not 0 < title.level < BOLD:
        return False
    if any(line.dateline is not None for _, line in below):
        return False
    if not story.bodies:
        return all(part == "credit" for part, _ in below)
    own = topics.echoed(title.text, "".join(line.text[:ENOUGH] for line in story.bodies[:2]))
    said = topics.echoed(title.text, "".join(line.text[:ENOUGH] for line in lost.bodies[:2]))
    least = 0.0 if _waits(lost) and below[0][0] == "body" and own < ECHO else ECHO
    return said >= max(least, own)


def _waits(lost: Story) -> bool:
    """Whether who wrote a story stands below its label, and no headline is found anywhere yet."""
    head = takewhile(lambda one: one[0] not in {"body", "heading"}, lost.lines)
    signed = any(part == "credit" for part, _ in head)
    return signed and not lost.closed and lost.most_said() < ECHO / 2


def _merge(one: Story, story: Story, place: int) -> None:
    """Put the lines of ``one`` into another story; none is left to it."""
    taken = one.cut(0)
    story.put(place, taken)
    for _, line in taken:
        line.article = story.number
