"""A story as its lines are gathered, and its headline where that was moved into the midst of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import inf
from typing import TYPE_CHECKING, Literal

from juku.text.articles import labels, placed_labels
from juku.text.blocks import headlines, notices, stacks
from juku.text.blocks.layout import BOLD
from juku.text.bylines import captions
from juku.text.mending import topics
from juku.text.mending.topics import ECHO, ENOUGH
from juku.text.vocabulary.marks import EDITORS_NOTE, is_final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line

Part = Literal["title", "subtitle", "column", "heading", "body", "credit"]
"""What a line is in its article: a role of its sentences, or a credit."""

WINDOW = 4
"""Paragraphs on each side that are compared."""
_TAKEN = 8
"""Paragraphs that a displaced headline may have above it."""
_LONGER = 1.5
"""How many times longer than the next longest a heading is that heads no section."""
_GAIN = 0.25
"""By how much more these must share with what stands below it."""
_LITTLE = 0.06
"""Share of a headline's pairs of characters that any paragraph may have."""


@dataclass(slots=True, eq=False)
class Story:
    """An article while its lines are gathered."""

    number: int
    lines: list[tuple[Part, Line]] = field(default_factory=list)
    bodies: list[Line] = field(default_factory=list)
    titled: bool = False
    closed: bool = False

    def cut(self, at: int) -> list[tuple[Part, Line]]:
        """Take away its lines from place ``at`` on."""
        taken = self.lines[at:]
        self._set(self.lines[:at])
        return taken

    def place_of(self, line: Line) -> int:
        """Where one of its lines stands among them."""
        return next(at for at, (_, one) in enumerate(self.lines) if one is line)

    def put(self, at: int, lines: Sequence[tuple[Part, Line]]) -> None:
        """Take in lines before that at ``at``."""
        self._set([*self.lines[:at], *lines, *self.lines[at:]])

    def _set(self, lines: list[tuple[Part, Line]]) -> None:
        self.lines = lines
        self.bodies = [line for part, line in lines if part == "body"]

    def head_sections(self, chosen: Callable[[Line], bool]) -> None:
        """Let those of its marked subtitles that are ``chosen`` head sections instead."""
        for at, (part, line) in enumerate(self.lines):
            if part == "subtitle" and chosen(line):
                line.rule = "heading-marked"
                self.lines[at] = ("heading", line)

    def labelled(self) -> bool:
        """Whether it began under the label of a column."""
        return bool(self.lines) and self.lines[0][0] == "column"

    def is_labelled_by_place(self) -> bool:
        """Whether nothing but where it stands shows the label of its column to be one."""
        part, label = self.lines[0]
        return part == "column" and label.rule == "column-by-place"

    def is_begun(self) -> bool:
        """Whether it is seen where it begins: with the label of a column, or its dateline."""
        return self.labelled() or (bool(self.bodies) and self.bodies[0].dateline is not None)

    def only_introduced(self) -> bool:
        """Whether below a headline it has nothing but captions and what the editors say of it."""
        return self.titled and all(map(_introduces, self.bodies))

    def says(self, line: Line) -> bool:
        """Whether a line has the words of the first paragraphs."""
        return self.echo(line) >= ECHO

    def echo(self, line: Line) -> float:
        """Share of a line's pairs of characters that the first paragraphs have too."""
        return topics.echoed(line.text, self._lead())

    def most_said(self) -> float:
        """The most of that which one of its headings has; 0 without any."""
        texts = (line.text for line in self.headings())
        return max(topics.all_echoed(texts, self._lead()), default=0.0)

    def _lead(self) -> str:
        return "".join(body.text[:ENOUGH] for body in self.bodies[:2])

    def headings(self) -> list[Line]:
        """The lines that head its sections."""
        return [line for part, line in self.lines if part == "heading"]

    def takes_subtitle(self, line: Line) -> bool:
        """Whether a line behind dashes stands right below the headline."""
        return bool(self.lines) and self.lines[-1][0] == "title" and headlines.is_dashed(line)

    def yields_headline(self, line: Line) -> bool:
        """Whether its headline so far only leads up to ``line``, which is the main one then.

        So does the label of a column over a longer line.
        """
        part, above = self.lines[-1]
        if part != "title" or above.level or line.level:
            return False
        if not (stacks.leads_up(above, line) or self.is_under_label(line)):
            return False
        above.rule = "subtitle-over-headline"
        self.lines[-1] = ("subtitle", above)
        return True

    def is_under_label(self, line: Line) -> bool:
        """Whether what stands right above a line without a mark is the label of a column."""
        part, above = self.lines[-1]
        return part == "title" and labels.is_over(above, line)

    def is_unsigned_notice(self) -> bool:
        """Whether it is a notice that nothing stands over, so that who signs it stands below."""
        part, first = self.lines[0]
        return part == "title" and notices.names_notice(first)

    def names(self, person: str) -> bool:
        """Whether a person is named in it, or over it."""
        return any(person in line.text for _, line in self.lines)

    def is_whole(self) -> bool:
        """Whether its last paragraph does not stop in mid-sentence."""
        return is_final(self.bodies[-1].text)

    def tail(self) -> str:
        """Its last paragraphs."""
        return "".join(line.text[-ENOUGH:] for line in self.bodies[-WINDOW:])


