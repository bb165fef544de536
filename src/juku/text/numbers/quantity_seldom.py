"""What counts only in some company, and is mostly an article or a part of a name: 一年, 六组."""

from __future__ import annotations

import re

from juku.text.vocabulary.joined import MARK
from juku.text.vocabulary.tables import words

_LASTS = re.compile(
    "(?:试[行用点]|试运[行营]|历时|为期|长达|延长了?|延[续期缓]了?|缩短了?|推[迟后]了?|提[前早]了?"
    "|期限为?|[任刑学工租缓]期为?|有效期为?|保质期为?|学制|徒刑|缓刑|管制|拘役|服[役刑]|监禁|关押"
    "|[禁停]赛|停[课产业职学牌刊运]|休[学息假整]|闭[馆关]|连续|持续|坚持|保修|质保|续[约签租]"
    "|(?:工作|居住|任职|留学|进修|生活|学习)了?|培训|实习|支教|[驻住]村|挂职|学前|[整满够]"
    "|[早晚迟隔花超耗]了?|封闭|冻结|暂停|中断)$"
)
"""What stands before the time that something lasts, which 一年 then is: 试行一年."""
LASTS_ENDS = (
    "行用点营时期达长了续缓短迟后前早限为制刑役禁押赛课产业职学牌刊运息假整馆关持修保约签租作住习活训"
    "教村满够晚隔花超耗闭结停断"
)
"""What these end with."""
_GOES_ON = "来又度级生到"
"""Behind 一年 these make something else of it: 一年来, 一年级."""
_LASTED = re.compile(f"[，。；！？、{MARK}]")
"""What stands behind 干了一年."""

HANDFULS = frozenset("组节队班发车船晚夜针行")
"""Units that Chinese figures count behind a verb, and that two are counted of anywhere."""
_SHOWN = re.compile(
    "(?:[了着过出]|(?<!所)有|[共含设选上讲]|每[日天周月年次晚]|[连接]?发|各有?|[写留刻缝抄]下)$"
)
SHOWN_ENDS = "了着过出有共含设选上讲日天周月年次晚发各下"
"""What such a verb ends with: 出示了六组证据, 每天六节课."""
_NOT_SHOWN = {
    "组": "村居长的成织，。、；！？” " + MARK,
    "节": "期市前后临来将消供保慰庆气",
    "车": "间",
    "班": "倒",
    "行": "业为动长程使走政装李列驶车人之相学属缺",
}
"""Behind these it is the name of a group, or two festivals: 来到了六组, 两节期间."""
_BANK = "行"
"""Two of which are banks more often than lines."""
_COINS = frozenset("角毛毫仙分")
LONG, TENS = frozenset("组节"), frozenset("十百千")
"""Units that numerals of several figures count before what is counted: 三十组家庭."""
_NOT_BEHIND = {"节": "春旦节秋、", "晚": "周期拜"}
"""And behind these it is two festivals, or the evening of a weekday: 春秋两节, 每周三晚上."""
_PERSONS = "人井"
"""Behind 口, which then is counted: 五口人."""
_SET_FAMILIES = "两三"
"""Of so many a family is called, and not counted: 一家三口, but 一家七口."""
_GRADED = re.compile("[升降调高低评][整级定]?[至到为]$")
"""What stands before the grade that something gets: 提升至三级."""
GRADED_ENDS = "至到为"
_SHIFTS = re.compile("班(?:倒|制(?!度)|轮|三运转)")
_COIN = re.compile(
    "(?:[每一][斤股度张个只本册份公尺米枚件吨升亩码两瓶碗把根支]|[卖价花付赚赔补退值挣亏]了?|[才仅息]"
    "|[涨降跌升增减](?:到?了?|至))$"
)
COIN_ENDS = (
    "斤股度张个只本册份公尺米枚件吨升亩码两瓶碗把根支卖价花付赚赔补退值挣亏才仅息涨降跌升增减到了至"
)
"""What stands before coins ends with: 每斤八角."""
_SCORED = re.compile(
    "(?:[得取夺拿扣][了下到]?|砍下|轰下|落后|领先|[相只]差|贡献了?|净胜|落后榜首)$"
)
SCORED_ENDS = "得取夺拿扣了下到后先差献胜首"
"""What stands before points ends with: 连得三分."""
_PRICE = re.compile(
    "[角毛][一二三四五六七八九]?分?(?:一[斤个张只本份碗尺米枚瓶块度升根支条两]|[涨降跌升增][到至])"
)
"""八角一斤, 三毛涨到."""
_LAND = re.compile("分(?:地(?![方区点面球段步形带产])|[水稻旱]?田(?![径园野地]))")
"""Behind its figures: 让出三分地."""
_NOT_COIN = frozenset("形洲楼星场债铁钢区函架瓜裤色度恋关凳阀梅皇亭山村桥流病之球制法")
"""Behind 角, 毛 or 分 in other words: 三角洲, 五角大楼, 三分球."""
_CORNERS = "牛羊边底内外对顶"
"""Before two corners or horns that are no coins."""
ASKED_BEHIND = {"班": "倒制轮三", "口": _PERSONS, "毫": "", "仙": "", "分": "地田"}
ASKED_BEHIND |= dict.fromkeys("角毛", "涨降跌升增")
"""What is asked for behind these units."""

