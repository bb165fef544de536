"""Dates written with a year, a century or a part of a year: a reader for each kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.numbers import periods
from juku.text.numbers.date_days import JOIN, JOINS, N, figure, in_range
from juku.text.numbers.date_months import months
from juku.text.numbers.date_words import CHINESE, LUNAR_FIRSTS, Said, lunar_of
from juku.text.vocabulary.tables import words

if TYPE_CHECKING:
    from juku.text.numbers.date_words import Told
    from juku.text.numbers.periods import Period


_Y4 = r"[0-9]{4}|[〇零一二三四五六七八九]{4}"
_FESTIVAL = (
    "(?:春节|元旦|元宵|清明|五一|劳动节|端午|中秋|国庆|双节|除夕|圣诞|暑|寒|黄金周|冬奥会期间)"
)
_AROUND = "(?:节)?(?:前夕|期间|假期|假日|黄金周|前后|当天|长假|小长假|档|假|后|前)?"
IN_MINGUO = rf"(?=度|第?[一二三四1-4]季|[上下]半年|(?:{N}) ?月)"
"""Behind a year of three figures that is of the Republic of China, though that is not printed."""
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""Eras of Japan, and the year before each; their years are those of the calendar since 1873."""
_YEAR = re.compile(
    rf"(?P<pair>今明两年|去今两年)|(?:公元)?(?P<y>{_Y4}) ?年(?P<fiscal>度)?(?!级)|"
    r"(?P<bare>[四五六七八九][〇零一二三四五六七八九])年(?![级代多来前后半内度间以])|"
    rf"(?P<short>0[0-9])年|公元(?P<early>[0-9]{{1,3}}|[{CHINESE}百]{{1,5}}) ?年|"
    rf"(?:(?<![如而至当迄古从于])今(?=[春夏秋冬](?![节晚城]))|去(?=[夏秋冬](?![威天季泳游眠])))(?P<tide>)|"
    rf"民国(?P<roc>[0-9]{{1,3}}|[一二三四五六七八九十百〇零]+)年(?P<fiscal4>度)?|"
    rf"(?P<minguo>1[0-4][0-9])年{IN_MINGUO}(?P<fiscal5>度)?|"
    rf"(?P<era>{'|'.join(_ERAS)})(?P<reigned>[0-9]{{1,2}}|[{CHINESE}]{{1,3}}|元)年(?P<fiscal6>度)?|"
    rf"(?P<rel>大前|今|去|明|前|后|本)年(?P<fiscal2>度)?|"
    rf"[今去明前][(（](?P<printed>[0-9]{{2,3}}|[0-9]{{4}})[)）]年(?P<fiscal3>度)?"
)
_PLAIN = frozenset(("y", "rel"))
"""The groups of most years: 2024年, 去年."""
_YEARS = {"今": 0, "本": 0, "去": -1, "明": 1, "前": -2, "后": 2, "大前": -3}
_MAY_BE_MONTH = frozenset("0123456789 元" + CHINESE)
_YEAR_EDGE = re.compile(
    r"的?年?(?:初(?![中期步级始心次一二三])|底|末(?!端))|的?年中|的?同期|早些时候|晚些时候"
)
_YEAR_PART = re.compile(
    r"的?(?:(?:(?P<half>[上下])半年|(?:第(?P<q>[一二三四1-4])|(?P<q2>[一二三四1-4首]))季度?(?![军节]))"
    r"(?P<edge>初(?![中期步级始心次一二三])|底|末(?!端))?"
    rf"|[前首头](?P<fq>[二两三23])个?季度?(?![军节])|(?:前|头|(?P<hk>首))(?P<fm>{N}|两(?=个))个?月|(?P<season>[春夏秋冬](?:天|季|日)?(?!节|奥|运|令))"
    rf"|(?P<festival>{_FESTIVAL}{_AROUND})"
    r"|第?(?P<qa>[一二三1-3])(?:(?P<next>[、和])|[至到~-]|—{1,2})第?(?P<qb>[二三四2-4])季度)"
)
_BEGUN = tuple(
    words(
        "开业 创业 投产 上任 就任 到任 入学 开学 入职 任职 到岗 上岗 怀孕 孕期 术后 产后 婚后 出生 "
        "上市 服役 出院 开播 创刊 开张 运行 运营 实施 施行 其 提 目 此 之 以 日 眼 从 先"
    )
)
"""Behind these the first months are none of the year: 开业前三个月, 提|前三个月."""
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
_YEARS_FROM = re.compile(rf"(?P<from>{_Y4})(?: ?年)?{JOIN}(?=(?:{_Y4}) ?年)")
_SHORT_TO = re.compile(
    rf"(?P<y>{_Y4})(?: ?年)?{JOIN}(?P<z>[0-9]{{2}}|[〇零一二三四五六七八九]{{2}}) ?年"
    r"(?![级度代内前后来以多])"
)
_YEARS_LISTED = re.compile(rf"(?P<years>(?:{_Y4})(?:[、和](?:{_Y4})){{1,99}}) ?年(?![级代度])")
_ROC = "[0-9]{1,3}|[一二三四五六七八九十百〇零]+"
_MINGUO_TO = re.compile(
    rf"民国(?P<from>{_ROC})(?:年?{JOIN}|(?P<next>年?、))(?:民国)?(?P<to>{_ROC})年(?:度|(?![级代0-9一二三四五六七八九十]))"
)
_LONG_AGO = re.compile(
    r"(?<!度)(?:(?:的|悠久)?(?:历史(?!(?:性|同期|[新最])[\u3400-\u9fff])|文明|文化)|以上|左右|[多间内期])"
)
"""Behind so many years that passed; 1998年历史最高水位 is of one, and so is 2013年度."""
_LONG_AGO_FIRSTS = frozenset("的悠历文以左多间内期")
_PART_FIRSTS = frozenset("的上下第一二三四1234首前头春夏秋冬元清五劳端中国双除圣暑寒黄")
_EDGE_FIRSTS = frozenset("的年初底末同早晚")
"""What these patterns may begin with."""


