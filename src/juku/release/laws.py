"""The laws that rows keep, each checked on the rows alone: a check yields what breaks it.

A page's text is given where the corpus is at hand; then every slice is compared with the page.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from juku import contract
from juku.build.rows.drafts import BREAK, article_id
from juku.text.forms import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Row = dict[str, Any]

NOT_THE_PAGE = "the page's slices, joined, are not the text"
"""The one fact that only a row's page tells: an altered page has it of all its rows behind."""


def sentence(row: Row, page: str | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a row of the sentences table: column, fact."""
    text = row["text"]
    if not text or text != text.strip():
        yield "text", "is empty, or begins or ends with white space"
    if row["sentence_id"] != f"{row['article_id']}.{row['ordinal']:04d}":
        yield "sentence_id", "is not its article's id and its ordinal"
    yield from unparallel(row)
    yield from _source(row, text, page)
    yield from _tokens(row, text)
    yield from _edits(row, text)
    for name in ("quote", "quantity", "date"):
        yield from _spans(row, name, len(text))
    if any(not 0 <= place < len(text) for place in row["ambiguous"]):
        yield "ambiguous", "points outside the text"


_PARALLEL = (
    ("edit_start", "edit_end", "edit_to", "edit_rule"),
    ("tokens", "token_start", "boundary_votes", "xpos", "upos"),
    ("quote_start", "quote_end", "quote_speaker"),
    (
        "quantity_start",
        "quantity_end",
        "quantity_value",
        "quantity_value_to",
        "quantity_kind",
        "quantity_approx",
        "quantity_unit",
    ),
    ("date_start", "date_end", "date_from", "date_to", "date_kind"),
    ("source_start", "source_end"),
)


def unparallel(row: Row) -> Iterator[tuple[str, str]]:
    """Lists of a row that belong together and have not one length: the first column, fact."""
    for names in _PARALLEL:
        if len({len(row[name]) for name in names if name in row}) > 1:
            yield names[0], f"has not the length of {', '.join(names[1:])}"


_WHOLE = {
    "edit_to",
    *(f.name for t in contract.TABLES for f in contract.table(t).fields if f.type == "list<int32>"),
}
"""Lists whose every item is there: places, and what stands at them in the normal form."""


def holes(row: Row) -> Iterator[tuple[str, str]]:
    """Places of a row that are null, with which no other law can be asked: column, fact."""
    for name, value in row.items():
        if name in _WHOLE and None in value:
            yield name, "holds a null"


def _source(row: Row, text: str, page: str | None) -> Iterator[tuple[str, str]]:
    runs = list(zip(row["source_start"], row["source_end"], strict=False))
    if any(start >= end for start, end in runs):
        yield "source_start", "has an empty or reversed run"
    if sum(end - start for start, end in runs) != len(text):
        yield "source_start", "its runs do not add up to the text's length"
    if page is not None and "".join(page[start:end] for start, end in runs) != text:
        yield "source_start", NOT_THE_PAGE


def _tokens(row: Row, text: str) -> Iterator[tuple[str, str]]:
    done = 0
    for token, start in zip(row["tokens"], row["token_start"], strict=False):
        if not token or start < done or text[start : start + len(token)] != token:
            yield "tokens", f"{token!r} at {start} is not the next slice of the text"
            return
        if text[done:start].strip():
            yield "tokens", f"{text[done:start].strip()!r} at {done} is in no token"
            return
        done = start + len(token)
    if text[done:].strip():
        yield "tokens", f"{text[done:].strip()!r} at {done} is in no token"


def _edits(row: Row, text: str) -> Iterator[tuple[str, str]]:
    columns = (row[f"edit_{part}"] for part in ("start", "end", "to", "rule"))
    edits = [width.Edit(*values) for values in zip(*columns, strict=False)]
    if any(a.end > b.start for a, b in pairwise(edits)) or any(e.start > e.end for e in edits):
        yield "edit_start", "edits overlap or are out of order"
    elif width.apply(text, edits) != row["text_norm"]:
        yield "text_norm", "is not what the edits make of the text"


def _spans(row: Row, name: str, length: int) -> Iterator[tuple[str, str]]:
    for start, end in zip(row[f"{name}_start"], row[f"{name}_end"], strict=False):
        if not 0 <= start < end <= length:
            yield f"{name}_start", f"{start}:{end} is no slice of the text"


def article(row: Row, page: str | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a row of the articles table: column, fact."""
    text = row["text"]
    name = article_id(row["publisher"], f"{row['published']:%Y%m%d}", text)
    if row["article_id"] != name and not _is_double(row["article_id"], name):
        yield "article_id", f"is not {name}, which publisher, day and text make"
    starts = row["paragraph_start"]
    if len(starts) != row["n_paragraphs"]:
        yield "n_paragraphs", "is not the length of paragraph_start"
    yield from unparallel(row)
    if any(start and text[start - 1 : start] != BREAK for start in starts):
        yield "paragraph_start", "does not stand after a line feed"
    printed = text.replace(BREAK, "")
    if row["n_characters"] != len(printed):
        yield "n_characters", f"is {row['n_characters']}, but the text has {len(printed)}"
    if page is not None:
        runs = zip(row["source_start"], row["source_end"], strict=False)
        if "".join(page[start:end] for start, end in runs) != printed:
            yield "source_start", NOT_THE_PAGE


def _is_double(found: str, name: str) -> bool:
    """Whether ``found`` is ``name`` with the number of a later article that has the same text."""
    number = found.removeprefix(f"{name}-")
    return number.isdigit() and int(number) > 1


def ledger(blocks: Sequence[Row], page: str | None) -> Iterator[tuple[str, str]]:
    """What is wrong with the blocks of one page, in order: block, fact."""
    names = {block["block_id"] for block in blocks}
    done = 0
    for block in blocks:
        at = block["block_id"]
        if at != f"{block['source']}@{block['start']}":
            yield at, "is not its source and its start"
        if block["start"] != done:
            yield at, f"starts at {block['start']}, but the block before ends at {done}"
        if block["end"] <= block["start"]:
            yield at, "is empty or reversed"
        done = block["end"]
        for link in ("joins", "repeat_of"):
            if block[link] is not None and block[link] not in names:
                yield at, f"{link} names {block[link]}, which is no block of its page"
    if page is not None and done != len(page):
        yield blocks[-1]["block_id"], f"ends at {done}, but the page has {len(page)} characters"


def inside(row: Row, kinds: Sequence[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """Whether every run of a sentence lies in blocks of its role: ``kinds`` are (start, end, kind).

    A run may cross from a block into the next one that belongs to the same text.
    """
    if row["role"] not in _KINDS:
        yield "role", f"is none of {', '.join(_KINDS)}"
        return
    first, last = (kinds[0][0], kinds[-1][1]) if kinds else (0, 0)
    for start, end in zip(row["source_start"], row["source_end"], strict=False):
        if start < first or end > last:
            yield "source_start", f"{start}:{end} lies outside the ledger"
            continue
        found = {kind for low, high, kind in kinds if low < end and start < high}
        if not found <= _KINDS[row["role"]]:
            extra = ", ".join(sorted(found - _KINDS[row["role"]]))
            yield "source_start", f"{start}:{end} lies in a block of kind {extra}"


_KINDS: Mapping[str, frozenset[str]] = {
    "body": frozenset({"paragraph", "continuation"}),
    **{role: frozenset({role}) for role in ("title", "subtitle", "column", "heading")},
}
