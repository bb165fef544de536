"""Headlines of several lines, one below the other: a kicker, the main line, what stands under it.

Where marks do not tell them from other short lines, what stands below them does: a subtitle behind
dashes, a dateline, who reports, a greeting or an editors' note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.blocks import headlines, signatures
from juku.text.vocabulary.marks import DASHES, EDITORS_NOTE, SALUTATION, is_final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from juku.text.blocks.lines import Line

_HIGHEST = 4
"""Lines of the highest stack: a kicker, a headline and two subtitles."""
_LEADS_UP = re.compile(
    r".{5,}(?:表明|指出|强调|強調|认为|認為|宣布|提出|要求|号召|呼吁|证明|透露|之际|之際|前夕|以来|以來|期间|之后)"
    r"|在.{5,}[中下]"
)
"""How a kicker ends that says only who says what the headline does, or on what occasion."""
ASKS = ("问：", "问:", "問：", "問:")
"""With which a question begins, of a reader or of an interview."""
_DASHES = re.compile("|".join(DASHES))


def leads_up(line: Line, main: Line) -> bool:
    """Whether a line without a mark is a kicker, for it ends as no headline does."""
    return _LEADS_UP.fullmatch(line.text) is not None and not _DASHES.match(main.text)


def greets(line: Line) -> bool:
    """Whether a speech or a letter begins with a line, or what its editors say of an article."""
    if EDITORS_NOTE.match(line.text):
        return True
    return line.text[-1:] in ":：" and SALUTATION.fullmatch(line.text) is not None


def begins_story(flow: Sequence[Line], at: int) -> bool:
    """Whether what stands at a place can only follow the headline of an article."""
    if at >= len(flow):
        return False
    line = flow[at]
    return line.dateline is not None or signatures.signs(flow, at) or greets(line)


def heads_story(flow: Sequence[Line], at: int, labels: Callable[[Line], bool]) -> bool:
    """Whether the lines from a place on are headlines, and the last stands above an article."""
    for place in range(at + 1, min(at + 1 + _HIGHEST, len(flow))):
        if begins_story(flow, place):
            return True
        line = flow[place]
        if _DASHES.match(line.text):
            return place <= at + 2 and headlines.is_subtitle(line, flow[place - 1])
        if line.kind != "paragraph" or not headlines.is_headline(line) or labels(line):
            return False
    return False


def are_two(flow: Sequence[Line], at: int) -> bool:
    """Whether a line and the next are no sentences, and a whole paragraph stands below both."""
    if at + 2 >= len(flow):
        return False
    line, under, text = flow[at : at + 3]
    if not (line.kind == under.kind == text.kind == "paragraph") or text.dateline is not None:
        return False
    if is_final(line.text) or is_final(under.text) or not is_final(text.text):
        return False
    short = headlines.is_headline(line) and headlines.is_headline(under)
    return short and headlines.han_length(text.text) > headlines.LONGEST_TITLE


def is_kicker(flow: Sequence[Line], at: int) -> bool:
    """Whether the main headline is the next line, marked alike: dashes stand right below that."""
    if at + 2 >= len(flow):
        return False
    line, main, under = flow[at : at + 3]
    if not (line.kind == main.kind and line.level == main.level) or under.kind == "credit":
        return False
    if any(_DASHES.match(one.text) for one in (line, main)) or not _DASHES.match(under.text):
        return False
    return headlines.is_headline(line) and headlines.is_subtitle(under, main)


def asks_over_dashes(line: Line, under: Line) -> bool:
    """Whether a question of a reader is the headline, for a subtitle stands right below it."""
    asks = line.text.startswith(ASKS) and line.text[-1] in "？?" and "。" not in line.text
    return asks and headlines.is_dashed(under)


def is_dashed_above(flow: Sequence[Line], at: int) -> bool:
    """Whether a subtitle with its dashes stands over the headline, without a mark both."""
    line, main = flow[at], flow[at + 1]
    if line.kind != "paragraph" or not headlines.is_dashed(line):
        return False
    if at and not (flow[at - 1].kind == "credit" or is_final(flow[at - 1].text)):
        return False
    below = flow[at + 2] if at + 2 < len(flow) else None
    if below is None or headlines.is_headline(below) or main.dateline is not None:
        return False
    return main.kind == "paragraph" and headlines.is_headline(main) and not _DASHES.match(main.text)


def less_headlines(run: list[Line], after: Sequence[Line]) -> list[Line]:
    """A run of short lines without the headlines that end it, if an article begins ``after`` it."""
    if not run or not after or after[0].kind == "heading":
        return run
    dashes = [place for place, line in enumerate(run) if _DASHES.match(line.text)]
    if dashes and dashes[0] > 0 and len(dashes) <= 2 and dashes[0] + 3 >= len(run):
        return run[: dashes[0] - 1]
    if signatures.signs(after, 0):
        return [] if len(run) <= _HIGHEST else run[:-1]
    return run[:-1] if begins_story(after, 0) else run
