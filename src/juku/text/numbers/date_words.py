"""Words that name a day or a period relative to the article's date, and words that only hint.

Each reader looks at one place of a folded text and says what stands there. ``READERS`` holds them
with the characters that they may start with, in the order of their right to a place.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from juku.text.numbers import numerals, periods
from juku.text.vocabulary.joined import MARK

if TYPE_CHECKING:
    from juku.text.numbers.numerals import Number
    from juku.text.numbers.periods import Period

CHINESE = "〇零一二三四五六七八九十廿卅"
NUMERAL = r"[0-9]+|[〇零一二两三四五六七八九十百廿卅]+"


class Said(NamedTuple):
    """What an expression says: where it ends, and its days where they are known."""

    end: int
    period: Period | None
    granularity: str
    vague: bool = False


@dataclass(slots=True)
class Told:
    """What the sentence has said so far, for the parts that later dates leave out."""

    reference: dt.date | None
    year: int | None = None
    month: int | None = None
    last: dt.date | None = None
    ahead: int | None = None
    """A year after the reference's that was named, though no month of it."""


_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2, "大前": -3, "大后": 3}
_DAY = re.compile(
    r"(?P<d>[今昨明])(?:[天日晚晨夜早](?!头条|俄罗斯|美国|之星)|午(?![餐饭休睡宴夜]))"
    r"|(?P<two>今明|明后)[两2]?[天日](?![气性下然空])"
    r"|(?P<p>[今昨明前])[(（](?P<n>[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})[)）]日"
    r"|(?<![如似若是在忆今])(?P<y>昨)(?=[\u4e00-\u9fff(（])(?![年今是非儿个])"
    r"|(?<![目之以此最])(?P<e>大?前)天(?![线气赋])"
    r"|(?<![之以今最此])(?P<f>大?后)天(?![气性下然空津安桥])"
)
_NO_DAY_BEFORE = re.compile("美好的?.?$|(?:没有?|看不[到见]|失去|拥有|赢得)了?$")
"""Before 明天 where it is the time to come: 没有明天."""
_LATELY = (
    r"近日(?!本(?![报刊台市省县区校院公])|常|趋)|(?<![0-9一二三四五六七八九十几数多])日前|近期|近年来?"
    r"|近来"
)
_SOME_TIME = (
    r"(?:近|最近|过去|未来|前|今后|这)(?:几|些|数|(?<=这)两)(?:年|天|日|个?月|周)(?:来|间|里)?"
)
"""近几年, 这两天."""
_SOME_TIME_AGO = (
    r"(?:几|数|多)(?:十|百|千)?[万亿]?(?:年|天|日|个?月|周)(?:之|以)?"
    r"(?:前|后(?![来期续面方代悔台卫勤]))"
)
"""数十年前, 几天后."""
_JUST = (
    r"连日来|连年来|连月来"
    r"|不久前|前不久|前些(?:年|天|日子)|早些时候|(?<!第)最近(?!的|距离|[一二两三四五六七八九十0-9])"
)
_THE_SAME = (
    r"(?<!节)当[天晚](?!然|空)|当日(?!本)|当年|当月(?!亮)|同[年月](?![龄级])|同日(?!本|而|常)"
    rf"|[次翌](?:日(?!本)|晨|晚|年(?:(?:{NUMERAL})月)?)"
)
"""当天, 次年5月: of or behind a day that was told."""
_BEFORE_CHRIST = rf"公元前(?:{NUMERAL})(?:年|世纪(?:初|末|中叶|后期|前期)?)"
_OLD_CALENDAR = (
    r"[农阴夏旧古]历(?:(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]|[〇零一二三四五六七八九]{4})年)?"
    r"闰?[正腊冬一二三四五六七八九十廿初]+月?(?:[初廿一二三四五六七八九十]+)?"
)
_FOR_SOME_TIME = (
    r"(?:[几数](?:十|百|千)?|千百|多)[万亿]?(?:年|天|日|个月|周)以?来"
    r"(?![自到源往宾客访电信华说得临])"
)
"""几十年来."""
_LAST_YEAR = (
    r"(?:(?<=[比较与和同是为占超过达于按从在自、，。；：（(“ \0])"
    r"|(?<=公司|集团|企业|[全我][国省市县]|[该本][行厂店校]))上年(?:度|年?末|年?底|同期)?(?![纪龄轻货夜味会份级画])"
)
_THIS_FISCAL = "(?:今个|本|上个?|下个?|这个|新)(?:财年|财政年度|会计年度)"
_VAGUE = re.compile(
    f"{_THIS_FISCAL}|{_LATELY}|{_SOME_TIME}|{_SOME_TIME_AGO}|{_JUST}|{_THE_SAME}|{_BEFORE_CHRIST}|{_OLD_CALENDAR}"
    f"|{_FOR_SOME_TIME}|{_LAST_YEAR}"
)
_LUNAR = re.compile(
    r"(?:[正腊冬]月(?=[初十廿二三])|[一二三四五六七八九十]{1,2}月(?=[初廿]))"
    r"(?:初[一二三四五六七八九十]|[十廿二三]十?[一二三四五六七八九]?)"
    r"(?![日号级月一二三四五六七八九十])"
)
_LUNAR_BEHIND = re.compile(f"{_OLD_CALENDAR}|{_LUNAR.pattern}")
_LATE_MONTH = re.compile("(?:[冬腊]|十[一二])月?")
FISCAL = (
    r"(?:(?:[12][0-9])?[0-9]{2}(?:[-/至—~][0-9]{2,4})?年?(?:财年|财政年度|会计年度|财务年度|学年度?)"
    r"|[12][0-9]{3}[-/至—~][0-9]{2}年度|(?:民国)?1[0-4][0-9]学年度?)"
)
_FISCAL = re.compile(rf"{FISCAL}(?:第?[一二三四1-4]财?季度?|[上下]半(?:财?年)?)?")
_SAME_YEAR_MONTH = re.compile(r"[同当次翌]年 ?(?:" + NUMERAL + r") ?月(?:(?:" + NUMERAL + r")日)?")
_NO_WEEK_BEFORE = "年期岁长折转边围"
_WEEK = re.compile(
    "(?P<which>上上|上个|下个|这个|本|这|上|下)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?"
    f"(?![{_NO_WEEK_BEFORE}])"
)
_WEEKDAYS = {c: (i, i) for i, c in enumerate("一二三四五六日")} | {"天": (6, 6), "末": (5, 6)}
_OFFSET: dict[str | None, int] = {"上上": -2, "上个": -1, "上": -1, "下个": 1, "下": 1}
_BARE_BEFORE = frozenset("每一二两三四五六七八九十几数半个0123456789本上下这整首各")
_EVERY_WEEK = re.compile(r"每(?:周|星期)[一二三四五六日天](?:[至到、和及]|—{1,2}|-|~)$")
_EVERY_WEEK_ENDS = frozenset("至到、和及—-~")
_ASKED_BEFORE = _BARE_BEFORE | _EVERY_WEEK_ENDS
_BARE_AFTER = frozenset("次一二三四五六七八九十个天场回游")
_COUNT = rf"(?P<n>{NUMERAL}|半)(?P<more>[多余几来])?(?:个(?P<within>[多来])?(?=[月星世]))?"
_SPAN = re.compile(
    rf"(?P<way>过去|未来|今后|最近|近|此后)(?:的|这)?(?P<range>(?:{NUMERAL})(?:至|到|—|-|~))?{_COUNT}"
    r"(?P<unit>年|月|天|日|周|星期|(?<=[个多来])世纪)(?P<over>多)?(?P<tail>以?来|[间里内])?(?![轻级龄份])"
)
_AGO = re.compile(
    rf"{_COUNT}(?P<unit>年|月|天|周|星期|(?<=[个多来])世纪)(?P<over>多)?"
    r"(?:[之以]?(?P<way>[前后]))(?![夕后赴往线来置])"
)
_EITHER = re.compile(r"(?:.*[十百]|)([一二两三四五六七八])([二三四五六七八九])十?")
_NO_YEAR = 3000
"""As many years ago are no year of the calendar: 5000年前, but 2000年前 is before the year."""
_SO_LONG_AGO = range(1000, 1800)
"""Of these 前 alone tells how long ago: 1500年前, but 1531年之前 is before the year."""
_COME = re.compile(
    rf"{_COUNT}(?P<unit>年|月|天|周|星期|(?<=[个多来])世纪)(?P<over>多)?来"
    r"(?![自到源往宾客访电信华说得临])"
)
SCALED = "[百千]?[多余几]?[千万亿][〇零一二两三四五六七八九十百千万亿多余]*"
"""The scale behind the figures of a number of years that no calendar holds, and what follows it."""
_LONG_AGO = re.compile(rf"(?:{NUMERAL})(?:\.[0-9]+)?{SCALED}年(?:[之以]?前(?!后)|以?来)")
_UNIT = {"年": "year", "月": "month", "天": "day", "日": "day", "周": "week", "星期": "week"}
_QUARTER = re.compile(r"(?P<which>本|上个?|下个?|这个)季度?(?![节军后])")
_PLAN = re.compile(
    r"(?P<quoted>[“\"「])?(?P<n>十?[一二三四五六七八九]|十)五[”\"」]?(?:计划)?"
    r"(?:时期|期间|以来|(?(quoted)(?P<edge>初期?(?!步)|末期?|[中后]期)|(?!)))"
)
_HALVES = {"年": (6, "month"), "月": (15, "day"), "世纪": (50, "year")}


