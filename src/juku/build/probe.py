"""Pages and the first records of archives, looked at before a build reads them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from juku.build import archives, articles, endings, readers
from juku.errors import EvidenceError, JukuError

if TYPE_CHECKING:
    from pathlib import Path

    from juku.build.manifest import Corpus, Entry
    from juku.errors import Findings

LOOKED_AT = 100
"""Records; a field that none of them has is a field that the archive has not."""

_NAMED = 30
"""Fields that a message names at the most."""


def check_all(corpus: Corpus, found: Findings) -> None:
    """Note every page of a corpus that a build would set aside, and every archive of no use."""
    for entry in corpus.entries:
        file = corpus.file(entry)
        if endings.is_archive(entry.path):
            check(file, entry, found)
            continue
        try:
            readers.page(file.read_bytes(), entry)
        except (JukuError, OSError) as error:
            found.messages.append(str(error))


def check(page: Path, entry: Entry, found: Findings) -> None:
    """Note what makes the archive ``page`` useless as ``entry`` describes it."""
    try:
        names, read, problem = _fields(page, entry)
    except (EvidenceError, OSError) as error:
        found.messages.append(str(error))
        return
    if not read:
        if problem is not None:
            found.messages.append(problem)
        return
    known = ", ".join(list(names)[:_NAMED])
    wanted = entry.map or {"text": archives.DEFAULT_MAP["text"]}
    for ours, theirs in wanted.items():
        if theirs not in names:
            found.add(
                f"{page}: --map {ours}={theirs}",
                f"none of its first {read} records has a field {theirs!r}",
                f"their fields are {known}",
            )


def _fields(page: Path, entry: Entry) -> tuple[dict[str, None], int, str | None]:
    """The fields of the first records, how many could be read, and what is wrong with the first."""
    names: dict[str, None] = {}
    read, problem = 0, None
    for number, line in islice(archives.every(page, entry), LOOKED_AT):
        try:
            row, _ = articles.read(line, f"{page}#{number}")
        except EvidenceError as error:
            problem = problem or str(error)
        else:
            names |= dict.fromkeys(row)
            read += 1
    return names, read, problem
