"""A record of an archive as a page: its headline and its text, a line feed between them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from juku.errors import EvidenceError
from juku.records import Page, Span, View
from juku.text.views import HEADLINE

if TYPE_CHECKING:
    from juku.build.manifest import Entry

_DATE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})-(?P<d>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
    r"|(?P<m3>\d\d)(?P<d3>\d\d)(?!\d)|年(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日)"
)


def page(line: bytes, entry: Entry, number: int) -> Page:
    """The article that one line of JSON holds.

    Raises:
        EvidenceError: it is not JSON, or a field is not what the map says.
    """
    source = f"{entry.path}#{number}"
    row = _row(line, source)
    fields = entry.map or {"title": "title", "text": "text", "date": "date"}
    text = _string(row, fields.get("text", "text"), source)
    if text is None:
        raise EvidenceError(
            f"{source}: {fields.get('text', 'text')}: is missing; name the field of the text with "
            "`juku add --map text=…`"
        )
    title = _string(row, fields["title"], source) if "title" in fields else None
    body, view = _compose(title, text)
    published, evidence = _published(row, fields, entry, source)
    return Page(
        source=source,
        sha256=entry.sha256,
        text=body,
        encoding="utf-8",
        publisher=_publisher(row, fields, entry, source),
        published=published,
        published_evidence=evidence,
        rights=_string(row, fields.get("rights", ""), source) or entry.rights,
        view=view,
    )


def _row(line: bytes, source: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EvidenceError(f"{source}: is not UTF-8 at byte {error.start}; convert it") from error
    except (ValueError, RecursionError) as error:
        raise EvidenceError(f"{source}: is not JSON ({error}); mend or drop the record") from error
    if not isinstance(row, Mapping):
        raise EvidenceError(f"{source}: is not a JSON object; give one article a record")
    return row


def _string(row: Mapping[str, Any], name: str, source: str) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise EvidenceError(
            f"{source}: {name}: is {type(value).__name__}, not text; mend the record or the map"
        )
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise EvidenceError(
            f"{source}: {name}: has half a surrogate pair at {error.start}; mend the record"
        ) from error
    return value


def _compose(title: str | None, text: str) -> tuple[str, View]:
    """A page's text, and the view in which every line of its title is a headline."""
    if title is None or not title.strip():
        whole = (Span(0, len(text)),) if text else ()
        return text, View(whole, ("",) * len(whole), single=True)
    head = title.strip()
    runs: list[Span] = []
    at = 0
    for line in f"{head}\n".splitlines(keepends=True):
        runs.append(Span(at, at + len(line)))
        at += len(line)
    before = [HEADLINE] * len(runs)
    if text:
        runs.append(Span(at, at + len(text)))
        before.append("")
    return f"{head}\n{text}", View(tuple(runs), tuple(before), single=True)


def _publisher(row: Mapping[str, Any], fields: Mapping[str, str], entry: Entry, source: str) -> str:
    """The record's publisher with what an id cannot have made ``_``, or that of the archive."""
    name = _string(row, fields.get("publisher", ""), source)
    return re.sub(r"\W+", "_", name or "").strip("_") or entry.publisher


def _published(
    row: Mapping[str, Any], fields: Mapping[str, str], entry: Entry, source: str
) -> tuple[dt.date, str]:
    name = fields.get("date")
    value = row.get(name) if name else None
    if value is None or value == "":
        return entry.published, entry.published_evidence
    try:
        day = _day(value)
    except (ValueError, OverflowError, OSError) as error:
        raise EvidenceError(
            f"{source}: {name}: {value!r} is no day; write YYYY-MM-DD or leave it out"
        ) from error
    return day, f"stated: field {name} of the record"


def _day(value: Any) -> dt.date:
    """A day as archives write it: in digits, in Chinese, or as seconds or thousandths since 1970.

    >>> _day("2024年11月4日") == _day("2024-11-04T08:00:00Z") == _day(1730678400)
    True
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 19000101 <= value <= 21001231:
            return _day(str(int(value)))
        seconds = value / 1000 if abs(value) > 1e11 else value
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
    match = _DATE.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(value)
    groups = match.groupdict()
    month = next(groups[g] for g in ("m", "m2", "m3", "m4") if groups[g])
    day = next(groups[g] for g in ("d", "d2", "d3", "d4") if groups[g])
    return dt.date(int(groups["y"]), int(month), int(day))
