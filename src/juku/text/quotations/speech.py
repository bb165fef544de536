"""Verbs of saying, and where they lead to a quotation or follow one."""

from __future__ import annotations

import re
from functools import lru_cache

from juku.text.vocabulary.person_words import TITLES
from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

_LONG = lists("speech")["verbs"]
_CALLED_MAN = "".join(sorted({word[-2] for word in TITLES if len(word) > 2 and word[-1] == "人"}))
"""Before 人 in words for a person, behind which 称 is a verb: 负责人称, and not 人称."""
_NOT_CALLED = f"(?<!(?<![{_CALLED_MAN}])人)"
_SHORT = (
    r"(?<![听据所小传学演解劝虽再来胡])说(?![法服明不])|(?<=来)说(?=[：:])|(?<![手食拇中无戒脚五十屈弹是特专泛意])指(?=[，,：:]|$)|"
    rf"(?<![声宣名堪简自]){_NOT_CALLED}称(?![为作之呼号])"
    r"|(?<![回解])答(?![案谢卷题辩])"
    r"|(?<![反学疑访])问(?![题卷候责世诊号])|(?<![说问喊写笑叹讲应嚷报知频轨街河管跑渠味难])道|(?<![演听主宣])讲(?![解师台座坛堂究义])"
    r"|(?<![坦直发留语名格谣寓预宣诺])言(?![论语辞行])|(?<=[人语诗书经])云|(?<![古唐宋旧小律组])诗[云曰]|曰|(?<![呼呐])喊|(?<![的关项种些])指控|(?<![感赞惊])叹|写(?=[过下]?[：:，,]?\s*$)"
)
_POLICE = "民交武特刑狱巡乘铁"
"""Before 警, which then begins no verb: 民警告诉."""
_OWNERS = "业店车户雇庄船园失事机领债货买卖房公"
"""Before 主, which then begins no verb: 庄主张言志."""
_NOTICE = (
    "(?<![馨全情险要费音字作出照据按到贴个条]提示)(?<![出贴][行心]提示)"
    "(?!(?<=提示)[音牌板语器灯字框信词卡文栏下性标])"
)
"""Behind 提示, where it is a verb: not 温馨提示, 提示音."""
_NO_VERB = (
    rf"(?<![{_POLICE}]警告)(?<!提问道)(?<![{_OWNERS}]主张)"
    rf"(?!(?<=透露)(?:姓名|身份))(?<!不[愿便肯想]透露){_NOTICE}"
)
"""Behind what looks like a verb of saying, where another word ends or nothing is said."""
_WORD = rf"(?:{pattern(_LONG)}{_NO_VERB})"
VERB = rf"(?:{_WORD}|{_SHORT})"
_FIRST = re.compile(
    f"[{''.join(sorted({word[0] for word in _LONG}))}"
    "说称答问道讲言云曰喊指叹写提谈告呼敦奉恳促叮勉鼓嘱回警教劝相坚担猜估希埋责明诗]"
)
"""Begins every verb of saying, and what a listener stands behind."""
_ENDING = r"(?:[道说称着过到下]|起来|一声|如是)?"
LONGEST_LEAD = 20
"""Characters before a quotation in which a verb of saying is looked for."""
_REMEMBERED = 4096
"""Leads that are kept: that of one quotation is asked for more than once."""
_LISTENERS = "众民者他她我"
"""Last characters of those to whom words in marks are said without a mark between: 提醒市民“…”."""
LAST = frozenset(word[-1] for word in _LONG).union(
    "说称答问道讲言云曰喊叹写着过到下来声是句", _LISTENERS
)
"""Characters that words right before a quotation end in, where no stop does."""
_LISTENER = rf"(?:(?!{VERB})[^，,。：:；！？“”□]){{0,8}}"
_HEARER = rf"(?:(?!{VERB})[^，,。：:；！？“”□]){{1,8}}"
_TO = (
    rf"告诉|提醒|提示{_NOTICE}|呼吁|敦促|奉劝|恳请|促请|喊话|叮嘱|勉励|鼓励|嘱咐|问(?!题)|答复|回复|告知|告诫|(?<![{_POLICE}])警告"
    "|教育(?![局厅部界学家工集])|教导|劝"
)
_NO_NOUN = (
    "(?!(?<=分析|评论|批评|解说|讲述|预言|通报)(?:师|人|家(?![长人属])|员|者))"
    "(?!声(?![称明])|阶段|环节)"
)
"""Behind a verb of saying that is not the start of a word for a person or a sound."""
_INTRODUCES = re.compile(
    rf"(?<![的该此项种份])(?<!这一)(?P<verb>{VERB})(?:{_ENDING}|[了过]?(?:这么|这样)?一?句)"
    rf"(?:[，,：:]?\s*|(?<![^坦直笑留]言)(?<![云曰]){_LISTENER}[：:]\s*|(?:本报|新华社)?记者[，,]?\s*)$"
    r"|(?:提到|谈到|相信|坚信|担心|担忧|猜测|估计|希望|埋怨|责怪|明确)(?<![的该此]..)[，,]\s*$"
    rf"|(?P<to>{_TO})(?!我$)(?:[^，,。：:；！？“”□]{{1,8}}[，,]"
    rf"|(?<![的该此项种份]..){_HEARER}(?:[：:]|(?<=[{_LISTENERS}])))\s*$"
)
"""Ends a narrative that leads to a quotation: X说：, X表示，, X提醒乘客：, X告诉学生们，."""
_TOLD = re.compile(rf"(?:{_TO})(?!我$)[^，,。：:；！？“”□]{{1,8}}$")
_CLAUSE_VERB = re.compile(
    rf"(?:(?P<said>{_SHORT}){_ENDING}(?=(?:[他她我你]们?|大家|(?<=问)[^，。个得了]{{2,6}})?$|[：:，,。！？]|记者)"
    rf"|(?<![的该项种份])(?<!^此)(?<![^如]此)(?<!这[一声番])(?P<long>{_WORD}){_NO_NOUN})"
)
SAYING_OF = re.compile(
    r"[，,]?这(?:句话|番话)?(?:正|就|也|既|便)?是(?P<who>[^，。被]{1,20}?)"
    r"(?:(?:经?常|时?常|爱|总|反复|最爱|最常|问得最多|说得最多|听到最多)(?:会|要)?(?:说|讲|念叨|挂在嘴[边上]|提到|的)"
    r"|(?:对[^，。]{1,20})?的(?:[^，。的]{1,4})?(?:嘱托|心声|心愿|期望|期许|感受|感慨|信念|承诺|回答|叮嘱|座右铭|口头禅|心里话|愿望|想法|看法|评价)"
    r"|(?:(?![^，。的]{2,14}(?:[经时]?常|总|爱|反复)(?:会|要)?(?:说|讲|念叨|挂在嘴[边上])的)[给为对跟向][^，。的]{1,12}?[算讲说上立留定传写捎][^，。的]{0,4}"
    r"|(?:[留讲说写]给|教给?(?![练员师授官头务研导职工士材科]|育(?![我他她你咱])))[^，。的]{1,12})的[^，。的人]{1,10}(?:$|，)"
    r"|(?:挂在嘴[边上]|说|讲|写下|留下|喊出)过?的(?:一句|第一句|一番)?(?:话|誓言|口号))"
    r"|(?:(?:说|讲|喊)(?:出)?(?:这句话|这番话|这话|此话)|说话|开口|发问|问话|喊话|搭话)的(?:人)?[，,]?(?:正|就)?是(?P<sayer>[^，。]{2,40})"
)
"""Behind a quotation: 这是X常说的, 这是X的座右铭, 这是X给Y算的一笔账, 说这话的是X."""
OUTCOME = re.compile(
    r"的?(?:结论|回答|看法|观点|感受|话|意思|建议|答复|解释|评价|答案|理由|初衷|愿望|体会|印象|反应|想法|心愿|感言|总结)"
    r"(?:(?:只有|就)[一二两三四五六七八九十0-9]+个?(?:字|句话?)|很简单|很干脆|很明确|很坚定|铿锵有力)?"
    r"(?:[也却都]?(?:总|永远|始终|往往|每次都|依然|仍|只|就)?是|为)?(?:那|这|同样的?|同)?(?:一?句(?:话)?)?[：:]\s*$"
)
"""Before a quotation: X的结论是：."""
CITED = re.compile(
    r"(?:援引|引述)(?P<who>[^，]{2,40}?)(?:的(?:话|说法|观点|报道|消息|言论|表态))?(?:报道|称)?$"
)
"""Y of X援引Y的话说."""
IN_WORDS = re.compile("(?<![引借援套使])用(?P<who>[^，的]{1,20})的话来?$")
"""Y of 用Y的话说."""
PASSIVE = re.compile("(?<=.)被(?![告害捕困访采申试保执调骗撞救拘押])(?P<who>[^，被的]{1,8})$")
"""Y of X被Y追问."""
REPLY = re.compile(r"的(?:回答|答复|回复|回应|解释)(?:只|就|也|却|都|总|仍)?是\s*$")
"""Before a quotation, as a verb is: X的答复是“…”."""
UTTERANCE = re.compile(
    r"讲话|发言|口令|提问|吆喝声|叫卖声|观点|开场白|誓言|呼喊|论述|论断|声音|回答|喊声|话语|眼眶|眼睛|眼里|眼中|脸上|嘴角|语气|语调|目光|神情|表情|笑容|喜悦|泪水|寄语|嘱托|贺信|贺词|致辞|演讲|号召|教诲|叮咛|一席话|一番话|这番话|的话|(?<=的)一[句番声席]"
)


_LOOSE_LEAD = re.compile(
    r"(?:主张|提示|要求|提出|建议|总结|描述|形容|讲述|反映|批评|谴责|质疑|称赞|祝愿|阐述|阐明|阐释|倡议|通报|保证|承诺|评价|介绍|告诉|告知"
    r"|许诺|指责|暗示|祝贺|推断|预判|叙述)$"
    rf"|(?:{_TO})[^，,。：:；！？“”□]{{1,8}}(?<=[{_LISTENERS}])(?<!记者)$"
)
SEEN = re.compile(
    r"(?:看到|看见|见到|收到|发现|听到|传来|响起|[弹跳蹦]出|贴着|挂着|刷着|印着|响了)[^，。]{0,15}[：:]\s*$"
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
    """Where verbs that begin with one of ``_FIRST`` are found first.

    They are tried at few places by their first characters: a pattern that opens with what must not
    stand before them would be tried, all of it, at every place.
    """
    for first in _FIRST.finditer(text, start, end):
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
    return _searched(_CLAUSE_VERB, narrative, start, end)
