"""Who says a quotation: the subject of the verb of saying before or behind it.

The speaker is the person's name where one is printed (赵福军 of 国务院…主任赵福军, 习近平 of
习近平总书记), else the noun phrase (外交部发言人, 总书记, 网友, 她), always a slice of the text.
All functions look at a narrative: the folded paragraph with what stands in quotation marks masked.
"""

from __future__ import annotations

import re
from itertools import pairwise

from juku.records import Span
from juku.text import speaker_names
from juku.text.tables import words

_LONG = words(
    "说道 表示 告诉 介绍 坦言 直言 感叹 感慨 回忆 透露 解释 补充 回答 反问 追问 问道 喊道 写道 "
    "笑道 叹道 讲道 宣布 呼吁 警告 回应 评论 评价 留言 反映 提醒 承认 否认 声称 宣称 重申 叮嘱 "
    "嘱咐 嘱托 寄语 勉励 赞叹 称赞 大喊 高喊 齐喊 惊呼 欢呼 高呼 证实 分析 预测 批评 质疑 抱怨 "
    "强调 指出 认为 提出 阐明 阐述 阐释 回信 致信 发文 发帖 吆喝 招呼 建议 要求 主张 总结 描述 "
    "形容 吐槽 打趣 点评 澄清 驳斥 谴责 祝愿 祝福 鼓励 安慰 劝告 吩咐 命令 保证 承诺 自述 讲述 "
    "诉说 念叨 嘀咕 嘟囔 附和 应道 回复 答复 嚷道 惊叹 疾呼 倡议 通报"
)
_SHORT = (
    r"(?<![听据所小传学演解劝虽再来])说|(?<![声宣人名堪简])称|(?<![回])答|(?<![反学疑])问"
    r"|(?<![说问喊写笑叹讲应嚷报知频轨街河管跑渠味])道|(?<![演])讲|(?<![坦直发留语])言|云|曰|喊|(?<![感赞惊])叹"
)
_VERB = rf"(?:{'|'.join(_LONG)}|{_SHORT})"
_ENDING = r"(?:[道说称着过了]|起来|一声|如是)?"
_LISTENER = rf"(?:(?!{_VERB})[^，。：:；！？“”]){{0,8}}"
_INTRODUCES = re.compile(
    rf"(?:如是|如此)?(?P<verb>{_VERB}){_ENDING}(?:[，,]\s*|\s*|{_LISTENER}[：:]\s*|(?:本报|新华社)?记者[，,]?\s*)$"
)
"""Ends a narrative that leads to a quotation: X说：, X表示，, X提醒乘客：."""
_CLAUSE_VERB = re.compile(
    rf"(?:(?:如是|如此)?(?P<said>{_SHORT}){_ENDING}(?=$|[：:，,。！？]|记者)"
    rf"|(?P<long>{'|'.join(_LONG)})"
    r"|(?P<nod>笑了笑|笑笑|点点头|点了点头|摇摇头|摇了摇头|叹了口气|摆摆手|摆了摆手|顿了顿|深有感触|感触颇深|感慨万千|激动不已|信心满满|"
    r"难掩激动|十分激动|非常激动|激动万分|满怀信心|充满信心|喜笑颜开|笑得合不拢嘴|竖起了?大拇指|感慨良多)$)"
)
_SAYING_OF = re.compile(
    r"[，,]?这(?:句话|番话)?(?:正|就|也|既|便)?是(?P<who>[^，。]{1,20}?)"
    r"(?:(?:经?常|时?常|爱|总|反复|最爱|最常)(?:说|讲|念叨|挂在嘴边)"
    r"|(?:对[^，。]{1,20})?的(?:共同|殷殷|殷切|深情|谆谆|最大|由衷|一致|真实)?(?:嘱托|心声|心愿|期望|期许|感受|感慨|信念|承诺|回答|叮嘱|座右铭))"
)
_COMMA = re.compile(r"[，,；;]")
_TOPIC = re.compile(
    r"(?:说起|谈到|谈起|提到|提起|谈及|说到|对于|关于|面对|看到|随着|经过|为了|当|如果|由于)"
)
_LEAD = re.compile(
    r"(?:\s|据|而|但是?|不过|同时|此外|随后|当时|其中|正如|正像|诚如|就像|对此|因此|于是|然后|接着|这时|此时|如今|近日|日前|当天|如今|最后|"
    r"昨[天日]|今[天日]|有(?!关)|[0-9]+月[0-9]+日|[0-9]+日|在[^，]{1,14}?(?:采访时|采访中|会上|会议上|致辞中|声明中|发布会上))+"
)
_TAILS = (
    re.compile(
        r"(?:又|还|也|则|就|便|都|曾|常|已|再|更|当即|立即|随即|深刻|明确|多次|反复|一再|再次|郑重|公开|如此|这样|如是|"
        r"并且?|接着|继续|连连|齐声|小声|大声|低声|轻声|悄声|高声|感慨|由衷|曾经|经常|常常|一边|一直|特别|进一步|率先|回应|"
        r"报道|发文|报告|评论|总结|补充|解释|介绍|警告|坦率|激动|强调)$"
    ),
    re.compile(
        r"([\u4e00-\u9fff])([\u4e00-\u9fff])\2地$|[\u4e00-\u9fff]{2}地[^，]{0,4}$|[\u4e00-\u9fff]地$"
    ),
    re.compile(
        r"(?:[0-9]+月)?[0-9]+日$|(?:周|星期)[一二三四五六日天]$|[上下]午$|昨[天日晚]$|今[天日晚]$|日前$|近日$|当天$|晚间$|[一-十]{1,3}日$"
    ),
    re.compile(
        r"(?:点点头|点着头|摇摇头|笑了笑|摆摆手|擦了?擦[^，]{1,3}|乐得合不拢嘴|流着泪|含着泪|哽咽着|一边[^，]{1,12})$"
    ),
    re.compile(r"[\u4e00-\u9fff]着$"),
    re.compile(
        r"(?:拉|握|抱|指|看|望|捧|拿|端|摸|挥|抹|拍|牵|搓|扶|站|坐|面对|带)着?[^，的]{0,6}(?:的[^，]{1,3})?$"
    ),
    re.compile(r"(?:对着?|向|跟|冲着?|朝|给|与)[^，]{1,40}$"),
    re.compile(r"(?:接受|发表|回答|用|通过|出席|会见|参加|谈到|谈及|针对|就|以)[^，]{1,24}$"),
    re.compile(r"(?:在|于)[^，]{1,40}$"),
    re.compile(r"(?<=》)[中里上]$"),
    re.compile(r"[（(][^（()）]{1,12}[)）]$|(?<=[\u4e00-\u9fff])所$"),
)
_PUBLICATION = re.compile(r"[^，。《》]{0,6}《[^》]{1,20}》")
_UTTERANCE = re.compile(
    r"讲话|话语|寄语|嘱托|贺信|贺词|致辞|演讲|号召|教诲|叮咛|一席话|一番话|这番话|的话"
)
_NOBODY = frozenset({"", "问", "答", "据", "这", "报道", "消息", "介绍", "文章", "此", "会"})
_PRONOUN = re.compile(r"(?:(?:他|她|它|我)们?|大家)(?![的们])")