def vague(text: str, at: int, _told: Told) -> Said | None:
    """近日, 同年5月, 300多年前: words that bound nothing."""
    found = _SAME_YEAR_MONTH.match(text, at) or _VAGUE.match(text, at)
    return None if found is None else Said(found.end(), None, "vague", vague=True)


def day(text: str, at: int, told: Told) -> Said | None:
    """昨天, 今晚, 大后天."""
    found = _DAY.match(text, at)
    if (
        found is None
        or text[at - 1] == "《"
        or (text[at] == "明" and _NO_DAY_BEFORE.search(text, max(0, at - 4), at) is not None)
    ):
        return None
    if told.reference is None:
        return Said(found.end(), None, "day")
    name = (
        found["d"]
        or (found["two"] or "")[:1]
        or found["e"]
        or found["f"]
        or found["y"]
        or found["p"]
    )
    there = periods.shift(told.reference, _DAYS[name], "day")
    if found["two"]:
        return Said(found.end(), periods.Period(there, there + dt.timedelta(days=1)), "day")
    if found["n"]:
        there = _printed(there, numerals.value(found["n"]))
    return Said(found.end(), periods.Period(there, there), "day")


def _printed(there: dt.date, day_of_month: Number | None) -> dt.date:
    """The day near ``there`` that 昨（12）日 prints, or ``there`` where none has its number."""
    near = [periods.shift(there, by, "day") for by in (0, -1, 1, -2, 2, -3, 3)]
    return next((one for one in near if one.day == day_of_month), there)


