"""Quotation marks paired, and what is left unpaired.

Pairs are read a paragraph at a time, so that a missing mark never swallows more than one. An
opening mark that meets another of its family is dropped unless that other plainly closes (“…。“) or
two closing marks follow (“…“…”…”); closing marks without an opening one are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENING = "“「『‘〝﹁﹃"
CLOSING = "”」』’〞﹂﹄"
STRAIGHT = '"＂'
FAMILY = dict(zip(OPENING, "dcwsdcw", strict=True)) | dict(zip(CLOSING, "dcwsdcw", strict=True))
FAMILY |= dict.fromkeys(STRAIGHT, "d")
"""Of each mark, which closes those of its own family."""
_CLOSERS = dict(zip(OPENING, CLOSING, strict=True))
SINGLE = "‘’"
ANY = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]")
FINAL = "。！？…!?"
BEFORE_CLOSING = FINAL + "，,"
"""Behind these an opening mark may be printed where a closing one belongs."""


class Marks(NamedTuple):
    """The outermost pairs of a paragraph, and an opening mark that is left open at its end."""

    pairs: list[tuple[int, int]]
    """Positions of the opening and the closing mark."""
    open: int | None
    """Position of an outermost opening mark after the last pair, never closed."""


def pair(text: str) -> Marks:
    """The outermost pairs of quotation marks in ``text``.

    >>> pair("他说：“一‘二’三。”又说")
    Marks(pairs=[(3, 10)], open=None)
    """
    return paired(text, [found.start() for found in ANY.finditer(text)])


def paired(text: str, places: Sequence[int]) -> Marks:
    """The same where the places of all its marks are known."""
    spelt = "".join([text[at] for at in places])
    families, opened = "", list[int]()
    """Of the marks that are open, outermost first: their families, no two alike, and places."""
    pairs: list[tuple[int, int]] = []
    inner = -1
    """The last mark of a pair inside another of its family."""
    for index, (at, mark) in enumerate(zip(places, spelt, strict=True)):
        if index <= inner or (mark in SINGLE and _is_apostrophe(text, at)):
            continue
        family = FAMILY[mark]
        depth = families.find(family)
        if depth < 0:
            if mark not in CLOSING:
                families += family
                opened.append(at)
        elif spelt[index + 1 : index + 3] == 2 * _CLOSERS.get(mark, " "):
            inner = index + 1
        elif mark in OPENING and not _closes(text, at, spelt[index + 1 : index + 2]):
            # A second opening mark: the first was never closed, so it quotes nothing.
            families = families[:depth] + family
            opened[depth:] = [at]
        else:
            if depth == 0:
                pairs.append((opened[0], at))
            families = families[:depth]
            del opened[depth:]
    return Marks(pairs, opened[0] if opened else None)


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether ‘ or ’ stands inside a Latin word (Xi’an)."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and around.isascii() and around.isalpha()


def _closes(text: str, at: int, following: str) -> bool:
    """Whether an opening mark was printed where a closing one belongs: “…。“ with no ” to come.

    ``following`` is the next mark, and empty behind the last.
    """
    return text[at - 1] in BEFORE_CLOSING and following in OPENING
