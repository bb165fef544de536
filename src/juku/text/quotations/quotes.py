"""Quotations, which are direct speech in quotation marks, and their speakers.

Conventions:

- A span holds the quoted words without their marks: ``text[start:end]`` is what was said. Spans
  are outermost and apart; quotations inside a quotation are part of it.
- Direct speech is what a verb of saying or a colon introduces (X说：“…”, X称“…”), what one follows
  (“…。”X说), what stands between (“…，”X说，“…。”), and a whole sentence in marks that stands by
  itself. Names, titles, slogans, scare quotes and sounds (“咚咚咚！”) are not, nor is
  indirect speech (X表示，…).
- A verb with a listener leads to words as one without does (X提醒市民：“…”); without a mark before
  them they are speech where they are a clause. So are those that 说了一句 and X的答复是 lead to.
- The speaker is a slice of the paragraph: see ``speakers``. None where nobody is named, as of an
  answer to what somebody who is named asked.
- A quotation over several paragraphs, each opened and only the last closed, has one speaker.
- An unpaired mark quotes nothing. Where both levels are muddled and the outer mark stands before
  the words of attribution (“X表示，‘我们…”), the quotation starts at the inner mark.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from juku.text.arrays.flat import ranges
from juku.text.quotations import (
    quote_runs,
    quote_signs,
    quotes_led,
    quotes_standing,
    recurring,
)
from juku.text.quotations.narrative import Narrative
from juku.text.quotations.quotation import HEARD, Quotation
from juku.text.quotations.quote_runs import Run
from juku.text.quotations.quote_signs import LEADERS, OPENERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.text.arrays.flat import Spans
    from juku.text.quotations.narrative import Seen

    Ints = NDArray[np.int64]


_BLANKS = 8
"""Characters before a mark among which the last that is no blank is looked for."""


def find(paragraph: str) -> list[Quotation]:
    """The quotations of one paragraph by itself.

    >>> [(q.speaker, "“来得及。”队长张明说"[q.start : q.end]) for q in find("“来得及。”队长张明说")]
    [('张明', '来得及。')]
    """
    return find_all([paragraph])[0]


def find_all(paragraphs: Sequence[str]) -> list[list[Quotation]]:
    """The quotations of each of an article's paragraphs, speakers carried from one to the next."""
    return of_articles([paragraphs])[0]


def of_articles(articles: Sequence[Sequence[str]]) -> list[list[list[Quotation]]]:
    """The quotations of each of the paragraphs of each article."""
    seen = iter(quote_signs.read([text for paragraphs in articles for text in paragraphs]))
    return [_of_article(article, [*islice(seen, len(article))]) for article in articles]


def _of_article(paragraphs: Sequence[str], seen: list[Seen | None]) -> list[list[Quotation]]:
    """The quotations of one article, of whose paragraphs it is known what ``quote_signs`` saw."""
    found: list[list[Quotation]] = [[] for _ in paragraphs]
    run, heard = Run(), tuple[str, ...]()
    last = -1
    """The last paragraph that was looked at: where others lie between, no quotation runs on."""
    for index, one in enumerate(seen):
        if one is None:
            continue
        paragraph = Narrative(paragraphs[index], *one, heard)
        goes_on = quote_runs.is_left_open(paragraph, index, paragraphs)
        if not (paragraph.pairs or goes_on):
            continue
        found[index] = _within(paragraph)
        if found[index]:
            heard = (*heard, *(said.speaker for said in found[index] if said.speaker))[-HEARD:]
        if run.places and not (index == last + 1 and quote_runs.opens(paragraph.text)):
            run = Run()
        if run.places:
            quote_runs.carry(found, run, index)
        if goes_on:
            run = quote_runs.continued(paragraph, found, run, index)
        elif run.places:
            run = Run()
        last = index
    recurring.settle(found, paragraphs)
    return found


class Parts(NamedTuple):
    """What sentences have of quotations: the parts of all, in the order of their sentences."""

    sentences: Ints
    """Of each part its sentence, among all sentences of all paragraphs."""
    starts: Ints
    """In code points of the sentence, as the ends are."""
    ends: Ints
    speakers: list[str | None]


def by_sentence(quotations: Sequence[Sequence[Quotation]], sentences: Spans) -> Parts:
    """``quotations`` of each of some paragraphs cut at its ``sentences``.

    A quotation of several sentences gives a part to each, all with its speaker.

    >>> from juku.records import Span
    >>> from juku.text.arrays.flat import Spans
    >>> by_sentence([[Quotation(2, 6, "她")]], Spans.of([[Span(0, 4), Span(4, 7)]]))
    Parts(sentences=array([0, 1]), starts=array([2, 0]), ends=array([4, 2]), speakers=['她', '她'])
    """
    flat = [*chain.from_iterable(quotations)]
    fields = list(zip(*flat, strict=True)) or [(), (), ()]
    opened, closed = np.array(fields[0], np.int64), np.array(fields[1], np.int64)
    counts = np.fromiter(map(len, quotations), np.int64, len(quotations))
    # All are sought at once, in one row that has every paragraph behind the one before it.
    reach = 1 + max(int(closed.max(initial=0)), int(sentences.ends.max(initial=0)))
    begins = reach * np.arange(len(counts))
    ends = sentences.ends + np.repeat(begins, sentences.counts)
    base, beyond = np.repeat(begins, counts), np.repeat(sentences.offsets[1:], counts)
    first = np.searchsorted(ends, opened + base, side="right")
    last = np.minimum(np.searchsorted(ends, closed + base), beyond - 1)
    last = np.maximum(last + 1, first)
    places, whose = ranges(first, last), np.repeat(np.arange(len(flat)), last - first)
    starts = sentences.starts[places]
    begun = np.maximum(opened[whose], starts) - starts
    stopped = np.minimum(closed[whose], sentences.ends[places]) - starts
    kept = begun < stopped
    speakers = [flat[index].speaker for index in whose[kept].tolist()]
    return Parts(places[kept], begun[kept], stopped[kept], speakers)


def _within(paragraph: Narrative) -> list[Quotation]:
    """The quotations that are opened and closed in one paragraph."""
    found: list[Quotation] = []
    view = paragraph.view
    for index, (start, _) in enumerate(paragraph.pairs):
        before = view[start - 1] if start else ""
        opens = start == 0 or before in OPENERS
        if before.isspace():
            before = view[max(0, start - _BLANKS) : start].rstrip()[-1:]
        leads = before in LEADERS
        quotation = quotes_led.led_to(paragraph, index, found) if leads else None
        if quotation is None and opens:
            quotation = quotes_standing.standing(paragraph, index, found)
        if quotation is None and before == "、" and found:
            quotation = quotes_led.joined(paragraph, index, found[-1])
        if quotation is not None:
            found.append(quotation)
    return found