def week(text: str, at: int, told: Told) -> Said | None:
    """下周三, 上周末, 本周."""
    reference, last = told.reference, told.last
    if text[at] == "周" and text[at + 1] in _WEEKDAYS and text[at + 2] not in _NO_WEEK_BEFORE:
        # As most are printed; the pattern would say the same.
        which, name, end = None, text[at + 1], at + 2
    else:
        found = _WEEK.match(text, at)
        if found is None:
            return None
        which, name = found.groups()
        end = found.end()
    if which is None:
        # The sets are asked here as most weekdays are printed alone, and no rule knows them.
        asked = text[at - 1] in _ASKED_BEFORE or text[end] in _BARE_AFTER
        if name is None or name == "末" or (asked and _no_weekday(text, at, end)):
            return None
        if last is not None and reference and _is_of(last, _WEEKDAYS[name][0], text, at):
            return Said(end, periods.Period(last, last), "day")
    if reference is None:
        return Said(end, None, "week")
    offset = _OFFSET.get(which, 0) if which else 0
    if name is None:
        return Said(end, periods.week(reference, offset), "week")
    return Said(end, periods.in_week(reference, offset, *_WEEKDAYS[name]), "day")


def _is_of(last: dt.date, weekday: int, text: str, at: int) -> bool:
    """Whether the weekday at ``at`` is that of the day printed right before: 11月3日（周日）."""
    return (
        last.weekday() == weekday
        and text[at - 2 if text[at - 1] in " （(，," else at - 1] in "日号"
    )


