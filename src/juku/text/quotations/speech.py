"""Where verbs of saying lead to a quotation or follow one, and what else says whose words it is."""

from __future__ import annotations

import re
from functools import lru_cache

from juku.text.quotations.verbs import FIRST, LONG, SHORT, THINKS, TO, VERB, WORD
from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

_TABLE = lists("speech")
_ENDING = r"(?:[道说称着过到下完罢毕]|起来|一声|如是)?"
LONGEST_LEAD = 20
"""Characters before a quotation in which a verb of saying is looked for."""
_REMEMBERED = 4096
"""Leads that are kept: that of one quotation is asked for more than once."""
_LISTENERS = "众民者他她我业户客友生长们家主员人亲妈爸子"
"""Last characters of those to whom words in marks are said without a mark between: 提醒市民“…”."""
LAST = frozenset(word[-1] for word in LONG).union(
    "说称答问道讲言云曰喊叹写着过到下来声是句", _LISTENERS
)
"""Characters that words right before a quotation end in, where no stop does."""
_LISTENER = rf"(?:(?!{VERB})[^，,。：:；！？“”□]){{0,8}}"
_HEARER = rf"(?:(?!{VERB})[^，,。：:；！？“”□]){{1,8}}"
_NO_NOUN = (
    "(?!(?<=分析|评论|批评|解说|讲述|预言|通报)(?:师|人|家(?![长人属])|员|者))"
    "(?!声(?![称明])|阶段|环节)"
)
"""Behind a verb of saying that is not the start of a word for a person or a sound."""
_INTRODUCES = re.compile(
    rf"(?<![的该此项种份])(?<!这一)(?P<verb>{VERB})(?:{_ENDING}|[了过]?(?:这么|这样)?一?[句声])"
    rf"(?:[，,：:]?\s*|(?<![^坦直笑留]言)(?<![云曰]){_LISTENER}[：:]\s*|(?:本报|新华社)?记者[，,]?\s*)$"
    r"|[扔丢撂甩抛]下了?(?:这么|这样)?一句(?:话)?\s*$"
    rf"|(?:{THINKS})(?<![的该此]..)[，,]\s*$"
    rf"|(?P<to>{TO})(?!我$)(?:[^，,。：:；！？“”□]{{1,8}}[，,]"
    rf"|(?<![的该此项种份]..){_HEARER}(?:[：:]|(?<=[{_LISTENERS}])))\s*$"
)
"""Ends a narrative that leads to a quotation: X说：, X表示，, X提醒乘客：, X告诉学生们，."""
_TOLD = re.compile(rf"(?:{TO})(?!我$)[^，,。：:；！？“”□]{{1,8}}$")
_CLAUSE_VERB = re.compile(
    rf"(?:(?P<said>{SHORT}){_ENDING}(?=(?:[他她我你]们?|大家|(?<=问)[^，。个得了]{{2,6}})?$|[：:，,。！？]|记者)"
    rf"|(?<![的该项种份])(?<!^此)(?<![^如]此)(?<!这[一声番])(?P<long>{WORD}){_NO_NOUN})"
)
_A_SENTENCE = re.compile(
    "[接插补回顶冒甩丢扔蹦撂怼抛喊骂劝](?:[了上来出]|[出上来]了)?(?:这么|这样)?一句(?![^，。]{0,6}[话诗词的])"
)
"""Is a verb of saying behind a quotation: 接了一句."""
_WORDS_OF_HIS = pattern(_TABLE["sayings"])
_OFTEN = (
    r"(?:经?常|时?常|爱|总|反复|最爱|最常|问得最多|说得最多|听到最多)(?:会|要)?"
    r"(?:说|讲|念叨|挂在嘴[边上]|提到|的)"
)
"""X常说, X总挂在嘴边."""
_IS_HIS = rf"(?:对[^，。]{{1,20}})?的(?:[^，。的]{{1,4}})?{_WORDS_OF_HIS}"
"""X的座右铭, X对我们的嘱托."""
_HABIT = r"[^，。的]{2,14}(?:[经时]?常|总|爱|反复)(?:会|要)?(?:说|讲|念叨|挂在嘴[边上])的"
_GIVEN = (
    rf"(?:(?!{_HABIT})[给为对跟向][^，。的]{{1,12}}?[算讲说上立留定传写捎][^，。的]{{0,4}}"
    r"|(?:[留讲说写]给|教给?(?![练员师授官头务研导职工士材科]|育(?![我他她你咱])))[^，。的]{1,12})"
    r"的[^，。的人]{1,10}(?:$|，)"
)
"""X给Y算的一笔账, X留给Y的话."""
_SPOKEN = (
    r"(?:挂在嘴[边上]|说|讲|写下|留下|喊出)过?的(?:一句|第一句|最后一句|一番)?(?:话|誓言|口号)"
)
"""X说过的一句话."""
_SAYER = (
    r"(?:(?:说|讲|喊)(?:出)?(?:这句话|这番话|这话|此话)|说话|开口|发问|问话|喊话|搭话)的(?:人)?[，,]?"
    r"(?:正|就)?是(?P<sayer>[^，。]{2,40})"
)
"""说这话的是X."""
SAYING_OF = re.compile(
    r"[，,]?这(?:句话|番话)?(?:正|就|也|既|便)?是(?P<who>[^，。被]{1,20}?)"
    rf"(?:{_OFTEN}|{_IS_HIS}|{_GIVEN}|{_SPOKEN})|{_SAYER}"
)
"""Behind a quotation: 这是X常说的, 这是X的座右铭, 这是X给Y算的一笔账, 说这话的是X."""
_IN_FEW_WORDS = (
    r"(?:(?:只有|就)[一二两三四五六七八九十0-9]+个?(?:字|句话?)"
    r"|铿锵有力|[则却也都更倒同样依然]{0,2}(?:[有些点很十分非常颇为格外更相当显得]{1,4}[\u4e00-\u9fff]{2,4}"
    r"|不[同一]|相[反左近似同]|一致|截然相反|如出一辙|出人意料|斩钉截铁|耐人寻味|意味深长|掷地有声|直截了当"
    r"|干脆|简[单短洁]|明确|坚[决定]|直[接白]|朴[实素]|谨慎|冷淡|巧妙|幽默|爽快|坦[率诚]|[乐悲]观))"
)
_IS = r"(?:[也却都]?(?:总|永远|始终|往往|每次都|依然|仍|只|就)?是|为)"
_A_WORD = r"(?:那|这|同样的?|同)?(?:一?句(?:话)?)?"
OUTCOME = re.compile(rf"的?{pattern(_TABLE['outcomes'])}{_IN_FEW_WORDS}?{_IS}?{_A_WORD}[：:]\s*$")
"""Before a quotation: X的结论是：."""
CITED = re.compile(
    r"(?:援引|引述)(?P<who>[^，]{2,40}?)(?:的(?:话|说法|观点|报道|消息|言论|表态))?(?:报道|称)?$"
)
"""Y of X援引Y的话说."""
IN_WORDS = re.compile("(?<![引借援套使])用(?P<who>[^，的]{1,20})的话来?$")
"""Y of 用Y的话说."""
PASSIVE = re.compile(
    "被(?![告害捕困访采申试保执调骗撞救拘押子褥窝单面套罩里])(?P<who>[^，被的]{1,8})$"
)
"""Y of X被Y追问."""
REPLY = re.compile(r"的(?:回答|答复|回复|回应|解释|话)(?:只|就|也|却|都|总|仍)?是\s*$")
"""Before a quotation, as a verb is: X的答复是“…”."""
UTTERANCE = re.compile(rf"{pattern(_TABLE['utterances'])}|(?<=的)一[句番声席]")
"""What somebody utters, or shows while speaking, in a clause that is about it."""
_LOOSE_LEAD = re.compile(rf"{pattern(_TABLE['governing'])}$")
_LISTENER_LEAD = re.compile(rf"(?:{TO})[^，,。：:；！？“”□]{{1,8}}(?<=[{_LISTENERS}])(?<!记者)$")
_MACHINES = "(?:广播|大?喇叭|扩音器|扬声器|音箱)"
SEEN = re.compile(
    r"(?:(?:看到|看见|见到(?![他她我])|收到|发现|听到|传来|响起|[弹跳蹦]出|贴着|挂着|刷着|印着|响了)"
    r"(?:(?!后)[^，。]){0,15}"
    rf"|(?<![^，。；！？”□])(?:[^，。：；的]{{1,8}}的)?{_MACHINES}(?:[里中上]|(?![员站室社剧电体操]))[^，。：；]{{0,8}}"
    r"|(?:提示音|语音提示|自动回复|忙音))[：:]\s*$"
)
"""Before a quotation that is seen or heard, and whose speaker is not named."""


