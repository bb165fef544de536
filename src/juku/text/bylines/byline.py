"""Datelines and credits: found on the page, and read into agencies, places, a day and people."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from juku.records import Byline
from juku.text.bylines import bare_names, inline_authors, people
from juku.text.bylines.byline_agencies import AGENCY, NAMES, agencies_in, listed, without
from juku.text.bylines.byline_names import is_surely_one, split
from juku.text.bylines.byline_patterns import DATELINE, HEAD, TOLD_BY, places_in
from juku.text.bylines.byline_printed import as_printed
from juku.text.bylines.byline_signs import (
    BRACKETS,
    OPENINGS,
    SIGNS_BEFORE_STOP,
    inside_of,
    plain,
)
from juku.text.bylines.reporters_first import BEFORE_TEXT, lead_end, reordered
from juku.text.numbers import dates
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.late import Late
from juku.text.vocabulary.marks import is_stopped
from juku.text.vocabulary.names import PLACES
from juku.text.vocabulary.tables import spelt_out

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOTHING = Byline()
_SAID = ("before", "people", "told", "named")
"""Parts of a dateline that name people."""
_LONGEST = 120
_LONGEST_READ = 2000
"""Characters of the longest line that is read, which only a curator can call a credit."""
_UNBRACKETED = 60
"""Characters of the longest credit without brackets."""
# Each begins with a plain character, for which a search passes over all others.
_WORDS = re.compile(
    r"记者|通讯员|摄影|摄$|作者|电$|采写|撰稿|撰文|撰写|编译|整理|文字|文(?<=^文)[/／:：、]|图文(?<=^图文)[/／:：]|/[文图]|／[文图]|评论员|"
    r"供图|执笔|实习生|图片[由为均]"
)
_BEFORE_STOP = re.compile(spelt_out(SIGNS_BEFORE_STOP))
_REPORTERS_FIRST = re.compile(
    r"[（(](?:本报|本刊|见习|实习|特约|首席)*(?:记者|通讯员)[^（()）。！？]{2,40}[)）]\s*(?=[\u3400-\u9fff0-9A-Za-z“《])"
)
"""Reporters in round brackets with the text right behind them: （记者 张三）清晨，…."""
_TELLS = re.compile(r"报[道导]\s*[:：]")
"""With what `TOLD_BY` ends."""
_STOP = re.compile("[。！？]")
_COMMENTATOR = Late(rf"(?P<agencies>{AGENCY})\s*(?:特约|特邀)?评论员")
"""An author who is not named."""
_MORE_BEHIND = re.compile(
    r"(.+\S)\s*[（(]((?:参与采写|参与记者|采写|整理|摄影|编辑)[^（()）]+)[)）]$"
)
"""Who else had a part, in brackets behind the reporters."""
_SOURCE_LAST = re.compile(r"(.*\S)\s+(来源\s*[:：丨｜|/]\s*\S+)")
_TAKEN_DOWN = (
    "(?:本[报刊网社台])?(?:记者|编辑部?)?(?:根据|据)[^。！？，]{0,6}(?:录音|讲话|发言|演讲|口述|速记|视频|直播)[^。！？，]{0,6}整理"
    "(?:[，,、]?(?:有删[节减改]|略有删[节减改]|未经[^。！？，]{1,6}审[阅定核]|标题[为系][^。！？，]{1,4}所加))*"
)
"""That a speech was written down from a recording, and by whom it was not read."""
_OF_PAPER = re.compile(
    "本[报刊台网][\u3400-\u9fff]{0,4}记者(?:\\s+[\u3400-\u9fff]{2,3}|(?:\\s+[\u3400-\u9fff]{2,3}){2,4})"
)
"""Reporters of the paper, whose names may begin with any character."""
_AUTHOR_IS = re.compile(
    r"(?:本文)?作者(?:[:：]?\s*(?:单位[:：系为]|(?:分别|均|都)?[系为是])"
    r"|[:：]\s*(?P<who>[^，。：:\s]{2,8}?)(?:[，,]|\s*(?=系|单位[:：]))(?=.{4})"
    rf"|\s*(?P<whom>[^，。：:\s系]{{2,4}}?(?=系|为(?![了此何什]))|[^，。：:\s]{{2,16}}(?=\s*单位[:：]))"
    rf"(?:系|为|\s*)(?=.{{4}}))[^。！？]+(?:[。；]\s*{_TAKEN_DOWN})?"
    rf"|{_TAKEN_DOWN}"
)
"""Who an author is, where the name stands above or is all that a credit says besides."""
_NAMED_FIRST = re.compile(
    "(?P<named>[\u3400-\u9fff·]{2,4}(?:[、 \u3000]+[\u3400-\u9fff·]{2,4}){0,5})\\s*[，, \u3000]\\s*"
    "(?P<told>(?:本文)?作者.+|(?:分别|均)?[系为].{4,})"
)
"""Names in brackets with what their bearers are behind: （张三、李四，作者单位：某大学）."""


def dateline_end(text: str) -> int:
    """How many characters of a paragraph's beginning are its dateline; 0 for none.

    >>> dateline_end("新华社北京11月4日电 金秋意浓。"), dateline_end("新华社是通讯社。")
    (11, 0)
    """
    text = fold(text[: 2 * _LONGEST])
    found = DATELINE.match(text)
    if not found:
        told = TOLD_BY.match(text) if "记者" in text and _TELLS.search(text) else None
        if told:
            return told.end()
        return lead_end(text) or _bracketed_end(text) or inline_authors.end(text)
    inside, end = found["people"], found.end()
    if inside and text[end - 1] not in ":：" and people.read(without(inside), bare=True) is None:
        inside, end = None, found.start("people") - 1
    if found["told"] and not people.read(without(found["told"]), bare=True):
        end = found.start("told")
    end = len(text[:end].rstrip())
    return end if _is_dateline(text[end : end + 3], found, inside, text[end - 1]) else 0


def _bracketed_end(text: str) -> int:
    """The same for one all in brackets: （中央社記者張三台北4日電）, 【环球时报记者 张三】."""
    closing = text.find(BRACKETS.get(text[:1], ""), 1, _LONGEST) if text[:1] in "（(【〔" else -1
    if closing < 0:
        return 0
    first = text[0] not in "【〔" and not BEFORE_TEXT.search(text, 0, closing)
    if first and not _REPORTERS_FIRST.match(text):
        return 0
    inside = text[1:closing]
    return closing + 1 if inside not in NAMES and is_credit(text[: closing + 1]) else 0


def _is_dateline(following: str, found: re.Match[str], inside: str | None, last: str) -> bool:
    ended = not following or following[0].isspace() or last in ":：】]，,"
    if "记者" in (found["places"] or "") or (found["cited"] and last in "，,"):
        return False
    if found["kind"][-1] == "电":
        placed = found["places"] and all(map(PLACES.__contains__, places_in(found["places"])))
        return bool(found["day"] or placed or ended or inside)
    if found["kind"] == "讯" and found["agencies"].startswith("本"):
        return not following.startswith(("号", "息", "问", "记者站"))
    return ended or bool(inside) or bool(found["told"] or found["named"])


def is_credit(line: str) -> bool:
    """Whether a whole line is a closing credit.

    >>> is_credit("(新华社北京11月4日电)"), is_credit("（据统计，有三万人）")
    (True, False)
    """
    if len(line) > _LONGEST or _is_text(line):
        return False
    line = plain(fold(line))
    if "读者" in line and bare_names.is_reader(line):
        return True
    if line[:1] not in BRACKETS and (len(line) > _UNBRACKETED or not _WORDS.search(line)):
        return False
    inside = inside_of(line)
    if inside is None:
        said = _credit(line)
        return said is not None and _says_who(line, said)
    if _credit(inside) is not None or bare_names.of(inside, line[0]):
        return True
    signed = bare_names.is_body(inside) or bare_names.is_unnamed(inside)
    return line[0] in "（(" and signed


def _is_text(line: str) -> bool:
    """Whether a line ends as sentences do, without what alone could make it a credit then."""
    begins = line[:1] not in OPENINGS and not line[:1].isspace()
    return begins and is_stopped(line) and _BEFORE_STOP.search(line) is None


def _says_who(line: str, said: Byline) -> bool:
    """A line without brackets must do more than name an agency: most of its names must be names."""
    named = (*said.reporters, *said.photographers)
    if not named:
        return line.endswith(("电", "评论员"))
    if _OF_PAPER.fullmatch(line):
        return True
    return 2 * sum(map(is_surely_one, named)) > len(named)


def _credit(inside: str) -> Byline | None:
    """What a credit says, or None if it is none."""
    if inside[-1:] == "）" or inside[-1:] == ")":
        inside = _MORE_BEHIND.sub(r"\1 \2", inside)
    inside = reordered(inside)
    sourced = _SOURCE_LAST.fullmatch(inside) if "来源" in inside[1:] else None
    if sourced:
        return _with_source(_credit(sourced[1]), sourced[2])
    return _unnamed(inside) or _named_first(inside) or _headed(inside)


def _named_first(inside: str) -> Byline | None:
    """What a credit says that names authors, and behind a comma or a blank what they are.

    >>> _named_first("路知秋 林海音，作者单位：北方工业经济研究所").reporters
    ('路知秋', '林海音')
    >>> _named_first("路知秋，系北方大学教授").reporters
    ('路知秋',)
    >>> _named_first("路灯坏了，系电缆被挖断所致"), _named_first("路知秋，作者很年轻")
    (None, None)
    """
    found = _NAMED_FIRST.fullmatch(inside)
    if found is None:
        return None
    told = found["told"]
    what = _AUTHOR_IS.fullmatch(told if told.startswith(("作者", "本文")) else f"作者{told}")
    if what is None or what["who"] or what["whom"]:
        return None
    names = split(found["named"])
    if not all(map(bare_names.has_form, names)) or all(map(bare_names.is_said, names)):
        return None
    return Byline(reporters=tuple(names))


def _headed(inside: str) -> Byline | None:
    """What a credit says that may begin with an agency, places and a day."""
    found = HEAD.match(inside)
    rest = inside[found.end() :] if found else inside
    cited = found is not None and not rest and (inside[0] in "据来转原摘" or inside in NAMES)
    if cited:
        return _byline(found, "", people.People())
    if found and _tells(found, rest):
        return None
    if _STOP.search(rest):
        return None
    named = people.read(without(rest), bare=bool(found and found["kind"]))
    if named is None or not (named or (found and found["kind"])):
        return None
    return _byline(found, rest, named)


def _with_source(said: Byline | None, source: str) -> Byline | None:
    """A credit behind which a source is named: 作者：张三 来源：光明日报."""
    agencies = agencies_in(source)
    if said is None or not agencies:
        return None
    return replace(said, agencies=(*said.agencies, *agencies))


def _unnamed(inside: str) -> Byline | None:
    """What is said of an author who is called by what he is."""
    if inside.endswith("评论员"):
        commentator = _COMMENTATOR.fullmatch(inside)
        return Byline((commentator["agencies"],)) if commentator else None
    told = "作者" in inside or "整理" in inside
    author = _AUTHOR_IS.fullmatch(inside) if told else None
    if author is None:
        return None
    who = author["who"] or author["whom"] or ""
    named = people.read(who, bare=True)
    if (who and not named) or (author["who"] and people.read(inside)):
        return None
    return Byline(reporters=tuple(named.reporters)) if named else Byline()


def _tells(found: re.Match[str], rest: str) -> bool:
    """Whether what follows an agency is neither a day nor people: then it tells something."""
    kind = found["kind"]
    said = bool(found["day"]) if not kind else kind not in ("消息", "报道", "图", "图片", "稿")
    return not said and bool(rest or not kind) and not people.ROLE.match(rest)


def _byline(found: re.Match[str] | None, rest: str, named: people.People) -> Byline:
    """What a dateline or a credit's head says, and the agencies of what is said of people."""
    agencies = [*(listed(found["agencies"]) if found else ()), *agencies_in(rest)]
    places = places_in(found["places"]) if found and found["places"] else []
    year, month, day = _day(found["day"] if found else None)
    return Byline(
        tuple(dict.fromkeys(agencies)),
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

    One of over 2,000 characters is no list of people, and says nothing.

    >>> read(None, ("(新华社上海11月4日电 记者宋佳 周蕊 唐诗凝)",))
    ... # doctest: +NORMALIZE_WHITESPACE
    Byline(agencies=('新华社',), places=('上海',), year=None, month=11, day=4,
        reporters=('宋佳', '周蕊', '唐诗凝'), photographers=())
    """
    if not dateline and not credits_:
        return _NOTHING
    said = [_read_dateline(dateline)] if dateline and len(dateline) <= _LONGEST_READ else []
    said += [_read_credit(line) for line in credits_ if len(line) <= _LONGEST_READ]
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
    found = DATELINE.match(folded) or TOLD_BY.match(folded)
    if not found:
        return _read_credit(text.rstrip(":： "))
    said = " ".join(filter(None, map(found.groupdict().get, _SAID)))
    named = people.read(without(said), bare=True) or people.People()
    made = _byline(found, said, named)
    if found.groupdict().get("own"):
        made = replace(made, agencies=(found["own"], *made.agencies))
    return as_printed(made, folded, text)


def _read_credit(line: str) -> Byline:
    folded = fold(line)
    said = plain(folded)
    inside = inside_of(said)
    inside = said if inside is None else inside
    made = _credit(inside)
    if made is None:
        made = Byline(reporters=_names_alone(line, said, inside))
    return as_printed(made, folded, line)


def _names_alone(line: str, said: str, inside: str) -> tuple[str, ...]:
    """The authors whom a line names and says no more of than where they are from."""
    return (
        bare_names.of(inside, said[:1])
        or bare_names.signed(line)
        or bare_names.alone(line)
        or bare_names.placed(inside)
    )
