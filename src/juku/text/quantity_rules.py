"""What makes a numeral in news text a quantity, and what makes it part of a name, code or idiom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juku.text import amounts, units
from juku.text.tables import words

if TYPE_CHECKING:
    from juku.text.amounts import Amount

_BEFORE: dict[str, list[str]] = {}
for _word in sorted(
    words(
        "大约 约为 大概 约 将近 接近 近 超过 超出 超 逾 不到 不足 不超过 不少于 不低于 不多于 "
        "不高于 至少 最少 至多 最多 多达 低于 高于 少于 多于 大于 小于"
    ),
    key=len,
    reverse=True,
):
    _BEFORE.setdefault(_word[-1], []).append(_word)
_NOT_BEFORE = {"近": "附最临靠邻", "约": "节预签契条合公违履制特简赴", "超": "中英德意西法反"}
_COUNTED = tuple(
    words("达到了 达到 达 增至 升至 降至 跌至 突破 共计 总计 合计 收于 收报 升到 增加到 提高到")
)
_AFTER = re.compile(r"以上|以下|以内|左右|上下|有余|开外")
_MORE_AFTER = re.compile(r"多(?![次种样方元层项个名位数少])")
_MORE_UNITS = frozenset(
    words(
        "年 天 月 个月 周 小时 个小时 分钟 公里 里 米 吨 斤 公斤 元 块 岁 度 倍 成 亩 公顷 平方米"
    )
)
_MEASURES = frozenset(units.MEASURES)
_NAME_MARKS = '“‘「『《〈"'
_NAME = re.compile(r"[^，。！？；：、“”‘’「」『』《》〈〉\"]{1,10}[”’」』》〉\"]")
_PLACE = re.compile(r"[山县镇村巷路街桥河湖江寺岭峡湾屯店铺庄沟堡区市水]")
_PLACE_UNITS = frozenset("台里尺丈门角盘升")
_IDIOM = re.compile(
    r"位数|位一体|人[行转制世]|年(?:[级制]|规划|计划)|部[曲委]|次会议|元[化制论]|步走|成[立为功员果]"
    r"|包[括含容]|番[二三四五六两]次|届.{1,2}中全会|国(?:演义|志|时期|集团|峰会)|家分|天两头|条心|头六臂|个代表"
)
_BIG = re.compile(r"大(?![于约小多量会陆学部批型概家幅力])(?=[\u4e00-\u9fff])")
_ONE_IS_ARTICLE = frozenset(words("度 里 成 番 折 克 升 尺 寸 丈 周 年 天 立方 帕 伏 瓦 昼夜 人次"))
_ONE_COUNTS = re.compile(r"[年天周](?:[内多半]|时间|以上|左右|之内)")
_CLOCK = re.compile(r"(?<!小)[时点]$|[0-9]:$")
_AFTER_BARE = re.compile(r"[A-Za-z:年月日号时点强后版路线式/比度]|-[0-9]")
_HALL = re.compile(r"(?:前|近|连续|连任|举办|办|历经|已有|成功举办)(?:了|过)?$")


class Head(NamedTuple):
    """What stands before a numeral: where it starts, approximator, sign, mark of money."""

    start: int
    numeral: int
    """Where the numeral starts."""
    approx: str
    sign: int
    currency: str


def is_code(view: str, start: int, end: int, *, currency: bool) -> bool:
    """Whether the figures go on a code: C919, 010-63071234, 3:1, 1.2.3."""
    before = "" if currency or start == 0 else view[start - 1]
    if before and (before in "_./" or (before.isascii() and before.isalpha())):
        return True
    if (
        before in ("-", ":")
        and start > 1
        and view[start - 2].isascii()
        and view[start - 2].isalnum()
    ):
        return True
    return view[end : end + 1] == ":" and view[end + 1 : end + 2].isdigit()


def is_name(view: str, start: int) -> bool:
    """Whether the numeral opens a short name in quotation marks: “两个维护”."""
    return view[start - 1 : start] in tuple(_NAME_MARKS) and bool(_NAME.match(view, start))


def minus(view: str, at: int) -> int:
    """Length of the sign that ends at ``at``: 零下, 负 or a minus; 0 without one."""
    if view.endswith("零下", 0, at):
        return 2
    if view.endswith("负", 0, at) and not view.endswith(("胜负", "担负", "肩负"), 0, at):
        return 1
    lone = at < 2 or not (view[at - 2].isascii() and view[at - 2].isalnum())
    return int(view.endswith("-", 0, at) and lone and not view.endswith("--", 0, at))


def approximator(view: str, at: int, first: str) -> str:
    """The approximator that ends at ``at``, before a numeral with the character ``first``."""
    for word in _BEFORE.get(view[at - 1 : at], ()):
        if view.endswith(word, 0, at):
            earlier = view[at - len(word) - 1 : at - len(word)]
            return "" if earlier and earlier in _NOT_BEFORE.get(word, "") else word
    if first in "百千万亿" and view[at - 1 : at] in ("上", "过"):
        return view[at - 1]
    return ""


def after(view: str, at: int, unit: str | None) -> str:
    """以上, 左右 and the like at ``at``; 多 only behind a measure (三年多)."""
    found = _AFTER.match(view, at)
    if found is None and unit in _MORE_UNITS:
        found = _MORE_AFTER.match(view, at)
    return found[0] if found else ""


def is_big(view: str, start: int, amount: Amount) -> bool:
    """四大赛道: 大 counts behind one Chinese figure, but not in 党的七大."""
    small = len(amount.run) == 1 and amount.run in "二两三四五六七八九十"
    return (
        small and bool(_BIG.match(view, amount.end)) and not view.endswith(("的", "共"), 0, start)
    )


def counts(view: str, head: Head, amount: Amount, unit: str | None) -> bool:
    """Whether ``amount`` with ``unit`` is a quantity, judged by what stands around it."""
    if unit in ("%", "‰"):
        return True
    if unit is None:
        return _counts_bare(view, head, amount)
    if amounts.is_round(amount.run) and not (head.approx or amount.approx):
        return len(amount.run) > 1 and (unit in _MEASURES or unit in ("人", "名", "个", "户"))
    if amount.run[0].isascii():
        return _counts_arabic(view, head.numeral, amount, unit)
    if amount.run == "一":
        return _counts_one(view, head, amount, unit)
    return _counts_chinese(view, head, amount, unit)


def _counts_bare(view: str, head: Head, amount: Amount) -> bool:
    """Without a unit: with 万 or 亿, grouped, approximate, or behind 达 and its like."""
    run = amount.run
    if _AFTER_BARE.match(view, amount.end):
        return False
    if amounts.is_round(run) or amount.approx in ("几", "数"):
        return bool(head.approx) or (
            amount.approx != "" and all(c in "十百千万亿" for c in run[1:])
        )
    if amounts.has_scale(run) or (run[0].isascii() and ("," in run or run[-1] in "百千")):
        return True
    arabic = run[-1].isascii() or bool(amount.approx)
    return (
        arabic and run[0] != "0" and (bool(head.approx) or view.endswith(_COUNTED, 0, head.start))
    )


def _counts_arabic(view: str, start: int, amount: Amount, unit: str) -> bool:
    if unit == "点":
        return "." in amount.run or amount.low >= 100
    if unit in ("分", "秒", "分钟"):
        return not _CLOCK.search(view, max(0, start - 2), start)
    return not (amount.run[0] == "0" and amount.low >= 1) and not _IDIOM.match(view, amount.end)


def _counts_one(view: str, head: Head, amount: Amount, unit: str) -> bool:
    """一 counts before a measure (一公里), not before a measure word, where it is an article."""
    if unit in ("年", "天", "周"):
        return bool(head.approx) or bool(_ONE_COUNTS.match(view, amount.end))
    measure = unit in _MEASURES and unit not in _ONE_IS_ARTICLE
    return measure and not _IDIOM.match(view, amount.end)


def _counts_chinese(view: str, head: Head, amount: Amount, unit: str) -> bool:
    if unit in units.ARABIC_ONLY or _IDIOM.match(view, amount.end):
        return False
    short = len(amount.run) == 1
    if short and unit in _PLACE_UNITS and _PLACE.match(view, amount.end + 1):
        return False
    if unit == "度" and short:
        return bool(head.approx) or view.endswith(("下", "升", "降", "达"), 0, head.numeral)
    if unit == "届" and not short:
        return bool(_HALL.search(view, max(0, head.numeral - 6), head.numeral))
    return not (unit == "大" and view.endswith(("党的", "中共"), 0, head.numeral))
