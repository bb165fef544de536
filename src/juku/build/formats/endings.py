"""What a file is by the ending of its name, however the letters of the ending are written."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    Form = Literal["text", "markdown", "html", "jsonl", "parquet"]

FORMS: Mapping[str, Form] = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
"""Ending → what the file holds."""

CODECS = {".gz": "gzip", ".zst": "zstd"}

_REMEDY = f"give it as {', '.join(FORMS)}, also with {' or '.join(CODECS)} after it"

ARRAY_REMEDY = "write each record on a line of its own, as `jq -c '.[]'` does, and name it .jsonl"

_TABLE_REMEDY = "write it as Parquet, as `to_parquet` of pandas does"

_UNPACK = f"unpack it, and give what it holds, also with {' or '.join(CODECS)} after its name"

_REMEDIES = {
    ".json": ARRAY_REMEDY,
    **dict.fromkeys((".csv", ".tsv", ".xls", ".xlsx"), _TABLE_REMEDY),
    **dict.fromkeys((".bz2", ".xz", ".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".zst"), _UNPACK),
}
"""What to do with a file that holds records, or files, and is of no form that is read."""

_ENDING = re.compile(
    rf"(?P<form>{'|'.join(map(re.escape, FORMS))})?(?P<codec>{'|'.join(map(re.escape, CODECS))})?$",
    re.IGNORECASE,
)


class Ending(NamedTuple):
    """The name of a file, taken apart."""

    stem: str
    written: str
    """The ending as the name has it, that of a compression included."""
    form: Form | None
    """None where the ending is none that juku reads."""
    codec: str | None


def of(path: str) -> Ending:
    """The parts of a file's name or path.

    >>> of("pages/2024.11.04.HTML.gz")
    Ending(stem='pages/2024.11.04', written='.HTML.gz', form='html', codec='gzip')
    >>> of("pages/a.pdf").form is None
    True
    """
    match = _ENDING.search(path)
    if match is None:  # the pattern may be empty, so that it always fits
        return Ending(path, "", None, None)
    form, codec = (match[name] or "" for name in ("form", "codec"))
    return Ending(
        path[: match.start()], match[0], FORMS.get(form.lower()), CODECS.get(codec.lower())
    )


def remedy(path: str) -> str:
    """What to do with a file whose ending is none that is read.

    >>> remedy("a.tsv.gz")
    'write it as Parquet, as `to_parquet` of pandas does'
    """
    return _REMEDIES.get(PurePath(of(path).stem).suffix.lower(), _REMEDY)


def is_archive(path: str) -> bool:
    """Whether a file of this name holds one article a record.

    >>> [is_archive(p) for p in ("pages/a.txt.gz", "pages/a.JSONL.zst", "pages/a.parquet")]
    [False, True, True]
    """
    return of(path).form in {"jsonl", "parquet"}


def is_entered(path: str) -> bool:
    """Whether an archive of this name can be read from its middle.

    >>> [is_entered(p) for p in ("pages/a.jsonl", "pages/a.jsonl.zst", "pages/a.parquet")]
    [True, False, False]
    """
    ending = of(path)
    return ending.form == "jsonl" and ending.codec is None
