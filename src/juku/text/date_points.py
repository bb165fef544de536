"""Dates that are written with a year, month or day, or a part of them: a reader for each kind."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from juku.text import periods
from juku.text.date_days import (
    JOIN,
    Days,
    N,
    days_at,
    figure,
    in_range,
    period_of,
    relative_month,
)
from juku.text.date_words import CHINESE, Said

if TYPE_CHECKING:
    from juku.text.date_words import Told
    from juku.text.periods import Period

_Y4 = r"[0-9]{4}|[〇零一二三四五六七八九]{4}"
_FESTIVAL = (
    "(?:春节|元旦|元宵|清明|五一|劳动节|端午|中秋|国庆|双节|除夕|圣诞|暑|寒|黄金周|冬奥会期间)"
)
_AROUND = "(?:节)?(?:前夕|期间|假期|假日|黄金周|前后|当天|长假|小长假|档|假|后|前)?"
_YEAR = re.compile(
    rf"(?P<pair>今明两年|去今两年)|(?:公元)?(?P<y>{_Y4}) ?年(?P<fiscal>度)?(?!级)|"
    rf"(?P<short>0[0-9])年|公元(?P<early>[0-9]{{1,3}}|[{CHINESE}百]{{1,5}}) ?年|"
    rf"(?:(?<![如而至当迄古从于])今(?=[春夏秋冬](?![节晚城]))|去(?=[夏秋冬](?![威天季泳游眠])))(?P<tide>)|"
    rf"民国(?P<roc>[0-9]{{1,3}}|[一二三四五六七八九十百〇零]+)年|"
    rf"(?P<rel>大前|今|去|明|前|后|本)年(?P<fiscal2>度)?"
)
_YEARS = {"今": 0, "本": 0, "去": -1, "明": 1, "前": -2, "后": 2, "大前": -3}
_MONTH = re.compile(
    rf" ?(?:(?P<m>{N}) ?月份?(?![龄球亮])|(?P<rel>本|上个?|下个?|这个?)月份?(?![球亮饼]))"
)
_MAY_BE_MONTH = frozenset("0123456789 " + CHINESE)
_THIRD = re.compile(r"(?P<t>[上中下])旬")
_EDGE = re.compile(r"初(?![中期步级始心次一二三])|底|末(?!端)|早些时候|晚些时候")
_YEAR_EDGE = re.compile(
    r"的?年?(?:初(?![中期步级始心次一二三])|底|末(?!端))|的?年中|的?同期|早些时候|晚些时候"
)
_YEAR_PART = re.compile(
    r"的?(?:(?:(?P<half>[上下])半年|(?:第(?P<q>[一二三四1-4])|(?P<q2>[一二三四1-4首]))季度?(?![军节]))"
    r"(?P<edge>初(?![中期步级始心次一二三])|底|末(?!端))?"
    rf"|前(?P<fq>[二两三23])个?季度|(?:前|头)(?P<fm>{N})个?月|(?P<season>[春夏秋冬](?:天|季|日)?(?!节|奥|运|令))"
    rf"|(?P<festival>{_FESTIVAL}{_AROUND}))"
)
_DECADES = (
    r"(?:(?P<from>[1-9]0(?=[、和至])|[一二三四五六七八])[、和至]?)?"
    r"(?P<d>[0-9]0|[一二三四五六七八九]十)"
)
_CENTURY = re.compile(
    rf"(?:(?:公元)?(?P<n>{N}) ?|(?P<rel>[上本]个?))世纪(?: ?{_DECADES} ?年代)?"
    r"(?P<edge>初期?|末期?|中叶|中期|后期|早期|前期|末叶)?"
)
_DECADE = re.compile(
    r"(?:(?P<y>(?:1[5-9]|20)[0-9]0|[一二][〇零五六七八九][〇零一二三四五六七八九][〇零])"
    rf"|{_DECADES}) ?年代"
    r"(?P<edge>初期?|末期?|中期|后期)?"
)
_ISO = re.compile(
    r"(?P<y>[12][0-9]{3})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9.])"
)
_YEARS_FROM = re.compile(rf"(?P<from>{_Y4})(?: ?年)?{JOIN}(?=(?:{_Y4}) ?年)")
_MONTHS_FROM = re.compile(
    rf" ?(?P<from>{N})(?: ?月)?{JOIN}(?=(?:{N}) ?月)(?!(?:{N}) ?月(?:{N}) ?日)"
)
_EDGE_BARE = re.compile(r"(?P<unit>[年月])(?:初(?![中期步级始心次])|底|末)|岁末")
_NO_EDGE_BEHIND = frozenset("0123456789" + CHINESE + "每几两数多个")
_LONG_AGO = re.compile(r"(?:的|悠久)?(?:历史|文明|文化)|以上|左右|[多间内期]")


def _this_year(told: Told) -> int | None:
    return None if told.reference is None else told.reference.year


def _tell(told: Told, year: int | None, month: int | None, period: Period | None) -> None:
    told.year, told.month = year, month
    told.last = period.last if period else None


def iso(text: str, at: int, told: Told) -> Said | None:
    """2024-11-05, 2024/11/5, 2024.11.05."""
    found = _ISO.match(text, at)
    if found is None:
        return None
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if not periods.is_day(year, month, day):
        return None
    period = periods.day(year, month, day)
    _tell(told, year, month, period)
    return Said(found.end(), period, "day")


def century(text: str, at: int, _told: Told) -> Said | None:
    """19世纪, 上世纪80年代, 90年代初; a decade without its century is of the twentieth."""
    found = _CENTURY.match(text, at)
    number = 20
    if found is not None and found["n"] and not 1 <= figure(found["n"]) <= 99:
        return None
    if found is None:
        found = _DECADE.match(text, at)
        if found is None:
            return None
        if found["y"]:
            return Said(found.end(), periods.decade(figure(found["y"])), "year", _edged(found))
    elif found["n"]:
        number = figure(found["n"])
    else:
        number = 20 if found["rel"][0] == "上" else 21
    period = _decades(found, number) if found["d"] else periods.century(number)
    return None if period is None else Said(found.end(), period, "year", _edged(found))


def _edged(found: re.Match[str]) -> bool:
    return bool(found["edge"])


def _decades(found: re.Match[str], number: int) -> Period | None:
    """80年代 of a century, 七八十年代."""
    base = number * 100 - 100
    last = base + figure(found["d"])
    if not found["from"]:
        return periods.decade(last)
    first = base + figure(found["from"]) * (10 if len(found["from"]) == 1 else 1)
    return periods.years(first, last + 9) if first < last else None


def _year_of(found: re.Match[str], told: Told) -> int | None:
    """The year that a match of ``_YEAR`` names; -1 if none can be meant, None if unknown."""
    if found["rel"]:
        this = _this_year(told)
        year = None if this is None else this + _YEARS[found["rel"]]
    elif found["tide"] is not None:
        this = _this_year(told)
        year = None if this is None else this - (found[0] == "去")
    elif found["early"]:
        year = figure(found["early"])
        return year if 1 <= year < 1000 else -1
    elif found["roc"]:
        year = 1911 + figure(found["roc"])
    elif found["short"]:
        year = 2000 + int(found["short"])
    else:
        year = figure(found["y"])
    return year if year is None or 1000 <= year < 2200 else -1


def from_year(text: str, at: int, told: Told) -> Said | None:
    """2012-2022年, 2024年, 去年12月, 今年上半年, 2023年底, 2019年春节前夕."""
    found, start = in_range(_YEAR, _YEARS_FROM, text, at)
    if found is None or (not found["rel"] and start is None and _LONG_AGO.match(text, found.end())):
        return None
    this = _this_year(told)
    if found["pair"]:
        first = -1 if found["pair"][0] == "去" else 0
        period = None if this is None else periods.years(this + first, this + first + 1)
        return Said(found.end(), period, "year")
    year = _year_of(found, told)
    if year == -1:
        return None
    if start is None or year is None:
        return _in_year(text, found.end(), year, told)
    first = figure(start["from"])
    if not 1000 <= first <= year:
        return None
    return Said(found.end(), periods.years(first, year), "year")


def _in_year(text: str, end: int, year: int | None, told: Told) -> Said:
    """What stands behind a year: a month, a part of the year, or nothing."""
    inner = _months(text, end, year, told, printed=True) if text[end] in _MAY_BE_MONTH else None
    if inner is None and (found := _YEAR_PART.match(text, end)) is not None:
        inner = _part_of(found, year)
    if inner is not None:
        return inner
    whole = None if year is None else periods.years(year, year)
    if whole is not None:
        told.last = whole.last
        told.ahead = year if year is not None and year > (_this_year(told) or year) else told.ahead
    edge = _YEAR_EDGE.match(text, end)
    return Said(edge.end() if edge else end, whole, "year", vague=edge is not None)


def part(text: str, at: int, told: Told) -> Said | None:
    """上半年, 第三季度, 前10个月 without their year, which is the reference's."""
    found = _YEAR_PART.match(text, at)
    if found is None or found["season"] or found["festival"]:
        return None
    if (found["q"] or found["q2"]) and "度" not in found[0]:
        return None
    return _part_of(found, _this_year(told))


