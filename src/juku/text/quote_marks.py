"""Quotation marks paired, and what is left unpaired.

Pairs are read a paragraph at a time, so that a missing mark never swallows more than one. An
opening mark that meets another of its family is dropped unless that other plainly closes (“…。“);
closing marks without an opening one are left alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OPENING = "“「『‘〝﹁﹃"
CLOSING = "”」』’〞﹂﹄"
STRAIGHT = '"＂'
_FAMILY = dict(zip(OPENING, "dcwsdcw", strict=True)) | dict(zip(CLOSING, "dcwsdcw", strict=True))
ANY = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]")
FINAL = "。！？…!?"


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
    places = [found.start() for found in ANY.finditer(text)]
    spelt = "".join([text[at] for at in places])
    if spelt == "“”" * (len(spelt) // 2):
        return Marks(list(zip(places[::2], places[1::2], strict=True)), None)
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, mark in zip(places, spelt, strict=True):
        if _is_apostrophe(text, at):
            continue
        family = "d" if mark in STRAIGHT else _FAMILY[mark]
        depth = next((i for i, (name, _) in enumerate(stack) if name == family), None)
        if depth is None:
            if mark not in CLOSING:
                stack.append((family, at))
        elif mark in OPENING and not _closes(text, at):
            # A second opening mark: the first was never closed, so it quotes nothing.
            del stack[depth:]
            stack.append((family, at))
        else:
            start = stack[depth][1]
            del stack[depth:]
            if not stack:
                pairs.append((start, at))
    return Marks(pairs, stack[0][1] if stack else None)


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether ’ stands inside a Latin word (Xi’an)."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in "’‘" and len(around) == 2 and around.isascii() and around.isalpha()


def _closes(text: str, at: int) -> bool:
    """Whether an opening mark was printed where a closing one belongs: “…。“ with no ” to come."""
    if text[at - 1] not in FINAL + "，,":
        return False
    following = ANY.search(text, at + 1)
    return following is None or following[0] in OPENING
