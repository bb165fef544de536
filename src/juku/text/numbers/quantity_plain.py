"""Numerals that are told by tables: 5名, 近三年, 3.5%, and 8 where nothing is counted.

Most numerals of a newspaper stand before one unit, or before what can be none, and neither before
them nor behind the unit is a character that a rule asks for. ``read`` knows these characters, and
what all the rules would say without one; where it meets one, ``quantities`` asks the rules.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from juku.text.numbers import amounts, quantity_parts, quantity_rules, quantity_seldom, units
from juku.text.numbers import quantity_ranges as ranges
from juku.text.numbers.quantity_rules import AFTER_PAIRS, HALVES, approximator, in_idiom

if TYPE_CHECKING:
    from collections.abc import Iterable

Fields = tuple[int, int, float, str | None, str, str | None, float | None]
"""Those of a ``Quantity``, in their order."""


class Unsure(Enum):
    """The rules must be asked."""

    UNSURE = 0


UNSURE = Unsure.UNSURE
LONGEST = 12
"""Characters of a numeral; longer ones are rare, and not worth remembering."""
_APPROXIMATOR_ENDS = quantity_rules.APPROXIMATOR_ENDS
NOT_TOLD_BEFORE = (quantity_rules.LEADS | quantity_rules.CLOCK_ENDS) - _APPROXIMATOR_ENDS
NOT_TOLD_BEFORE |= frozenset("下(（")
ASKED_BEFORE_BARE = frozenset(
    word[-1] for word in quantity_rules.COUNTED + quantity_rules.GAUGED + quantity_rules.SPENT
)
_ASKED_BEFORE_NAMES = frozenset(quantity_rules.LISTED_ENDS + quantity_rules.CHAIN_ENDS).union(
    word[-1] for word in quantity_rules.TERM_BEFORE
)
_ASKED_BEFORE_SEVERAL = _ASKED_BEFORE_NAMES.union(quantity_seldom.SHOWN_ENDS)
_ASKED_BEFORE_COINS = _ASKED_BEFORE_NAMES.union(quantity_seldom.COIN_ENDS)
_ASKED_BEFORE_POINTS = _ASKED_BEFORE_COINS.union(quantity_seldom.SCORED_ENDS)
_ASKED_BEFORE_TIMES = _ASKED_BEFORE_NAMES.union(quantity_seldom.LASTS_ENDS)
_ASKED_BEHIND = frozenset(ranges.TO_FIRSTS + "多/半") - {"、"}
"""Behind any unit, as ``AFTER_PAIRS`` are; 、 joins figures only."""
AFTERS = frozenset(quantity_rules.AFTERS) - {"多"}
_ASKED_BEHIND_BARE = frozenset(quantity_rules.AFTERS + quantity_rules.AFTER_BARE + "∶")
_FIGURES = frozenset("0123456789〇零一二三四五六七八九")
_ALL = units.MEASURES + units.CLASSIFIERS
MAY_COUNT = frozenset(name[0] for name in _ALL) | frozenset(
    "%‰大半/分" + amounts.MORES + ranges.TO_FIRSTS
)
"""What may begin something that makes a numeral a quantity."""
NOT_ALONE = frozenset("大半/分" + amounts.MORES + ranges.TO_FIRSTS)
"""Of these what does so without being a unit."""
PROPORTION = frozenset(":∶")
RATIOS = frozenset("%‰")
GOES_ON = frozenset(" 多余")
"""Behind these, too, a unit may stand."""
_IN_YEARS = frozenset("年天周")


class _Behind(NamedTuple):
    """A unit behind a numeral of some kind."""

    asked: frozenset[str]
    """The characters that a rule asks for behind it, of which some make it another unit."""
    counts: bool
    """Whether it counts without them, or never does."""
    before: frozenset[str] = frozenset()
    """Those that a rule asks for before the numeral, where it never counts without them."""


_Units = dict[str, _Behind]


class _Numeral(NamedTuple):
    """A numeral that is read whole."""

    low: float
    high: float | None
    behind: _Units
    bare: bool
    """Whether it counts without a unit."""
    approx: int
    """How many of its characters make it approximate: 1 of 几百 and 数十."""
    more: _Units
    """The units that count behind it and 多 or 余."""


def _carrying_on() -> dict[str, set[str]]:
    """What some unit begins with → the characters that carry one on behind it."""
    made: dict[str, set[str]] = {}
    for name in _ALL:
        for at in range(1, len(name)):
            made.setdefault(name[:at], set()).add(name[at])
    return made


_CARRYING_ON = _carrying_on()
BEGUN: dict[str, str | None] = dict.fromkeys(_CARRYING_ON)
"""All that some unit begins with; of a unit the characters that make another word of it."""
BEGUN |= {name: units.OTHER_WORD.get(name, "") for name in _ALL} | dict.fromkeys(RATIOS, "")


def _asked(unit: str) -> frozenset[str]:
    """The characters behind ``unit`` that a rule asks for."""
    asked = _ASKED_BEHIND.union(_CARRYING_ON.get(unit, ()), units.OTHER_WORD.get(unit, ""))
    if unit in quantity_parts.UNITS:
        asked |= _FIGURES
    if unit in quantity_rules.PLACE_UNITS:
        asked |= quantity_rules.PLACES
    if unit == "分":
        asked |= {"之"}
    if unit in quantity_rules.CHAIN_OPENERS:
        asked |= _FIGURES | frozenset("十两百")
    rests = [unit[0] + rest for rest in quantity_rules.IDIOMS.get(unit[0], ())]
    return asked | {rest[len(unit)] for rest in rests if rest.startswith(unit)}


_ASKED = {unit: _asked(unit) for unit in (*RATIOS, *_ALL) if unit in RATIOS or not unit.isascii()}
"""Units without Latin letters, of which a letter or figure behind them makes another word."""


def _units(counting: Iterable[str], never: dict[str, str]) -> _Units:
    """Units that count and, with what else is asked behind each, those that never do."""
    return {unit: _Behind(_ASKED[unit], counts=True) for unit in counting if unit in _ASKED} | {
        unit: _Behind(_ASKED[unit] | frozenset(more), counts=False, before=_asked_before(unit))
        for unit, more in never.items()
        if unit in _ASKED
    }


def _asked_before(unit: str) -> frozenset[str]:
    """The characters that a rule asks for before a numeral with ``unit``."""
    if unit in quantity_seldom.HANDFULS:
        return _ASKED_BEFORE_SEVERAL
    if unit == "口":
        return _ASKED_BEFORE_NAMES | {"家"}
    if unit == "级":
        return _ASKED_BEFORE_NAMES.union(quantity_seldom.GRADED_ENDS)
    if unit in _IN_YEARS:
        return _ASKED_BEFORE_TIMES
    if unit == "分":
        return _ASKED_BEFORE_POINTS
    return _ASKED_BEFORE_COINS if unit in "角毛毫仙" else _ASKED_BEFORE_NAMES


_SCALED = units.ARABIC_ONLY | frozenset("日届度折")
_MEASURES = frozenset(units.MEASURES) - quantity_rules.ONE_IS_ARTICLE - _IN_YEARS
_A_TERM = {"日": "之以内的行司拘"}
_ARABIC = _units(_ASKED.keys() - set("点日届折"), _A_TERM)
_BELOW_100 = _units(_ASKED.keys() - set("点日届折"), _A_TERM | {"点": ""})
_OF_A_YEAR = _units(_ASKED.keys() - set("点日折") - quantity_rules.OF_YEARS, _A_TERM)
_LARGE = _units(_ASKED.keys() - _SCALED, _A_TERM)
_NEVER = dict.fromkeys(units.ARABIC_ONLY, "") | quantity_seldom.ASKED_BEHIND | _A_TERM
_CHINESE = _units(_ASKED.keys() - _SCALED, _NEVER)
_FOUR = {unit: behind for unit, behind in _CHINESE.items() if unit != "周"}
"""四周 is all around, or four weeks."""
_FEW = quantity_seldom.HANDFULS | set(quantity_seldom.ASKED_BEHIND)
_TWO = {unit: behind for unit, behind in _CHINESE.items() if unit not in _FEW}
"""两 alone makes some count that other figures are of names with: 两组."""
_SEVERAL = {unit: behind for unit, behind in _CHINESE.items() if unit not in quantity_seldom.LONG}
"""So do several figures before what is counted: 三十组家庭."""
_NONE = _units(_ASKED.keys() & quantity_seldom.ZERO, _A_TERM)
_ONE = _units(
    RATIOS | _MEASURES,
    dict.fromkeys(_ASKED.keys() - RATIOS - _MEASURES, "")
    | dict.fromkeys(_IN_YEARS, "内多半时以左之"),
)


_OF_RUN = {"零": _NONE, "一": _ONE, "两": _TWO, "四": _FOUR}


@lru_cache(maxsize=1 << 14)
def known(run: str) -> _Numeral | None:
    """What the tables say of the numeral ``run``, None where the rules must be asked."""
    amount = None if "兆" in run else amounts.known(run)
    if amount is None or amount.length < len(run) or amounts.is_round(run):
        return None
    arabic = run[0].isascii()
    if run[0] in "0零" and (amount.low >= 1 or (len(run) > 1 and not amount.low)):
        return None
    if quantity_rules.is_short_year(run, amount.high):
        return None
    if arabic and len(run) == 4 and run.startswith(("19", "20")):
        behind = _OF_A_YEAR
    elif arabic:
        behind = _ARABIC if "." in run or amount.low >= 100 else _BELOW_100
    elif run in _OF_RUN:
        behind = _OF_RUN[run]
    else:
        large = amount.approx or amount.high is not None or run[-1] in "百千万亿"
        several = not quantity_seldom.TENS.isdisjoint(run)
        behind = _LARGE if large else _SEVERAL if several else _CHINESE
    bare = bool(amount.approx) or amounts.has_scale(run)
    bare = bare or (arabic and ("," in run or run[-1] in "百千"))
    high = None if amount.high is None else float(amount.high)
    open_ended = high is None and not amount.approx and (arabic or run[-1] in amounts.ROUND)
    more: _Units = {}
    if open_ended:
        more = behind if arabic else _LARGE
    return _Numeral(float(amount.low), high, behind, bare, len(amount.approx), more)


def read(view: str, text: str, start: int, end: int) -> Fields | Unsure | None:
    """The quantity whose numeral is ``view[start:end]``, or None: what the rules would say."""
    before = view[start - 1]
    told = before not in NOT_TOLD_BEFORE and end - start <= LONGEST
    numeral = known(view[start:end]) if told else None
    if numeral is None:
        return UNSURE
    low, high, behind, bare, length, _ = numeral
    approx = approximator(view, start, view[start]) if before in _APPROXIMATOR_ENDS else ""
    at, inner = end, text[start : start + length]
    if view[end] in GOES_ON:
        at, inner, behind = _go_on(view, text, (start, end), numeral)
    first, found, stop = view[at], None, at
    if first in MAY_COUNT:
        found, stop = _unit(view, at, behind)
        if found is None and (view[end] in "多余" or not _is_no_unit(view, at)):
            return UNSURE
    if found is None:
        asked = approx or first in PROPORTION or (before in ASKED_BEFORE_BARE and not bare)
        return UNSURE if asked else _bare(view, text, (start, end), numeral)
    unit, kind = text[at:stop], "cardinal"
    if first in RATIOS:
        unit, kind = first, "ratio"
    named = first == "年" and before in quantity_rules.REIGN_ENDS
    if named or (view[start : start + 2] in HALVES and in_idiom(view, start)):
        return UNSURE
    if not found.counts:
        return UNSURE if approx or before in found.before else None
    begin = start - len(approx)
    printed = _two(text[begin:start], inner) if approx else inner or None
    return begin, stop, low, unit, kind, printed, high


def _two(before: str, inner: str) -> str:
    """The approximators before and in a numeral as one."""
    return f"{before}…{inner}" if inner else before


def _go_on(
    view: str, text: str, place: tuple[int, int], numeral: _Numeral
) -> tuple[int, str, _Units]:
    """Behind a space, 多 or 余: where the unit begins, what makes approximate, and the units."""
    start, end = place
    if view[end] == " ":
        return end + 1, text[start : start + numeral.approx], numeral.behind
    found = amounts.MORE.match(view, end)
    if found is None or found.end() > end + 1 or view[end + 1] not in MAY_COUNT:
        return end, "", {}
    return end + 1, text[end], numeral.more


def _bare(
    view: str, text: str, place: tuple[int, int], numeral: _Numeral
) -> Fields | Unsure | None:
    """8400万, a quantity without a unit, unless a rule asks for what stands behind it."""
    if not numeral.bare:
        return None
    start, end = place
    if view[end] in _ASKED_BEHIND_BARE or view[start : start + 2] in HALVES:
        return UNSURE
    approx = text[start : start + numeral.approx] or None
    return start, end, numeral.low, None, "cardinal", approx, numeral.high


def _unit(view: str, at: int, behind: _Units) -> tuple[_Behind | None, int]:
    """The unit at ``at`` behind which no rule asks for more, and where it ends."""
    for stop in range(at + 1, at + 5):
        found = behind.get(view[at:stop])
        if found is not None:
            sign = view[stop]
            if sign == " ":
                # Behind a space only the other end of a range is asked for.
                sign = view[stop + 1]
            elif sign in AFTERS and view[stop : stop + 2] in AFTER_PAIRS:
                continue
            if sign not in found.asked:
                return found, stop
    return None, at


def _is_no_unit(view: str, at: int) -> bool:
    """Whether what is at ``at`` surely is no unit: 3月, 一部分."""
    if view[at] in NOT_ALONE:
        return False
    other, stop = None, at + 1
    while (begun := view[at:stop]) in BEGUN:
        if BEGUN[begun] is not None:
            other, end = BEGUN[begun], stop
        stop += 1
    return other is None or view[end] in other
