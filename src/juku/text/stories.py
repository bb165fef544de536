"""The lines of a page given to its stories: where one begins and where it goes on."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from juku.text import displaced, headlines, topics
from juku.text.displaced import ECHO, ENOUGH, WINDOW, Story
from juku.text.headlines import LONGEST_TITLE
from juku.text.layout import BOLD
from juku.text.seams import is_final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from juku.records import Correction
    from juku.text.displaced import Part
    from juku.text.lines import Line
    from juku.text.seams import Seams


_PARTS: dict[str, Part] = {
    "title": "title",
    "subtitle": "subtitle",
    "column": "column",
    "heading": "heading",
    "credit": "credit",
}


_OPEN_STORIES = 6
"""How many unfinished stories are asked whether a text is theirs."""


def gather(lines: Sequence[Line], columns: AbstractSet[str], seams: Seams) -> list[Story]:
    """The articles of a page, in the order in which they begin; every line learns its own."""
    return _Gatherer(lines, columns, seams).gather()


class _Gatherer:
    """Goes through the lines once, with an eye on what stands before and after."""

    def __init__(self, lines: Sequence[Line], columns: AbstractSet[str], seams: Seams) -> None:
        self.flow = [line for line in lines if not line.aside and line.kind != "furniture"]
        self.columns = columns
        self.seams = seams
        self.beside_repeat = headlines.beside_repeats(lines)
        self.listed = headlines.listed(self.flow, seams.torn, columns)
        self.style = headlines.style(self.flow, columns)
        self.texts = Counter(line.text for line in self.flow)
        self.stories: list[Story] = []
        self.unfinished: dict[int, Story] = {}
        """With paragraphs and no credit yet, by number."""
        self.story: Story | None = None

    def gather(self) -> list[Story]:
        for at, line in enumerate(self.flow):
            if line.forced is not None:
                self._forced(line, line.forced)
            elif line.kind == "credit" or self._is_lone_credit(at, line):
                self._credit(line)
            elif line.text in self.columns:
                self._column(line)
            elif line.kind == "heading":
                self._headline(at, line)
            else:
                self._running(at, line)
        habit = self.style.bold_titles and any(story.titled for story in self.stories)
        for story in self.stories:
            if not story.titled:
                displaced.find_title(story, self.beside_repeat, habit=habit)
        return self.stories

    # What is given to a story

    def _open(self) -> Story:
        self.story = Story(len(self.stories))
        self.stories.append(self.story)
        return self.story

    def _give(self, story: Story, line: Line, part: Part, rule: str) -> None:
        self.story = story
        line.article = story.number
        line.rule = rule
        story.lines.append((part, line))
        if part == "title":
            story.titled = True
        elif part == "body":
            story.bodies.append(line)
            if not story.closed:
                self.unfinished.setdefault(story.number, story)

    def _credit(self, line: Line) -> None:
        story = self.story or self._open()
        if story.bodies:
            self._close(story)
            self._give(story, line, "credit", "credit-closes")
        else:
            self._give(story, line, "credit", "credit-under-headline")

    def _close(self, story: Story) -> None:
        story.closed = True
        self.unfinished.pop(story.number, None)

    def _column(self, line: Line) -> None:
        story = self.story
        if story is None or story.bodies or story.closed:
            story = self._open()
        self._give(story, line, "column", "column-of-curation")

    def _is_lone_credit(self, at: int, line: Line) -> bool:
        """A dateline alone on its line that ends an article instead of beginning a paragraph."""
        story, after = self.story, self._after(at)
        if line.kind != "dateline" or story is None or story.closed or not story.bodies:
            return False
        return after is None or after.kind == "heading" or after.text in self.columns

    def _forced(self, line: Line, row: Correction) -> None:
        """A curator's word: it is done, whatever stands around."""
        story = self.story
        full = story is not None and (story.titled if row.kind == "title" else bool(story.bodies))
        if row.kind in ("title", "column") and story and (story.closed or full):
            story = None
        story = story or self._open()
        if row.kind == "credit" and story.bodies:
            self._close(story)
        if row.kind == "continuation":
            story = self._carry_on(line, row, story)
        part = _PARTS.get(row.kind, "body")
        self._give(story, line, part, row.row)

    def _carry_on(self, line: Line, row: Correction, story: Story) -> Story:
        """Join the line to the one that the row names, or to the last of the story."""
        named = (one for one in self.flow if row.of is not None and one.starts_at(row.of))
        before = next(named, story.bodies[-1] if story.bodies else None)
        if before is None or before.article is None or before.number >= line.number:
            return story
        line.joins = before.number
        return self.stories[before.article]

    # Headlines and headings

    def _headline(self, at: int, line: Line) -> None:
        story = self.story
        if story is None or story.closed:
            self._first_line(at, line)
        elif not story.bodies:
            if story.titled:
                self._give(story, line, "subtitle", "subtitle-under-headline")
            else:
                self._title(story, line, "headline-marked")
        elif self._opens(at, line, story):
            self._open_with(at, line, story)
        elif not story.titled and self.style.is_title(line) and line.level < BOLD:
            self._title(story, line, "headline-displaced")
        else:
            self._give(story, line, "heading", "heading-marked")

    def _open_with(self, at: int, line: Line, before: Story) -> None:
        """Begin a story with a headline, or with the paragraphs before it that are of its story."""
        after = self._after(at)
        taken: list[tuple[Part, Line]] = []
        if after is not None and after.kind == "paragraph" and after.dateline is None:
            taken = displaced.take_back(before, self._ahead(at + 1))
        story = self._open()
        for part, one in taken:
            rule = "paragraph-under-displaced" if part == "body" else one.rule
            self._give(story, one, part, rule)
        self._title(story, line, "headline-displaced" if taken else "headline-opens")

    def _title(self, story: Story, line: Line, rule: str) -> None:
        self._give(story, line, "title", rule)

    def _first_line(self, at: int, line: Line) -> None:
        """A headline with no article open: a new one's, or a heading of one that goes on."""
        after = self._after(at)
        resumes = after is not None and after.kind == "paragraph" and after.dateline is None
        if resumes and not self.style.is_title(line):
            earlier = self._told_by("".join(self._ahead(at + 1)))
            if earlier:
                self._give(earlier, line, "heading", "heading-resumes")
                return
        story = self._open()
        above = after is not None and after.kind == "heading" and after.level < line.level
        if above and self.style.is_title(after):
            self._give(story, line, "subtitle", "subtitle-over-headline")
        else:
            self._title(story, line, "headline-marked")

    def _opens(self, at: int, line: Line, story: Story) -> bool:
        """Whether a headline in the midst of a story begins another."""
        after = self._after(at)
        if after is None:
            return self.style.is_title(line) and story.titled
        if self._begins(at, line, after):
            return True
        if self._between_halves(story, after):
            return False
        if self.style.is_title(line) and line.level < BOLD:
            return story.entitled() or not self._goes_on(at + 1, story, topics.SAME / 3)
        bold = self.style.bold_titles
        least = topics.SAME * (2 if bold and self._announces(at, line, story) else 1)
        return (bold or not story.titled) and not self._goes_on(at + 1, story, least)

    def _begins(self, at: int, line: Line, after: Line) -> bool:
        """Whether what follows can only follow the headline of an article."""
        if after.dateline is not None or headlines.is_subtitle(after, line):
            return True
        return self.style.bold_titles and self._subtitle_and_text(at)

    def _announces(self, at: int, line: Line, story: Story) -> bool:
        """Whether a headline says what comes and nothing of what was."""
        ahead = "".join(self._ahead(at + 1))
        new, old = topics.echoed(line.text, ahead), topics.echoed(line.text, story.tail())
        return new >= ECHO > 3 * old

    def _subtitle_and_text(self, at: int) -> bool:
        """Whether another headline follows, or a plain one and then a dateline."""
        after, then = self._after(at), self._after(at + 1)
        if after is None or then is None:
            return False
        plain = headlines.is_headline(after) and then.dateline is not None
        if not plain and self.story is not None and not self.story.titled:
            return False
        return plain or (after.kind == "heading" and then.kind == "paragraph")

    def _between_halves(self, story: Story, after: Line) -> bool:
        last = story.bodies[-1]
        if after.kind != "paragraph" or is_final(last.text) or last.number in self.listed:
            return False
        return self.seams.torn(last.text, after.text)

    def _goes_on(self, at: int, story: Story, least: float = topics.SAME) -> bool:
        """Whether the text from ``at`` tells what ``story`` tells; so it is held if unknown."""
        ahead = self._ahead(at)
        share = topics.shared(story.tail(), "".join(ahead))
        # The fewer paragraphs there are to compare, the less they need to share.
        seen = min(len(story.bodies), len(ahead), 3)
        return share is None or share >= least * seen / 3

    # Running text

    def _running(self, at: int, line: Line) -> None:
        story = self.story
        if line.dateline is None:
            before = self._half_before(line)
            if before is not None and not self._heads_dated(at, before, line):
                line.joins = before.number
                self._give(self.stories[before.article or 0], line, "body", "continuation")
                return
        if story is None or story.closed:
            self._first_text(at, line)
        elif line.dateline and story.bodies:
            self._body(self._open(), line, "paragraph-after-dateline")
        elif self._is_plain_headline(at, line):
            self._plain_headline(at, line, story)
        else:
            self._body(story, line, "paragraph")

    def _heads_dated(self, at: int, before: Line, line: Line) -> bool:
        """Whether a line that could be a half is the headline of what a dateline begins."""
        after = self._after(at)
        if after is None or after.dateline is None or not headlines.is_headline(line):
            return False
        return not self.seams.torn(before.text, line.text)

    def _body(self, story: Story, line: Line, rule: str) -> None:
        self._give(story, line, "body", rule)

    def _half_before(self, line: Line) -> Line | None:
        """The last line of this or of another unfinished story, if the line carries it on."""
        story = self.story
        if story and not story.closed and story.bodies:
            last = story.bodies[-1]
            if story.lines[-1][0] != "heading" and self._joins(last, line):
                return last
        for other in self._open_stories():
            last = other.bodies[-1]
            if other is story or is_final(last.text) or last.number in self.listed:
                continue
            if self._joins(last, line) and self._resumes(other, last, line):
                return last
        return None

    def _resumes(self, other: Story, last: Line, line: Line) -> bool:
        """Whether a line is rather of an ``other`` open story than of the one at hand."""
        story = self.story
        if story is None or story.closed or self.seams.torn(last.text, line.text):
            return True
        if not story.bodies or not is_final(story.bodies[-1].text):
            return False
        there, here = (topics.shared(one.tail(), line.text) for one in (other, story))
        return there is not None and there >= topics.SAME and there > 2 * (here or 0.0)

    def _joins(self, before: Line, line: Line) -> bool:
        half = before.joins is not None
        listed = before.number in self.listed and not half
        if listed:
            return False
        if self._is_told_of(before, line) and not half:
            return self.seams.left_open(before.text, line.text)
        if self.style.indented:
            if line.indented:
                return False
            half = half or (before.indented and self._is_half(before, line))
        return self.seams.carries_on(before.text, line.text, half=half, listed=listed)

    def _is_half(self, before: Line, line: Line) -> bool:
        """Whether a line that is set in stops, and what follows is no heading."""
        if is_final(before.text):
            return False
        return not headlines.is_heading(line) or self.seams.torn(before.text, line.text)

    def _is_told_of(self, before: Line, line: Line) -> bool:
        """Whether the first could be the headline of the second, whose words it has."""
        if not self.style.plain_titles or not headlines.is_headline(before):
            return False
        return topics.echoed(before.text, line.text[:ENOUGH]) >= ECHO

    def _open_stories(self) -> Iterator[Story]:
        return islice(reversed(self.unfinished.values()), _OPEN_STORIES)

    def _told_by(self, text: str) -> Story | None:
        """The unfinished story that tells what ``text`` tells."""
        best, most = None, topics.SAME
        for story in self._open_stories():
            share = topics.shared(story.tail(), text)
            if share is not None and share >= most:
                best, most = story, share
        return best

    def _first_text(self, at: int, line: Line) -> None:
        """Text with no article open: of one that goes on, a plain headline, or a new article."""
        earlier = None if line.dateline else self._told_by("".join(self._ahead(at)))
        after = self._after(at)
        plain = self._is_plain_headline(at, line)
        if plain and (earlier is None or (after is not None and after.dateline)):
            self._title(self._open(), line, "headline-plain")
        elif earlier is not None:
            self._body(earlier, line, "paragraph-resumes")
        else:
            self._body(
                self._open(), line, "paragraph-after-dateline" if line.dateline else "paragraph"
            )

    def _is_plain_headline(self, at: int, line: Line) -> bool:
        after, story = self._after(at), self.story
        if after is None or self._in_list(at, line):
            return False
        begins = story is None or story.closed or not (story.bodies or story.titled)
        if self.style.plain_titles and begins and headlines.is_headline(line, LONGEST_TITLE):
            return after.kind != "credit" and not self.seams.torn(line.text, after.text)
        told = after.kind in ("paragraph", "heading") and headlines.is_headline(line)
        return told and not self._joins(line, after)

    def _in_list(self, at: int, line: Line) -> bool:
        """Whether a short line stands among others that end with no mark either."""
        if line.number not in self.listed:
            return False
        beside = (self.flow[place] for place in (at - 1, at + 1) if 0 <= place < len(self.flow))
        return any(one.number in self.listed and not is_final(one.text) for one in beside)

    def _plain_headline(self, at: int, line: Line, story: Story) -> None:
        after = self._after(at)
        if not story.bodies:
            if story.titled:
                self._give(story, line, "subtitle", "subtitle-plain")
            else:
                self._title(story, line, "headline-plain")
        elif (after is not None and self._heads_story(at, line, after)) or (
            self.style.plain_titles and not self._goes_on(at + 1, story)
        ):
            self._title(self._open(), line, "headline-plain")
        elif not story.titled and story.labelled() and story.says(line):
            self._title(story, line, "headline-displaced")
        elif self.style.headings_marked or not self._is_plain_heading(at, line):
            self._body(story, line, "paragraph")
        else:
            self._give(story, line, "heading", "heading-plain")

    def _heads_story(self, at: int, line: Line, after: Line) -> bool:
        """Whether a dateline follows, perhaps behind a subtitle, or a subtitle of dashes."""
        then = self._after(at + 1)
        if after.dateline is not None or line.text.startswith("——"):
            return True
        return then is not None and then.dateline is not None and headlines.is_headline(after)

    def _is_plain_heading(self, at: int, line: Line) -> bool:
        """Whether a short line heads a section: it stands alone among paragraphs, and once."""
        beside = (self.flow[place] for place in (at - 1, at + 1) if 0 <= place < len(self.flow))
        again = self.texts[line.text] > 1 and is_final(line.text)
        if again or not headlines.is_heading(line):
            return False
        return not any(one.kind == "paragraph" and headlines.is_headline(one) for one in beside)

    # What stands around

    def _after(self, at: int) -> Line | None:
        return self.flow[at + 1] if at + 1 < len(self.flow) else None

    def _ahead(self, at: int) -> list[str]:
        """The next paragraphs of what can only be one story."""
        texts: list[str] = []
        for line in self.flow[at : at + 2 * WINDOW]:
            if line.kind == "credit" or (texts and (line.dateline or line.text in self.columns)):
                break
            if line.kind == "heading" and self.style.is_title(line):
                break
            if line.kind == "paragraph":
                texts.append(line.text[:ENOUGH])
            if len(texts) == WINDOW:
                break
        return texts
