"""The curated lexicon: words that every segmenter is to keep whole, a row each with its reason.

A row of ``corpus/curation/lexicon.tsv`` is word, native tag, Universal tag and reason, split by
tabs, under a header of those names. The word is written in simplified characters, as segmenters
see it; a traditional one is simplified.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.errors import EvidenceError, Findings, quoted, so_many
from juku.records import LexiconEntry
from juku.text.forms import conversion
from juku.text.segmenting import tags

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffffA-Za-z0-9+#&._%-]+")

HEADER = ("word", "xpos", "upos", "reason")
"""The first line of the file."""


def parse(text: str, path: str) -> tuple[LexiconEntry, ...]:
    """The entries of a lexicon file's text, in order; ``path`` is for messages.

    Raises:
        EvidenceError: naming every row that cannot be taken.
    """
    entries, found = inspect(text, path)
    found.raise_as(EvidenceError)
    return entries


def inspect(text: str, path: str) -> tuple[tuple[LexiconEntry, ...], Findings]:
    r"""The rows that can be taken, and what is wrong with the others.

    >>> inspect("word\txpos\tupos\treason\n进博会\tnz\tPROPN\ta fair\n", "lexicon.tsv")[0]
    (LexiconEntry(word='进博会', xpos='nz', upos='PROPN', reason='a fair'),)
    """
    found = Findings()
    entries: list[LexiconEntry] = []
    first_line: dict[str, int] = {}
    for number, row in _rows(text, path, found):
        where = f"{path}:{number}"
        before = len(found.messages)
        _check(row, where, found)
        if before < len(found.messages):
            continue
        word = conversion.simplified(row[0])
        if word in first_line:
            found.add(
                f"{where}: word", f"{row[0]} stands in line {first_line[word]} too", "keep one row"
            )
            continue
        first_line[word] = number
        entries.append(LexiconEntry(*row))
    return tuple(entries), found


def _rows(text: str, path: str, found: Findings) -> Iterator[tuple[int, list[str]]]:
    """Line number and fields of each row that has the right number of fields."""
    if not text:
        return
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        row = line.removesuffix("\r").split("\t")
        if number == 1:
            if tuple(row) != HEADER:
                found.add(f"{path}:1", f"begins with {quoted(line)}", f"write {'⇥'.join(HEADER)}")
                return
        elif line.strip() and len(row) != len(HEADER):
            names = ", ".join(HEADER)
            found.add(
                f"{path}:{number}",
                f"has {so_many(len(row), 'fields')}",
                f"give {names}, split by tabs",
            )
        elif line.strip():
            yield number, row


def _check(row: list[str], where: str, found: Findings) -> None:
    """Note what is wrong with one row."""
    word, xpos, upos, reason = row
    if not word or any(character.isspace() for character in word):
        found.add(f"{where}: word", f"{quoted(word)} is empty or has white space", "write one word")
    elif not _WORD.fullmatch(word):
        found.add(
            f"{where}: word",
            f"{quoted(word)} has a character that jieba keeps in no word",
            "write Han characters, ASCII letters and digits; names with a middle dot are joined"
            " by rule",
        )
    elif len(word) == 1:
        found.add(f"{where}: word", f"{word} is one character", "it is a token already")
    if xpos not in tags.native():
        known = " ".join(sorted(tags.native()))
        found.add(f"{where}: xpos", f"{quoted(xpos)} is no native tag", f"known are {known}")
    if upos not in tags.UPOS:
        known = " ".join(tags.UPOS)
        found.add(f"{where}: upos", f"{quoted(upos)} is no Universal tag", f"known are {known}")
    if not reason.strip():
        found.add(f"{where}: reason", "is empty", "say why a reader would keep the word whole")
