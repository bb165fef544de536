"""Quotations, which are direct speech in quotation marks, and their speakers.

Conventions:

- A span holds the quoted words without their marks: ``text[start:end]`` is what was said. Spans
  are outermost and apart; quotations inside a quotation are part of it.
- Direct speech is what a verb of saying or a colon introduces (X说：“…”, X称“…”), what one follows
  (“…。”X说), what stands between (“…，”X说，“…。”), and a whole sentence in marks that stands by
  itself. Names, titles, slogans, scare quotes and sounds (“咚咚咚！”) are not, nor is
  indirect speech (X表示，…).
- The speaker is a slice of the paragraph: see ``speakers``. None where nobody is named.
- A quotation over several paragraphs, each opened and only the last closed, has one speaker.
- An unpaired mark quotes nothing. Where both levels are muddled and the outer mark stands before
  the words of attribution (“X表示，‘我们…”), the quotation starts at the inner mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from juku.text import narrative, quote_marks, quote_runs, speakers, speech
from juku.text.folding import fold, unfolded
from juku.text.quotation import (
    Quotation,
    adjoins,
    continues,
    contrasts,
    first_place,
    goes_on,
    is_others,
    made,
    opposed,
    sentence_before,
)
from juku.text.quote_cues import (
    COLONS,
    COMMAS,
    PREDICATES,
    SHORTEST,
    ends,
    has_clause,
    is_introduced,
    is_sound,
    says,
)
from juku.text.quote_marks import FINAL
from juku.text.subjects import DATELINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.records import Span
    from juku.text.narrative import Narrative


_INNER_CUE = re.compile(
    r"^[^，。！？‘’“”]{2,40}?(?=(?:表示|说|指出|强调|介绍|认为|称|告诉记者)[，：:,]‘)"
)
_NOTHING = " \u3000—（(" + quote_marks.OPENING
"""What may stand between the start of a sentence and a quotation that opens it."""
_OPENERS = frozenset(FINAL + "；\n)）" + _NOTHING + quote_marks.CLOSING + quote_marks.STRAIGHT)
"""What may stand right before a quotation that opens its sentence."""
_LEADERS = COLONS | COMMAS | speech.LAST
"""What may stand right before a quotation that words lead to, blanks aside."""
_BLANKS = 8
"""Characters before a mark among which the last that is no blank is looked for."""
_POSSIBLE = re.compile(
    rf"[{quote_marks.OPENING}{quote_marks.STRAIGHT}]"
    rf"(?<![^{re.escape(''.join(sorted(unfolded(_OPENERS | _LEADERS))))}].)"
)
"""An opening mark where a quotation may start."""
_OWN_WORDS = re.compile("[我咱你您]")
"""Of one who speaks of himself or to another, not of a slogan or a term."""
_BRIEF = 30
"""Characters that a speaker and a verb behind the words are fewer than."""
_ALSO = re.compile("同时|[还也并又]")
"""Before a verb that governs other words than those in front of it: 他还提醒游客."""
_PLAIN_SPEECH = 10
"""Characters from which words in marks without a stop may be speech that one follows."""


def find(paragraph: str) -> list[Quotation]:
    """The quotations of one paragraph by itself.

    >>> [(q.speaker, "“来得及。”队长张明说"[q.start : q.end]) for q in find("“来得及。”队长张明说")]
    [('张明', '来得及。')]
    """
    return find_all([paragraph])[0]


def find_all(paragraphs: Sequence[str]) -> list[list[Quotation]]:
    """The quotations of each of an article's paragraphs, speakers carried from one to the next."""
    found: list[list[Quotation]] = [[] for _ in paragraphs]
    run: list[tuple[int, int]] = []
    for index, text in enumerate(paragraphs):
        if _POSSIBLE.search(text) is None:
            run = []
            continue
        paragraph = narrative.read(text)
        found[index] = _within(paragraph)
        if run and not quote_runs.opens(text):
            run = []
        if run:
            quote_runs.carry(found, run, index)
        run = quote_runs.continued(paragraph, found, run, index, paragraphs)
    return found


def by_sentence(
    quotations: Sequence[Quotation], sentences: Sequence[Span]
) -> list[list[Quotation]]:
    """``quotations`` of a paragraph cut at its sentences, in code points of each sentence.

    A quotation of several sentences gives a part to each, all with its speaker.
    """
    # Each is sought among the sentences: looking at all of them for each of them takes minutes of
    # a paragraph of a megabyte.
    ends = [end for _, end in sentences]
    found: list[list[Quotation]] = [[] for _ in sentences]
    for q in quotations:
        first, last = bisect_right(ends, q.start), bisect_left(ends, q.end)
        for place, (start, end) in enumerate(sentences[first : last + 1], start=first):
            if max(q.start, start) < min(q.end, end):
                part = Quotation(max(q.start, start) - start, min(q.end, end) - start, q.speaker)
                found[place].append(part)
    return found


def _within(paragraph: Narrative) -> list[Quotation]:
    """The quotations that are opened and closed in one paragraph."""
    found: list[Quotation] = []
    for index, (start, _) in enumerate(paragraph.pairs):
        before = paragraph.view[max(0, start - _BLANKS) : start].rstrip()[-1:]
        opens = start == 0 or paragraph.view[start - 1] in _OPENERS
        leads = before in _LEADERS
        quotation = _led_to(paragraph, index, found) if leads else None
        if quotation is None and opens:
            quotation = _standing(paragraph, index, found)
        if quotation is not None:
            found.append(quotation)
    return found


