"""What makes a numeral in news text a quantity, and what makes it part of a name, code or idiom."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import TYPE_CHECKING, NamedTuple

from juku.text.numbers import amounts, quantity_seldom, units
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.joined import MARK
from juku.text.vocabulary.tables import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from juku.text.numbers.amounts import Amount

_BEFORE: dict[str, list[str]] = {}
for _word in sorted(
    words(
        "大约 约为 大概 约 将近 接近 近 超过 超出 超 逾 不到 不足 不超过 不少于 不低于 不多于 "
        "不高于 不下于 不下 不止 约莫 差不多 起码 至少 最少 至多 最多 多达 低于 高于 少于 多于 "
        "大于 小于"
    ),
    key=len,
    reverse=True,
):
    _BEFORE.setdefault(_word[-1], []).append(_word)
_NET = re.compile("(?:外资|内资|陆资|投信|自营商|法人|主力)[^，。；：、]{0,8}[买卖]超$")
"""What investors bought or sold net of the other, which is no approximator: 外资卖超5亿元."""
_NET_LEAD = 14
"""Characters of it."""
_NOT_BEFORE = {"近": "附最临靠邻", "约": "节预签契条合公违履制特简赴", "超": "中英德意西法反"}
_NOT_BEFORE |= {"不下": "高持执争"}
COUNTED = tuple(
    words("达到了 达到 达 增至 升至 降至 跌至 突破 共计 总计 合计 收于 收报 升到 增加到 提高到")
)
GAUGED = tuple(words("指数为 指数报 指数是 系数为 率为 值为"))
"""Behind these a number with decimals is one: 指数为48.2, 均值为97.3."""
SPENT = tuple(words("赚 赚了 花 花了 卖 卖了 挣 挣了 亏 亏了 赔 赔了"))
"""Behind these hundreds and thousands are money, though no unit says so: 净赚二百."""
_AFTER = re.compile(r"[及或]?以[上下]|以内|左右|上下|有余|开外|出头(?!露面)")
AFTERS = "以左上下有开多及或出"
"""What the words behind a quantity begin with."""
AFTER_PAIRS = frozenset(words("以上 以下 以内 左右 上下 有余 开外 出头 及以 或以"))
"""And the first two characters of those that begin with another than 多."""
_MORE_AFTER = re.compile(r"多(?![次种样方元层项个名位数少])")
_MORE_UNITS = frozenset(
    words(
        "年 天 月 个月 周 小时 个小时 分钟 公里 里 米 吨 斤 公斤 元 块 岁 度 倍 成 亩 公顷 平方米"
    )
)
_MEASURES = frozenset(units.MEASURES)
_NAME_MARKS = '“‘「『《〈"'
_NAME = re.compile(rf"[^，。！？；：、“”‘’「」『』《》〈〉\"{MARK}]{{1,10}}[”’」』》〉\"]")
PLACES = frozenset("山县镇村巷路街桥河湖江寺岭峡湾屯店铺庄沟堡区市水")
PLACE_UNITS = frozenset("台里尺丈门角盘升")
"""Units of which one Chinese figure and one of ``PLACES`` make the name of a place: 三里屯."""
IDIOMS = {
    first: tuple(words(rests))
    for first, rests in {
        "位": "数 一体", "人": "行 转 制 世", "年": "级 制 规划 计划", "部": "曲 委",
        "次": "会议", "元": "化 制 论", "步": "走", "成": "立 为 功 员 果", "包": "括 含 容",
        "项": "全能", "番": "二次 三次 四次 五次 六次 两次", "国": "演义 志 时期 集团 峰会 围棋",
        "家": "分", "天": "两头", "条": "心", "头": "六臂", "个": "代表",
        "球": "比洞 二人 赛 比赛 世锦 世界 公开",
    }.items()
}  # fmt: skip
"""By its first character, what is behind a numeral and yet counts nothing: 三个代表, 四位一体."""
_PLENARY = re.compile(f"届[^{MARK}]{{1,2}}中全会")
_WHOLES = frozenset(
    words(
        "三番五次 三番两次 两次三番 一波三折 四通八达 五花八门 三天两头 三五成群 三年五载 五大三粗 "
        "七折八扣 半斤八两 十年九旱 三年两头 四大皆空 六根清净 三句不离 两头在外 "
        "两头为难 五代十国 八国联军 独中三元 "
        "独中两元 连中三元 连中两元 十万火急 十万大山 十年寒窗 十年磨一 十里洋场 十里长街"
    )
)
"""Idioms of four characters that hold a numeral and what else would be its unit."""
HALVES = frozenset(half for whole in _WHOLES for half in (whole[:2], whole[2:]))
"""The first and the last two characters of these."""
_TERM = re.compile(r" ?日(?:[之以]?内|以[上下]|的?(?:行政|司法)?拘留)")
TERM_BEFORE = ("拘留", "期限为", "期限", "工期", "工期为", "为期")
_LISTED = re.compile(r"(?:(?<![0-9十百部充])分[为成作]?|(?<![公中])共[有计分]?|全文|设有?)$")
"""What stands before parts that are counted: 共七章, 分三期."""
LISTED_ENDS = "分为成作共有计文设"
"""What that ends with."""
_NAMED = words("时间 线 手 书记 夫人 产业 方 世界 者 课堂 梯队 桶金")
_NAMED_BY_NUMBER = words(
    "人民 中级 中学 小学 医院 医科 军医 师范 附属 实验 幼儿园 集团军 野战军 方面军 工程局 设计院 "
    "研究院 制造厂 机床 看守所 监狱"
)
_NAMED_FIRSTS = frozenset(name[0] for name in _NAMED + _NAMED_BY_NUMBER)
_NAMED_ORDINAL = re.compile(
    f"[一二三](?:{'|'.join(_NAMED)})|[一二三四五六七八九十]{{1,3}}(?:{'|'.join(_NAMED_BY_NUMBER)})"
)
_BODY = re.compile(
    "(?:[\u4e00-\u9fff](?<![的个是为于与在了和及名获得有大来把被将向对让给也都又还也就要到])){0,6}?"
    "(?:工厂|厂|商店|商场|公司|医院|中学|小学|高中|初中|幼儿园|学院|法院|法庭|检察院|档案馆|研究所|工业部|舰队"
    "|[步炮装空]兵[师旅团]?|管理局|勘探局|[大中支小总]队|生产队)"
)
"""What a body is called by behind 第 and its number: 第二汽车制造厂, 第七舰队."""
_BODY_ENDS, _LONGEST_BODY = frozenset("厂店场司院学中园庭馆所部队兵局"), 10
"""Characters that end it, and no fewer than it may have."""
_STORE = "货商店", "货公司", "货大楼", "货商场", "货有限"
"""Behind a numeral that ends in the 百 of 百货."""
_BIG = re.compile(r"大(?![于约小多量会陆学部批型概家幅力])(?=[\u4e00-\u9fff])")
ONE_IS_ARTICLE = frozenset(
    words("度 里 成 番 折 石 担 克 升 尺 寸 丈 周 年 天 立方 帕 伏 瓦 昼夜 人次")
)
_ONE_COUNTS = re.compile(r"[年天周](?:[内多半]|时间|以上|左右|之内)")
_AROUND = re.compile(r"四周(?![内后前以左多共年]|的?(?:时间|时长|培训|训练|治疗|课程|比赛))")
"""All around, unless what stands before or behind says that weeks are meant."""
_WEEKS = re.compile(r"[0-9续期了共达每前去这上需用时长近约满整联]$")
_CLOCK = re.compile(r"(?<=[0-9〇零一二三四五六七八九十两])[时点](?:[0-9]{1,2}分)?$|[0-9]:$")
CLOCK_ENDS = frozenset("时点:分")
"""What stands before minutes and seconds that are of a time of day."""
_AFTER_BARE = re.compile(r"[A-Za-z:年月日号时点强后版路线式/比度]|-[0-9]|分[比之]")
AFTER_BARE = ascii_letters + ":年月日号时点强后版路线式/比度-分"
"""What that begins with."""
OF_YEARS = frozenset("届款级")
"""Units behind which a year of our time names, and does not count: 2024届毕业生."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_REIGNS = tuple(map(fold, units.REIGNS))
REIGN_ENDS = frozenset(name[-1] for name in _REIGNS)
_FEWER = "降升增减涨跌少多占仅高低薄厚快慢轻重浅深"
"""What a tenth, 一成, may stand behind."""
_HIGHER = "降升高低浅深"
"""What one degree may stand behind, where nothing stands behind it: 颜色浅一度."""
_NO_TENTH = frozenset("立为功员果绩长年不")
"""Behind 一成 these make another word of it."""
_MOVED = "升跌涨"
"""Of these an index is before the points that it moved by, which are no time of day: 升79点."""
_CHAINED = {"角": "元块", "毛": "元块", "分": "元角毛亩", "厘": "角毛分", "夜": "天", "晚": "天"}
_CHAINED |= {"毫": "元块", "仙": "毫角元"}
_CHAINED |= {"伤": "死", "死": "伤", "负": "胜平", "平": "胜负"}
"""Units that Chinese figures count behind another: 三元五角, 七天七夜."""
CHAIN_ENDS = "".join(_CHAINED.values()) + _FEWER
"""What these, or a tenth, may stand behind."""
_SMALLER = {"丈": "尺", "尺": "寸", "寸": "分", "石": "斗", "升": "合"}
"""Units with which a number goes on behind these: 一尺五寸."""
_FIGURE = frozenset("0123456789〇零一二三四五六七八九十两百千")
_OPENS_CHAIN = re.compile(
    r"死[0-9一二三四五六七八九十两百]+伤|胜[0-9一二三四五六七八九十两]+[负平]"
)
CHAIN_OPENERS = "死胜"
_HALL = re.compile(r"(?:前|近|连续|连任|举办|办|历经|已有|成功举办)(?:了|过)?$")


