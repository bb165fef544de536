"""Paragraphs that no rule disputes: most of a page, which go to the story at hand at once.

What is asked here is what the rules of `stories` need to act, but for two: that a paragraph is the
rest of the one above it, and that it is the next one. That no other acts is tested against pages
that are gone through rule by rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text.blocks import notices
from juku.text.blocks.headlines import LONGEST_TITLE, han_length, is_label
from juku.text.bylines import captions
from juku.text.vocabulary.marks import DASHES

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from juku.text.articles.displaced import Story
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line

_LONG = 2 * LONGEST_TITLE
"""A line of more characters is no headline, be they all Latin letters."""


def undisputed(page: Surroundings, line: Line) -> Story | None:
    """The story at hand, if a plain line can only be its next one or the rest of its last."""
    story = page.story
    if story is None or story.closed:
        return None
    if page.awaited is not None:
        return None
    # No other story is unfinished, so that the line can be of none.
    if len(page.unfinished) > (story.number in page.unfinished):
        return None
    last = story.bodies[-1] if story.bodies else None
    if last is None or last.text[-1:] == "。":
        return story
    # What stands behind an open line may be a caption, and its rest farther down.
    return None if last in page.rests or captions.is_caption(line.text) else story


def plain(page: Surroundings) -> AbstractSet[int]:
    """Numbers of the plain lines: paragraphs that look like no headline, number or label.

    And of which nothing is known: no curator's word, no jump, and no half that they carry on.
    """
    rests = {rest.number for rest in page.halves}
    told = page.back | page.kickers | page.by_marks | rests | page.turns.keys()
    return {
        line.number
        for line in page.flow
        if line.kind == "paragraph"
        and line.dateline is None
        and line.text[:2] not in DASHES
        and (len(line.text) > _LONG or _is_prose(line))
        and line.forced is None
        and line.number not in told
        and not (page.columns and is_label(line.text, page.columns))
    }


def _is_prose(line: Line) -> bool:
    """Whether a line has a full stop, as no headline has, and names no notice, or is too long."""
    if "。" in line.text and not notices.names_notice(line):
        return True
    return han_length(line.text) > LONGEST_TITLE
