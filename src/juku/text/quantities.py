"""Quantities in a sentence: how many, of what.

Conventions:

- A span holds numeral, approximators and unit: ``近2500项``, ``36万多平方米``, ``65岁以上``.
- The value is the number printed; ``approx`` keeps what makes it approximate, as printed, several
  joined by ``…`` (``约…左右``). 数百 and 几十 have the value of their scale (100, 10) and the
  approximator 数 or 几; 十几 is 10 with 几.
- The unit is as printed (个月, 个百分点, US$), without 多 or 半 in its midst; percentages are the
  exception: 百分之六十五 and ６５％ have the unit ``%``, 千分之三 ``‰``. Fractions (三分之一, 一半)
  have no unit.
- A range has its lower end as value and its upper end as ``value_to``: 3至5个, 两三天. 3至5万
  shares its scale.
- 第七届 and 第三 are ordinals.
- Not quantities: dates (``dates.find``), years and clock times; numbers in names and codes (5G,
  C919, 12345热线, 500强, 10号线, “两个维护”, 三里屯); scores (3比1); Arabic numbers with neither
  unit nor scale unless a word of measure stands before them (约, 达, 增至); 一 before a measure
  word (一个, 一项), where it is an article, and 百, 千, 万 alone unless approximate (近百场).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from juku.text import amounts, dates, numerals, quantity_rules, units
from juku.text.folding import fold
from juku.text.quantity_rules import Head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.amounts import Amount
    from juku.text.numerals import Number
    from juku.text.units import Unit

Kind = Literal["cardinal", "ordinal", "ratio"]
"""What a quantity is; ratios are percentages and fractions."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a text gives, half-open span first."""

    start: int
    end: int
    value: float
    unit: str | None
    kind: Kind = "cardinal"
    approx: str | None = None
    value_to: float | None = None
    """Upper end of a range."""


_FIXED_ORDINAL = re.compile(r"第[一二三](?:时间|线|手|书记|夫人|产业|方|世界|者|课堂|梯队|桶金)")
_HALF = re.compile(
    r"半(?:(?P<more>个多)?(?P<unit>年|天|个月|个?小时|月|个?世纪|个?钟头|公里|里地|斤)|(?P<share>数))"
)
_TO = re.compile(r" ?(?:至|到|—{1,2}|–|-|~|─{1,2}) ?")
_RATIO = re.compile(r"分之(?=[0-9〇零一二三四五六七八九十百])")
_SLASH = re.compile(r"/([0-9]{1,4})(?![0-9/.年月日%])")
_SHARES = {100: "%", 1000: "‰"}


def find(text: str, known: Sequence[dates.DateRef] | None = None) -> list[Quantity]:
    """The quantities in ``text``, in order and apart; ``known`` are its dates, in order.

    >>> [(q.value, q.unit) for q in find("我国新就业群体达8400万人，占百分之六十五")]
    [(84000000.0, '人'), (65.0, '%')]
    """
    view = fold(text)
    found: list[Quantity] = []
    at = 0
    while (run := amounts.CANDIDATE.search(view, at)) is not None:
        at = run.end()
        quantity = _read(view, text, run.start(), run.end())
        if quantity is None:
            continue
        known = dates.find(text) if known is None else known
        if not _meets(quantity, known):
            found.append(quantity)
            at = max(at, quantity.end)
    return found


def _meets(quantity: Quantity, known: Sequence[dates.DateRef]) -> bool:
    """Whether one of the dates, which stand in order and apart, shares a character with it."""
    place = bisect_right(known, quantity.start, key=attrgetter("end"))
    return place < len(known) and known[place].start < quantity.end


def _read(view: str, text: str, start: int, end: int) -> Quantity | None:
    """The quantity whose numeral is at ``start``, if it is one."""
    if view[start] == "半":
        return _half(view, text, start)
    head = _head(view, start)
    if quantity_rules.is_code(view, start, end, currency=bool(head.currency)):
        return None
    if view.startswith("第", start - 1) and start:
        return _ordinal(view, text, start, end)
    if quantity_rules.is_name(view, start):
        return None
    return _ratio(view, head, start, end) or _counted(view, text, head, start, end)


def _head(view: str, start: int) -> Head:
    """What belongs to the numeral at ``start`` and stands before it."""
    at = start
    currency = units.currency(view, at)
    at -= len(currency)
    minus = quantity_rules.minus(view, at)
    at -= minus
    approx = quantity_rules.approximator(view, at, view[start])
    return Head(at - len(approx), start, approx, -1 if minus else 1, currency)


def _made(
    view: str,
    head: Head,
    end: int,
    value: Number,
    unit: str | None,
    *,
    kind: Kind = "cardinal",
    inner: str = "",
    high: Number | None = None,
) -> Quantity:
    """A quantity with the approximators before, in and behind it."""
    after = quantity_rules.after(view, end, unit)
    approx = "…".join(mark for mark in (head.approx, inner, after) if mark)
    to = None if high is None else float(high * head.sign)
    end += len(after)
    return Quantity(head.start, end, float(value * head.sign), unit, kind, approx or None, to)


