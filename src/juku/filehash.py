"""SHA-256 of files, as manifests, releases and indexes list it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


SUMS = "SHA256SUMS"
"""The file of a release that lists all others, a line ``hash  path`` each, as sha256sum has it."""

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def listed(line: str) -> tuple[str, str] | None:
    """Path and hash that a line of SHA256SUMS gives, None where it names no file of the release.

    >>> listed("0" * 64 + "  data/a.parquet")[0]
    'data/a.parquet'
    >>> listed("0" * 64 + "  ../a.parquet")
    """
    match = _LINE.fullmatch(line)
    if match is None or match[2].startswith("/") or ".." in match[2].split("/"):
        return None
    return match[2], match[1]