def _introduces(line: Line) -> bool:
    return EDITORS_NOTE.match(line.text) is not None or captions.is_caption(line.text)


def take_back(story: Story, ahead: list[str]) -> list[tuple[Part, Line]]:
    """Take from a story its last lines, if they share more with ``ahead`` than with it."""
    bodies, text = story.bodies[-_TAKEN:], "".join(ahead)
    head = "".join(line.text[:ENOUGH] for line in story.bodies[:3])
    best, most, gain = len(bodies), _GAIN, 0.0
    for place in range(len(bodies) - 1, 0, -1):
        said = bodies[place].text[:ENOUGH]
        new, old = topics.shared(said, text), topics.shared(said, head)
        if new is not None and old is not None:
            gain += new - old - topics.SAME / 2
        if gain > most:
            best, most = place, gain
    if best == len(bodies) or bodies[best].joins is not None:
        return []
    return story.cut(story.place_of(bodies[best]))


def take_told(story: Story, said: str, below: str) -> list[tuple[Part, Line]]:
    """Take from a story the last lines that say what a headline says, as the text below does not.

    ``said`` are the words of the headline and its subtitles.
    """
    if topics.echoed(said, below[:ENOUGH]) >= ECHO / 2:
        return []
    first = first_told(story, said)
    return [] if first is None else story.cut(story.place_of(first))


def first_told(story: Story, said: str) -> Line | None:
    """The paragraph from which on a story says what the words of a headline say.

    One says so for certain, and none above says anything of it; it carries on no other.
    """
    told = list(topics.echoes(said, (line.text[:ENOUGH] for line in story.bodies)))
    gains = list(accumulate((share - _LITTLE for share in reversed(told)), initial=0.0))
    place = len(told) - max(range(len(gains)), key=gains.__getitem__)
    sure = max(told[place:], default=0.0) >= ECHO > 3 * max(told[:place], default=inf)
    return story.bodies[place] if sure and story.bodies[place].joins is None else None


def heading_above(story: Story, above: Line, line: Line) -> Line | None:
    """Take from a story the heading right above a headline marked alike: it heads no text.

    A story without a headline, or with the words of the heading, may have lost that one.
    """
    part, last = story.lines[-1]
    if part != "heading" or last is not above or last.level != line.level:
        return None
    if not story.titled or story.says(last):
        return None
    story.lines.pop()
    return last