def _led_to(paragraph: Narrative, index: int, earlier: list[Quotation]) -> Quotation | None:
    """The pair ``index`` as a quotation that the words before it lead to."""
    start, end = paragraph.pairs[index]
    view = paragraph.view
    words = paragraph.text[start + 1 : end]
    first = first_place(paragraph, start, earlier)
    if not any(c.isalnum() for c in words) or not view[first:start].strip():
        return None
    introduced = is_introduced(view, first, start, end, words)
    speaker = speakers.before(view, first, start) if introduced else None
    if view[start - 1] in COMMAS and len(words) > 1 and not says(view, first, start, speaker):
        said = _said_behind(paragraph, index)
        if said is not None:
            return made(paragraph, start + 1, end, said)
    if introduced:
        return made(paragraph, start + 1, end, speaker)
    return _behind_comma(paragraph, index, first, earlier) if view[start - 1] in COMMAS else None


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
    return _uttered(paragraph, index, first, earlier)


def _uttered(
    paragraph: Narrative, index: int, first: int, earlier: list[Quotation]
) -> Quotation | None:
    """Whole sentences in marks behind a comma, without a verb of saying: 他摆摆手，“不用谢。”."""
    start, end = paragraph.pairs[index]
    words = paragraph.text[start + 1 : end]
    closed = paragraph.view[end + 1 : end + 2] in "。！？"
    own = closed and len(words) >= _PLAIN_SPEECH and _OWN_WORDS.search(words) is not None
    if not own and not ends(words, FINAL):
        return None
    if earlier and earlier[-1].end + 1 == first and not contrasts(paragraph, first):
        return Quotation(start + 1, end, earlier[-1].speaker)
    actor = speakers.acting(paragraph.view, first, start)
    if actor is None:
        actor = _sayer_behind(paragraph, index, paragraph.behind(index), whole=True)
    if actor is None and earlier and len(words) >= _PLAIN_SPEECH and ends(words, "。"):
        return Quotation(start + 1, end, earlier[-1].speaker)
    return None if actor is None else made(paragraph, start + 1, end, actor)


def _standing(paragraph: Narrative, index: int, earlier: list[Quotation]) -> Quotation | None:
    """The pair ``index`` as a quotation that opens its sentence, whoever said it."""
    start, end = paragraph.pairs[index]
    view = paragraph.view
    words = paragraph.text[start + 1 : end]
    lead = view[first_place(paragraph, start, earlier) : start]
    if lead.strip(_NOTHING) and not DATELINE.fullmatch(lead.strip()):
        return None
    if not any(c.isalnum() for c in words):
        return None
    alone = len(words) >= _PLAIN_SPEECH and paragraph.is_sentence(start, end, _NOTHING)
    whole = alone or ends(words, FINAL + "，,—")
    stop = paragraph.behind(index)
    speaker = _reported(paragraph, index, earlier) if opposed(view, end, stop) else None
    if speaker is None and is_others(view, end, stop):
        speaker = _spoken_of(paragraph, index, earlier)
    speaker = speaker or _sayer_behind(paragraph, index, stop, whole=whole)
    subject = PREDICATES.match(view, end + 1) is not None
    if subject or not (whole or (speaker is not None and len(words) > SHORTEST)):
        return None
    if speaker is not None:
        return made(paragraph, start + 1, end, speaker)
    if is_sound(words):
        return None
    return _muddled(paragraph, start, end) or _unsaid(paragraph, index, stop, earlier)


def _unsaid(paragraph: Narrative, index: int, stop: int, earlier: list[Quotation]) -> Quotation:
    """A quotation that no verb of saying follows: of the last speaker, or of who acts behind it."""
    start, end = paragraph.pairs[index]
    if earlier and adjoins(paragraph, start, earlier[-1]):
        return Quotation(start + 1, end, earlier[-1].speaker)
    asked = ends(paragraph.text[start + 1 : end], "？") and paragraph.view[stop - 1] == "："
    actor = None if asked else speakers.actor_after(paragraph.view, end + 1, stop)
    if actor is None and earlier and continues(paragraph, start, earlier[-1]):
        return Quotation(start + 1, end, earlier[-1].speaker)
    actor = actor or _reported(paragraph, index, earlier) or _tells_on(paragraph, end, stop)
    if actor is None and not speakers.is_told_of(paragraph.view, end + 1, stop):
        actor = _spoken_of(paragraph, index, earlier)
    return made(paragraph, start + 1, end, actor)


def _tells_on(paragraph: Narrative, end: int, stop: int) -> Span | None:
    """Who says more in the sentence behind one that only shows the scene."""
    view = paragraph.view
    if view[stop : stop + 1] != "。" or not view[end + 1 : stop].strip():
        return None
    return speakers.teller(view, end + 1, stop)


def _reported(paragraph: Narrative, index: int, earlier: list[Quotation]) -> Span | None:
    """Whom the sentence before reports: X介绍，…。“…。”."""
    first, last = sentence_before(paragraph, index, earlier)
    return speakers.reported(paragraph.view, first, last) if first <= last else None


def _spoken_of(paragraph: Narrative, index: int, earlier: list[Quotation]) -> Span | None:
    """Whom the sentence before is about: X对此深有体会。“…。”."""
    first, last = sentence_before(paragraph, index, earlier)
    return speakers.spoken_of(paragraph.view, first, last) if first <= last else None


def _sayer_behind(paragraph: Narrative, index: int, stop: int, *, whole: bool) -> Span | None:
    """The speaker whom the words behind pair ``index`` name; ``whole``: a stop is in the marks."""
    view = paragraph.view
    start, end = paragraph.pairs[index]
    if stop <= end + 1:
        return None
    if whole or view[end + 1 : stop].lstrip()[:1] in COMMAS:
        return speakers.after(view, end + 1, stop)
    words = paragraph.text[start + 1 : end]
    if len(words) >= _PLAIN_SPEECH or has_clause(words) or view[stop : stop + 1] == "。":
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
