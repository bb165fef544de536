"""Quotations, which are direct speech in quotation marks, and their speakers.

Conventions:

- A span holds the quoted words without their marks: ``text[start:end]`` is what was said. Spans
  are outermost and apart; quotations inside a quotation are part of it.
- Direct speech is what a verb of saying or a colon introduces (X说：“…”, X称“…”), what one follows
  (“…。”X说), what stands between (“…，”X说，“…。”), and a whole sentence in marks that stands by
  itself. Names, titles, slogans and scare quotes are not, nor is indirect speech (X表示，…).
- The speaker is a slice of the paragraph: see ``speakers``. None where nobody is named.
- A quotation over several paragraphs, each opened and only the last closed, has one speaker.
- An unpaired mark quotes nothing. Where both levels are muddled and the outer mark stands before
  the words of attribution (“X表示，‘我们…”), the quotation starts at the inner mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from juku.text import quote_marks, speakers
from juku.text.folding import fold
from juku.text.quote_marks import FINAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.records import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody said, half-open span without the marks."""

    start: int
    end: int
    speaker: str | None


class _Paragraph(NamedTuple):
    """A paragraph prepared: folded, masked inside its quotation marks, and its pairs."""

    text: str
    narrative: str
    pairs: list[tuple[int, int]]
    open: int | None


_PUNCTUATION = re.compile(r"[，。！？；…,!?]")
_LABEL = re.compile(r"(?:[题号词语目名称]|[写印刻画书]着|[是为叫作即]|如下|内容|包括)[：:]\s*$")
_SENTENCE_END = re.compile(rf"[{FINAL}；;\n]")
_INNER_CUE = re.compile(
    r"^[^，。！？‘’“”]{2,40}?(?=(?:表示|说|指出|强调|介绍|认为|称|告诉记者)[，：:,]‘)"
)
_MASK = "□"
_REACH = 1000
"""Characters around a quotation in which its speaker is looked for."""


def find(paragraph: str) -> list[Quotation]:
    """The quotations of one paragraph by itself.

    >>> [(q.speaker, "“来得及。”队长张明说"[q.start : q.end]) for q in find("“来得及。”队长张明说")]
    [('张明', '来得及。')]
    """
    return find_all([paragraph])[0]


def find_all(paragraphs: Sequence[str]) -> list[list[Quotation]]:
    """The quotations of each of an article's paragraphs, speakers carried from one to the next."""
    found: list[list[Quotation]] = []
    run: list[tuple[int, int]] = []
    for index, text in enumerate(paragraphs):
        if quote_marks.ANY.search(text) is None:
            found.append([])
            run = []
            continue
        paragraph = _prepare(text)
        found.append(_within(paragraph))
        if run and not _opens(paragraph):
            run = []
        if run:
            _carry(found, run, index)
        run = _continued(paragraph, found, run, index, paragraphs)
    return found


def by_sentence(
    quotations: Sequence[Quotation], sentences: Sequence[Span]
) -> list[list[Quotation]]:
    """``quotations`` of a paragraph cut at its sentences, in code points of each sentence.

    A quotation of several sentences gives a part to each, all with its speaker.
    """
    return [
        [
            Quotation(max(q.start, start) - start, min(q.end, end) - start, q.speaker)
            for q in quotations
            if max(q.start, start) < min(q.end, end)
        ]
        for start, end in sentences
    ]


def _prepare(text: str) -> _Paragraph:
    marks = quote_marks.pair(text)
    view = fold(text)
    parts: list[str] = []
    at = 0
    for start, end in marks.pairs:
        parts += [view[at : start + 1], _MASK * (end - start - 1)]
        at = end
    parts.append(view[at:])
    return _Paragraph(text, "".join(parts), marks.pairs, marks.open)


def _within(paragraph: _Paragraph) -> list[Quotation]:
    """The quotations that are opened and closed in one paragraph."""
    found: list[Quotation] = []
    done = 0
    for index, (_, end) in enumerate(paragraph.pairs):
        quotation = _led_to(paragraph, index, done, found) or _standing(
            paragraph, index, done, found
        )
        if quotation is not None:
            found.append(quotation)
            done = end + 1
    return found


def _led_to(
    paragraph: _Paragraph, index: int, done: int, earlier: list[Quotation]
) -> Quotation | None:
    """The pair ``index`` as a quotation that the words before it lead to.

    ``done`` is where the last of the ``earlier`` ones ended.
    """
    start, end = paragraph.pairs[index]
    narrative = paragraph.narrative
    first = max(done, _sentence_start(narrative, start))
    words = paragraph.text[start + 1 : end]
    if not any(c.isalnum() for c in words):
        return None
    if _is_introduced(narrative, first, start, end, words):
        return _made(paragraph, start + 1, end, speakers.before(narrative, first, start))
    if earlier and _goes_on(paragraph, earlier[-1].end, start):
        return Quotation(start + 1, end, earlier[-1].speaker)
    if _is_quoted_on(narrative, first, start, end, words):
        return _made(paragraph, start + 1, end, speakers.said(narrative, first, start))
    return None


def _standing(
    paragraph: _Paragraph, index: int, done: int, earlier: list[Quotation]
) -> Quotation | None:
    """The pair ``index`` as a quotation that opens its sentence, whoever said it."""
    start, end = paragraph.pairs[index]
    narrative = paragraph.narrative
    words = paragraph.text[start + 1 : end]
    first = max(done, _sentence_start(narrative, start))
    if narrative[first:start].strip(" \u3000—（(") or not any(c.isalnum() for c in words):
        return None
    whole = words.rstrip("’』」")[-1:] in FINAL + "，,"
    speaker = _sayer_behind(paragraph, index, whole=whole)
    if not whole and (speaker is None or len(words) < 5):
        return None
    muddled = _muddled(paragraph, start, end) if speaker is None else None
    if muddled is not None:
        return muddled
    if speaker is None and earlier and _follows(paragraph, done, start, earlier[-1]):
        return Quotation(start + 1, end, earlier[-1].speaker)
    return _made(paragraph, start + 1, end, speaker)


