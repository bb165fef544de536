"""Datelines and credits: found on the page, and read into agencies, places, a day and people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.records import Byline
from juku.text import bare_names, dates, people
from juku.text.byline_printed import as_printed
from juku.text.byline_signs import BRACKETS, inside_of, plain
from juku.text.folding import fold
from juku.text.names import AGENCIES, PLACES, SOUNDS, SURNAMES
from juku.text.person_words import COMPOUND

if TYPE_CHECKING:
    from collections.abc import Iterable

_HAN = "\u3400-\u9fff"
_RANK = r"(?:首席|见习|實習|实习|特派|特约|全媒体|融媒体)*"
_GENERIC = (
    rf"[{_HAN}]{{2,6}}?(?:[日晚早晨时時商][报報]|都市[报報]|青年[报報]|快[报報]|周刊|周[报報]|通讯社|"
    r"电视台|广播电台|新闻网|客户端|融媒体中心|在线)"
    rf"|[{_HAN}0-9]{{2,8}}?(?:[报報]|[报報][道導]|新闻|网|台|卫视|频道|杂志)(?={_RANK}[记記]者)"
    rf"|[日晚早晨时商快]报(?=讯)|[{_HAN}]{{2,6}}?[网报](?=讯[】〗（(\s]|消息[:：（(])"
)
_NAMES = frozenset(map(fold, AGENCIES))
_AGENCY = "|".join(sorted(_NAMES, key=lambda name: (-len(name), name))) + "|" + _GENERIC
_FIG = "0-9０-９〇○零一二三四五六七八九十廿卅"
_DAY = rf"(?:[{_FIG}]{{4}}年)?(?:[{_FIG}]{{1,3}}月)?[{_FIG}]{{1,3}}(?:日|号)"
_JOIN = r"\s*(?:[、，,/／&·-]|和|与|\s)\s*"
_BETWEEN_PLACES = re.compile(
    rf"\s*[、，,/／&·]\s*|\s+|(?<=[{_HAN}][{_HAN}])[和与](?=[{_HAN}][{_HAN}])"
)
"""As ``_JOIN``, but 和 is part of a name (呼和浩特) unless it has a name on each side."""
_PLACE = (
    rf"(?!记者|記者|通讯员|通訊員|消息|报道)"
    rf"(?:[{_HAN}·]{{2,12}}?|[{_HAN}]{{0,6}}“[^”]{{1,8}}”[{_HAN}]{{0,3}})"
)
_KIND = (
    r"(?:新媒体专电|专特稿|专电|急电|综合[电讯]|综合消息|电讯|电|电訊|電|專電|讯|訊|消息|快讯|"
    r"综合报道|报道|報[道導])"
)
_PAREN = r"[（(〔\[](?P<{}>[^（）()〔〕\[\]]{{1,80}})[）)〕\]]"
_NAMED = rf"[{''.join(sorted(SURNAMES))}][{_HAN}]{{1,2}}"
_DATELINE = re.compile(
    rf"(?P<open>[【〖\[])?(?:(?:综合|据)\s*)?(?P<agencies>(?:{_AGENCY})(?:{_JOIN}(?:{_AGENCY}))*)\s*"
    rf"(?:{_PAREN.format('before')}\s*)?"
    rf"(?:(?P<places>{_PLACE}(?:{_JOIN}{_PLACE})*)\s*(?:新闻(?=[0-9]))?)??"
    rf"(?P<day>{_DAY})?\s*(?P<kind>{_KIND})(?(open)[】〗\]])"
    rf"(?:\s*{_PAREN.format('people')})?"
    rf"(?:\s*(?P<told>(?:{_NAMED}[、，]\s*)*(?:本[报社网台刊站])?(?:{people.ROLES})"
    r"[^。：:！？]{1,30}?报道)(?=[:：，\s]|$))?"
    rf"(?:(?:\s+|(?<=[电電讯訊]))(?P<named>(?:{people.ROLES})\s*{_NAMED}(?:[\s、]\s*{_NAMED})*)(?=\s|$))?"
    r"(?:\s*[:：]|(?<=[电電讯訊])[，,])?"
)
_SAID = ("before", "people", "told", "named")
"""Parts of a dateline that name people."""
_LONGEST = 120
_UNBRACKETED = 60
"""Characters of the longest credit without brackets."""
_WORDS = re.compile(
    r"记者|記者|通讯员|摄影|摄$|作者|电$|采写|撰稿|撰文|文字|文(?<=^文)[/／]|评论员|执笔|实习生"
)
_AGENCIES = re.compile(_AGENCY)
_COMMENTATOR = re.compile(rf"(?P<agencies>{_AGENCY})\s*(?:特约|特邀)?评论员")
"""An author who is not named."""
_HEAD = re.compile(
    rf"(?:(?:综合|据|转自|原载|摘自|来源[:：])\s*)?"
    rf"《?(?P<agencies>(?:{_AGENCY})(?:{_JOIN}(?:{_AGENCY}))*)》?\s*"
    r"(?:“[^”]{2,8}”(?=记者))?"
    rf"(?:(?P<places>{_PLACE}(?:{_JOIN}{_PLACE})*)\s*(?={_DAY}|专?电))?"
    rf"(?P<day>{_DAY})?\s*(?P<kind>{_KIND}|发|供图|供稿|供本[报刊](?:专稿|特稿)|专稿|特稿|稿|图|图片)?(?=\W|$|[记記通摄]|特[派约]|首席|见习|实习|驻)[\s，,、；;：:]*"
)


_REPORTER_FIRST = re.compile(
    rf"((?:记者|記者)\s*{_NAMED})\s*((?:{'|'.join(sorted(PLACES))})\s*{_DAY}[电電])$"
)
"""A reporter before the place and the day, as in Taiwan."""


_DAY_OF_WIRE = re.compile(rf"{_DAY}[电電]|[电電]$")
_SOURCE_LAST = re.compile(r"(.*\S)\s+(来源[:：]\s*\S+)")
_AUTHOR_IS = re.compile(
    r"(?:本文)?作者(?:[:：]\s*(?P<who>[^，。]{2,8})，)?(?:单位[:：]|均?[系为是])[^。！？]+"
)
"""Who an author is, where the name stands above or is all that a credit says besides."""


def dateline_end(text: str) -> int:
    """How many characters of a paragraph's beginning are its dateline; 0 for none.

    >>> dateline_end("新华社北京11月4日电 金秋意浓。"), dateline_end("新华社是通讯社。")
    (11, 0)
    """
    text = fold(text[: 2 * _LONGEST])
    found = _DATELINE.match(text)
    if not found:
        return _bracketed_end(text)
    inside, end = found["people"], found.end()
    if (
        inside
        and text[end - 1] not in ":："
        and people.read(_less_agency(inside), bare=True) is None
    ):
        inside, end = None, found.start("people") - 1
    if found["told"] and not people.read(_less_agency(found["told"]), bare=True):
        end = found.start("told")
    end = len(text[:end].rstrip())
    return end if _is_dateline(text[end : end + 3], found, inside, text[end - 1]) else 0


def _bracketed_end(text: str) -> int:
    """The same for one all in brackets: （中央社記者張三台北4日電）, 【环球时报记者 张三】."""
    closing = text.find(BRACKETS.get(text[:1], ""), 1, _LONGEST) if text[:1] in "（(【" else -1
    if closing < 0:
        return 0
    if text[0] != "【" and not _DAY_OF_WIRE.search(text, 0, closing):
        return 0
    return closing + 1 if is_credit(text[: closing + 1]) else 0


def _is_dateline(following: str, found: re.Match[str], inside: str | None, last: str) -> bool:
    ended = not following or following[0].isspace() or last in ":：】]"
    if found["kind"][-1] in "电電":
        return bool(found["day"] or found["places"] or ended or inside)
    if found["kind"] in ("讯", "訊") and found["agencies"].startswith("本"):
        return not following.startswith(("号", "息", "记者站"))
    return ended or bool(inside) or bool(found["told"] or found["named"])


def _less_agency(text: str) -> str:
    """Without the agencies that its reporters are said to be of (本报记者)."""
    return _AGENCIES.sub(" ", text)


def is_credit(line: str) -> bool:
    """Whether a whole line is a closing credit.

    >>> is_credit("(新华社北京11月4日电)"), is_credit("（据统计，有三万人）")
    (True, False)
    """
    if len(line) > _LONGEST:
        return False
    line = plain(fold(line))
    if line[:1] not in BRACKETS and (len(line) > _UNBRACKETED or not _WORDS.search(line)):
        return False
    inside = inside_of(line)
    if inside is None:
        said = _credit(line)
        return said is not None and _says_who(line, said)
    return _credit(inside) is not None or bool(bare_names.of(inside, line[0]))


def _says_who(line: str, said: Byline) -> bool:
    """A line without brackets must do more than name an agency: most of its names must be names."""
    named = (*said.reporters, *said.photographers)
    if not named:
        return line.endswith(("电", "评论员"))
    return 2 * sum(map(_is_surely_named, named)) > len(named)


def _is_surely_named(name: str) -> bool:
    """Whether a name begins with a surname, sounds like one, or is of letters or has a dot."""
    chinese = name[0] in SURNAMES or name[:2] in COMPOUND or any(part in name for part in SOUNDS)
    return chinese or not name.isalpha() or name.isascii()


def _credit(inside: str) -> Byline | None:
    """What a credit says, or None if it is none."""
    inside = _REPORTER_FIRST.sub(r"\2 \1", inside)
    if "来源" in inside[1:]:
        inside = _SOURCE_LAST.sub(r"\2 \1", inside)
    unnamed = _unnamed(inside)
    if unnamed is not None:
        return unnamed
    found = _HEAD.match(inside)
    rest = inside[found.end() :] if found else inside
    cited = found is not None and not rest and (inside[0] in "据来转原摘" or inside in _NAMES)
    if cited:
        return _byline(found, inside, people.People())
    if found and _tells(found, rest):
        return None
    named = people.read(_less_agency(rest), bare=bool(found and found["kind"]))
    if named is None or not (named or (found and found["kind"])):
        return None
    if re.search("[。！？]", rest):
        return None
    return _byline(found, inside, named)


def _unnamed(inside: str) -> Byline | None:
    """What is said of an author who is called by what he is."""
    if inside.endswith("评论员"):
        commentator = _COMMENTATOR.fullmatch(inside)
        return Byline((commentator["agencies"],)) if commentator else None
    author = _AUTHOR_IS.fullmatch(inside) if "作者" in inside else None
    if author is None:
        return None
    named = people.read(author["who"] or "", bare=True)
    return Byline(reporters=tuple(named.reporters)) if named else Byline()


def _tells(found: re.Match[str], rest: str) -> bool:
    """Whether what follows an agency is neither a day nor people: then it tells something."""
    kind = found["kind"]
    said = bool(found["day"]) if not kind else kind not in ("消息", "报道", "图", "图片", "稿")
    return not said and bool(rest or not kind) and not people.ROLE.match(rest)


def _byline(found: re.Match[str] | None, text: str, named: people.People) -> Byline:
    agencies = tuple(dict.fromkeys(_AGENCIES.findall(found["agencies"]))) if found else ()
    if not agencies:
        agencies = tuple(dict.fromkeys(_AGENCIES.findall(text)))
    printed = found["places"].strip() if found and found["places"] else ""
    places = _BETWEEN_PLACES.split(printed) if printed else []
    year, month, day = _day(found["day"] if found else None)
    return Byline(
        agencies,
        tuple(dict.fromkeys([*places, *named.places])),
        year,
        month,
        day,
        tuple(named.reporters),
        tuple(named.photographers),
    )


def _day(printed: str | None) -> tuple[int | None, int | None, int | None]:
    if not printed:
        return None, None, None
    found = dates.month_day(printed)
    if found:
        return found.year, found.month, found.day
    alone = dates.month_day("1月" + printed)
    return None, None, alone.day if alone else None


def read(dateline: str | None, credits_: tuple[str, ...]) -> Byline:
    """What a dateline and the credits of one article say, merged; the dateline comes first.

    >>> read(None, ("(新华社上海11月4日电 记者宋佳 周蕊 唐诗凝)",))
    ... # doctest: +NORMALIZE_WHITESPACE
    Byline(agencies=('新华社',), places=('上海',), year=None, month=11, day=4,
        reporters=('宋佳', '周蕊', '唐诗凝'), photographers=())
    """
    if not dateline and not credits_:
        return Byline()
    said = [_read_dateline(dateline)] if dateline else []
    said += [_read_credit(line) for line in credits_]
    dated = next((one for one in said if one.day), Byline())
    return Byline(
        _merged(one.agencies for one in said),
        _merged(one.places for one in said),
        dated.year,
        dated.month,
        dated.day,
        _merged(one.reporters for one in said),
        _merged(one.photographers for one in said),
    )


def _merged(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))


def _read_dateline(text: str) -> Byline:
    folded = fold(text)
    found = _DATELINE.match(folded)
    if not found:
        return _read_credit(text)
    said = " ".join(filter(None, (found[part] for part in _SAID)))
    named = people.read(_less_agency(said), bare=True) or people.People()
    return as_printed(_byline(found, folded, named), folded, text)


def _read_credit(line: str) -> Byline:
    folded = fold(line)
    said = plain(folded)
    inside = inside_of(said)
    inside = said if inside is None else inside
    made = _credit(inside)
    if made is None:
        made = Byline(reporters=bare_names.of(inside, said[:1]))
    return as_printed(made, folded, line)
