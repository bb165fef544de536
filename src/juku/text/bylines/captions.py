"""Who took a picture, at the end of the caption below it: 图为村民在晒谷。本报记者 林晓摄."""

from __future__ import annotations

import re

from juku.text.bylines import bare_names
from juku.text.bylines.byline import is_credit
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.marks import is_sent
from juku.text.vocabulary.tables import spelt_out

_LONGEST = 200
_SHORT = 80
"""Characters of a caption that no word for a picture begins and no full stop parts from its end."""
_ENDS = frozenset("摄攝）)")
_TAKEN = re.compile(rf"(?:{spelt_out('[摄攝]影')})\s*[:：/／]\s*\S{{2,4}}(?:[ \u3000]\S)?$")
_BEGINS = re.compile(r"[▲▼△▽◀▶←→↑↓]|图为|图片说明|(?:[上下左右]|本版|资料)图[：:为片]")
_BEHIND_STOP = re.compile(
    r"[。！？）)”]\s*([^。！？）)”，]{2,24}(?<![拍航])\s*摄)(?:\s*[（(][^（()）]{2,10}[)）])?$"
)
_BEHIND_BLANK = re.compile(
    r"\s((?:\S{0,8}(?:记者|通讯员)|\S{2,6}发)?\s*[\u3400-\u9fff·]{2,5}(?<![拍航])\s?摄)$"
)
_SENT_AND_TAKEN = re.compile(
    r"[。！？）)”]\s*(?P<sent>[^，。！？（()）]{2,10}发)\s*[（(](?P<taken>[^（()）]{1,16}?(?<![拍航])\s*摄)[)）]$"
)
"""For whom a picture was taken, and who took it: 新华社发（林晓摄）."""
_SHORT_TAKEN = re.compile(
    r"[^。！？]{6,}[。！？]\s*(?:[（(](?P<hand>[^（()）。！？]{1,20}?(?<![拍航])\s*摄)[)）]"
    r"|(?P<said>摄影\s*[:：/／]\s*[\u3400-\u9fff]{2,4}))$"
)
"""A caption of one sentence."""
_UNSTOPPED = re.compile(
    r"[^。！？]{6,}\s(?P<hand>(?:\S{0,8}(?:记者|通讯员)\s*)?(?P<who>[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]\s+[\u3400-\u9fff]))"
    r"\s*[/／]?\s*摄$"
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
    if len(text) > _LONGEST:
        return None
    if text[-1:] not in _ENDS and ("影" not in text or _TAKEN.search(text) is None):
        return None
    if text[0] in "（(" and text[-1] in "）)":
        text = text[1:-1]
    folded = fold(text)
    found = _BEHIND_STOP.search(folded)
    if found is None and _BEGINS.match(folded):
        found = _IN_BRACKETS.search(folded) or _BEHIND_BLANK.search(folded)
    if found is None:
        return _told_shortly(text, folded)
    said = text[found.start(1) : found.end(1)]
    return f"（{said}）" if is_credit(f"（{said}）") else None


def _told_shortly(text: str, folded: str) -> str | None:
    """The same of a caption that its end alone shows to be one: short, or with whose it is too."""
    sent = _SENT_AND_TAKEN.search(folded)
    if sent is not None:
        said = " ".join(text[slice(*sent.span(part))] for part in ("sent", "taken"))
        return f"（{said}）" if is_credit(f"（{said}）") else None
    if len(text) > _SHORT:
        return None
    found = _SHORT_TAKEN.fullmatch(folded)
    if found is not None:
        said = text[slice(*found.span("hand" if found["hand"] else "said"))]
        return f"（{said}）" if is_credit(f"（{said}）") else None
    found = _UNSTOPPED.fullmatch(folded)
    if found is None or not bare_names.has_form("".join(found["who"].split())):
        return None
    said = text[found.start("hand") :]
    return f"（{said}）" if is_credit(f"（{said}）") else None
