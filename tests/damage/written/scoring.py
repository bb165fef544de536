"""Of the articles of written pages: which are read whole, with their headline and paragraphs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from juku.records import Article, Curation
from juku.text.pages import read_page

FOLDER = Path(__file__).parent
BODY = ("body", "heading")


def first_read() -> dict[str, dict[str, int]]:
    """The counts of each set of pages when they were first read."""
    found: dict[str, dict[str, int]] = json.loads((FOLDER / "first_read.json").read_text("utf-8"))
    return found


def measure(pages: str) -> dict[str, int]:
    """Counts over the pages of one set; none is curated."""
    counts: Counter[str] = Counter()
    for page in sorted((FOLDER / pages).glob("*.txt")):
        true = json.loads(page.with_suffix(".json").read_text("utf-8"))
        counts.update(count(page.read_text("utf-8"), true))
    return dict(counts)


def count(text: str, true: list[dict[str, Any]]) -> Counter[str]:
    """The articles of one page, each beside that which shares most of its paragraphs."""
    read = [_said(text, article) for article in read_page(text, Curation()).articles]
    counts: Counter[str] = Counter()
    for article in true:
        wanted = [_bare(one) for one in article["paragraphs"]]
        heads, paragraphs = max(
            read, key=lambda one: sum(len(text) for text in wanted if text in one[1])
        )
        headed = _bare(article["title"]) in heads
        counts["articles"] += 1
        counts["headlines"] += headed
        counts["articles_whole"] += headed and wanted == paragraphs
        counts["paragraphs"] += len(wanted)
        counts["paragraphs_whole"] += sum(one in paragraphs for one in wanted)
    return counts


def _said(text: str, article: Article) -> tuple[list[str], list[str]]:
    """Headlines and paragraphs of an article."""
    heads = [_bare(unit.text(text)) for unit in article.units if unit.role == "title"]
    return heads, [_bare(unit.text(text)) for unit in article.units if unit.role in BODY]


def _bare(text: str) -> str:
    return "".join(text.split())
