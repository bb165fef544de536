"""The lines of a page given to its stories: where one begins and where it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text.articles import (
    displaced,
    giving,
    headed,
    interviews,
    labels,
    leaning,
    merging_stories,
    openings,
    undisputed,
    unfinished,
    wedged,
)
from juku.text.articles.surroundings import Surroundings
from juku.text.blocks import headlines, notices, stacks
from juku.text.blocks.headlines import LONGEST_TITLE, han_length
from juku.text.vocabulary.marks import are_parted, is_final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.articles.displaced import Story
    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams


def gather(
    lines: Sequence[Line], columns: AbstractSet[str], seams: Seams, *, single: bool = False
) -> list[Story]:
    """The articles of a page, in the order in which they begin; every line learns its own.

    ``single`` says that the page has one article, whatever its headlines look like.
    """
    found = _gather(Surroundings(lines, columns, seams, single=single))
    seams.forget()
    return found


def _gather(page: Surroundings) -> list[Story]:
    plain = undisputed.plain(page)
    for at, line in enumerate(page.flow):
        if line.number in plain and (story := undisputed.undisputed(page, line)) is not None:
            _go_on(page, story, line)
        elif line.forced is not None:
            giving.give_forced(page, line, line.forced)
        elif line.number in page.heads:
            _head(page, at, line)
        elif page.labels(line):
            giving.give_label(page, line)
        elif line.number in page.over_headlines and _is_kicker(page, at, line):
            giving.give(page, giving.fresh_story(page), line, "subtitle", "subtitle-over-headline")
        elif line.kind == "credit" or (line.kind == "dateline" and page.is_lone_credit(at)):
            giving.give_credit(page, at, line)
        elif line.kind == "heading":
            _headline(page, at, line)
        else:
            _running(page, at, line)
    page.stories = merging_stories.merged(page.stories, page.lines, page.rests)
    _find_headlines(page)
    return page.stories


def _find_headlines(page: Surroundings) -> None:
    """Make a heading, or the label of a column, the headline of a story that has none."""
    others = any(story.titled for story in page.stories)
    habit = (page.style.bold_titles or page.style.plain_titles) and others
    for story in page.stories:
        merging_stories.head_bracketed(story)
        displaced.find_label(story, page.style)
        if not story.titled:
            displaced.find_title(story, page.out_of_place, habit=habit, others=others)
        if not story.titled:
            displaced.entitle(story)


def _head(page: Surroundings, at: int, line: Line) -> None:
    """Give a line of the head of an article, which may stand between two halves of another."""
    giving.give_head(page, line)
    after = page.after(at)
    half = page.halves.get(after) if after is not None else None
    if half is not None and half.article is not None:
        page.story, page.awaited = page.stories[half.article], page.story


def _headline(page: Surroundings, at: int, line: Line) -> None:
    story = page.story
    page.visited = None
    if story is None or story.closed:
        _first_line(page, at, line)
    elif wedged.is_wedged(page, at, line):
        _wedge(page, at, line, story)
    elif not story.bodies:
        _above_text(page, at, line, story)
    else:
        _behind_text(page, at, line, story)


def _behind_text(page: Surroundings, at: int, line: Line, story: Story) -> None:
    """A headline behind text of a story: a heading of this or another, or the next one's."""
    if (earlier := unfinished.spoken_of(page, page.ahead(at + 1), story)) is not None:
        giving.give(page, earlier, line, "heading", "heading-resumes")
    elif openings.opens_story(page, at, line, story):
        _open_with(page, at, line, story)
    elif story.lines[-1][0] == "title" and headlines.is_subtitle(line, story.lines[-1][1]):
        giving.give(page, story, line, "subtitle", "subtitle-under-headline")
    elif _is_lost(page, at, line, story):
        giving.give(page, story, line, "title", "headline-displaced")
    elif (earlier := unfinished.resumed_by(page, at, line, story)) is not None:
        giving.give(page, earlier, line, "heading", "heading-resumes")
    else:
        _heading(page, line, headed.of_row(page, at, line, story) or story)


