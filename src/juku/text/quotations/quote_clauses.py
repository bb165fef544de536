"""Clauses around a quotation that speak of its words: whose they are, or that nobody says them."""

from __future__ import annotations

import re

REFERS = re.compile(
    "这(?:句|番|一|个|些|段|首)?(?:句)?(?:话|要求|论断|指示|口号|诗|理念|誓言|标语|问题|目标|精神|对白|台词|说法|比喻|观点|疑问|歌|声音)|此话|(?:正是|凭着|靠着)(?:凭着|靠着)?这[股种份个]|(?:横幅|锦旗|条幅|标语|信纸|贺卡)上|墙上(?!的(?!标语|口号|横幅|字))|该(?:论断|要求)"
)
"""The clause speaks of the words that were quoted, and does not say who said them."""
LEFT = re.compile("[，,]?(?:留下|丢下|撂下|扔下|说完|说罢|听完|写完)")
"""Who does so behind these words said them."""
NOBODY = re.compile(
    "不知(?:道)?(?:是)?谁|传来|传出|响起|听[到见][^，]*声|被电话(?:铃声)?[惊吵]醒|面对[^，]*(?:质疑|提问|指责|追问|质问|询问|疑问|盘问|盘查|审?讯)"
)
"""The clause says that the words were heard, and not of whom."""
BY_TURNS = re.compile(
    "[^，。：和与]{1,6}[俩两二双][人方个]?[^，。和与]{0,2}(?:一问一答|一唱一和|你一[言句]我一[语句]|你来我往)"
)
"""The clause says that two said the words by turns, and not who which."""
CALL = re.compile("[接听]到[^，]*电话|接[起通]了?电话|电话(?:里|那头|另一头)传来")
"""The clause says that they were heard on the telephone."""
INTERROGATED = re.compile("面对[^，]*(?:讯问|审讯|盘问|盘查)$")
"""The clause says to what a statement answers."""
ASKER = re.compile(
    "[，,]?(?:面对|对于|针对|听到)(?P<who>[^，。的]{2,16})的?(?:提问|追问|质问|询问|盘问|发问)"
)
"""The clause says who asked."""
ANSWERED = re.compile(
    "[，,]?面对[^，。]{1,16}(?:提问|追问|质问|询问|质疑|指责|盘问|要求|请求)，(?P<who>[^，。的]{2,20}?)"
    "(?:发来|给出|重复|[回答甩丢撂扔抛][了出下来过]{0,2})[^，。]{0,6}(?:句话|[两几]个字|回复|答复|回答)"
)
"""The clause says who answered so: 面对家长的追问，校方只回了一句话."""
TELLS_THAT = re.compile(
    "(?<![听据所小传学演解劝虽再来胡])说(?![法服明不话])|(?<=[他她])称|(?:表示|透露|觉得|认为)(?!度)"
)
"""Begins what is told, not quoted."""
SOMEBODY = re.compile("(?<!没)有(?:个|的)?人")
"""The clause says that somebody else said so: 旁边有人笑他."""
CRY = re.compile(
    "随着(?:[^，]{1,6}的)?一声[^，]{1,4}$|(?<!的)(?:呐喊|欢呼|呼喊|哭喊|叫好|加油|助威|口号|吆喝|叫卖|喝彩)声(?!中)"
    "|(?:打破|划破|刺破|撕破)了?[^，]{0,12}(?:宁静|寂静|沉寂|沉默|夜空|长空)"
)
"""The clause speaks of a voice, whosever it is."""
_OWNED = re.compile(
    "(?:伴?随着)?(?P<who>[^，。的]{1,20}?)(?:的?一声令下|(?:反复|不断|一直|一遍遍|一再|不停地?)(?:重复|念叨|说)着?这句话|[说念讲喊][^，。]{0,6}[遍次回]这[句番]话|(?:打|写|敲|说|喊|道|讲)[出下]了?这[句番段]话|[抛提喊道发说问丢甩吐][出起]了?这(?:样|么)?(?:的|一?[个句番声连串]{0,2})(?:话|疑?问题?|追问|感慨|誓言|豪言|呐喊|心声)|的这[一两几三四]?[句番首段些声](?:话|诗|词|名言|格言|呼喊|呐喊|回答|提问|承诺|誓言|感慨)|的(?:名句|名言|诗句|格言|遗言|家训)"
    "|[说讲]这(?:句|番|些)?话(?=时|的时候)|[说讲]完这[句番]?话"
    "|，?[^，。]{0,8}(?:离不开|少不了|忘不了)这[句番]话"
    "|(?:总|常|经常|时常|一直|老)?(?:爱|喜欢)?[把将]这(?:句|番)?话(?:挂在|说给|送给|讲给|念叨))"
)
"""The clause speaks of these words and says whose they are."""
_WORDS = re.compile("[令话诗词言句训声番喊答问诺慨]")
"""One of them stands in every such clause."""
LED = re.compile("[，,]?(?:[^，。：的]{1,12}，)?随着(?P<who>[^，。的]{1,20}?)的?一声[^，。]{1,4}，")
"""The clause speaks of somebody's cry: 随着船老大一声吆喝."""
SPOKE = re.compile("[，,]?(?:说|讲|喊|写)[出下]?[这此][句番些段]?话的(?P<who>[^，。的]{2,20})，")
"""Who said these words: 说这话的张凯，今年16岁."""
KEPT = re.compile(
    "(?:记着|记得|记住|牢记|铭记|谨记|想起|不忘|难忘|忘不了|忘记|听[到见])了?(?P<who>[^，。的]{1,20}?)"
    "(?:的(?:话|叮嘱|嘱托|嘱咐|教诲|教导|叮咛|遗言)|[说讲喊]过?的[这那]?[句番]?话|[对向跟][他她]们?说的)"
)
"""The clause speaks of somebody who keeps in mind what another said."""
FALLEN = re.compile("[，,]?(?P<who>[^，。的话这]{2,20})的?话音(?:刚|未|还未|还没|甫|刚一|一)落")
"""Whose words have just been said: X话音刚落，掌声响起."""
WHILE = re.compile(
    "[，,]?(?:[说讲道]起?(?:这|此|那)(?:句|番|些)?话(?:时|的时候)|说到这里|说到此处|说话间)，"
)
"""Leads to who did something while saying these words."""
FELT = re.compile("最?[让令](?P<who>[^，。的]{2,24})的(?:，|是|还?有|莫过于)")
"""Whom something moves: 最让X担心的是…."""
VIEW = re.compile(
    "[，,]?在(?P<who>[^，。的]{1,16}?)(?:的?(?:眼里|眼中|心里|心中|心目中|记忆里|记忆中|印象里|印象中)|看来)，"
)
"""In whose eyes something is so."""
WHEN = re.compile(
    "(?:那[年天刻]|那一[年天刻]|那个?(?:夜晚|晚上|夜里|早晨|清晨|上午|中午|下午|傍晚|日子)|之际|的时候|(?:走|离开|离去|去世|离世|过世|病逝|牺牲|出生)(?:之|以)?后)$"
)
"""Ends a clause that only says when what follows was done: 父亲去世那年，…."""
TELLS = re.compile(
    "(?P<who>[^，。；：“「]{2,24})(?:告诉|对|向)[^，。]{0,4}记者(?:说|介绍|表示|回忆)?，"
)
"""Begins a sentence that tells what else was said to the reporter."""
_SENT = re.compile(
    "(?:(?:^|[，了着过到是])(?P<who>[^，。的了着过到是]{1,12}?)"
    "(?:(?:没有?|未|尚未|还没|来不及|生前|连夜|刚刚)?(?:(?:发|寄|写|捎|传|打|送|递)(?:来|出|下|给[^，。：的]{1,8})|留下))"
    "|[收接]到了?(?P<of>[^，。的]{1,12}))的[^，。：]{0,4}?"
    "(?:短信|微信|信息|消息|留言|字条|纸条|便条|来信|信|电报|贺电|语音|邮件|电话)(?:里|中|上)?[：:]$"
)
"""Ends a clause with whose letter or message follows: 收到妻子发来的短信：."""
SENDS = frozenset("信息言条报音件话里中上")
"""Last characters of such a clause, its colon aside."""
_KEPT_IN_WRITING = re.compile(
    "(?:^|[，在到着了出开])(?P<who>[^，。：的在到着了出开]{1,16})的"
    "(?:[一这那][本份封])?(?:日记|遗书|遗嘱|家书|绝笔信?|笔记|手稿|自传|家信)[本里中上]?"
    "，?(?:[^，。：他她我]{0,6}[页面尾头中里上后]上?)?(?:写|记)(?:着|道|下|到|有)[：:]$"
)
"""Ends a clause with whose own words follow: 翻开X的日记，扉页上写着：."""
_LETTER = re.compile(
    "(?:^|[，了着过到是])(?:[一这那][封张份条])?(?:(?P<who>[^，。：的了着过到是]{1,12}?)(?:刚刚?|连夜|从[^，。的]{1,8})?"
    "(?:[写寄发捎拍传](?:来|出|给[^，。：的]{1,8}))|(?P<of>[^，。：的了着过到是]{1,12}))"
    "的(?:[一这那两几][封张份条])?[^，。：的]{0,4}?(?:信|电报|贺电|电文|短信|邮件|留言|请愿书|倡议书|决心书|家书)，"
    "(?:[来回去]?信|电报|电文|短信|邮件|书|文)[里中上](?:还|又|这样|是这样|特别|动情地|激动地)?"
    "(?:说|写|称|讲|提到|问|表示)[道着下的]?[：:]$"
)
"""Ends a clause with whose letter follows that the one before is about: X的来信，信里说：."""
_NOTE = re.compile(
    "(?:字条|纸条|便条|便笺|便签|留言条|贺卡|卡片|明信片|信纸|遗书|(?<=封)信)(?:[上里中背][面头]?)?"
    "(?:，是(?P<by>[^，。：的]{1,12}?)(?:临[走终行别]时?|生前|悄悄|偷偷|亲手|连夜|刚刚?|特意)?"
    "[留写塞寄送贴压放夹交递传](?:[下来进给在到出上][^，。：的]{0,4})?的)?"
    "，?(?:信|纸|卡|条)?(?:[上里中背][面头边]?|[末结]尾|旁边)?(?:[^，。：]{2,5}地)?写[着有][：:]$"
)
"""Ends a clause with what somebody wrote to somebody: 他留下一张字条，上面写着：."""
_NOTED = re.compile(
    "(?:^|[，。：；到现见])(?P<who>[^，。：；的到里上中现见]{1,12}?)(?:悄悄|偷偷|匆匆|特意|亲手|连夜|(?:临[走终行别]|生)前)?"
    "(?:[托请让][^，。：；的]{1,8}?)?(?:给[^，。：；的]{1,8})?[留写递塞寄送捎带传附](?:下|来|回|给|上|过|了|出)[^，。：；]{0,12}$"
    "|(?:^|[，。：；了着过到是])(?:[一这那][封张份条])?(?P<of>[^，。：；的了着过到是]{1,12})的$"
    "|(?:^|[，。：；])(?P<at>[^，。：；的]{1,12})的[^，。：；的]{1,6}(?:常年|长年|多年|一直|始终|总|永远)[^，。：；]{0,10}$"
)
"""And who that is, before it: whose note it is, or who keeps it for himself."""
_NOTE_LEAD, _NOTE_REACH = 24, 36
"""Characters of who it is, and of such a clause with the one that says who left it."""
NOTED = frozenset("着有")
"""Last characters of such a clause, its colon aside."""
_CALLS = ("报警", "报案", "求助", "求救", "举报", "投诉", "反映", "来电")
_CALLED = re.compile("(?:接到|接获|接报|收到)了?(?=[^，。]{2,})")
"""Begins who calls whom the clause is about: 派出所接到一名女子报警."""
_IN_TURN = re.compile(
    "(?P<first>[^，。：]{2,20}?)[和与](?P<second>[^，。：的和与]{2,10}?)"
    "(?:在[^，。：的]{1,8})?(?:你一[言句]我一[语句]|一人一句|一前一后|一唱一和|一问一答|你来我往|你问我答|讨价还价|斗嘴|拌嘴|先后|分别|争相|[各互]不(?:相让|服气)|争[执论吵](?:不[下休]|了?起来)|吵(?:嘴|架|了?起来)|各执一词|针锋相对|打嘴仗|抬杠|轮[番流]|一来一往)"
)
"""Who say two quotations in turn: 王林和孙健你一言我一语."""
WONDERS = re.compile(
    "[，,]?(?:[^，。的]{1,4}的)?(?P<who>记者|笔者)[^，。说告采]{0,4}"
    "(?:好奇|不解|纳闷|疑惑|诧异|惊讶|吃惊|意外|打趣|插话|追|忍不住|愣)[^，。]{0,4}$"
)
"""Behind a question: the reporter asked it, though no verb says so: 记者好奇."""
HEARD = re.compile("传来|传出|响起|爆发出?|回荡")
"""Behind a place, not behind who speaks there."""


