"""Pages laid out, mended and split into rows that have no annotation yet.

A batch has a hundred thousand sentences and blocks. What can be known of all of them at once is
not asked of each: pages and articles are gathered first, and then the columns are made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, compress, pairwise, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract
from juku.build.rows import columns
from juku.records import Block, Span, Unit
from juku.text import pages as reader
from juku.text import views
from juku.text.arrays.flat import Spans, offsets_of
from juku.text.arrays.spans import project
from juku.text.sentences import split_all

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.records import Article, Curation, Page, PageReading, Role

    Ints = NDArray[np.int64]

BREAK = "\n"
"""Between two units in ``articles.text``."""


class Units(NamedTuple):
    """Headlines, labels, headings and paragraphs of articles, in order."""

    firsts: Ints
    """Of each article its first, and where the last article's end."""
    roles: Sequence[Role]
    paragraphs: Ints
    sections: Sequence[str | None]
    printed: Spans
    """What each is of its page."""
    texts: Sequence[str]
    spans: Spans
    """Of the sentences in the text of each."""

    @property
    def begins(self) -> Ints:
        """Where each text begins in all joined, and where the last ends."""
        return offsets_of(np.fromiter(map(len, self.texts), np.int64, len(self.texts)))


@dataclass(frozen=True, slots=True)
class Draft:
    """Columns of the three tables as far as layout, mending and splitting know them."""

    sentences: dict[str, Any]
    articles: dict[str, Any]
    blocks: dict[str, Any]
    units: Units
    published: list[dt.date]
    """Of every sentence."""


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
    articles: list[Article] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def add(self, page: Page, reading: PageReading) -> None:
        """Add a page and what it has."""
        self.pages.append(page)
        self.blocks += reading.blocks
        self.sizes.append((len(reading.blocks), len(reading.articles)))
        self.articles += reading.articles
        for article in reading.articles:
            self.units += article.units

    def draft(self) -> Draft:
        """The columns of all that was added, its articles split into sentences."""
        pages = list(chain.from_iterable(map(repeat, self.pages, (n for _, n in self.sizes))))
        units = self._units(pages)
        articles = self._articles(pages, units)
        counts = articles["n_sentences"]
        blocks = self._ledger(articles["article_id"])
        return Draft(
            {**_of_units(units), **_of_articles(articles, counts)},
            articles,
            blocks,
            units,
            list(chain.from_iterable(map(repeat, articles["published"], counts.tolist()))),
        )

    def _units(self, pages: Sequence[Page]) -> Units:
        """All units, ``pages`` being those of the articles."""
        roles, printed, paragraphs, sections = _fields(self.units, len(Unit._fields))
        runs = Spans.of(printed)
        firsts = offsets_of(np.array([len(article.units) for article in self.articles], np.int64))
        pieces = _cut([page.text for page in pages], Spans(runs.offsets[firsts], *runs.pairs.T))
        texts = [
            pieces[first] if end - first == 1 else "".join(pieces[first:end])
            for first, end in pairwise(runs.offsets.tolist())
        ]
        return Units(
            firsts,
            roles,
            np.array(paragraphs, np.int64),
            sections,
            runs,
            texts,
            _sentence_spans(roles, texts),
        )

    def _articles(self, pages: Sequence[Page], units: Units) -> dict[str, Any]:
        """The columns of the articles, ``pages`` being theirs."""
        bounds = pairwise(units.firsts.tolist())
        texts = [BREAK.join(units.texts[first:end]) for first, end in bounds]
        ordinals = chain.from_iterable(range(1, count + 1) for _, count in self.sizes)
        made: dict[str, Any] = {
            **{name: [None] * len(pages) for name in contract.schema("articles").names},
            "article_id": _ids(pages, texts),
            "ordinal": list(ordinals),
            **_of_pages(pages),
            **_of_bylines(self.articles),
            **_of_roles(units),
            **_of_paragraphs(units),
            "text": texts,
            "n_sentences": np.diff(units.spans.offsets[units.firsts]),
            **_source(units.printed.pairs, units.printed.offsets[units.firsts]),
        }
        return made | {name: columns.strings(made[name]) for name in _OF_ARTICLE}

    def _ledger(self, ids: pa.Array) -> dict[str, Any]:
        """The columns of the blocks, ``ids`` being those of the articles."""
        sizes = np.array(self.sizes, np.int64).reshape(-1, 2)
        page = np.repeat(np.arange(len(self.pages)), sizes[:, 0])
        blocks, articles = (pa.array(offsets_of(of)[page]) for of in (sizes[:, 0], sizes[:, 1]))
        fields = _fields(self.blocks, len(Block._fields))
        made: dict[str, Any] = dict(zip(Block._fields, fields, strict=True))
        source = columns.strings([one.source for one in self.pages]).take(pa.array(page))
        start = pa.array(made["start"], pa.int32())
        names = pc.binary_join_element_wise(source, start.cast(pa.string()), "@")
        article = pc.add(pa.array(made.pop("article"), pa.int64()), articles)
        return {
            **made,
            "kind": columns.strings(made["kind"]),
            "rule": columns.strings(made["rule"]),
            "block_id": names,
            "source": source,
            "start": start,
            "article_id": ids.take(article),
            **{
                name: names.take(pc.add(pa.array(made[name], pa.int64()), blocks))
                for name in ("joins", "repeat_of")
            },
            "encoding": columns.strings([one.encoding for one in self.pages]).take(pa.array(page)),
        }


def _cut(texts: Sequence[str], spans: Spans) -> list[str]:
    """The slices of each text that its spans are, in one row."""
    each = chain.from_iterable(map(repeat, texts, spans.counts.tolist()))
    places = zip(each, spans.starts.tolist(), spans.ends.tolist(), strict=True)
    return [text[start:end] for text, start, end in places]


