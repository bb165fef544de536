"""Interviews: lines with which somebody asks or answers, and whose they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.articles import leaning
from juku.text.blocks import stacks

if TYPE_CHECKING:
    from juku.text.articles.displaced import Story
    from juku.text.articles.surroundings import Surroundings
    from juku.text.blocks.lines import Line

_SAYS = re.compile("(?:[问問答]|[\u3400-\u9fff]{2,4})[：:](?=.)")
"""With which the lines of an interview begin."""
_ASKED = (*stacks.ASKS, *(f"{who}{colon}" for who in ("答", "记者", "記者") for colon in "：:"))
"""With which its questions do, or its answers where nobody is named."""
_TURNS = 6
"""Last paragraphs of an interview that have a question."""
_LEAD = 2
"""Paragraphs that say who is interviewed, above the first question."""


def asks(story: Story) -> bool:
    """Whether one of the last paragraphs is a question of an interview, or an answer."""
    return any(is_asked(body.text) for body in story.bodies[-_TURNS:])


def is_asked(text: str) -> bool:
    """Whether a text begins with a question of an interview, or an answer of nobody named."""
    return text.startswith(_ASKED)


def asked_in(page: Surroundings, line: Line, story: Story | None) -> Story | None:
    """The one unfinished interview that a question or an answer is of, as ``story`` is none.

    A question right behind the lead of a story that has a head begins its own.
    """
    found = _SAYS.match(line.text)
    if found is None or (story is not None and not story.closed and asks(story)):
        return None
    open_stories = leaning.open_stories(page)
    asked = [one for one in open_stories if _is_interview(one) and _has_turn(one, found[0])]
    if len(asked) != 1 or asked[0] is story or not asked[0].is_whole():
        return None
    begins = page.visited is not asked[0] and line.text[-1] in "？?" and _is_led_in(story)
    return None if begins else asked[0]


def _is_led_in(story: Story | None) -> bool:
    """Whether a story has a head and a lead, and nothing else yet."""
    if story is None or story.closed or len(story.bodies) > _LEAD:
        return False
    return story.titled or story.labelled()


def _is_interview(story: Story) -> bool:
    """Whether one of the last paragraphs asks, and another answers."""
    return asks(story) and len(_turns(story)) > 1


def _has_turn(story: Story, turn: str) -> bool:
    """Whether one of the last paragraphs of an interview is a turn of who speaks in another."""
    return _who(turn) in map(_who, _turns(story))


def _turns(story: Story) -> set[str]:
    """With what the turns of the last paragraphs begin."""
    said = (_SAYS.match(body.text) for body in story.bodies[-_TURNS:])
    return {found[0] for found in said if found}


def _who(turn: str) -> str:
    """Who speaks; who answers belongs to who asks."""
    return "问" if turn[0] in "问問答" else turn[:-1]
