"""Pages laid out, mended and split into rows that have no annotation yet.

A batch has a hundred thousand sentences and blocks, so its columns grow by whole units, articles
and pages, and not by a value at a time.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from juku import contract
from juku.build import columns
from juku.records import Span
from juku.text import pages as reader
from juku.text import views
from juku.text.sentences import split
from juku.text.spans import project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.records import Article, Block, Curation, Page, PageReading, Unit

BREAK = "\n"
"""Between two units in ``articles.text``."""


def _columns(table: str) -> dict[str, Any]:
    return {name: [] for name in contract.schema(table).names}


@dataclass(slots=True)
class Draft:
    """Columns of the three tables as far as layout, mending and splitting know them."""

    sentences: dict[str, Any] = field(default_factory=lambda: _columns("sentences"))
    articles: dict[str, Any] = field(default_factory=lambda: _columns("articles"))
    blocks: dict[str, Any] = field(default_factory=lambda: _columns("blocks"))
    units: list[tuple[int, str, list[Span]]] = field(default_factory=list)
    """Of every unit: its article's row, its text, and the spans of its sentences in it."""
    counts: Counter[str] = field(default_factory=Counter)
    """``kind`` and ``kind/rule`` of the ledger → blocks."""


def draft(pages: Sequence[Page], curation: Curation) -> Draft:
    """Lay out, mend and split ``pages``; every column that needs no engine is filled."""
    made = Draft()
    articles = _Articles(made)
    for page in pages:
        reading = _read(page, curation)
        ids = [
            articles.add(page, article, ordinal)
            for ordinal, article in enumerate(reading.articles, start=1)
        ]
        _add_blocks(made.blocks, page, reading.blocks, ids)
    articles.finish()
    made.counts = _counts(made.blocks)
    return made


def _read(page: Page, curation: Curation) -> PageReading:
    if page.view is None:
        return reader.read_page(page.text, curation, page.source)
    return views.read(page.text, page.view, curation, page.source)


def article_id(publisher: str, yyyymmdd: str, text: str) -> str:
    """The name that an article has by its text alone.

    >>> article_id("demo", "20241104", "合作共赢创未来")
    'demo-20241104-cabc738f'
    """
    return f"{publisher}-{yyyymmdd}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


class _Articles:
    """Articles and their sentences on their way into the columns."""

    def __init__(self, made: Draft) -> None:
        self.made = made
        self.taken: Counter[str] = Counter()
        """Articles that have an id by their text."""
        self.runs: list[int] = []
        """Of how many runs of its page each sentence is made; these follow each other in
        ``source_start`` and ``source_end`` until all are known."""

    def add(self, page: Page, article: Article, ordinal: int) -> str:
        """Add an article of ``page`` and its sentences; give its id."""
        texts = [unit.text(page.text) for unit in article.units]
        whole = BREAK.join(texts)
        name = article_id(page.publisher, f"{page.published:%Y%m%d}", whole)
        self.taken[name] += 1
        if self.taken[name] > 1:
            name = f"{name}-{self.taken[name]}"
        before = len(self.runs)
        for unit, text in zip(article.units, texts, strict=True):
            self._add_unit(unit, text)
        row = {
            "article_id": name,
            "ordinal": ordinal,
            **_of_page(page),
            **_of_byline(article),
            **_of_units(article.units, texts),
            "text": whole,
            "n_sentences": len(self.runs) - before,
            "reprint_of": None,
        }
        self._repeat(row)
        for column, value in row.items():
            self.made.articles[column].append(value)
        return name

    def _add_unit(self, unit: Unit, text: str) -> None:
        spans = _sentence_spans(unit, text)
        self.made.units.append((len(self.made.articles["article_id"]), text, spans))
        rows = self.made.sentences
        rows["paragraph"] += [unit.paragraph] * len(spans)
        rows["role"] += [unit.role] * len(spans)
        rows["section"] += [unit.section] * len(spans)
        rows["text"] += [text[start:end] for start, end in spans]
        if len(unit.spans) == 1:
            base = unit.spans[0].start
            rows["source_start"] += [base + start for start, _ in spans]
            rows["source_end"] += [base + end for _, end in spans]
            self.runs += [1] * len(spans)
            return
        for start, end in spans:
            found = project(unit.spans, start, end)
            rows["source_start"] += [run.start for run in found]
            rows["source_end"] += [run.end for run in found]
            self.runs.append(len(found))

    def _repeat(self, article: dict[str, Any]) -> None:
        """Give the sentences of an article what they have of it."""
        rows, name, n = self.made.sentences, article["article_id"], article["n_sentences"]
        rows["ordinal"] += range(1, n + 1)
        rows["sentence_id"] += [f"{name}.{ordinal:04d}" for ordinal in range(1, n + 1)]
        for column in _OF_ARTICLE:
            rows[column] += [article[column]] * n

    def finish(self) -> None:
        """Make lists of the runs, now that there are no more."""
        offsets = np.array([0, *accumulate(self.runs)], np.int64)
        for name in ("source_start", "source_end"):
            item = columns.item_type("sentences", name)
            self.made.sentences[name] = columns.flat_list(
                self.made.sentences[name], offsets, item
            )