ZERO = frozenset(words("度 摄氏度 华氏度 元 个 人 例 次 项 家 户 宗 名 秒 分钟 小时 公里 米 美元"))
"""Units of which there are none where 零 is before them; with others it makes a word: 零件."""


def lasts(view: str, start: int, end: int) -> bool:
    """Whether 一 at ``start`` counts the year, day or week that ends before ``end``.

    >>> lasts("优惠试行一年，", 4, 6), lasts("过了一年，", 2, 4), lasts("新的一年，", 2, 4)
    (True, True, False)
    """
    before = view[start - 1]
    if before not in LASTS_ENDS:
        return False
    if before == "了" and _LASTED.match(view, end):
        return True
    return view[end] not in _GOES_ON and _LASTS.search(view, max(0, start - 6), start) is not None


def is_handful(view: str, place: tuple[int, int], run: str, unit: str) -> bool:
    """Whether the figures ``run``, at ``place`` with ``unit`` behind them, count after all.

    >>> is_handful("出示了六组证据", (3, 4), "六", "组"), is_handful("村六组，", (1, 2), "六", "组")
    (True, False)
    """
    start, end = place
    following = view[end + 1]
    if unit in _COINS:
        return following not in _NOT_COIN and _is_coin(view, place, run, unit)
    if unit in "口级":
        return _is_of_family_or_grade(view, place, run, unit)
    shifts = unit == "班" and _SHIFTS.match(view, end) is not None
    if shifts or unit not in HANDFULS or following in _NOT_SHOWN.get(unit, ""):
        return shifts
    if view[start - 1] in _NOT_BEHIND.get(unit, ""):
        return False
    if unit in LONG and not TENS.isdisjoint(run):
        return "\u4e00" <= following <= "\u9fff"
    shown = _SHOWN.search(view, max(0, start - 3), start) is not None
    return shown or (run == "两" and unit != _BANK)


def _is_of_family_or_grade(view: str, place: tuple[int, int], run: str, unit: str) -> bool:
    """Whether persons of a family are counted, or something gets a grade: 一家七口, 提升至三级."""
    start, end = place
    if unit == "级":
        return _GRADED.search(view, max(0, start - 4), start) is not None
    family = view[start - 1] == "家" and run not in _SET_FAMILIES
    return family or view[end + 1] in _PERSONS


def _is_coin(view: str, place: tuple[int, int], run: str, unit: str) -> bool:
    """Whether a price or a score stands before coins or points, or a price goes on behind them."""
    start, end = place
    if unit == "分" and _LAND.match(view, end):
        return run not in ("十", "百")
    near = max(0, start - 4)
    if _COIN.search(view, near, start) is not None:
        return run != "十" or unit != "分"
    if unit == "分":
        return run != "十" and _SCORED.search(view, near, start) is not None
    if run == "两":
        return view[start - 1] not in _CORNERS
    return _PRICE.match(view, end) is not None
