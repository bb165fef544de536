"""The halves of a page and their rests, all matched at once.

A paragraph of an edited page that stops in mid-sentence is broken for certain, and its rest is
most likely on the page: below it, behind a headline or a caption, under another article, or on top
of the page. Asked line by line, a good rest may go to the first half that would take it. So every
half is weighed against every line, and of all ways to pair them the best is taken.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import takewhile
from math import inf
from typing import TYPE_CHECKING

from juku.text.articles import inserted
from juku.text.articles.assigning import assign
from juku.text.blocks import headlines, stacks
from juku.text.bylines import captions
from juku.text.mending import crossed, rests, telling, topics
from juku.text.mending.halves import LONGEST, may_head
from juku.text.mending.prose import STOP_INSIDE
from juku.text.mending.topics import ECHO, ENOUGH
from juku.text.vocabulary.marks import (
    BY_ITSELF,
    CLAUSE_END,
    DASHES,
    MARKED,
    SALUTATION,
    TORN_SIGNS,
    closes_unopened,
    is_final,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.articles.adjoining import Adjoining
    from juku.text.blocks.lines import Line

_MOSTLY = 0.75
"""Share of the long paragraphs that end with a mark, on a page where those without are broken.

Where fewer do, it may be that the page was read row by row, which breaks most of its paragraphs."""
_FAR = 60
"""Lines that are looked at on each side of a half."""
_MOST = 40
"""Halves of a page that are matched; one of nothing but halves is no edited page."""
_PROSE, _ASKS = 16, 12
"""Characters of a line that is a half where it reads as a sentence that stops, and where its last
word asks for more."""
_PLAIN = 30
"""The same where headlines bear no mark."""
_PAUSE = re.compile("[，；]")
_OPENED = re.compile("[（《][^（）《》]*$")
"""What no heading opens and leaves open."""
_LONE, _LONE_BROKEN = 0.0, -2.0
"""What a half has that is left without a rest, and on a page of whose halves most have one for
certain, so that it is none that only lost its mark."""
_CERTAIN, _MOST_CERTAIN = 1.0, 0.7
"""What a rest must have to be that, and the share of halves that must have such a one."""
_HEADLINE, _SHORT, _PARAGRAPH, _OTHERS, _ABOVE = 0.7, 0.5, 1.5, 0.3, 4.0
"""What it takes away that between a half and its rest stand headlines; a short line or a credit; a
paragraph; a paragraph below a headline, which is of another article; or that the rest stands above
the half, on top of the page."""
_NEAR, _BEGINS, _BEGINS_FAR = 8, -0.5, 1.0
"""Up to how many lines away a line is near; and what a near one, and another, gives by itself at
the most that begins a paragraph wherever it stands, but right below a half."""
_JOINED, _UNJOINED = 3.5, 1.5
"""What it gives that a line carries on the one right above it, by what both say, and takes away
that it does not; to any other half the first is taken away."""
_TORN_APART = 2.0
"""How much less that is for each half, after the first, whose rest cannot stand right below it: by
its share of all halves. Who tore these apart put other rests under other halves."""
_SET = 100.0
"""What it gives that a half and a line stand below each other in rows, or around what is of
neither, whatever else does."""
_SET_IN = 4.0
"""What it takes away that a line is set in as paragraphs are."""
_COUNT = "一二三四五六七八九"
_JUMP = 3.0
"""What it gives or takes away that the page says where a half goes on."""
_UNOPENED = 3.0
"""What it takes away that a line closes a quotation or a bracket that the half does not open."""
_TORN = 4.0
"""What it gives that a line begins with a mark with which none does."""
_ELSEWHERE = 2.0
"""What it gives that three characters over the seam stand elsewhere on the page too."""
_HEADED = 2.0
"""What it takes away that the headline right above says what the line says."""
_TOLD, _MOST_TOLD, _ABOVE_HALF, _BELOW_REST = 0.2, 1.5, 2, 2
"""What a telling word that both have gives, how much all of them give at most, and how many lines
above the half are asked too. As much give the words of what stands right below a rest, in so many
paragraphs: it is of the same article, most likely."""
_LEAD_IN = 25
"""Characters of a line with dashes at its end that is whole: 推进水价改革——."""
_MOST_BETWEEN, _EACH = 3.0, 0.05
"""The most that all lines between take away, and what each takes away beside that."""
_CAPTION = 20
"""Characters of a line without a mark that may stand between."""


def match(page: Adjoining) -> dict[Line, Line]:
    """The rest of each half that has one on the page.

    Where few paragraphs end with marks only those that show that the page was read row by row.
    """
    flow, shown = page.flow, dict(page.shown)
    halves = [place for place, line in enumerate(flow) if _is_half(page, line)]
    if not 0 < len(halves) <= _MOST:
        return shown
    rows = crossed.pairs(flow, halves, partial(_may_be_rest, page))
    if page.marked < _MOSTLY:
        return {flow[half]: flow[rest] for half, rest in rows.items()} | shown
    runs = list(inserted.between(flow, halves, page.seams))
    if _is_one_article(flow):
        return {flow[run.start - 1]: flow[run.stop] for run in runs} | shown
    sure = {run.start - 1: run.stop for run in runs} | rows
    apart = {place for run in runs for place in run} - {*rows, *rows.values()}
    halves = [half for half in halves if half not in apart]
    joined = {
        half + 1
        for half in range(len(flow))
        if half not in apart and half + 1 not in apart and _is_joined(page, half)
    }
    lines = _lines(page, halves, joined, apart)
    near = _nearness(page, halves)
    weights = []
    for half in halves:
        known = _known(flow, half)
        weights.append(
            [
                _weigh(page, half, line, known) + near * _beside(half, line, joined)
                if half not in sure
                else _SET * (sure[half] == line)
                for line in lines
            ]
        )
    return shown | {
        flow[halves[half]]: flow[lines[line]]
        for half, line in enumerate(assign(weights, _lone(weights) if page.edited else _LONE))
        if line is not None
    }


def _lone(weights: Sequence[Sequence[float]]) -> float:
    """What a half of a page has that is left without a rest."""
    certain = sum(max(row, default=-inf) > _CERTAIN for row in weights)
    return _LONE_BROKEN if certain >= _MOST_CERTAIN * len(weights) else _LONE


def _lines(
    page: Adjoining, halves: Sequence[int], joined: AbstractSet[int], apart: AbstractSet[int]
) -> list[int]:
    """The places of the lines that may be rests, without those ``apart``, which are of no half."""
    flow, kept = page.flow, {*halves, *joined}
    taken = {rest.number for rest in page.shown.values()} | page.spoken
    return [
        place
        for place, line in enumerate(flow)
        if _may_be_rest(page, line)
        and place not in apart
        and not (line.number in taken or _is_counted(flow, place) or _leads_in(line))
        and (is_final(line.text) or (place in kept and not _heads(page, place)))
        and any(abs(place - half) <= _FAR for half in halves)
    ]


def _nearness(page: Adjoining, halves: Sequence[int]) -> float:
    """How much it tells on a page that a line stands right below a half: 1 as a rule."""
    flow = page.flow
    torn = sum(half + 1 == len(flow) or not _may_be_rest(page, flow[half + 1]) for half in halves)
    return max(0.0, 1.0 - _TORN_APART * max(0, torn - 1) / len(halves))


def _is_one_article(flow: Sequence[Line]) -> bool:
    """Whether nothing but paragraphs stands below the first, so that no other article does."""
    return all(
        line.kind == "paragraph" and line.dateline is None for line in flow if line is not flow[0]
    )


def _is_half(page: Adjoining, line: Line) -> bool:
    """Whether a line is a paragraph that stops, and can be nothing else."""
    text = line.text
    if line.kind != "paragraph" or line.forced is not None or not text or is_final(text):
        return False
    if line in page.shown or line.number in page.listed or BY_ITSELF.fullmatch(text):
        return False
    if page.style.plain_titles:
        clauses = len(_PAUSE.findall(text))
        if len(text) >= _PLAIN and clauses > 1 and page.seams.is_prose(text):
            return True
        return len(text) > LONGEST and STOP_INSIDE.search(text) is not None
    if not may_head(text) or CLAUSE_END.search(text[-2:]) or _OPENED.search(text):
        return True
    asks = len(text) >= _ASKS and page.seams.asks_for_more(text)
    return asks or (len(text) >= _PROSE and page.seams.is_prose(text))


def _may_be_rest(page: Adjoining, line: Line) -> bool:
    """Whether a line is a paragraph that need not begin where it does."""
    if line.kind != "paragraph" or line.dateline or line.forced is not None or not line.text:
        return False
    if line.number in page.listed or captions.is_caption(line.text):
        return False
    return not (MARKED.match(line.text) or SALUTATION.fullmatch(line.text))


def _heads(page: Adjoining, place: int) -> bool:
    """Whether a line without a last mark is the headline of what an article begins with below."""
    flow = page.flow
    if not page.style.plain_titles or not headlines.is_headline(flow[place]):
        return False
    heads = stacks.heads_story(flow, place, lambda _: False) or stacks.are_two(flow, place)
    return heads and not (place and page.seams.torn(flow[place - 1].text, flow[place].text))


def _is_counted(flow: Sequence[Line], place: int) -> bool:
    """Whether a line begins with a figure and a word that the next or the last one counts on.

    So items begin: 一看水深…, 二看水流….
    """
    number, word = _COUNT.find(flow[place].text[0]), flow[place].text[1:2]
    if number < 0:
        return False
    beside = flow[max(place - 1, 0) : place + 2]
    signs = {_COUNT[at] + word for at in (number - 1, number + 1) if 0 <= at < len(_COUNT)}
    return any(one.text[:2] in signs for one in beside)


def _leads_in(line: Line) -> bool:
    """Whether a line is short and ends with dashes, as one that leads in the next does."""
    return line.text.endswith(DASHES) and len(line.text) < _LEAD_IN


def _is_joined(page: Adjoining, half: int) -> bool:
    """Whether the line right below a paragraph that stops carries it on, by what both say."""
    below = half + 1
    if below == len(page.flow):
        return False
    one, other = page.flow[half], page.flow[below]
    if one.kind != "paragraph" or is_final(one.text) or not _may_be_rest(page, other):
        return False
    return page.joins(one, other)


def _beside(half: int, line: int, joined: AbstractSet[int]) -> float:
    """What it gives whether a line carries on the one right above it, be that the half or not."""
    if line == half + 1:
        return _JOINED if line in joined else -_UNJOINED
    return -_JOINED * (line in joined)


def _weigh(page: Adjoining, half: int, line: int, known: Mapping[str, float]) -> float:
    """How much speaks for a line being the rest of a half, by natural logarithms.

    ``known`` are the telling words of the half and of the paragraphs above it.
    """
    flow = page.flow
    if line == half or abs(line - half) > _FAR:
        return -inf
    told = flow[half].number in page.turned and flow[line].number in page.back
    if (
        line != half + 1
        and not told
        and rests.alone(flow[line].text) < (_BEGINS if abs(line - half) <= _NEAR else _BEGINS_FAR)
    ):
        return -inf
    apart = _above(flow, line) if line < half else _between(flow[half + 1 : line])
    apart += _HEADED * _is_headed(flow, line) + _SET_IN * _is_set_in(page, flow[line])
    apart += _missed(page, flow[half], flow[line])
    apart += _UNOPENED * closes_unopened(flow[half].text, flow[line].text)
    apart -= _TORN * (flow[line].text[0] in TORN_SIGNS)
    fits = rests.score(flow[half].text, flow[line].text) - apart
    if line != half + 1 and fits <= -2 * _MOST_TOLD - _ELSEWHERE:
        return fits
    fits += _ELSEWHERE * page.seams.is_elsewhere(flow[half].text, flow[line].text)
    if line != half + 1 and fits <= -2 * _MOST_TOLD:
        return fits
    if line == half + 1 or rests.alone(flow[line].text) > _BEGINS_FAR:
        fits += _told_below(flow, half, line, known)
    return fits + _told(telling.words(flow[line].text), known) if fits > -_MOST_TOLD else fits


def _is_set_in(page: Adjoining, line: Line) -> bool:
    """Whether a line is set in on a page that sets in paragraphs and no rests of broken ones."""
    return page.style.indented and not page.reindented and line.indented


def _missed(page: Adjoining, half: Line, line: Line) -> float:
    """What it takes away that one of two is said to go on, or to begin, elsewhere, and not both.

    Where both are, it gives as much.
    """
    turned, back = half.number in page.turned, line.number in page.back
    if turned and back:
        return -_JUMP
    return _JUMP * ((turned and bool(page.back)) or (back and bool(page.turned)))


def _known(flow: Sequence[Line], half: int) -> Mapping[str, float]:
    """The telling words of a half and of the paragraphs above it."""
    return telling.of_all(
        one.text for one in flow[max(0, half - _ABOVE_HALF) : half + 1] if one.kind == "paragraph"
    )


def _told_below(flow: Sequence[Line], half: int, line: int, known: Mapping[str, float]) -> float:
    """What it gives that the paragraphs right below a line tell of what the half tells.

    And more of that than of what stands right above the line, whose article they may go on with.
    """
    lines = flow[line + 1 : line + 1 + _BELOW_REST]
    beneath = takewhile(lambda one: one.kind == "paragraph" and one.dateline is None, lines)
    below = telling.of_all(one.text for one in beneath)
    told = _told(below, known)
    if line == half + 1 or not told:
        return told
    return max(0.0, told - _told(below, _known(flow, line - 1)))


def _told(own: Mapping[str, float], known: Mapping[str, float]) -> float:
    """What it gives that words of a line are known."""
    return min(_TOLD * telling.shared(own, known), _MOST_TOLD)


def _is_headed(flow: Sequence[Line], line: int) -> bool:
    """Whether the headline right above a line says what the line says."""
    above = flow[line - 1] if line else None
    if above is None or above.kind != "heading":
        return False
    return topics.echoed(above.text, flow[line].text[:ENOUGH]) >= ECHO


def _above(flow: Sequence[Line], line: int) -> float:
    """What it takes away that a rest stands above its half: only on top of the page may it."""
    return inf if any(one.kind in {"heading", "paragraph"} for one in flow[:line]) else _ABOVE


def _between(lines: Sequence[Line]) -> float:
    """What it takes away that lines stand between a half and its rest."""
    lost, headed = 0.0, False
    for line in lines:
        if line.kind == "heading":
            lost += 0.0 if headed else _HEADLINE
            headed = True
        elif line.dateline is not None:
            lost += _SHORT
            headed = True
        elif line.kind != "paragraph" or _is_small(line.text):
            lost += _SHORT
        else:
            lost += _OTHERS if headed else _PARAGRAPH
    return min(lost, _MOST_BETWEEN) + _EACH * len(lines)


@lru_cache(maxsize=1024)
def _is_small(text: str) -> bool:
    """Whether a line is a caption, or short and ends with no mark."""
    return captions.is_caption(text) or (len(text) < _CAPTION and not is_final(text))
