"""What begins where a subject ends: adverbs, prepositions, verbs, times.

The dictionary's verbs and adverbs count by their tags; the table here has the words that it tags
as something else, or does not have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.vocabulary import surnames
from juku.text.vocabulary.person_words import BODY_WORDS, TITLES, WRITINGS
from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

if TYPE_CHECKING:
    from juku.text.quotations.phrases import Phrase

VERB_OF_SAYING = 2.0
"""Weight of the place right before the verb of saying."""
BARE = 0.5
"""Weight of a place where nothing tells that a name or a title has ended."""
PLAIN = 1.2
"""Weight from which a place is plainly the start of something else."""
WORDS = 1.6
"""Weight of a place where a word of the table or a verb of a set form starts."""
_CLOSING, _LOOSE_ALONE = 1.4, 0.8

_TABLE = lists("speech")["predicates"]
_FIRM = (
    "在对向给跟也还既又则就都曾已便却亦均将把被让先才只仍正是不没未从于因为即遂竟再更很太并皆俱总刚边"
    "倒"
)
_LOOSE = (
    "嗔呵斥泣吁以用常会能要应可请使令经过受到来去有急深满连赛一指拉握拿擦竖举点摇笑哭望看坐站躺蹲走跑转抬低伸"
    "挥抱摸拍打翻推带捧端抹眨皱停说称答问道讲曰喊言写吼劝催夸赞唱吟骂嚷怒痛递送凑围迎搂牵扶瞪哽做作想得"
)
OUTCOMES = frozenset("上下起开住出进过回")
"""Behind a verb of one character: 合上, 端起."""
_AFTER = re.compile("后(?![卫备代勤者面来半方台])")
"""Behind a word of two characters that may be a noun as well: 落地后."""
_JOINING = "和与同及或"
DATE = (
    r"(?:[0-9]+年)?(?:[0-9]+月)?[0-9]+[日号](?:上午|下午|晚间?|凌晨|早[上晨]|中午|深夜|傍晚)?"
    r"|(?:上|本|这|下)?(?:周|星期)[一二三四五六日天末](?:上午|下午|晚间?)?|[上下中]午|早上|晚上|凌晨|傍晚|深夜"
    r"|[上本下这](?:周|月|季度)|早些时候|稍早|稍晚|[0-9]+月|[0-9]+年|[0-9]+时|数[日天]后|多年[后来]|几[天年]后"
)
_SET_FORMS = (
    ("直", r"(?=[摇点叹夸跺掉流喊感呼竖咂拍抹皱搓])"),
    ("所", r"$"),
    ("老总", r"(?:爱(?!人|国|民|华|军|平)|是(?=[说讲念问夸劝骂喊催唠数嘟埋叮]))"),
    ("常总", r"挂在嘴[边上]"),
    (
        "连",
        r"[挨喊叫问鞠喝吃投射输摔踢抽敲磕夸骂咳摇摆干打拍跌闯翻催](?=[了过]?[一两二三四五六七八九十几数好0-9])",
    ),
    ("朝", r"(?![鲜阳野代廷鲁克])"),
    ("边", r"[\u4e00-\u9fff]{1,3}边"),
    ("一", r"[听看见想](?=[就便，])"),
    ("正", r"(?=[把将被向用给从])"),
    ("冲", r"(?!绳)"),
    ("见找", r"(?=[我他她你您])"),
    ("发", r"布(?!会|[人员者])"),
    ("第", r"[一二三四五六七八九十百零0-9]+[条款章编]"),
    ("教", r"[导育](?=[我你您他她咱大])"),
    ("写赋作题吟", r"诗"),
    ("致", r"(?:开幕|闭幕|欢迎|答谢|祝酒)?[词辞]"),
    ("气急乐喜吓疼累羞冻哭笑惊慌忙", r"得"),
    ("挠摇摆挥拍搓揉眨撇点", r"[挠摇摆挥拍搓揉眨撇点][头手眼嘴]"),
)
"""What each begins with, one character of these, and what follows."""
_WORD = re.compile(
    pattern(_TABLE)
    + "(?![人员者师家长部局署司厅])|"
    + "|".join(f"[{first}]{rest}" for first, rest in _SET_FORMS)
    + (
        r"|[\u4e00-\u9fff](?![落当各实就大内外本土工倒陆产基着])[\u4e00-\u9fff]地(?![人方区位震铁产球图址主理面板]|[上下](?![了来去过])|点(?![头点着了燃开名赞评]))|(.)(.)\2地|(.)\3(.)\4地|([\u4e00-\u9fff])[\u4e00-\u9fff]\5[\u4e00-\u9fff]地"
        r"|[\u4e00-\u9fff]{1,2}[着了](?![急陆落装力重]|手(?![指臂掌腕心背里中上势]|$)|(?<![红瞪眯闭睁噙含]着)眼(?![眶睛泪圈角]))"
        rf"|{DATE}"
    )
)
_FIRST = frozenset(word[0] for word in _TABLE).union(
    *(first for first, _ in _SET_FORMS), "0123456789上本这下周星中早晚凌傍深稍数多几"
)
"""Begin every such word but those that have a particle at most four characters on."""
_PARTICLES = frozenset("着了地")
_INSIDE_NAME = re.compile(r"[\u4e00-\u9fff]{1,6}[·-]|[一二三四五六七八九十]{1,3}世")
_IN_PRINT = "社评文刊发报头钟署"
"""Behind the title of a publication: 《人民日报》评论员文章."""
_CLOSERS = frozenset("（(：:0123456789\u3000")
_CLOSING_BLANK = re.compile(r" (?!\s*[\x00-\x7f的])")
_NOUN = re.compile(
    "(?:[前原副]|时任|现任|常务|高级|首席|资深|著名|知名)?"
    + pattern([*TITLES, *WRITINGS, *BODY_WORDS])
)
_WRITINGS = (*sorted(WRITINGS, key=len, reverse=True), "》")


def weight(phrase: Phrase, at: int) -> float:
    """How plainly something else than a noun phrase starts at ``at``, inside a clause."""
    text, end = phrase.text, phrase.end
    character = text[at]
    if phrase.joined and _INSIDE_NAME.match(text, at, end):
        return 0.0
    if at in phrase.titles and opens_name(phrase, at):
        return 0.0
    if word(text, at, end) or (character in _IN_PRINT and text.endswith(("》", "》杂志"), 0, at)):
        return WORDS
    if character in _CLOSERS or (character == " " and _CLOSING_BLANK.match(text, at, end)):
        return _CLOSING
    if character in "中里上" and text.endswith(_WRITINGS, 0, at):
        return PLAIN
    return BARE if character in _JOINING else _by_dictionary(phrase, at, character)


def word(text: str, at: int, end: int) -> re.Match[str] | None:
    """A word at ``at`` that only follows a subject, read up to ``end``."""
    # The pattern is long, and hardly a character begins what it matches.
    if text[at] in _FIRST or not _PARTICLES.isdisjoint(text[at + 1 : at + 5]):
        return _WORD.match(text, at, end)
    return None


def _by_dictionary(phrase: Phrase, at: int, character: str) -> float:
    """The weight of what starts at ``at`` as the dictionary's words have it."""
    tag = phrase.tags.get(at)
    firm = character in _FIRM
    if tag is not None and _is_plain(phrase, at, tag, firm=firm):
        return PLAIN
    if not (firm or character in _LOOSE) or phrase.text[at + 1 : at + 2] == "的":
        return 0.0
    if tag is None:
        return BARE
    return 0.0 if at in phrase.titles and tag[:2] == "nr" else _LOOSE_ALONE