def _no_weekday(text: str, at: int, end: int) -> bool:
    """Whether 周三 from ``at`` to ``end`` counts weeks, or is of every week."""
    before = text[at - 1]
    if before in _BARE_BEFORE or text[end] in _BARE_AFTER:
        return True
    return before in _EVERY_WEEK_ENDS and bool(_EVERY_WEEK.search(text, max(0, at - 7), at))


def quarter(text: str, at: int, told: Told) -> Said | None:
    """上季度, 本季."""
    found = _QUARTER.match(text, at)
    if found is None:
        return None
    if told.reference is None:
        return Said(found.end(), None, "quarter")
    offset = {"上": -3, "下": 3}.get(found["which"][0], 0)
    there = periods.shift(told.reference.replace(day=1), offset, "month")
    first = (there.month - 1) // 3 * 3 + 1
    return Said(found.end(), periods.months(there.year, first, first + 2), "quarter")


def plan(text: str, at: int, told: Told) -> Said | None:
    """“十四五”时期, “十四五”以来."""
    found = _PLAN.match(text, at)
    number = None if found is None else numerals.value(found["n"])
    if found is None or not isinstance(number, int):
        return None
    years = periods.plan(number)
    if not found[0].endswith("以来"):
        return Said(found.end(), years, "year", vague=found["edge"] is not None)
    known = told.reference is not None and told.reference >= years.first
    since = periods.Period(years.first, told.reference) if known and told.reference else None
    return Said(found.end(), since, "period")


def span(text: str, at: int, told: Told) -> Said | None:
    """过去五年, 未来六天, 近三年来: from or up to the article's day."""
    found = _SPAN.match(text, at)
    length = None if found is None else _length(found)
    if found is None or length is None:
        return None
    number, unit = length
    if found["way"] == "近" and not found["tail"] and not _opens_clause(text, at, number):
        return None
    if found["way"] == "过去" and not found["tail"] and _passes(text, at, found.end()):
        return None
    later = found["way"] == "此后"
    reference = told.last if later else told.reference
    loose = _is_loose(found) or bool(found["range"])
    if loose or reference is None:
        return Said(found.end(), None, "period", vague=loose or later)
    ahead = found["way"] in ("未来", "今后", "此后")
    there = _moved(reference, number if ahead else -number, unit)
    ends = None if there is None else periods.Period(*sorted((there, reference)))
    return Said(found.end(), ends, "period", vague=ends is None)


def come(text: str, at: int, told: Told) -> Said | None:
    """三年来: as many years up to the article's day."""
    found = _COME.match(text, at)
    length = None if found is None else _length(found)
    if found is None or length is None:
        return None
    if _is_loose(found):
        return Said(found.end(), None, "vague", vague=True)
    reference = told.reference
    first = _moved(reference, -length[0], length[1]) if reference else None
    ends = periods.Period(first, reference) if first and reference else None
    return Said(found.end(), ends, "period")


