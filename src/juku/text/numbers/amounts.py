"""Amounts at one place of a text: a numeral with what makes it approximate, before its unit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from juku.text.numbers import numerals, units

if TYPE_CHECKING:
    from juku.text.numbers.numerals import Number

DIGITS = "0123456789"
CHINESE = _CN = "〇零一二两三四五六七八九十百千万亿廿卅"
_CN_DIGIT = "[〇零一二三四五六七八九]"
FIGURES = frozenset(_CN) - {"零"}
"""Chinese figures but 零."""
_BANK = "壹贰叁肆伍陆柒捌玖拾佰仟"
_PHYSICAL = "克米瓦卡帕赫伏焦"
# Behind two digits or more 百 and 千 begin a word (2025百度), unless 千 is of 千元 or 千吨.
_HUNDREDS = "(?:(?<![0-9][0-9])[百千]|千(?=[元吨]))"
_SCALE = rf"(?:[十百千]?[万亿]+|{_HUNDREDS}(?![{_PHYSICAL}字分])|兆(?![瓦赫帕字比伏]))"
_BELOW = rf"(?:[1-9][百千](?![{_PHYSICAL}字分])|[0-9]{{3,4}}(?![0-9.,年月日号%‰]))"
"""What goes on a number behind 万 without a scale of its own: 3万5千, 1万2000."""
_FIRSTS = "".join({word[0]: None for word in units.MEASURES + units.CLASSIFIERS})
_ONE_FIRSTS = "".join({word[0]: None for word in units.MEASURES if word[0] != "个"})
BEHIND_FIGURE = _FIRSTS + " %‰分多余来几半至到—–~─大-"
"""Behind a single Chinese figure, of which something may be counted."""
BEHIND_ONE = _ONE_FIRSTS + " %‰分半至到—–~─-"
"""Behind 一, of which something may be; behind 个, what follows it says."""
_WORTHWHILE = (
    rf"(?:(?<=第.)|(?<=第[(（].)|(?<!一)(?=[{re.escape(BEHIND_FIGURE)}])"
    rf"|(?<=一)(?=[{re.escape(BEHIND_ONE)}]|个[小月星世季百工交钟亿基半多]))"
)


_MONEY = "[多余]?(?:[新]?台|美|日|韩|港|欧|人民)?[元币圆]"
_OF_MONEY = re.compile(_MONEY)
"""Behind 兆, which is a million millions of money only: 3兆元, not 百兆宽带."""
_HUNDRED_MILLIONS = re.compile("兆.*[万亿]")
"""兆 that a smaller scale follows is that number of anything: 兩兆三千億."""
HALVED = "个年天小月世钟公里斤数分亩米尺寸吨两秒学目成"
"""What a half may be of begins with."""
SCALES = "十百千万亿兆"
"""What goes on a numeral of digits, or of 几 or 数."""
OPENS_OTHERS = "几数半" + _BANK
"""What opens a numeral of other figures than ``CHINESE``."""
GOES_ON_OTHERS = HALVED + SCALES + _BANK + "零"
"""What stands behind that."""


def _run(alone: str) -> re.Pattern[str]:
    """A numeral as printed; ``alone`` is what must hold of a single Chinese figure."""
    return re.compile(
        rf"[0-9{_CN}{_BANK}几数半](?:(?<=半)(?=[{HALVED}])"
        rf"|(?<=[0-9])(?:(?<![0-9][0-9])[0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]*)(?:\.[0-9]+)?"
        rf"(?:{_SCALE}(?:[0-9]+(?:\.[0-9]+)?[百千]?万|[0-9]{{1,3}}(?:,[0-9]{{3}})+万|(?<=[万亿]){_BELOW}|(?<=兆)[0-9][0-9,.]*[百千]?[万亿])?)?"
        rf"|(?<=[{_CN}])(?:[{_CN}]*(?:点{_CN_DIGIT}+)?兆(?:[{_CN}]+(?<=[万亿])|[{_CN}]*(?={_MONEY}))"
        rf"|[{_CN}]+(?:点{_CN_DIGIT}+[百千]?[万亿]*)?"
        rf"|点{_CN_DIGIT}+[百千]?[万亿]*|{alone})"
        rf"|(?<=[{_BANK}])[{_BANK}万亿零]+"
        rf"|(?<=[几数])(?:[十百千万亿]+|[十百千]?兆(?={_MONEY})))"
    )


NUMERAL = _run("")
"""A numeral as printed, as long as it goes; folded text."""
CANDIDATE = _run(_WORTHWHILE)
"""A numeral, but a single Chinese figure only where something countable may follow."""
_PAIR = re.compile(r"(.*[十百千万亿]|)([一二两三四五六七八])([二两三四五六七八九])([十百千万亿]*)")
MORES = "多余来几"
"""What may stand behind a numeral and make it approximate."""
MORE = re.compile(
    rf"([{MORES}])([十百千]?[万亿]+|兆(?={_MONEY}))?(?![{_PHYSICAL}]?边|样|元化|次元|方面|种多|国籍)"
)
"""One of them, and the scale behind it."""
_TAIL_SCALE = re.compile(r"[十百千]?[万亿兆]+$")
ROUND = frozenset("十百千万亿兆")
_SCALES = "百千万亿"


class Amount(NamedTuple):
    """A numeral read: its value, the upper end of one like 三四十, and its approximator."""

    length: int
    """How many characters of the text it takes, the approximator behind it included."""
    low: Number
    high: Number | None
    approx: str
    run: str
    """The numeral as printed, folded, without the approximator."""


def read(text: str, start: int, end: int) -> Amount | None:
    """The amount whose numeral is ``text[start:end]``, with 多, 余, 几 and a scale behind it."""
    run = text[start:end]
    if "兆" in run and not (_OF_MONEY.match(text, end) or _HUNDRED_MILLIONS.search(run)):
        return None
    amount = (known if end - start <= numerals.LONGEST else _alone)(run)
    if amount is None or amount.high is not None or text[start + amount.length] not in MORES:
        return amount
    return _behind(text, start, amount)


def _alone(run: str) -> Amount | None:
    """The amount that the numeral ``run`` writes, whatever stands behind it."""
    if run[-1] == "两" and run[-2:-1] in ROUND:
        return _alone(run[:-1])  # A weight: 三百万两.
    if run[0] in "几数":
        scale = numerals.value(run[1:])
        return None if scale is None else Amount(len(run), scale, None, run[0], run)
    pair = None if run[0].isascii() else _PAIR.fullmatch(run)
    if pair is not None and _are_neighbours(pair[2], pair[3]):
        low = numerals.value(pair[1] + pair[2] + pair[4])
        high = numerals.value(pair[1] + pair[3] + pair[4])
        return None if low is None else Amount(len(run), low, high, "", run)
    least = max(1, len(run.rstrip("千百万")))
    for cut in range(min(len(run), numerals.LONGEST), least - 1, -1):
        value = numerals.value(run[:cut])
        if value is not None:
            return Amount(cut, value, None, "", run[:cut])
    return None


known = lru_cache(maxsize=1 << 14)(_alone)
"""``_alone`` of a numeral that is not too long to be remembered."""


def _are_neighbours(first: str, second: str) -> bool:
    """Whether two figures side by side mean "one or the other": 三四, 两三, 三五."""
    order = "一二三四五六七八九"
    low, high = (order.index("二" if c == "两" else c) for c in (first, second))
    return high == low + 1 or (first, second) == ("三", "五")


def _behind(text: str, start: int, amount: Amount) -> Amount:
    """``amount`` with 多, 余, 来 or 几 behind its numeral and the scale behind that."""
    found = MORE.match(text, start + amount.length)
    if found is None:
        return amount
    last, mark = amount.run[-1], found[1]
    arabic = last.isdigit() and last.isascii()
    if not (arabic or last in ROUND) or (mark in "来几" and last not in ROUND):
        return amount
    if mark == "几" and last != "十":
        return amount
    scale = numerals.value(found[2]) if found[2] else 1
    low = amount.low * (scale if scale is not None else 1)
    run = amount.run + (found[2] or "")
    return Amount(found.end() - start, low, None, amount.approx + mark, run)


def is_round(run: str) -> bool:
    """Whether a numeral names no figure, only a scale: 百, 千万; idioms are full of them."""
    return run[0] in _SCALES and not run.strip(_SCALES)


def has_scale(run: str) -> bool:
    """Whether a numeral ends in 万, 亿 or 兆, which makes it one without any unit."""
    return len(run) > 1 and run[-1] in "万亿兆"


def scale(run: str) -> int:
    """What the scale at the end of a numeral multiplies by: 5万 by 10000, 300 by 1."""
    found = _TAIL_SCALE.search(run)
    value = numerals.value(found[0]) if found else 1
    return value if isinstance(value, int) else 1