def _ids(pages: Sequence[Page], texts: Sequence[str]) -> list[str]:
    """The ids of articles; those that have the same by their texts are numbered."""
    ids: list[str] = []
    taken: dict[str, int] = {}
    day = cache("{:%Y%m%d}".format)
    for page, text in zip(pages, texts, strict=True):
        name = article_id(page.publisher, day(page.published), text)
        count = taken[name] = taken.get(name, 0) + 1
        ids.append(name if count == 1 else f"{name}-{count}")
    return ids


def _fields(rows: Sequence[tuple[Any, ...]], count: int) -> list[list[Any]]:
    """Each of so many fields of all rows."""
    flat = list(chain.from_iterable(rows))
    return [flat[place::count] for place in range(count)]


def _source(spans: Ints, offsets: Ints) -> dict[str, pa.Array]:
    """Two list columns of spans of pages."""
    return {
        "source_start": columns.flat_list(pa.array(spans[:, 0]), offsets, pa.int32()),
        "source_end": columns.flat_list(pa.array(spans[:, 1]), offsets, pa.int32()),
    }


def _of_units(units: Units) -> dict[str, Any]:
    """What sentences have of their units."""
    spans = units.spans
    whose = np.repeat(np.arange(len(units.texts)), spans.counts)
    slices, offsets = project(units.printed.pairs, spans.pairs + units.begins[whose, np.newaxis])
    unit = pa.array(whose)
    return {
        "text": _cut(units.texts, spans),
        "paragraph": pa.array(units.paragraphs, pa.int32()).take(unit),
        "role": columns.strings(units.roles).take(unit),
        "section": columns.strings(units.sections).take(unit),
        **_source(slices, offsets),
    }


_OF_ARTICLE = ("article_id", "title", "dateline_place", "publisher", "source", "source_sha256")
"""Strings that a sentence has of its article."""


def _of_articles(articles: dict[str, Any], counts: Ints) -> dict[str, Any]:
    """What sentences have of their articles, which have so many."""
    whose = np.repeat(np.arange(len(counts)), counts)
    ordinal = pa.array(np.arange(len(whose)) - offsets_of(counts)[whose] + 1, pa.int32())
    row = pa.array(whose)
    made: dict[str, Any] = {name: articles[name].take(row) for name in _OF_ARTICLE}
    digits = pc.utf8_lpad(ordinal.cast(pa.string()), 4, "0")
    return {
        **made,
        "sentence_id": pc.binary_join_element_wise(made["article_id"], digits, "."),
        "ordinal": ordinal,
        "published": pa.array(articles["published"], pa.date32()).take(row),
    }


def _of_pages(pages: Sequence[Page]) -> dict[str, Any]:
    """What articles have of their pages."""
    return {
        "publisher": [page.publisher for page in pages],
        "published": [page.published for page in pages],
        "published_evidence": [page.published_evidence for page in pages],
        "source": [page.source for page in pages],
        "source_sha256": [page.sha256 for page in pages],
        "rights": [page.rights for page in pages],
    }


def _of_bylines(articles: Sequence[Article]) -> dict[str, Any]:
    bylines = [article.byline for article in articles]
    return {
        "dateline": [article.dateline for article in articles],
        "dateline_place": [one.places[0] if one.places else None for one in bylines],
        "agencies": [one.agencies for one in bylines],
        "places": [one.places for one in bylines],
        "credit": [article.credit for article in articles],
        "reporters": [one.reporters for one in bylines],
        "photographers": [one.photographers for one in bylines],
    }


def _of_roles(units: Units) -> dict[str, Any]:
    """The headlines, labels and headings of articles."""
    found: dict[str, list[list[str]]] = {
        role: [[] for _ in units.firsts[1:]] for role in ("column", "title", "subtitle", "heading")
    }
    rows = np.repeat(np.arange(len(units.firsts) - 1), np.diff(units.firsts)).tolist()
    for row, role, text in zip(rows, units.roles, units.texts, strict=True):
        if role != "body":
            found[role][row].append(text)
    headings = found.pop("heading")
    lines = {
        role: [BREAK.join(texts) if texts else None for texts in rows]
        for role, rows in found.items()
    }
    return {**lines, "headings": headings}


def _of_paragraphs(units: Units) -> dict[str, Any]:
    """Where headings and paragraphs start in the texts of articles, and what is counted."""
    firsts, begins = units.firsts, units.begins
    # With a break behind each; one place more, for an article without a unit may be the last.
    places = begins + len(BREAK) * np.arange(len(begins))
    places = places[:-1] - np.repeat(places[firsts[:-1]], np.diff(firsts))
    are_paragraphs = units.paragraphs != 0
    offsets = offsets_of(are_paragraphs)[firsts]
    starts = pa.array(places[are_paragraphs])
    return {
        "paragraph_start": columns.flat_list(starts, offsets, pa.int32()),
        "n_paragraphs": np.diff(offsets),
        "n_characters": np.diff(begins[firsts]),
    }


def _sentence_spans(roles: Sequence[Role], texts: Sequence[str]) -> Spans:
    """Of each unit: a body paragraph is split into sentences; any other is one sentence."""
    are_body = [role == "body" for role in roles]
    others = [_stripped(text) for role, text in zip(roles, texts, strict=True) if role != "body"]
    which = np.array(are_body, np.bool_)
    return Spans.merged(which, split_all(list(compress(texts, are_body))), Spans.of(others))


def _stripped(text: str) -> list[Span]:
    stripped = text.strip()
    start = text.index(stripped)
    return [Span(start, start + len(stripped))] if stripped else []
