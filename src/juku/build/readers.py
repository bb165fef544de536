"""Pages out of files as received; what cannot be read is set aside with its error."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku.build.decode import decode
from juku.errors import EvidenceError, JukuError
from juku.records import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from juku.build.plan import Part


@dataclass(frozen=True, slots=True)
class Failure:
    """A page or record that could not be made into rows, and why."""

    source: str
    error: str


def read(parts: Sequence[Part], root: Path) -> Iterator[Page | Failure]:
    """The pages of ``parts`` of the corpus at ``root``, in order.

    Raises:
        EvidenceError: a file is not the one that the manifest describes.
    """
    for part in parts:
        yield _page(part, root)


def _page(part: Part, root: Path) -> Page | Failure:
    entry = part.entry
    raw = (root / entry.path).read_bytes()
    if hashlib.sha256(raw).hexdigest() != entry.sha256:
        raise EvidenceError(f"{entry.path}: was altered while the build ran; put it back")
    try:
        text, encoding = decode(raw, entry.path)
    except JukuError as error:
        return Failure(entry.path, str(error))
    return Page(
        source=entry.path,
        sha256=entry.sha256,
        text=text,
        encoding=encoding,
        publisher=entry.publisher,
        published=entry.published,
        published_evidence=entry.published_evidence,
        rights=entry.rights,
    )
