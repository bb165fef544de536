"""Lines that are running text for certain, told before the rules of `layout` are asked.

Most lines of a newspaper end with a stop, or are too long for anything else, and have none of the
signs that a dateline, a credit or furniture must have. What is asked here is necessary for one of
the rules each; what none of them can take is text, and the rules need not be gone through.
"""

from __future__ import annotations

import re

from juku.text.blocks.furniture import LONGEST, furniture, jumps_inside
from juku.text.bylines import inline_authors
from juku.text.bylines.byline_signs import OPENINGS, SIGNS_BEFORE_STOP
from juku.text.vocabulary.marks import is_stopped
from juku.text.vocabulary.tables import spelt_out

INVISIBLE = (
    "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00"
)
"""Characters without width, which are no text at a line's edge."""
_UNSEEN = re.compile(rf"[\s{INVISIBLE}]*+")
_DATELINE = "电|讯|電|訊|消息|报道|報道|報導"
DATELINE_SIGN = re.compile(_DATELINE)
WITHIN = 120
"""Characters of a line that its dateline is in, and of the longest credit."""
_SIGNS = f"{_DATELINE}|{spelt_out(SIGNS_BEFORE_STOP)}"
_SIGN = re.compile(_SIGNS)
_ANY = re.compile(f"{_SIGNS}|{inline_authors.DUTIES}")
"""What is looked for first, for most lines have neither a sign nor a duty."""
RULED = "-*_=~＝－—"
"""What a line is drawn with that parts two texts, as long as it likes."""
_FIRST = OPENINGS | frozenset("#" + RULED) | frozenset(INVISIBLE)
_LAST = frozenset("）)】〕］]") | frozenset(INVISIBLE)


def shows(text: str) -> bool:
    r"""Whether ``text`` has a character that can be seen.

    >>> shows("\ufeff\r\n\x00"), shows("\ufeff。")
    (False, True)
    """
    return _UNSEEN.fullmatch(text) is None


def is_plain(line: str) -> bool:
    """Whether a line, less the white space at its edges, can be nothing but running text.

    >>> is_plain("天黑了，工人们还没有走。"), is_plain("责任编辑：张三"), is_plain("天黑了")
    (True, False, False)
    """
    # What is longer than all furniture is longer than any credit without brackets, too.
    return (
        (is_stopped(line) or (len(line) > LONGEST and line[-1] not in _LAST))
        and line[0] not in _FIRST
        and not (_ANY.search(line, 0, WITHIN) and _is_signed(line))
        and "*" not in line
        and not jumps_inside(line)
        and (len(line) > LONGEST or furniture(line) is None)
    )


def _is_signed(line: str) -> bool:
    """Whether a line without a bullet may begin with a dateline or its authors, or be a credit."""
    return _SIGN.search(line, 0, WITHIN) is not None or inline_authors.may_be(line)
