"""Units and measure words of news text: what may stand behind a numeral.

The tables are data; ``read`` looks for the longest unit at one place.
"""

from __future__ import annotations

import re

from juku.text.tables import pattern, words

MEASURES = words(
    "公里 千米 里 米 厘米 毫米 微米 纳米 分米 海里 英里 英尺 英寸 光年 丈 尺 寸 平方公里 "
    "平方千米 平方米 平方厘米 平方英里 平方英尺 平方 平米 公顷 亩 顷 立方米 立方厘米 立方 毫升 "
    "升 加仑 吨 千克 公斤 斤 克 毫克 微克 磅 盎司 克拉 吨位 标准箱 载重吨 万吨级 千瓦时 瓦时 "
    "兆瓦时 吉瓦时 千瓦 瓦 兆瓦 吉瓦 度 摄氏度 华氏度 ℃ ℉ 千卡 大卡 卡路里 焦耳 千焦 伏 千伏 "
    "安培 赫兹 兆赫 分贝 帕 百帕 千帕 兆帕 毫米汞柱 毫安 毫安时 安时 千伏安 兆伏安 毫摩尔 微摩尔 "
    "摩尔 国际单位 毫西弗 西弗 流明 勒克斯 毫秒 微秒 纳秒 角秒 天文单位 马力 比特 字节 像素 元 "
    "美元 欧元 英镑 日元 日圆 港元 港币 韩元 韩圆 卢布 卢比 印度卢比 法郎 瑞士法郎 加元 加拿大元 "
    "澳元 澳大利亚元 新元 新加坡元 新西兰元 新台币 台币 元新台币 澳门元 人民币 泰铢 比索 里亚尔 "
    "雷亚尔 兰特 瑞郎 元人民币 人民币元 克朗 瑞典克朗 丹麦克朗 挪威克朗 里拉 土耳其里拉 越南盾 "
    "林吉特 迪拉姆 第纳尔 坚戈 格里夫纳 谢克尔 兹罗提 福林 美分 欧分 便士 先令 块钱 角钱 元钱 秒 "
    "秒钟 分钟 小时 个小时 钟头 个钟头 个月 个星期 星期 个世纪 世纪 周年 年 天 周 昼夜 工作日 "
    "个工作日 个交易日 刻钟 个季度 倍 番 成 折 个百分点 百分点 个基点 基点 岁 周岁 人次 个亿 km² "
    "km2 m² m2 m³ m3 kWh GWh TWh km/h kg km cm mm nm mg ml g t m L kW MW GW Hz kHz MHz GHz KB MB "
    "GB TB PB Mbps Gbps kV V W Pa dB mAh"
)
"""Units that count even behind a bare 一."""

CLASSIFIERS = words(
    "个 名 位 人 人口 家 户 所 道 座 栋 幢 间 处 项 件 起 宗 桩 例 种 类 款 型 批 次 场 届 轮 期 "
    "回 遍 趟 顿 番 条 支 只 头 匹 尾 峰 羽 棵 株 颗 粒 枚 张 份 本 册 部 篇 幅 封 首 套 台 辆 "
    "架 艘 列 节 班 组 队 对 双 副 把 根 块 片 层 级 排 桶 箱 袋 包 瓶 杯 碗 盒 篮 车 船 艇 枪 "
    "发 门 口 眼 盏 扇 堵 面 顶 床 扎 束 串 群 伙 股 笔 单 票 席 桌 局 集 章 句 字 页 行 段 步 "
    "招 分 角 点 代 辈 户次 架次 车次 班次 人份 剂 剂次 剂量 台套 台次 套房 标段 公里级 家次 "
    "名次 席位 床位 日 卷 胜 负 平 车道 稿 个头 国 省 市 县 区 乡 镇 村 州 部门 省份 省区市 省市 "
    "校 队次 票数 兆 金 银 铜 朵 滴 针 株系 尊 具 宿 晚 夜 餐 门次 轮次 梯次 档 档次 站 胎 员 盘"
)
"""Measure words; behind a bare 一 they make it an article, and nothing is counted."""

ORDINAL = words(
    "届 名 次 个 位 年 条 章 版 期 季 代 卷 轮 批 号 楼 层 集 回 天 站 金 枚 例 起 部 家 场 "
    "张 页 节 款 项 种 类 组 局 盘 阶段 梯队 周 分钟 颗 架 艘 台 座 支 本 辑 档 级 度 跑道 "
    "名次 顺位"
)
"""What may stand behind 第 and a numeral."""

CURRENCY = words("US$ HK$ NT$ A$ C$ $ ￥ ¥ € £ USD RMB CNY HKD EUR")
"""Marks of money that stand before their number."""

