"""Words in marks that the words before them lead to: X说：“…”, X称“…”, “…，”她笑了笑，“…”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.quotations import speakers, speech
from juku.text.quotations.quotation import (
    Quotation,
    contrasts,
    first_place,
    goes_on,
    is_led,
    known,
    made,
)
from juku.text.quotations.quote_cues import (
    COMMAS,
    SHORTEST,
    ends,
    has_clause,
    has_word,
    is_introduced,
    says,
)
from juku.text.quotations.quote_marks import FINAL
from juku.text.quotations.quotes_standing import PLAIN_SPEECH, sayer_behind

if TYPE_CHECKING:
    from juku.records import Span
    from juku.text.quotations.narrative import Narrative

_OWN_WORDS = re.compile("[我咱你您]")
"""Of one who speaks of himself or to another, not of a slogan or a term."""
_BRIEF = 30
"""Characters that a speaker and a verb behind the words are fewer than."""
_NEED_CUE = speech.LAST - frozenset("是")
"""Characters that lead to words only at the end of a verb of saying and what goes with it."""
_ALSO = re.compile("同时|[还也并又]")
"""Before a verb that governs other words than those in front of it: 他还提醒游客."""


def led_to(paragraph: Narrative, index: int, earlier: list[Quotation]) -> Quotation | None:
    """The pair ``index`` as a quotation that the words before it lead to."""
    start, end = paragraph.pairs[index]
    view = paragraph.view
    words = paragraph.text[start + 1 : end]
    first = first_place(paragraph, start, earlier)
    if not has_word(words) or not view[first:start].strip():
        return None
    cue = speech.cue(view, first, start)
    if cue is None and view[start - 1] in _NEED_CUE:
        return None
    introduced = is_introduced(view, first, start, end, words, cue)
    speaker = speakers.led(view, first, start, cue) if introduced else None
    if introduced and speaker is None and speech.SEEN.search(view, first, start) is None:
        speaker = known(paragraph, first, start, earlier)
    if view[start - 1] in COMMAS and len(words) > 1 and not says(view, speaker, cue):
        said = _said_behind(paragraph, index)
        if said is not None:
            return made(paragraph, start + 1, end, said)
    if introduced:
        return made(paragraph, start + 1, end, speaker)
    return _behind_comma(paragraph, index, first, earlier) if view[start - 1] in COMMAS else None


def joined(paragraph: Narrative, index: int, last: Quotation) -> Quotation | None:
    """The pair ``index`` as one more that the same lead to: X喊：“…！”、“…！”."""
    start, end = paragraph.pairs[index]
    words = paragraph.text[start + 1 : end]
    if last.end + 2 != start or not ends(words, FINAL):
        return None
    return Quotation(start + 1, end, last.speaker)


def _said_behind(paragraph: Narrative, index: int) -> Span | None:
    """Who says, where that is all that follows up to the stop: …规定，“…”，她说。."""
    view, (_, end) = paragraph.view, paragraph.pairs[index]
    stop = paragraph.behind(index)
    behind = view[end + 1 : stop + 1] if stop - end < _BRIEF else ""
    alone = behind[:1] in COMMAS and behind[-1] == "。" and COMMAS.isdisjoint(behind[1:])
    if not alone or (speech.cue(view, end + 2, stop) is None and _ALSO.search(behind)):
        return None
    return speakers.said(view, end + 2, stop)


def _behind_comma(
    paragraph: Narrative, index: int, first: int, earlier: list[Quotation]
) -> Quotation | None:
    """What goes on (“…，”她笑了笑，“…”), and what X said of X说，…，“…”."""
    start, end = paragraph.pairs[index]
    words = paragraph.text[start + 1 : end]
    if earlier and goes_on(paragraph, earlier[-1].end, start):
        return Quotation(start + 1, end, earlier[-1].speaker)
    if len(words) < SHORTEST:
        return None
    speaker = speakers.said(paragraph.view, first, start)
    closed = paragraph.view[end + 1 : end + 2] in "。！？；" or words[-1] in FINAL
    if speaker is not None and closed:
        return made(paragraph, start + 1, end, speaker)
    if closed and (has_clause(words) or len(words) >= PLAIN_SPEECH):
        teller = speakers.tells_that(paragraph.view, first, start)
        if teller is not None:
            return made(paragraph, start + 1, end, teller)
    return _uttered(paragraph, index, first, earlier)


def _uttered(
    paragraph: Narrative, index: int, first: int, earlier: list[Quotation]
) -> Quotation | None:
    """Whole sentences in marks behind a comma, without a verb of saying: 他摆摆手，“不用谢。”."""
    start, end = paragraph.pairs[index]
    words = paragraph.text[start + 1 : end]
    closed = paragraph.view[end + 1 : end + 2] in "。！？"
    own = closed and len(words) >= PLAIN_SPEECH and _OWN_WORDS.search(words) is not None
    if not own and not ends(words, FINAL):
        return None
    adjoining = bool(earlier) and earlier[-1].end + 1 == first
    if adjoining and not contrasts(paragraph, first) and not is_led(paragraph, earlier[-1]):
        return Quotation(start + 1, end, earlier[-1].speaker)
    actor = speakers.acting(paragraph.view, first, start)
    if actor is None and adjoining and not contrasts(paragraph, first):
        return Quotation(start + 1, end, earlier[-1].speaker)
    if actor is None:
        actor = sayer_behind(paragraph, index, paragraph.behind(index), whole=True)
    if actor is None and earlier and len(words) >= PLAIN_SPEECH and ends(words, "。"):
        return Quotation(start + 1, end, earlier[-1].speaker)
    return None if actor is None else made(paragraph, start + 1, end, actor)
