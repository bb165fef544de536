"""Lines made parts of stories: what a story becomes with each, and those that need no judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from juku.text.articles.crediting import Crediting
from juku.text.articles.displaced import Part, Story
from juku.text.blocks import signatures

if TYPE_CHECKING:
    from juku.records import Correction
    from juku.text.blocks.lines import Line

_PARTS = frozenset(get_args(Part)) - {"body"}


class Giving(Crediting):
    """Gives lines to the story at hand, to a new one, or to the one that a curator names."""

    def new_story(self) -> Story:
        """A story that begins here, which is the one at hand from now on."""
        self.awaited = None
        self.story = Story(len(self.stories))
        self.stories.append(self.story)
        return self.story

    def fresh_story(self) -> Story:
        """The story at hand if it has no text yet, or a new one."""
        story = self.story
        return self.new_story() if story is None or story.bodies or story.closed else story

    def give(self, story: Story, line: Line, part: Part, rule: str, *, waits: bool = False) -> None:
        """Make a line part of a story; ``waits`` says that the half before it goes on behind it."""
        self.story = story
        line.article = story.number
        line.rule = rule
        story.lines.append((part, line))
        if part == "title":
            story.titled = True
        elif part == "body" and not waits:
            story.bodies.append(line)
            if not story.closed:
                self.unfinished.setdefault(story.number, story)

    def give_credit(self, at: int, line: Line) -> None:
        """Close the story at hand with a credit below its text, or name who wrote what follows."""
        # Below the last paragraph of a story that was visited stands the credit of that story.
        visited, self.visited = self.visited, None
        story = visited or self.story or self.new_story()
        if story.closed and signatures.is_of_another(self.flow, at):
            story, self.awaited = self.awaited or self.new_story(), None
        elif (other := self.credited(at, line, story)) is not self.story:
            self._sign(other, line, visited=other is visited)
            return
        if self._is_above_text(at, story):
            self.give(story, line, "credit", "credit-under-headline")
        elif self._stops(story):
            self.give(story, line, "credit", "credit-in-midst")
        else:
            self.end(story)
            self.give(story, line, "credit", "credit-closes")

    def _is_above_text(self, at: int, story: Story) -> bool:
        """Whether the text of a story, or what a headline parts of it, stands below a credit."""
        if not story.bodies:
            return True
        headed = story.only_introduced() or story.lines[-1][0] == "title"
        return headed and signatures.signs(self.flow, at)

    def _sign(self, other: Story, line: Line, *, visited: bool) -> None:
        """Close another story than the one at hand, which goes on, with a credit."""
        story = self.story
        self.end(other)
        self.give(other, line, "credit", "credit-closes" if visited else "credit-of-another")
        if not visited:
            self.story = story

    def end(self, story: Story) -> None:
        """Close a story: no half of it waits for a line any more."""
        story.closed = True
        self.unfinished.pop(story.number, None)

    def give_label(self, line: Line) -> None:
        """Begin a story with the label of a column, where none waits for its text."""
        by_marks = line.number in self.by_marks
        rule = "column-by-marks" if by_marks else "column-of-curation"
        self.give(self.fresh_story(), line, "column", rule)

    def give_forced(self, line: Line, row: Correction) -> None:
        """A curator's word: it is done, whatever stands around."""
        story = self.story
        full = story is not None and (story.titled if row.kind == "title" else bool(story.bodies))
        if row.kind in ("title", "column") and story and (story.closed or full):
            story = None
        story = story or self.new_story()
        if row.kind == "credit" and story.bodies:
            self.end(story)
        if row.kind == "continuation":
            story = self._carry_on(line, row, story)
        part = cast("Part", row.kind) if row.kind in _PARTS else "body"
        self.give(story, line, part, row.row)

    def _carry_on(self, line: Line, row: Correction, story: Story) -> Story:
        """Join the line to the one that the row names, or to the last of the story."""
        named = (one for one in self.flow if row.of is not None and one.starts_at(row.of))
        before = next(named, story.bodies[-1] if story.bodies else None)
        if before is None or before.article is None or before.number >= line.number:
            return story
        line.joins = before.number
        return self.stories[before.article]
