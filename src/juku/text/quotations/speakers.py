"""Who says a quotation: the subject of the verb of saying before or behind it.

The speaker is the person's name where one is printed (赵福军 of 国务院…主任赵福军, 习近平 of
习近平总书记), else the noun phrase (外交部发言人, 总书记, 网友, 她), always a slice of the text.
Who cites another (X引用Y的话说) speaks; whom a paper cites (X援引Y的话说) speaks himself. Of words
that are asked of X (X被Y追问) it is Y, of a letter or message (X收到Y发来的短信, Y的来信，信里说)
who sent it, of a note (X留下一张字条，上面写着) who wrote it, if told. Of a voice without an
owner (一个声音喊道) it is None.
All functions look at a narrative: the folded paragraph with what stands in quotation marks masked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.quotations import companions, quote_clauses, speech
from juku.text.quotations.noun_phrases import BODY, NAMED, PERSON
from juku.text.quotations.subjects import ENOUGH, subject

if TYPE_CHECKING:
    from juku.records import Span

_COMMA = re.compile(r"[，,；;]")
_EMPTY = " ，,；;：:"
_TOPIC = re.compile(
    r"(?:针对|至于|说起|谈到|谈起|提到|提起|谈及|说到|对于|关于|面对|看到|随着|经过|为了|当(?![地事选红代家局班值])|被问[及到起]|如果|由于|顺着|望着|看着|问及|问起)"
)
_REPORTERS = frozenset({"记者", "笔者", "本报记者"})
"""They see and go where others speak."""
_YET = re.compile("[，,]?可[他她]")
"""Right behind a quotation: what follows is about another than who said it."""
_MAKES = ("让", "令人", "引得", "使得", "惹得")
"""Behind these stands who is made to do something by what was said."""
_OTHER_END = "对方"
"""Who called, behind a clause about a call."""
_SEVERAL = frozenset({"双方", "各方", "两人", "二人", "三人"})
"""They act together, but one of them speaks."""
_TOUCHES = ("谈到", "提到", "讲到", "说到")
"""At the end of a clause, before what was said about it."""
_GOT = ("得到", "收到", "换来", "等来", "听到", "获得", "接到")
"""Before the reply that somebody got: 他得到的答复是：."""
_HE = frozenset({"他", "她"})
"""In the same sentence one who was named in its first clause: “…”李某并不服气，她说….."""
LABELS = 2.0
"""Weight of a noun phrase from which a colon behind it is enough."""
SURE = 2.4
"""Weight of a subject from which no other clause is asked."""
_LETTERS, _LETTER_LEAD, _LETTER_REACH = frozenset("信报文件书"), 12, 60
"""What a letter is called by again, and in how many characters before a quotation it is looked
for, and whose it is."""
_LABEL = re.compile(r"[\w·\-（）()《》、 \u3000]{1,40}[：:]\s*$")


def before(narrative: str, start: int, end: int) -> Span | None:
    """The speaker that ``narrative[start:end]``, which leads to a quotation, names."""
    return led(narrative, start, end, speech.cue(narrative, start, end))


def led(narrative: str, start: int, end: int, lead: int | None) -> Span | None:
    """The same where it is known at which place, if at any, the verb of saying starts."""
    near = max(start, end - speech.LONGEST_LEAD)
    colon = narrative[near:end].rstrip().endswith(("：", ":"))
    sent = _written(narrative, start, near, end) if colon else None
    seen = colon and sent is None and speech.SEEN.search(narrative, near, end)
    if sent is not None or seen:
        return _sayer(narrative, *sent) if sent else _owner(narrative, near, end, least=NAMED)
    outcome = None
    if lead is None:
        outcome = (speech.OUTCOME if colon else speech.REPLY).search(narrative, near, end)
    if outcome is not None and narrative.endswith(_GOT, start, outcome.start()):
        return None
    stop = lead if lead is not None else outcome.start() if outcome else end
    last = _last_clause(narrative, start, stop)
    if last[0] >= last[1]:
        return None
    led = lead is not None or outcome is not None
    found = _sayer(narrative, *last) if led else labelled(narrative, start, end)
    if found is not None:
        return found
    for clause in reversed(_clauses(narrative, start, last[0] if led else stop)):
        found = found or _said_in(narrative, *clause) or _actor(narrative, *clause)
    if found is None and led:
        return _sayer(narrative, *last, sure=False)
    return found or _bare(narrative, *last)


def _written(narrative: str, start: int, near: int, end: int) -> tuple[int, int] | None:
    """Where who wrote stands, where a letter, a note or a diary with its colon ends at ``end``."""
    last = narrative[end - 2 : end - 1]
    sent = quote_clauses.sender(narrative, near, end) if last in quote_clauses.SENDS else None
    if sent is None and last in quote_clauses.NOTED:
        sent = quote_clauses.note(narrative, start, end)
    if sent is None and not _LETTERS.isdisjoint(narrative[max(start, end - _LETTER_LEAD) : end]):
        sent = quote_clauses.letter(narrative, max(start, end - _LETTER_REACH), end)
    return sent or quote_clauses.writer(narrative, near, end)


def labelled(narrative: str, start: int, end: int) -> Span | None:
    """The speaker whom nothing but a colon follows: 记者：, 王毅：."""
    if _LABEL.fullmatch(narrative, start, end) is None:
        return None
    found = subject(narrative, start, end, verb=True, label=True)
    return found.span if found is not None and found.phrase >= LABELS else None


def said(narrative: str, start: int, end: int) -> Span | None:
    """The speaker of the first clause of ``narrative[start:end]`` that ends in a verb of saying.

    Who sees it so in the first of all speaks as well: 在X看来，….
    """
    seen = quote_clauses.VIEW.match(narrative, start, end)
    if seen is not None:
        return _sayer(narrative, *seen.span("who"))
    for first, last in _clauses(narrative, start, end):
        found = _said_in(narrative, first, last)
        if found is not None:
            return found
    return None


def tells_that(narrative: str, start: int, end: int) -> Span | None:
    """Who says what the first clause of ``narrative[start:end]`` tells: 他说自己不识字，…."""
    clauses = _clauses(narrative, start, end)
    tells = quote_clauses.TELLS_THAT.search(narrative, *clauses[0]) if len(clauses) > 1 else None
    return None if tells is None else _sayer(narrative, clauses[0][0], tells.start())


def asker(narrative: str, start: int, end: int) -> Span | None:
    """Who asked what stands before ``narrative[start:end]``: 面对主持人的提问，…."""
    asked = quote_clauses.ASKER.match(narrative, start, end)
    return None if asked is None else _sayer(narrative, *asked.span("who"))


def reported(narrative: str, start: int, end: int) -> Span | None:
    """The speaker whose words a whole sentence tells: X介绍，…, X算了笔账：…."""
    found = said(narrative, start, end)
    colon = narrative.find("：", start, end) + 1
    if found is None and colon:
        found = before(narrative, start, colon)
    found = found or after(narrative, start, end)
    return None if found is None or found.of(narrative) in _REPORTERS else found


def is_told_of(narrative: str, start: int, end: int) -> bool:
    """Whether the clause behind a quotation speaks of its words, or of a voice."""
    patterns = (
        quote_clauses.REFERS,
        quote_clauses.NOBODY,
        quote_clauses.CRY,
        quote_clauses.BY_TURNS,
    )
    return any(pattern.search(narrative, start, end) for pattern in patterns)


def spoken_of(narrative: str, start: int, end: int) -> Span | None:
    """The person whom a whole sentence is about, where nothing but their words follows it."""
    if quote_clauses.NOBODY.search(narrative, start, end):
        return None
    felt = quote_clauses.FELT.match(narrative, start, end)
    seen = quote_clauses.VIEW.match(narrative, start, end)
    if felt is not None:
        return _actor(narrative, *felt.span("who"))
    if seen is not None:
        return _sayer(narrative, *seen.span("who"))
    for clause in _clauses(narrative, start, end):
        found = _said_in(narrative, *clause) or _actor(narrative, *clause)
        if found is not None and found.of(narrative) not in _REPORTERS:
            return found
    return None


def teller(narrative: str, start: int, stop: int) -> Span | None:
    """Who tells the reporter in the sentence behind ``narrative[start:stop]``, a scene."""
    others = (quote_clauses.REFERS, quote_clauses.NOBODY, quote_clauses.SOMEBODY)
    if any(pattern.search(narrative, start, stop) for pattern in others):
        return None
    told = quote_clauses.TELLS.match(narrative, stop + 1)
    return None if told is None else _sayer(narrative, *told.span("who"))


def in_turn(narrative: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Who says the first and who the second of two quotations before ``narrative[start:end]``."""
    named = quote_clauses.in_turn(narrative, start, end)
    both = None if named is None else [_sayer(narrative, *one, sure=False) for one in named]
    return (both[0], both[1]) if both and both[0] and both[1] else None


