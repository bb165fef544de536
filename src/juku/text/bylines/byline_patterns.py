"""The patterns of datelines, and of what credits begin with, in folded text."""

from __future__ import annotations

import re

from juku.text.bylines import people
from juku.text.bylines.byline_agencies import DAY, HAN, JOIN, KNOWN_PLACE, RANK, several
from juku.text.vocabulary import surnames
from juku.text.vocabulary.late import Late

_FROM = (
    r"(?!记者|通讯员|消息|报[道导]|综合)"
    rf"(?:[{HAN}][{HAN}·]{{1,11}}?|[{HAN}]{{0,6}}“[^”]{{1,8}}”[{HAN}]{{0,3}})"
)
PLACES_OF = rf"(?P<places>{_FROM}(?:{JOIN}{_FROM})*)"
_BETWEEN_PLACES = re.compile(rf"\s*[、，,/／&·]\s*|\s+|(?<=[{HAN}][{HAN}])[和与](?=[{HAN}][{HAN}])")
"""As ``JOIN``, but 和 is part of a name (呼和浩特) unless it has a name on each side."""
DAYS_OF = rf"(?P<day>{DAY})(?:\s*[至到~—-]\s*{DAY})?"
"""A day, or the first of a stretch of days."""
_BEGINS_WORD = (
    "话(?!剧)|邮(?!政|轮|储|票)|影(?!响|片|星)|视(?!频|觉|力|察|线|听)|力(?!争|图|求)|子(?!公司|女)|商(?!务|品|业|贸)|"
    "台(?!风|湾|胞|北|商|中)|路(?!透|上)|器|源(?!于|头)|报(?!告|道|名)|竞|价(?!格|值)|厂|池(?!州)|脑|缆|梯|信(?!息|用|阳|贷|仰)|"
    "动(?!车|物|员|画|工)|网(?!络|上|友|信|民)|讯稿|文(?!化|物|旅|学|艺)|气(?!象|温|候)"
)
"""What goes on a word that 电 begins, if no blank stands between: 11月5日电话采访."""
KIND = (
    r"(?:新媒体专电|专特稿|专电|急电|综合[电讯](?!报)|综合消息|电讯|专讯|"
    rf"电(?!{_BEGINS_WORD})|讯|消息|快讯|快报|专稿|特稿|综合(?:外电)?报[道导]|综合外电|报[道导])"
)
_PAREN = r"[（(〔\[](?P<{}>[^（）()〔〕\[\]]{{1,80}})[）)〕\]]"
NAMED = rf"[{''.join(sorted(surnames.IN_BYLINES))}][{HAN}]{{1,2}}"
DATELINE = Late(
    rf"(?P<open>[【〖\[])?(?:(?:(?P<own>本[报台网])讯\s*(?=据)|本报)?(?P<cited>综合|据)\s*)?{several(3)}\s*"
    rf"(?:{_PAREN.format('before')}\s*)?"
    rf"(?:{PLACES_OF}\s*(?:新闻(?=[0-9]))?)??"
    rf"(?:{DAYS_OF})?\s*(?P<kind>{KIND})(?(open)[】〗\]])"
    rf"(?:\s*{_PAREN.format('people')})?"
    rf"(?:\s*(?P<told>(?:{NAMED}[、，]\s*)*(?:本[报社网台刊站])?(?:{people.ROLES})"
    r"[^。：:！？]{1,30}?报[道导])(?=[:：，\s]|$))?"
    rf"(?:(?:\s+|(?<=[电讯]))(?P<named>(?:{people.ROLES})\s*{NAMED}(?:[\s、]\s*{NAMED})*)(?=\s|$))?"
    r"(?:\s*[:：]|(?<=[电讯])[，,])?"
)
TOLD_BY = Late(
    rf"{several(0)}(?P<told>{RANK}记者\s*{NAMED}(?:\s*[、，\s]\s*{NAMED})*)\s*"
    rf"(?P<places>{KNOWN_PLACE})?\s*(?:{DAYS_OF})?\s*(?:综合)?报[道导]\s*[:：]"
)
"""A dateline with its reporters before the day: 新华社记者张三11月5日报道：."""
HEAD = Late(
    r"(?:(?:(?:本报)?综合|据|转自|原载|摘自|来源\s*[:：丨｜|/])\s*)?"
    rf"{several(0)}\s*"
    r"(?:“[^”]{2,8}”(?=记者))?"
    rf"(?:{PLACES_OF}\s*(?={DAY}|专?电))?"
    rf"(?:{DAYS_OF})?\s*(?P<kind>{KIND}|发|供图|供稿|供本[报刊](?:专稿|特稿)|专稿|特稿|稿|图|图片|综合(?=$)|记者综合报[道导])?"
    r"(?=\W|$|[记通摄]|特[派约]|首席|见习|实习|[驻赴])[\s，,、；;：:]*"
)
"""What a credit may begin with."""


def places_in(printed: str) -> list[str]:
    """The places of a row of them.

    >>> places_in("北京、呼和浩特"), places_in("加沙/耶路撒冷")
    (['北京', '呼和浩特'], ['加沙', '耶路撒冷'])
    """
    return _BETWEEN_PLACES.split(printed.strip())
