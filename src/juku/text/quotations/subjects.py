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
from juku.text.quotations import doing, predicates, speech
from juku.text.quotations.noun_phrases import (
    BODY,
    CERTAIN,
    KNOWN,
    NAMED,
    NOBODY,
    POSSESSED,
    UNKNOWN,
    Ending,
    ending,
    whole_phrase,
)
from juku.text.quotations.phrases import Phrase
from juku.text.vocabulary import jieba_dictionary, surnames
from juku.text.vocabulary.person_words import PEOPLE, TITLE, WRITINGS
from juku.text.vocabulary.tables import pattern, words
from juku.text.vocabulary.word_tables import lists

LONGEST = 120
"""Characters of a clause that are looked at, from its end."""
REMEMBERED = 4096
"""Clauses whose subject is kept: those of one paragraph are asked for more than once."""
ENOUGH = 2.3
"""Weight of both sides from which a noun phrase counts as a subject."""
_BRIEF = 3
"""Characters of a name that may be any word: 启功."""
_SETTLED, _EXTENDED = 4.0, 4
"""Weight that nothing further on reaches, and characters by which a name may yet be longer."""
_LATER, _OBJECT, _TAIL = 1.0, 2.5, 1.2
"""Taken off a noun phrase behind another, one that a preposition governs, one with an adverb."""
_OPENERS = lists("speech")["openers"]
_SCENE = (
    r"(?:在|当(?![地事选局])|于(?=[0-9昨今当近前上本])|随着|就在|每当|趁)[^，]{1,30}?(?:方面|过程中|活动中|比赛中|节目中|仪式上|论坛上|大会上|"
    r"采访时|采访中|会上|会议上|致辞中|声明中|发布会上|期间|之际|之前|之后|以后|现场|时候|时|(?<![随然此今])后|前)"
    r"(?![任卫锋者期台续勤方])"
)
_VOICES = (
    "(?:广播|大?喇叭|电话|对讲机|大?屏幕|手机|耳机|话筒|音箱|直播间|评论区|弹幕|微信群|视频|录音|语音|短信|镜头)"
    "(?:里|中|上|那头|那端|另一头|另一端)"
)
"""Where words are heard or read of somebody who is elsewhere."""
_SOME = "(?!其中(?:[一二两三]人|一[名位]$))"
"""Not before one of several, who is 其中一人."""
_LEAD = re.compile(
    rf"(?:\s|{_VOICES}的?|{_SOME}{pattern(_OPENERS)}的?|从[^，的]{{2,20}}[来去过业乡休伍职役下上出]的|有(?![关限些时]|人(?!大))[位名个]?|可(?=[他她]们?(?![人乡]))|{predicates.DATE}|{_SCENE}|[（(][^（()）]*[)）])+"
)
_OPENER = re.compile(
    rf"{pattern(_OPENERS)}|随后|接着|缓缓|再次|继续|一再|首先|立即|马上|连忙|仅|只|仅仅|边.{{1,3}}边"
)
"""What leads to a verb of saying without a subject of its own."""
DATELINE = re.compile(
    r".{0,40}?(?:[电讯]|报道|消息)\s*[（(][^（()）]{0,60}[)）]\s*"
    r"|.{2,20}?[0-9一二三四五六七八九十]日电(?:[\s　]|$)"
    r"|.{1,14}?(?:讯|(?<=[社网日])电)(?=[\s　]|$)|[（(][^（()）]{1,30}[)）]"
    r"|[【〔［\[][^【】〔〕［］\[\]]{1,40}[】〕］\]]\s*"
    r"|[^，。“]{2,12}记者[\s　]+[\u4e00-\u9fff]{2,4}"
    r"(?:[\s　、]+[\u4e00-\u9fff]{2,4}){0,4}(?=[\s　]|$)"
)
_CLOSES = frozenset("）】〕］")
"""Closes the brackets of a dateline, or of the line that says who reports."""
_REPORT = re.compile(r"[^，]{1,30}?报道(?:称|说)?(?![员者]|$)")
"""路透社报道 before a clause with a subject of its own."""
_ADDRESSEE = re.compile(
    "[向给冲把]|面对(?!面)|塞给|递给|跟(?![踪随拍进访][^，]{1,20}的)|对(?!方|手)|朝(?![鲜阳中鲁克])"
)
_PREPOSITIONS = re.compile("对着?|向|跟|给|与|和|同|把|被|让|请|告诉|拉着|指着|为|冲着?|朝着?")
_LISTENER = re.compile(
    "(?:(?:[向跟]|(?<![面针相反])对|(?<![塞递交送扔丢])给)(?![方手外])[^，对向]{0,8}(?:记者|媒体|[他她我]|大家|众人|家人|学生|徒弟|战友|同事|儿子|女儿|们|[社报台网》]|央视|卫视|警方|法庭|客人|顾客|观众|[球歌]迷)"
    "(?:如此|这样)?|[对朝冲向]着[^，]{1,14})$"
)
"""To whom somebody speaks, right before the verb of saying."""
_TOWARD, _FARTHEST = frozenset("向对跟给朝冲"), 18
"""What such words begin with, and no fewer characters than they may have."""
_OPENING_PRONOUN = re.compile("[他她它我您你]们?(?![所的])")
_PRONOUNS = frozenset(words("他 她 它 他们 她们 我 我们 大家"))
_MANNERS = frozenset("dazvtcpil")
"""First letters of the dictionary's tags of what may stand before a verb of saying."""
_PAPERS = tuple(WRITINGS)