def find_title(story: Story, out_of_place: AbstractSet[int], *, habit: bool, others: bool) -> None:
    """Make one of a story's headings its headline, if it shows itself to be that.

    ``out_of_place`` are the numbers of the lines where no heading would stand: between two halves,
    or beside a repeat.
    ``others`` says that other stories of the page have headlines, so that one under the label of a
    column has lost its own; ``habit`` says that these are marked as headings are.
    """
    headings = story.headings()
    if not headings:
        return
    lead = [line for line in story.bodies[:2] if line.number < headings[0].number]
    told = story.bodies[:6] if habit or story.labelled() else lead
    text = "".join(line.text[:ENOUGH] for line in told)
    told_by = topics.all_echoed((line.text for line in headings), text)
    out_of_place = {*out_of_place, *_over_another(story)}
    echoes = {
        line.number: echo + ECHO * (line.number in out_of_place)
        for line, echo in zip(headings, told_by, strict=True)
    }
    found = max(headings, key=lambda line: echoes[line.number])
    said = echoes[found.number]
    lone = len(headings) == 1 and (habit or (others and story.labelled()))
    least = ECHO / 2 if habit or story.labelled() else ECHO
    apart = _stands_out(headings) if others and story.labelled() and said < least else None
    if apart is not None:
        found, lone = apart, True
    # A label that only stands as one may be the headline, and needs a heading that says something.
    if said >= least or (lone and (said > 0 or not story.is_labelled_by_place())):
        at = story.place_of(found)
        found.rule = "headline-displaced"
        story.lines[at] = ("title", found)
        story.titled = True
        _take_subtitle(story, at, headings)


def _over_another(story: Story) -> list[int]:
    """The number of a heading right above another, or of both, if no others are so.

    The upper one heads no section, or the lower one, marked alike, parts it from its text.
    """
    found = [
        (line, lower)
        for (part, line), (below, lower) in pairwise(story.lines)
        if part == below == "heading"
    ]
    if len(found) != 1:
        return []
    line, lower = found[0]
    return [line.number, *([lower.number] if line.level == lower.level else [])]


def _stands_out(headings: Sequence[Line]) -> Line | None:
    """The heading that is much longer than all others: those of sections are of like length."""
    *others, longest = sorted(headings, key=lambda line: len(line.text))
    if not others or len(longest.text) < _LONGER * len(others[-1].text):
        return None
    return longest


def entitle(story: Story) -> None:
    """Make what only stands as a label does the headline of a story that has no other."""
    label = story.lines[0][1]
    if story.is_labelled_by_place() and not labels.is_named(label.text):
        label.rule = "headline-marked" if label.level else "headline-plain"
        story.lines[0] = ("title", label)
        story.titled = True


def find_label(story: Story, style: Style) -> None:
    """Make the headline of a story the label of its column, if one farther down is the headline.

    It is a few characters in bold where headlines of articles are marked otherwise, and says
    nothing of what the text begins with, as a heading of the story does.
    """
    part, label = story.lines[0]
    if part != "title" or style.is_title(label) or label.level != BOLD or style.bold_titles:
        return
    if (
        labels.length(label.text) > placed_labels.LONGEST
        or not labels.is_bare(label.text)
        or not story.bodies
    ):
        return
    said = story.most_said()
    lone = len(story.headings()) == 1
    if said >= ECHO / (2 if lone else 1) and story.echo(label) < said / 3:
        label.rule = "column-over-displaced"
        story.lines[0] = ("column", label)
        story.titled = False


def _take_subtitle(story: Story, at: int, headings: Sequence[Line]) -> None:
    """Let the heading right below the headline at ``at`` be its subtitle, if it alone is so marked.

    Headlines of articles are marked higher than sections are, and a displaced one may not be.
    """
    if at + 1 == len(story.lines):
        return
    part, below = story.lines[at + 1]
    alone = sum(line.level == below.level for line in headings) == 1
    dashed = headlines.is_subtitle(below, story.lines[at][1])
    if part == "heading" and below.level and (dashed or (alone and below.level < BOLD)):
        below.rule = "subtitle-under-headline"
        story.lines[at + 1] = ("subtitle", below)
