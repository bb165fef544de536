"""What stands around a line of a page: the judgements by which lines are given to stories."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from juku.text import headlines, labels, notices, runs, signatures, stacks, topics
from juku.text.adjoining import Adjoining
from juku.text.displaced import ECHO, ENOUGH, WINDOW, Story
from juku.text.headlines import LONGEST_TITLE
from juku.text.layout import BOLD
from juku.text.marks import DASHES, is_final
from juku.text.unheaded import unheaded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.lines import Line
    from juku.text.seams import Seams

_REFRAIN = 24
"""Characters of the longest line of a refrain."""


class Surroundings(Adjoining):
    """The lines of a page while stories are made of them, and what can be asked of a place."""

    def __init__(self, lines: Sequence[Line], columns: AbstractSet[str], seams: Seams) -> None:
        self.flow = [line for line in lines if not line.aside and line.kind != "furniture"]
        self.columns = columns
        self.seams = seams
        self.beside_repeat = headlines.beside_repeats(lines)
        self.style = headlines.style(self.flow, columns)
        self.listed = runs.listed(self.flow, seams, columns, indented=self.style.indented)
        self.listed |= self._refrains()
        self.by_marks = labels.by_marks(self.flow, self.style)
        self.kickers = labels.kickers(self.flow, self.style)
        self.unheaded = unheaded(self.flow, self.style, self.labels)
        self.stories: list[Story] = []
        self.unfinished: dict[int, Story] = {}
        """With paragraphs and no credit yet, by number."""
        self.story: Story | None = None
        self.wedges: set[int] = set()
        """Numbers of the headlines that stand between two halves."""
        self.turned, self.back = headlines.jumps(lines)
        open_ends = list(self.open_ends())
        self.reindented = self.style.indented and any(
            other.indented and seams.surely(one.text, other.text) for one, other in open_ends
        )
        marked = self.style.headings_marked
        told = sum(
            seams.is_heading(one.text, other.text)
            for one, other in open_ends
            if one.number in self.unheaded or not marked
        )
        seams.headed = told > marked
        seams.broken = any(self.joins(one, other) for one, other in open_ends)

    def open_ends(self) -> Iterator[tuple[Line, Line]]:
        """Lines in the midst of a story that end with no mark, each with the paragraph after it."""
        for before, one, other in zip(self.flow, self.flow[1:], self.flow[2:], strict=False):
            if (
                one.kind == other.kind == "paragraph"
                and before.kind in ("paragraph", "heading")
                and other.dateline is None
                and one.number not in self.listed
                and not is_final(one.text)
            ):
                yield one, other

    def _refrains(self) -> set[int]:
        """Numbers of the short lines that return elsewhere and were meant to."""
        if len(self.texts) == len(self.flow):
            return set()
        at_once = {one.text for one, other in pairwise(self.flow) if one.text == other.text}
        return {
            line.number
            for line in self.flow
            if line.kind == "paragraph"
            and len(line.text) <= _REFRAIN
            and self.texts[line.text] > 1
            and line.text not in at_once
        }

    @cached_property
    def texts(self) -> Counter[str]:
        """How often each line is printed."""
        return Counter(line.text for line in self.flow)

    @cached_property
    def section_levels(self) -> set[int]:
        """The levels of headings that stand between paragraphs."""
        around = zip(self.flow, self.flow[1:], self.flow[2:], strict=False)
        return {
            line.level
            for before, line, after in around
            if line.level and before.kind == after.kind == "paragraph"
        }

    # What stands around

    def after(self, at: int) -> Line | None:
        """The next line, None behind the last."""
        return self.flow[at + 1] if at + 1 < len(self.flow) else None

    def ahead(self, at: int) -> list[str]:
        """The next paragraphs of what can only be one story."""
        texts: list[str] = []
        for line in self.flow[at : at + 2 * WINDOW]:
            if line.kind == "credit" or (texts and (line.dateline or self.labels(line))):
                break
            if line.kind == "heading" and self.style.is_title(line):
                break
            if line.kind == "paragraph":
                texts.append(line.text[:ENOUGH])
            if len(texts) == WINDOW:
                break
        return texts

    # Headlines

    def labels(self, line: Line) -> bool:
        """Whether a line is the label of a column."""
        return line.number in self.by_marks or headlines.is_label(line.text, self.columns)

    def is_lone_credit(self, at: int) -> bool:
        """A dateline alone on its line that ends an article instead of beginning a paragraph."""
        story, after = self.story, self.after(at)
        if story is None or story.closed or not story.bodies:
            return False
        return after is None or after.kind == "heading" or self.labels(after)

    def begins(self, at: int, line: Line, after: Line) -> bool:
        """Whether what follows can only follow the headline of an article."""
        if after.dateline is not None or after.kind == "credit" or stacks.greets(after):
            return True
        if headlines.is_subtitle(after, line):
            return True
        return self.style.bold_titles and self.subtitle_and_text(at)

    def announces(self, at: int, line: Line, story: Story) -> bool:
        """Whether a headline says what comes and nothing of what was."""
        ahead = "".join(self.ahead(at + 1))
        new, old = topics.echoed(line.text, ahead), topics.echoed(line.text, story.tail())
        return new >= ECHO > 3 * old

    def says_what_follows(self, at: int, line: Line, story: Story) -> bool:
        """Whether a line above a headline says what its article says, and nothing of ``story``."""
        below = self.flow[at + 1].text + "".join(self.ahead(at + 2))
        new, old = topics.echoed(line.text, below), topics.echoed(line.text, story.tail())
        return new >= ECHO / 2 and new > 2 * old

    def is_over_headline(self, at: int, line: Line, story: Story) -> bool:
        """Whether a line between the end of ``story`` and a headline is of that headline."""
        if not is_final(story.bodies[-1].text) or story.is_unsigned_notice():
            return False
        label = line.level == 0 and not self.seams.broken and labels.is_short(line)
        return label or self.says_what_follows(at, line, story)

    def is_no_heading(self, at: int, line: Line) -> bool:
        """Whether a headline cannot be a heading: by its mark, or by a subtitle below it."""
        after = self.after(at)
        return line.level < BOLD or (after is not None and headlines.is_subtitle(after, line))

    def says_what_was(self, at: int, line: Line, story: Story) -> bool:
        """Whether a line above a headline says what ``story`` says, rather than its article."""
        below = self.flow[at + 1].text + "".join(self.ahead(at + 2))
        old = topics.echoed(line.text, story.tail())
        return old >= ECHO and old > topics.echoed(line.text, below)

    def is_kicker_over(self, at: int, above: Line, line: Line) -> bool:
        """Of two headlines marked alike, whether the second is the main one."""
        after = self.after(at)
        if after is not None and headlines.is_subtitle(after, line):
            return True
        ahead = "".join(self.ahead(at + 1))
        return topics.echoed(line.text, ahead) > topics.echoed(above.text, ahead)

    def subtitle_and_text(self, at: int) -> bool:
        """Whether another headline follows, or a plain one and then a dateline."""
        after, then = self.after(at), self.after(at + 1)
        if after is None or then is None:
            return False
        plain = headlines.is_headline(after) and stacks.begins_story(self.flow, at + 2)
        if not plain and self.story is not None and not self.story.titled:
            return False
        return plain or (after.kind == "heading" and then.kind == "paragraph")

    def heads_dated(self, at: int, before: Line, line: Line) -> bool:
        """Whether a line that could be a half is the headline of what a dateline begins."""
        after, then = self.after(at), self.after(at + 1)
        if after is None or not headlines.is_headline(line):
            return False
        under = then is not None and then.dateline is not None and after.text.startswith(DASHES)
        alike = headlines.is_headline(before) and not self.seams.is_prose(line.text)
        stacked = alike and stacks.heads_story(self.flow, at, self.labels)
        if after.dateline is None and not under and not stacked:
            return False
        return not self.seams.torn(before.text, line.text)

    def heads_story(self, at: int, line: Line, after: Line) -> bool:
        """Whether a byline or a greeting follows, perhaps behind subtitles, or one of dashes."""
        if self.style.is_title(after) and self.seams.broken:
            return False
        if not self.style.plain_titles and self.seams.is_prose(line.text):
            return False
        dashes = headlines.is_subtitle(after, line) and not self.style.is_title(after)
        dashes = dashes and not self.style.is_title(self.after(at + 1))
        if after.dateline is not None or after.kind == "credit" or dashes:
            return True
        if stacks.is_kicker(self.flow, at) and not self.may_be_kicker(at, line):
            return False
        return stacks.heads_story(self.flow, at, self.labels)

    def may_be_kicker(self, at: int, line: Line) -> bool:
        """Whether a line without a mark that ends no story says what the headline below it says."""
        story = self.story
        if story is None or story.closed or not story.bodies:
            return True
        return self.says_what_follows(at, line, story)

    def is_plain_headline(self, at: int, line: Line) -> bool:
        """Whether a line with no mark is a headline, a subtitle or a heading."""
        after, story = self.after(at), self.story
        if after is None or self.is_turned(line, story) or self._is_row_of_notice(line, story):
            return False
        notice = notices.names_notice(line)
        if notice or self.in_list(at, line):
            return notice and after.kind == "paragraph"
        begins = above_text = story is None or story.closed or not story.bodies
        if story is not None and above_text and story.titled and not story.closed:
            begins = story.is_under_label(line)
        if after.kind == "credit":
            then = self.after(at + 1) if above_text else None
            opens = then is not None and (then.dateline is not None or signatures.is_authors(after))
            return headlines.is_headline(line) and (opens or signatures.signs(self.flow, at + 1))
        if self.style.plain_titles and begins and headlines.is_headline(line, LONGEST_TITLE):
            return not self.seams.torn(line.text, after.text)
        told = after.kind in ("paragraph", "heading") and headlines.is_headline(line)
        if told and story is not None and self.is_lost(line, story):
            return not self.seams.torn(line.text, after.text)
        return told and not self.joins(line, after)

    @staticmethod
    def _is_row_of_notice(line: Line, story: Story | None) -> bool:
        """Whether a row stands right below what it is of: 今日天气, and then 市区：多云."""
        if story is None or story.closed or story.bodies or not story.titled:
            return False
        return story.is_unsigned_notice() and runs.is_row(line.text)

    def is_turned(self, line: Line, story: Story | None) -> bool:
        """Whether a line in the midst of a story is said to go on elsewhere, and that is met."""
        told = story is not None and not story.closed and bool(story.bodies)
        return told and line.number in self.turned and max(self.back, default=-1) > line.number

    def is_lost(self, line: Line, story: Story) -> bool:
        """Whether a line says what a story says that has no headline yet, where none is marked."""
        return self.style.plain_titles and not story.titled and story.says(line)

    def is_plain_heading(self, at: int, line: Line) -> bool:
        """Whether a short line heads a section: it stands alone among paragraphs, and once."""
        beside = (self.flow[place] for place in (at - 1, at + 1) if 0 <= place < len(self.flow))
        again = self.texts[line.text] > 1 and is_final(line.text)
        if again or not headlines.is_heading(line):
            return False
        return not any(
            one.kind == "paragraph"
            and headlines.is_headline(one)
            and not self.is_row_below(at, one)
            for one in beside
        )

    def is_row_below(self, at: int, one: Line) -> bool:
        """Whether a line stands below another that is none, as the first row of a table."""
        return (
            one is self.after(at) and runs.is_row(one.text) and not runs.is_row(self.flow[at].text)
        )

    def numbers_section(self, at: int, line: Line, story: Story) -> bool:
        """Whether a line is a number and nothing else, between whole paragraphs."""
        after = self.after(at)
        if not headlines.is_section_number(line.text) or after is None or story.closed:
            return False
        begun = is_final(story.bodies[-1].text) if story.bodies else story.titled
        return begun and after.kind == "paragraph" and not headlines.is_headline(after)

    def in_list(self, at: int, line: Line) -> bool:
        """Whether a short line stands among others that end with no mark either."""
        if line.number not in self.listed:
            return False
        beside = (self.flow[place] for place in (at - 1, at + 1) if 0 <= place < len(self.flow))
        return any(one.number in self.listed and not is_final(one.text) for one in beside)