class Subject(NamedTuple):
    """A subject's span, and the weight of the noun phrase and of it with what follows."""

    span: Span
    phrase: float
    total: float


def subject(
    text: str, start: int, end: int, *, verb: bool, label: bool = False, bare: bool = False
) -> Subject | None:
    """The subject of the clause ``text[start:end]``; ``verb``: a verb of saying stands at its end.

    Of a clause that cites another it is he: Y of X援引Y的话. A ``label`` has a colon instead of the
    verb: 记者：. A ``bare`` noun phrase for a person counts
    whatever stands behind it.

    >>> found = subject("主任赵福军在会上", 0, 8, verb=True)
    >>> found.span.of("主任赵福军在会上")
    '赵福军'
    """
    found = _of_clause(text[start:end], verb, label, bare)
    if found is None or start == 0:
        return found
    (first, last), phrase, total = found
    return Subject(Span(start + first, start + last), phrase, total)


@lru_cache(maxsize=REMEMBERED)
def _of_clause(text: str, verb: bool, label: bool, bare: bool) -> Subject | None:
    """``subject`` of a whole text; by place, because a call by name takes as long as the rest."""
    cited = speech.cited(text) if verb and not label else None
    start, end = cited or (0, len(text))
    start, end = _trimmed(text, start, end, labelled=verb and not label)
    near = max(start, end - _FARTHEST)
    spoken = verb and not _TOWARD.isdisjoint(text[near:end])
    listener = _LISTENER.search(text, near, end) if spoken else None
    end = listener.start() if listener is not None and listener.start() > start else end
    found = _subject(text[start:end], verb=verb, label=label, bare=bare)
    if found is None:
        return None
    return found._replace(span=Span(start + found.span.start, start + found.span.end))


def _subject(clause: str, *, verb: bool, label: bool, bare: bool) -> Subject | None:
    """The subject of a clause without what stands before it."""
    if not clause or _is_toward(clause) or _OPENER.fullmatch(clause) or doing.is_all(clause):
        return None
    if clause in _PRONOUNS or (len(clause) <= 3 and not predicates.MORE.intersection(clause)):
        return _short(clause) if verb else None
    phrase = Phrase(clause)
    pronoun = _OPENING_PRONOUN.match(clause)
    told = pronoun.end() if pronoun else 0
    best: Subject | None = None
    before: Ending | None = None
    place = plain = 0
    for at in range(1, len(clause) + 1):
        right = _right(phrase, at, verb, label)
        if right and plain == 0 and at > 1 and _parts(phrase, at, right):
            plain = at
        likely = right or bare or at <= told or at in phrase.likely
        found = ending(phrase, at) if likely else None
        if found is None or not (right or _stands(phrase, at, found, bare=bare)):
            continue
        right = right or predicates.BARE
        total = (
            found.weight + right - _taken(clause, at, found, before, place, tail=verb and not label)
        )
        total -= _LATER * _swallows(found, best)
        if best is None or total > best.total or (total == best.total and _longer(found, best)):
            best = Subject(found.span, found.weight, total)
        if before is not None and at > place + _EXTENDED and best.total >= _SETTLED:
            break
        if before is None and right >= predicates.PLAIN and found.weight >= BODY:
            before, place = found, at
    if verb and plain and (best is None or best.phrase == UNKNOWN):
        return _unknown(phrase, plain) or best
    return best


def _is_toward(clause: str) -> bool:
    """Whether a clause opens with whom or what something is done to, not with 向阳村, 冲压车间."""
    manner = predicates.word(clause, 0, len(clause)) if "地" in clause[2:5] else None
    if manner is not None and manner[0][-1] == "地":
        clause = clause[manner.end() :]
    clause = clause.removeprefix("一边")
    if not clause or _ADDRESSEE.match(clause) is None or TITLE.match(clause):
        return False
    first, tag = next(iter(jieba_dictionary.tagged(clause, guess=False)))
    return len(first) == 1 or (tag[0] not in "nf" and tag != "vn")


def _unknown(phrase: Phrase, at: int) -> Subject | None:
    """Any noun phrase before what plainly is none: 课题组 of 课题组在声明中."""
    whole = whole_phrase(phrase.text, at) if phrase.text[at - 1] != "的" else None
    if whole is None or (phrase.tags.get(whole.start, "n")[0] in "vdpcu" and at > _BRIEF):
        return None
    inside = range(whole.start + 1, at)
    if any(phrase.tags.get(p) == "v" and p + 1 not in phrase.ends for p in inside):
        return None
    return Subject(whole, UNKNOWN, ENOUGH)


