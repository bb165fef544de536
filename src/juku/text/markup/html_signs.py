"""What HTML looks like in a text: its tags by what they do to lines, and its character references.

A character reference (``&middot;``) is one character written with several. So that offsets stay
those of the page, a text that is read without them has the character in the reference's first
place and ``FILL`` in its other places.
"""

from __future__ import annotations

FILL = "\ufdd0"
"""Stands for no character, in the places of a character reference after its first."""

REFERENCE = r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?"
"""A pattern of any character reference, of those too that have forgotten their semicolon."""

ENDS_LINES = (
    "article|blockquote|br|center|dd|div|dl|dt|figcaption|figure|h[1-6]|hr|li|ol|p|section|table|tbody|td|"
    "th|tr|ul"
)
"""Tags that begin or end a line, as a pattern."""

WITHIN = "a|b|em|font|i|img|span|strike|strong|sub|sup|u"
"""Tags within a line, as a pattern."""


def start_tag(names: str) -> str:
    """The pattern of a start tag that has one of ``names``."""
    return rf"<(?:{names})(?:\s[^<>]*|/?)>"


def any_tag(names: str) -> str:
    """The pattern of a start or end tag that has one of ``names``."""
    return rf"</?(?:{names})(?:\s[^<>]*|/?)>"
