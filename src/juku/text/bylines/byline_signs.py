"""The signs around a byline: brackets and bullets."""

from __future__ import annotations

import re

from juku.text.vocabulary.folding import unfolded
from juku.text.vocabulary.marks import PRINTED_BY

BRACKETS = {"（": "）", "(": ")", "〔": "〕", "【": "】", "〖": "〗", "[": "]", "［": "］"}
_BULLETS = "■□◆◇●○◎★☆▲△ \u3000"
_BULLET = re.compile(f"[{_BULLETS}]+")
_CIRCLE = re.compile(r"(?:^|(?<=\s))[〇◎]\s*(?=[本特见实首记通新]|编辑|责编)|^〇\s+")
"""A circle in folded text, where it is the figure 〇: 记者 张三 ○编辑 李四, ○ 李四."""
SIGNS_BEFORE_STOP = "[〇◎○Ｏ]|[来來]源|[读讀]者"
"""Of a credit without brackets that ends with a stop: 作者：张三 来源：某报。, 读者 冯大庆。

Any other says nothing that has a stop in it. A circle may be the bullet of a name.
"""
OPENINGS = unfolded(frozenset(BRACKETS) | frozenset(_BULLETS + "〇"))
"""With what a line begins that has brackets or bullets."""
_TAKEN_FOR = re.compile(r"(?P<who>.{2,12}?发)\s*[（(](?P<hand>[^（()）]{2,20}摄)[)）]")
"""新华社发（张三 摄）: who prints a picture, and who took it."""


def plain(line: str) -> str:
    """Without the bullets that authors' names stand behind, and with one bracket less.

    For whom a picture was taken is left out: 林晓摄（人民视觉）.

    >>> plain("□ 本报记者 张三 □ 李四"), plain("〇 李四"), plain("新华社发（张三 摄）")
    ('本报记者 张三 李四', '李四', '新华社发 张三 摄')
    """
    if line[:1] in _BULLETS or line[:1] == "〇":
        line = _BULLET.sub(" ", line)
    line = _CIRCLE.sub(" ", line).strip()
    line = PRINTED_BY.sub("", line)
    if line[-2:-1] != "摄":
        return line
    taken = _TAKEN_FOR.fullmatch(line)
    return f"{taken['who']} {taken['hand']}" if taken else line


def inside_of(line: str) -> str | None:
    """What a line in brackets says; None without them.

    >>> inside_of("（本报记者 张三）"), inside_of("本报记者 张三")
    ('本报记者 张三', None)
    """
    closing = BRACKETS.get(line[:1])
    line = line.rstrip("。.")
    if closing is None or line[-1:] not in (closing, ")", "）"):
        return None
    return line[1:-1].strip()
