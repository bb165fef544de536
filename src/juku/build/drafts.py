"""Pages laid out, mended and split into rows that have no annotation yet."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from juku import contract
from juku.text import pages as reader
from juku.text import views
from juku.text.sentences import split
from juku.text.spans import project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.records import Article, Curation, Page, PageReading, Span, Unit

BREAK = "\n"
"""Between two units in ``articles.text``."""


@dataclass(slots=True)
class Draft:
    """Columns of the three tables as far as layout, mending and splitting know them."""

    sentences: dict[str, list[Any]] = field(default_factory=lambda: _columns("sentences"))
    articles: dict[str, list[Any]] = field(default_factory=lambda: _columns("articles"))
    blocks: dict[str, list[Any]] = field(default_factory=lambda: _columns("blocks"))
    units: list[tuple[int, str, list[Span]]] = field(default_factory=list)
    """Of every unit: its article's row, its text, and the spans of its sentences in it."""
    counts: Counter[str] = field(default_factory=Counter)


def _columns(table: str) -> dict[str, list[Any]]:
    return {name: [] for name in contract.schema(table).names}


def draft(pages: Sequence[Page], curation: Curation) -> Draft:
    """Lay out, mend and split ``pages``; every column that needs no engine is filled."""
    made = Draft()
    taken: Counter[str] = Counter()
    for page in pages:
        reading = _read(page, curation)
        ids = []
        for ordinal, article in enumerate(reading.articles, start=1):
            row = _ArticleRow(page, article, ordinal, taken)
            ids.append(row.article_id)
            row.write(made)
        _write_blocks(made, page, reading, ids)
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


class _ArticleRow:
    """One article on its way into the columns."""

    def __init__(self, page: Page, article: Article, ordinal: int, taken: Counter[str]) -> None:
        self.page = page
        self.article = article
        self.ordinal = ordinal
        self.texts = [unit.text(page.text) for unit in article.units]
        self.text = BREAK.join(self.texts)
        name = article_id(page.publisher, f"{page.published:%Y%m%d}", self.text)
        taken[name] += 1
        self.article_id = name if taken[name] == 1 else f"{name}-{taken[name]}"
        self.title = self._of_role("title")

    def _of_role(self, role: str) -> str | None:
        """The text of the units of a role, a line each; None without any."""
        found = [
            t for unit, t in zip(self.article.units, self.texts, strict=True) if unit.role == role
        ]
        return BREAK.join(found) if found else None

    def write(self, made: Draft) -> None:
        """Add the article and its sentences."""
        n_sentences = self._write_sentences(made)
        self._write_article(made.articles, n_sentences)

    def _write_sentences(self, made: Draft) -> int:
        rows = made.sentences
        place = self.article.byline.places[0] if self.article.byline.places else None
        ordinal = 0
        for unit, text in zip(self.article.units, self.texts, strict=True):
            spans = _sentence_spans(unit, text)
            made.units.append((len(made.articles["article_id"]), text, spans))
            for start, end in spans:
                ordinal += 1
                runs = project(unit.spans, start, end)
                rows["sentence_id"].append(f"{self.article_id}.{ordinal:04d}")
                rows["ordinal"].append(ordinal)
                rows["paragraph"].append(unit.paragraph)
                rows["role"].append(unit.role)
                rows["section"].append(unit.section)
                rows["text"].append(text[start:end])
                rows["source_start"].append([run.start for run in runs])
                rows["source_end"].append([run.end for run in runs])
        for name, value in (
            ("article_id", self.article_id),
            ("source", self.page.source),
            ("source_sha256", self.page.sha256),
            ("publisher", self.page.publisher),
            ("published", self.page.published),
            ("dateline_place", place),
            ("title", self.title),
        ):
            rows[name] += [value] * ordinal
        return ordinal

    def _write_article(self, rows: dict[str, list[Any]], n_sentences: int) -> None:
        page, article, byline = self.page, self.article, self.article.byline
        spans = [span for unit in article.units for span in unit.spans]
        body = [p for p in _starts(self.texts, article.units) if p is not None]
        for name, value in (
            ("article_id", self.article_id),
            ("ordinal", self.ordinal),
            ("column", self._of_role("column")),
            ("title", self.title),
            ("subtitle", self._of_role("subtitle")),
            ("publisher", page.publisher),
            ("dateline", article.dateline),
            ("dateline_place", byline.places[0] if byline.places else None),
            ("agencies", byline.agencies),
            ("places", byline.places),
            ("published", page.published),
            ("published_evidence", page.published_evidence),
            ("credit", article.credit),
            ("reporters", byline.reporters),
            ("photographers", byline.photographers),
            (
                "headings",
                [t for u, t in zip(article.units, self.texts, strict=True) if u.role == "heading"],
            ),
            ("text", self.text),
            ("paragraph_start", body),
            ("n_paragraphs", len(body)),
            ("n_sentences", n_sentences),
            ("n_characters", sum(map(len, self.texts))),
            ("reprint_of", None),
            ("source", page.source),
            ("source_sha256", page.sha256),
            ("source_start", [span.start for span in spans]),
            ("source_end", [span.end for span in spans]),
            ("rights", page.rights),
        ):
            rows[name].append(value)


def _starts(texts: Sequence[str], units: Sequence[Unit]) -> Iterator[int | None]:
    """Where each heading and paragraph starts in the article's text; None for title matter."""
    at = 0
    for unit, text in zip(units, texts, strict=True):
        yield at if unit.paragraph else None
        at += len(text) + len(BREAK)


def _sentence_spans(unit: Unit, text: str) -> list[Span]:
    """A body paragraph is split into sentences; any other unit is one sentence."""
    from juku.records import Span

    if unit.role == "body":
        return split(text)
    stripped = text.strip()
    start = text.index(stripped)
    return [Span(start, start + len(stripped))] if stripped else []


def _write_blocks(made: Draft, page: Page, reading: PageReading, ids: Sequence[str]) -> None:
    rows = made.blocks
    names = [f"{page.source}@{block.start}" for block in reading.blocks]
    for name, block in zip(names, reading.blocks, strict=True):
        rows["block_id"].append(name)
        rows["source"].append(page.source)
        rows["start"].append(block.start)
        rows["end"].append(block.end)
        rows["kind"].append(block.kind)
        rows["article_id"].append(None if block.article is None else ids[block.article])
        rows["paragraph"].append(block.paragraph)
        rows["joins"].append(None if block.joins is None else names[block.joins])
        rows["repeat_of"].append(None if block.repeat_of is None else names[block.repeat_of])
        rows["rule"].append(block.rule)
        rows["encoding"].append(page.encoding)
        made.counts[block.kind] += 1
        made.counts[f"{block.kind}/{block.rule}"] += 1
