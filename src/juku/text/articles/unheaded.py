"""Stories that mark no headings on a page that marks those of others.

The stories of a page may come from several hands: one in which no heading is marked may have
headings all the same, so that its short lines are judged as those of a page without marks.
"""

from __future__ import annotations

from itertools import dropwhile, islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line


def unheaded(flow: Sequence[Line], style: Style, labels: Callable[[Line], bool]) -> set[int]:
    """Numbers of the lines of stories without a marked heading, where others have some."""
    if not style.headings_marked:
        return set()
    found: set[int] = set()
    for story in _stories(flow, style, labels):
        titled = any(style.is_title(line) for line in story)
        # The headline of a story that has none above it may be displaced, and marked as headings.
        if _headings(story, style) <= (not titled):
            found.update(line.number for line in _below_text(story))
    return found


def _stories(
    flow: Sequence[Line], style: Style, labels: Callable[[Line], bool]
) -> Iterator[list[Line]]:
    """The lines between two headlines, labels, datelines or closing credits."""
    story: list[Line] = []
    told = False
    before: Line | None = None
    for line in flow:
        opens = style.is_title(line) or line.dateline is not None or labels(line)
        if told and (opens or (before is not None and before.kind == "credit")):
            yield story
            story, told = [], False
        story.append(line)
        before = line
        told = told or line.kind == "paragraph"
    yield story


def _below_text(story: Sequence[Line]) -> Iterator[Line]:
    """The lines of a story behind its first paragraph, where headings of sections stand."""
    return islice(dropwhile(lambda line: line.kind != "paragraph", story), 1, None)


def _headings(story: Sequence[Line], style: Style) -> int:
    """How many lines in the midst of a story are marked, with text right below."""
    told, found = False, 0
    for line, after in pairwise(story):
        told = told or line.kind == "paragraph"
        found += told and line.level > 0 and not (style.is_title(line) or after.level)
    return found
