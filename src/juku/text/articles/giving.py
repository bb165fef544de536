"""Lines made parts of stories: what a story becomes with each, and those that need no judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from juku.text.articles import crediting
from juku.text.articles.displaced import Part, Story
from juku.text.blocks import signatures

if TYPE_CHECKING:
    from juku.records import Correction
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line

_PARTS = frozenset(get_args(Part)) - {"body"}


def new_story(page: Surroundings) -> Story:
    """A story that begins here, which is the one at hand from now on."""
    page.awaited = None
    page.story = Story(len(page.stories))
    page.stories.append(page.story)
    return page.story


def fresh_story(page: Surroundings) -> Story:
    """The story at hand if it has no text yet, or a new one."""
    story = page.story
    return new_story(page) if story is None or story.bodies or story.closed else story


def give(
    page: Surroundings, story: Story, line: Line, part: Part, rule: str, *, waits: bool = False
) -> None:
    """Make a line part of a story; ``waits`` says that the half before it goes on behind it."""
    page.story = story
    line.article = story.number
    line.rule = "headline-displaced" if part == "title" and line.number in page.early else rule
    story.lines.append((part, line))
    if part == "title":
        story.titled = True
    elif part == "body" and not waits:
        story.bodies.append(line)
        if not story.closed:
            page.unfinished.setdefault(story.number, story)


def give_credit(page: Surroundings, at: int, line: Line) -> None:
    """Close the story at hand with a credit below its text, or name who wrote what follows."""
    # Below the last paragraph of a story that was visited stands the credit of that story.
    visited, page.visited = page.visited, None
    story = visited or page.story or new_story(page)
    if story.closed and signatures.is_of_another(page.flow, at):
        story, page.awaited = page.awaited or new_story(page), None
    elif story is page.story and crediting.begins_another(page, at, line, story):
        story = new_story(page)
    elif (other := crediting.credited(page, at, line, story)) is not page.story:
        _sign(page, other, line, visited=other is visited)
        return
    if _is_above_text(page, at, story):
        give(page, story, line, "credit", "credit-under-headline")
    elif crediting.stops(page, story):
        give(page, story, line, "credit", "credit-in-midst")
    else:
        end(page, story)
        give(page, story, line, "credit", "credit-closes")


def _is_above_text(page: Surroundings, at: int, story: Story) -> bool:
    """Whether the text of a story, or what a headline parts of it, stands below a credit."""
    if not story.bodies:
        return True
    headed = story.only_introduced() or story.lines[-1][0] == "title"
    return headed and signatures.signs(page.flow, at)


def _sign(page: Surroundings, other: Story, line: Line, *, visited: bool) -> None:
    """Close another story than the one at hand, which goes on, with a credit."""
    story = page.story
    end(page, other)
    give(page, other, line, "credit", "credit-closes" if visited else "credit-of-another")
    if not visited:
        page.story = story


def end(page: Surroundings, story: Story) -> None:
    """Close a story: no half of it waits for a line any more."""
    story.closed = True
    page.unfinished.pop(story.number, None)


def give_label(page: Surroundings, line: Line) -> None:
    """Begin a story with the label of a column, where none waits for its text."""
    give(page, fresh_story(page), line, "column", _told(page, line))


def _told(page: Surroundings, line: Line) -> str:
    """The rule that tells a label."""
    if line.number in page.by_marks:
        return "column-by-marks"
    known = page.labels(line) and line.number not in page.by_place
    return "column-of-curation" if known else "column-by-place"


def give_head(page: Surroundings, line: Line) -> None:
    """Make a line what it is in the head of an article, which begins with the first of them."""
    part, rule, first = page.heads[line.number]
    story = new_story(page) if first or page.story is None else page.story
    page.visited = None
    give(page, story, line, part, _told(page, line) if part == "column" else rule)


def give_forced(page: Surroundings, line: Line, row: Correction) -> None:
    """A curator's word: it is done, whatever stands around."""
    story = page.story
    full = story is not None and (story.titled if row.kind == "title" else bool(story.bodies))
    if row.kind in ("title", "column") and story and (story.closed or full):
        story = None
    story = story or new_story(page)
    if row.kind == "credit" and story.bodies:
        end(page, story)
    if row.kind == "continuation":
        story = _carry_on(page, line, row, story)
    part = cast("Part", row.kind) if row.kind in _PARTS else "body"
    give(page, story, line, part, row.row)


def _carry_on(page: Surroundings, line: Line, row: Correction, story: Story) -> Story:
    """Join the line to the one that the row names, or to the last of the story."""
    named = (one for one in page.flow if row.of is not None and one.starts_at(row.of))
    before = next(named, story.bodies[-1] if story.bodies else None)
    if before is None or before.article is None or before.number >= line.number:
        return story
    line.joins = before.number
    return page.stories[before.article]
