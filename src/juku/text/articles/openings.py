"""Whether a headline in the midst of a story opens another, or is its own that was displaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text.articles import displaced, headed, labels, unfinished
from juku.text.blocks import headlines, notices, signatures
from juku.text.blocks.headlines import LONGEST_TITLE
from juku.text.blocks.layout import BOLD
from juku.text.mending import topics
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from juku.text.articles.displaced import Part, Story
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line


def opens_story(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a headline in the midst of a story begins another."""
    after = page.after(at)
    if headlines.is_numbered(line.text):
        return False
    if after is None:
        return page.style.is_title(line) and story.titled
    if headed.begins(page, at, line, after):
        return not (may_be_lost(page, line) and is_its_own(page, at, line, after, story))
    if unfinished.between_halves(page, story, after):
        return False
    if page.style.is_title(line) and line.level < BOLD:
        told = story.titled or has_other_headline(page, at, line, story)
        known = not (story.is_labelled_by_place() and headed.announces(page, at, line, story))
        return told or not unfinished.goes_on(page, at + 1, story, topics.SAME / 3, known=known)
    bold = page.style.bold_titles
    least = topics.SAME * (2 if bold and headed.announces(page, at, line, story) else 1)
    opens = bold or not (story.titled or story.is_begun())
    return opens and not unfinished.goes_on(page, at + 1, story, least)


def taken_above(page: Surroundings, at: int, line: Line, before: Story) -> list[tuple[Part, Line]]:
    """The last lines of the story before a headline that are of its own, taken from that."""
    below = page.below_subtitles(at)
    after = page.after(below - 1)
    if after is None or after.kind != "paragraph" or after.begins_below(line):
        return []
    taken = displaced.take_back(before, page.ahead(below))
    if taken or not (page.rests or page.beside_repeat):
        return taken
    said = "".join(one.text for one in page.flow[at:below])
    return displaced.take_told(before, said, after.text)


def may_be_lost(page: Surroundings, line: Line) -> bool:
    """Whether a line is marked as headlines are, or as displaced ones may be: in bold."""
    return page.style.is_title(line) or (line.level == BOLD and not page.style.plain_titles)


def has_other_headline(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a heading says what a story begins with, and a headline below rather others."""
    said = story.most_said()
    if said >= topics.ECHO:
        return said > story.echo(line)
    return said >= topics.ECHO / 2 and headed.announces(page, at, line, story)


def is_its_own(page: Surroundings, at: int, line: Line, after: Line, story: Story) -> bool:
    """Whether a headline is the lost one of the story in whose midst it stands.

    No dateline stands under it and its subtitle, and it or the text under it tells the same.
    """
    beneath = after.kind == "heading" or headlines.is_subtitle(after, line)
    under = at + 2 if beneath else at + 1
    text = page.after(at + 1 if beneath or signatures.is_authors(after) else at)
    if story.titled or text is None or text.dateline is not None or after.dateline is not None:
        return False
    if story.says(line):
        return True
    # Who wrote what stands below wrote nothing above, as long as both are not seen to be one.
    other = has_other_headline(page, at, line, story)
    known = not (other or signatures.is_authors(after))
    return unfinished.goes_on(page, under, story, topics.SAME / (1 if other else 3), known=known)


def opens_plainly(
    page: Surroundings, at: int, line: Line, after: Line | None, story: Story
) -> bool:
    """Whether a headline without a mark begins a story by what stands under it."""
    if after is not None and headed.heads_story(page, at, line, after):
        return True
    if headed.are_two_behind(page, at, story.bodies[-1]):
        return True
    if notices.names_notice(line) or is_labelled(page, at, line, story):
        return True
    if not page.style.plain_titles:
        return False
    # Where nothing is displaced, a line that does not say what follows heads a section sooner.
    sure = page.seams.broken or headed.announces(page, at, line, story)
    return not unfinished.goes_on(page, at + 1, story, topics.SAME / (1 if sure else 2))


def is_labelled(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a line is the label of a headline without a mark, with prose below that."""
    if not page.style.plain_titles or not is_final(story.bodies[-1].text):
        return False
    main, text = page.after(at), page.after(at + 1)
    if main is None or text is None or not labels.is_over(line, main):
        return False
    return text.kind == "paragraph" and not headlines.is_headline(text, LONGEST_TITLE)


def is_plainly_lost(page: Surroundings, at: int, line: Line, after: Line, story: Story) -> bool:
    """Whether a headline without a mark is that of a story which began with its dateline."""
    dated = story.bodies[0].dateline is not None
    return dated and page.style.plain_titles and is_its_own(page, at, line, after, story)
