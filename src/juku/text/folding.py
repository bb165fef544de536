"""A view of a text for rules to look at: same length, full-width and traditional folded.

The readings (dates, quantities, quotes) write their rules once, in half-width and simplified
characters, look at ``fold(text)``, and slice ``text`` itself: every character keeps its place.
Only characters that the rules name are folded; this is no script conversion.
"""

from __future__ import annotations

import re

_TRADITIONAL = (
    "萬億兩點個餘約過達幾數來後間際週號歲種項場條張隻輛噸畝頃鎊韓歐國縣區鄉鎮隊屆層級筆冊塊顆棟戶門"
    "騎頓臺樓鐘時紀當開從於將應說稱話語訴問認為強調論評議記談講聲讚嘆歎寫復覆釋進結員長書總經務師學專"
    "導會僅漲減頭東龍劉陳楊趙黃吳孫馬羅鄭謝許馮鄧蕭葉閻賈鄒陸龔譚範韋賴蘇盧蔣湯連圓處發絕憶爾親辦見"
    "現對邊這們無該屬黨團據間職諭嚴紅織隨離難領頓題願類體麗齊齡餐負農曆陰陽節慶勞動處斷產業證實"
    "誌貴賓責軟連運還選郵醫錄鋼錢鐵關陣雙雜電響飛館驗鬥純細終給統維綠網線練縮績繼續較輕轉輪軍舉興華"
    "萊藝蘭處傳傷價億優儲兒內冊則剛創劃劑協單卻參縱廠廣廳彈後徑從徵戰擔據擇擊擴攝數斷於時晉暢會東"
    "賽歡驚滿敘詢囑勵託勸誇肅堅潔偉傑瑩鳳"
)
_SIMPLIFIED = (
    "万亿两点个余约过达几数来后间际周号岁种项场条张只辆吨亩顷镑韩欧国县区乡镇队届层级笔册块颗栋户门"
    "骑顿台楼钟时纪当开从于将应说称话语诉问认为强调论评议记谈讲声赞叹叹写复复释进结员长书总经务师学专"
    "导会仅涨减头东龙刘陈杨赵黄吴孙马罗郑谢许冯邓萧叶阎贾邹陆龚谭范韦赖苏卢蒋汤连圆处发绝忆尔亲办见"
    "现对边这们无该属党团据间职谕严红织随离难领顿题愿类体丽齐龄餐负农历阴阳节庆劳动处断产业证实"
    "志贵宾责软连运还选邮医录钢钱铁关阵双杂电响飞馆验斗纯细终给统维绿网线练缩绩继续较轻转轮军举兴华"
    "莱艺兰处传伤价亿优储儿内册则刚创划剂协单却参纵厂广厅弹后径从征战担据择击扩摄数断于时晋畅会东"
    "赛欢惊满叙询嘱励托劝夸肃坚洁伟杰莹凤"
)
_FULL = {
    0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in ".%/+-"
}
FOLDS = _FULL | {ord(a): ord(b) for a, b in zip(_TRADITIONAL, _SIMPLIFIED, strict=True) if a != b}
FOLDS |= {ord("○"): ord("〇"), ord("Ｏ"): ord("〇"), ord("•"): ord("·"), ord("・"): ord("·")}
FOLDS |= {ord("－"): ord("-"), ord("−"): ord("-"), ord("‧"): ord("·"), ord("～"): ord("~")}
"""The code point that stands for another."""
_FOLDED = re.compile("[" + "".join(map(re.escape, map(chr, sorted(FOLDS)))) + "]")


def fold(text: str) -> str:
    """``text`` with full-width figures and letters and the rules' characters made plain.

    >>> fold("４５家，約三億五千萬元")
    '45家，约三亿五千万元'
    """
    return text.translate(FOLDS) if _FOLDED.search(text) else text
