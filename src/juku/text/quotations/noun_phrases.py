"""Noun phrases that may be the subject of a verb of saying, and how surely they are a speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juku.records import Span
from juku.text.quotations import predicates
from juku.text.quotations.speaker_names import name_before
from juku.text.vocabulary.person_words import BODIES, BODY_WORDS, PEOPLE, WRITINGS
from juku.text.vocabulary.tables import by_last, words

if TYPE_CHECKING:
    from juku.text.quotations.phrases import Phrase

PERSON = 1.5
"""Weight of the left side from which it is a person, who acts and needs no verb of saying."""
NAMED, PRONOUN, CERTAIN, KNOWN = 2.0, 3.0, 2.8, 2.6
_WORK, _PLURAL, _TITLED, _PEOPLE_WEIGHT, _QUOTED, BODY = 2.5, 2.2, 2.0, 1.5, 1.45, 1.4
UNKNOWN = 0.3
"""Weight of any other noun phrase right before a verb of saying."""
_PRONOUN = re.compile(r"(?:(?:他|她|它|我|你|您|咱)们?|大家|对方|双方|两人|二人|三人)$")
_LAST = frozenset("他她它我你您咱们家方人")
_PUBLICATION = re.compile(r"(?:[^，。《》]{0,6})《[^》]{1,60}》$")
_CALLED = re.compile(r"(?:名叫|叫做|叫|名为)[“「‘『]?(?P<who>[^的，“「‘『”」’』]{2,12})[”」’』]?的")
_MASKED = re.compile("[“「『‘]□+[”」』’]$")
_CLOSING = frozenset("”」』’")
_BODY_ENDS = by_last((*BODY_WORDS, *WRITINGS))
NOBODY = frozenset(
    words(
        "问 答 据 这 报道 消息 介绍 文章 此 会 逢人 有人 这句话 这话 有人说 俗话 俗语 古语 谚语 "
        "信中 信里 来信 回信 文中 书中 "
        "民谚 农谚 老话 常言 当地 这里 那里 全国 国家 地方 发生 民主 人 家 没人 无人 谁"
    )
)
_WHERE = re.compile(
    r"(?:正在|刚刚|刚|第一个|被(?![告害])|(?:曾经?|长期|常年|一直)?在|坐|站|躺|蹲|跪|走(?!失)|跑|守|忙|赶|闻讯|一旁|[^的]{0,6}[着了]|[^的]{1,8}[上里旁下边](?=的))[^的]*的"
    r"|[^的]{0,3}(?:[排下上外里边旁口场内侧]|(?<!其)中)(?=[一两几][位名个])"
)
"""Before the noun: where somebody is or what he is doing there."""
_AGE = re.compile(
    "(?:年仅|年近|年过|今年|现年|已经|已|才|刚|时年)?[0-9零一二三四五六七八九十百多]{1,5}岁的$"
)
"""How old somebody is who is told by a pronoun."""
_GRADE = re.compile("初[一二三](?=[男女学年班级的])")
"""Of a school, not a day of the moon: 初二女生."""
_WORDS = ("这是", "一句", "一声", "一遍", "一番", "一条", "这句", "这番", "话虽", "话是")
"""What opens a phrase for what was said."""
_COUNTED = frozenset("位名个")
_ONE = re.compile("[一两几][位名个]")
"""Opens a noun phrase that is whole: 一个背着画板的女孩."""
_MANY = re.compile("[\u4e00-\u9fff]{1,3}[0-9]+余?多?[人名位]")
"""Says how many something happens to: 造成3人死亡."""
_COUNTER = re.compile("[这那该某][名位]")
"""No noun phrase without what it counts."""
_BINDS = frozenset("的们·地")
_BOUND = re.compile("[的们·]|地(?![产区方铁震点位块质勤])")
"""What binds the words before it to what follows: 慈祥地."""
_BELONGS = re.compile(
    "(?:竞选)?团队|办公室|工作室|办事处|事务所|基金会|政府|内阁|当局|阵营|家属|家人"
    "|(?:父亲|母亲|妻子|丈夫|儿子|女儿|哥哥|弟弟|姐姐|妹妹)(?!的?[\u4e00-\u9fff]{2,3}$)"
)
"""Behind a name: those who belong to somebody and speak themselves, 默茨办公室, 王磊母亲."""
_BELONGING = frozenset("竞团办工事基政内当阵家父母妻丈儿女哥弟姐妹")
"""First characters of these."""
POSSESSED = re.compile(
    "的(?:双|两|一只|左|右)?(?:手(?![机术段续法艺])|声音|嗓音|嗓门|语气|语调|情绪|心情|信心|底气|自信|激动|兴奋|喜悦|眼|脸|目光|神情|神色|神态|表情|态度|口吻|口气|泪|心里|心中|内心|嗓子|眉头|嘴角|笑容|眼神)"
    "|(?<=[文篇告书信记])的(?:开头|开篇|结尾|末尾|序言|前言|扉页)"
    "|(?<=》)的(?:报道|文章|社评|社论|评论|消息|一[篇项])"
)
"""What a speaker has that does something in his place: 老人的手在发抖."""
_CAUSED = re.compile(
    "引得|惹得|逗得|使得|吸引|引来|迎来|传来|传出|响起|让|(?:得到|引发|引起|赢得|博得)(?=[^的]*$)"
)
"""Behind these stands who is made to do something."""


class Ending(NamedTuple):
    """A noun phrase that may be a subject, and whether it is a name."""

    weight: float
    span: Span
    named: bool


def ending(phrase: Phrase, at: int) -> Ending | None:
    """The noun phrase that ends at ``at``, where one may."""
    text = phrase.text
    binds = at < phrase.end and text[at] in _BINDS
    if text[at - 1] == "的" or (binds and _BOUND.match(text, at)):
        possessed = at < phrase.end and POSSESSED.match(text, at)
        if not possessed or text[at - 1] == "的":
            return None
    pronoun = _PRONOUN.search(text, max(0, at - 2), at) if text[at - 1] in _LAST else None
    titled = at + 1 in phrase.inside and at not in phrase.inside
    if (
        pronoun is not None
        and not titled
        and (pronoun.start() == 0 or text[pronoun.start() - 1] in "时后，")
    ):
        return Ending(PRONOUN, Span(pronoun.start(), at), named=True)
    if pronoun is not None and not titled and text.endswith("岁的", 0, pronoun.start()):
        return Ending(PERSON, Span(_of_age(text, pronoun.start()), at), named=False)
    belongs = text[at : at + 1] in _BELONGING and _BELONGS.match(text, at)
    name = None if belongs else name_before(phrase, at)
    if name is not None and name.weight >= NAMED and not _is_said_of(phrase, name.start, at):
        return Ending(name.weight, Span(name.start, name.end), named=True)
    weight = _kind(phrase, at) or (UNKNOWN if at == phrase.end else 0.0)
    whole = whole_phrase(text, at) if weight else None
    if (
        whole is None
        or _governs(phrase, whole)
        or (weight < PERSON and _begins(phrase, whole.start, at))
    ):
        return None
    return Ending(weight, whole, named=False)


def _is_said_of(phrase: Phrase, start: int, end: int) -> bool:
    """Whether what looks like a name is, or begins, a word that follows subjects: 常挂|在嘴边."""
    if predicates.is_word(phrase.text, start, end):
        return True
    return start > 0 and predicates.reaches(phrase.text, start, end, phrase.end)


def _of_age(text: str, end: int) -> int:
    """Where the words begin that say before ``end`` how old somebody is: 年仅十九岁的|他."""
    found = _AGE.search(text, 0, end)
    return end if found is None else found.start()


def _governs(phrase: Phrase, span: Span) -> bool:
    """Whether a preposition stands in a noun phrase, which then is none: 课题组在声明."""
    tag = phrase.tags.get(span.start)
    if (tag == "v" and span.start + 1 in phrase.ends) or tag == "p":
        return True
    end = phrase.text.rfind("《", span.start, span.end) if phrase.text[span.end - 1] == "》" else -1
    end = span.end if end < 0 else end + 1
    first = max(span.start, phrase.text.rfind("的", span.start, end)) + 2
    parts = ((at, phrase.tags[at]) for at in range(first, end - 1) if at in phrase.tags)
    return any(
        (tag == "p" and phrase.text[at] not in "与和" and not phrase.text[at - 1].isdigit())
        or (tag in ("d", "t") and at + 1 not in phrase.ends and not _GRADE.match(phrase.text, at))
        for at, tag in parts
    )


def _begins(phrase: Phrase, start: int, end: int) -> bool:
    """Whether what starts at ``start`` only follows a subject, and is no longer noun."""
    tag = phrase.tags.get(start, "x")
    noun = start + 1 not in phrase.ends and (tag[0] == "n" or tag == "vn")
    return not noun and predicates.begins(phrase.text, start, end)


def _is_counted(phrase: Phrase, at: int) -> bool:
    """Whether 家 before ``at`` counts a shop, or is of 国家, and is no person: 一家|唱片店."""
    thing = phrase.tags.get(at, "x") == "n" and phrase.counts(at - 1)
    return thing or phrase.text.endswith("国家", 0, at)


def _kind(phrase: Phrase, at: int) -> float:
    """How surely a noun phrase without a name that ends at ``at`` stands for a speaker."""
    text = phrase.text
    if at not in phrase.ends and at not in phrase.titles and at != phrase.end:
        return 0.0
    last = text[at - 1]
    if last == "》" and _PUBLICATION.search(text, 0, at):
        return _WORK
    if last == "们":
        return _PLURAL
    if at in phrase.titles:
        return _TITLED
    if last in _CLOSING and _MASKED.search(text, 0, at):
        return _QUOTED
    latin = last.isascii() and last.isalpha()
    body = latin or last in BODIES or text.endswith(_BODY_ENDS.get(last, ()), 0, at)
    return _PEOPLE_WEIGHT if _is_person(phrase, at, last) else BODY * body


def _is_person(phrase: Phrase, at: int, last: str) -> bool:
    """Whether a word for a person ends at ``at``, in the character ``last``."""
    word = phrase.ends.get(at, at)
    if last == "人" and word < at - 1 and phrase.tags[word] == "n":
        return True
    if last not in PEOPLE or (last == "家" and _is_counted(phrase, at)):
        return False
    return phrase.tags.get(word, "n")[0] not in "vad"


def whole_phrase(text: str, end: int) -> Span | None:
    """The noun phrase up to ``end``, without what says where somebody stands, or None."""
    called = _CALLED.search(text, 0, end) if "叫" in text or "名为" in text else None
    if called is not None:
        return Span(called.start("who"), called.end("who"))
    start = 0
    # It ends in 的, or one is counted behind it.
    may = "的" in text or not _COUNTED.isdisjoint(text)
    where = _WHERE.match(text, 0, end) if may and not _ONE.match(text) else None
    if where is not None and end - where.end() > 1:
        start = where.end()
    elif (
        text[0] in "在于从"
        or (text[0] == "被" and text[1:2] not in "告害捕困救")
        or (text[0] == "当" and text[1:2] not in "地事选局")
    ):
        return None
    masked = _MASKED.search(text, start, end) if text[end - 1] in _CLOSING else None
    if masked is not None:
        start, end = masked.start() + 1, masked.end() - 1
    if _CAUSED.search(text, start, end):
        return None
    if text.find("：", start, end) >= 0:
        return None
    if text[end - 1] == "》" and "的《" in text:
        start = text.rfind("的《", start, end) + 1 or start
    phrase = text[start:end]
    nobody = (
        phrase in NOBODY
        or _MANY.fullmatch(phrase)
        or _COUNTER.fullmatch(phrase)
        or phrase.endswith("有人")
        or phrase.startswith(_WORDS)
    )
    work = phrase.endswith("》")
    if not 1 < len(phrase) <= (80 if work else 30) or (
        masked is None and (nobody or not (phrase.isalpha() or any(c.isalpha() for c in phrase)))
    ):
        return None
    return Span(start, end)
