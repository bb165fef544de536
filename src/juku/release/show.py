"""Articles, sentences and pages for a person to read, with their place on the page marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku.build.corpus import curation, manifest
from juku.build.reading.pagetexts import PageTexts
from juku.build.rows import drafts
from juku.release import rows, withhold
from juku.text import rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from juku.records import Block
    from juku.release.withhold import Withheld

Row = dict[str, Any]

_PARTS = {
    "quote": ("speaker",),
    "quantity": ("value", "value_to", "unit", "approx", "kind"),
    "date": ("from", "to", "kind"),
}
"""Kind of reading → the columns that say what it is."""

CONTEXT = 40
"""Code points of the page printed before and after a marked run."""


def of_release(release: Path, name: str, corpus: Path | None) -> str:
    """The sentence or article called ``name``, marked on its page where the corpus is at hand.

    Raises:
        ReleaseError: the release has nothing of that name.
        EvidenceError: the corpus is not as its manifest says.
    """
    table, found = rows.named(release, name)
    text = None if corpus is None else PageTexts(manifest.load(corpus))(found["source"])
    shown = sentence if table == "sentences" else article
    return shown(found, text, withhold.of_release(release))


def of_page(corpus: Path, source: str) -> str:
    """A page of a corpus with its ledger in the margin; ``source`` may have its id for its path.

    Raises:
        EvidenceError: the corpus is not as its manifest says, or has no such page.
    """
    there = manifest.load(corpus)
    page_of = {entry.id: entry.path for entry in there.entries}
    named, mark, number = source.partition("#")
    found = PageTexts(there).page(f"{page_of.get(named, named)}{mark}{number}")
    known = curation.load(corpus, curation.Sources(there))
    return page(found.text, drafts.reading(found, known).blocks)


def sentence(found: Row, page: str | None, withheld: Withheld) -> str:
    """A sentence: its text, words and readings, and where it stands on the page.

    Of text that is ``withheld`` it says so, and has what is kept of the words.
    """
    told = withheld.told(found)
    words = zip(found["tokens"], found["upos"], strict=True)
    lines = [
        f"{found['sentence_id']}  {found['role']}, paragraph {found['paragraph']}",
        f"({told})" if told else found["text"],
        "",
        " ".join(upos if word is None else f"{word}/{upos}" for word, upos in words),
    ]
    lines += [] if told else [f"  {name}: {value}" for name, value in _readings(found)]
    lines += [f"  article: {found['title'] or '(no title)'} ({found['article_id']})"]
    lines += [f"  {found['publisher']}, {found['published']}", ""]
    return "\n".join([*lines, *_places(found, page)])


def _readings(found: Row) -> Iterator[tuple[str, str]]:
    for name, start, end, values in readings(found):
        yield name, f"{found['text'][start:end]} ({values})"
    if found["text_norm"] != found["text"]:
        yield "normal form", found["text_norm"]


def readings(row: Row) -> Iterator[tuple[str, int, int, str]]:
    """Quotations, quantities and dates of a sentence: kind, start, end, and what each says."""
    for name, parts in _PARTS.items():
        columns = (row[f"{name}_{part}"] for part in ("start", "end", *parts))
        for start, end, *values in zip(*columns, strict=True):
            known = zip(parts, values, strict=True)
            said = [f"{part.replace('_', ' ')} {v}" for part, v in known if v is not None]
            yield name, start, end, ", ".join(said) or f"{parts[0]} unknown"


def article(found: Row, page: str | None, withheld: Withheld) -> str:
    """An article: what its bylines say, its text, and where its runs stand on the page."""
    head = [("title", found["title"]), ("column", found["column"]), ("dateline", found["dateline"])]
    head += [("credit", found["credit"]), ("published", f"{found['published']}")]
    head += [("evidence", found["published_evidence"]), ("rights", found["rights"])]
    lines = [found["article_id"], *(f"  {name}: {value}" for name, value in head if value), ""]
    told = withheld.told(found)
    text = f"({told})" if told else found["text"]
    return "\n".join([*lines, text, "", *_places(found, page)])


def _places(found: Row, page: str | None) -> Iterator[str]:
    runs = list(zip(found["source_start"], found["source_end"], strict=True))
    yield f"{found['source']} (sha256 {found['source_sha256'][:12]}…)"
    for start, end in runs:
        yield f"  {start}:{end}" if page is None else f"  {start}:{end}  {mark(page, start, end)}"


def mark(page: str, start: int, end: int) -> str:
    """The page around a run, which stands between 【 and 】; line feeds are shown as ⏎.

    >>> mark("金秋意浓，东方有约。", 5, 9)
    '金秋意浓，【东方有约】。'
    """
    before, after = page[max(start - CONTEXT, 0) : start], page[end : end + CONTEXT]
    return "".join([before, "【", page[start:end], "】", after]).replace("\n", "⏎")


def page(text: str, blocks: Sequence[Block]) -> str:
    """A page with its ledger in the margin: a line a block, and what each rule named says."""
    lines = [_block_line(text, blocks, number) for number in range(len(blocks))]
    named = dict.fromkeys(block.rule for block in blocks)
    width = max(map(len, named), default=0)
    return "\n".join([*lines, "", *(f"{rule:<{width}}  {rules.explain(rule)}" for rule in named)])


def _block_line(text: str, blocks: Sequence[Block], number: int) -> str:
    block = blocks[number]
    notes = [block.rule]
    if block.joins is not None:
        notes.append(f"joins {blocks[block.joins].start}")
    if block.repeat_of is not None:
        notes.append(f"repeats {blocks[block.repeat_of].start}")
    story = "-" if block.article is None else f"{block.article + 1}.{block.paragraph or 0}"
    shown = text[block.start : block.end].replace("\n", "⏎")
    margin = f"{block.start:>7} {block.kind:<12} {story:>6}  {', '.join(notes):<34}"
    return f"{margin} {shown}"