def _this_year(told: Told) -> int | None:
    return None if told.reference is None else told.reference.year


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
    if found.lastgroup == "y":
        year: int | None = figure(found["y"])
    elif found["rel"]:
        this = _this_year(told)
        year = None if this is None else this + _YEARS[found["rel"]]
    elif found["tide"] is not None:
        this = _this_year(told)
        year = None if this is None else this - (found[0] == "去")
    elif found["early"]:
        year = figure(found["early"])
        return year if 1 <= year < 1000 else -1
    elif found["bare"]:
        tens, ones = map(figure, found["bare"])
        return -1 if ones == tens + 1 else 1900 + 10 * tens + ones
    elif found["printed"]:
        year = int(found["printed"])
        year += 1911 if year < 1000 else 0
    elif found["roc"] or found["minguo"]:
        year = 1911 + figure(found["roc"] or found["minguo"])
    elif found["era"]:
        return _of_era(found["era"], found["reigned"])
    elif found["short"]:
        year = 2000 + int(found["short"])
    else:
        year = figure(found["y"])
    return year if year is None or 1000 <= year < 2200 else -1


def _of_era(era: str, reigned: str) -> int:
    """令和6年: the year of the calendar; -1 before Japan had ours, and behind the era's end."""
    before = _ERAS[era]
    number = 1 if reigned == "元" else figure(reigned)
    later = min((first for first in _ERAS.values() if first > before), default=before + 99)
    # An era ends in the first year of the next.
    return before + number if number > 0 and 1873 <= before + number <= later + 1 else -1


def _pair(found: re.Match[str], this: int | None) -> Said:
    """今明两年; 令和6年度, a fiscal year, which is of two years as well."""
    if found["pair"] is None:
        return Said(found.end(), None, "vague", vague=True)
    first = -1 if found["pair"][0] == "去" else 0
    period = None if this is None else periods.years(this + first, this + first + 1)
    return Said(found.end(), period, "year")


def listed(text: str, at: int, _told: Told) -> Said | None:
    """2021、2022、2023年, one stretch of years; of 2012、2016年, which are apart, the first."""
    found = _YEARS_LISTED.match(text, at)
    if found is None:
        return None
    all_of_them = [figure(year) for year in re.split("[、和]", found["years"])]
    first, last = all_of_them[0], all_of_them[-1]
    if not all(1000 <= year < 2200 for year in all_of_them):
        return None
    if all_of_them == list(range(first, last + 1)):
        return Said(found.end(), periods.years(first, last), "year")
    return Said(at + 4, periods.years(first, first), "year")


def minguo(text: str, at: int, _told: Told) -> Said | None:
    """民國110年至113年, 民国19、20年: years of the Republic of China from one to the other."""
    found = _MINGUO_TO.match(text, at)
    if found is None:
        return None
    first, last = figure(found["from"]), figure(found["to"])
    if not 0 < first < last < 200 or (found["next"] and first + 1 != last):
        return None
    return Said(found.end(), periods.years(1911 + first, 1911 + last), "year")


