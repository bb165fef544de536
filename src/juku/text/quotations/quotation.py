"""A quotation, and whether it goes on with the words of the one before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juku.records import Span
from juku.text.quotations import narrative
from juku.text.quotations.quote_cues import COLONS, COMMAS
from juku.text.quotations.quote_marks import FINAL
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.person_words import BODY_WORDS
from juku.text.vocabulary.tables import by_last

if TYPE_CHECKING:
    from juku.text.quotations.narrative import Narrative

_OTHER = re.compile("[^，。：]{2,30}[则却](?!是)")
"""Begins what another says or does."""

_CALLS = re.compile(
    "(?:[喂哎嗨嘿]，)?(?P<who>[\u4e00-\u9fff]{1,5})[，！](?!就|是|不|要|应|必|既|最)"
)
"""Begins words to whom they call: “医生，快救救他！”, but not “教师，是个好职业。”."""
_ASKED = re.compile("[您你](?![看说想知])[^。！？]{0,30}[？?]$")
"""Ends words that ask another something."""
HEARD = 16
"""Quotations before, whose speakers are known by their names alone."""
_PRONOUNS = frozenset("他她它我你您这那记笔")
"""Begin what is no name: pronouns, and 记者."""
_OFFICES = frozenset("府厅署司局委")
_BODY_ENDS = by_last(BODY_WORDS)
_I = re.compile("我(?![们国省市县区镇乡村校院局厅部委厂司公方军党行社台店所会])")
_CONTRASTS = ("但", "而", "不过", "然而", "可是")
_TURNED = re.compile(
    "(?:说到|谈到|谈及|说起|谈起|提到|提及|至于|对于|被问及)[^，。：]{1,30}，"
    "[^，。：]{1,20}(?:表示|认为|指出|坦言|透露)[^，。：记]"
)
"""Begins what is said, not quoted, of another subject: 说到伤情，他表示还要等."""


class Quotation(NamedTuple):
    """Words that somebody said, half-open span without the marks."""

    start: int
    end: int
    speaker: str | None


def goes_on(paragraph: Narrative, last: int, start: int) -> bool:
    """Whether a quotation that broke off at a comma goes on here: “…，”她笑了笑，“…”."""
    return paragraph.text[last - 1] in COMMAS and not narrative.stops(
        paragraph.view[last + 1 : start]
    )


def adjoins(paragraph: Narrative, start: int, last: Quotation) -> bool:
    """Whether a quotation goes on right behind one whose speaker stood before it."""
    return last.end + 1 == start and is_led(paragraph, last)


def is_led(paragraph: Narrative, last: Quotation) -> bool:
    """Whether words with a colon or a comma lead to a quotation."""
    led = paragraph.view[last.start - 2 : last.start - 1]
    return led in COLONS or led in COMMAS


def continues(paragraph: Narrative, start: int, last: Quotation) -> bool:
    """Whether a quotation goes on behind one sentence that named the speaker of the last."""
    done = last.end + 1
    between = paragraph.view[done:start]
    named = last.speaker is not None and last.speaker in paragraph.text[done:start]
    return named and sum(between.count(mark) for mark in FINAL) == 1


def is_asked(paragraph: Narrative, last: Quotation) -> bool:
    """Whether a quotation asks another, who answers next: “您找谁？”."""
    return _ASKED.search(paragraph.text, last.start, last.end) is not None


def calls(paragraph: Narrative, index: int, who: Span) -> bool:
    """Whether the pair ``index`` calls to ``who`` behind it, and is another's: “妈！”妈妈开了门."""
    start, end = paragraph.pairs[index]
    called = _CALLS.match(fold(paragraph.text[start + 1 : end]))
    if called is None or who.start <= end:
        return False
    one, name = called["who"], who.of(paragraph.view)
    if name in (one, one + one):
        return True
    return len(one) > 1 and (name.endswith(one) or paragraph.view.endswith(one, end + 1, who.start))


def contrasts(paragraph: Narrative, start: int) -> bool:
    """Whether the sentence at ``start`` sets another against who spoke last: 但Y不认可，“…”."""
    return paragraph.view.startswith(_CONTRASTS, start)


def is_others(view: str, end: int, stop: int) -> bool:
    """Whether what follows is what another says or does: “…。”Y却埋怨：“…”."""
    return _OTHER.match(view, end + 1, stop) is not None


def opposed(view: str, end: int, stop: int) -> bool:
    """Whether what follows leads to words of another: “…。”Y说：“…”, “…。”Y则批评…."""
    turned = _TURNED.match(view, end + 1, stop) is not None
    return view[stop - 1] == "：" or turned or is_others(view, end, stop)


def is_body(who: str) -> bool:
    """Whether a speaker is an office or a firm, which has no face: 总统府."""
    return (len(who) > 2 and who[-1] in _OFFICES) or who.endswith(_BODY_ENDS.get(who[-1], ()))


def speaks_of_himself(words: str) -> bool:
    """Whether one person says so: 我看见, but not 我国, 我们."""
    return _I.search(words) is not None


def made(paragraph: Narrative, start: int, end: int, speaker: Span | None) -> Quotation:
    """The words from ``start`` to ``end``, said by whom the span ``speaker`` names."""
    name = paragraph.text[speaker.start : speaker.end] if speaker else None
    return Quotation(start, end, name)


def known(paragraph: Narrative, start: int, end: int, earlier: list[Quotation]) -> Span | None:
    """Who opens the last clause of ``start`` to ``end`` that opens with one who has spoken.

    A name that is any word, as a pet name is, is known when it has been seen.
    """
    spoken = *paragraph.heard, *(said.speaker for said in earlier[-HEARD:] if said.speaker)
    names = {name for name in spoken if len(name) > 1 and name[0] not in _PRONOUNS}
    text = paragraph.text
    places = [start, *(at for at in range(start + 1, end) if text[at - 1] in COMMAS)]
    for at in reversed(places if names else []):
        here = max((name for name in names if text.startswith(name, at, end)), key=len, default="")
        if here:
            return Span(at, at + len(here))
    return None


def first_place(paragraph: Narrative, start: int, earlier: list[Quotation]) -> int:
    """Where the words that lead to ``start`` begin: with their sentence, or behind a quotation."""
    done = earlier[-1].end + 1 if earlier else 0
    return max(done, paragraph.sentence_start(start))


def sentence_before(paragraph: Narrative, index: int, earlier: list[Quotation]) -> tuple[int, int]:
    """The sentence before pair ``index``, from the last quotation if that is in it."""
    start, _ = paragraph.pairs[index]
    last = paragraph.sentence_start(max(start - 1, 0))
    return max(last, earlier[-1].end + 1) if earlier else last, start - 1
