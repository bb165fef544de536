"""What stands over a page: the paper's name, the day, the number and the section of the page."""

from __future__ import annotations

import re

from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

SECTION = pattern(lists("furniture")["sections"])
_HAN = "\u3400-\u9fff"
_NUMBER = "[0-9〇零一二三四五六七八九十廿]"
PRICE = (
    r"(?:零售价?|定价|售价|报价|每[份期]售价|每[份期])\s*(?:每[份张期])?\s*[:：]?\s*(?:人民币|[¥￥])?\s*"
    r"[0-9.一二三四五六七八九十]{1,5}\s*(?:元|角|分|毛){1,2}(?:[0-9一二三四五六七八九][角分])?"
)
CODE = (
    r"(?:(?:邮发|报刊|邮政|国[内外]|国外发行)?代号\s*[:：]?\s*[A-Z]{0,2}[0-9一二三四五六七八九十]{1,3}\s*[-—–·]\s*[0-9一二三四五六七八九十]{1,4}"
    r"|(?:国内统一(?:连续出版物|刊)号|(?:统一)?刊号)?\s*[:：]?\s*CN\s*[0-9]{2}\s*[-—–]\s*[0-9]{4}(?:/[A-Z]{1,2})?)"
)
_TOKEN = re.compile(
    r"(?P<date>(?:[0-9]{4}|[〇零一二三四五六七八九○]{4}|(?:中华)?民国\s*[0-9〇零一二三四五六七八九十百○]{2,5})年\s*"
    rf"{_NUMBER}{{1,3}}月\s*{_NUMBER}{{1,3}}日|[0-9]{{4}}([-./])[0-9]{{1,2}}\2[0-9]{{1,2}}"
    r"|[0-9]{4}年\s*第\s*[0-9]{1,3}\s*期)"
    r"|(?P<week>(?:星期|周)[一二三四五六日天])"
    r"|(?P<lunar>(?:农历|夏历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?)?\s*"
    r"闰?[正一二三四五六七八九十冬腊]+月(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九]?|[二三]十|[大小])[大小]?)"
    rf"|(?P<page>第\s*[A-Z]?{_NUMBER}{{1,4}}\s*版|[A-Z]?[0-9]{{1,3}}\s*版|[A-D][0-9]{{1,2}}(?![0-9])|0[0-9](?![0-9])"
    rf"|[一二三四五六七八九十]{{1,3}}版)"
    rf"|(?P<issue>(?:总)?第\s*[0-9]{{2,6}}\s*[期号])"
    rf"|(?P<extent>(?:本报)?(?:今日|今天|共)\s*{_NUMBER}{{1,3}}\s*版)"
    rf"|(?P<price>{PRICE})"
    rf"|(?P<code>{CODE})"
    rf"|(?P<section>{SECTION}(?:新闻|周刊|版)?)"
    rf"|(?P<paper>[{_HAN}]{{2,8}}?(?:[日晚早晨时商]报|都市报|青年报|快报|周报|导报|周刊|报|每日电讯)(?:电子版|数字报|海外版)?)"
)
_BETWEEN = re.compile(r"[\s|｜丨·/／:：,，—-]*")
_NAME = re.compile(rf"(?!的)[{_HAN}]{{2,5}}(?=[\s·|｜]|$)")
"""A section of any name, behind the number of its page."""
_LEAD = re.compile(rf"[{_HAN}]{{2,6}}(?=[\s·|｜])")
"""The same before all else, where two things more stand behind it."""
_PAPER = re.compile(
    rf"[{_HAN}]{{2,6}}(?:[日晚早晨时商]报|都市报|青年报|快报|周报|导报|农民报|工人报)(?:\s*(?:电子版|数字报|海外版))?"
)
_DAY = re.compile(r"[0-9]{4}(?:年|([-./])[0-9]{1,2}\1[0-9])")
"""A day with its year, which no heading has."""
_BARE = re.compile(r"0[0-9](?![0-9]|\s*版)")
"""A page only if a section, a day or the paper stands with it: 01 早市 is a heading."""
_LAST = re.compile(rf"[A-Z]?[0-9]{{1,2}}(?=$|\s*[·|｜]?\s*{SECTION}(?:$|[\s·|｜]))")
"""The number of the page behind the day, where nothing else stands or its section."""
_BEHIND_PAPER = re.compile(rf"[0-9]{{1,2}}(?=[\s·|｜]+{SECTION}(?:$|[\s·|｜]))")
"""The number of the page behind the name of a daily paper, before its section: 华夏日报 2 要闻."""
_LAST_NAMED = re.compile(rf"[A-Z]?[0-9]{{1,2}}(?=[\s·|｜]+[{_HAN}]{{2,5}}$)")
"""The same with a section of any name, where the paper or the weekday stands before it."""
_BARS = re.compile(r"[\s|｜·/／]+")
_TOP_NAME = re.compile(rf"(?!.*[的了是])[{_HAN}]{{2,8}}|[{_HAN}]{{2,12}}(?:主办|主管|出版)")
_MOST = 6
"""Parts of the head of a page."""
_DATED = frozenset(("page", "date", "lunar", "code"))


