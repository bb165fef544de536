"""HTML as crawled: the main text, each character of it where it stands in the decoded page.

trafilatura says which lines are the main text and what the headline is. Its lines are then looked
up among the characters that the page shows, so that a sentence is still slices of the page; what
is no main text is in the ledger as markup, every character of it.

A character reference (``&middot;``) is one character written with several. So that offsets stay
those of the decoded file, the text that spans point into has the character in the reference's
first place and U+FDD0, which stands for no character, in its other places; no span covers these.
A line break inside a text node is white space of the source, not of the text: it falls away
next to Han characters, as CSS Text 3 has it, and is a blank between ASCII words.

A line that is bold from end to end and ends no sentence is shown between ``**``, as a page of
Markdown has it: many sites have no other sign of a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from juku.build.formats import html_gaps, html_lines, html_tables
from juku.build.formats.html_shown import Shown, counts
from juku.errors import EvidenceError
from juku.records import Span, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:-]+)""", re.IGNORECASE)
_BOLD_SIGN = "**"
_SITE = re.compile(r"(?:(?<!\s)\s++)?(?:[_|｜]|-+|[—–]+)\s*")
"""Stands between a headline and the site's name where a page's ``title`` has both."""


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that a page names in its head.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    match = _CHARSET.search(raw[:4096])
    return match[1].decode("ascii") if match else None


def read(page: str, where: str) -> tuple[str, View]:
    """The text that spans point into, as long as ``page``, and the view of its main text.

    Raises:
        EvidenceError: the page has no main text, or its lines are not found on the page.
    """
    shown = Shown(page)
    title, lines = html_lines.extract(shown.tables.as_blocks(page), where)
    found = sorted(_places(shown, title, lines))
    found = html_gaps.filled(shown.lines(), found)
    if not any(not is_title for _, _, is_title in found):
        raise EvidenceError(
            f"{where}: no main text was found on the page; give the article as .txt or .md"
        )
    first, last = found[0][0], found[-1][1]
    within = [table for table in shown.data if first < table.start < last]
    return shown.text, _view(shown, found, within)


def fragment(text: str) -> tuple[str, View]:
    """The same of a piece of HTML that is all main text, but for tables of data."""
    shown = Shown(text)
    lines = shown.lines()
    text_lines = [line for line in lines if not shown.in_data(line.first)] or lines
    places = [(line.first, line.last, False) for line in text_lines]
    return shown.text, _view(shown, places, shown.data)


def _places(shown: Shown, title: str, lines: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """First and last code point of the headline and of each line, and whether it is the headline.

    Lines are looked for one after another; one that is not found where the text goes on is left
    to the ledger's markup.
    """
    head = _headline(shown, title)
    if head is not None:
        yield shown.places[head[0]], shown.places[head[1] - 1], True
    places = enumerate(shown.places)
    at = next((i for i, place in places if not shown.node(place).named), len(shown.places))
    for line in lines:
        start, length = _find(shown.joined, line, at)
        if start < 0:
            continue
        at = start + length
        if head is None or at <= head[0] or start >= head[1]:
            yield shown.places[start], shown.places[at - 1], False


def _find(joined: str, line: str, at: int) -> tuple[int, int]:
    """Where a line stands from ``at`` on, and how long it is there; -1 where it does not."""
    for shown in (_packed(line), _packed(line.removeprefix(html_lines.ITEM))):
        start = joined.find(shown, at) if shown else -1
        if start >= 0:
            return start, len(shown)
    return -1, 0


def _packed(line: str) -> str:
    return "".join(filter(counts, line))


def _headline(shown: Shown, title: str) -> tuple[int, int] | None:
    """Where the headline stands: in a heading if it can be, else alone, else where it is named.

    What a page's ``title`` has behind the headline or before it, such as the site's name, is left
    off where the page shows the headline without it; the site's name itself is mostly a link.
    """
    whole = list(_standing(shown, _packed(title)))
    if (heading := _heading(shown, whole)) is not None:
        return heading
    if (found := next((place for place in whole if _alone(shown, place)), None)) is not None:
        return found
    for named in (title, shown.title()):
        for part in _parts(named):
            for place in _standing(shown, _packed(part)):
                if _alone(shown, place):
                    return place
    return next((place for place in whole if _alone(shown, place, linked=True)), [*whole, None][0])


def _parts(title: str) -> Iterator[str]:
    """What a title may be without the site's name: its beginnings, the longest first, its ends."""
    cuts = list(_SITE.finditer(title))
    yield from (title[: cut.start()] for cut in reversed(cuts))
    yield from (title[cut.end() :] for cut in cuts)


def _standing(shown: Shown, title: str) -> Iterator[tuple[int, int]]:
    """All places of a headline, as places in the joined characters."""
    start = shown.joined.find(title) if title else -1
    while start >= 0:
        yield start, start + len(title)
        start = shown.joined.find(title, start + 1)


def _heading(shown: Shown, places: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """What a heading shows that has the title in it: of several the one that shows least else.

    The title that a page gives itself may be cut short; its heading says the whole.
    """
    ends = [(shown.node(shown.places[a]), shown.node(shown.places[b - 1])) for a, b in places]
    whole = [
        (bisect_left(shown.places, first.start), bisect_left(shown.places, last.end))
        for first, last in ends
        if first.heading and last.heading
    ]
    return min(whole, key=lambda place: place[1] - place[0], default=None)


def _alone(shown: Shown, place: tuple[int, int], *, linked: bool = False) -> bool:
    """Whether it is all that its nodes show, on the page itself, and in no link if not told so."""
    first, last = shown.places[place[0]], shown.places[place[1] - 1]
    node = shown.node(first)
    return not (node.named or (node.aside and not linked)) and shown.fills(first, last)


def _view(shown: Shown, found: Sequence[tuple[int, int, bool]], data: Sequence[Span]) -> View:
    runs: list[Span] = []
    before: list[str] = []
    closing = ""
    for first, last, is_title in found:
        level = 1 if is_title else shown.level(first, last)
        opening = "#" * level + " " if level else ""
        # Behind the last line nothing is shown that could close the sign, nor heads it anything.
        if not level and last != found[-1][1] and shown.is_bold(first, last):
            opening = _BOLD_SIGN
        sign = (closing + "\n" if runs else "") + opening
        closing = _BOLD_SIGN if opening == _BOLD_SIGN else ""
        for number, run in enumerate(shown.runs(first, last)):
            runs.append(run)
            before.append("" if number else sign)
    marks = html_tables.marks(data, runs)
    return View(tuple(runs), tuple(before), single=True, marks=tuple(marks))
