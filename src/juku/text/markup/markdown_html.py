"""HTML on a page of Markdown: comments, tags, addresses in angle brackets, character references."""

from __future__ import annotations

import html
import re
from itertools import chain
from typing import TYPE_CHECKING

from juku.text.markup import html_signs
from juku.text.markup.markdown_cuts import BREAK, MASK, Cut

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENS = re.compile(r"<!--|<(?:(?P<script>script)|(?P<style>style))\b[^<>]*>", re.IGNORECASE)
"""With which begins what is hidden up to its end."""
_CLOSES = {
    "": re.compile("-->"),
    **{name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")},
}
_SIGNS = re.compile(
    r"(?P<image><img\s[^<>]*>)"
    rf"|(?P<breaks>{html_signs.any_tag(html_signs.ENDS_LINES)})"
    rf"|(?P<within>{html_signs.any_tag(html_signs.WITHIN)})"
    rf"|<(?P<address>(?:https?://|mailto:)[^\s<>]+)>|(?P<reference>{html_signs.REFERENCE}(?<=;))",
    re.IGNORECASE,
)
_HEADING = re.compile(r"<h([1-6])", re.IGNORECASE)


def cuts(page: str) -> tuple[str, list[Cut]]:
    """The page with its HTML masked, and what of it is cut out.

    >>> cuts("甲<u>乙")[1]
    [Cut(start=1, end=4, rule='html-mark', sign='', made='')]
    """
    found: list[Cut] = []
    parts: list[str] = []
    done = 0
    for start, end, new in _signs(page):
        found += new
        mask = BREAK if any("\n" in cut.sign for cut in new) else MASK
        parts += [page[done:start], mask * (end - start) if new else page[start:end]]
        done = end
    return "".join([*parts, page[done:]]), found


def _signs(page: str) -> Iterator[tuple[int, int, list[Cut]]]:
    """Where HTML starts and ends, in order, and what of it is cut out."""
    done = 0
    for start, end in chain(_hidden(page), [(len(page), len(page))]):
        for match in _SIGNS.finditer(page, done, start):
            yield *match.span(), _read(match)
        if start < end:
            yield start, end, [Cut(start, end, "html-mark")]
        done = end


def _hidden(page: str) -> Iterator[tuple[int, int]]:
    """Comments, scripts and styles, each up to its end; what has none hides nothing.

    Nor has any behind it an end then, so that none is looked for again.
    """
    at = 0
    endless: set[str] = set()
    while (opens := _OPENS.search(page, at)) is not None:
        at = opens.end()
        name = opens.lastgroup or ""
        closes = None if name in endless else _CLOSES[name].search(page, at)
        if closes is None:
            endless.add(name)
        else:
            at = closes.end()
            yield opens.start(), at


def _read(match: re.Match[str]) -> list[Cut]:
    start, end = match.span()
    if match["reference"]:
        made = html.unescape(match[0])
        if made.splitlines() != [made]:
            return [Cut(start, end, "html-mark", "\n")]
        kept = start + len(made)
        return [Cut(kept, end, "html-mark", "", made)] if made != match[0] and kept < end else []
    if match["address"]:
        return [Cut(start, start + 1, "link-mark"), Cut(end - 1, end, "link-mark")]
    if match["image"]:
        return [Cut(start, end, "image-mark")]
    heading = _HEADING.match(match[0])
    sign = "#" * int(heading[1]) + " " if heading else ""
    return [Cut(start, end, "html-mark", "\n" * (match["breaks"] is not None) + sign)]
