"""Runs of short lines: lists and poems, told from a paragraph that is broken more than once."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from math import fsum
from typing import TYPE_CHECKING

from juku.text.blocks import stacks
from juku.text.blocks.headlines import is_label
from juku.text.mending.prose import STOP_INSIDE
from juku.text.vocabulary.marks import MARKED, is_final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams

_SHORT = 24
"""Lines of a list or a poem are at most this long."""
_VERSE = 10
"""Characters of a verse that ends with a mark; a longer line that does is a sentence."""
_PIECE = 5
"""Characters that a piece of a paragraph has at least, where it is one of several short ones."""
_WIDEST_VERSE = 12
"""Characters of the longest line of verse."""
_BARE = re.compile(r"[\u3400-\u9fff]{4,10}")
_ONE_SENTENCE, _WIDE_SENTENCE = 3.0, 1.0
"""What the words at each seam of a run give on average, where it is a paragraph in pieces; and
where the looks of the lines say so too."""
_TORN = 5
"""Of as many lines of a paragraph in pieces one seam at least lies within a word."""
_ASKED = 12
"""Seams of a run that are looked at: no paragraph is broken more often."""
_WITH_SENTENCE = 4
"""Lines of a run that a short sentence in two pieces may stand in, with headings around it."""
_CELLS = re.compile(r"[^ -~，。；：！？] +[^ -~，。；：！？][^，。；：！？]*$|\S[\u3000\t]\S")
"""Blanks in a row of a table."""
_LABELLED = re.compile("[：:]")
_FIGURE = "[0-9零一二三四五六七八九十]"
_ROW = re.compile(
    "^[^，。；：！？“]{2,6}(?<![说称道示出调问答])[：:](?!“)|[ \u3000\t][+-]?[0-9.,]+[%％]?$"
    rf"|{_FIGURE}[比∶:]{_FIGURE}|^(?:[^，。；！？ \u3000]+[ \u3000\t]+){{2,}}[^，。；！？ \u3000]+$"
)


def listed(
    flow: Sequence[Line], seams: Seams, columns: AbstractSet[str], *, indented: bool
) -> set[int]:
    """Numbers of the lines in runs of three or more short ones: lists and poems.

    A run in which a word is torn between two lines, or whose lines all read as one sentence, is a
    paragraph broken more than once; so is one of which only the first line is set in, where a page
    is ``indented``.
    """
    found: set[int] = set()
    if not any(len(line.text) <= _SHORT and line.kind == "paragraph" for line in flow):
        return found
    run: list[Line] = []
    for place, line in enumerate((*flow, None)):
        if line and _is_item(line) and not is_label(line.text, columns):
            run.append(line)
            continue
        if not run:
            continue
        run = stacks.less_headlines(run, flow[place : place + 2])
        below = line if line and line.kind == "paragraph" and line.dateline is None else None
        if (len(run) > 2 and not _broken(run, below, seams, indented)) or (
            _couplet(run) and not _carried_on(run, below, seams)
        ):
            found.update(one.number for one in run[_heads_rows(run) :])
        run = []
    return found


def _is_item(line: Line) -> bool:
    """A short line, unless it is a whole sentence of prose."""
    if line.kind != "paragraph" or line.dateline or len(line.text) > _SHORT or stacks.greets(line):
        return False
    return len(line.text) <= _VERSE or not is_final(line.text)


def is_row(text: str) -> bool:
    """Whether a line has the form of a table's rows: a label, cells, figures at its end, a score.

    >>> is_row("男子单打：林晓"), is_row("第一中学 12 8 9"), is_row("单项比赛成绩")
    (True, True, False)
    """
    return _ROW.search(text) is not None


def _heads_rows(run: Sequence[Line]) -> bool:
    """Whether the first line of a run stands over rows and is none."""
    return len(run) > 2 and not is_row(run[0].text) and all(is_row(one.text) for one in run[1:])


def _couplet(run: Sequence[Line]) -> bool:
    """Two lines of verse: as long as each other and with no mark."""
    return (
        len(run) == 2
        and len(run[0].text) == len(run[1].text)
        and all(_BARE.fullmatch(line.text) for line in run)
    )


def _is_table(run: Sequence[Line]) -> bool:
    """Whether the lines of a run are items or rows: numbered, or with blanks for columns."""
    rows = sum(MARKED.match(line.text) is not None for line in run)
    cells = sum(_CELLS.search(line.text) is not None for line in run)
    return 2 * max(rows, cells) > len(run)


def _broken(run: Sequence[Line], after: Line | None, seams: Seams, indented: bool) -> bool:
    """Whether a run is a paragraph in pieces, perhaps below a heading."""
    if _is_table(run):
        return False
    if _is_prose(run, after, seams, indented) or _is_sentence(run, seams):
        return True
    headed = seams.affinity(run[0].text, run[1].text) <= 0
    return headed and _is_prose(run[1:], after, seams, indented)


def _is_sentence(run: Sequence[Line], seams: Seams) -> bool:
    """Whether two lines of a run are a short sentence, and no others are parts of anything.

    Where more than one pair of lines ends with a stop, the stops are those of verse.
    """
    pairs = [
        (one.text, other.text)
        for one, other in pairwise(run)
        if not is_final(one.text) and other.text[-1] in "。！？"
    ]
    if len(run) > _WITH_SENTENCE or len(pairs) != 1 or len(pairs[0][0]) == len(pairs[0][1]):
        return False
    return seams.affinity(*pairs[0]) > 0


def _carried_on(run: Sequence[Line], after: Line | None, seams: Seams) -> bool:
    """Whether a paragraph carries on the last line of a run for certain."""
    return after is not None and seams.surely(run[-1].text, after.text)


def _is_prose(run: Sequence[Line], after: Line | None, seams: Seams, indented: bool) -> bool:
    """Whether the lines of a run are pieces; the last ends the paragraph or is carried on."""
    met = list(pairwise([*run, after] if after is not None else run))[:_ASKED]
    told = [seams.affinity(one.text, other.text) for one, other in met if not is_final(one.text)]
    if fsum(told) <= 0:
        return False
    last = run[-1].text
    goes_on = after is not None and seams.torn(last, after.text)
    whole = len(run) > 2 or goes_on or is_final(last)
    if whole and fsum(told) > _ONE_SENTENCE * len(told):
        return True
    if indented and run[0].indented and not any(line.indented for line in run[1:]):
        return True
    wide = max(len(line.text) for line in run) > _WIDEST_VERSE
    if not (goes_on or wide or is_final(last)):
        return False
    told_on = any(STOP_INSIDE.search(line.text[:-1]) for line in run)
    if told_on or (goes_on and wide) or _is_torn(run, seams.breaks_off if wide else seams.torn):
        return True
    return wide and _is_one(run) and fsum(told) > _WIDE_SENTENCE * len(told)


def _is_torn(run: Sequence[Line], torn: Callable[[str, str], bool]) -> bool:
    """Whether lines of a run are torn from the next; verse is even, and parts no words."""
    even = len({len(line.text) for line in run}) < 3
    torn_ones = sum(
        len(before.text) >= _PIECE
        and not (even and len(before.text) == len(after.text))
        and torn(before.text, after.text)
        for before, after in islice(pairwise(run), _ASKED)
    )
    return _TORN * torn_ones >= min(len(run), _ASKED)


def _is_one(run: Sequence[Line]) -> bool:
    """Whether nothing but the last line of a run ends with a mark, as in a sentence in pieces."""
    texts = [line.text for line in run]
    ends = [is_final(text) for text in texts]
    return ends[-1] and not any(ends[:-1]) and not any(_LABELLED.search(text) for text in texts)
