"""What begins where a subject ends: adverbs, prepositions, verbs, times.

The dictionary's verbs and adverbs count by their tags; the table here has the words that it tags
as something else, or does not have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.person_words import BODY_WORDS, SURNAMES, TITLES, WRITINGS
from juku.text.tables import pattern, words

if TYPE_CHECKING:
    from juku.text.phrases import Phrase

VERB_OF_SAYING = 2.0
"""Weight of the place right before the verb of saying."""
BARE = 0.5
"""Weight of a place where nothing tells that a name or a title has ended."""
PLAIN = 1.2
"""Weight from which a place is plainly the start of something else."""
WORDS = 1.6
"""Weight of a place where a word of the table or a verb of a set form starts."""
_CLOSING, _LOOSE_ALONE = 1.4, 0.8

_TABLE = words(
    "刊文 载文 撰文 发文 发推 发帖 发微博 报道 报告 通报 建议 总结 评价 评论 分析 警告 质问 寄语 "
    "主张 证实 证明 谈论 点赞 痛批 怒批 夸赞 赞美 供述 陈述 剖析 致词 致贺 致函 吐槽 高喊 齐喊 "
    "坦言 坦率 坦陈 直言 笑言 笑称 笑说 当庭 当众 当面 当场 现场 当天 当日 当时 当晚 今天 今日 "
    "今晚 今年 昨天 昨日 昨晚 近日 近期 日前 晚间 此前 此次 这样 这次 这时 这么 最后 后来 首次 "
    "多次 刚才 正在 往往 赛后 赛前 事后 日后 为此 为何 专程 特地 借机 顺势 亲口 私下 各自 彼此 "
    "十分 万分 深深 深情 高声 大声 小声 低声 齐声 一把 一手 一脸 一下子 一口气 第一个 第一次 "
    "第一时间 高兴 自豪 动情 动容 热情 热心 小心 大方 淡定 气愤 生气 伤心 满怀 信心 心情 情绪 "
    "语气 语速 话音 面色 面带 面露 面向 两手 两眼 双手 双眼 眼含 眼里 眼中 眼泪 眼睛 脸上 脸带 "
    "热泪 泪流 泪水 含泪 流泪 微笑 七嘴八舌 津津乐道 信心满满 闻讯 闻言 见状 倍感 备感 感觉 感言 "
    "表态 敬佩 道谢 思索 比划 示意 挥挥手 皱眉 低头 瞪大 睁大 紧锁 深有 难掩 难以 年逾 年近 年过 "
    "参观 会见 前来 前往 登场 上场 下场 上台 亮相 现身 离席 回家 乘车 视频连线 线上 利用 自己 "
    "无法 有些 有点 来说 指向 边走 边说 边干 边摘 没说 没能 笑道 叹道 上前 跑步 坚定 探出 抓起 "
    "从小 介绍 回答 回应 表示 强调 直接 继续 接受 指出 认为 告诉 通过 随后 随即 立即 首先 如是 "
    "如此 曾经 异口同声 兴奋 激动 感慨 个个 人人 一边 嗓门 嗓音 声音 目光 眼神 神情 表情 态度 脸色 "
    "话锋 第一句 第一句话 泪洒 泪别 泪奔 浑身 作报告 作出 做出 十有八九 大多 多半 连连 频频 不禁 "
    "忍不住 口中 笔下 手脚 腿脚 腰板 步履 眉头 眉毛 额头 嘴角 嘴里 嘴上 喉咙 鼻子 满脸 满眼 满头 "
    "满心 心里 心中 心头 内心 手里 手中 手上 身上 精神头 兴致 干劲 性子 话语 话里 言语 思绪 "
    "百感交集 长舒 长吁 长出"
)
_FIRM = (
    "在对向给跟也还又则就都曾已便却亦均将把被让先才只仍正是不没未从于因为即遂竟再更很太并皆俱总刚边"
)
_LOOSE = (
    "以用常会能要应可请使令经过受到来去有急深满连赛一指拉握拿擦竖举点摇笑哭望看坐站躺蹲走跑转抬低伸"
    "挥抱摸拍打翻推带捧端抹眨皱停说称答问道讲曰喊言写吼劝催夸赞唱吟骂嚷怒痛递送凑围迎搂牵扶瞪哽做作想得"
)
_OUTCOMES = frozenset("上下起开住出进过回")
"""Behind a verb of one character: 合上, 端起."""
_AFTER = re.compile("后(?![卫备代勤者面来半方台])")
"""Behind a word of two characters that may be a noun as well: 落地后."""
_JOINING = "和与同及或"
DATE = (
    r"(?:[0-9]+年)?(?:[0-9]+月)?[0-9]+[日号](?:上午|下午|晚间?|凌晨|早[上晨]|中午|深夜|傍晚)?"
    r"|(?:上|本|这|下)?(?:周|星期)[一二三四五六日天末](?:上午|下午|晚间?)?|[上下中]午|早上|晚上|凌晨|傍晚|深夜"
    r"|[上本下这](?:周|月|季度)|早些时候|稍早|稍晚|[0-9]+月|[0-9]+年|[0-9]+时|数[日天]后|多年[后来]|几[天年]后"
)
WORD = re.compile(
    pattern(_TABLE) + r"(?![人员者师家长部局署司厅])"
    r"|[\u4e00-\u9fff](?![落当各实就大内外本土工倒陆产基着])[\u4e00-\u9fff]地(?![人方区位震铁产球图址主理下上面板]|点(?![头点着了燃开名赞评]))|(.)(.)\2地|(.)\3(.)\4地"
    r"|[\u4e00-\u9fff]{1,2}[着了](?![急陆落装力重]|手(?![指臂掌腕心背里中上势]|$)|(?<![红瞪眯闭睁噙含]着)眼(?![眶睛泪圈角]))|直(?=[摇点叹夸跺掉流喊感呼竖咂拍抹皱搓])|所$|朝(?![鲜阳野代廷])|正(?=[把将被向用给从])|冲(?!绳)"
    r"|发布(?!会|[人员者])"
    rf"|{DATE}|第[一二三四五六七八九十百零0-9]+[条款章编]"
    r"|致(?:开幕|闭幕|欢迎|答谢|祝酒)?[词辞]|[气急乐喜吓疼累羞冻哭笑惊慌忙]得|[挠摇摆挥拍搓揉眨撇点]{2}[头手眼嘴]"
)
_INSIDE_NAME = re.compile(r"[\u4e00-\u9fff]{1,6}[·-]|[一二三四五六七八九十]{1,3}世")
_IN_PRINT = "社评文刊发报头钟署"
"""Behind the title of a publication: 《人民日报》评论员文章."""
_CLOSER = re.compile(r"[（(：:0-9\u3000]| (?!\s*[\x00-\x7f的])")
_NOUN = re.compile(
    "(?:[前原副]|时任|现任|常务|高级|首席|资深|著名|知名)?"
    + pattern([*TITLES, *WRITINGS, *BODY_WORDS])
)
_WRITINGS = (*sorted(WRITINGS, key=len, reverse=True), "》")


def weight(phrase: Phrase, at: int) -> float:
    """How plainly something else than a noun phrase starts at ``at``, inside a clause."""
    text, end = phrase.text, phrase.end
    if _INSIDE_NAME.match(text, at, end) or opens_name(phrase, at):
        return 0.0
    if WORD.match(text, at, end) or (
        text.endswith(("》", "》杂志"), 0, at) and text[at] in _IN_PRINT
    ):
        return WORDS
    if _CLOSER.match(text, at, end):
        return _CLOSING
    if text[at] in "中里上" and text.endswith(_WRITINGS, 0, at):
        return PLAIN
    return BARE if text[at] in _JOINING else _by_dictionary(phrase, at, text[at])


def _by_dictionary(phrase: Phrase, at: int, character: str) -> float:
    """The weight of what starts at ``at`` as the dictionary's words have it."""
    tag = phrase.tags.get(at)
    alone = tag is not None and at + 1 in phrase.ends
    predicate = tag is not None and not alone and _predicates(tag)
    if character in _FIRM and (alone or predicate):
        return PLAIN
    if alone and tag == "v" and phrase.text[at + 1 : at + 2] in _OUTCOMES:
        return PLAIN
    if predicate and not _NOUN.match(phrase.text, at, phrase.end):
        return PLAIN
    if tag is not None and phrase.ends.get(at + 2) == at and _AFTER.match(phrase.text, at + 2):
        return PLAIN
    bound = phrase.text[at + 1 : at + 2] == "的"
    named = at in phrase.titles and tag is not None and tag[:2] == "nr"
    if bound or named or not (character in _FIRM or character in _LOOSE):
        return 0.0
    return _LOOSE_ALONE if tag is not None else BARE


