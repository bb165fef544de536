"""Pages laid out, mended and split into rows that have no annotation yet.

A batch has a hundred thousand sentences and blocks. What can be known of all of them at once is
not asked of each: pages and articles are gathered first, and then the columns are made.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract
from juku.build import columns
from juku.records import Block, Span
from juku.text import pages as reader
from juku.text import views
from juku.text.sentences import split_all
from juku.text.spans import project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from juku.records import Article, Curation, Page, PageReading, Unit

    Ints = NDArray[np.int64]

BREAK = "\n"
"""Between two units in ``articles.text``."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Columns of the three tables as far as layout, mending and splitting know them."""

    sentences: dict[str, Any]
    articles: dict[str, Any]
    blocks: dict[str, Any]
    units: list[tuple[int, str, list[Span]]]
    """Of every unit: its article's row, its text, and the spans of its sentences in it."""
    counts: Counter[str]
    """``kind`` and ``kind/rule`` of the ledger → blocks."""


def draft(pages: Sequence[Page], curation: Curation) -> Draft:
    """Lay out, mend and split ``pages``; every column that needs no engine is filled."""
    rows = _Rows()
    for page in pages:
        rows.add(page, reading(page, curation))
    return rows.draft()


def reading(page: Page, curation: Curation) -> PageReading:
    """The ledger of a page and its stories."""
    if page.view is None:
        return reader.read_page(page.text, curation, page.source)
    return views.read(page.text, page.view, curation, page.source)


def article_id(publisher: str, yyyymmdd: str, text: str) -> str:
    """The name that an article has by its text alone.

    >>> article_id("demo", "20241104", "合作共赢创未来")
    'demo-20241104-cabc738f'
    """
    return f"{publisher}-{yyyymmdd}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


@dataclass(slots=True)
class _Rows:
    """What the pages of a batch hold, one thing after another."""

    pages: list[Page] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    """Of each page: its blocks and its articles."""
    articles: list[dict[str, Any]] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Those of the units."""
    rows: list[int] = field(default_factory=list)
    """Of each unit: its article's."""
    taken: Counter[str] = field(default_factory=Counter)
    """Ids that articles have by their text."""

    def add(self, page: Page, reading: PageReading) -> None:
        """Add a page; its articles are named."""
        self.pages.append(page)
        self.blocks += reading.blocks
        self.sizes.append((len(reading.blocks), len(reading.articles)))
        for ordinal, article in enumerate(reading.articles, start=1):
            self._add_article(page, article, ordinal)

    def _add_article(self, page: Page, article: Article, ordinal: int) -> None:
        texts = [unit.text(page.text) for unit in article.units]
        self.units += article.units
        self.texts += texts
        self.rows += [len(self.articles)] * len(texts)
        whole = BREAK.join(texts)
        name = article_id(page.publisher, f"{page.published:%Y%m%d}", whole)
        self.taken[name] += 1
        self.articles.append(
            {
                "article_id": name if self.taken[name] == 1 else f"{name}-{self.taken[name]}",
                "ordinal": ordinal,
                **_of_page(page),
                **_of_byline(article),
                **_of_units(article.units, texts),
                "text": whole,
            }
        )

    def draft(self) -> Draft:
        """The columns of all that was added, its articles split into sentences."""
        spans = _sentence_spans(self.units, self.texts)
        counts = np.fromiter(map(len, spans), np.int64, len(spans))
        row = np.array(self.rows, np.int64)
        printed = [unit.spans for unit in self.units]
        runs = _pairs(chain.from_iterable(printed))
        of_units = np.fromiter(map(len, printed), np.int64, len(printed))
        articles: dict[str, Any] = {
            name: [article.get(name) for article in self.articles]
            for name in contract.schema("articles").names
        }
        articles["n_sentences"] = _sums(counts, row, len(self.articles)).tolist()
        articles |= _source(runs, _offsets(_sums(of_units, row, len(self.articles))))
        sentences = {
            **self._of_units(np.repeat(np.arange(len(self.units)), counts), runs, spans),
            **_of_articles(articles),
        }
        blocks = self._ledger(articles["article_id"]) if self.blocks else _none("blocks")
        units = list(zip(self.rows, self.texts, spans, strict=True))
        return Draft(sentences, articles, blocks, units, _counts(blocks))

    def _of_units(self, unit: Ints, runs: Ints, spans: list[list[Span]]) -> dict[str, Any]:
        """What sentences have of their units: ``unit`` is that of each, ``runs`` those of all."""
        sizes = np.fromiter(map(len, self.texts), np.int64, len(self.texts))
        parts = _pairs(chain.from_iterable(spans))
        slices, offsets = project(runs, parts + _offsets(sizes)[unit, np.newaxis])
        paragraphs = pa.array([one.paragraph for one in self.units], pa.int32())
        return {
            "text": [
                text[start:end]
                for text, each in zip(self.texts, spans, strict=True)
                for start, end in each
            ],
            "paragraph": paragraphs.take(pa.array(unit)),
            "role": columns.strings([one.role for one in self.units]).take(pa.array(unit)),
            "section": columns.strings([one.section for one in self.units]).take(pa.array(unit)),
            **_source(slices, offsets),
        }

    def _ledger(self, ids: Sequence[str]) -> dict[str, Any]:
        """The columns of the blocks, ``ids`` being those of the articles."""
        sizes = np.array(self.sizes, np.int64)
        page = np.repeat(np.arange(len(self.pages)), sizes[:, 0])
        blocks, articles = (pa.array(_offsets(of)[page]) for of in (sizes[:, 0], sizes[:, 1]))
        made: dict[str, Any] = dict(zip(Block._fields, zip(*self.blocks, strict=True), strict=True))
        source = columns.strings([one.source for one in self.pages]).take(pa.array(page))
        start = pa.array(made["start"], pa.int32())
        names = pc.binary_join_element_wise(source, start.cast(pa.string()), "@")
        article = pc.add(pa.array(made.pop("article"), pa.int64()), articles)
        return {
            **made,
            "block_id": names,
            "source": source,
            "start": start,
            "article_id": columns.strings(ids).take(article),
            **{
                name: names.take(pc.add(pa.array(made[name], pa.int64()), blocks))
                for name in ("joins", "repeat_of")
            },
            "encoding": columns.strings([one.encoding for one in self.pages]).take(pa.array(page)),
        }