def _short(clause: str) -> Subject | None:
    """A clause of few characters that is all subject: 专家, 王毅."""
    if clause in NOBODY or not clause.isalpha() or predicates.is_word(clause, 0, len(clause)):
        return None
    if len(clause) > 1 and _tells_how(clause):
        return None
    total = NAMED + predicates.VERB_OF_SAYING
    return Subject(Span(0, len(clause)), NAMED, total)


def _tells_how(clause: str) -> bool:
    """Whether a word alone says how or when something is said, and is no name: 反复, 沉痛."""
    called = clause[0] in "老小阿" and clause[1] in surnames.IN_PROSE
    if called or clause[-1] in PEOPLE or clause.endswith(_PAPERS):
        return False
    phrase = Phrase(clause)
    tag = phrase.tags[0]
    if phrase.titles or phrase.ends.get(phrase.end) != 0:
        return False
    return tag == "d" or (tag[0] in _MANNERS and clause[0] not in surnames.IN_PROSE)


def _parts(phrase: Phrase, at: int, right: float) -> bool:
    """Whether an adverb, a preposition or a set form begins, and no verb that is part of a noun."""
    adverb = right >= predicates.PLAIN and phrase.tags.get(at, "v") in ("d", "ad", "p", "t", "c")
    brief = at <= _BRIEF and right > predicates.BARE and phrase.tags.get(at) == "v"
    return right >= predicates.WORDS or adverb or brief


def _longer(found: Ending, best: Subject) -> bool:
    return found.named and found.span.start == best.span.start


def _swallows(found: Ending, best: Subject | None) -> bool:
    """Whether a noun phrase holds a plain subject and its verb: 负责人回应|记者."""
    if best is None or best.phrase < NAMED or found.named:
        return False
    plain = best.total - best.phrase >= predicates.WORDS
    return plain and found.span.start == best.span.start


def _taken(
    clause: str, at: int, found: Ending, before: Ending | None, place: int, *, tail: bool
) -> float:
    """What speaks against a noun phrase up to ``at``, behind another that ends at ``place``."""
    taken = _TAIL if tail and at == len(clause) and clause[at - 1] in predicates.TAILS else 0.0
    if before is None or (found.named and found.span.start == before.span.start):
        return taken
    if found.named and found.span.start == place and not before.named:
        return taken
    if before.weight == BODY and not found.named and found.span.start == before.span.start:
        return _LATER * clause.endswith(_PAPERS, 0, at)
    if found.named and clause[before.span.start : before.span.end].isascii():
        return taken
    governed = _PREPOSITIONS.search(clause, place, found.span.start if found.named else at)
    return taken + (_OBJECT if governed else _LATER)


def _stands(phrase: Phrase, at: int, found: Ending, *, bare: bool) -> bool:
    """Whether a noun phrase may end where nothing tells that something else begins."""
    if phrase.text[at + 1 : at + 2] == "的" or predicates.opens_name(phrase, at):
        return False
    if found.weight >= (NAMED if bare else CERTAIN):
        return True
    following = phrase.tags.get(at, "n")
    if found.named and found.weight >= KNOWN and at + 1 not in phrase.ends:
        return phrase.tags.get(found.span.start, "n") not in ("ns", "nt")
    return found.weight >= NAMED and following[0] not in "nujsfx" and following != "vn"


def _trimmed(text: str, start: int, end: int, *, labelled: bool) -> tuple[int, int]:
    """A clause without what stands before its subject, and not longer than is looked at.

    One that is ``labelled`` starts behind the label: 家长 of 记者：有家长.
    """
    if text.find("日电", start, end) >= 0 or not _CLOSES.isdisjoint(text[start:end]):
        dateline = DATELINE.match(text, start, end)
        start = dateline.end() if dateline else start
    start = max(start, end - LONGEST)
    while start < end and text[start] in " \u3000\t：:—，,。":
        start += 1
    while start < end and text[end - 1] in " \u3000\t：:—，,":
        end -= 1
    label = text.rfind("：", start, end) + 1 if labelled else 0
    start = label if label and not text[label].isdigit() else start
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead and lead.end() < end else start
    if text.find("报道", start, end) >= 0:
        report = _REPORT.match(text, start, end)
        start = report.end() if report and report.end() < end - 1 else start
    return start, end


def _right(phrase: Phrase, at: int, verb: bool, label: bool) -> float:
    """How plainly something else than the noun phrase starts at ``at``; asked of every place."""
    if at == phrase.end:
        return predicates.VERB_OF_SAYING if verb else 0.0
    if phrase.text[at] == "的":
        return predicates.PLAIN if POSSESSED.match(phrase.text, at) else 0.0
    return 0.0 if label and at == phrase.end - 1 else predicates.weight(phrase, at)