def _sayer_behind(paragraph: _Paragraph, index: int, *, whole: bool) -> Span | None:
    """The speaker whom the words behind pair ``index`` name; ``whole``: a stop is in the marks."""
    narrative = paragraph.narrative
    start, end = paragraph.pairs[index]
    stop = _narrative_end(paragraph, index)
    if stop <= end + 1:
        return None
    if whole or narrative[end + 1] in "，,":
        return speakers.after(narrative, end + 1, stop)
    words = paragraph.text[start + 1 : end]
    if len(words) >= 10 or _has_clause(words):
        return speakers.named_sayer(narrative, end + 1, stop)
    return None


def _made(paragraph: _Paragraph, start: int, end: int, speaker: Span | None) -> Quotation:
    name = paragraph.text[speaker.start : speaker.end] if speaker else None
    return Quotation(start, end, name)


def _sentence_start(narrative: str, at: int) -> int:
    """Where the sentence that holds ``at`` starts, stops in quotation marks not counted."""
    first = max(0, at - _REACH)
    ends = [narrative.rfind(mark, first, at) for mark in FINAL + "；\n"]
    return max(*ends, first - 1) + 1


def _narrative_end(paragraph: _Paragraph, index: int) -> int:
    """Where the words behind pair ``index`` end: with their sentence, or at the next speech."""
    start = paragraph.pairs[index][1] + 1
    reach = min(len(paragraph.narrative), start + _REACH)
    stop = _SENTENCE_END.search(paragraph.narrative, start, reach)
    last = stop.start() if stop else reach
    for opening, closing in paragraph.pairs[index + 1 : index + 9]:
        speech = (
            paragraph.narrative[opening - 1] in "：:，," or paragraph.text[closing - 1] in FINAL
        )
        if opening < last and speech:
            return opening
    return last


def _is_introduced(narrative: str, first: int, start: int, end: int, words: str) -> bool:
    """Whether a verb of saying or a colon stands right before the marks."""
    lead = narrative[first:start].rstrip()
    if not lead:
        return False
    clause = _has_clause(words)
    cue = speakers.cue(narrative, first, start)
    if lead[-1] in "：:":
        return cue is not None or (clause and not _LABEL.search(lead))
    if cue is None:
        return False
    closed = narrative[end + 1 : end + 2] in ("", "。", "，", ",", "！", "？", "；")
    return clause or (closed and len(words) >= 4)


def _is_quoted_on(narrative: str, first: int, start: int, end: int, words: str) -> bool:
    """Whether the marks hold a clause of what X said in X说，…，“…”."""
    lead = narrative[first:start]
    closed = narrative[end + 1 : end + 2] in ("", "。", "！", "？") or words[-1:] in FINAL
    return (
        lead[-1:] in ("，", ",")
        and closed
        and len(words) >= 4
        and speakers.said(narrative, first, start) is not None
    )


def _has_clause(words: str) -> bool:
    return _PUNCTUATION.search(words) is not None


def _goes_on(paragraph: _Paragraph, last: int, start: int) -> bool:
    """Whether a quotation that broke off at a comma goes on here: “…，”她笑了笑，“…”."""
    between = paragraph.narrative[last + 1 : start]
    broken = paragraph.text[last - 1] in "，,"
    return broken and between[-1:] in ("，", ",") and not _SENTENCE_END.search(between)


def _follows(paragraph: _Paragraph, done: int, start: int, last: Quotation) -> bool:
    """Whether a quotation goes on behind one sentence that named the speaker of the last."""
    between = paragraph.narrative[done:start]
    stops = sum(between.count(mark) for mark in FINAL)
    named = last.speaker is not None and last.speaker in paragraph.text[done:start]
    return named and stops == 1


def _muddled(paragraph: _Paragraph, start: int, end: int) -> Quotation | None:
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


def _opens(paragraph: _Paragraph) -> bool:
    """Whether a paragraph starts with an opening mark."""
    return paragraph.text.lstrip()[:1] in tuple(quote_marks.OPENING + quote_marks.STRAIGHT)


def _continued(
    paragraph: _Paragraph,
    found: list[list[Quotation]],
    run: list[tuple[int, int]],
    index: int,
    paragraphs: Sequence[str],
) -> list[tuple[int, int]]:
    """The run of quotations left open for the next paragraph, with this one's part added."""
    following = paragraphs[index + 1].lstrip()[:1] if index + 1 < len(paragraphs) else ""
    at = paragraph.open
    if at is None or not following or following not in quote_marks.OPENING:
        return []
    first = max(
        found[index][-1].end + 1 if found[index] else 0, _sentence_start(paragraph.narrative, at)
    )
    speaker = speakers.before(paragraph.narrative, first, at)
    made = _made(paragraph, at + 1, len(paragraph.text.rstrip()), speaker)
    if made.end <= made.start:
        return []
    if run and speaker is None:
        made = replace(made, speaker=found[run[-1][0]][run[-1][1]].speaker)
    found[index].append(made)
    return [*run, (index, len(found[index]) - 1)]


def _carry(found: list[list[Quotation]], run: list[tuple[int, int]], index: int) -> None:
    """One speaker for a quotation that runs over paragraphs and ends in ``index``."""
    if not found[index]:
        return
    parts = [*run, (index, 0)]
    names = [found[i][j].speaker for i, j in parts if found[i][j].speaker]
    if names:
        for i, j in parts:
            found[i][j] = replace(found[i][j], speaker=names[0])
