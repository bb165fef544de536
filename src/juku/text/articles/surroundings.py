"""The lines of a page while stories are made of them, and what stands around each."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from juku.text.articles import early, head_blocks, inserted, labels, placed_labels, reunion, turns
from juku.text.articles.adjoining import Adjoining
from juku.text.articles.displaced import WINDOW, Story
from juku.text.articles.unheaded import unheaded
from juku.text.blocks import headlines
from juku.text.mending import runs, topics
from juku.text.mending.topics import ENOUGH
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.articles.head_blocks import Head
    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams

_ASKED = 60
"""Open lines of a page that are asked whether it keeps its marks."""
_LONG = 16
"""Characters of those that are."""
_REFRAIN = 24
"""Characters of the longest line of a refrain."""


class Seen(NamedTuple):
    """Lines of a story and their telling words."""

    lines: list[Line]
    words: dict[str, float]

    def holds(self, story: Story) -> bool:
        """Whether these are the first lines of ``story`` still, none of which was taken from it."""
        count = len(self.lines)
        return not count or (
            count <= len(story.lines) and story.lines[count - 1][1] is self.lines[-1]
        )


class Surroundings(Adjoining):
    """What can be asked of a place in the flow of a page."""

    def __init__(
        self, lines: Sequence[Line], columns: AbstractSet[str], seams: Seams, *, single: bool
    ) -> None:
        self.single = single
        """The page has one article."""
        self.lines = lines
        self.flow = [line for line in lines if not line.aside and line.kind != "furniture"]
        self.columns = columns
        self.seams = seams
        self.style = headlines.style(self.flow, columns)
        indented = self.style.indented
        self.listed = runs.listed(self.flow, seams, columns, indented=indented) | self._refrains()
        self.by_marks = labels.by_marks(self.flow, self.style, columns)
        self.by_place = placed_labels.by_place(self.flow, self.style, columns) - self.by_marks
        self.early: set[int] = set()
        """Numbers of the headlines that were printed above the end of the article before."""
        if not single:
            self._put_in_place()
        self.heads = {} if single else self._heads()
        self.kickers = labels.kickers(self.flow, self.style) - self.heads.keys()
        self.unheaded = unheaded(self.flow, self.style, self.labels)
        self.stories: list[Story] = []
        self.unfinished: dict[int, Story] = {}
        """With paragraphs and no credit yet, by number."""
        self.story: Story | None = None
        self.visited: Story | None = None
        """The other story that the line before was given to."""
        self.awaited: Story | None = None
        """A story that another's rest broke off, or whose headline stood between two halves of
        another: its text is yet to come."""
        self.seen: dict[int, Seen] = {}
        """What was seen of each story, by its number."""
        self.wedges: set[int] = set()
        """Numbers of the headlines that stand between two halves."""
        whole = len(self.flow) == len(lines)
        self.turned, self.back = (set(), set()) if whole else headlines.jumps(lines)
        self.reindented = self.style.indented and any(
            other.indented and seams.surely(one.text, other.text) for one, other in self.open_ends
        )
        seams.ask_later(self._is_headed, self._is_broken)
        self.shown = {line: lines[line.rest] for line in self.flow if line.rest is not None}
        self.rests = self.shown if single else reunion.match(self)
        """Of the halves of the page, the rest of each."""
        self.halves = {rest: half for half, rest in self.rests.items()}
        self.over_headlines = self.kickers - {half.number for half in self.rests}
        """Numbers of the kickers that are no halves: of those the rest stands below."""
        self.turns = {} if single else turns.by_turns(self.flow, self.style, self.rests)
        """The headline of each paragraph, by its number, that stands where its turn is."""

    def _put_in_place(self) -> None:
        """Read early headlines where their stories begin, above the labels of these."""
        self.flow, self.early = early.in_place(self.flow, self.style, self.labels)
        if self.early:
            found = placed_labels.by_place(self.flow, self.style, self.columns)
            self.by_place = (self.by_place | found) - self.by_marks - self.early

    def _heads(self) -> dict[int, Head]:
        """The lines that head articles together; none of these is text, or a half."""
        of_page = head_blocks.OfPage(self.style, self.seams, self.labels, self.early)
        heads = head_blocks.find(self.flow, self.listed, of_page)
        for line in self.flow:
            if line.number in heads:
                line.kind = "credit" if heads[line.number].part == "credit" else "heading"
        return heads

    def _is_headed(self) -> bool:
        """What `Seams.headed` says of the page."""
        marked = self.style.headings_marked
        told = (
            one
            for one, other in self.open_ends
            if (one.number in self.unheaded or not marked)
            and self.seams.is_heading(one.text, other.text)
        )
        return next(islice(told, marked, None), None) is not None

    def _is_broken(self) -> bool:
        """What `Seams.broken` says of the page, whatever lines have been joined meanwhile."""
        return any(self.joins(one, other, first=True) for one, other in self.open_ends)

    @cached_property
    def open_ends(self) -> list[tuple[Line, Line]]:
        """Lines in the midst of a story that end with no mark, each with the paragraph after it."""
        return [
            (one, other)
            for before, one, other in zip(self.flow, self.flow[1:], self.flow[2:], strict=False)
            if one.kind == other.kind == "paragraph"
            and before.kind in ("paragraph", "heading")
            and other.dateline is None
            and one.text[-1:] != "。"
            and one.number not in self.listed
            and not is_final(one.text)
        ]

    def _refrains(self) -> set[int]:
        """Numbers of the short lines that return elsewhere and were meant to."""
        short = [line for line in self.flow if len(line.text) <= _REFRAIN]
        if len({line.text for line in short}) == len(short):
            return set()
        at_once = {one.text for one, other in pairwise(self.flow) if one.text == other.text}
        return {
            line.number
            for line in short
            if line.kind == "paragraph" and self.texts[line.text] > 1 and line.text not in at_once
        }

    @cached_property
    def beside_repeat(self) -> set[int]:
        """Numbers of the lines right before or after one that is set aside as a repeat."""
        flow = [line for line in self.lines if line.kind != "furniture"]
        return {
            (before if after.aside else after).number
            for before, after in pairwise(flow)
            if before.aside != after.aside
        }

    @cached_property
    def out_of_place(self) -> set[int]:
        """Numbers of lines beside a repeat or between two halves; asked once all are given."""
        return self.beside_repeat | self.wedges

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

    @cached_property
    def displaced(self) -> bool:
        """Whether a page shows that things do not stand in place: rests stand far from halves.

        Lines without a mark between the two, of which they are none, do not show it.
        """
        flow = {line: place for place, line in enumerate(self.flow)}
        rests = {flow[half]: flow[rest] for half, rest in self.rests.items()}
        for run in inserted.between(self.flow, list(rests), self.seams):
            unmarked = not any(is_final(self.flow[at].text) for at in run)
            if unmarked and rests[run.start - 1] == run.stop:
                del rests[run.start - 1]
        return any(rest - half != 1 for half, rest in rests.items())

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much each pair of characters says: the more, the fewer lines of the page have it."""
        return topics.weights([line.text[:ENOUGH] for line in self.flow])

    @cached_property
    def marks_are_kept(self) -> bool:
        """Whether a paragraph without a last mark is broken, and seldom one that lost its mark.

        The next line carries on most of those that running text follows.
        """
        told = [
            self.seams.surely(one.text, other.text)
            for one, other in islice(self.open_ends, _ASKED)
            if len(one.text) >= _LONG
        ]
        return self.edited or 2 * sum(told) >= len(told)

    # What stands around

    def after(self, at: int) -> Line | None:
        """The next line, None behind the last."""
        return self.flow[at + 1] if at + 1 < len(self.flow) else None

    def below_subtitles(self, at: int) -> int:
        """Where the text stands below a headline and its subtitles."""
        below = at + 1
        while below < len(self.flow) and headlines.is_subtitle(self.flow[below], self.flow[at]):
            below += 1
        return below

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

    def labels(self, line: Line) -> bool:
        """Whether a line is the label of a column."""
        told = line.number in self.by_marks or line.number in self.by_place
        return told or headlines.is_label(line.text, self.columns)

    def is_lone_credit(self, at: int) -> bool:
        """A dateline alone on its line that ends an article instead of beginning a paragraph."""
        story, after = self.story, self.after(at)
        if story is None or story.closed or not story.bodies:
            return False
        return after is None or after.kind == "heading" or self.labels(after)

    def is_turned(self, line: Line, story: Story | None) -> bool:
        """Whether a line in the midst of a story is said to go on elsewhere, and that is met."""
        told = story is not None and not story.closed and bool(story.bodies)
        return told and line.number in self.turned and max(self.back, default=-1) > line.number

    def in_list(self, at: int, line: Line) -> bool:
        """Whether a short line stands among others that end with no mark either."""
        if line.number not in self.listed:
            return False
        beside = (self.flow[place] for place in (at - 1, at + 1) if 0 <= place < len(self.flow))
        return any(one.number in self.listed and not is_final(one.text) for one in beside)
