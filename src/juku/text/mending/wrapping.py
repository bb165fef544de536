"""Paragraphs that were wrapped to a width: whether a page is, and its lines put together."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from juku.text.vocabulary.marks import MARKED, is_final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from juku.text.blocks.layout import Piece
    from juku.text.blocks.lines import Line

_STOPS = frozenset("。！？")
_NARROWEST = 14
"""A column of fewer characters is a poem or a list."""
_WIDE = re.compile("[\u2e80-\U0010ffff]+")
"""Characters that take two columns."""
_CLAUSE_MARK = re.compile("[，。；？！]|[A-Za-z,;.] [A-Za-z]")
"""What prose that was wrapped has in most of its lines, and lists, tables and verse have not."""
_OUTSIDE = 8
"""Of as many lines at most one is wider than the width of a page that is wrapped."""
_NARROW = re.compile("[ -~]")
_HAN_FIRST = re.compile("[\u3400-\u9fff]{2}")
"""A line that a mark would begin is begun with the character before it."""
_LEAST_FOLLOWED = 3
"""Lines with a neighbour below from which a page may be wrapped, and different ones that are full.

Two lines are as wide as each other by chance.
"""
_LEAST_MET = 3
"""Lines that run on, of which it can be told whether they leave room, that are enough to judge."""
_EXACT = 0.9
"""More than this part of them leave no room; of the lines of a ragged page far fewer do."""
_SLACK = 4
"""How much shorter than the widest a full line may be: a mark or a word that did not fit."""


def unwrap(printed: list[Line], pieces: list[Piece]) -> list[Line]:
    """``printed``, in which the lines of a paragraph that was wrapped to a width are one.

    A line feed between two Latin words that a wrap parted is moved from its blank in ``pieces`` to
    the second.
    """
    wrapped = _wrapped_at(printed)
    if wrapped is None:
        return printed
    measure, width = wrapped
    exact = _is_exact(printed, measure, width)
    made: list[Line] = []
    last: Line | None = None
    several: dict[int, Line] = {}
    for line in printed:
        if (
            last is not None
            and made
            and _neighbours(last, line)
            and _wraps(last, line, width - measure(last))
            and not (exact and measure(last) < width and _had_room(last, line))
            and not (width - measure(line) > _SLACK and _stands_alone(last, line))
        ):
            _take(made[-1], line, pieces)
            several[made[-1].number] = made[-1]
        else:
            line.number = len(made)
            made.append(line)
        last = line
    for whole in several.values():
        whole.spell()
    return made


def _wrapped_at(printed: Sequence[Line]) -> tuple[Callable[[Line], int], int] | None:
    """How the page is wrapped: a measure of lines, and the width most of them have by it."""
    if all(line.text[-1:] in _STOPS for line in printed if line.kind == "paragraph"):
        return None
    followed = [both for both in pairwise(printed) if _neighbours(*both)]
    if len(followed) < _LEAST_FOLLOWED or not _may_run_on(followed):
        return None
    for measure, at_most in ((_characters, _characters), (_columns, _most_columns)):
        width = _common_width(followed, measure, at_most)
        if width is not None:
            return measure, width
    return None


def _may_run_on(followed: Sequence[tuple[Line, Line]]) -> bool:
    """Whether so many lines end without a stop that those of the width may be half of all lines.

    More than half of these have none.
    """
    open_ = sum(line.text[-1:] not in _STOPS for line, _ in followed)
    return 4 * open_ > len(followed)


def _common_width(
    followed: Sequence[tuple[Line, Line]],
    measure: Callable[[Line], int],
    at_most: Callable[[Line], int],
) -> int | None:
    """The width of most lines that have a neighbour below.

    Only those that may have it by ``at_most`` are measured.
    """
    bounds = [at_most(line) for line, _ in followed]
    least = measure(followed[bounds.index(max(bounds))][0]) - _SLACK
    wide = [line for (line, _), bound in zip(followed, bounds, strict=True) if bound >= least]
    if 2 * len(wide) < len(followed):
        return None
    widths = [measure(line) for line in wide]
    widest = max(widths)
    full = [line for width, line in zip(widths, wide, strict=True) if width >= widest - _SLACK]
    ended = sum(line.text[-1] in _STOPS for line in full)
    if widest < _NARROWEST or 2 * len(full) < len(followed):
        return None
    if not _reads_as_prose(full) and not _ends_with_marks(followed, measure, widest + _SLACK):
        return None
    if _OUTSIDE * sum(measure(other) > widest + _SLACK for _, other in followed) > len(followed):
        return None
    return (
        widest
        if 2 * ended < len(full) and len({line.text for line in full}) >= _LEAST_FOLLOWED
        else None
    )


def _reads_as_prose(full: Sequence[Line]) -> bool:
    """Whether clauses end within the lines, as in any text but lists, tables and verse."""
    return 2 * sum(_CLAUSE_MARK.search(line.text) is not None for line in full) >= len(full)


def _ends_with_marks(
    followed: Sequence[tuple[Line, Line]], measure: Callable[[Line], int], width: int
) -> bool:
    """Whether runs of lines end as paragraphs do, within the width."""
    firsts = {id(one) for one, _ in followed}
    ends = [other for _, other in followed if id(other) not in firsts]
    marked = sum(end.text[-1] in "。！？”" and measure(end) <= width for end in ends)
    return 2 * marked > len(ends)


def _characters(line: Line) -> int:
    first, last = line.dateline or line.parts[0], line.parts[-1]
    if first.line != last.line:
        first = next(piece for piece in line.pieces() if piece.line == last.line)
    return last.end - first.start


def _columns(line: Line) -> int:
    """Width on a screen, where a Chinese character takes two columns."""
    return _characters(line) + sum(map(len, _WIDE.findall(line.text)))


def _most_columns(line: Line) -> int:
    return _characters(line) + len(line.text)


def _neighbours(before: Line, after: Line) -> bool:
    return (
        before.kind == after.kind == "paragraph"
        and before.forced is after.forced is None
        and not after.indented
        and after.dateline is None
        and before.parts[-1].line + 1 == after.parts[0].line
    )


def _wraps(before: Line, after: Line, missing: int) -> bool:
    """Whether the line before is full, or nearly, so that the paragraph runs on."""
    if missing > _SLACK:
        return False
    if MARKED.match(after.text) is None:
        return True
    return not is_final(before.text) and MARKED.match(before.text) is None


def _is_exact(printed: Sequence[Line], measure: Callable[[Line], int], width: int) -> bool:
    """Whether the lines that go on leave no room at their end, as on a page of fixed width."""
    met = [
        measure(one) == width
        for one, other in pairwise(printed)
        if _neighbours(one, other)
        and width - measure(one) <= _SLACK
        and one.text[-1] not in "。！？”"
        and _had_room(one, other)
    ]
    return len(met) >= _LEAST_MET and sum(met) > _EXACT * len(met)


def _had_room(before: Line, after: Line) -> bool:
    """Whether the next line's first character may stand at the end of a line short by one."""
    return _NARROW.search(before.text) is None and _HAN_FIRST.match(after.text) is not None


def _stands_alone(before: Line, line: Line) -> bool:
    """Whether a line that is not full is no end of a paragraph, for it has no last mark."""
    ended = before.text.rstrip("”’」』")[-1:] in "。！？" and not is_final(line.text)
    return ended and _HAN_FIRST.match(line.text) is not None


def _take(whole: Line, line: Line, pieces: list[Piece]) -> None:
    before, after = whole.parts[-1], line.parts[0]
    _keep_feed(before, after, pieces)
    after.kind, after.rule, after.joins = "continuation", "wrapped-line", before
    whole.parts += line.parts


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ",;:.!?)'")


def _keep_feed(before: Piece, after: Piece, pieces: list[Piece]) -> None:
    """Move the line feed between two Latin words of a paragraph from its blank to the second."""
    if before.line + 1 != after.line or not (_latin(before.text[-1]) and _latin(after.text[0])):
        return
    place = bisect_left(pieces, after.start, key=lambda piece: piece.start)
    blank = pieces[place - 1]
    blank.end -= 1
    after.start -= 1
    after.text = "\n" + after.text
    if blank.start == blank.end:
        del pieces[place - 1]
