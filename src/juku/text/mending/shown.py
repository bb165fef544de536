"""Halves whose rest a second printing shows: there the words go on over the break.

A page that prints a paragraph twice seldom breaks it twice at the same place. What the copy says
over the seam is the surest sign of all, wherever the rest stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juku.text.blocks.lines import Line

_MOST = 40
"""Halves of a page that are looked for; one of nothing but halves is no edited page."""
_TIMES = 8
"""How often the end of a half is met elsewhere, at most, that is looked at."""
_LEAST = 16
"""Characters of a half: a shorter line may be one of a headline, which the text says again."""
_KEY, _BEGINNING = 4, 6
"""Characters before the seam that both printings have, and behind it unless the rest has fewer."""
_SHORTEST = 2
"""Characters of the shortest rest."""
_PROSE = re.compile("[，。；：！？]")


def seams(lines: Sequence[Line], texts: Sequence[str]) -> dict[int, int]:
    """The rest of each half that stands below it and that a line elsewhere shows, by their numbers.

    That line has no character of its own beside the seam, up to where it or one of the two begins
    or ends. ``texts`` are the lines as printed, each with its dateline.
    """
    halves = [line for line in lines if _is_half(line)]
    if not 0 < len(halves) <= _MOST:
        return {}
    beginnings: dict[str, list[Line]] = {}
    for line in lines:
        if _may_be_rest(line):
            beginnings.setdefault(line.text[:_BEGINNING], []).append(line)
    page = _Page("\n".join(texts), [0, *accumulate(len(text) + 1 for text in texts)], beginnings)
    found: dict[int, int] = {}
    for half in halves:
        rest = _rest(page, half)
        if rest is not None and rest not in found.values():
            found[half.number] = rest
    return found


def chains(found: Mapping[int, int]) -> list[list[int]]:
    """The lines of each paragraph that ``found`` puts together, in order.

    >>> chains({3: 7, 1: 3, 4: 6})
    [[1, 3, 7], [4, 6]]
    """
    made: list[list[int]] = []
    for first in sorted(found.keys() - found.values()):
        chain = [first]
        while chain[-1] in found:
            chain.append(found[chain[-1]])
        made.append(chain)
    return made


class _Page(NamedTuple):
    text: str
    starts: Sequence[int]
    """Where in the text each line starts."""
    beginnings: Mapping[str, Sequence[Line]]
    """The lines that may be rests, by their first characters."""


def _is_half(line: Line) -> bool:
    text = line.text
    if line.kind != "paragraph" or line.forced is not None or len(text) < _LEAST:
        return False
    return not is_final(text) and _PROSE.search(text) is not None


def _may_be_rest(line: Line) -> bool:
    text = line.text
    if line.kind != "paragraph" or line.forced is not None or line.dateline is not None:
        return False
    return len(text) >= (_SHORTEST if is_final(text) else _BEGINNING)


def _rest(page: _Page, half: Line) -> int | None:
    """The first line below that begins as what stands behind the end of a half elsewhere."""
    key = half.text[-_KEY:]
    end = 0
    for _ in range(_TIMES):
        end = page.text.find(key, end) + _KEY
        if end < _KEY:
            return None
        copy = bisect_right(page.starts, end - 1) - 1
        before, after = (
            page.text[page.starts[copy] : end],
            page.text[end : page.starts[copy + 1] - 1],
        )
        if copy == half.number or not _alike(before[::-1], half.text[::-1]):
            continue
        others = [
            line.number
            for length in range(_SHORTEST, _BEGINNING + 1)
            for line in page.beginnings.get(after[:length], ())
            if line.number > half.number and line.number != copy and _alike(line.text, after)
        ]
        if others:
            return min(others)
    return None


def _alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
