"""Whether what stands right before quotation marks says that speech follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.quotations import quote_clauses, speakers, speech
from juku.text.vocabulary.person_words import WRITINGS
from juku.text.vocabulary.tables import by_last

if TYPE_CHECKING:
    from juku.records import Span

COLONS, COMMAS = frozenset("：:"), frozenset("，,")
SHORTEST = 4
"""Characters of words in marks that nothing but a verb introduces."""
_DOCUMENTS = by_last((*WRITINGS, "》", "法", "合同", "办法", "章程"))
"""Ends of what may lead to words that somebody else says: 《意见》规定，“…”，她说。."""
_PUNCTUATION = re.compile(r"[，。！？；…,!?]")
_LABEL = re.compile(
    r"(?:[题号目名称]|(?<![其题致有])词|(?<![自快细低耳笑软])语|[写印刻画书]着|[是为作即]|(?<![大尖惊高狂怪喊吼嚎哀])叫|如下|内容|包括|告示|横幅|标语|[匾标]牌|牌子|招牌|字样|海报|标题|"
    r"启事|条幅|对联|大字)[：:]\s*$"
)
_LONGEST_LABEL = 3
"""Characters of it, its colon among them."""
PREDICATES = re.compile(
    "成为|成了|作为(?!一[名个位][^，。]{1,20}，)|被(?![告害捕困救访采问追])(?![^，。]{1,14}(?:称[作为]|誉为|叫[做作]?|唤作)[^，。]{1,12}的)(?![^，。]{1,16}的[^，。]{0,8}[者人员民师生家手])|之类|等|的?一声|[^，。“]{0,4}铃声?响"
)
"""Behind words in marks that are a subject or an example, not speech."""
_SOUNDS = frozenset(
    "叮咚嘀滴嗒答轰隆砰啪哗啦汪喵哐当嗡嘟嘭噼里零丁铃吱嘎哒笃嗖唰咕噜咣咔嚓噗叽喳咩哞滋哧"
)
_MOST_SOUNDS = 12
"""Characters of words in marks that may be no more than a sound."""
_PERSONS = re.compile("[我咱你您]")
_PREDICATE = re.compile(
    "不[要会能必得可应宜是用准许]|[要能]不|千万|切[勿莫记]|[别莫勿](?![墅人的处名国大])|[应必]须|应[当该]?|可以|必定|一定"
    "|[要会能是有得](?![求素员点议事场计力人义所])|[了吗吧呢]$|(?<![领首])先[^，]{1,6}再"
)
"""What a clause has that a slogan has not: a modal, a negation, a particle at its end."""
_OWN_CLAUSE, _CLAUSE = 5, 6
"""Characters from which words that speak of me or you, and any that have a predicate, are one."""
_GOVERNS = frozenset("的等这之为")
"""What follows words in marks that are part of a larger phrase: “…”的说法."""


def is_introduced(view: str, first: int, start: int, end: int, words: str, cue: int | None) -> bool:
    """Whether a verb of saying, which starts at ``cue``, or a colon is right before the marks."""
    lead = view[first:start].rstrip()
    if lead[-1] in COLONS:
        if cue is not None:
            return True
        tells = _tells(lead)
        return tells and (has_clause(words) or _is_labelled(view, first, start, words))
    replied = cue is None and lead[-1] == "是" and speech.REPLY.search(lead) is not None
    clause = (cue is not None or replied) and has_clause(words)
    if not (replied or cue is not None) or (not clause and speech.attaches(lead)):
        return False
    if not clause and speech.addresses(lead) and not is_statement(words):
        return False
    following = view[end + 1 : end + 2]
    closed = following in ("", "。", "，", ",", "！", "？", "；")
    return (clause and following not in _GOVERNS) or (closed and len(words) >= SHORTEST)


def says(view: str, speaker: Span | None, cue: int | None) -> bool:
    """Whether a verb of saying whose subject is no document stands before the marks."""
    if speaker is None or cue is None:
        return False
    who = speaker.of(view)
    return not who.endswith(_DOCUMENTS.get(who[-1:], ()))


def _tells(lead: str) -> bool:
    """Whether a colon at the end of a lead is before what is said, not before what is written."""
    labelled = _LABEL.search(lead, max(len(lead) - _LONGEST_LABEL, 0)) is not None
    if not labelled or speech.OUTCOME.search(lead) is not None:
        return True
    readers = (quote_clauses.writer, quote_clauses.note)
    return any(reader(lead, 0, len(lead)) is not None for reader in readers)


def _is_labelled(view: str, first: int, start: int, words: str) -> bool:
    """Whether a speaker and a colon are all that stands before the marks: 王毅：“…”."""
    return len(words) >= SHORTEST and speakers.labelled(view, first, start) is not None


def has_word(words: str) -> bool:
    """Whether anything but marks and blanks stands in the marks."""
    return words[:1].isalnum() or any(character.isalnum() for character in words)


def has_clause(words: str) -> bool:
    """Whether words in marks are more than one clause, or one with its stop."""
    return _PUNCTUATION.search(words) is not None


def is_statement(words: str) -> bool:
    """Whether words without a stop are one clause by themselves, and no slogan.

    >>> is_statement("我不会接你的店"), is_statement("先停车再接电话"), is_statement("踊跃投票")
    (True, True, False)
    """
    persons = _PERSONS.search(words) is not None and len(words) >= _OWN_CLAUSE
    return persons or (len(words) >= _CLAUSE and _PREDICATE.search(words) is not None)


def is_sound(words: str) -> bool:
    """Whether words in marks only write a sound, which nobody says.

    >>> is_sound("滴滴滴！"), is_sound("丁零零——"), is_sound("当心！")
    (True, True, False)
    """
    if len(words) > _MOST_SOUNDS or words[0] not in _SOUNDS:
        return False
    heard = [character for character in words if character.isalnum()]
    return len(heard) > 1 and _SOUNDS.issuperset(heard)


def ends(words: str, stops: str) -> bool:
    """Whether words in marks end in one of ``stops``, marks inside them not counted."""
    last = words.rstrip("’』」")[-1:]
    return last != "" and last in stops