def _pairs(spans: Iterable[Span]) -> Ints:
    """Spans as rows of a start and an end."""
    return np.fromiter(chain.from_iterable(spans), np.int64).reshape(-1, 2)


def _offsets(sizes: Ints) -> Ints:
    """Where each begins of things that follow each other, and where the last ends."""
    return np.concatenate(([0], np.cumsum(sizes)))


def _sums(values: Ints, row: Ints, rows: int) -> Ints:
    """The sum of the values of each row."""
    return np.bincount(row, values, rows).astype(np.int64)


def _source(spans: Ints, offsets: Ints) -> dict[str, pa.Array]:
    """Two list columns of spans of pages."""
    return {
        "source_start": columns.flat_list(pa.array(spans[:, 0]), offsets, pa.int32()),
        "source_end": columns.flat_list(pa.array(spans[:, 1]), offsets, pa.int32()),
    }


_OF_ARTICLE = ("article_id", "title", "dateline_place", "publisher", "source", "source_sha256")
"""Strings that a sentence has of its article."""


def _of_articles(articles: dict[str, Any]) -> dict[str, Any]:
    """What sentences have of their articles."""
    counts = np.array(articles["n_sentences"], np.int64)
    row = np.repeat(np.arange(len(counts)), counts)
    ordinal = pa.array(np.arange(len(row)) - _offsets(counts)[row] + 1, pa.int32())
    made: dict[str, Any] = {
        name: columns.strings(articles[name]).take(pa.array(row)) for name in _OF_ARTICLE
    }
    digits = pc.utf8_lpad(ordinal.cast(pa.string()), 4, "0")
    return {
        **made,
        "sentence_id": pc.binary_join_element_wise(made["article_id"], digits, "."),
        "ordinal": ordinal,
        "published": [articles["published"][at] for at in row.tolist()],
    }


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
    of_role: dict[str, list[str]] = {}
    for unit, text in zip(units, texts, strict=True):
        if unit.role != "body":
            of_role.setdefault(unit.role, []).append(text)
    return {
        **{
            role: BREAK.join(of_role[role])
            for role in ("column", "title", "subtitle")
            if role in of_role
        },
        "headings": of_role.get("heading", []),
        "paragraph_start": starts,
        "n_paragraphs": len(starts),
        "n_characters": sum(map(len, texts)),
    }


def _starts(texts: Sequence[str], units: Sequence[Unit]) -> Iterator[int | None]:
    """Where each heading and paragraph starts in the article's text; None for title matter."""
    at = 0
    for unit, text in zip(units, texts, strict=True):
        yield at if unit.paragraph else None
        at += len(text) + len(BREAK)


def _sentence_spans(units: Sequence[Unit], texts: Sequence[str]) -> list[list[Span]]:
    """Of each unit: a body paragraph is split into sentences; any other is one sentence."""
    are_body = [unit.role == "body" for unit in units]
    split = iter(split_all(list(compress(texts, are_body))))
    return [
        next(split) if is_body else _stripped(text)
        for is_body, text in zip(are_body, texts, strict=True)
    ]


def _stripped(text: str) -> list[Span]:
    stripped = text.strip()
    start = text.index(stripped)
    return [Span(start, start + len(stripped))] if stripped else []


def _none(table: str) -> dict[str, list[Any]]:
    return {name: [] for name in contract.schema(table).names}


def _counts(blocks: dict[str, Any]) -> Counter[str]:
    counts: Counter[str] = Counter(blocks["kind"])
    ruled = Counter(zip(blocks["kind"], blocks["rule"], strict=True))
    counts.update({f"{kind}/{rule}": n for (kind, rule), n in ruled.items()})
    return counts