def _half(view: str, text: str, start: int) -> Quantity | None:
    """半年, 半个多小时, 半数."""
    found = _HALF.match(view, start)
    if found is None or view[start - 1 : start] in tuple("上下前后大多过") + tuple(
        "一二两三四五六七八九"
    ):
        return None
    head = _head(view, start)
    if found["share"]:
        return _made(view, head, found.end(), numerals.HALF, None, kind="ratio")
    more = found["more"]
    unit = ("个" if more else "") + text[found.start("unit") : found.end("unit")]
    return _made(view, head, found.end(), numerals.HALF, unit, inner="多" if more else "")


def _ordinal(view: str, text: str, start: int, end: int) -> Quantity | None:
    """第七届, 第12金, 第三."""
    run = view[start:end]
    value = numerals.value(run)
    if not isinstance(value, int) or run[0] in "0〇零几数" or _FIXED_ORDINAL.match(view, start - 1):
        return None
    unit = units.ordinal(view, end)
    name = text[end:unit].strip() if unit else None
    return Quantity(start - 1, unit or end, float(value), name or None, "ordinal")


def _ratio(view: str, head: Head, start: int, end: int) -> Quantity | None:
    """百分之六十五, 三分之一, 1/3, 一半."""
    run = view[start:end]
    if (
        run == "一"
        and view.startswith("半", end)
        and view[end + 1 : end + 2] not in tuple("天个儿")
    ):
        return _made(view, head, end + 1, numerals.HALF, None, kind="ratio")
    slash = _SLASH.match(view, end)
    if slash is not None and run.isdigit() and 0 < int(run) < int(slash[1]):
        value = numerals.value(view[start : slash.end()])
        return None if value is None else _made(view, head, slash.end(), value, None, kind="ratio")
    below = _RATIO.match(view, end)
    return None if below is None else _parts(view, head, start, below)


def _parts(view: str, head: Head, start: int, below: re.Match[str]) -> Quantity | None:
    """X分之Y: in percent or per mille, else a fraction; 百分之十至十五 is a range."""
    above = _amount(view, below.end())
    whole = numerals.value(view[start : below.start()])
    if above is None or not isinstance(whole, int) or whole < 2:
        return None
    share = _SHARES.get(whole)
    end, high = above.end, above.high
    join = _TO.match(view, end)
    if join is not None:
        again = view[start : below.end()]
        second = _amount(
            view, join.end() + (len(again) if view.startswith(again, join.end()) else 0)
        )
        if second is not None and second.low > above.low and share:
            end, high = second.end, second.low
    scale = Fraction(1, 1 if share else whole)
    top = None if high is None else high * scale
    return _made(
        view, head, end, above.low * scale, share, kind="ratio", inner=above.approx, high=top
    )


def _amount(view: str, at: int) -> Amount | None:
    run = amounts.NUMERAL.match(view, at)
    return None if run is None or view[at] == "半" else amounts.read(view, run.start(), run.end())


def _counted(view: str, text: str, head: Head, start: int, end: int) -> Quantity | None:
    """A numeral with its unit, the first of a range, or a bare number that counts."""
    first = amounts.read(view, start, end)
    if first is None:
        return None
    unit = units.read(view, text, first.end)
    joined = _joined(view, text, first, unit)
    if joined is not None:
        low, second, unit = joined
        if quantity_rules.counts(view, head, second, unit.name):
            return _unitised(view, head, unit, low, second, high=second.high or second.low)
        return None
    if unit.name is None and head.currency:
        unit = units.Unit(first.end, text[start - len(head.currency) : start])
    elif unit.name is None and quantity_rules.is_big(view, start, first):
        unit = units.Unit(first.end + 1, "大")
    if not quantity_rules.counts(view, head, first, unit.name):
        return None
    return _unitised(view, head, unit, first.low, first, high=first.high)


def _unitised(
    view: str, head: Head, unit: Unit, low: Number, amount: Amount, *, high: Number | None
) -> Quantity:
    """A quantity of ``amount`` in ``unit``, 半 added where the unit holds it."""
    value = low + numerals.HALF if unit.half else low
    inner = amount.approx + ("多" if unit.more else "")
    kind: Kind = "ratio" if unit.name in ("%", "‰") else "cardinal"
    return _made(view, head, unit.end, value, unit.name, kind=kind, inner=inner, high=high)


def _joined(view: str, text: str, first: Amount, unit: Unit) -> tuple[Number, Amount, Unit] | None:
    """The lower end, the upper amount and the unit of a range that starts with ``first``."""
    join = _TO.match(view, unit.end if unit.name else first.end)
    second = None if join is None else _amount(view, join.end())
    if second is None or first.high is not None:
        return None
    behind = units.read(view, text, second.end)
    if behind.name is None and not amounts.has_scale(second.run):
        return None
    if unit.name is not None and unit.name != behind.name:
        return None
    low = first.low
    shared = 1 if unit.name else amounts.scale(second.run)
    if not amounts.has_scale(first.run) and low * shared < second.low:
        low *= shared
    return (low, second, behind) if low < second.low else None
