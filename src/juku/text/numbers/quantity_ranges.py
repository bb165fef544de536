"""Ranges of quantities: two numerals joined by 至 or the like, or two figures side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juku.text.numbers import amounts, quantity_parts, units
from juku.text.vocabulary.folding import fold

if TYPE_CHECKING:
    from juku.text.numbers.amounts import Amount
    from juku.text.numbers.numerals import Number
    from juku.text.numbers.quantity_rules import Head
    from juku.text.numbers.units import Unit

TO = re.compile(r" ?(?:至|到|—{1,2}|–|-|~|─{1,2}) ?")
"""What may join the ends of a range."""
TO_FIRSTS = " 至到—–-~─、"
"""What that, or what joins two figures, begins with."""
_TO_SIGNS = frozenset("至到—–-~─")
_SIGN = re.compile(r"零下|负|-(?=[0-9])")
_SIDE_BY_SIDE = re.compile(r"(?<![0-9、])[1-9]、[1-9](?![0-9.、])")
_SIDES = frozenset("级岁天年个人")
"""Units of which two figures side by side are one or the other: 3、4级."""


class First(NamedTuple):
    """What may be the lower end of a range."""

    head: Head
    amount: Amount
    end: int
    """Where its numeral ends."""
    unit: Unit
    part: Number
    """What stands behind its unit and is a part of it: 一年半, 一米五."""
    stop: int
    """Where that ends."""


class Range(NamedTuple):
    """A range: its ends, each against the sign of the lower one, and what stands behind it."""

    low: Number
    amount: Amount
    high: Number
    end: int
    """Where the numeral of the upper end ends."""
    unit: Unit
    stop: int
    """Where that ends, with what is a part of it."""


def amount_at(view: str, at: int) -> Amount | None:
    """The amount whose numeral starts at ``at``, if one does."""
    run = amounts.NUMERAL.match(view, at)
    return None if run is None or view[at] == "半" else amounts.read(view, at, run.end())


def may_join(view: str, at: int) -> bool:
    """Whether what stands at ``at`` may join the two ends of a range, or two figures."""
    sign = view[at]
    return sign in _TO_SIGNS or sign == "、" or (sign == " " and view[at + 1] in _TO_SIGNS)


def joined(view: str, text: str, first: First) -> Range | None:
    """The range that starts with ``first``."""
    unit = first.unit[1]
    if view[first.stop] == "、":
        return None if unit else _side_by_side(view, text, first)
    join = TO.match(view, first.stop)
    sign = _SIGN.match(view, join.end()) if join is not None else None
    at = (sign or join).end() if join is not None else 0
    second = amount_at(view, at) if at else None
    if second is None or first.amount.high is not None:
        return None
    end = at + second.length
    behind = units.read(view, text, end)
    if behind[1] is None and not amounts.has_scale(second.run):
        return None
    if unit is not None and _alike(unit) != _alike(behind[1] or ""):
        return None
    part, stop = quantity_parts.read(view, text, behind)
    low = _scaled(first, second) + first.part
    high = (second.high or second.low) + part
    if first.amount.approx not in ("", second.approx):
        both = f"{first.amount.approx}…{second.approx}" if second.approx else first.amount.approx
        second = second._replace(approx=both)
    found = Range(low, second, high, end, behind, stop)
    if first.head.sign < 0 or sign is not None:
        return _signed(view, first, found, minus=sign is not None)
    return found if low < high else None


def _alike(unit: str) -> str:
    """``unit`` as one with its like: 1小时到两个小时."""
    unit = fold(unit)
    return unit.removeprefix("个") or unit


def _scaled(first: First, second: Amount) -> Number:
    """The lower end; 3至5万 shares its scale."""
    low = first.amount.low
    shared = 1 if first.unit[1] else amounts.scale(second.run)
    if not amounts.has_scale(first.amount.run) and low * shared < second.low:
        low *= shared
    return low


def _signed(view: str, first: First, found: Range, *, minus: bool) -> Range | None:
    """A range that starts below 0: -8℃至2℃, 零下12度至零下5度, 零下10至15度."""
    if first.head.sign > 0:
        return None
    bare = view[first.end - first.amount.length - 1] == "-"
    if minus or (not bare and found.low < found.high):
        return found if found.low != found.high else None
    return found._replace(high=-found.high)


def _side_by_side(view: str, text: str, first: First) -> Range | None:
    """4、5级: one or the other, where the figures are neighbours."""
    start = first.end - first.amount.length
    if first.amount.length > 1 or not _SIDE_BY_SIDE.match(view, start):
        return None
    second = amount_at(view, first.end + 1)
    if second is None or second.low != first.amount.low + 1:
        return None
    end = first.end + 1 + second.length
    behind = units.read(view, text, end)
    if behind[1] is None or fold(behind[1]) not in _SIDES:
        return None
    return Range(first.amount.low, second, second.low, end, behind, behind[0])
