"""Labels of columns that nothing shows to be such but where they stand: a few characters in bold.

Every paper has columns of its own, and no list has them all. On a page that marks headlines by
``#`` a heading in bold heads a section, and no section begins with a dateline, or right above a
headline, or behind who wrote an article.
"""

from __future__ import annotations

from itertools import chain, takewhile
from typing import TYPE_CHECKING

from juku.text.articles import labels
from juku.text.blocks import headlines, signatures
from juku.text.blocks.layout import BOLD
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line

_LONGEST, LONGEST = 6, 8
"""Characters of a label, or of each part of one, beside a headline that is marked otherwise; and
where an article begins for certain, or shows another headline farther down."""
_WIDEST = 2 * LONGEST + 1
"""Characters of a label in two parts, and of the dot between them."""
_FAR = 60
"""Lines of an article that are looked at for another heading."""


def by_place(flow: Sequence[Line], style: Style, columns: AbstractSet[str]) -> set[int]:
    """Numbers of the lines that stand as labels do, on a page that marks headlines.

    Those of ``columns`` need not be told by their place.
    """
    if style.plain_titles:
        return set()
    return {
        line.number
        for place, line in enumerate(flow[:-1])
        if len(line.text) <= _WIDEST
        and labels.length(line.text) <= LONGEST
        and not headlines.is_label(line.text, columns)
        and (_is_in_bold(flow, place, style) or _is_over_byline(flow, place))
    }


def may_be(line: Line, style: Style, longest: int = _LONGEST) -> bool:
    """Whether a line is a few characters in bold, on a page that marks headlines by ``#``."""
    if line.level != BOLD or style.bold_titles or style.plain_titles:
        return False
    return labels.length(line.text) <= longest and labels.is_bare(line.text)


def _is_in_bold(flow: Sequence[Line], place: int, style: Style) -> bool:
    """Whether a few characters in bold begin an article.

    They stand over a dateline, right above a headline, or behind a credit, as no heading does; or
    right below a headline where no article near has headings.
    """
    line, after = flow[place], flow[place + 1]
    if after.is_dated():
        return may_be(line, style, LONGEST)
    if not may_be(line, style):
        return False
    if style.is_title(after) or signatures.is_authors(after) or _is_behind_credit(flow, place):
        return True
    if after.level == BOLD and len(after.text) > len(line.text) and place + 2 < len(flow):
        return flow[place + 2].kind == "credit" or flow[place + 2].is_dated()
    under = place > 0 and style.is_title(flow[place - 1])
    return under and not _has_heading(flow, place, style)


def _is_over_byline(flow: Sequence[Line], place: int) -> bool:
    """Whether a few characters without a mark begin an article.

    Nothing is open above them, and a dateline or who wrote the article stands right below.
    """
    line, after = flow[place], flow[place + 1]
    if line.kind != "paragraph" or not labels.is_short(line):
        return False
    above = flow[place - 1] if place else None
    if above is not None and above.kind == "paragraph" and not is_final(above.text):
        return False
    return signatures.is_authors(after) or after.is_dated()


def _is_behind_credit(flow: Sequence[Line], place: int) -> bool:
    """Whether the credit of an article stands right above a line, with text above that."""
    above = [line.kind for line in flow[max(place - 2, 0) : place]]
    return above == ["paragraph", "credit"]


def _has_heading(flow: Sequence[Line], place: int, style: Style) -> bool:
    """Whether another heading in bold stands near a line, in its article or the one before."""
    below = takewhile(lambda line: not style.is_title(line), flow[place + 1 : place + 1 + _FAR])
    up = reversed(flow[max(place - 1 - _FAR, 0) : max(place - 1, 0)])
    above = takewhile(lambda line: not style.is_title(line), up)
    return any(line.level == BOLD for line in chain(above, below))
