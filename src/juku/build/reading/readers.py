"""Pages out of files as received; what cannot be read is set aside with its error.

A file that holds one page (.txt, .md, .html, also compressed) is a page. A file that holds one
article a record (.jsonl, .parquet) is a page a record, whose source is ``path#number``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku.build.formats import endings, html, packed, unpacking
from juku.build.formats.decode import decode
from juku.build.reading import articles, slices
from juku.errors import BuildError, JukuError
from juku.records import Page
from juku.text.markup import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from juku.build.corpus.manifest import Entry
    from juku.build.reading.plan import Part


@dataclass(frozen=True, slots=True)
class Failure:
    """A page or record that could not be made into rows, and why."""

    source: str
    error: str

    def __str__(self) -> str:
        """One line that names the source, once."""
        return self.error if self.source in self.error else f"{self.source}: {self.error}"


def failure(source: str, error: Exception) -> Failure:
    """What is kept of a page for ``error``: its type too where nobody foresaw it."""
    said = str(error) if isinstance(error, JukuError) else f"{type(error).__name__}: {error}"
    return Failure(source, said)


_OF_MACHINE = (MemoryError, OSError)
"""Errors that no page is to blame for."""
TOLD = 20
"""Failures that a message tells of; the rest it counts, for failures.jsonl has them all."""


def told(failures: Sequence[Failure]) -> list[str]:
    """What is said of pages or records that fail, a line each."""
    more = [f"and {len(failures) - TOLD:,} more"] if len(failures) > TOLD else []
    return [*map(str, failures[:TOLD]), *more]


def read(parts: Sequence[Part], root: Path, kept: Path) -> Iterator[Page | Failure]:
    """The pages of ``parts`` of the corpus at ``root``, in order.

    ``kept`` is the folder of records that were cut out of archives for the tasks.

    Raises:
        BuildError: a file is not the one that the manifest describes.
    """
    for part in parts:
        if part.slice is None:
            yield of_file(part.entry, root)
        else:
            for number, line in slices.records(root / part.entry.path, part.slice, kept):
                yield of_record(line, part.entry, number)


def of_file(entry: Entry, root: Path) -> Page | Failure:
    """The page that a file of the corpus at ``root`` is.

    Raises:
        BuildError: the file is not the one that the manifest describes.
    """
    raw = (root / entry.path).read_bytes()
    if hashlib.sha256(raw).hexdigest() != entry.sha256:
        raise BuildError(f"{entry.path}: was altered while the build ran; put it back")
    try:
        return page(raw, entry)
    except Exception as error:  # whatever one page does must not take the others with it
        if isinstance(error, _OF_MACHINE):
            raise
        return failure(entry.path, error)


def of_record(line: bytes, entry: Entry, number: int) -> Page | Failure:
    """The page that a record of an archive is; ``line`` is its JSON."""
    try:
        return articles.page(line, entry, number)
    except Exception as error:  # whatever one page does must not take the others with it
        if isinstance(error, _OF_MACHINE):
            raise
        return failure(f"{entry.path}#{number}", error)


def page(raw: bytes, entry: Entry) -> Page:
    """The page that the bytes of a file are.

    Raises:
        EvidenceError: they cannot be unpacked or decoded.
    """
    text, encoding = decoded(raw, entry, entry.path)
    form, view = endings.of(entry.path).form, None
    if form == "html":
        text, view = html.read(text, entry.path)
    if form == "markdown":
        text, view = markdown.read(text)
    return Page(
        source=entry.path,
        sha256=entry.sha256,
        text=text,
        encoding=encoding,
        publisher=entry.publisher,
        published=entry.published,
        published_evidence=entry.published_evidence,
        rights=entry.rights,
        view=view,
    )


def decoded(raw: bytes, entry: Entry, where: str) -> tuple[str, str]:
    """The text of a page's file, unpacked, and its encoding; ``where`` is the file in messages.

    Raises:
        EvidenceError: it cannot be unpacked or decoded, is no text, or too long for one page.
    """
    ending = endings.of(entry.path)
    data = unpacking.page(raw, ending.codec, where, unpacking.LARGEST)
    packed.check(data, where, plain=ending.form == "text")
    declared = html.declared_encoding(data) if ending.form == "html" else None
    return decode(data, where, declared)
