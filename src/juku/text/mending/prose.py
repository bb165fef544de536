"""A line of prose that just stops, told from a paragraph whose last mark was forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juku.text.mending.words_met import Seam

FUNCTION_END = re.compile(
    r"(?:[的在和与及对把被将从向为于以而并或是使让给由至到往比跟同但且因若如虽即则却又也都还就才仅未不无没可能会要应须需"
    r"有这那其该各每某所更最很太较非极再曾已正刚均皆一二三四五六七八九十百千万亿两几0-9０-９A-Za-z])$"
)
SUFFIX = re.compile(
    r"的(?![确士])|了(?![解不却结])|们|着(?![力眼手重实])|地(?![方区处点球震铁下面])|得(?![益知到主了])"
    r"|等(?![到待候])|之[一间中下上内外处]|之前，|者|性(?![格别])"
)
STARTER = re.compile(
    r"[“「『（(【①-⑩●■▲◆★*·—]|据|在|他|她|它|我|你|这|那|此|该|但|然而|不过|同时|目前|近[日年]|当|今|昨|为|"
    r"随着|从|对|如果|因此|所以|于是|虽然|尽管|由于|记者|[12][0-9]{3}年|[0-9]{1,2}月|周[一二三四五六日]|"
    r"第?[一二三四五六七八九十]|[0-9]{1,2}[.、．）)]|有|全|中国|美国|截至|根据|按照|作为|经过|通过"
)
"""How paragraphs like to begin; the weights of `halves` were made with it."""
OPENER = re.compile(
    "但(?!愿)|由于|据(?![点守理])|对于|谈到|正如|如果|虽然|尽管|因为|因此|所以|随着|除了|根据|按照|截至|此外|然而|不过|"
    "同时|目前|近日|日前|记者(?![手节调观说之])|去年|昨|该"
)
"""With which a sentence likes to begin and no heading does."""
PLAIN_HEADING = re.compile(
    r"(?:[^，。；！？：“]{2,6}：)?[^，。；！？：]{2,14}(?:，[^，。；！？：]{2,14})?"
)
"""What a heading without a mark may be: one clause or two, perhaps behind a label."""
_CLAUSES = re.compile("([^，。；：！？ \u3000]{4,12})[， \u3000]([^，。；：！？ \u3000]{4,12})")
STOP_INSIDE = re.compile("[。！？]")
_VERB_LIKE = frozenset(
    ("v", "f", "vn", "a", "b", "uj", "ul", "u", "ng", "vg", "an", "d", "vd", "zg", "q")
)
_BEGINNING_TAGS = frozenset(("r", "p", "c", "t", "ns", "nr", "nt", "nrt"))
_GOING_ON_TAGS = frozenset(("p", "c", "uj", "ul", "u", "q", "d", "zg", "ad", "t", "m", "r"))
_NOUN_TAGS = frozenset(("n", "vn", "ns", "nr", "nz"))

# Logistic regression on cuts inside paragraphs against paragraphs without a last mark: what it
# gives to each sign that holds.
_LONG_FROM, _LONGER_FROM, _SHORT_BELOW = 25, 60, 20
"""Characters from which the line above is long, and from which it is longer still; below
these, what follows is the short rest of a paragraph."""
_BIAS = 2.3
_LONG, _LONGER, _INNER_END, _BLANK, _SHORT_REST = -1.8, -1.5, 2.1, 1.8, 2.6
_WORD_END, _WORD_START, _BEGINNING, _QUOTED_END = 1.7, 1.9, -1.8, -2.9
_CROSSING, SEEN = 3.4, 2.5
_RIGHT_VERB, _RIGHT_NOUN, _RIGHT_BEGINS, _LEFT_GOES_ON, _LEFT_NOUN = 1.0, 0.4, -0.8, 2.0, 1.3
LEAST = -1.0
"""Score from which two lines are halves: of cuts held out 99.8 in 100 reach it, and of paragraphs
without a last mark, which an edited page hardly has, 60 in 100."""


def is_parallel(text: str) -> bool:
    """Whether a line is two clauses of one build, as headings like to be.

    >>> is_parallel("一张蓝图绘到底，一任接着一任干"), is_parallel("截至周五，全市已完成")
    (True, False)
    """
    found = _CLAUSES.fullmatch(text)
    if found is None or len(found[1]) != len(found[2]):
        return False
    return any(one == other for one, other in zip(found[1], found[2], strict=True))


def score(left: str, right: str, found: Seam) -> float:
    """How much speaks for ``right`` being the rest of ``left``, by natural logarithms."""
    made = _BIAS + _by_form(left, right)
    made += _CROSSING * found.crosses
    made += _RIGHT_VERB * (found.right in _VERB_LIKE) + _RIGHT_NOUN * (found.right == "n")
    made += _RIGHT_BEGINS * (found.right in _BEGINNING_TAGS)
    made += _LEFT_GOES_ON * (found.left in _GOING_ON_TAGS)
    return made + _LEFT_NOUN * (found.left in _NOUN_TAGS)


def surely(left: str, right: str) -> bool:
    """Whether what the lines look like gives enough by itself.

    Of what the words give only `_RIGHT_BEGINS` is below 0, and a sum of floats never falls when one
    of its terms grows.

    >>> left = "为了少跑路，他们把办证的窗口搬到了离码头最近的一条街"
    >>> surely(left, "上，下船就到。"), surely(left, "据渔民介绍，这样一来一年可以少跑二十趟。")
    (True, False)
    """
    return _BIAS + _by_form(left, right) + _RIGHT_BEGINS > LEAST


def _by_form(left: str, right: str) -> float:
    """What the characters of the two lines give to their score."""
    score = _LONG * (len(left) >= _LONG_FROM) + _LONGER * (len(left) >= _LONGER_FROM)
    score += _INNER_END * (STOP_INSIDE.search(left) is not None)
    score += _WORD_END * (FUNCTION_END.search(left[-2:]) is not None)
    score += _WORD_START * (SUFFIX.match(right) is not None)
    score += _BEGINNING * (STARTER.match(right) is not None)
    score += _QUOTED_END * (left[-1] in '”"“’')
    return score + _BLANK * (" " in left) + _SHORT_REST * (len(right) < _SHORT_BELOW)