class Head(NamedTuple):
    """What belongs to a numeral and stands before it."""

    length: int = 0
    approx: str = ""
    sign: int = 1
    currency: str = ""


APPROXIMATOR_ENDS = frozenset(_BEFORE) | frozenset("上过")
"""What an approximator before a numeral ends with."""
LEADS = APPROXIMATOR_ENDS | units.CURRENCY_ENDS | set("下负-:∶_./第" + ascii_letters + _NAME_MARKS)
"""What may stand before a numeral that is not to be read for itself alone."""


def ends_code(view: str, start: int) -> bool:
    """Whether the figures at ``start`` go on a code: C919, 010-63071234, 3:1, 1.2.3."""
    before, earlier = view[start - 1], view[start - 2]
    if before in "-:∶":
        return earlier.isascii() and earlier.isalnum()
    return before in "_./" or (before.isascii() and before.isalpha())


def is_clock(view: str, end: int) -> bool:
    """Whether figures that end at ``end`` are the first of 8:30 or 3:1."""
    return view[end] in ":∶" and view[end + 1].isdigit()


def is_name(view: str, start: int) -> bool:
    """Whether the numeral opens a short name in quotation marks: “两个维护”."""
    return view[start - 1] in _NAME_MARKS and bool(_NAME.match(view, start))