def acting(narrative: str, start: int, end: int) -> Span | None:
    """The person who does something in the last clause of ``narrative[start:end]`` with one."""
    for first, last in reversed(_clauses(narrative, start, end)):
        found = _said_in(narrative, first, last) or _actor(narrative, first, last)
        if found is not None:
            return found
    return None


def named_sayer(narrative: str, start: int, end: int) -> Span | None:
    """Who says, where a name and a verb are all that follows (“…”弗莱舍尔写道)."""
    lead = speech.cue(narrative, start, end)
    if lead is None or lead <= start:
        return None
    found = _sayer(narrative, start, lead)
    return found if found is not None and not narrative[start : found.start].strip() else None


def after(narrative: str, start: int, end: int) -> Span | None:
    """The speaker that ``narrative[start:end]``, which follows a quotation, says to be one."""
    saying = speech.SAYING_OF.match(narrative[start:end])
    if saying is not None:
        group = "who" if saying["who"] else "sayer"
        return _sayer(narrative, start + saying.start(group), start + saying.end(group))
    fallen = quote_clauses.FALLEN.match(narrative, start, end)
    if fallen is not None:
        return _sayer(narrative, *fallen.span("who"))
    if _YET.match(narrative, start, end) or quote_clauses.BY_TURNS.match(narrative, start, end):
        return None
    clauses = _clauses(narrative, start, end)[:5]
    verbs = [
        (index, first, verb.start())
        for index, (first, last) in enumerate(clauses)
        if not _TOPIC.match(narrative, first)
        and (verb := speech.verb(narrative, first, last)) is not None
    ]
    for index, first, at in verbs:
        found = _sayer(narrative, first, at)
        if (
            index
            and found is not None
            and found.of(narrative) in _HE
            and not _is_when(narrative, clauses[0])
        ):
            found = _actor(narrative, *clauses[0]) or found
        for earlier in reversed(clauses[:index]):
            found = found or _actor(narrative, *earlier)
        if found is not None:
            return found
    weak = (_sayer(narrative, first, at, sure=False) for _, first, at in verbs)
    return next(filter(None, weak), None)


