"""The subject of a clause: the noun phrase that what follows it marks as one.

Every place where the subject could end is weighed from both sides: what ends there (a name, a
title, a body, a pronoun) and what begins there (the verb of saying, an adverb, a preposition, a
verb). The heaviest wins. Clauses are of the folded text with what stands in marks masked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from juku.records import Span
from juku.text import predicates
from juku.text.person_words import BODIES, BODY_WORDS, PEOPLE, WRITINGS
from juku.text.phrases import Phrase
from juku.text.speaker_names import name_before
from juku.text.tables import pattern, words

LONGEST = 120
"""Characters of a clause that are looked at, from its end."""
REMEMBERED = 4096
"""Clauses whose subject is kept: those of one paragraph are asked for more than once."""
ENOUGH = 2.3
"""Weight of both sides from which a noun phrase counts as a subject."""
PERSON = 1.5
"""Weight of the left side from which it is a person, who acts and needs no verb of saying."""
_NAMED, _PRONOUN_WEIGHT, _CERTAIN = 2.0, 3.0, 2.8
_WORK, _PLURAL, _TITLED, _QUOTED, _PEOPLE_WEIGHT, _BODY = 2.5, 2.2, 2.0, 1.6, 1.5, 1.4
_UNKNOWN = 0.3
"""Weight of any other noun phrase right before a verb of saying."""
_SETTLED, _EXTENDED = 4.0, 4
"""Weight that nothing further on reaches, and characters by which a name may yet be longer."""
_LATER, _OBJECT, _TAIL = 1.0, 2.5, 1.2
"""Taken off a noun phrase behind another, one that a preposition governs, one with an adverb."""

_OPENERS = words(
    "对此 因此 于是 然后 接着 这时 此时 如今 近日 日前 当天 当日 最后 最终 之后 此后 随后 其后 "
    "事后 会后 赛后 课后 饭后 当时 其中 同时 此外 另外 不过 但是 但 而 然而 正如 正像 诚如 就像 "
    "近期 昨日 昨天 今天 今日 今年 去年 昨晚 今晚 当晚 次日 翌日 现在 目前 后来 有一次 一次 赛前 "
    "会前 会上 会见时 会谈中 采访中 采访时 电话中 电话里 视频中 视频里 现场 据 由 就连 甚至 "
    "当地时间 北京时间 早在 而且 并且 所以 只见 原来 尽管 虽然 即便 那天 这天 有一天 终于 对于此 "
    "为此 受访时 受访中 有时 每次 每当 随即 尔后 期间 其间 临走时 临别时 一旁 一旁的 旁边 旁边的 "
    "台下 台上 场边 车上 席间 间隙 平时 平日里 闲暇时 说着 话音刚落"
)
_SCENE = (
    r"(?:在|当|于|随着|就在|每当|趁)[^，]{1,30}?(?:方面|过程中|活动中|比赛中|节目中|仪式上|论坛上|大会上|"
    r"采访时|采访中|会上|会议上|致辞中|声明中|发布会上|期间|之际|之前|之后|以后|现场|时候|时|后|前)"
    r"(?![任卫锋者期台续勤方])"
)
_LEAD = re.compile(
    rf"(?:\s|{pattern(_OPENERS)}|有(?![关限些时])[位名]?|{predicates.DATE}|{_SCENE}|[（(][^（()）]*[)）])+"
)
DATELINE = re.compile(
    r".{0,40}?(?:[电讯]|报道|消息)\s*[（(][^（()）]{0,60}[)）]\s*|.{2,20}?[0-9]日电[\s　]"
)
_REPORT = re.compile(r"[^，]{1,30}?报道(?:称|说)?(?![员者]|$)")
"""路透社报道 before a clause with a subject of its own."""
_ADDRESSEE = re.compile("[向给跟冲把]|对(?!方|手)|朝(?![鲜阳中])")
_PREPOSITIONS = re.compile("对着?|向|跟|给|与|和|同|把|被|让|请|告诉|拉着|指着|为|冲着?|朝着?")
_PRONOUN = re.compile(r"(?:(?:他|她|它|我|你|您|咱)们?|大家|对方|双方|两人|二人|三人)$")
_LAST = frozenset("他她它我你您咱们家方人")
_OPENING_PRONOUN = re.compile("[他她它我您你]们?(?![所的])")
_PRONOUNS = frozenset(words("他 她 它 他们 她们 我 我们 大家"))
_PUBLICATION = re.compile(r"(?:[^，。《》]{0,6})《[^》]{1,20}》$")
_CALLED = re.compile(r"(?:名叫|叫做|叫|名为)(?P<who>[^的，]{2,12})的")
_MASKED = re.compile("[“「『‘]□+[”」』’]$")
_CLOSING = frozenset("”」』’")
_BODY_ENDS = (*BODY_WORDS, *WRITINGS)
_NOBODY = frozenset(
    words(
        "问 答 据 这 报道 消息 介绍 文章 此 会 逢人 有人 这句话 这话 有人说 俗话 常言 当地 这里 "
        "那里 全国 国家 地方 发生 民主 人 家"
    )
)
_WHERE = re.compile(
    r"(?:正在|刚刚|刚|在|坐|站|躺|蹲|跪|走|跑|守|忙|赶|闻讯|一旁|[^的]{0,6}[着了]|[^的]{1,8}[上里旁](?=的))[^的]*的"
)
"""Before the noun: where somebody is or what he is doing there."""


class Subject(NamedTuple):
    """A subject's span, and the weight of the noun phrase and of it with what follows."""

    span: Span
    phrase: float
    total: float


