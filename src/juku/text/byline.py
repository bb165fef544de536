"""Datelines and credits: found on the page, and read into agencies, places, a day and people."""

from __future__ import annotations

import re

from juku.records import Byline
from juku.text import dates

_AGENCY = (
    r"新华社|新华网|新华每日电讯|中新社|中新网|中国新闻网|中国新闻社|中国日报网|中国日报|中国青年报|中国青年网|人民日报海外版|"
    r"人民日报|人民网|光明日报|光明网|经济日报|中国经济网|解放军报|解放军新闻传播中心|法治日报|法制日报|工人日报|"
    r"科技日报|农民日报|文汇报|解放日报|南方日报|羊城晚报|北京日报|北京晚报|北京青年报|新京报|新民晚报|央视新闻|央视网|"
    r"央视|央广网|中央广播电视总台|总台|国际在线|中国网|中国证券报|证券时报|上海证券报|第一财经|财新网|财新|澎湃新闻|"
    r"环球时报|环球网|参考消息网|参考消息|海外网|红星新闻|路透社|法新社|美联社|彭博社|塔斯社|俄新社|共同社|韩联社|"
    r"时事社|埃菲社|安莎社|德新社|合众国际社|中央社|香港中通社|中通社|中评社|本报|本社|本网|本台|本刊|"
    r"[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|晨报|时报|商报|都市报|青年报|通讯社|电视台|广播电台)"
)
_FIG = "0-9０-９〇○零一二三四五六七八九十廿卅"
_DAY = rf"(?:[{_FIG}]{{4}}年)?(?:[{_FIG}]{{1,3}}月)?[{_FIG}]{{1,3}}(?:日|号)"
_SEP = r"[\s、/／·，,及和与]*"
_PLACE = r"(?:[^\s，。！？；：、（）()《》“”电讯0-9０-９]{1,12})"
_PAREN = r"(?:\s*[（(][^（）()]{1,80}[）)])"
_PEOPLE = (
    r"(?:\s*(?:特约|特派|驻[^\s，。]{1,8}|见习|实习|本报|本社)?"
    r"(?:记者|通讯员)[^，。！？；：]{1,40})"
)
_DATELINE = re.compile(
    rf"(?:【|\[)?(?:据)?(?:(?:{_AGENCY}){_SEP}){{1,3}}"
    rf"(?:{_PLACE}(?:[、\s/／和]+{_PLACE}){{0,3}}?)??\s*"
    rf"(?:{_DAY})?\s*(?:{_PEOPLE})?{_PAREN}?\s*"
    rf"(?:(?:专|急|综合)?电|讯|消息|报道)(?:】|\])?{_PAREN}?(?:[:：]|——|--)?"
)
_CREDIT_WORD = re.compile(
    rf"(?:{_AGENCY})|记者|通讯员|摄影|摄$|作者|供图|供稿|图片来源|文字|撰稿|整理|编译"
)
_CREDIT = re.compile(r"[（(〔【\[](?P<in>[^（）()〔〕【】\[\]]{2,120})[）)〕】\]][。]?")


def dateline_end(text: str) -> int:
    """How many characters of a paragraph's beginning are its dateline; 0 for none.

    >>> dateline_end("新华社北京11月4日电 金秋意浓。"), dateline_end("新华社是通讯社。")
    (11, 0)
    """
    found = _DATELINE.match(text)
    if not found:
        return 0
    said = found.group()
    if found.end() < len(text) and not _is_dateline(said, text[found.end() : found.end() + 1]):
        return 0
    return found.end()


def _is_dateline(said: str, following: str) -> bool:
    if re.search(rf"{_DAY}", said) or re.search(r"[（(]", said) or said[-1] in "】]":
        return True
    return following in " 　\t" or said.endswith("本报讯")


def is_credit(line: str) -> bool:
    """Whether a whole line is a closing credit.

    >>> is_credit("(新华社北京11月4日电)"), is_credit("（据统计，有三万人）")
    (True, False)
    """
    found = _CREDIT.fullmatch(line)
    if not found:
        return False
    inside = found["in"]
    return bool(_CREDIT_WORD.search(inside)) and not re.search(r"[。！？]", inside)


_ROLE = re.compile(
    r"(?P<photo>(?:新华社|本报|本社)?(?:摄影(?:记者|报道)?|图片?)\s*[:：]?)"
    r"|(?P<writer>(?:文[/／])?(?:本报|本社|新华社|特约|特派|见习|实习)*(?:驻[\u4e00-\u9fff]{1,6}?)?"
    r"(?:首席|特派|见习|实习|特约|全媒体|融媒体)?(?:记者|通讯员|作者|撰稿|文字|采写)[:：]?)"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•・][\u4e00-\u9fff]{1,8})+|[\u4e00-\u9fff]{2,4}")


def read(dateline: str | None, credits_: tuple[str, ...]) -> Byline:
    """What a dateline and the credits of one article say, merged.

    >>> read(None, ("(新华社上海11月4日电 记者宋佳 周蕊 唐诗凝)",))
    ... # doctest: +NORMALIZE_WHITESPACE
    Byline(agencies=('新华社',), places=('上海',), year=None, month=11, day=4,
        reporters=('宋佳', '周蕊', '唐诗凝'), photographers=())
    """
    agencies: list[str] = []
    places: list[str] = []
    reporters: list[str] = []
    photographers: list[str] = []
    day = None
    for said in (*([dateline] if dateline else ()), *credits_):
        day = day or dates.month_day(said)
        _read_one(said, agencies, places, reporters, photographers)
    return Byline(
        tuple(agencies),
        tuple(places),
        day.year if day else None,
        day.month if day else None,
        day.day if day else None,
        tuple(reporters),
        tuple(photographers),
    )


def _read_one(
    said: str, agencies: list[str], places: list[str], reporters: list[str], photos: list[str]
) -> None:
    for found in re.finditer(_AGENCY, said):
        _once(agencies, found.group())
    found_day = dates.month_day(said)
    if found_day:
        before = re.sub(rf"^.*(?:{_AGENCY})[\s、/]*", "", said[: found_day.start])
        for place in re.split(r"[\s、/／和]+", before.strip("（(【[ ")):
            if place:
                _once(places, place)
    roles = list(_ROLE.finditer(said))
    ends = [found.start() for found in roles[1:]] + [len(said)]
    for found, end in zip(roles, ends[: len(roles)], strict=True):
        names = said[found.end() : end]
        for name in _NAME.findall(names):
            _once(photos if found["photo"] else reporters, name)


def _once(items: list[str], item: str) -> None:
    if item not in items:
        items.append(item)
