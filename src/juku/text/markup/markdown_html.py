"""HTML on a page of Markdown: comments, tags, addresses in angle brackets, character references."""

from __future__ import annotations

import html
import re

from juku.text.markup import html_signs
from juku.text.markup.markdown_cuts import BREAK, MASK, Cut

_HIDDEN = r"<!--.*?-->|<(?P<silent>script|style)\b[^<>]*>.*?</(?P=silent)\s*>"
_SIGNS = re.compile(
    rf"(?P<hidden>{_HIDDEN})|(?P<image><img\s[^<>]*>)"
    rf"|(?P<breaks>{html_signs.any_tag(html_signs.ENDS_LINES)})"
    rf"|(?P<within>{html_signs.any_tag(html_signs.WITHIN)})"
    rf"|<(?P<address>(?:https?://|mailto:)[^\s<>]+)>|(?P<reference>{html_signs.REFERENCE}(?<=;))",
    re.IGNORECASE | re.DOTALL,
)
_HEADING = re.compile(r"<h([1-6])", re.IGNORECASE)


def cuts(page: str) -> tuple[str, list[Cut]]:
    """The page with its HTML masked, and what of it is cut out.

    >>> cuts("甲<u>乙")[1]
    [Cut(start=1, end=4, rule='html-mark', sign='', made='')]
    """
    found: list[Cut] = []

    def masked(match: re.Match[str]) -> str:
        new = _read(match)
        found.extend(new)
        mask = BREAK if any("\n" in cut.sign for cut in new) else MASK
        return mask * len(match[0]) if new else match[0]

    return _SIGNS.sub(masked, page), found


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
