"""From pages to the three tables: a pure function, the same in one process or on a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from juku import contract
from juku.build.corpus import curation
from juku.build.rows import annotate, columns, corrected, readings
from juku.build.rows.drafts import Draft, draft
from juku.errors import EvidenceError, Findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juku.build.rows.kit import Kit
    from juku.records import Page

BATCH = 400_000
"""Characters annotated at a time: long enough for batch calls to pay, short enough for memory."""

MOST = 5_000
"""Pages at a time: each takes some kilobytes meanwhile, however short it is."""


Tables = dict[str, pa.Table]
"""The three tables of some pages."""


def process(pages: Iterable[Page], kit: Kit) -> Tables:
    """The sentences, articles and blocks of ``pages``, in their order.

    Raises:
        EvidenceError: a curation row names a block that a page does not have.
        SegmenterError: the segmenter's tokens are not slices of the text.
    """
    parts: dict[str, list[pa.Table]] = {name: [] for name in contract.TABLES}
    for batch in _batches(pages):
        for name, table in _process_batch(batch, kit).items():
            parts[name].append(table)
    return {
        name: pa.concat_tables(found) if found else columns.empty(name)
        for name, found in parts.items()
    }


def _batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
    batch: list[Page] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.text)
        if size >= BATCH or len(batch) == MOST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _process_batch(pages: list[Page], kit: Kit) -> Tables:
    made = draft(pages, kit.curation)
    _check_corrections(made, kit, pages)
    texts = made.sentences["text"]
    sentences: dict[str, Any] = {
        **made.sentences,
        **annotate.sentences(texts, kit),
        **readings.of_quotes(made.units),
        **readings.of_numbers(texts, made.published),
    }
    articles = dict(made.articles)
    articles["n_tokens"] = _tokens_per_article(made, sentences["tokens"])
    return {
        "sentences": columns.table("sentences", sentences),
        "articles": columns.table("articles", articles),
        "blocks": columns.table("blocks", made.blocks),
    }


def _tokens_per_article(made: Draft, tokens: pa.ListArray) -> pa.Array:
    """Sentences of an article stand together, so its tokens are a difference of two sums."""
    ends = np.cumsum(np.array(made.articles["n_sentences"], np.int64))
    offsets = tokens.offsets.to_numpy()
    return pa.array(np.diff(offsets[np.concatenate(([0], ends))]), pa.int32())


def _check_corrections(made: Draft, kit: Kit, pages: list[Page]) -> None:
    sources = {page.source for page in pages}
    rows = [row for row in kit.curation.corrections if row.source in sources]
    found = Findings()
    for row, (name, fact, remedy) in corrected.of_no_block(rows, made).items():
        found.add(f"{curation.FOLDER}/{row.row}: {name}", fact, remedy)
    found.raise_as(EvidenceError)