def cited(clause: str) -> tuple[int, int] | None:
    """Where those stand whom a clause cites, or by whom another is asked."""
    for hint, standing in (("引", CITED), ("的话", IN_WORDS), ("被", PASSIVE)):
        found = standing.search(clause) if hint in clause else None
        if found is not None:
            return found.span("who")
    return None


def attaches(lead: str) -> bool:
    """Whether a verb that also governs plain nouns stands right before the marks (要求“…”)."""
    return _LOOSE_LEAD.search(lead) is not None


def addresses(lead: str) -> bool:
    """Whether a listener stands right before the marks (提醒市民“…”)."""
    return _LISTENER_LEAD.search(lead) is not None


def cue(narrative: str, start: int, end: int) -> int | None:
    """Where the verb of saying starts that ``narrative[start:end]`` leads to a quotation with."""
    first = max(start, end - LONGEST_LEAD)
    found = _introduces(narrative[first:end])
    return None if found is None else first + found


@lru_cache(maxsize=_REMEMBERED)
def _introduces(lead: str) -> int | None:
    found = _searched(_INTRODUCES, lead, 0, len(lead))
    return None if found is None else found.start()


def _searched(verbs: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """Where verbs that begin with one of ``verbs.FIRST`` are found first.

    They are tried at few places by their first characters: a pattern that opens with what must not
    stand before them would be tried, all of it, at every place.
    """
    for first in FIRST.finditer(text, start, end):
        found = verbs.match(text, first.start(), end)
        if found is not None:
            return found
    return None


def told(narrative: str, start: int, end: int) -> int | None:
    """Where the verb starts in a clause that ends in whom something is told: X提醒公众."""
    found = _TOLD.search(narrative, max(start, end - LONGEST_LEAD), end)
    return None if found is None else found.start()


def verb(narrative: str, start: int, end: int) -> re.Match[str] | None:
    """The first verb of saying in a clause."""
    found = _searched(_CLAUSE_VERB, narrative, start, end)
    if found is None and narrative.find("一句", start, end) >= 0:
        return _A_SENTENCE.search(narrative, start, end)
    return found