def from_year(text: str, at: int, told: Told) -> Said | None:
    """2012-2022年, 2024年, 去年12月, 今年上半年, 2023年底, 2019年春节前夕."""
    found, start = in_range(_YEAR, _YEARS_FROM, text, at)
    open_ended = start is None and (found is None or text[found.end()] in JOINS)
    if open_ended and (short := _short_range(text, at)) is not None:
        return short
    if found is None or (start is None and _is_long_ago(text, found)):
        return None
    if found.lastgroup not in _PLAIN and (found["pair"] or found["fiscal6"]):
        return _pair(found, _this_year(told))
    year = _year_of(found, told)
    if year == -1:
        return None
    if start is None or year is None:
        return _in_year(text, found.end(), year, told)
    first = figure(start["from"])
    period = periods.years(first, year) if 1000 <= first <= year else None
    return None if period is None else Said(found.end(), period, "year")


def _is_long_ago(text: str, found: re.Match[str]) -> bool:
    """Whether a match of ``_YEAR`` is of so many years that passed."""
    end = found.end()
    may_be = text[end] in _LONG_AGO_FIRSTS and not found["rel"]
    return may_be and _LONG_AGO.match(text, end) is not None


def _short_range(text: str, at: int) -> Said | None:
    """1950年至53年, whose second year is of the same century."""
    found = _SHORT_TO.match(text, at)
    if found is None:
        return None
    first = figure(found["y"])
    last = first // 100 * 100 + figure(found["z"])
    if not 1000 <= first < last < 2200:
        return None
    return Said(found.end(), periods.years(first, last), "year")


def _in_year(text: str, end: int, year: int | None, told: Told) -> Said:
    """What stands behind a year: a month, a part of the year, or nothing."""
    inner = months(text, end, year, told, printed=True) if text[end] in _MAY_BE_MONTH else None
    if inner is None and text[end] in _PART_FIRSTS:
        found = _YEAR_PART.match(text, end)
        inner = None if found is None else _part_of(found, year)
    if inner is None and text[end] in LUNAR_FIRSTS:
        inner = lunar_of(text, end, year)
    if inner is not None:
        return inner
    whole = None if year is None else periods.years(year, year)
    if whole is not None:
        told.last = whole.last
        told.ahead = year if year is not None and year > (_this_year(told) or year) else told.ahead
    edge = _YEAR_EDGE.match(text, end) if text[end] in _EDGE_FIRSTS else None
    return Said(edge.end() if edge else end, whole, "year", vague=edge is not None)


def part(text: str, at: int, told: Told) -> Said | None:
    """上半年, 第三季度, 前10个月 without their year, which is the reference's."""
    found = _YEAR_PART.match(text, at)
    if found is None or found["season"] or found["festival"]:
        return None
    if (found["q"] or found["q2"]) and "度" not in found[0]:
        return None
    if found["fm"] and text.endswith(_BEGUN, 0, at):
        return None
    if found["hk"] and figure(found["fm"]) < 4:
        return None  # 首三个月 may be the first of anything.
    return _part_of(found, _this_year(told))


def _part_of(found: re.Match[str], year: int | None) -> Said | None:
    """What a match of ``_YEAR_PART`` says, of ``year``; seasons and festivals only hint."""
    if found["season"] or found["festival"]:
        whole = None if year is None else periods.years(year, year)
        return Said(found.end(), whole, "year", vague=True)
    first, last, granularity = _months_of(found)
    if not 1 <= last <= 12 or (found["next"] and last != first + 5):
        return None
    period = None if year is None else periods.months(year, first, last)
    return Said(found.end(), period, granularity, vague=_edged(found))


def _months_of(found: re.Match[str]) -> tuple[int, int, str]:
    """First and last month of a match of ``_YEAR_PART``."""
    if found["qa"]:
        return 3 * figure(found["qa"]) - 2, 3 * figure(found["qb"]), "quarter"
    if found["half"]:
        return (1, 6, "half") if found["half"] == "上" else (7, 12, "half")
    if found["fq"]:
        return 1, 3 * figure(found["fq"]), "months"
    if found["fm"]:
        return 1, figure(found["fm"]), "months"
    name = found["q"] or found["q2"]
    quarter = 1 if name == "首" else figure(name)
    return 3 * quarter - 2, 3 * quarter, "quarter"
