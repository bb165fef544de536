"""What pages for telephones print around an article: calls to follow, to like and to pass it on."""

from __future__ import annotations

import re

_ACT = (
    r"(?:点个?赞|点亮?[“「\"【]?在看[”」\"】]?|[“「\"【]?(?:在看|赞|看一看|推荐|爱心)[”」\"】]?|转发|分享|"
    r"收藏|关注|评论|留言|星标|投币|一键三连|三连|设为星标)"
)
_SIGN = r"[\s、，,+＋|｜丨/／·]+"
_TAIL = r"(?:\s*(?:吧|哦|呀|啦|噢|喔|支持一下|我们|一下))*[!！~～。…]*"
_CARD = (
    r"(?:上方|下方|上面|下面|顶部|文末)?的?"
    r"[“「\"]?(?:蓝字|蓝色字体?|蓝色小字|公众号名片|名片|卡片)[”」\"]?"
)
_FOLLOW = (
    r"\s*[,，·|｜丨↑]?\s*(?:一键|快速|轻松|免费|即可|立即|可以|就能)*(?:关注|订阅)"
    r"(?:我们?|本号|公众号|本公众号|“[^”]{2,12}”)?"
)
_OPEN = r"[▲▼△▽▶►▷◆■●★☆→↑↓↗↘👆👇☝⬆⬇（(【\[\s]*"
_CLOSE = r"[▲▼△▽◀◁◆■●★☆←↑↓↖↙👆👇☝⬆⬇）)】\]\s]*"
_CALL = re.compile(
    rf"{_OPEN}(?:"
    rf"(?:请?(?:点击|戳|轻触|长按){_CARD}(?:{_FOLLOW})?|{_CARD}{_FOLLOW})"
    rf"|(?:如果|要是)?(?:您|你)?(?:喜欢|觉得\S{{0,6}}?(?:好看|不错|有用|有趣|精彩|有收获)|看完|读到这里)(?:的话|本文|这篇文章|我们)?"
    rf"\s*[，,]?\s*(?:请|就|记得|别忘了|不妨|欢迎|给我们|顺手|动动手指|帮我们|来)*"
    rf"(?:点|点亮|按|给|戳)?(?:一?个|一下|下)?(?:{_SIGN})?{_ACT}(?:{_SIGN}(?:点个)?{_ACT})*"
    rf"|(?:欢迎|记得|别忘了|求|请|来个)?\s*{_ACT}(?:{_SIGN}{_ACT})+"
    rf"){_TAIL}{_CLOSE}"
)
_SURE = re.compile("蓝|在看|赞|转发|关注|星标|三连|名片|卡片")
LONGEST = 40
STARTS = frozenset(
    "▲▼△▽▶►▷◆■●★☆→↑↓↗↘（(【[👆👇☝⬆⬇“「"
    "蓝名如要喜觉看读点戳轻长请欢记别求在赞转分收关评留星一推爱设上下文顶"
)
"""With what such a line begins."""


def is_call(line: str) -> bool:
    """Whether a folded line asks its readers to follow, to like or to pass it on, and no more.

    >>> is_call("点击蓝字 关注我们"), is_call("喜欢就点个“在看”吧"), is_call("点赞、在看、转发")
    (True, True, True)
    >>> is_call("点赞家乡新变化"), is_call("评论、转发的人越来越多")
    (False, False)
    """
    return _SURE.search(line) is not None and _CALL.fullmatch(line) is not None