def sender(narrative: str, start: int, end: int) -> tuple[int, int] | None:
    """Where those stand whose letter ``narrative[start:end]``, up to its colon, leads to."""
    found = _SENT.search(narrative, start, end)
    return None if found is None else found.span("of" if found["who"] is None else "who")


def writer(narrative: str, start: int, end: int) -> tuple[int, int] | None:
    """Where who wrote the diary or last letter stands that ``narrative[start:end]`` opens."""
    found = _KEPT_IN_WRITING.search(narrative, start, end)
    return None if found is None else found.span("who")


def letter(narrative: str, start: int, end: int) -> tuple[int, int] | None:
    """Where those stand whose letter the clause before is about: X的来信，信里说：."""
    found = _LETTER.search(narrative, start, end)
    return None if found is None else found.span("of" if found["who"] is None else "who")


def note(narrative: str, start: int, end: int) -> tuple[int, int] | None:
    """Where who wrote the note stands that ``narrative[start:end]`` leads to, if it is one.

    Nothing stands between the two places where that is not told.
    """
    leads = _NOTE.search(narrative, max(start, end - _NOTE_REACH), end)
    if leads is None:
        return None
    if leads["by"] is not None:
        return leads.span("by")
    found = _NOTED.search(narrative, max(start, leads.start() - _NOTE_LEAD), leads.start())
    if found is None or found.lastgroup is None:
        return end, end
    return found.span(found.lastgroup)


def caller(narrative: str, start: int, end: int) -> int:
    """Where who calls another begins, before the verb at ``end``; ``start`` if nobody does."""
    if not (narrative.startswith(_CALLS, end) or narrative.endswith(_CALLS, start, end)):
        return start
    found = _CALLED.search(narrative, start, end)
    return start if found is None else found.end()


def in_turn(narrative: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where the two stand who say in turn what stands before ``narrative[start:end]``."""
    found = _IN_TURN.search(narrative, start, end)
    return None if found is None else (found.span("first"), found.span("second"))


def owned(narrative: str, start: int, end: int) -> re.Match[str] | None:
    """Whose words ``narrative[start:end]`` speaks of, as the group ``who``."""
    # The pattern tries every place and every length of a name: first whether there are words.
    if _WORDS.search(narrative, start, end) is None:
        return None
    return _OWNED.search(narrative, start, end)