def opens_name(phrase: Phrase, at: int) -> bool:
    """Whether what may be an auxiliary behind a title is a surname: 教师应雪芹的."""
    text, end = phrase.text, at + 3
    if at not in phrase.titles or text[end : end + 1] != "的" or text[at] not in SURNAMES:
        return False
    if end not in phrase.ends or end in phrase.titles:
        return False
    known = phrase.ends[end] == at + 1 and phrase.tags[at + 1][:2] not in ("nr", "ns", "nz")
    return not known and text[at + 1] not in MORE and text[end - 1] not in _NO_NAME


def _predicates(tag: str) -> bool:
    return tag in ("d", "ad", "p", "c") or (tag[0] in "vazilo" and tag != "vn")


def begins(text: str, start: int, end: int) -> bool:
    """Whether a phrase begins with what only follows a subject."""
    return text[start] in _FIRM or text[start] in _LOOSE or WORD.match(text, start, end) is not None


def is_word(text: str, start: int, end: int) -> bool:
    """Whether what looks like a name is a word that follows subjects: 齐声, 高兴."""
    found = WORD.match(text, start, end)
    return found is not None and found.end() == end


TAILS = frozenset(_FIRM + "常笑连忙") - frozenset("刚边总才正")
"""What a noun phrase before a verb of saying does not end in."""
_NO_NAME = frozenset(_FIRM) | _OUTCOMES | frozenset("到得着了过好")
"""Ends no given name between a title and 的."""
MORE = frozenset(_FIRM + _LOOSE + _JOINING + "常笑忙所中里上的们时后前有地他她它我你您咱")
"""A clause of few characters without any of these is no more than one noun phrase."""