def cue(narrative: str, start: int, end: int) -> re.Match[str] | None:
    """The verb of saying that ``narrative[start:end]`` leads to a quotation with."""
    return _INTRODUCES.search(narrative, max(start, end - 20), end)


def named_sayer(narrative: str, start: int, end: int) -> Span | None:
    """Who says, where a name and a verb are all that follows (“…”弗莱舍尔写道)."""
    lead = cue(narrative, start, end)
    if lead is None or lead.start() <= start:
        return None
    found = _certain(narrative, start, lead.start())
    return found if found is not None and found.start == start else None


def before(narrative: str, start: int, end: int) -> Span | None:
    """The speaker that ``narrative[start:end]``, which leads to a quotation, names."""
    lead = cue(narrative, start, end)
    clauses = _clauses(narrative, start, lead.start() if lead else end)
    if lead is not None and clauses:
        found = _subject(narrative, *clauses[-1])
        if found is not None:
            return found
        clauses.pop()
    for first, last in reversed(clauses):
        found = _said_in(narrative, first, last) or _head(narrative, first, last)
        if found is not None:
            return found
    return None


def said(narrative: str, start: int, end: int) -> Span | None:
    """The speaker of the first clause of ``narrative[start:end]`` that ends in a verb of saying."""
    for first, last in _clauses(narrative, start, end):
        found = _said_in(narrative, first, last)
        if found is not None:
            return found
    return None


