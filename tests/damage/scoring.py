"""How near a reading of a damaged page comes to its truth."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

from damaged import LEVELS, Bank, DamagedPage, damaged

from juku.records import Curation
from juku.text.pages import read_page

if TYPE_CHECKING:
    from storybank import Story

    from juku.records import Article, PageReading

SETS = ("join", "repeat", "article")
EXACT = ("paragraph", "title", "dateline", "credit", "reporters", "byline")


def measure(level: str, seeds: range, source: Bank) -> dict[str, float]:
    """Scores over the pages of ``seeds``; ``broken_laws`` counts, the others are shares."""
    counts: Counter[str] = Counter()
    for seed in seeds:
        page = damaged(seed, source, LEVELS[level])
        reading = read_page(page.text, Curation(columns=page.columns))
        counts.update(count(page, reading))
    return shares(counts)


def shares(counts: Counter[str]) -> dict[str, float]:
    """F1 of what is found, share of what is exact."""
    made = {}
    for name in EXACT:
        made[name] = counts[f"{name}/right"] / max(1, counts[name])
    for name in SETS:
        both = 2 * counts[f"{name}/both"]
        total = counts[f"{name}/truth"] + counts[f"{name}/found"]
        made[name] = both / total if total else 1.0
    made["broken_laws"] = counts["broken_laws"]
    return made


def count(page: DamagedPage, reading: PageReading) -> Counter[str]:
    """What one page adds to the counts."""
    counts: Counter[str] = Counter()
    for name, (truth, found) in sets(page, reading).items():
        counts[f"{name}/truth"] += len(truth)
        counts[f"{name}/found"] += len(found)
        counts[f"{name}/both"] += len(truth & found)
    _stories(page, reading, counts)
    counts["broken_laws"] += broken_laws(page.text, reading)
    return counts


def sets(page: DamagedPage, reading: PageReading) -> dict[str, tuple[set[int], set[int]]]:
    """Places on the page, as they are and as they were read."""
    read = [b for b in reading.blocks if b.article is not None]
    changes = {
        after.start for before, after in itertools.pairwise(read) if before.article != after.article
    }
    owned = [i for i in page.items if i.kind not in ("repeat", "furniture")]
    truth = {
        _first(after)
        for before, after in itertools.pairwise(owned)
        if before.article != after.article
    }
    return {
        "join": (
            {item.start for item in page.items if item.part > 0},
            {b.start for b in reading.blocks if b.joins is not None},
        ),
        "repeat": (
            {item.start for item in page.items if item.kind == "repeat"},
            {b.start for b in reading.blocks if b.kind == "repeat"},
        ),
        "article": (truth, changes),
    }


def _first(item) -> int:
    """Where the line's own characters begin, its dateline included."""
    return item.start - item.lead


def _stories(page: DamagedPage, reading: PageReading, counts: Counter[str]) -> None:
    texts = [[u.text(page.text) for u in a.units if u.role == "body"] for a in reading.articles]
    everything = Counter(text for found in texts for text in found)
    for one in page.stories:
        wanted = [text for kind, text in one.body if kind == "paragraph"]
        counts["paragraph"] += len(wanted)
        counts["paragraph/right"] += sum(everything[text] > 0 for text in wanted)
        best = max(
            range(len(texts)), key=lambda at: len(set(wanted) & set(texts[at])), default=None
        )
        article = None if best is None else reading.articles[best]
        _one(page.text, one, article, counts)


def _one(text: str, one: Story, article: Article | None, counts: Counter[str]) -> None:
    title = (
        None
        if article is None
        else "\n".join(u.text(text) for u in article.units if u.role == "title")
    )
    counts["title"] += 1
    counts["title/right"] += title == one.title
    byline = article.byline if article else None
    for name, truth, found in (
        ("dateline", one.dateline, article and article.dateline),
        ("credit", one.credit, article and article.credit),
        ("reporters", tuple(one.reporters), byline and byline.reporters),
        (
            "byline",
            (tuple(one.agencies), tuple(one.places), one.day),
            byline
            and (byline.agencies, byline.places, byline.month and (byline.month, byline.day)),
        ),
    ):
        if truth or found:
            counts[name] += 1
            counts[f"{name}/right"] += truth == found


def broken_laws(text: str, reading: PageReading) -> int:
    """Gaps, overlaps and empty blocks of the ledger; units that are not slices in order."""
    broken = 0
    at = 0
    for block in reading.blocks:
        broken += block.start != at or block.end <= block.start
        at = block.end
    broken += at != len(text)
    for article in reading.articles:
        for unit in article.units:
            broken += any(not 0 <= start < end <= len(text) for start, end in unit.spans)
    return broken