class _Ending(NamedTuple):
    """A noun phrase that may be a subject, and whether it is a name."""

    weight: float
    span: Span
    named: bool


def subject(
    text: str, start: int, end: int, *, verb: bool, label: bool = False, bare: bool = False
) -> Subject | None:
    """The subject of the clause ``text[start:end]``; ``verb``: a verb of saying stands at its end.

    A ``label`` has a colon instead of the verb: 记者：. A ``bare`` noun phrase for a person counts
    whatever stands behind it.

    >>> found = subject("主任赵福军在会上", 0, 8, verb=True)
    >>> found.span.of("主任赵福军在会上")
    '赵福军'
    """
    start, end = _trimmed(text, start, end)
    found = _subject(text[start:end], verb=verb, label=label, bare=bare)
    if found is None:
        return None
    return found._replace(span=Span(start + found.span.start, start + found.span.end))


@lru_cache(maxsize=REMEMBERED)
def _subject(clause: str, *, verb: bool, label: bool, bare: bool) -> Subject | None:
    """The subject of a clause without what stands before it."""
    if not clause or _ADDRESSEE.match(clause):
        return None
    if clause in _PRONOUNS or (len(clause) <= 3 and not predicates.MORE.intersection(clause)):
        return _short(clause) if verb else None
    phrase = Phrase(clause)
    pronoun = _OPENING_PRONOUN.match(clause)
    told = pronoun.end() if pronoun else 0
    best: Subject | None = None
    before: _Ending | None = None
    place = 0
    for at in range(1, len(clause) + 1):
        right = _right(phrase, at, verb=verb, label=label)
        likely = right or bare or at <= told or at in phrase.likely
        found = _ending(phrase, at) if likely else None
        if found is None or not (right or _stands(phrase, at, found, bare=bare)):
            continue
        right = right or predicates.BARE
        total = found.weight + right - _taken(clause, at, found, before, place, label=label)
        if best is None or total > best.total or (total == best.total and _longer(found, best)):
            best = Subject(found.span, found.weight, total)
        if before is not None and at > place + _EXTENDED and best.total >= _SETTLED:
            break
        if before is None and right >= predicates.PLAIN and found.weight >= _BODY:
            before, place = found, at
    return best


def _short(clause: str) -> Subject | None:
    """A clause of few characters that is all subject: 专家, 王毅."""
    if clause in _NOBODY or not clause.isalpha():
        return None
    total = _NAMED + predicates.VERB_OF_SAYING
    return Subject(Span(0, len(clause)), _NAMED, total)


def _longer(found: _Ending, best: Subject) -> bool:
    return found.named and found.span.start == best.span.start


def _taken(
    clause: str, at: int, found: _Ending, before: _Ending | None, place: int, *, label: bool
) -> float:
    """What speaks against a noun phrase up to ``at``, behind another that ends at ``place``."""
    taken = _TAIL if at == len(clause) and clause[at - 1] in predicates.TAILS and not label else 0.0
    if before is None or (found.named and found.span.start == before.span.start):
        return taken
    governed = _PREPOSITIONS.search(clause, place, found.span.start if found.named else at)
    return taken + (_OBJECT if governed else _LATER)