def after(narrative: str, start: int, end: int) -> Span | None:
    """The speaker that ``narrative[start:end]``, which follows a quotation, names."""
    saying = _SAYING_OF.match(narrative[start:end])
    if saying is not None:
        return _subject(narrative, start + saying.start("who"), start + saying.end("who"))
    clauses = _clauses(narrative, start, end)[:5]
    for index, (first, last) in enumerate(clauses):
        if _TOPIC.match(narrative, first):
            continue
        verb = _CLAUSE_VERB.search(narrative, first, last)
        if verb is None:
            continue
        found = _subject(narrative, first, verb.start())
        for earlier in reversed(clauses[:index]):
            found = found or _head(narrative, *earlier)
        if found is not None:
            return found
    return _owner(narrative, clauses)


def _owner(narrative: str, clauses: list[tuple[int, int]]) -> Span | None:
    """The person whose 讲话, 嘱托 and the like the clause behind a quotation speaks of."""
    if not clauses or not _UTTERANCE.search(narrative, *clauses[0]):
        return None
    return _head(narrative, *clauses[0])


def _clauses(narrative: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a narrative between commas, empty ones left out."""
    cuts = [start, *(c.end() for c in _COMMA.finditer(narrative, start, end)), end]
    parts = [(a, b) for a, b in pairwise(cuts) if narrative[a:b].strip(" ，,；;")]
    return [
        (a, b - len(narrative[a:b]) + len(narrative[a:b].rstrip(" ，,；;：:"))) for a, b in parts
    ]


def _said_in(narrative: str, start: int, end: int) -> Span | None:
    """The subject of a clause that ends in a verb of saying (张伟说，…)."""
    lead = cue(narrative, start, end)
    return None if lead is None else _subject(narrative, start, lead.start())


def _subject(narrative: str, start: int, end: int) -> Span | None:
    """The speaker in what stands before a verb of saying: a name, else the noun phrase."""
    start, end = _trim(narrative, start, end)
    lead = _LEAD.match(narrative, start, end)
    if lead is not None:
        start = lead.end()
    if narrative.startswith(("向", "对", "给", "跟", "冲", "朝", "把"), start):
        return None
    certain = _certain(narrative, start, end)
    if certain is not None:
        return certain
    titled = speaker_names.title_end(narrative, start, end)
    if titled is not None:
        return _phrase(narrative, start, titled)
    return _noun(narrative, start, end) or _noun(
        narrative, narrative.find("的", start, end) + 1 or end, end
    )


def _noun(narrative: str, start: int, end: int) -> Span | None:
    """The noun phrase that is left without the adverbials behind it."""
    while start < end:
        shorter = _cut(narrative, start, end)
        if shorter == end:
            break
        end = shorter
    if not narrative.startswith("一", start):
        start = max(start, narrative.rfind("的", start, end - 2) + 1)
    return _phrase(narrative, start, end)


def _certain(narrative: str, start: int, end: int) -> Span | None:
    """A pronoun, a person's name, or a publication at the start of a clause."""
    end = min(end, start + 120)
    pronoun = _PRONOUN.match(narrative, start, end)
    if pronoun is not None:
        return Span(start, pronoun.end())
    book = _PUBLICATION.match(narrative, start, end)
    return Span(start, book.end()) if book else speaker_names.first(narrative, start, end)


def _trim(narrative: str, start: int, end: int) -> tuple[int, int]:
    while start < end and narrative[start] in " \u3000\t：:—，,。":
        start += 1
    while start < end and narrative[end - 1] in " \u3000\t：:—，,":
        end -= 1
    return start, end


def _cut(narrative: str, start: int, end: int) -> int:
    """``end`` moved before an adverbial that ends there."""
    for tail in _TAILS:
        found = tail.search(narrative, start, end)
        if found is not None and found.end() == end:
            _, shorter = _trim(narrative, start, found.start())
            return shorter
    return end


def _phrase(narrative: str, start: int, end: int) -> Span | None:
    """The noun phrase itself, where it can be a speaker."""
    phrase = narrative[start:end]
    if phrase in _NOBODY or len(phrase) > 30 or not any(c.isalpha() for c in phrase):
        return None
    return Span(start, end)


def _head(narrative: str, start: int, end: int) -> Span | None:
    """The person whom a clause begins with, before its predicate (郝建华在读到回信后)."""
    start, end = _trim(narrative, start, end)
    if _TOPIC.match(narrative, start, end):
        return None
    found = _certain(narrative, start, end)
    if (
        found is None
        and speaker_names.title_end(narrative, start, end) == end
        and end - start <= 12
    ):
        return _phrase(narrative, start, end)
    return found