def _length(found: re.Match[str]) -> tuple[int, str] | None:
    """How many of which unit of the calendar ``_COUNT`` and the unit behind it say."""
    unit = found["unit"]
    if found["n"] == "半":
        return _HALVES.get(unit)
    number = 2 if _EITHER.fullmatch(found["n"]) else numerals.value(found["n"])
    if not isinstance(number, int) or number > 999:
        return None
    return (100 * number, "year") if unit == "世纪" else (number, _UNIT[unit])


def _is_loose(found: re.Match[str]) -> bool:
    """Whether it is more than so many, or one number or the next: 三年多, 个多月, 两三年."""
    either = _EITHER.fullmatch(found["n"])
    return bool(found["more"] or found["within"] or found["over"] or either)


_IN_TIME = frozenset("在比与和的于把对从以据较但而是则跟同为及或自了按到当让将经使")
"""Before 过去 that is the past."""
_OPENS = "，。；：、“ ！？" + MARK


def _opens_clause(text: str, at: int, number: int) -> bool:
    """近十年 opening a clause is the last ten years; elsewhere it may be almost ten."""
    return number <= 10 and text[at - 1] in _OPENS


def _passes(text: str, at: int, end: int) -> bool:
    """Whether 过去 is what time does: 地震过去半个多月，, but not 在过去三年，."""
    before = text[at - 1]
    return "\u4e00" <= before <= "\u9fff" and before not in _IN_TIME and text[end] in "，。；了"


def ago(text: str, at: int, told: Told) -> Said | None:
    """5年前, 三天前, 十年后; 后 counts from the sentence's last date, where it has one."""
    found = _AGO.match(text, at)
    if found is None:
        return None
    number = numerals.value(found["n"])
    bare = text.endswith("年前", at, found.end()) and number in _SO_LONG_AGO
    if _is_loose(found) or bare or (isinstance(number, int) and number >= _NO_YEAR):
        return Said(found.end(), None, "vague", vague=True)
    length = _length(found)
    if length is None:
        return None
    if found["n"] == "半" and found["unit"] != "年":
        return Said(found.end(), None, "vague", vague=True)
    number, unit = length
    later = found["way"] == "后"
    base = told.last or told.reference if later else told.reference
    there = None if base is None else _moved(base, number if later else -number, unit)
    return Said(found.end(), None if there is None else periods.containing(there, unit), unit)


def lunar(text: str, at: int, _told: Told) -> Said | None:
    """正月十五, 五月初五: days of the lunar year."""
    found = _LUNAR.match(text, at)
    return None if found is None else Said(found.end(), None, "vague", vague=True)


LUNAR_FIRSTS = frozenset("农阴夏旧古正腊冬")
"""What begins a day of the lunar calendar behind its year."""


def lunar_of(text: str, at: int, year: int | None) -> Said | None:
    """The lunar day at ``at``, behind ``year``, which bounds all but the last of its months."""
    found = _LUNAR_BEHIND.match(text, at)
    if found is None:
        return None
    known = year is not None and _LATE_MONTH.search(found[0]) is None
    return Said(found.end(), periods.years(year, year) if known else None, "vague", vague=True)


def fiscal(text: str, at: int, _told: Told) -> Said | None:
    """2024财年第二财季: when it begins, the firm or state decides."""
    found = _FISCAL.match(text, at)
    return None if found is None else Said(found.end(), None, "vague", vague=True)


def long_ago(text: str, at: int, _told: Told) -> Said | None:
    """2.4亿年前, 三千年前: before any calendar."""
    found = _LONG_AGO.match(text, at)
    return None if found is None else Said(found.end(), None, "vague", vague=True)


def _moved(base: dt.date, count: int, unit: str) -> dt.date | None:
    """``base`` moved, or None where that leaves the calendar."""
    try:
        return periods.shift(base, count, unit)
    except (ValueError, OverflowError):
        return None
