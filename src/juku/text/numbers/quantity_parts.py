"""Figures behind a unit that are parts of it: 2米35 is 2.35, 38度5 is 38.5, 六成四 is 6.4."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from juku.text.numbers import amounts, numerals, units

if TYPE_CHECKING:
    from juku.text.numbers.numerals import Number

_FIGURES = "零一二三四五六七八九"
BEGINS = frozenset("0123456789〇" + _FIGURES)
"""What figures behind a unit begin with."""
_TENTHS = re.compile("[一二三四五六七八九](?![一二三四五六七八九十百千万亿个名家位])")
_DECIMALS = re.compile("[0-9]{1,2}(?![0-9.])|[零〇一二三四五六七八九]{1,2}(?![十百千万亿多几余来])")
UNITS = frozenset("米块角毛秒成度尺丈") | {"公尺"}
"""Units that are said with their tenths or hundredths behind them."""
_OWN_UNIT = frozenset("毛角年月日号点时分秒:：/至到-—~比")
"""What says that the figures behind the unit are another number."""
_NUMBERS = BEGINS | frozenset("十百千两几数")
"""Behind 、 these begin the next of a list: 两块五、六毛."""
_GOODS = frozenset("块角毛尺丈")
"""Units behind which a Chinese figure may begin a word for what is bought: 两块五花肉."""
_EACH = re.compile("[一二三四五六七八九](?=一[斤个张只本份碗尺米枚瓶块度升根支条两])")
"""What is before the piece that it is the price of: 三块二一斤."""
_PRICED = re.compile("[^\u4e00-\u9fff]|[一二两每的左上以多到至涨降跌卖买收起啊吧呢宽高长深厚]|$")
"""And what follows it where it does not."""
_TO_ANOTHER = re.compile(rf"(?:至|到|、|—{{1,2}}|-|~)(?:{amounts.NUMERAL.pattern})")
"""And what behind the unit says again that they are not, if the unit stands there: 1米5至1米8."""


def read(view: str, text: str, unit: units.Unit) -> tuple[Number, int]:
    """What 半 in or behind ``unit``, or figures behind it, add to the number, and where that ends.

    >>> read("2米35。", "2米35。", (2, "米", False, False))
    (Fraction(7, 20), 4)
    >>> read("3个半月。", "3个半月。", (4, "个月", True, False))
    (Fraction(1, 2), 4)
    """
    at, name, half, more = unit
    if half:
        return numerals.HALF, at
    if name is None or more or view[at] not in BEGINS:
        return 0, at
    known = units.folded(name)
    if known not in UNITS:
        return 0, at
    part, length = behind(view, text, at, known)
    return part, at + length


def behind(view: str, text: str, at: int, unit: str) -> tuple[Fraction, int]:
    """What the figures at ``at``, behind ``unit``, add to the number, and how many they are.

    >>> behind("2米35。", "2米35。", 2, "米"), behind("5米3人。", "5米3人。", 2, "米")
    ((Fraction(7, 20), 2), (Fraction(0, 1), 0))
    """
    if unit == "成":
        found = _TENTHS.match(view, at)
        return (Fraction(_FIGURES.index(view[at]), 10), 1) if found else (Fraction(), 0)
    found = _EACH.match(view, at) if unit in _GOODS else None
    found = found or _DECIMALS.match(view, at)
    if found is None or (unit == "度" and not view[at].isascii()):
        return Fraction(), 0
    end = found.end()
    if not view[at].isascii() and unit in _GOODS and not _PRICED.match(view, end):
        return Fraction(), 0
    if view[end] in _OWN_UNIT or (view[end] == "、" and view[end + 1] in _NUMBERS):
        other = _TO_ANOTHER.match(view, end)
        if other is None or not view.startswith(unit, other.end()):
            return Fraction(), 0
    if units.read(view, text, end)[1] is not None:
        return Fraction(), 0
    digits = found[0].replace("〇", "零")
    digits = "".join(str(_FIGURES.find(sign)) if sign in _FIGURES else sign for sign in digits)
    return Fraction(int(digits), 10 ** len(digits)), len(digits)
