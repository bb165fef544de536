"""Numerals in a row before one unit: 3、5、8公里, 第一、二、三名, 二、三十人.

Only the last of them stands before the unit, so it is read first and the others are looked for
before it. Each has the unit; two neighbouring Chinese figures are one number or the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.numbers import amounts, numerals, quantity_rules, units
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.joined import MARK

if TYPE_CHECKING:
    from juku.text.numbers.numerals import Number
    from juku.text.numbers.quantity_plain import Fields

JOINTS = frozenset("、和及")
"""What may stand between the last two."""
WINDOW = 60
"""Characters that a list may have before its last numeral; what is longer is a table."""
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[百千]?[万亿]?"
_HAN = "零一二两三四五六七八九十百千万亿"
_NOT_BEFORE = r"-A-Za-z0-9.,:∶/_~至到点比之、〇几数“‘「『《$￥—" + _HAN
"""Behind these, figures are of another number, of a code or of a name."""
_BEFORE = {
    item: re.compile(rf"(?<![{_NOT_BEFORE}])(?P<th>第?)(?P<list>{item}(?:、{item})*)$")
    for item in (_ARABIC, f"[{_HAN}]{{1,12}}")
}
_ARABIC_BEFORE, _CHINESE_BEFORE = _BEFORE.values()
_RUN = re.compile(rf"{_ARABIC}|[{_HAN}]+")
_NUMBERS_WHAT_FOLLOWS = frozenset("。！？；：\n " + MARK)
"""What a number may stand behind that numbers what follows: 二、三十名学生."""
_MEASURES = frozenset(units.MEASURES)
_SIDES = _MEASURES | frozenset("级个人")
"""Units of which two neighbouring figures are one number or the other."""


def before(view: str, text: str, last: Fields, since: int) -> list[Fields]:
    """The quantities that ``last`` and the numerals listed before it are, from ``since`` on.

    Empty where nothing is listed before it. ``text`` is what ``view`` is the folded view of.

    >>> text = "设3、5公里两组。"
    >>> before(text, text, (3, 6, 5.0, "公里", "cardinal", None, None), 0)
    [(1, 2, 3.0, '公里', 'cardinal', None, None), (3, 6, 5.0, '公里', 'cardinal', None, None)]
    """
    start, _, _, unit, kind, _, high = last
    run = _RUN.match(view, start)
    if run is None or unit is None or high is not None or kind == "ordinal":
        return []
    chinese = not view[start].isascii()
    found = (_CHINESE_BEFORE if chinese else _ARABIC_BEFORE).search(
        view, max(since, start - WINDOW), start - 1
    )
    if found is None:
        return []
    items = found["list"].split("、")
    if len(items) == 1 and (view[start - 1] != "、" or _numbers(view, found)):
        return []
    if found["th"]:
        its_unit = units.ordinal(view, run.end())
        return _listed(found, last, run[0]) if its_unit else []
    known = fold(unit)
    pair = None
    if chinese and len(items) == 1:
        pair = amounts.known(items[0] + run[0])
    if pair is not None and pair.high is not None:
        either = known in _SIDES or pair.length > 2
        made = [_either(found.start(), last, pair)] if either else []
    elif chinese and known not in _MEASURES and len(run[0]) == 1:
        return []
    else:
        made = _listed(found, last, run[0])
    return _approximate(view, text, made) if made else []


def _numbers(view: str, found: re.Match[str]) -> bool:
    """Whether one number, at the head of a sentence or an entry, may only number what follows."""
    return not found["th"] and view[found.start() - 1] in _NUMBERS_WHAT_FOLLOWS


def _either(start: int, last: Fields, pair: amounts.Amount) -> Fields:
    """二、三十人: from the one to the other."""
    _, end, _, unit, kind, approx, _ = last
    high = None if pair.high is None else float(pair.high)
    return (start, end, float(pair.low), unit, kind, approx, high)


def _listed(found: re.Match[str], last: Fields, run: str) -> list[Fields]:
    """Each numeral with the unit of ``last``, and with the scale of ``run`` if it has none."""
    _, _, value, unit, kind, _, _ = last
    kind = "ordinal" if found["th"] else kind
    scale = 1 if found["th"] else amounts.scale(run)
    made: list[Fields] = []
    at = found.start()
    for item in found[0].split("、"):
        number = numerals.value(item.removeprefix("第"))
        if number is None:
            return []
        number *= _shared_scale(item, number, scale, value)
        made.append((at, at + len(item), float(number), unit, kind, None, None))
        at += len(item) + 1
    return [*made, (*last[:4], kind, *last[5:])]


def _shared_scale(item: str, number: Number, scale: int, value: float) -> int:
    """10、20、50亿元 are all of 亿; of 8000、1.2万元 only the second is of 万."""
    return 1 if amounts.has_scale(item) or number * scale > 10 * value else scale


def _approximate(view: str, text: str, made: list[Fields]) -> list[Fields]:
    """``made``, the first with the approximator before it."""
    start, end, value, unit, kind, inner, high = made[0]
    head = quantity_rules.approximator(view, start, view[start])
    if not head:
        return made
    begin = start - len(head)
    printed = text[begin:start] + (f"…{inner}" if inner else "")
    return [(begin, end, value, unit, kind, printed, high), *made[1:]]
