"""Files of other programs, told by their first bytes, whatever their names say.

Decoded as text they could be taken for a page: nearly any bytes are Chinese in some encoding.
"""

from __future__ import annotations

import re

from juku.errors import EvidenceError

LOOKED_AT = 512
"""Bytes from the beginning that show what a file is; tar's mark stands farthest in."""

_MARKS = {
    "a ZIP file": rb"PK\x03\x04",
    "packed with gzip": rb"\x1f\x8b\x08",
    "packed with zstd": rb"\x28\xb5\x2f\xfd",
    "packed with bzip2": rb"BZh[1-9]1AY&SY",
    "packed with xz": rb"\xfd7zXZ\x00",
    "a 7z file": rb"7z\xbc\xaf\x27\x1c",
    "a RAR file": rb"Rar!\x1a\x07",
    "a tar file": rb".{257}ustar[\x00 ]",
    "a PDF": rb"%PDF-\d",
    "RTF": rb"\{\\rtf\d",
}
_OF_TEXT = frozenset({"a PDF", "RTF"})
"""What has a text but is not read."""
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*+<(?:!doctype\s+)?html[\s>]", re.IGNORECASE)
_MARK = {name: re.compile(mark, re.DOTALL) for name, mark in _MARKS.items()}


def check(data: bytes, where: str, *, plain: bool = False) -> None:
    """Refuse what begins as a file of another program does, as ``plain`` text a page of HTML too.

    >>> check("句库".encode(), "pages/1.txt", plain=True)

    Raises:
        EvidenceError: naming ``where`` and what it is.
    """
    for name, mark in _MARK.items():
        if mark.match(data):
            remedy = "give its text" if name in _OF_TEXT else "unpack it, and give what it holds"
            raise EvidenceError(f"{where}: is {name}, whatever its name says; {remedy}")
    if plain and _HTML.match(data):
        raise EvidenceError(f"{where}: is HTML, whatever its name says; name it .html")
