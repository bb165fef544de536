"""Quantities in a sentence: how many, of what.

Conventions:

- A span holds numeral, approximators and unit: ``近2500项``, ``36万多平方米``, ``65岁以上``.
- The value is the number printed; ``approx`` keeps what makes it approximate, as printed, several
  joined by ``…`` (``约…左右``). 数百 and 几十 have the value of their scale (100, 10) and the
  approximator 数 or 几; 十几 is 10 with 几.
- The unit is as printed (个月, 个百分点, US$), without 多 or 半 in its midst; percentages are the
  exception: 百分之六十五 and ６５％ have the unit ``%``, 千分之三 ``‰``. Fractions (三分之一, 一半)
  have no unit.
- Figures behind 米, 尺, 块, 角, 秒, 度, 成 and the like are parts of them: 2米35 is 2.35, 38度5 is
  38.5, 六成四 is 6.4; so is the second figure of 八五折, which is 8.5. What has its own unit is
  another quantity: 三元五角, 三年零四个月 (without 零), 七天七夜.
- A range has its lower end as value and its upper end as ``value_to``: 3至5个, 两三天, 4、5级,
  二、三十人, 一年半到两年, -8℃至2℃. 3至5万 shares its scale; 零下10至15度 goes down, from -10 to
  -15. Ends with other units (500米至1公里) are two quantities.
- Numerals in a row before one unit each have it: 3、5、8公里 are three quantities, of which the
  first two have a span without the unit; 10、20、50亿元 share its scale too.
- 第七届, 第三 and 第（二）项 are ordinals.
- 兆 is a million millions of money, and where a smaller scale follows it: 三兆元, 兩兆三千億.
- 3∶2 is a ratio of 1.5 behind 比例为, 师生比 and the like, and a score elsewhere.
- Not quantities: dates (``dates.find``), years and clock times; numbers in names and codes (5G,
  C919, 12345热线, 500强, 10号线, “两个维护”, 三里屯); scores (3比1); idioms (三天两头); Arabic
  numbers with neither unit nor scale unless a word of measure stands before them (约, 达, 增至);
  years that name (2024届毕业生, 九七年) and those of a reign (光绪三十一年); 一 before a measure
  word (一个, 一项), where it is an article, as is 一成 unless something is more, less or about that
  (下降一成, 一成左右) and 一年 unless something lasts so long (试行一年), and 百, 千, 万 alone
  unless approximate (近百场).
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import chain
from sys import maxsize
from typing import TYPE_CHECKING, Literal, NamedTuple

from juku import compiled
from juku.text.numbers import (
    amounts,
    dates,
    numerals,
    quantity_lists,
    quantity_parts,
    quantity_plain,
    quantity_rules,
    quantity_signs,
    units,
)
from juku.text.numbers import quantity_ranges as ranges
from juku.text.numbers.quantity_plain import UNSURE
from juku.text.numbers.quantity_rules import Head
from juku.text.vocabulary.joined import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.numbers.numerals import Number
    from juku.text.vocabulary.joined import Joined

_KERNEL = compiled.kernel("quantities")
"""The loop of ``find_all``; it calls the functions that it is given for all but the plainest."""

Kind = Literal["cardinal", "ordinal", "ratio"]
"""What a quantity is; ratios are percentages and fractions."""


class Quantity(NamedTuple):
    """A number that a text gives, half-open span first."""

    start: int
    end: int
    value: float
    unit: str | None
    kind: Kind = "cardinal"
    approx: str | None = None
    value_to: float | None = None
    """Upper end of a range."""

    def moved(self, by: int) -> Quantity:
        """The same as far from here as ``by`` says."""
        return self._replace(start=self.start + by, end=self.end + by)


_HALF = re.compile(
    r"半(?:(?P<more>个多)?(?P<unit>年|天(?!才|没|都[没说]|也没|[说答回想讲]不|不[说语吭见])|个月|个?小时|月|个?世纪|个?钟头|分钟|秒钟?|个?学[期年]|公里"
    r"|里(?:地|(?![程面头外坪店铺屯甸]))|斤|亩|米(?!兰)|尺|寸|吨|两|目(?![标的前光])|成(?![品本熟年型色功员立]))|(?P<share>数))"
)
_HALF_OF_ALL = frozenset(("小时", "个小时", "钟头", "个钟头", "公里"))
"""Units whose half is a half also behind 前 and 后: 后半小时, but not 后半年."""
_NOT_HALF_BEHIND = "大多过夜一二两三四五六七八九"
_RATIO = re.compile(r"分之(?=[0-9〇零一二三四五六七八九十百])")
_SLASH = re.compile(r"/([0-9]{1,4})(?![0-9/.年月日%])")
_SECOND = re.compile(r"[:∶]([0-9]+(?:\.[0-9]+)?)(?![0-9:∶.])")
_PROPORTION = re.compile(
    "(?:比例|比值|比率|[之师生别配占容供需价]比)(?:关系)?"
    "(?:[已约近仅]?[为是达][到]?|[降升增提高优控保]{1,2}[制持化]?[至到在为])?(?:大?约|近|超过?)?$"
)
"""Ends what stands before two numbers of which the one is to the other as that many."""
_PROPORTION_LEAD = 12
_RATIOS = frozenset("%‰")
_LINKED = frozenset("年月天日时元角里丈尺斤")
"""Behind these 零 only links a smaller number: 三年零四个月."""
_NO_HEAD = Head()
_SHARES = {100: "%", 1000: "‰"}


def find(text: str, known: Sequence[dates.DateRef] | None = None) -> list[Quantity]:
    """The quantities in ``text``, in order and apart; ``known`` are its dates, in order.

    >>> [(q.value, q.unit) for q in find("我国新就业群体达8400万人，占百分之六十五")]
    [(84000000.0, '人'), (65.0, '%')]
    """
    alone = join([text])
    told = dates.find_all(alone, [None]) if known is None else [date.moved(1) for date in known]
    return [quantity.moved(-1) for quantity in find_all(alone, told)]


def find_all(texts: Joined, known: Sequence[dates.DateRef]) -> list[Quantity]:
    """What ``find`` finds in each text; spans, also of the dates ``known``, are of the whole."""
    if _KERNEL is None:
        return _find_all(texts, known)
    found: list[Quantity] = _KERNEL.find(
        (texts.view, texts.text, texts.codes),
        list(known),
        quantity_signs.tables(),
        (amounts.CANDIDATE.match, quantity_plain.known, _read, by_rules, _with_listed),
        Quantity,
    )
    return found


def _find_all(texts: Joined, known: Sequence[dates.DateRef]) -> list[Quantity]:
    """As ``find_all``, not compiled."""
    view, text = texts.view, texts.text
    found: list[Quantity] = []
    days = chain(((date.start, date.end) for date in known), [(maxsize, maxsize)])
    day, day_end, last_day = 0, 0, 0
    at = 0
    runs = amounts.CANDIDATE.finditer(view)
    while (run := next(runs, None)) is not None:
        start, end = run.span()
        if start < at:
            if at < end:  # A quantity ended within: from there the next is looked for.
                runs = amounts.CANDIDATE.finditer(view, at)
            continue
        while day_end <= start:
            last_day = day_end
            day, day_end = next(days)
        if day <= start:
            continue
        quantity = _read(view, text, start, end)
        if quantity is not None and last_day <= quantity.start and quantity.end <= day:
            if view[quantity.start - 1] in quantity_lists.JOINTS:
                quantity = _with_listed(view, text, quantity, found, last_day)
            found.append(quantity)
            at = quantity.end
    return found


def _read(view: str, text: str, start: int, end: int) -> Quantity | None:
    """The quantity whose numeral is ``view[start:end]``, if it is one."""
    plain = quantity_plain.read(view, text, start, end)
    if plain is UNSURE:
        return by_rules(view, text, start, end)
    # As Quantity(*plain) in half the time.
    return plain and tuple.__new__(Quantity, plain)


def _with_listed(
    view: str, text: str, quantity: Quantity, found: list[Quantity], last_day: int
) -> Quantity:
    """``quantity``, when the numerals listed before it have its unit and stand in ``found``.

    None of them is of a quantity with a unit of its own, or of the date that ends at ``last_day``.
    """
    since = max(last_day, quantity.start - quantity_lists.WINDOW)
    bare = 0
    while bare < len(found) and since < (one := found[-1 - bare]).end:
        if one.unit is not None:
            since = one.end
            break
        bare += 1
    listed = quantity_lists.before(view, text, quantity, since)
    if not listed:
        return quantity
    while bare and found[-1].end > listed[0][0]:
        found.pop()
        bare -= 1
    made = [tuple.__new__(Quantity, fields) for fields in listed]
    found.extend(made[:-1])
    return made[-1]


def _as_printed(quantity: Quantity, view: str, text: str) -> Quantity:
    """The same with its approximators as the text has them, where the view has them folded."""
    start, end, approx = quantity.start, quantity.end, quantity.approx or ""
    if view[start:end] == text[start:end]:
        return quantity
    at, printed = start, ""
    for sign in approx:
        place = view.find(sign, at, end)
        printed += sign if place < 0 else text[place]
        at = max(at, place + 1)
    return quantity._replace(approx=printed)


def by_rules(view: str, text: str, start: int, end: int) -> Quantity | None:
    """The quantity whose numeral is ``view[start:end]``, if it is one, as all the rules read it."""
    if view[start] == "半":
        quantity = _half(view, text, start)
    elif view[end] in ":∶" and quantity_rules.is_clock(view, end):
        return _proportion(view, start, end)
    elif view[start - 1] == "第":
        return _ordinal(view, text, start, end)
    elif view[start - 1] in "(（" and view[start - 2] == "第" and view[end] in ")）":
        return _ordinal(view, text, start, end, marks=1)
    else:
        quantity = _cardinal(view, text, start, end)
    if quantity is None or quantity.approx is None:
        return quantity
    return _as_printed(quantity, view, text)


def _cardinal(view: str, text: str, start: int, end: int) -> Quantity | None:
    """近两千人, 百分之六十五, 1/3: what stands behind no 第."""
    head = _NO_HEAD
    if view[start] == "零" and view[start - 1] in _LINKED and view[start + 1] in amounts.FIGURES:
        start += 1
    if view[start - 1] in quantity_rules.LEADS:
        if quantity_rules.ends_code(view, start) and not units.currency(view, start):
            return None
        if quantity_rules.is_name(view, start):
            return None
        head = _head(view, start)
    ratio = _ratio(view, head, start, end) if view[end] in "半/分" else None
    return ratio or _counted(view, text, head, start, end)


def _head(view: str, start: int) -> Head:
    """What belongs to the numeral at ``start`` and stands before it."""
    at = start
    currency = units.currency(view, at)
    at -= len(currency)
    minus = quantity_rules.minus(view, at)
    at -= minus
    approx = quantity_rules.approximator(view, at, view[start])
    if at == start and not approx:
        return _NO_HEAD
    return Head(start - at + len(approx), approx, -1 if minus else 1, currency)


def _made(
    view: str,
    head: Head,
    start: int,
    end: int,
    value: Number,
    unit: str | None = None,
    *,
    inner: str = "",
    high: Number | None = None,
) -> Quantity:
    """The quantity whose numeral is at ``start``, with the approximators before, in and behind."""
    after = ""
    if view[end] in quantity_rules.AFTERS:
        after = quantity_rules.after(view, end, None if unit is None else units.folded(unit))
    approx = None
    if head.approx or inner or after:
        approx = "…".join(filter(None, (head.approx, inner, after)))
    kind: Kind = "ratio" if unit in _RATIOS else "cardinal"
    to = None if high is None else float(high * head.sign)
    low = float(value * head.sign)
    fields = (start - head.length, end + len(after), low, unit, kind, approx, to)
    return tuple.__new__(Quantity, fields)


def _half(view: str, text: str, start: int) -> Quantity | None:
    """半年, 半个多小时, 半数."""
    found = _HALF.match(view, start)
    if found is None or view[start - 1] in _NOT_HALF_BEHIND:
        return None
    if view[start - 1] in "上下前后" and found["unit"] not in _HALF_OF_ALL:
        return None
    head = _head(view, start)
    if found["share"]:
        return _share(_made(view, head, start, found.end(), numerals.HALF))
    more = found["more"]
    unit = text[found.start("unit") : found.end("unit")]
    unit = text[found.start("more")] + unit if more else unit
    inner = "多" if more else ""
    return _made(view, head, start, found.end(), numerals.HALF, unit, inner=inner)


def _proportion(view: str, start: int, end: int) -> Quantity | None:
    """师生比为1∶15.9, not a score or a time of day."""
    second = _SECOND.match(view, end)
    lead = view[max(0, start - _PROPORTION_LEAD) : start]
    if second is None or "比" not in lead or not _PROPORTION.search(lead):
        return None
    value = numerals.over(numerals.value(view[start:end]), numerals.value(second[1]))
    if value is None:
        return None
    return _share(_made(view, _head(view, start), start, second.end(), value))


def _share(quantity: Quantity) -> Quantity:
    """``quantity`` as a part of a whole."""
    return quantity._replace(kind="ratio")


def _ordinal(view: str, text: str, start: int, end: int, *, marks: int = 0) -> Quantity | None:
    """第七届, 第12金, 第三; with as many ``marks`` on either side of the numeral 第（二）项."""
    value = numerals.value(view[start:end])
    if not isinstance(value, int) or view[start] in "0〇零几数":
        return None
    if quantity_rules.names(view, start, end):
        return None
    end += marks
    unit = units.ordinal(view, end)
    if unit is None and not marks and quantity_rules.names_body(view, end):
        return None
    name = text[end:unit].strip() if unit else None
    begin = start - marks - 1
    fields = (begin, unit or end, float(value), name or None, "ordinal", None, None)
    return tuple.__new__(Quantity, fields)


def _ratio(view: str, head: Head, start: int, end: int) -> Quantity | None:
    """百分之六十五, 三分之一, 1/3, 一半."""
    if view[end] == "分":
        below = _RATIO.match(view, end)
        return None if below is None else _parts(view, head, start, below)
    run = view[start:end]
    if view[end] == "半":
        one = run == "一" and view[end + 1] not in "天个儿"
        return _share(_made(view, head, start, end + 1, numerals.HALF)) if one else None
    slash = _SLASH.match(view, end)
    if slash is None or not run.isdigit() or not 0 < int(run) < int(slash[1]):
        return None
    value = numerals.value(view[start : slash.end()])
    return None if value is None else _share(_made(view, head, start, slash.end(), value))


def _parts(view: str, head: Head, start: int, below: re.Match[str]) -> Quantity | None:
    """X分之Y: in percent or per mille, else a fraction; 百分之十至十五 is a range."""
    at = below.end()
    above = ranges.amount_at(view, at)
    whole = numerals.value(view[start : below.start()])
    if above is None or not isinstance(whole, int) or whole < 2:
        return None
    share = _SHARES.get(whole)
    end, high = at + above.length, above.high
    join = ranges.TO.match(view, end) if view[end] in ranges.TO_FIRSTS else None
    if join is not None:
        again = view[start:at]
        then = join.end() + (len(again) if view.startswith(again, join.end()) else 0)
        second = ranges.amount_at(view, then)
        if second is not None and second.low > above.low and share:
            end, high = then + second.length, second.low
    if share is not None:
        return _made(view, head, start, end, above.low, share, inner=above.approx, high=high)
    low = Fraction(above.low) / whole
    top = None if high is None else Fraction(high) / whole
    return _share(_made(view, head, start, end, low, inner=above.approx, high=top))


def _counted(view: str, text: str, head: Head, start: int, end: int) -> Quantity | None:
    """A numeral with its unit, the first of a range, or a bare number that counts."""
    amount = amounts.read(view, start, end)
    if amount is None:
        return None
    low, high, end = amount.low, amount.high, start + amount.length
    unit_end, unit, half, more = behind = units.read(view, text, end)
    parted = high is None and (half or view[unit_end] in quantity_parts.BEGINS)
    part, stop = quantity_parts.read(view, text, behind) if parted else (0, unit_end)
    joined = None
    if ranges.may_join(view, stop):
        joined = ranges.joined(view, text, ranges.First(head, amount, end, behind, part, stop))
    if joined is not None:
        low, amount, high, end, (unit_end, unit, half, more), stop = joined
        amount, part = amount._replace(high=high), 0
    elif unit is None and head.currency:
        unit = text[start - len(head.currency) : start]
    elif unit is None and quantity_rules.is_big(view, start, end, amount.run):
        stop, unit = end + 1, "大"
    # The rules know units in simplified characters.
    known = None if unit is None else units.folded(unit)
    # 三角 is mostly a part of a name, 三角半 is money; 一块 is an article, 一块五 is 1.5.
    counts = half and known in units.ARABIC_ONLY
    counts = counts or (part != 0 and amount.run == "一")
    if not (counts or quantity_rules.counts(view, (head, start, end, amount), known)):
        return None
    value = low + part
    if known == "折" and high is None and 10 < value < 100:
        value = Fraction(value) / 10
    inner = amount.approx + "多" if more else amount.approx
    return _made(view, head, start, stop, value, unit, inner=inner, high=high)