def _is_lost(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Whether a marked line in the midst of a story without a headline can only be that."""
    lost = not story.titled and openings.may_be_lost(page, line)
    return lost and headed.is_no_heading(page, at, line)


def _heading(page: Surroundings, line: Line, story: Story) -> None:
    """A heading of a section, by whether a mark or its looks and its place say so."""
    if story is not page.story:
        giving.give(page, story, line, "heading", "heading-resumes")
        return
    marked = line.kind == "heading"
    giving.give(page, story, line, "heading", "heading-marked" if marked else "heading-plain")


def _above_text(page: Surroundings, at: int, line: Line, story: Story) -> None:
    """A headline, marked or not, where its story has no text yet."""
    marked = line.kind == "heading"
    if story.titled and (headlines.is_numbered(line.text) or headed.is_below_author(line, story)):
        _heading(page, line, story)
    elif headed.is_next_headline(page, at, line, story):
        giving.give(page, giving.new_story(page), line, "title", "headline-opens")
    elif story.titled and headed.is_second_line(page, at, line, story):
        giving.give(page, story, line, "title", "headline-second-line")
    elif story.titled and (marked or not story.yields_headline(line)):
        rule = "subtitle-under-headline" if marked else "subtitle-plain"
        giving.give(page, story, line, "subtitle", rule)
    else:
        giving.give(page, story, line, "title", "headline-marked" if marked else "headline-plain")


def _wedge(page: Surroundings, at: int, line: Line, story: Story) -> None:
    """A headline between two halves: of this story, or of the next, whose text is awaited."""
    page.wedges.add(line.number)
    if wedged.is_of_next(page, at, line, story):
        awaited = giving.new_story(page)
        giving.give(page, awaited, line, "title", "headline-opens")
        page.story, page.awaited = story, awaited
    elif story.titled or not (line.level == 0 or headed.is_no_heading(page, at, line)):
        _heading(page, line, story)
    else:
        giving.give(page, story, line, "title", "headline-displaced")


def _is_kicker(page: Surroundings, at: int, line: Line) -> bool:
    """Whether a line right above a headline is of the article that this opens."""
    story, headline = page.story, page.flow[at + 1]
    if story is None or story.closed:
        return line.kind == "heading" or unfinished.half_before(page, at, line) is None
    over_dashes = stacks.is_kicker(page.flow, at)
    if not (story.titled or story.bodies) and (over_dashes or line.level):
        return True
    if not (story.titled and story.bodies and openings.opens_story(page, at + 1, headline, story)):
        return False
    if over_dashes:
        whole = is_final(story.bodies[-1].text) and headed.may_be_kicker(page, at, line)
        return line.kind == "heading" or whole
    label = labels.is_short(line) or line.level not in page.section_levels
    if line.kind == "heading" and label:
        return not headed.says_what_was(page, at, line, story)
    return headed.is_over_headline(page, at, line, story)


def _open_with(page: Surroundings, at: int, line: Line, before: Story) -> None:
    """Begin a story with a headline, or with the paragraphs before it that are of its story."""
    taken = openings.taken_above(page, at, line, before)
    above = None if taken else displaced.heading_above(before, page.flow[at - 1], line)
    story = giving.new_story(page)
    for part, one in taken:
        moved = part == "body" and one.joins is None
        rule = "paragraph-under-displaced" if moved else one.rule
        giving.give(page, story, one, part, rule)
    if above is not None:
        giving.give(page, story, above, "title", "headline-opens")
        giving.give(page, story, line, "subtitle", "subtitle-under-headline")
        return
    giving.give(page, story, line, "title", "headline-displaced" if taken else "headline-opens")


def _first_line(page: Surroundings, at: int, line: Line) -> None:
    """A headline with no article open: a new one's, or a heading of one that goes on."""
    if (signed := headed.signed_before(page, at, line)) is not None:
        _go_on_signed(page, signed, line)
        return
    after = page.after(at)
    resumes = after is not None and after.kind == "paragraph" and after.dateline is None
    if resumes and not page.style.is_title(line):
        earlier = unfinished.told_by(page, "".join(page.ahead(at + 1)))
        if earlier:
            giving.give(page, earlier, line, "heading", "heading-resumes")
            return
    giving.give(page, giving.new_story(page), line, "title", "headline-marked")


def _go_on_signed(page: Surroundings, story: Story, line: Line) -> None:
    """Open a story again for the next of its sections, each of which ends with who wrote it."""
    story.head_sections(lambda above: above.level == line.level)
    story.closed = False
    giving.give(page, story, line, "heading", "heading-signed")


def _go_on(page: Surroundings, story: Story, line: Line) -> None:
    """Give a paragraph that no rule disputes to the story at hand."""
    page.visited = None
    parted = not story.bodies or are_parted(story.bodies[-1].text, line.text)
    half = None if parted else unfinished.half_at_hand(page, story, line)
    if half is None:
        giving.give(page, story, line, "body", "paragraph")
    else:
        _give_rest(page, half, line, story)


def _take_turn(page: Surroundings, line: Line) -> None:
    """Give a paragraph to the article whose turn it is."""
    page.visited = None
    number = page.turns[line.number].article
    story = page.story or giving.new_story(page) if number is None else page.stories[number]
    giving.give(page, story, line, "body", "paragraph-in-turn")


def _running(page: Surroundings, at: int, line: Line) -> None:
    if line.number in page.turns:
        _take_turn(page, line)
        return
    page.story = unfinished.turned_back(page, at, line) or page.story
    story = page.story
    if story is not None and story.takes_subtitle(line):
        giving.give(page, story, line, "subtitle", "subtitle-plain")
        return
    if line.dateline is not None:
        page.visited = None
    elif _between(page, at, line, story):
        return
    if page.awaited is not None and wedged.awaits(page, at, line):
        giving.give(page, page.awaited, line, "body", "paragraph")
        page.awaited = None
    elif story is None or story.closed:
        _first_text(page, at, line)
    elif line.dateline and story.bodies and not story.only_introduced():
        giving.give(page, giving.new_story(page), line, "body", "paragraph-after-dateline")
    elif han_length(line.text) <= LONGEST_TITLE and headed.is_plain_headline(page, at, line):
        _plain_headline(page, at, line, story)
    else:
        giving.give(page, story, line, "body", "paragraph")


def _between(page: Surroundings, at: int, line: Line, story: Story | None) -> bool:
    """Give a line that parts two halves, numbers a section, or is a half; False for others."""
    if story is not None and _parts(page, at, line, story):
        return True
    if page.style.plain_titles and _heads_next(page, at, line, story):
        return False
    before = unfinished.half_before(page, at, line)
    if before is None and story is not None and _foreign(page, at, line, story):
        return True
    page.visited = None
    if before is None or headed.heads_dated(page, at, before, line):
        return False
    _give_rest(page, before, line, story)
    return True


def _heads_next(page: Surroundings, at: int, line: Line, story: Story | None) -> bool:
    """Whether a line without a mark that breaks a paragraph heads the article below it."""
    if notices.names_notice(line):
        return True
    last = story.bodies[-1] if story is not None and story.bodies else None
    return last is not None and last in page.rests and headed.heads_dated(page, at, last, line)


def _parts(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Give a headline, a section's number or a caption that stands in the midst of text."""
    if wedged.is_plainly_wedged(page, at, line):
        _wedge(page, at, line, story)
    elif headed.numbers_section(page, at, line, story):
        _heading(page, line, headed.of_row(page, at, line, story) or story)
    elif unfinished.is_caption_between(page, at, line, story):
        giving.give(page, story, line, "body", "paragraph", waits=True)
    else:
        return False
    return True


def _foreign(page: Surroundings, at: int, line: Line, story: Story) -> bool:
    """Give a paragraph of another story in the midst of ``story``, or between two halves."""
    waits = leaning.waits(page, at, story)
    if waits and headed.is_plain_heading(page, at, line):
        row = headed.of_row(page, at, line, story)
        if row is not None:
            _heading(page, line, row)
            return True
    if waits:
        other = interviews.asked_in(page, line, story) or leaning.leant_to(
            page, line.text, story, 0.0
        )
    else:
        other = unfinished.visits(page, line, story)
    if other is not None:
        giving.give(page, other, line, "body", "paragraph-resumes")
        page.story, page.visited = story, None if waits else other
    elif waits:
        giving.give(page, story, line, "body", "paragraph", waits=True)
    return waits or other is not None


def _give_rest(page: Surroundings, half: Line, line: Line, story: Story | None) -> None:
    """Give the rest of a half to its story, and keep in mind which was at hand."""
    other = page.stories[half.article or 0]
    if story is not None and story is not other and not story.closed:
        page.awaited = story
    line.joins = half.number
    giving.give(page, other, line, "body", "continuation")


def _first_text(page: Surroundings, at: int, line: Line) -> None:
    """Text with no article open: of one that goes on, a plain headline, or a new article."""
    earlier = None if line.dateline else _told_to_go_on(page, at, line)
    after = page.after(at)
    plain = headed.is_plain_headline(page, at, line)
    if plain and (
        earlier is None or (after is not None and headed.heads_story(page, at, line, after))
    ):
        giving.give(page, giving.new_story(page), line, "title", "headline-plain")
    elif earlier is not None:
        _resume(page, earlier, line)
    else:
        rule = "paragraph-after-dateline" if line.dateline else "paragraph"
        giving.give(page, giving.new_story(page), line, "body", rule)
        # What carries on a half farther down has its headline there.
        page.stories[-1].titled = line in page.halves


def _told_to_go_on(page: Surroundings, at: int, line: Line) -> Story | None:
    """The unfinished story of which text behind a closed one is, by what it says."""
    told = interviews.asked_in(page, line, page.story) or unfinished.told_by(
        page, "".join(page.ahead(at))
    )
    # A question begins an interview, and goes on no report.
    return told if told or interviews.is_asked(line.text) else leaning.left_off(page, at)


def _resume(page: Surroundings, earlier: Story, line: Line) -> None:
    """Go on with a story by what a line tells, in mid-sentence if it stopped in one."""
    last = earlier.bodies[-1]
    if not is_final(last.text) and page.joins(last, line):
        line.joins = last.number
        giving.give(page, earlier, line, "body", "continuation")
    else:
        giving.give(page, earlier, line, "body", "paragraph-resumes")


def _plain_headline(page: Surroundings, at: int, line: Line, story: Story) -> None:
    after = page.after(at)
    if not story.bodies:
        _above_text(page, at, line, story)
    elif story.lines[-1][0] == "title":
        giving.give(page, story, line, "subtitle", "subtitle-plain")
    elif openings.opens_plainly(page, at, line, after, story):
        if after is not None and openings.is_plainly_lost(page, at, line, after, story):
            giving.give(page, story, line, "title", "headline-displaced")
        else:
            giving.give(page, giving.new_story(page), line, "title", "headline-plain")
    elif headed.is_lost(page, line, story) or (
        not story.titled and story.labelled() and story.says(line)
    ):
        giving.give(page, story, line, "title", "headline-displaced")
    elif (
        page.style.headings_marked
        or page.style.is_title(after)
        or (after is not None and after.number in page.kickers)
        or not headed.is_plain_heading(page, at, line)
    ):
        giving.give(page, story, line, "body", "paragraph")
    else:
        _heading(page, line, headed.of_row(page, at, line, story) or story)
