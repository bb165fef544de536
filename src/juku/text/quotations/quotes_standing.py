"""Words in marks that open their sentence: “…。”X说, “…”, and whose they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.records import Span
from juku.text.quotations import quote_clauses, quote_marks, speakers
from juku.text.quotations.quotation import (
    Quotation,
    adjoins,
    calls,
    continues,
    first_place,
    is_asked,
    is_body,
    is_others,
    known,
    made,
    opposed,
    sentence_before,
    speaks_of_himself,
)
from juku.text.quotations.quote_cues import (
    COMMAS,
    PREDICATES,
    SHORTEST,
    ends,
    has_clause,
    has_word,
    is_sound,
)
from juku.text.quotations.quote_marks import FINAL
from juku.text.quotations.subjects import DATELINE
from juku.text.vocabulary.folding import fold

if TYPE_CHECKING:
    from juku.text.quotations.narrative import Narrative

_INNER_CUE = re.compile(
    r"^[^，。！？‘’“”]{2,40}?(?=(?:表示|说|指出|强调|介绍|认为|称|告诉记者)[，：:,]‘)"
)
NOTHING = " \u3000—（(" + quote_marks.OPENING
"""What may stand between the start of a sentence and a quotation that opens it."""
_MORE_TURNS, _MOST_TURNS = 2, 12
"""Quotations behind an answer that make it one of a row, and those that are looked at."""
_WHOLE = FINAL + "，,—"
"""Ends whole sentences in marks, or what goes on behind them."""
PLAIN_SPEECH = 10
"""Characters from which words in marks without a stop may be speech that one follows."""


def standing(paragraph: Narrative, index: int, earlier: list[Quotation]) -> Quotation | None:
    """The pair ``index`` as a quotation that opens its sentence, whoever said it."""
    start, end = paragraph.pairs[index]
    view = paragraph.view
    words = paragraph.text[start + 1 : end]
    lead = view[first_place(paragraph, start, earlier) : start]
    if lead.strip(NOTHING) and not DATELINE.fullmatch(lead.strip()):
        return None
    if not has_word(words):
        return None
    alone = len(words) >= PLAIN_SPEECH and paragraph.is_sentence(start, end, NOTHING)
    whole = alone or ends(words, _WHOLE)
    if PREDICATES.match(view, end + 1) or not (whole or len(words) > SHORTEST):
        return None
    turn = _in_turn(paragraph, index)
    stop = paragraph.behind(index)
    speaker = _reported(paragraph, index, earlier) if opposed(view, end, stop) else None
    if speaker is None and is_others(view, end, stop):
        speaker = _spoken_of(paragraph, index, earlier)
    if ends(words, "？"):
        speaker = speakers.asker(view, end + 1, stop) or speaker
    speaker = turn or speaker or sayer_behind(paragraph, index, stop, whole=whole)
    if speaker is not None and view[stop - 1] == "：" and calls(paragraph, index, speaker):
        speaker = None
    if speaker is not None and is_body(speaker.of(view)) and speaks_of_himself(words):
        speaker = _reported(paragraph, index, earlier) or speaker
    if speaker is not None:
        return made(paragraph, start + 1, end, speaker)
    if not whole or is_sound(fold(words)):
        return None
    return _muddled(paragraph, start, end) or _unsaid(paragraph, index, stop, earlier)


def _unsaid(paragraph: Narrative, index: int, stop: int, earlier: list[Quotation]) -> Quotation:
    """A quotation that no verb of saying follows: of the last speaker, or of who acts behind it."""
    start, end = paragraph.pairs[index]
    question = ends(paragraph.text[start + 1 : end], "？")
    beside = _answering(paragraph, index, earlier, question=question)
    if beside is None and earlier and adjoins(paragraph, start, earlier[-1]):
        beside = _adjoining(paragraph, index, stop, earlier[-1], question=question)
    if beside is not None:
        return beside
    if not earlier and (sayer := _sayer_of_both(paragraph, index)) is not None:
        return made(paragraph, start + 1, end, sayer)
    asked = question and paragraph.view[stop - 1] == "："
    wonders = quote_clauses.WONDERS.match(paragraph.view, end + 1, stop) if question else None
    if wonders is not None:
        return made(paragraph, start + 1, end, Span(*wonders.span("who")))
    actor = None if asked else speakers.actor_after(paragraph.view, end + 1, stop, asks=question)
    if actor is not None and calls(paragraph, index, actor):
        return made(paragraph, start + 1, end, None)
    if actor is None and earlier and continues(paragraph, start, earlier[-1]):
        answers = is_asked(paragraph, earlier[-1]) and not question
        told = speakers.is_told_of(paragraph.view, earlier[-1].end + 1, start)
        return Quotation(start + 1, end, None if answers and not told else earlier[-1].speaker)
    if actor is None and not speakers.is_told_of(paragraph.view, end + 1, stop):
        actor = known(paragraph, end + 1, stop, earlier)
    actor = actor or _reported(paragraph, index, earlier) or _tells_on(paragraph, end, stop)
    if actor is None and not speakers.is_told_of(paragraph.view, end + 1, stop):
        actor = _spoken_of(paragraph, index, earlier)
    return made(paragraph, start + 1, end, actor)


def _adjoining(
    paragraph: Narrative, index: int, stop: int, last: Quotation, *, question: bool
) -> Quotation:
    """The pair ``index`` right behind what one said, who says it, too, unless another answers."""
    start, end = paragraph.pairs[index]
    answers = not question and ends(paragraph.text[last.start : last.end], "？")
    other = speakers.actor_after(paragraph.view, end + 1, stop, asks=False) if answers else None
    if other is None:
        return Quotation(start + 1, end, last.speaker)
    return made(paragraph, start + 1, end, other)


def _answering(
    paragraph: Narrative, index: int, earlier: list[Quotation], *, question: bool
) -> Quotation | None:
    """The pair ``index`` in a row of questions and answers: X问：“…？”“…。”“…？”“…。”Y答."""
    start, end = paragraph.pairs[index]
    row = [said for said in earlier[-2:] if said.end < start]
    asked = [ends(paragraph.text[said.start : said.end], "？") for said in row]
    if not row or row[-1].end + 1 != start or asked[-1] == question:
        return None
    if question:
        beside = len(row) > 1 and asked[0] and row[0].end + 2 == row[1].start
        return Quotation(start + 1, end, row[0].speaker) if beside else None
    pairs = paragraph.pairs[index : index + _MOST_TURNS]
    apart = (at for at in range(1, len(pairs)) if not _are_adjacent(pairs[at - 1], pairs[at]))
    last = index + next(apart, len(pairs)) - 1
    sayer = sayer_behind(paragraph, last, paragraph.behind(last), whole=True)
    if last - index < _MORE_TURNS or sayer is None:
        return None
    return made(paragraph, start + 1, end, sayer)


def _in_turn(paragraph: Narrative, index: int) -> Span | None:
    """Who says it, where two say two quotations in turn: “…。”“…。”X和Y一人一句."""
    if len(paragraph.pairs) == 1:
        return None
    for first in (index, index - 1):
        pairs = paragraph.pairs[max(first - 1, 0) : first + 2]
        if first < 0 or len(pairs) < 2 or not _are_adjacent(*pairs[-2:]):
            continue
        if first + 1 == len(paragraph.pairs) or (first and _are_adjacent(*pairs[:2])):
            continue
        end = pairs[-1][1]
        both = speakers.in_turn(paragraph.view, end + 1, paragraph.behind(first + 1))
        if both is not None:
            return both[index - first]
    return None


def _are_adjacent(one: tuple[int, int], next_one: tuple[int, int]) -> bool:
    """Whether nothing stands between two pairs of marks."""
    return one[1] + 1 == next_one[0]


def _sayer_of_both(paragraph: Narrative, index: int) -> Span | None:
    """Who says two quotations side by side, neither a question or a cry: “…。”“…。”X说."""
    both = paragraph.pairs[index : index + 2]
    if len(both) == 1 or both[1][0] != both[0][1] + 1:
        return None
    if not all(ends(paragraph.text[start:end], "。") for start, end in both):
        return None
    stop = paragraph.behind(index + 1)
    sayer = sayer_behind(paragraph, index + 1, stop, whole=True)
    return sayer or speakers.owner_after(paragraph.view, both[1][1] + 1, stop)


def _tells_on(paragraph: Narrative, end: int, stop: int) -> Span | None:
    """Who says more in the sentence behind one that only shows the scene."""
    view = paragraph.view
    if view[stop : stop + 1] != "。" or not view[end + 1 : stop].strip():
        return None
    return speakers.teller(view, end + 1, stop)


def _reported(paragraph: Narrative, index: int, earlier: list[Quotation]) -> Span | None:
    """Whom the sentence before reports: X介绍，…。“…。”."""
    first, last = _told_before(paragraph, index, earlier)
    return speakers.reported(paragraph.view, first, last) if first <= last else None


def _spoken_of(paragraph: Narrative, index: int, earlier: list[Quotation]) -> Span | None:
    """Whom the sentence before is about: X对此深有体会。“…。”."""
    first, last = _told_before(paragraph, index, earlier)
    return speakers.spoken_of(paragraph.view, first, last) if first <= last else None


def _told_before(paragraph: Narrative, index: int, earlier: list[Quotation]) -> tuple[int, int]:
    """The sentence before, which is none where it is the dateline: 本报北京5月3日电 “…”."""
    first, last = sentence_before(paragraph, index, earlier)
    if first == 0 and DATELINE.fullmatch(paragraph.view[: last + 1].strip()):
        return last + 1, last
    return first, last


def sayer_behind(paragraph: Narrative, index: int, stop: int, *, whole: bool) -> Span | None:
    """The speaker whom the words behind pair ``index`` name; ``whole``: a stop is in the marks."""
    view = paragraph.view
    start, end = paragraph.pairs[index]
    if stop <= end + 1:
        return None
    if whole or view[end + 1 : stop].lstrip()[:1] in COMMAS:
        return speakers.after(view, end + 1, stop)
    words = paragraph.text[start + 1 : end]
    if len(words) >= PLAIN_SPEECH or has_clause(words) or view[stop : stop + 1] == "。":
        return speakers.named_sayer(view, end + 1, stop)
    return None


def _muddled(paragraph: Narrative, start: int, end: int) -> Quotation | None:
    """“X表示，‘我们…’…’…” with marks that do not pair: what was said starts at the inner mark."""
    words = paragraph.text[start + 1 : end]
    if words.count("‘") == words.count("’"):
        return None
    cue = _INNER_CUE.match(fold(words))
    if cue is None:
        return None
    speaker = speakers.said(fold(words), 0, words.index("‘"))
    inner = start + 1 + words.index("‘") + 1
    return Quotation(inner, end, words[speaker.start : speaker.end] if speaker else None)