def _is_when(narrative: str, clause: tuple[int, int]) -> bool:
    """Whether a clause only says when the next is so: 民警找到小丽时，她说…."""
    return narrative.endswith(("时", "后"), *clause)


def actor_after(narrative: str, start: int, end: int, *, asks: bool) -> Span | None:
    """The person who does something right behind a quotation, without a verb of saying.

    ``asks``: it is a question.
    """
    told = quote_clauses.WHILE.match(narrative, start, end)
    start = start if told is None else told.end()
    owned = (
        quote_clauses.owned(narrative, start, end)
        or quote_clauses.LED.match(narrative, start, end)
        or quote_clauses.SPOKE.match(narrative, start, end)
        or quote_clauses.KEPT.search(narrative, start, end)
        or quote_clauses.VIEW.match(narrative, start, end)
        or quote_clauses.ANSWERED.match(narrative, start, end)
    )
    if owned is not None:
        return _sayer(narrative, *_with_owner(narrative, start, owned))
    left = quote_clauses.LEFT.match(narrative, start, end)
    referred = quote_clauses.REFERS.search(narrative, start, end) and not left
    turns = quote_clauses.BY_TURNS.match(narrative, start, end)
    if referred or turns or _YET.match(narrative, start, end):
        return None
    return _first_actor(narrative, _clauses(narrative, start, end)[:4], asks=asks)


def _first_actor(narrative: str, clauses: list[tuple[int, int]], *, asks: bool) -> Span | None:
    """Who acts in the first of ``clauses`` with somebody, unless one speaks of a voice before."""
    for index, (first, last) in enumerate(clauses):
        if quote_clauses.CRY.search(narrative, first, last):
            return None
        if quote_clauses.CALL.search(narrative, first, last):
            return _caller(narrative, *clauses[index + 1]) if clauses[index + 1 :] else None
        found = _actor(narrative, first, last) or _owner(narrative, first, last, least=BODY)
        if (
            found is not None
            and quote_clauses.WHEN.search(narrative, first, last)
            and clauses[index + 1 :]
        ):
            found = _actor(narrative, *clauses[index + 1]) or found
        if found is not None:
            return None if found.of(narrative) in _REPORTERS else found
        heard = quote_clauses.NOBODY.search(narrative, first, last)
        if heard and (asks or not quote_clauses.INTERROGATED.match(narrative, first, last)):
            return None
    return None