def names(view: str, start: int, end: int) -> bool:
    """Whether 第 and the numeral at ``start`` are a part of a name: 第一时间, 第二中学."""
    return view[end] in _NAMED_FIRSTS and _NAMED_ORDINAL.match(view, start) is not None


def names_body(view: str, end: int) -> bool:
    """Whether 第 and a numeral that ends at ``end``, before no unit, are of a body's name."""
    if view[end] == "货":
        return view[end - 1] == "百" and view.startswith(_STORE, end)
    # Of most ordinals it is told at once, and the pattern tries many places.
    near = not _BODY_ENDS.isdisjoint(view[end : end + _LONGEST_BODY])
    return near and _BODY.match(view, end) is not None


def minus(view: str, at: int) -> int:
    """Length of the sign that ends at ``at``: 零下, 负 or a minus; 0 without one."""
    if view[at - 1] not in "下负-":
        return 0
    if view.endswith("零下", 0, at):
        return 2
    if view[at - 1] == "负":
        return int(not (view[at - 2] in "胜担肩" or view[at - 2].isdigit()))
    lone = not (view[at - 2].isascii() and view[at - 2].isalnum())
    return int(view.endswith("-", 0, at) and lone and not view.endswith("--", 0, at))


def approximator(view: str, at: int, first: str) -> str:
    """The approximator that ends at ``at``, before a numeral with the character ``first``."""
    for word in _BEFORE.get(view[at - 1], ()):
        if view.endswith(word, 0, at):
            if word == "超" and _NET.search(view, max(0, at - _NET_LEAD), at):
                return ""
            return "" if view[at - len(word) - 1] in _NOT_BEFORE.get(word, "") else word
    if first in "百千万亿" and view[at - 1] in "上过":
        return view[at - 1]
    return ""


