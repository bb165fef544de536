"""Numerals of Chinese text, in Chinese and Arabic figures, to exact numbers.

The grammar (``value`` reads a whole string; nothing is guessed, what does not fit is None)::

    number    = ["负" | "-"] (ratio | magnitude | positional)
    ratio     = magnitude "分之" magnitude | magnitude "又" ratio | magnitude ("%" | "‰") | n "/" n
    magnitude = [magnitude "兆"] [below1e12]       3兆, 3兆1,325亿
    below1e12 = [magnitude "亿"] [below1e8]        12亿, 三万亿, 1亿2000万
    below1e8  = [part "万"] [part]                 三万五 (a bare last digit is a tenth: 35000)
    part      = arabic ["十" | "百" | "千"] | section ["点" digit+]
    section   = [d "千"] [d "百"] [d "十"] [d]      零 may stand for a gap; 百, 千 alone count as 1
    arabic    = 1,234,567 or 1234567, with decimals
    positional= digit digit+                       二〇二四

Full-width figures, traditional and accounting (壹贰叁) characters, 两, 〇, 廿 and 卅 are read.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

Number = int | Fraction
"""An exact rational; whole numbers are ``int``."""

HALF = Fraction(1, 2)
"""半."""

LONGEST = 64
"""Characters; what is longer is a code or noise, and would take time by the square."""
_FULL = {ord("０") + i: str(i) for i in range(10)} | {
    ord("．"): ".",
    ord("％"): "%",
    ord("／"): "/",
}
_VARIANT = dict(
    zip(
        map(ord, "萬億兩點負壹贰貳叁參肆伍陆陸柒捌玖拾佰仟○Ｏ零"),
        "万亿两点负一二二三三四五六六七八九十百千〇〇〇",
        strict=True,
    )
)
_FOLD = _FULL | _VARIANT | {ord("－"): "-", ord("−"): "-", ord("，"): ","}
_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}
_PLAIN = re.compile(r"([0-9]+)(?:\.([0-9]+))?([十百千])?([万亿])?", re.ASCII)
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?", re.ASCII)
_POSITIONAL = re.compile(r"[〇一二三四五六七八九]{2,}")
_SECTION = re.compile(
    r"(?:([一二两三四五六七八九]?)千)?(〇)?(?:([一二两三四五六七八九]?)百)?(〇)?"
    r"(?:([一二三四五六七八九]?)十)?(〇)?([一二两三四五六七八九])?"
)
_RATIOS = {"%": 100, "‰": 1000}


def value(numeral: str) -> Number | None:
    """The number that the whole of ``numeral`` writes, or None if it is not a numeral.

    >>> value("一千二百万"), value("2.37亿"), value("三万五"), value("二〇二四")
    (12000000, 237000000, 35000, 2024)
    >>> value("百分之六十五"), value("三分之一"), value("一十百") is None
    (Fraction(13, 20), Fraction(1, 3), True)
    """
    return None if len(numeral) > LONGEST else _value(numeral)


@lru_cache(maxsize=1 << 14)
def _value(numeral: str) -> Number | None:
    plain = _PLAIN.fullmatch(numeral)
    if plain is not None:
        return _plain(*plain.groups(""))
    text = numeral.translate(_FOLD)
    for short, full in _TENS.items():
        text = text.replace(short, full)
    sign = -1 if text[:1] in ("负", "-") else 1
    found = _unsigned(text.removeprefix("负") if text[:1] == "负" else text.removeprefix("-"))
    return None if found is None else _whole(sign * found)


def _whole(number: Number) -> Number:
    """``number`` as an ``int`` where it is one."""
    return int(number) if isinstance(number, Fraction) and number.denominator == 1 else number


def _unsigned(text: str) -> Number | None:
    if text.isascii() and text.isdigit():
        return int(text)
    if _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGIT[c]) for c in text))
    if "分之" in text:
        return _fraction(*text.split("分之", 1))
    if text[-1:] in _RATIOS:
        return over(_magnitude(text[:-1]), _RATIOS[text[-1]])
    if "/" in text:
        above, _, below = text.partition("/")
        return over(_magnitude(above), _magnitude(below))
    return _magnitude(text)


def _plain(units: str, decimals: str, small: str, scale: str) -> Number:
    """Arabic figures with at most one of 十, 百, 千 and one of 万, 亿 behind them."""
    number = int(units + decimals) * _SMALL.get(small, 1) * _SCALES.get(scale, 1)
    return _whole(Fraction(number, 10 ** len(decimals))) if decimals else number


def over(above: Number | None, below: Number | None) -> Number | None:
    """``above`` over ``below``, None if either is unknown or the lower is 0."""
    return None if above is None or not below else Fraction(above) / below


def _fraction(below: str, above: str) -> Number | None:
    whole, mixed, rest = below.rpartition("又")
    ratio = over(_magnitude(above), _magnitude(rest))
    if not mixed:
        return ratio
    units = _magnitude(whole)
    return None if ratio is None or units is None else units + ratio


def _magnitude(text: str) -> Number | None:
    """Of ``text`` without sign or ratio."""
    return _scaled(text, (("兆", 10**12), ("亿", 10**8), ("万", 10**4)))


def _scaled(text: str, scales: tuple[tuple[str, int], ...]) -> Number | None:
    """``text`` as a coefficient of the first scale and a rest below it."""
    if not scales:
        return _part(text)
    (name, size), *smaller = scales
    left, found, right = text.rpartition(name)
    if not found:
        return _scaled(text, tuple(smaller))
    coefficient = _coefficient(left, size)
    rest = _rest(right, size, tuple(smaller))
    return None if coefficient is None or rest is None else coefficient * size + rest


def _coefficient(left: str, size: int) -> Number | None:
    """What stands before a scale: nothing is 1, and before 亿 there may be a 万 (三万亿)."""
    if not left:
        return 1
    return _scaled(left, (("万", 10**4),)) if size > 10**4 else _part(left)


def _rest(right: str, size: int, smaller: tuple[tuple[str, int], ...]) -> Number | None:
    """What stands after a scale; a single last digit is so many tenths of the scale."""
    if not right:
        return 0
    if right in _DIGIT and right != "〇":
        return _DIGIT[right] * size // 10
    if len(right) == 1 and right.isascii() and right.isdigit():
        return int(right) * size // 10
    if right[0] in "百千":
        return None
    rest = _scaled(right.removeprefix("〇"), smaller)
    return None if rest is None or rest >= size else rest


def _part(text: str) -> Number | None:
    """A number below 万 in Chinese figures, or any in Arabic ones with at most 十, 百 or 千."""
    unit = _SMALL.get(text[-1:], 1)
    figures = text[:-1] if unit > 1 else text
    if _ARABIC.fullmatch(figures):
        return _whole(Fraction(figures.replace(",", "")) * unit)
    whole, point, decimals = text.partition("点")
    if not point:
        return _section(text)
    above = _section(whole)
    if above is None or not decimals or not all(c in _DIGIT for c in decimals):
        return None
    tail = int("".join(str(_DIGIT[c]) for c in decimals))
    return above + Fraction(tail, 10 ** len(decimals))


def _section(text: str) -> int | None:
    """千, 百, 十 and ones; 一百二 is 120, 一百零二 is 102."""
    if text == "〇":
        return 0
    found = _SECTION.fullmatch(text)
    if not text or found is None or text.endswith("〇") or text.startswith("〇"):
        return None
    thousand, gap1, hundred, gap2, ten, gap3, one = found.groups()
    total = 0
    smallest = 1
    for digit, size in ((thousand, 1000), (hundred, 100), (ten, 10)):
        if digit is not None:
            total += (_DIGIT[digit] if digit else 1) * size
            smallest = size
    if one is None:
        return total
    tenth = smallest > 10 and not (gap1 or gap2 or gap3)
    return total + _DIGIT[one] * (smallest // 10 if tenth else 1)
