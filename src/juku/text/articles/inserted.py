"""Lines that stand between the halves of a paragraph and are of neither.

A sentence that a layout sets large beside the text stands in the text too, word for word; of what
a picture shows, a line tells whose pictures these are, or a word is torn around it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from juku.text.mending import topics
from juku.text.mending.prose import STOP_INSIDE
from juku.text.mending.topics import ECHO, ENOUGH
from juku.text.vocabulary.marks import CLAUSE_END, are_paired, is_final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams

_LINES = 2
"""Lines that are looked at below a half."""
_LONGEST = 60
_SHORT = 32
"""Characters of a sentence set large, and of what a picture shows."""
_SAID = 10
"""Characters of a sentence from which it stands in another paragraph by no chance."""
_PICTURES = re.compile(
    r"(?:本[版文组報报刊]|以上|文中)?(?:图片|圖片|照片|摄影|攝影|插图|插圖)(?:均?由|[：:]).{2,16}"
)
_STRAIGHT, _PARTED_LINE = 0.5, 2.5
"""What it gives that but one line stands between the halves, as few paragraphs are broken twice in
a row; and one that blanks part, as they part no sentence.
"""
_PARTED = re.compile(r"[^ -~][ \u3000]+[^ -~]")
_QUOTES = "“”「」『』"


def between(flow: Sequence[Line], halves: Sequence[int], seams: Seams) -> Iterator[range]:
    """Places of the lines between a half and what goes on below them."""
    for half in halves:
        run = _run(flow, half)
        if run is None or run.stop == len(flow):
            continue
        rest = flow[run.stop]
        if rest.kind != "paragraph" or rest.dateline is not None or not rest.text:
            continue
        told = any(_is_told(flow, place) for place in run)
        if told or _is_torn(flow, half, run, seams) or _reads_over(flow, half, run, seams):
            yield run


def _run(flow: Sequence[Line], half: int) -> range | None:
    """The lines right below a half that may be of neither half."""
    end = half + 1
    while end < len(flow) and end <= half + _LINES and _may_be(flow, end):
        end += 1
    return range(half + 1, end) if end > half + 1 else None


def _may_be(flow: Sequence[Line], place: int) -> bool:
    line = flow[place]
    if line.kind != "paragraph" or line.dateline is not None or line.forced or not line.text:
        return False
    return _is_unmarked(line.text) or _is_set_large(flow, place)


def _is_unmarked(text: str) -> bool:
    """Whether a line is short and says by no mark that anything ends in it, or goes on."""
    if len(text) > _SHORT or is_final(text):
        return False
    return not (STOP_INSIDE.search(text) or CLAUSE_END.search(text[-2:]))


def _is_told(flow: Sequence[Line], place: int) -> bool:
    """Whether a line by itself shows that it is of neither half."""
    return _PICTURES.fullmatch(flow[place].text) is not None or _is_set_large(flow, place)


def _is_set_large(flow: Sequence[Line], place: int) -> bool:
    """Whether a line is a sentence that stands in the midst of another paragraph."""
    said = flow[place].text.strip(_QUOTES)
    if not _SAID <= len(said) <= _LONGEST:
        return False
    return any(
        one is not flow[place] and said in one.text[1:-1]
        for one in flow
        if one.kind == "paragraph" and len(one.text) > len(said) + 1
    )


def _is_torn(flow: Sequence[Line], half: int, run: range, seams: Seams) -> bool:
    """Whether a word lies over the seam of the two halves, and none over the other seams."""
    texts = [flow[place].text for place in (half, *run, run.stop)]
    if not seams.torn(texts[0], texts[-1]):
        return False
    return not any(seams.torn(one, other) for one, other in pairwise(texts))


def _reads_over(flow: Sequence[Line], half: int, run: range, seams: Seams) -> bool:
    """Whether the words go on from one half to the other rather than by way of a lone line."""
    above, line, below = (flow[place].text for place in (half, run.start, run.stop))
    if len(run) > 1 or not is_final(below) or not _is_unmarked(line) or not are_paired(line):
        return False
    if seams.torn(above, line) or seams.left_open(line, below):
        return False
    if topics.echoed(line, below[:ENOUGH]) >= ECHO:
        return False
    over = seams.affinity(above, below)
    parted = _PARTED.search(line) is not None
    if seams.is_prose(line) and not parted:
        return False
    straight = _PARTED_LINE if parted else _STRAIGHT
    apart = seams.affinity(above, line) + seams.affinity(line, below)
    return over > 0 and over + straight > apart