def _caller(narrative: str, start: int, end: int) -> Span | None:
    """Who is at the other end of a call that the clause before speaks of."""
    found = _actor(narrative, start, end)
    return found if found is not None and found.of(narrative) == _OTHER_END else None


def owner_after(narrative: str, start: int, end: int) -> Span | None:
    """Whose 开场白, 话语 and the like a clause behind quotations says they were."""
    owners = (_owner(narrative, *clause) for clause in _clauses(narrative, start, end)[:4])
    return next(filter(None, owners), None)


def _with_owner(narrative: str, start: int, owned: re.Match[str]) -> tuple[int, int]:
    """Whose words they are, with what stands before 的 in the clause: 王家沟的|老人们."""
    first, last = owned.span("who")
    if owned.start() == first > start and narrative[first - 1] == "的":
        first = max(start, narrative.rfind("，", start, first) + 1)
    return first, last


def _clauses(narrative: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a narrative between commas, empty ones left out."""
    parts: list[tuple[int, int]] = []
    at = start
    for part in _COMMA.split(narrative[start:end]):
        clause = part.rstrip(_EMPTY)
        if clause and not clause.isspace():
            parts.append((at, at + len(clause)))
        at += len(part) + 1
    return parts


def _last_clause(narrative: str, start: int, end: int) -> tuple[int, int]:
    """The last part of a narrative between commas; it is empty where there is none."""
    end = start + len(narrative[start:end].rstrip(_EMPTY))
    cut = max(
        narrative.rfind("，", start, end),
        narrative.rfind(",", start, end),
        narrative.rfind("；", start, end),
        narrative.rfind(";", start, end),
    )
    return max(start, cut + 1), end


def _said_in(narrative: str, start: int, end: int) -> Span | None:
    """The subject of a clause that ends in a verb of saying (张伟说，…)."""
    if _TOPIC.match(narrative, start, end):
        return None
    lead = speech.cue(narrative, start, end)
    lead = speech.told(narrative, start, end) if lead is None else lead
    if lead is None and narrative.endswith(_TOUCHES, start, end):
        lead = end - len(_TOUCHES[0])
    return None if lead is None else _sayer(narrative, start, lead)


def _sayer(narrative: str, start: int, end: int, *, sure: bool = True) -> Span | None:
    """The subject of a verb of saying that stands at ``end``, or whom it cites."""
    start = quote_clauses.caller(narrative, start, end)
    found = subject(narrative, start, end, verb=True)
    if found is None or found.total < (SURE if sure else ENOUGH):
        return None
    return companions.both(narrative, found.span, end)


def _actor(narrative: str, start: int, end: int) -> Span | None:
    """The person who does something in a clause without a verb of saying."""
    if narrative.startswith(_MAKES, start):
        return None
    if _TOPIC.match(narrative, start, end):
        return None
    found = subject(narrative, start, end, verb=False)
    if found is None or found.phrase < PERSON or found.total < ENOUGH:
        return None
    if found.span.of(narrative) in _SEVERAL or quote_clauses.HEARD.match(narrative, found.span.end):
        return None
    return None if companions.joined(narrative, start, found.span.start) else found.span


def _bare(narrative: str, start: int, end: int) -> Span | None:
    """The person whom a clause speaks of, whatever stands behind the name."""
    found = subject(narrative, start, end, verb=False, bare=True)
    return found.span if found is not None and found.total >= ENOUGH else None


def _owner(narrative: str, start: int, end: int, *, least: float = PERSON) -> Span | None:
    """The person whose 讲话, 嘱托 and the like a clause speaks of."""
    utterance = speech.UTTERANCE.search(narrative, start, end)
    if utterance is None or _TOPIC.match(narrative, start, end):
        return None
    heard = quote_clauses.HEARD.search(narrative, start, utterance.start())
    start = heard.end() if heard else start
    of = narrative.rfind("的", start, utterance.start() + 1)
    found = subject(narrative, start, of if of > start else utterance.start(), verb=True)
    return found.span if found is not None and found.phrase >= least else None
