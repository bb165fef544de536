"""Who took a picture, at the end of the caption below it: 图为村民在晒谷。本报记者 林晓摄."""

from __future__ import annotations

import re

from juku.text.byline import is_credit
from juku.text.folding import fold
from juku.text.marks import is_sent

_LONGEST = 200
_ENDS = frozenset("摄攝）)")
_BEGINS = re.compile(r"[▲▼△▽◀▶←→↑↓]|图为|图片说明|(?:[上下左右]|本版|资料)图[：:为片]")
_BEHIND_STOP = re.compile(
    r"[。！？）)”]\s*([^。！？）)”，]{2,24}(?<![拍航])\s*摄)(?:\s*[（(][^（()）]{2,10}[)）])?$"
)
_BEHIND_BLANK = re.compile(
    r"\s((?:\S{0,8}(?:记者|通讯员)|\S{2,6}发)?\s*[\u3400-\u9fff·]{2,5}(?<![拍航])\s?摄)$"
)
_IN_BRACKETS = re.compile(
    r"[（(]([^（()）]{1,24}?(?<![拍航])\s*摄|(?:摄影|供图|图)\s*[:：/／][^（()）]{2,20})[)）]$"
)


def is_caption(text: str) -> bool:
    """Whether a line says what a picture shows and ends with whose it is.

    >>> is_caption("图为村民在晒谷。林晓摄"), is_caption("工人在清理地铁站。新华社发")
    (True, True)
    >>> is_caption("新华社发"), is_caption("他把照片拍了下来。")
    (False, False)
    """
    return (is_sent(text) and len(text) <= _LONGEST) or taken_by(text) is not None


def taken_by(text: str) -> str | None:
    """The credit at the end of a caption, None for any other text.

    >>> taken_by("图为村民在晒谷。本报记者 林晓摄"), taken_by("▲ 胡同里的早市 （摄影：小林）")
    ('（本报记者 林晓摄）', '（摄影：小林）')
    >>> taken_by("这组照片耗时三年。全部由他拍摄")
    """
    if text[-1:] not in _ENDS or len(text) > _LONGEST:
        return None
    if text[0] in "（(" and text[-1] in "）)":
        text = text[1:-1]
    folded = fold(text)
    found = _BEHIND_STOP.search(folded)
    if found is None and _BEGINS.match(folded):
        found = _IN_BRACKETS.search(folded) or _BEHIND_BLANK.search(folded)
    if found is None:
        return None
    said = text[found.start(1) : found.end(1)]
    return f"（{said}）" if is_credit(f"（{said}）") else None
