"""Compares what was read of a page with what was printed on it."""

from __future__ import annotations

import bisect
import functools
import operator
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

from crawled import meant, press, spoil
from crawled.stories import COLUMNS, Source, Story, several
from juku.records import Article, Curation, PageReading
from juku.text.pages import read_page

PARTS = ("paragraph", "join", "repeat", "article")
EXACT = ("title", "dateline", "credit", "reporters")


@dataclass(frozen=True)
class Printed:
    """A page and its truth."""

    text: str
    pieces: list[press.Piece]
    starts: list[int]
    """Where each piece begins on the page."""
    stories: list[Story]

    def piece(self, place: int) -> int:
        """The number of the piece that a code point of the page is of."""
        return bisect.bisect_right(self.starts, place) - 1


def printed(seed: int, sources: list[Source], level: str) -> Printed:
    """The page of a seed: always the same for the same sources and level."""
    draw = Random(f"{level}/{seed}")
    style = press.style(draw)
    stories = several(draw, sources, 5)
    pieces = spoil.page(draw, stories, spoil.LEVELS[level], plain=style.title == "{}")
    text, starts = press.printed(draw, pieces, style)
    return Printed(text, pieces, starts, stories)


def measure(level: str, seeds: Iterable[int], sources: list[Source]) -> dict[str, float]:
    """F1 of each part of a page over the pages of ``seeds``, and how many laws they break."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    broken = 0
    for seed in seeds:
        page = printed(seed, sources, level)
        reading = read_page(page.text, Curation(columns=frozenset(COLUMNS)))
        broken += _broken_laws(page.text, reading)
        for name, (true, said) in compared(page, reading).items():
            right[name] += 2 * (true & said).total()
            total[name] += true.total() + said.total()
    names = (*PARTS, *EXACT)
    scores = {name: right[name] / total[name] if total[name] else 1.0 for name in names}
    return {**scores, "broken_laws": broken}


def negatives(seeds: Iterable[int], sources: list[Source]) -> dict[str, int]:
    """What is joined and what is set aside on pages where nothing should be."""
    kinds: Counter[str] = Counter()
    for seed in seeds:
        reading = read_page(meant.page(seed, sources), Curation())
        kinds.update("joined" for block in reading.blocks if block.joins is not None)
        kinds.update("set_aside" for block in reading.blocks if block.kind == "repeat")
    return {"joined": kinds["joined"], "set_aside": kinds["set_aside"]}


def compared(page: Printed, reading: PageReading) -> dict[str, tuple[Counter[Any], Counter[Any]]]:
    """What is true and what was said, a pair a part."""
    bodies = [[u for u in one.units if u.role == "body"] for one in reading.articles]
    halves: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for number, piece in enumerate(page.pieces):
        if piece.kind == "paragraph":
            halves.setdefault((piece.story, piece.paragraph), []).append((piece.part, number))
    order = {place: [number for _, number in sorted(parts)] for place, parts in halves.items()}
    seen = [[_pieces(page, unit.spans) for unit in units] for units in bodies]
    found = {
        "paragraph": (
            Counter(_bare(text) for story in page.stories for text in story.paragraphs),
            Counter(_bare(unit.text(page.text)) for units in bodies for unit in units),
        ),
        "join": (
            Counter(seam for numbers in order.values() for seam in pairwise(numbers)),
            Counter(seam for units in seen for numbers in units for seam in pairwise(numbers)),
        ),
        "repeat": (
            Counter(n for n, piece in enumerate(page.pieces) if piece.kind == "repeat"),
            Counter({page.piece(b.start) for b in reading.blocks if b.kind == "repeat"}),
        ),
        "article": (_ends(_by_story(order)), _ends(seen)),
    }
    return found | _exact(page, reading, seen)


def _pieces(page: Printed, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The pieces that a paragraph is made of, in its order."""
    numbers: list[int] = []
    for start, end in spans:
        for number in range(page.piece(start), page.piece(end - 1) + 1):
            if not numbers or numbers[-1] != number:
                numbers.append(number)
    return numbers


def _by_story(order: dict[tuple[int, int], list[int]]) -> list[list[list[int]]]:
    stories: dict[int, list[list[int]]] = {}
    for (story, _), numbers in sorted(order.items()):
        stories.setdefault(story, []).append(numbers)
    return list(stories.values())


def _ends(stories: Iterable[list[list[int]]]) -> Counter[tuple[str, int]]:
    """The first and the last piece of the text of each story."""
    ends: Counter[tuple[str, int]] = Counter()
    for paragraphs in filter(None, stories):
        ends.update((("first", paragraphs[0][0]), ("last", paragraphs[-1][-1])))
    return ends


def _exact(
    page: Printed, reading: PageReading, seen: list[list[list[int]]]
) -> dict[str, tuple[Counter[Any], Counter[Any]]]:
    """Headline and bylines of each story, beside those of the article that has most of its text."""
    made: dict[str, tuple[Counter[Any], Counter[Any]]] = {
        name: (Counter(), Counter()) for name in EXACT
    }
    shares = [
        Counter(page.pieces[n].story for n in {*functools.reduce(operator.iadd, units, [])})
        for units in seen
    ]
    taken: set[int] = set()
    for number, story in enumerate(page.stories):
        best = max(range(len(shares)), key=lambda at: shares[at][number], default=-1)
        article = reading.articles[best] if best >= 0 and best not in taken else None
        taken.add(best)
        said = _said(page.text, article)
        for name, true in _true(story).items():
            if true or said[name]:
                made[name][0][number, true] += 1
                made[name][1][number, said[name]] += 1
    return made


def _true(story: Story) -> dict[str, Any]:
    return {
        "title": _bare(story.title),
        "dateline": _bare(story.dateline.printed),
        "credit": _bare(story.credit.printed),
        "reporters": tuple(dict.fromkeys(story.dateline.reporters + story.credit.reporters)),
    }


def _said(text: str, article: Article | None) -> dict[str, Any]:
    if article is None:
        return {"title": "", "dateline": "", "credit": "", "reporters": ()}
    return {
        "title": _bare("".join(u.text(text) for u in article.units if u.role == "title")),
        "dateline": _bare(article.dateline or ""),
        "credit": _bare(article.credit or ""),
        "reporters": article.byline.reporters,
    }


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _broken_laws(text: str, reading: PageReading) -> int:
    """Gaps and overlaps of the ledger, and characters that are of two units."""
    edges = [0, *(b.end for b in reading.blocks)]
    broken = sum(block.start != edge for block, edge in zip(reading.blocks, edges, strict=False))
    broken += edges[-1] != len(text) or any(b.end <= b.start for b in reading.blocks)
    spans = sorted(span for one in reading.articles for unit in one.units for span in unit.spans)
    return broken + sum(one.end > other.start for one, other in pairwise(spans))
