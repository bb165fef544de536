"""Bytes of a page as text; what cannot be decoded is refused, never replaced."""

from __future__ import annotations

from juku.errors import EvidenceError


def decode(raw: bytes, where: str) -> tuple[str, str]:
    """The text of ``raw`` and the name of its encoding.

    A byte order mark stays in the text, so that the ledger accounts for it.

    >>> decode("句库".encode(), "pages/1.txt")
    ('句库', 'utf-8')

    Raises:
        EvidenceError: the bytes are not UTF-8.
    """
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        raise EvidenceError(
            f"{where}: byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8; "
            "convert the page and keep how in its manifest line"
        ) from error
