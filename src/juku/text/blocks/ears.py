"""What the weather will be, in a line of its own: 今晨最低气温26℃　明天多云转阵雨.

Papers print such a line in the corner over a page, where an article may tell the same: what stands
around it says which it is (see `page_heads`).
"""

from __future__ import annotations

import re

_WHEN = (
    r"(?:(?:今明两|今|明|后|昨)[天日晨晚夜](?:[白夜][天间])?|白天|夜间|上午|下午|傍晚|到|[0-9]{1,2}日(?:[白夜][天间])?|"
    r"(?:星期|周)[一二三四五六日天])"
)
_FALLS = r"(?:[小中大暴]{1,2}到?)?(?:雷阵|阵|雷|冻|毛毛)?雨|(?:[小中大暴]到?)*(?:阵)?雪|雨夹雪"
_SKY = rf"(?:晴|多云|少云|阴天?|{_FALLS}|[大浓薄轻]?雾|霾|扬沙|浮尘|沙尘暴?|雷雨|冰雹)"
_SKIES = rf"(?:有|局部(?:地区)?有?)?{_SKY}(?:(?:间有?|转|到|或|有|渐|、|，)(?:有|局部)?{_SKY})*"
_FIGURE = r"(?:零[上下]|-)?\s*[0-9一二三四五六七八九十]{1,3}"
_WARM = (
    rf"(?:[最日夜]?[高低]?(?:气温|温度)|最[高低])\s*(?:为|[:：])?\s*{_FIGURE}\s*(?:℃|°C|度|摄氏度)?"
    rf"(?:\s*[-~—至到/]\s*{_FIGURE}\s*(?:℃|°C|度|摄氏度)?)?"
    rf"|{_FIGURE}\s*(?:℃|°C)?\s*[-~—至到/]\s*{_FIGURE}\s*(?:℃|°C|度|摄氏度)|{_FIGURE}\s*(?:℃|°C|摄氏度)"
)
_WIND = (
    r"(?:偏?[东南西北]{1,2}(?:转偏?[东南西北]{1,2})?风|风[向力]\s*[:：]?|微风)"
    r"(?:\s*(?:[0-9一二三四五六七八九十、—~至到-]{1,6}级|[东南西北]{1,2}))?"
)
_PART = re.compile(
    rf"(?P<sky>{_SKIES})|(?P<warm>{_WARM})|(?P<when>{_WHEN})|{_WIND}"
    r"|(?:今日|本市|我市|全市|城区)?天气(?:预报)?\s*[:：]?|[本我全]市|相对湿度\s*[:：]?\s*[0-9%％~-]+"
)
_BETWEEN = re.compile(r"[\s　，,、：:|｜；;]*")
_PLACE = re.compile(r"[\u3400-\u9fff]{2,4}(?:市区?|地区)?[\s:：]+")
_LONGEST = 48


def is_ear(line: str) -> bool:
    """Whether a folded line says the weather and nothing else.

    >>> is_ear("今晨最低气温26℃　明天多云转阵雨"), is_ear("临州 晴转多云 12℃~20℃ 北风3-4级")
    (True, True)
    >>> is_ear("明天"), is_ear("明起三天雨水缠绵"), is_ear("晴转多云")
    (False, False, False)
    """
    if len(line) > _LONGEST:
        return False
    place = _PLACE.match(line)
    at = place.end() if place and _PART.match(line) is None else 0
    kinds: list[str] = []
    while at < len(line):
        found = _PART.match(line, at)
        if found is None:
            return False
        kinds.append(found.lastgroup or "")
        at = _BETWEEN.match(line, found.end()).end()  # type: ignore[union-attr]  # nothing, too
    return ("warm" in kinds and len(kinds) > 1) or {"sky", "when"} <= set(kinds)
