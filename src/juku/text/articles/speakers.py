"""Lines with which somebody speaks whose name the page prints before each of his turns."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from juku.text.vocabulary.marks import SAYING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.blocks.lines import Line

_BEGINS = re.compile("([\u3400-\u9fff]{2,4})(?:：|（(?:[^（）]{2,20}）：)?)")
"""How a turn begins, perhaps broken within the bracket: 边晓峰：, 边晓峰（某平台总监）：."""


def may_begin(text: str) -> bool:
    """Whether somebody's turn may begin with a line, by its looks.

    >>> may_begin("边晓峰：是的。"), may_begin("是的：他走了，天黑了。"), may_begin("天黑了。")
    (True, True, False)
    """
    return _BEGINS.match(text) is not None


def spoken(flow: Sequence[Line]) -> set[int]:
    """The numbers of the lines with which somebody speaks who does so more than once: 边晓峰：.

    Of who has one turn alone it may be text.
    """
    begins = {line.number: found for line in flow if (found := _BEGINS.match(line.text))}
    turns = Counter(found[1] for found in begins.values())
    said = {found[1] for found in begins.values() if found[0][-1] == "：" and not _tells(found[1])}
    return {number for number, found in begins.items() if found[1] in said and turns[found[1]] > 1}


def _tells(who: str) -> bool:
    """Whether words before a colon say that somebody says something: 他说：."""
    return SAYING.search(f"{who}：") is not None