_OF_ARTICLE = (
    "article_id",
    "title",
    "dateline_place",
    "publisher",
    "published",
    "source",
    "source_sha256",
)
"""Columns that a sentence has of its article."""


def _of_page(page: Page) -> dict[str, Any]:
    return {
        "publisher": page.publisher,
        "published": page.published,
        "published_evidence": page.published_evidence,
        "source": page.source,
        "source_sha256": page.sha256,
        "rights": page.rights,
    }


def _of_byline(article: Article) -> dict[str, Any]:
    byline = article.byline
    return {
        "dateline": article.dateline,
        "dateline_place": byline.places[0] if byline.places else None,
        "agencies": byline.agencies,
        "places": byline.places,
        "credit": article.credit,
        "reporters": byline.reporters,
        "photographers": byline.photographers,
    }


def _of_units(units: Sequence[Unit], texts: Sequence[str]) -> dict[str, Any]:
    starts = [start for start in _starts(texts, units) if start is not None]
    spans = [span for unit in units for span in unit.spans]
    of_role: dict[str, list[str]] = {}
    for unit, text in zip(units, texts, strict=True):
        if unit.role != "body":
            of_role.setdefault(unit.role, []).append(text)
    return {
        **{
            role: BREAK.join(of_role[role]) if role in of_role else None
            for role in ("column", "title", "subtitle")
        },
        "headings": of_role.get("heading", []),
        "paragraph_start": starts,
        "n_paragraphs": len(starts),
        "n_characters": sum(map(len, texts)),
        "source_start": [span.start for span in spans],
        "source_end": [span.end for span in spans],
    }


def _starts(texts: Sequence[str], units: Sequence[Unit]) -> Iterator[int | None]:
    """Where each heading and paragraph starts in the article's text; None for title matter."""
    at = 0
    for unit, text in zip(units, texts, strict=True):
        yield at if unit.paragraph else None
        at += len(text) + len(BREAK)


def _sentence_spans(unit: Unit, text: str) -> list[Span]:
    """A body paragraph is split into sentences; any other unit is one sentence."""
    if unit.role == "body":
        return split(text)
    stripped = text.strip()
    start = text.index(stripped)
    return [Span(start, start + len(stripped))] if stripped else []


def _add_blocks(
    rows: dict[str, list[Any]], page: Page, blocks: Sequence[Block], ids: Sequence[str]
) -> None:
    names = [f"{page.source}@{block.start}" for block in blocks]
    rows["block_id"] += names
    rows["source"] += [page.source] * len(blocks)
    rows["start"] += [block.start for block in blocks]
    rows["end"] += [block.end for block in blocks]
    rows["kind"] += [block.kind for block in blocks]
    rows["article_id"] += [None if b.article is None else ids[b.article] for b in blocks]
    rows["paragraph"] += [block.paragraph for block in blocks]
    rows["joins"] += [None if b.joins is None else names[b.joins] for b in blocks]
    rows["repeat_of"] += [None if b.repeat_of is None else names[b.repeat_of] for b in blocks]
    rows["rule"] += [block.rule for block in blocks]
    rows["encoding"] += [page.encoding] * len(blocks)


def _counts(blocks: dict[str, list[Any]]) -> Counter[str]:
    counts: Counter[str] = Counter(blocks["kind"])
    ruled = Counter(zip(blocks["kind"], blocks["rule"], strict=True))
    counts.update({f"{kind}/{rule}": n for (kind, rule), n in ruled.items()})
    return counts