def after(view: str, at: int, unit: str | None) -> str:
    """以上, 左右 and the like at ``at``; 多 only behind a measure (三年多)."""
    found = _AFTER.match(view, at)
    if found is None and unit in _MORE_UNITS:
        found = _MORE_AFTER.match(view, at)
    return found[0] if found else ""


def is_big(view: str, start: int, end: int, run: str) -> bool:
    """四大赛道: 大 counts behind one Chinese figure, but not in 党的七大."""
    small = len(run) == 1 and run in "二两三四五六七八九十"
    return small and bool(_BIG.match(view, end)) and view[start - 1] not in "的共"


Numeral = tuple[Head, int, int, "Amount"]
"""A numeral in its place: what belongs to it before, where it starts, where its unit begins."""


def _is_idiom(view: str, at: int) -> bool:
    rests = IDIOMS.get(view[at])
    if rests is None:
        return _PLENARY.match(view, at) is not None
    return view.startswith(rests, at + 1)


def in_idiom(view: str, start: int) -> bool:
    """Whether the Chinese figure at ``start`` is the first or third character of an idiom."""
    return view[start : start + 2] in HALVES and (
        view[start - 2 : start + 2] in _WHOLES or view[start : start + 4] in _WHOLES
    )


def counts(view: str, numeral: Numeral, unit: str | None) -> bool:
    """Whether a numeral with ``unit`` is a quantity, judged by what stands around it."""
    if unit is None:
        bare = _is_bare(view, numeral) and not _AFTER_BARE.match(view, numeral[2])
        return bare and not in_idiom(view, numeral[1])
    if unit in ("%", "‰"):
        return True
    head, start, _, amount = numeral
    run = amount.run
    if unit == "年" and view[start - 1] in REIGN_ENDS and view.endswith(_REIGNS, 0, start):
        return False
    if unit in ("年", "天") and is_short_year(run, amount.high):
        return False
    vague = head.approx or amount.approx
    if amounts.is_round(run) and not (vague or after(view, numeral[2] + len(unit), unit)):
        return len(run) > 1 and (unit in _MEASURES or unit in ("人", "名", "个", "户"))
    of_kind: Callable[[str, Numeral, str], bool] = _counts_chinese
    if unit == "日":
        of_kind = _counts_days
    elif run[0].isascii():
        of_kind = _counts_arabic
    elif run == "一":
        of_kind = _counts_one
    return of_kind(view, numeral, unit)


_FIGURES = frozenset("〇零一二三四五六七八九")


def is_short_year(run: str, high: object) -> bool:
    """Whether a numeral is two figures in a row that are no neighbours: 九七年, 三九天."""
    return len(run) == 2 and high is None and run[0] in _FIGURES and run[1] in _FIGURES


