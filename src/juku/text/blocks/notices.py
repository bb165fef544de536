"""Lines over notices, corrections and the day's short news, which head no section of a story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

if TYPE_CHECKING:
    from juku.text.blocks.lines import Line

_WORDS = lists("notices")
_NO_MARK = "[^，。：！？、的]{0,4}"
_NOTICE = re.compile(
    rf"(?:{_NO_MARK}{pattern(_WORDS['matters'])}{_NO_MARK})?{pattern(_WORDS['kinds'])}"
    rf"|[关關][于於][^，。：！？、]{{2,32}}的?{pattern(_WORDS['kinds'])}|{pattern(_WORDS['whole'])}"
)
"""What is printed over notices, corrections and the day's short news, and heads no section."""
_HEADS = re.compile("(?:通知|公告|[启啟]事|[声聲]明|通告|公示|[讣訃]告|敬告)$")
_NOTICE_ENDS = frozenset(word[-1] for word in _WORDS["kinds"] + _WORDS["whole"])


def names_notice(line: Line) -> bool:
    """Whether a line says of what kind the notices or short news are that stand below it."""
    return line.text[-1:] in _NOTICE_ENDS and _NOTICE.fullmatch(line.text) is not None


def heads_notice(text: str) -> bool:
    """Whether a headline ends as those of notices do, below which the body signs that gave it out.

    >>> heads_notice("关于老桥封闭施工的通告"), heads_notice("老桥明天封闭")
    (True, False)
    """
    return _HEADS.search(text) is not None