def _is_plain(phrase: Phrase, at: int, tag: str, *, firm: bool) -> bool:
    """Whether the dictionary's word at ``at`` is, or ends in, what only follows a subject."""
    text = phrase.text
    if at + 1 in phrase.ends:
        return firm or (tag == "v" and text[at + 1 : at + 2] in OUTCOMES)
    if _predicates(tag) and (firm or not _NOUN.match(text, at, phrase.end)):
        return True
    after = text.startswith("后", at + 2) and phrase.ends.get(at + 2) == at
    return after and _AFTER.match(text, at + 2) is not None


def opens_name(phrase: Phrase, at: int) -> bool:
    """Whether what may be an auxiliary behind a title is a surname: 教师应雪芹的."""
    text, end = phrase.text, at + 3
    if at not in phrase.titles or text[end : end + 1] != "的" or text[at] not in surnames.IN_PROSE:
        return False
    if end not in phrase.ends or end in phrase.titles:
        return False
    known = phrase.ends[end] == at + 1 and phrase.tags[at + 1][:2] not in ("nr", "ns", "nz")
    return not known and text[at + 1] not in MORE and text[end - 1] not in _NO_NAME


def _predicates(tag: str) -> bool:
    return tag in ("d", "ad", "p", "c") or (tag[0] in "vazilo" and tag != "vn")


def begins(text: str, start: int, end: int) -> bool:
    """Whether a phrase begins with what only follows a subject."""
    return text[start] in _FIRM or text[start] in _LOOSE or word(text, start, end) is not None


def is_word(text: str, start: int, end: int) -> bool:
    """Whether what looks like a name is a word that follows subjects: 齐声, 高兴."""
    found = word(text, start, end)
    return found is not None and found.end() == end


def reaches(text: str, at: int, end: int, stop: int) -> bool:
    """Whether a word that follows subjects stands at ``at`` and ends behind ``end``: 常挂|在嘴边.

    It is read up to ``stop``. Before 着, 了 and 地 any character may stand, which tells nothing.
    """
    found = word(text, at, stop)
    return found is not None and found.end() > end and found[0][-1] not in "着了地"


TAILS = frozenset(_FIRM + "常笑连忙") - frozenset("刚边总才正")
"""What a noun phrase before a verb of saying does not end in."""
_NO_NAME = frozenset(_FIRM) | OUTCOMES | frozenset("到得着了过好")
"""Ends no given name between a title and 的."""
MORE = frozenset(_FIRM + _LOOSE + _JOINING + "常笑忙所中里上的们时后前有地他她它我你您咱")
"""A clause of few characters without any of these is no more than one noun phrase."""
