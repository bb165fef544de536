"""A record of an archive as a page: its headline and its text, a line feed between them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from juku.build.corpus import manifest
from juku.build.formats import fields, markup, titles
from juku.build.formats.decode import decode
from juku.build.reading import archives
from juku.errors import EvidenceError, quoted
from juku.records import Page, View

if TYPE_CHECKING:
    from juku.build.corpus.manifest import Entry

_DATE = re.compile(
    r"(?P<y>\d{4})(?:(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})(?!\d)"
    r"|(?P<m2>\d\d)(?P<d2>\d\d)(?:(?!\d)|(?=(?:\d{4}|\d{6})(?!\d)))"
    r"|\s*年\s*(?P<m3>\d{1,2})\s*月\s*(?P<d3>\d{1,2})\s*日)"
)
"""A day, and in digits alone a time of day after it."""

_NOT_SECONDS = 10_000_000
"""Fewer seconds than this, before or after 1970, are a year, a month or a sign that none is known,
not an hour of that spring."""

_DEEPEST = 200
_DIGITS = 600
"""Far less than what Python reads, which hangs on who calls it and on how it was started: whether
a record can be read may hang on neither."""

_SIGN = re.compile(r'[\[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
"""A bracket, or a string, in which brackets are none."""


def page(line: bytes, entry: Entry, number: int) -> Page:
    """The article that one line of JSON holds.

    Raises:
        EvidenceError: it is not JSON, or a field is not what the map says.
    """
    source = f"{entry.path}#{number}"
    return of_row(*read(line, source), entry, source)


def of_row(row: Mapping[str, Any], encoding: str, entry: Entry, source: str) -> Page:
    """The article that the fields of a record are.

    Raises:
        EvidenceError: a field is not what the map says.
    """
    named = entry.map or archives.DEFAULT_MAP
    for name in named.values():
        if fields.stands_twice(row, name):
            fact = "stands twice, and says one thing and another"
            raise EvidenceError(f"{source}: {name}: {fact}; mend or drop the record")
    text = fields.paragraphs(row, named["text"], source)
    if text is None:
        raise EvidenceError(
            f"{source}: {named['text']}: is missing, and is the text; mend or drop the record"
        )
    title = _mapped(row, named, "title", source)
    body, view = _compose(title, text)
    published, evidence = _published(row, named, entry, source)
    return Page(
        source=source,
        sha256=entry.sha256,
        text=body,
        encoding=encoding,
        publisher=_publisher(row, named, entry, source),
        published=published,
        published_evidence=evidence,
        rights=_mapped(row, named, "rights", source) or entry.rights,
        view=view,
    )


def read(line: bytes, source: str) -> tuple[Mapping[str, Any], str]:
    """The fields of a record, and the encoding that its line is in.

    Raises:
        EvidenceError: it is not JSON, or in no encoding that is sure.
    """
    text, encoding = decode(line, source)
    text = text.removeprefix("\ufeff")
    if _is_deeper(text, _DEEPEST):
        fact = f"has lists or objects over {_DEEPEST} deep within one another"
        raise EvidenceError(f"{source}: {fact}; mend or drop the record")
    try:
        row = _JSON.decode(text)
    except json.JSONDecodeError as error:
        fact = f"is not JSON ({error.msg}, at character {error.colno:,})"
        raise EvidenceError(f"{source}: {fact}; mend or drop the record") from error
    except ValueError as error:
        raise EvidenceError(f"{source}: {error}; mend or drop the record") from error
    if not isinstance(row, Mapping):
        raise EvidenceError(f"{source}: is not a JSON object; give one article a record")
    return row, encoding


def _is_deeper(text: str, most: int) -> bool:
    """Whether more than ``most`` lists and objects of JSON stand within one another.

    >>> _is_deeper('[{"a": ["]"]}]', 2), _is_deeper('[{"a": "[["}, []]', 2)
    (True, False)
    """
    if text.count("[") + text.count("{") <= most:
        return False
    depth = 0
    for sign in _SIGN.finditer(text):
        if sign[0] in "[{":
            depth += 1
            if depth > most:
                return True
        elif sign[0] in "]}":
            depth -= 1
    return False


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(f"has a number of {len(digits):,} digits, where {_DIGITS} may be")
    return int(digits)


_JSON = json.JSONDecoder(parse_int=_whole, object_pairs_hook=fields.record)


def _mapped(row: Mapping[str, Any], named: Mapping[str, str], ours: str, source: str) -> str | None:
    """The text of the field that the map names for ``ours``; None where it names none."""
    return fields.string(row, named[ours], source) if ours in named else None


def _compose(title: str | None, text: str) -> tuple[str, View]:
    """A page's text, and the view in which its title is a headline."""
    body = markup.read(text)
    if title is None or not title.strip():
        return body.text, View(body.runs, body.before, single=True, marks=body.marks)
    head = titles.read(title.strip())
    below = body.moved(len(head.text) + 1)
    view = View(
        (*head.runs, *below.runs),
        (*head.before, *body.before),
        single=True,
        marks=(*head.marks, *below.marks),
    )
    return f"{head.text}\n{body.text}", view


def _publisher(row: Mapping[str, Any], named: Mapping[str, str], entry: Entry, source: str) -> str:
    """The record's publisher with what an id cannot have made ``_``, or that of the archive."""
    name = manifest.as_publisher(_mapped(row, named, "publisher", source) or "")
    if len(name) > manifest.LONGEST_PUBLISHER:
        fact = f"has {len(name):,} characters, which no publisher's name has"
        raise EvidenceError(f"{source}: {named['publisher']}: {fact}; mend the record or the map")
    return name or entry.publisher


def _published(
    row: Mapping[str, Any], named: Mapping[str, str], entry: Entry, source: str
) -> tuple[dt.date, str]:
    name = named.get("date")
    value = fields.value(row, name) if name else None
    if value is None or value == "":
        return entry.published, entry.published_evidence
    try:
        day = _day(value)
    except (ValueError, OverflowError, OSError) as error:
        raise EvidenceError(
            f"{source}: {name}: {quoted(value)} is no day; write YYYY-MM-DD or leave it out"
        ) from error
    return day, f"stated: field {name} of the record"


def _day(value: Any) -> dt.date:
    """A day as archives write it: in digits, in Chinese, or as seconds or thousandths since 1970.

    >>> _day("2024年11月4日") == _day("2024.11.4") == _day("20241104080000") == _day(1730649600)
    True
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _day_of_number(value)
    match = _DATE.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(value)
    groups = match.groupdict()
    month = next(groups[g] for g in ("m", "m2", "m3") if groups[g])
    day = next(groups[g] for g in ("d", "d2", "d3") if groups[g])
    return dt.date(int(groups["y"]), int(month), int(day))


def _day_of_number(value: float) -> dt.date:
    if 19000101 <= value <= 21001231:
        return _day(str(int(value)))
    if abs(value) < _NOT_SECONDS:
        raise ValueError(value)
    seconds = value / 1000 if abs(value) > 1e11 else value
    return dt.datetime.fromtimestamp(seconds, archives.CLOCK).date()
