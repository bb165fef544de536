"""Bylines with the reporters before the place, as in Taiwan and Hong Kong: 記者王小明／台北報導."""

from __future__ import annotations

import re

from juku.text.bylines.byline_agencies import DAY, HAN, KNOWN_PLACE, RANK, several
from juku.text.bylines.byline_patterns import NAMED
from juku.text.vocabulary.late import Late
from juku.text.vocabulary.surnames import COMPOUND_IN_BYLINES

_PLACES = rf"{KNOWN_PLACE}(?:[、/／]{KNOWN_PLACE})*"
_NAME = rf"(?:(?:{'|'.join(sorted(COMPOUND_IN_BYLINES))})[{HAN}]{{1,2}}|{NAMED})"
_WHO = re.compile("记者|特派员")
_REPORTERS = rf"(?:记者|特派员)\s*{_NAME}(?:\s*[、，\s]\s*{_NAME})*"
_SENT = Late(rf"({_REPORTERS})\s*({_PLACES}\s*(?:{DAY})?)\s*(?:专?电|讯)$")
_TOLD = Late(rf"({_REPORTERS})\s*[/／]?\s*((?:{_PLACES}|综合)\s*报[道导])$")
_TOLD_FROM = Late(rf"({_REPORTERS})\s*[/／]\s*(?!综合|编译|摄影)([{HAN}]{{2,4}})报导$")
"""From any place: 报导 is said in Taiwan alone, where no second reporter stands there."""
_OF_PAPER = re.compile(r"(?<=[报社])\s*[/／]\s*(?=(?:特派)?记者)")
_LEAD = Late(
    rf"(?:{several(0)}\s*[/／]?\s*)?{RANK}{_REPORTERS}\s*[/／]\s*"
    rf"(?:(?:{_PLACES}|综合)\s*报[道导]|[{HAN}]{{2,4}}报导)(?:\s*[:：]|(?=\s+\S))"
)
BEFORE_TEXT = Late(
    rf"{DAY}电|电$|[/／][^/／]{{2,4}}报[道导]$|(?:记者|特派员).{{2,16}}(?:{KNOWN_PLACE}|综合)报[道导]$"
    rf"|{DAY}(?:综合)?外电报[道导]$"
)
"""What in round brackets stands before a text, not behind one."""


def reordered(inside: str) -> str:
    """A byline, folded, with the place and the day before the reporters, or a blank before them.

    >>> reordered("本报记者王小明台北讯"), reordered("记者王小明台北报导")
    ('本报台北电 记者王小明', '记者王小明 台北报导')
    """
    if "记者" not in inside and "特派员" not in inside:
        return inside
    inside = _OF_PAPER.sub("", inside)
    inside = _SENT.sub(r"\2电 \1", inside)
    if inside[-1:] not in "道导":
        return inside
    known = _TOLD.sub(r"\1 \2", inside)
    if known != inside or inside[-1] == "道":
        return known
    return _from(inside)


def _from(inside: str) -> str:
    found = _TOLD_FROM.search(inside)
    if found is None:
        return inside
    return f"{inside[: found.end(1)]} 发自{found[2]}"


def lead_end(text: str) -> int:
    """Where such a byline without brackets ends before a text: 记者王小明/台北报导 市府今天….

    >>> lead_end("记者王小明/台北报导 市府今天宣布。"), lead_end("记者王小明/台北市府宣布。")
    (10, 0)
    """
    found = _LEAD.match(text) if "/" in text[:60] and _WHO.search(text) else None
    return found.end() if found else 0