def _is_bare(view: str, numeral: Numeral) -> bool:
    """Without a unit: with 万 or 亿, grouped, approximate, or behind 达 and its like."""
    head, start, end, amount = numeral
    run = amount.run
    if amounts.is_round(run) or amount.approx in ("几", "数"):
        return bool(head.approx) or (amount.approx != "" and not run[1:].strip("十百千万亿"))
    if amounts.has_scale(run) or (run[0].isascii() and ("," in run or run[-1] in "百千")):
        return True
    if run[-1] in "百千":
        return view.endswith(SPENT, 0, start) and not view[end].isalnum()
    if "." in run and view.endswith(GAUGED, 0, start):
        return True
    arabic = run[-1].isascii() or bool(amount.approx)
    return (
        arabic
        and run[0] != "0"
        and (bool(head.approx) or view.endswith(COUNTED, 0, start - head.length))
    )


def _counts_arabic(view: str, numeral: Numeral, unit: str) -> bool:
    _, start, end, amount = numeral
    if unit == "点":
        return "." in amount.run or amount.low >= 100 or view[start - 1] in _MOVED
    if unit in ("分", "秒", "分钟"):
        return not _CLOCK.search(view, start - 5, start)
    if unit in OF_YEARS and _YEAR.fullmatch(amount.run):
        return False
    return not (amount.run[0] == "0" and amount.low >= 1) and not _is_idiom(view, end)


def _counts_days(view: str, numeral: Numeral, _: str) -> bool:
    """15日内, 拘留十日: days that something takes."""
    head, start, end, amount = numeral
    before = view.endswith(TERM_BEFORE, 0, start - head.length)
    return amount.run != "一" and (before or _TERM.match(view, end) is not None)


def _counts_one(view: str, numeral: Numeral, unit: str) -> bool:
    """一 counts before a measure (一公里), not before a measure word, where it is an article."""
    head, start, end, _ = numeral
    if unit == "成":
        if view[end + 1] in _NO_TENTH:
            return False
        return bool(head.approx) or view[start - 1] in _FEWER or after(view, end + 1, unit) != ""
    if unit == "度" and view[start - 1] in _HIGHER:
        return not view[end + 1].isalnum()
    if unit in ("年", "天", "周"):
        counted = bool(head.approx) or _ONE_COUNTS.match(view, end) is not None
        return counted or quantity_seldom.lasts(view, start, end + 1)
    if unit in _SMALLER and view[end + 1] in _FIGURE and view[end + 2] == _SMALLER[unit]:
        return True
    measure = unit in _MEASURES and unit not in ONE_IS_ARTICLE
    return measure and not _is_idiom(view, end)


def _is_large(amount: Amount, unit: str) -> bool:
    """四万字, 二三级: no part of a name, which 三百六十行 and 二十四节 are."""
    run = amount.run
    return (amount.high is not None and unit != "点") or (
        len(run) > 1 and run[-1] in "百千万亿" and unit not in "行点分步"
    )


def _counts_chinese(view: str, numeral: Numeral, unit: str) -> bool:
    head, start, end, amount = numeral
    short = len(amount.run) == 1
    place = short and unit in PLACE_UNITS and view[end + 1] in PLACES
    word = amount.run == "零" and unit not in quantity_seldom.ZERO
    if place or word or _is_idiom(view, end) or in_idiom(view, start):
        return False
    if unit in units.ARABIC_ONLY and not (head.approx or amount.approx or _is_large(amount, unit)):
        chained = view[start - 1] in _CHAINED.get(unit, "") and view[start - 2] in _FIGURE
        if unit in CHAIN_OPENERS:
            chained = chained or _OPENS_CHAIN.match(view, end) is not None
        listed = chained or _LISTED.search(view, start - 3, start) is not None
        return listed or quantity_seldom.is_handful(view, (start, end), amount.run, unit)
    if unit == "度" and short and amount.run != "零":
        return bool(head.approx) or view.endswith(("下", "升", "降", "达"), 0, start)
    if unit == "届" and not short:
        return bool(_HALL.search(view, start - 6, start))
    if unit == "周" and _AROUND.match(view, start):
        return _WEEKS.search(view, start - 1, start) is not None
    return not (unit == "大" and view.endswith(("党的", "中共"), 0, start))