def _stands(phrase: Phrase, at: int, found: _Ending, *, bare: bool) -> bool:
    """Whether a noun phrase may end where nothing tells that something else begins."""
    if found.weight >= (_NAMED if bare else _CERTAIN):
        return True
    following = phrase.tags.get(at, "n")
    return found.weight >= _NAMED and following[0] not in "nujsfx"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause without what stands before its subject, and not longer than is looked at."""
    if text.find("）", start, end) >= 0 or text.find("日电", start, end) >= 0:
        dateline = DATELINE.match(text, start, end)
        start = dateline.end() if dateline else start
    start = max(start, end - LONGEST)
    while start < end and text[start] in " \u3000\t：:—，,。":
        start += 1
    while start < end and text[end - 1] in " \u3000\t：:—，,":
        end -= 1
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead and lead.end() < end else start
    if text.find("报道", start, end) >= 0:
        report = _REPORT.match(text, start, end)
        start = report.end() if report and report.end() < end - 1 else start
    return start, end


def _right(phrase: Phrase, at: int, *, verb: bool, label: bool) -> float:
    """How plainly something else than the noun phrase starts at ``at``."""
    if at == phrase.end:
        return predicates.VERB_OF_SAYING if verb else 0.0
    return 0.0 if label and at == phrase.end - 1 else predicates.weight(phrase, at)


def _ending(phrase: Phrase, at: int) -> _Ending | None:
    """The noun phrase that ends at ``at``, where one may."""
    text = phrase.text
    if text[at - 1] == "的" or (at < phrase.end and text[at] in "的们"):
        return None
    pronoun = _PRONOUN.search(text, max(0, at - 2), at) if text[at - 1] in _LAST else None
    if pronoun is not None and (pronoun.start() == 0 or text[pronoun.start() - 1] in "时后，"):
        return _Ending(_PRONOUN_WEIGHT, Span(pronoun.start(), at), named=True)
    name = name_before(phrase, at)
    if name is not None and name.weight >= _NAMED and not predicates.is_word(text, name.start, at):
        return _Ending(name.weight, Span(name.start, name.end), named=True)
    weight = _kind(phrase, at) or (_UNKNOWN if at == phrase.end else 0.0)
    if not weight or (weight < PERSON and predicates.begins(text, 0, at)):
        return None
    whole = _whole(text, at)
    return None if whole is None else _Ending(weight, whole, named=False)


def _kind(phrase: Phrase, at: int) -> float:
    """How surely a noun phrase without a name that ends at ``at`` stands for a speaker."""
    text = phrase.text
    if at not in phrase.ends and at not in phrase.titles and at != phrase.end:
        return 0.0
    last = text[at - 1]
    person = last in PEOPLE and phrase.tags.get(phrase.ends.get(at, at), "n")[0] not in "vad"
    latin = last.isascii() and last.isalpha()
    evidence = (
        (last == "》" and _PUBLICATION.search(text, 0, at), _WORK),
        (last == "们", _PLURAL),
        (at in phrase.titles, _TITLED),
        (last in _CLOSING and _MASKED.search(text, 0, at), _QUOTED),
        (person, _PEOPLE_WEIGHT),
        (latin or last in BODIES or text.endswith(_BODY_ENDS, 0, at), _BODY),
    )
    return next((weight for holds, weight in evidence if holds), 0.0)


def _whole(text: str, end: int) -> Span | None:
    """The noun phrase up to ``end``, without what says where somebody stands, or None."""
    called = _CALLED.search(text, 0, end) if "叫" in text or "名为" in text else None
    if called is not None:
        return Span(called.start("who"), called.end("who"))
    start = 0
    where = _WHERE.match(text, 0, end)
    if where is not None and end - where.end() > 1:
        start = where.end()
    elif text[0] in "在于从" or (text[0] == "当" and not text.startswith("当地")):
        return None
    masked = _MASKED.search(text, start, end) if text[end - 1] in _CLOSING else None
    if masked is not None:
        start, end = masked.start() + 1, masked.end() - 1
    phrase = text[start:end]
    nobody = phrase in _NOBODY or phrase.endswith("有人") or phrase.startswith("这是")
    if len(phrase) > 30 or (masked is None and (nobody or not any(c.isalpha() for c in phrase))):
        return None
    return Span(start, end)