def read(line: str) -> int:
    """How many characters of a folded line stand over a page: 0 if it is anything else.

    >>> read("光明日报 2024年02月25日 星期一 第01版：要闻"), read("2009年6月1日"), read("要闻 三则")
    (28, 0, 0)
    >>> read("乡村观察 2023年12月5日 星期二"), read("乡村观察 2023年12月5日")
    (19, 0)
    >>> read("2018年4月11日 星期三 要闻 2"), read("2018年4月11日 3"), read("2018年4月11日 6 要闻")
    (19, 12, 15)
    >>> read("2024年第46期 总第1108期"), read("2024年第3期出版")
    (17, 0)
    """
    at = end = 0
    kinds: set[str] = set()
    last = ""
    bare = _BARE.match(line) is not None
    while at < len(line):
        found = _TOKEN.match(line, at)
        kind = found.lastgroup if found else None
        if found is None or kind is None or kind in kinds - {"section"}:
            apart = at > end or ("page" in kinds and not line[0].isdigit())
            named = (
                last in ("page", "section")
                and apart
                and not (bare and _is_heading(kinds, line, at) and _DAY.search(line, at) is None)
            )
            form = _NAME if named else _LEAD if at == 0 else None
            found = form.match(line, at) if form else None
            kind = "section" if named else "lead"
        if found is None and "date" in kinds and "page" not in kinds:
            found, kind = _LAST.match(line, at), "page"
            if found is None and kinds & {"paper", "week"}:
                found = _LAST_NAMED.match(line, at)
        if found is None and kinds == {"paper"} and is_paper(line[:end]):
            found, kind = _BEHIND_PAPER.match(line, at), "page"
        if found is None:
            break
        kinds.add(kind)
        last = kind
        end = found.end()
        at = _BETWEEN.match(line, end).end()  # type: ignore[union-attr]  # it matches nothing, too
    if bare and "section" not in kinds and len(kinds) < 3:
        return 0
    return end if len(kinds) > 1 + ("lead" in kinds) and kinds & _DATED else 0


def is_day(line: str) -> bool:
    """Whether a folded line is a day with its year and at most its weekday.

    >>> is_day("2020年10月16日 星期五"), is_day("民国一一二年十月二十六日"), is_day("10月16日")
    (True, True, False)
    """
    found = _TOKEN.match(line)
    if found is None or found.lastgroup != "date":
        return False
    rest = line[found.end() :].strip()
    week = _TOKEN.match(rest)
    return not rest or (week is not None and week.lastgroup == "week" and week.end() == len(rest))


def is_top(line: str) -> bool:
    """Whether a folded line on top of a page is its head: a day among names, parted by blanks.

    >>> is_top("汇海财经报 | 公司与产业 | 2024年9月26日"), is_top("法治晚讯 2024年11月7日 A3 审判")
    (True, True)
    >>> is_top("2024年11月7日 出发"), is_top("写在2024年11月7日"), is_top("林晓 2024年11月7日")
    (False, False, False)
    """
    parts = [part for part in _BARS.split(line) if part]
    others = [part for part in parts if not is_day(part)]
    if len(others) != len(parts) - 1 or not 1 < len(parts) <= _MOST:
        return False
    told = all(_TOP_NAME.fullmatch(part) or is_one(part) for part in others)
    return told and (len(parts) > 2 or is_one(others[0]))


def is_one(said: str) -> bool:
    """Whether a folded line is one thing that stands over a page, which may be another alone.

    >>> is_one("前进日报"), is_one("星期一"), is_one("要闻"), is_one("第二版"), is_one("城事")
    (True, True, True, True, False)
    """
    return _TOKEN.fullmatch(said) is not None


def is_paper(said: str) -> bool:
    """Whether a folded line is the name of a daily paper and nothing else.

    >>> is_paper("前进日报"), is_paper("华夏日报 电子版"), is_paper("喜报"), is_paper("天气预报")
    (True, True, False, False)
    """
    return _PAPER.fullmatch(said) is not None


def is_sure(said: str) -> bool:
    """Whether it is what nothing but a page prints: what a copy costs, the number of the paper.

    >>> is_sure("零售每份五分"), is_sure("代号1—1"), is_sure("每份五元"), is_sure("零售价58元")
    (True, True, False, False)
    """
    found = _TOKEN.fullmatch(said)
    kind = found.lastgroup if found else None
    # What a copy costs is said of a copy: the price alone may be that of any goods.
    return kind == "code" or (kind == "price" and said.startswith("零售") and "每" in said)


def _is_heading(kinds: set[str], line: str, at: int) -> bool:
    """Whether a name behind a bare number has nothing before it that a page's head has.

    A name that goes on right behind a section is none of a section: 01 生活在别处.
    """
    return kinds == {"page"} or ("date" not in kinds and line[at - 1] > "\u3400")
