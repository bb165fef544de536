"""How bylines name agencies, papers and stations: those of a table, and those of their form."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.late import Late
from juku.text.vocabulary.names import AGENCIES, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable

HAN = "\u3400-\u9fff"
RANK = r"(?:首席|见习|實習|实习|特派|特约|全媒体|融媒体)*"
FIGURES = "0-9０-９〇○零一二三四五六七八九十廿卅"
DAY = rf"(?:[{FIGURES}]{{4}}年)?(?:[{FIGURES}]{{1,3}}月)?[{FIGURES}]{{1,3}}(?:日|号)"
NAMES = frozenset(map(fold, AGENCIES))
"""Those of the table, as folded text has them."""
_TAIL = r"(?:客户端|(?:微信)?公众号|官方微博|社(?=\s*(?:[/／、]|$)))?"
"""Where an agency prints besides its paper: 央视新闻客户端."""


def _one_of(names: Iterable[str]) -> str:
    """Names as alternatives by first character, for few of them are tried at any place."""
    ordered = sorted(names, key=lambda name: (name[0], -len(name), name))
    groups = (
        first + "(?:" + "|".join(re.escape(name[1:]) for name in rest) + ")"
        for first, rest in groupby(ordered, lambda name: name[0])
    )
    return "(?:" + "|".join(groups) + ")"


_BY_FORM = (
    rf"[{HAN}]{{2,6}}?(?:[日晚早晨时商]报(?:社(?=\s*(?:[/／、]|$)))?|都市报|青年报|快报|周刊|周报|通讯社|"
    r"电视台|广播电台|新闻网|客户端|融媒体中心|在线)"
)
_BY_WHAT_FOLLOWS = (
    rf"[{HAN}0-9]{{2,8}}?(?:报|报道|新闻|网|台|卫视|频道|杂志|周末|参考|财经|观察)(?={RANK}记者)"
    rf"|[日晚早晨时商快]报(?=讯)|[{HAN}]{{2,6}}?[网报](?=讯(?:[】〗（(\s]|$)|消息[:：（(])"
)
KNOWN_PLACE = _one_of(PLACES)
_IN_HAND = rf"掌上[{HAN}]{{2}}(?={DAY}|讯|记者|客户端|$)"
"""Right behind the paper whose it is: 长沙晚报掌上长沙."""
_WITH_DAY = (
    rf"(?!记者|本)(?=[^，。]{{4,22}}[电讯])[{HAN}]{{2,8}}?(?:[网台]|新闻|频道|(?<![日晚早晨时商])报)"
    rf"(?=(?:{KNOWN_PLACE}(?:\s*{DAY}[电讯]|讯)|(?:[{HAN}]{{2,3}})?\s*{DAY}[电讯])(?:[（(\s，：:【〔]|$))"
)
"""One that no table has, before a day and a word for a dispatch: 中国军网北京11月5日电."""
_TABLE = _one_of(NAMES) + _TAIL
AGENCY = f"(?:{_TABLE}|{_IN_HAND}|{_BY_FORM}|{_BY_WHAT_FOLLOWS}|{_WITH_DAY})"
_AGENCIES = Late(AGENCY)
# What is known by what follows it is left out where a sign of books does: the pattern is read, and
# compiled, in two thirds of the time.
_ONE = f"(?:《(?:{_TABLE}|{_BY_FORM})》|{AGENCY}(?:{_IN_HAND}|{_TABLE})?)"
JOIN = r"\s*(?:[、，,/／&·—-]|和|与|及|\s)\s*"
_APART = rf"(?:·[{HAN}+]{{2,8}}(?={RANK}记者))?"
"""Where reporters are of besides, in no table: 中国证券报·中证金牛座记者."""


def several(groups: int) -> str:
    """A pattern of agencies in a row, for one in which so many groups stand before it.

    An agency is written in it once, for it takes longer to compile than all else: an empty group
    tells the second and later ones, each of which has a sign before it, from the first.
    """
    return rf"(?P<agencies>{_row(groups + 2)})(?:等(?:媒体)?)?"


def _row(mark: int) -> str:
    """The same without a name, where its empty group has the number ``mark``."""
    return rf"(?:(?({mark}){JOIN})(){_ONE})+{_APART}"


_SIGNS = re.compile(r"[、，,/／&·—《》\s-]+")
_ROW = Late(_row(1))
_COLUMN = re.compile(rf"“[{HAN}0-9A-Za-z·]{{2,8}}”(?=(?:工作室)?记者)")


def agencies_in(text: str) -> list[str]:
    """The agencies that some words of a byline name.

    >>> agencies_in("新华社、《人民日报》"), agencies_in("“新华视点”记者张三")
    (['新华社', '人民日报'], [])
    """
    return _AGENCIES.findall(_less_columns(text))


def listed(text: str) -> list[str]:
    """The agencies of a row of nothing else, of which one may be known by what follows alone.

    >>> listed("工人日报—中工网"), listed("晨报")
    (['工人日报', '中工网'], ['晨报'])
    """
    items = (item for item in _SIGNS.split(text) if item)
    return [name for item in items for name in _AGENCIES.findall(item) or [item]]


def without(text: str) -> str:
    """Without the agencies and columns that its reporters are said to be of.

    >>> without("本报记者张三"), without("“新华视点”记者张三")
    (' 记者张三', ' 记者张三')
    """
    return _ROW.sub(" ", _less_columns(text))


def _less_columns(text: str) -> str:
    return _COLUMN.sub(" ", text) if "”" in text else text
