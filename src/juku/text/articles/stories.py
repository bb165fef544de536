"""The lines of a page given to its stories: where one begins and where it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text.articles import displaced, labels, merging_stories
from juku.text.articles.undisputed import Undisputed
from juku.text.blocks import headlines, notices, stacks
from juku.text.blocks.headlines import LONGEST_TITLE, han_length
from juku.text.vocabulary.marks import are_parted, is_final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.articles.displaced import Part, Story
    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams


def gather(
    lines: Sequence[Line], columns: AbstractSet[str], seams: Seams, *, single: bool = False
) -> list[Story]:
    """The articles of a page, in the order in which they begin; every line learns its own.

    ``single`` says that the page has one article, whatever its headlines look like.
    """
    found = _Gatherer(lines, columns, seams, single=single).gather()
    seams.forget()
    return found


class _Gatherer(Undisputed):
    """Goes through the lines once, with an eye on what stands before and after."""

    def gather(self) -> list[Story]:
        plain = self.plain()
        for at, line in enumerate(self.flow):
            if line.number in plain and (story := self.undisputed(line)) is not None:
                self._go_on(story, line)
            elif line.forced is not None:
                self.give_forced(line, line.forced)
            elif self.labels(line):
                self.give_label(line)
            elif line.number in self.over_headlines and self._is_kicker(at, line):
                self.give(self.fresh_story(), line, "subtitle", "subtitle-over-headline")
            elif line.kind == "credit" or (line.kind == "dateline" and self.is_lone_credit(at)):
                self.give_credit(at, line)
            elif line.kind == "heading":
                self._headline(at, line)
            else:
                self._running(at, line)
        self.stories = merging_stories.merged(self.stories, self.lines, self.rests)
        others = any(story.titled for story in self.stories)
        habit = (self.style.bold_titles or self.style.plain_titles) and others
        for story in self.stories:
            merging_stories.head_bracketed(story)
            if not story.titled:
                displaced.find_title(story, self.beside_repeat, habit=habit, others=others)
        return self.stories

    # Headlines and headings

    def _headline(self, at: int, line: Line) -> None:
        story = self.story
        self.visited = self.left = None
        if story is None or story.closed:
            self._first_line(at, line)
        elif self.is_wedged(at, line):
            self._wedge(at, line, story)
        elif not story.bodies:
            self._above_text(at, line, story)
        else:
            self._behind_text(at, line, story)

    def _behind_text(self, at: int, line: Line, story: Story) -> None:
        """A headline behind text of a story: a heading of this or another, or the next one's."""
        if (earlier := self.spoken_of(self.ahead(at + 1), story)) is not None:
            self.give(earlier, line, "heading", "heading-resumes")
        elif self.opens_story(at, line, story):
            self._open_with(at, line, story)
        elif story.lines[-1][0] == "title" and headlines.is_subtitle(line, story.lines[-1][1]):
            self.give(story, line, "subtitle", "subtitle-under-headline")
        elif not story.titled and self.style.is_title(line) and self.is_no_heading(at, line):
            self.give(story, line, "title", "headline-displaced")
        elif (earlier := self.resumed_by(at, line, story)) is not None:
            self.give(earlier, line, "heading", "heading-resumes")
        else:
            self._heading(line, self.of_row(at, line, story) or story)

    def _heading(self, line: Line, story: Story) -> None:
        """A heading of a section, by whether a mark or its looks and its place say so."""
        if story is not self.story:
            self.give(story, line, "heading", "heading-resumes")
            return
        marked = line.kind == "heading"
        self.give(story, line, "heading", "heading-marked" if marked else "heading-plain")

    def _above_text(self, at: int, line: Line, story: Story) -> None:
        """A headline, marked or not, where its story has no text yet."""
        marked = line.kind == "heading"
        if story.titled and (headlines.is_numbered(line.text) or self.is_below_author(line, story)):
            self._heading(line, story)
        elif self.is_next_headline(at, line, story):
            self.give(self.new_story(), line, "title", "headline-opens")
        elif story.titled and self.is_second_line(at, line, story):
            self.give(story, line, "title", "headline-second-line")
        elif story.titled and (marked or not story.yields_headline(line)):
            rule = "subtitle-under-headline" if marked else "subtitle-plain"
            self.give(story, line, "subtitle", rule)
        else:
            self.give(story, line, "title", "headline-marked" if marked else "headline-plain")

    def _wedge(self, at: int, line: Line, story: Story) -> None:
        """A headline between two halves: of this story, or of the next, whose text is awaited."""
        self.wedges.add(line.number)
        if self.is_of_next(at, line, story):
            awaited = self.new_story()
            self.give(awaited, line, "title", "headline-opens")
            self.story, self.awaited = story, awaited
        elif story.titled or not (line.level == 0 or self.is_no_heading(at, line)):
            self._heading(line, story)
        else:
            self.give(story, line, "title", "headline-displaced")

    def _is_kicker(self, at: int, line: Line) -> bool:
        """Whether a line right above a headline is of the article that this opens."""
        story, headline = self.story, self.flow[at + 1]
        if story is None or story.closed:
            return line.kind == "heading" or self.half_before(at, line) is None
        over_dashes = stacks.is_kicker(self.flow, at)
        if not (story.titled or story.bodies) and (over_dashes or line.level):
            return True
        if not (story.titled and story.bodies and self.opens_story(at + 1, headline, story)):
            return False
        if over_dashes:
            whole = is_final(story.bodies[-1].text) and self.may_be_kicker(at, line)
            return line.kind == "heading" or whole
        label = labels.is_short(line) or line.level not in self.section_levels
        if line.kind == "heading" and label:
            return not self.says_what_was(at, line, story)
        return self.is_over_headline(at, line, story)

    def _open_with(self, at: int, line: Line, before: Story) -> None:
        """Begin a story with a headline, or with the paragraphs before it that are of its story."""
        after = self.after(at)
        taken: list[tuple[Part, Line]] = []
        if after is not None and after.kind == "paragraph" and not after.begins_below(line):
            taken = displaced.take_back(before, self.ahead(at + 1))
        above = None if taken else displaced.heading_above(before, self.flow[at - 1], line)
        story = self.new_story()
        for part, one in taken:
            moved = part == "body" and one.joins is None
            rule = "paragraph-under-displaced" if moved else one.rule
            self.give(story, one, part, rule)
        if above is not None:
            self.give(story, above, "title", "headline-opens")
            self.give(story, line, "subtitle", "subtitle-under-headline")
            return
        self.give(story, line, "title", "headline-displaced" if taken else "headline-opens")

    def _first_line(self, at: int, line: Line) -> None:
        """A headline with no article open: a new one's, or a heading of one that goes on."""
        if (signed := self.signed_before(at, line)) is not None:
            self._go_on_signed(signed, line)
            return
        after = self.after(at)
        resumes = after is not None and after.kind == "paragraph" and after.dateline is None
        if resumes and not self.style.is_title(line):
            earlier = self.told_by("".join(self.ahead(at + 1)))
            if earlier:
                self.give(earlier, line, "heading", "heading-resumes")
                return
        self.give(self.new_story(), line, "title", "headline-marked")

    def _go_on_signed(self, story: Story, line: Line) -> None:
        """Open a story again for the next of its sections, each of which ends with who wrote it."""
        story.head_sections(lambda above: above.level == line.level)
        story.closed = False
        self.give(story, line, "heading", "heading-signed")

    # Running text

    def _go_on(self, story: Story, line: Line) -> None:
        """Give a paragraph that no rule disputes to the story at hand."""
        self.visited = None
        parted = not story.bodies or are_parted(story.bodies[-1].text, line.text)
        half = None if parted else self.half_at_hand(story, line)
        if half is None:
            self.give(story, line, "body", "paragraph")
        else:
            self._give_rest(half, line, story)

    def _take_turn(self, line: Line) -> None:
        """Give a paragraph to the article whose turn it is."""
        self.visited = self.left = None
        number = self.turns[line.number].article
        story = self.story or self.new_story() if number is None else self.stories[number]
        self.give(story, line, "body", "paragraph-in-turn")

    def _running(self, at: int, line: Line) -> None:
        if line.number in self.turns:
            self._take_turn(line)
            return
        self.story = self.turned_back(at, line) or self.returned(line) or self.story
        story = self.story
        if story is not None and story.takes_subtitle(line):
            self.give(story, line, "subtitle", "subtitle-plain")
            return
        if line.dateline is not None:
            self.visited = None
        elif self._between(at, line, story):
            return
        if self.awaited is not None and self.awaits(at, line):
            self.give(self.awaited, line, "body", "paragraph")
            self.awaited = None
        elif story is None or story.closed:
            self._first_text(at, line)
        elif line.dateline and story.bodies and not story.only_introduced():
            self.give(self.new_story(), line, "body", "paragraph-after-dateline")
        elif han_length(line.text) <= LONGEST_TITLE and self.is_plain_headline(at, line):
            self._plain_headline(at, line, story)
        else:
            self.give(story, line, "body", "paragraph")

    def _between(self, at: int, line: Line, story: Story | None) -> bool:
        """Give a line that parts two halves, numbers a section, or is a half; False for others."""
        if story is not None and self._parts(at, line, story):
            return True
        if self.style.plain_titles and self._heads_next(at, line, story):
            return False
        before = self.half_before(at, line)
        if before is None and story is not None and self._foreign(at, line, story):
            return True
        self.visited = None
        if before is None or self.heads_dated(at, before, line):
            return False
        self._give_rest(before, line, story)
        return True

    def _heads_next(self, at: int, line: Line, story: Story | None) -> bool:
        """Whether a line without a mark that breaks a paragraph heads the article below it."""
        if notices.names_notice(line):
            return True
        last = story.bodies[-1] if story is not None and story.bodies else None
        return last is not None and last in self.rests and self.heads_dated(at, last, line)

    def _parts(self, at: int, line: Line, story: Story) -> bool:
        """Give a headline, a section's number or a caption that stands in the midst of text."""
        if self.is_plainly_wedged(at, line):
            self._wedge(at, line, story)
        elif self.numbers_section(at, line, story):
            self._heading(line, self.of_row(at, line, story) or story)
        elif self.is_caption_between(at, line, story):
            self.give(story, line, "body", "paragraph", waits=True)
        else:
            return False
        return True

    def _foreign(self, at: int, line: Line, story: Story) -> bool:
        """Give a paragraph of another story in the midst of ``story``, or between two halves."""
        waits = self.waits(at, story)
        if waits and self.is_plain_heading(at, line):
            row = self.of_row(at, line, story)
            if row is not None:
                self._heading(line, row)
                return True
        if waits:
            other = self.asked_in(line, story) or self.leant_to(line.text, story, 0.0)
        else:
            other = self.visits(line, story)
        if other is not None:
            self.give(other, line, "body", "paragraph-resumes")
            self.story, self.visited = story, None if waits else other
        elif waits:
            self.give(story, line, "body", "paragraph", waits=True)
        return waits or other is not None

    def _give_rest(self, half: Line, line: Line, story: Story | None) -> None:
        """Give the rest of a half to its story, and keep in mind which was at hand."""
        other = self.stories[half.article or 0]
        if story is not None and story is not other and story.titled and not story.bodies:
            self.awaited = story
        self.left = story if story is not other else None
        line.joins = half.number
        self.give(other, line, "body", "continuation")

    def _first_text(self, at: int, line: Line) -> None:
        """Text with no article open: of one that goes on, a plain headline, or a new article."""
        earlier = None if line.dateline else self._told_to_go_on(at, line)
        after = self.after(at)
        plain = self.is_plain_headline(at, line)
        if plain and (earlier is None or (after is not None and self.heads_story(at, line, after))):
            self.give(self.new_story(), line, "title", "headline-plain")
        elif earlier is not None:
            self._resume(earlier, line)
        else:
            rule = "paragraph-after-dateline" if line.dateline else "paragraph"
            self.give(self.new_story(), line, "body", rule)
            # What carries on a half farther down has its headline there.
            self.stories[-1].titled = line in self.halves

    def _told_to_go_on(self, at: int, line: Line) -> Story | None:
        """The unfinished story of which text behind a closed one is, by what it says."""
        told = self.asked_in(line, self.story) or self.told_by("".join(self.ahead(at)))
        return told or self.left_off(at)

    def _resume(self, earlier: Story, line: Line) -> None:
        """Go on with a story by what a line tells, in mid-sentence if it stopped in one."""
        last = earlier.bodies[-1]
        if not is_final(last.text) and self.joins(last, line):
            line.joins = last.number
            self.give(earlier, line, "body", "continuation")
        else:
            self.give(earlier, line, "body", "paragraph-resumes")

    def _plain_headline(self, at: int, line: Line, story: Story) -> None:
        after = self.after(at)
        if not story.bodies:
            self._above_text(at, line, story)
        elif story.lines[-1][0] == "title":
            self.give(story, line, "subtitle", "subtitle-plain")
        elif self.opens_plainly(at, line, after, story):
            if after is not None and self.is_plainly_lost(at, line, after, story):
                self.give(story, line, "title", "headline-displaced")
            else:
                self.give(self.new_story(), line, "title", "headline-plain")
        elif self.is_lost(line, story) or (
            not story.titled and story.labelled() and story.says(line)
        ):
            self.give(story, line, "title", "headline-displaced")
        elif (
            self.style.headings_marked
            or self.style.is_title(after)
            or (after is not None and after.number in self.kickers)
            or not self.is_plain_heading(at, line)
        ):
            self.give(story, line, "body", "paragraph")
        else:
            self._heading(line, self.of_row(at, line, story) or story)