def _part_of(found: re.Match[str], year: int | None) -> Said | None:
    """What a match of ``_YEAR_PART`` says, of ``year``; seasons and festivals only hint."""
    if found["season"] or found["festival"]:
        whole = None if year is None else periods.years(year, year)
        return Said(found.end(), whole, "year", vague=True)
    first, last, granularity = _months_of(found)
    if not 1 <= last <= 12:
        return None
    period = None if year is None else periods.months(year, first, last)
    return Said(found.end(), period, granularity, vague=_edged(found))


def _months_of(found: re.Match[str]) -> tuple[int, int, str]:
    """First and last month of a match of ``_YEAR_PART``."""
    if found["half"]:
        return (1, 6, "half") if found["half"] == "上" else (7, 12, "half")
    if found["fq"]:
        return 1, 3 * figure(found["fq"]), "months"
    if found["fm"]:
        return 1, figure(found["fm"]), "months"
    name = found["q"] or found["q2"]
    quarter = 1 if name == "首" else figure(name)
    return 3 * quarter - 2, 3 * quarter, "quarter"


def from_month(text: str, at: int, told: Told) -> Said | None:
    """11月, 1至10月, 本月15日, 11月5—10日, 10月下旬, 11月底 of the year told before."""
    return _months(text, at, told.year, told)


