"""What a news site prints around an article: when and where from it was put up, how often read."""

from __future__ import annotations

import re

from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

_WORDS = lists("furniture")

_DAY = r"[0-9]{4}\s*(?:[-/.年])\s*[0-9]{1,2}\s*(?:[-/.月])\s*[0-9]{1,2}日?"
_CLOCK = r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?"
_PEOPLE = r"[\u3400-\u9fffA-Za-z·]{1,12}(?:[、,，/][\u3400-\u9fffA-Za-z·]{1,12}){0,5}"
_COUNT = r"[0-9][0-9,.]*\+?\s*[万亿]?\+?\s*次?"
_OPEN, _CLOSE = r"[（(【\[]?\s*", r"\s*[）)】\]]?"
_FIELD = re.compile(
    rf"{_OPEN}(?:"
    rf"(?P<put>{pattern(_WORDS['put_up'])}(?:时间|日期|于)?\s*[:：]?\s*{_DAY}(?:\s*{_CLOCK})?)"
    rf"|(?P<stamp>{_DAY}\s*{_CLOCK})"
    rf"|(?P<day>(?:时间|日期)\s*[:：]\s*{_DAY}(?:\s*{_CLOCK})?|{_DAY})"
    r"|(?P<week>(?:星期|周)[一二三四五六日天])"
    r"|(?P<site>[\u3400-\u9fff]{2,8}(?:网|在线|客户端|[日晚晨早]报|都市报|快报|电视台|广播))(?=[\s|｜]|$)"
    r"|(?P<host>(?:https?://|www\.)[\w./~-]{4,60})(?=[\s|｜]|$)"
    r"|(?P<source>(?:(?:信息|文章|新闻|稿件|内容)?(?:来源|出处)|来自|稿源)\s*[:：]\s*[^\s|｜:：。！？，【\[]{1,24})"
    rf"|(?P<by>{pattern(_WORDS['done_by'])}\s*[:：]\s*{_PEOPLE})"
    rf"|(?P<read>{pattern(_WORDS['counted'])}(?:次数|量|数)?\s*[:：]?\s*(?:{_COUNT}|次))"
    r"|(?P<size>(?:字体|字号)(?:大小)?\s*[:：]?\s*(?:[\[【（(]?\s*(?:[超特]?大|中|小|默认|A[+-])\s*[\]】）)]?\s*[/|]?\s*){1,4})"
    rf"|(?P<act>{pattern(_WORDS['to_do'])}(?:(?<=分享)[:：]|(?<=分享到)[:：])?)"
    rf"){_CLOSE}"
)
STARTS = frozenset(
    word[0] for kind in ("put_up", "done_by", "counted", "to_do") for word in _WORDS[kind]
)
"""With which of its words such a line may begin."""
_BETWEEN = re.compile(r"[\s|｜丨·/,，;；]*")
_ALONE = frozenset(("put", "stamp"))
"""Kinds that a line may have alone; any other needs one of another kind beside it."""
_TIMES = frozenset(("put", "stamp", "day"))


def is_site_line(line: str) -> bool:
    """Whether a folded line is all fields that a site prints over or under an article.

    A day alone may be the heading of a chronicle, and who wrote it, with or without the paper, is
    a credit; neither is taken.

    >>> is_site_line("2024-11-04 10:22:31 来源：某地日报 作者：张三 浏览次数：1024")
    True
    >>> is_site_line("http://www.a.example 2001年11月4日10:22 某地晨报")
    True
    >>> is_site_line("发布时间：2024年11月4日"), is_site_line("2024年11月4日")
    (True, False)
    """
    found = _FIELD.match(line)
    if found is None:
        return False
    kinds = [str(found.lastgroup)]
    while (at := _BETWEEN.match(line, found.end()).end()) < len(line):  # type: ignore[union-attr]
        found = _FIELD.match(line, at)
        if found is None:
            return False
        kinds.append(str(found.lastgroup))
    met = set(kinds)
    if len(met) == 1:
        return met <= _ALONE or kinds.count("act") > 1
    return bool(met & _TIMES) or (bool(met & {"source", "read", "size"}) and "by" not in met)
