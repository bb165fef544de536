"""Amounts at one place of a text: a numeral with what makes it approximate, before its unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juku.text import numerals, units

if TYPE_CHECKING:
    from juku.text.numerals import Number

_CN = "〇零一二两三四五六七八九十百千万亿廿卅"
_CN_DIGIT = "[〇零一二三四五六七八九]"
_BANK = "壹贰叁肆伍陆柒捌玖拾佰仟"
_PHYSICAL = "克米瓦卡帕赫伏焦"
_SCALE = rf"(?:[十百千]?[万亿]+|[百千](?![{_PHYSICAL}字分])|兆(?![瓦赫帕字比伏]))"
_FIRSTS = "".join({word[0]: None for word in units.MEASURES + units.CLASSIFIERS})
_ONE_FIRSTS = "".join({word[0]: None for word in units.MEASURES if word[0] != "个"})
_WORTHWHILE = (
    rf"(?:(?<=第.)|(?<!一)(?=[{re.escape(_FIRSTS)} %‰分多余来几半至到—–~─大-])"
    rf"|(?<=一)(?=[{re.escape(_ONE_FIRSTS)} %‰分半至到—–~─-]|个[小月星世季百工交钟亿基半多]))"
)


def _run(alone: str) -> re.Pattern[str]:
    """A numeral as printed; ``alone`` is what must hold of a single Chinese figure."""
    return re.compile(
        rf"[0-9{_CN}{_BANK}几数半](?:(?<=半)"
        rf"|(?<=[0-9])(?:(?<![0-9][0-9])[0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]*)(?:\.[0-9]+)?"
        rf"(?:{_SCALE}(?:[0-9]+(?:\.[0-9]+)?[百千]?万)?)?"
        rf"|(?<=[{_CN}])(?:[{_CN}]+(?:点{_CN_DIGIT}+[百千]?[万亿]*)?"
        rf"|点{_CN_DIGIT}+[百千]?[万亿]*|{alone})"
        rf"|(?<=[{_BANK}])[{_BANK}万亿零]+"
        rf"|(?<=[几数])[十百千万亿]+)"
    )


NUMERAL = _run("")
"""A numeral as printed, as long as it goes; folded text."""
CANDIDATE = _run(_WORTHWHILE)
"""A numeral, but a single Chinese figure only where something countable may follow."""
_PAIR = re.compile(r"(.*[十百千万亿]|)([一二两三四五六七八])([二三四五六七八九])([十百千万亿]*)")
_MORE = re.compile(
    rf"([多余来几])([十百千]?[万亿]+)?(?![{_PHYSICAL}]?边|样|元化|次元|方面|种多|国籍)"
)
_TAIL_SCALE = re.compile(r"[十百千]?[万亿]+$")
_ROUND = set("十百千万亿")


class Amount(NamedTuple):
    """A numeral read: its value, the upper end of one like 三四十, and its approximator."""

    end: int
    low: Number
    high: Number | None
    approx: str
    run: str
    """The numeral as printed, folded, without the approximator."""


def read(text: str, start: int, end: int) -> Amount | None:
    """The amount whose numeral is ``text[start:end]``, with 多, 余, 几 and a scale behind it."""
    run = text[start:end]
    if run[0] in "几数":
        scale = numerals.value(run[1:])
        return None if scale is None else _behind(text, Amount(end, scale, None, run[0], run))
    pair = _PAIR.fullmatch(run)
    if pair is not None and _are_neighbours(pair[2], pair[3]):
        low = numerals.value(pair[1] + pair[2] + pair[4])
        high = numerals.value(pair[1] + pair[3] + pair[4])
        return None if low is None else Amount(end, low, high, "", run)
    for cut in range(len(run), 0, -1):
        if cut < len(run) and text[start + cut] not in "千百万":
            break
        value = numerals.value(run[:cut])
        if value is not None:
            return _behind(text, Amount(start + cut, value, None, "", run[:cut]))
    return None


def _are_neighbours(first: str, second: str) -> bool:
    """Whether two figures side by side mean "one or the other": 三四, 两三, 三五."""
    order = "一二三四五六七八九"
    low, high = order.index("二" if first == "两" else first), order.index(second)
    return high == low + 1 or (first, second) == ("三", "五")


def _behind(text: str, amount: Amount) -> Amount:
    """``amount`` with 多, 余, 来 or 几 behind its numeral and the scale behind that."""
    found = _MORE.match(text, amount.end)
    if found is None:
        return amount
    arabic, mark = amount.run[-1].isdigit() and amount.run[-1].isascii(), found[1]
    if not (arabic or amount.run[-1] in _ROUND) or (
        mark in "来几" and amount.run[-1] not in _ROUND
    ):
        return amount
    if mark == "几" and amount.run[-1] != "十":
        return amount
    scale = numerals.value(found[2]) if found[2] else 1
    low = amount.low * (scale if scale is not None else 1)
    return Amount(found.end(), low, None, amount.approx + mark, amount.run + (found[2] or ""))


def is_round(run: str) -> bool:
    """Whether a numeral names no figure, only a scale: 百, 千万; idioms are full of them."""
    return all(character in "百千万亿" for character in run)


def has_scale(run: str) -> bool:
    """Whether a numeral ends in 万 or 亿, which makes it one without any unit."""
    return len(run) > 1 and run[-1] in "万亿"


def scale(run: str) -> int:
    """What the scale at the end of a numeral multiplies by: 5万 by 10000, 300 by 1."""
    found = _TAIL_SCALE.search(run)
    value = numerals.value(found[0]) if found else 1
    return value if isinstance(value, int) else 1