def _months(
    text: str, end: int, year: int | None, told: Told, *, printed: bool = False
) -> Said | None:
    """As ``from_month``, of ``year``; with ``printed`` it stands right before."""
    found, start = in_range(_MONTH, _MONTHS_FROM, text, end)
    if found is None or (printed and found["rel"]):
        return None
    month = figure(found["m"]) if found["m"] else None
    if month is not None and not 1 <= month <= 12:
        return None
    days = days_at(text, found.end())
    if month is None:
        year, month = relative_month(found["rel"], told.reference)
    elif year is not None and not printed and days and (told.month, month) == (12, 1):
        year += 1
    elif year is None and not printed and told.reference is not None:
        year = _likely_year(month, days, told.reference, told.ahead)
    if start is None or days is not None or month is None:
        return _in_month(text, found.end(), (year, month), days, told)
    first = figure(start["from"])
    if not 1 <= first <= month:
        return None
    period = None if year is None else periods.months(year, first, month)
    _tell(told, year, month, period)
    return Said(found.end(), period, "month")


def _likely_year(month: int, days: Days | None, reference: dt.date, ahead: int | None) -> int:
    """The year of a month; with ``days`` the year told ahead, if the day is nearer to it there."""
    day = days.last if days and periods.is_day(2000, month, days.last) else 1
    if days and (reference.month, month) == (12, 1) and day <= reference.day:
        return reference.year + 1
    year = periods.resolve_year(month, day, reference)
    if days and ahead and periods.is_day(ahead, month, day):
        there = dt.date(ahead, month, day) - reference
        return ahead if there < abs(reference - dt.date(year, month, day)) else year
    return year


def _in_month(
    text: str, end: int, where: tuple[int | None, int | None], days: Days | None, told: Told
) -> Said | None:
    """What stands behind a month: days, a third, an edge, or nothing."""
    year, month = where
    known = year is not None and month is not None
    if days is not None:
        period = period_of(2000 if year is None else year, month or 1, days)
        if period is None:
            return None
        _tell(told, year, month, period if known else None)
        return Said(days.end, period if known else None, "day")
    whole = periods.months(year, month, month) if year is not None and month is not None else None
    _tell(told, year, month, whole)
    third = _THIRD.match(text, end)
    if third is not None:
        part = periods.third(whole.first, third["t"]) if whole else None
        return Said(third.end(), part, "third")
    edge = _EDGE.match(text, end)
    return Said(edge.end() if edge else end, whole, "month", vague=edge is not None)


def edge(text: str, at: int, told: Told) -> Said | None:
    """年底, 月初, 岁末 without their year or month."""
    found = _EDGE_BARE.match(text, at)
    if found is None or text[at - 1 : at] in _NO_EDGE_BEHIND:
        return None
    unit = "month" if found["unit"] == "月" else "year"
    whole = periods.containing(told.reference, unit) if told.reference else None
    return Said(found.end(), whole, unit, vague=True)
