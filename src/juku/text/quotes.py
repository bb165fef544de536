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

from juku.text import narrative, quote_marks, quote_runs, quotes_led, quotes_standing, speech
from juku.text.folding import unfolded
from juku.text.quotation import Quotation
from juku.text.quote_cues import COLONS, COMMAS
from juku.text.quote_marks import FINAL
from juku.text.quotes_standing import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.records import Span
    from juku.text.narrative import Narrative


_OPENERS = frozenset(FINAL + "；\n)）" + NOTHING + quote_marks.CLOSING + quote_marks.STRAIGHT)
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
        marks = quote_marks.pair(text) if _POSSIBLE.search(text) is not None else None
        goes_on = marks is not None and quote_runs.is_left_open(marks, index, paragraphs)
        if marks is None or not (marks.pairs or goes_on):
            run = []
            continue
        paragraph = narrative.around(text, marks)
        found[index] = _within(paragraph)
        if run and not quote_runs.opens(text):
            run = []
        if run:
            quote_runs.carry(found, run, index)
        run = quote_runs.continued(paragraph, found, run, index) if goes_on else []
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
    for opened, closed, speaker in quotations:
        first, last = bisect_right(ends, opened), bisect_left(ends, closed)
        for place, (start, end) in enumerate(sentences[first : last + 1], start=first):
            begins, stops = max(opened, start), min(closed, end)
            if begins < stops:
                found[place].append(Quotation(begins - start, stops - start, speaker))
    return found


def _within(paragraph: Narrative) -> list[Quotation]:
    """The quotations that are opened and closed in one paragraph."""
    found: list[Quotation] = []
    for index, (start, _) in enumerate(paragraph.pairs):
        before = paragraph.view[max(0, start - _BLANKS) : start].rstrip()[-1:]
        opens = start == 0 or paragraph.view[start - 1] in _OPENERS
        leads = before in _LEADERS
        quotation = quotes_led.led_to(paragraph, index, found) if leads else None
        if quotation is None and opens:
            quotation = quotes_standing.standing(paragraph, index, found)
        if quotation is not None:
            found.append(quotation)
    return found