ARABIC_ONLY = frozenset(
    words(
        "平 级 字 节 角 期 型 班 组 队 车 船 发 口 面 行 省 市 县 区 乡 镇 村 州 省市 校 金 银 铜 "
        "胜 负 员 伏 帕 瓦 分 点 卡 代 眼 宿 夜 晚 滴 针 字节 步 章"
    )
)
"""Counted behind Arabic figures only: behind Chinese ones they are mostly parts of names."""


Unit = tuple[int, str | None, bool, bool]
"""A unit read: where it ends, its name as printed, and whether 半, and whether 多 stands in it."""


def _by_first(names: list[str]) -> dict[str, re.Pattern[str]]:
    """Of each first character, what matches the longest unit."""
    of: dict[str, list[str]] = {}
    for name in names:
        of.setdefault(name[0], []).append(name)
    return {
        first: re.compile(rf"{pattern(some)}(?:(?<![A-Za-z])|(?![A-Za-z0-9]))")
        for first, some in of.items()
    }


_UNITS = _by_first(MEASURES + CLASSIFIERS)
_PER = re.compile(rf"/(?:{pattern(MEASURES)}|[人日月时次户]|[a-z]{{1,2}}[²³23]?)(?![A-Za-z0-9])")
"""What a unit is a part of (/小时)."""
_SPLIT = re.compile(r"个([多半])((?:小时|钟头|月|星期|世纪|季度|工作日|百分点))")
_OTHER_WORD = {
    "道": "路德理口岭歉",
    "群": "众体", "名": "山单字誉称", "部": "分署队长", "位": "于置数", "家": "庭长属乡园具",
    "班": "级子", "片": "面区", "组": "织成长合", "队": "伍员长", "场": "馆所地景", "期": "间待",
    "批": "准评判", "把": "握", "包": "括含容", "发": "展现生布", "对": "于外此待",
    "起": "来到步", "盘": "点", "层": "面次", "口": "岸号", "门": "票户店口",
    "人": "民才均大工类物员", "节": "约能日目", "条": "件", "件": "事", "项": "目", "种": "植",
    "类": "似", "次": "日年", "版": "本", "间": "接", "支": "持付援", "台": "湾风", "度": "假过",
    "级": "别", "所": "有以", "号": "称", "章": "程", "天": "然空气", "周": "边围",
    "本": "地报市", "顶": "级", "面": "积临对", "份": "额", "株": "洲", "副": "主",
    "点": "击燃亮", "首": "次都先", "封": "闭锁", "段": "时", "代": "表替", "排": "名放",
    "国": "家际道", "省": "级道", "市": "场民", "区": "域别", "县": "级道", "村": "民",
    "乡": "村道", "校": "园", "元": "旦素桥", "角": "度色", "分": "别析享布为比", "升": "级至",
    "成": "立为功员果", "折": "射叠", "克": "服", "里": "程面", "米": "其", "卷": "入烟宗土",
    "胜": "利任出于过负者地", "负": "责担", "轮": "车椅渡船廓胎", "棵": "松", "稿": "件费酬",
    "平": "均等稳安台衡行时",
}  # fmt: skip
"""Characters that make another word of a unit before them: 三家 is three firms, 三家庭 is not."""
_ORDINAL = re.compile(rf" ?{pattern(ORDINAL)}")
_HALVED = frozenset(words("年 天 公里 里 米 岁 倍 度 斤 公斤 亩 小时 分钟 成"))


def read(view: str, text: str, at: int) -> Unit:
    """The unit at ``at`` of the folded ``view``, named as ``text`` prints it.

    >>> read("3个半小时。", "3個半小時。", 1)
    (5, '個小時', True, False)
    """
    start = at + 1 if view[at] == " " else at
    first = view[start]
    if first in "%‰":
        return start + 1, first, False, False
    if first not in _UNITS:
        return at, None, False, False
    split = _SPLIT.match(view, start) if first == "个" and view[start + 1] in "多半" else None
    if split is not None:
        end = split.end()
        return end, text[start] + text[start + 2 : end], split[1] == "半", split[1] == "多"
    found = _UNITS[first].match(view, start)
    if found is None:
        return at, None, False, False
    word, end = found[0], found.end()
    if view[end] == "/":
        per = _PER.match(view, end)
        end = end if per is None else per.end()
    elif view[end] in _OTHER_WORD.get(word, ""):
        return at, None, False, False
    half = view[end] == "半" and word in _HALVED
    return end + half, text[start:end], half, False


def ordinal(view: str, at: int) -> int | None:
    """Where the unit of an ordinal whose numeral ends at ``at`` ends, None without one."""
    found = _ORDINAL.match(view, at)
    return None if found is None else found.end()


CURRENCY_ENDS = frozenset(mark[-1] for mark in CURRENCY)


def currency(view: str, at: int) -> str:
    """The mark of money that ends at ``at``, empty without one."""
    if view[at - 1] not in CURRENCY_ENDS:
        return ""
    return next((mark for mark in CURRENCY if view.endswith(mark, 0, at)), "")
