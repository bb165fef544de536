"""Headlines of articles that a page prints again, told from those that two articles have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.text.blocks import headlines
from juku.text.mending import topics
from juku.text.mending.topics import ECHO, ENOUGH
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.blocks.lines import Line

_SHORTEST = 8
"""Characters of a headline that no label or refrain has by chance."""
_LOOKED = 5
"""Lines below it that are looked at for what it says."""


def is_one(lines: Sequence[Line], first: int, number: int) -> bool:
    """Whether a headline that stands over what it says is printed again where nothing says it.

    ``first`` is the number of the line that has the same words and stands above line ``number``.
    """
    line = lines[number]
    if len(line.text) < _SHORTEST or is_final(line.text):
        return False
    if not (line.kind == "heading" or headlines.is_headline(line)) or not _opens(lines, first):
        return False
    if line.kind != "heading" and lines[number - 1].kind == "heading":
        return False  # a subtitle below another headline, which two articles may have
    told, again = (topics.echoed(line.text, _below(lines, at)) for at in (first, number))
    return told >= ECHO > 2 * again


def heads_nothing(lines: Sequence[Line], first: int, number: int, after: Line | None) -> bool:
    """A headline that has text below it where it stands first, and here another of its rank.

    What returns above several headlines and has no text of its own is the name of a column.
    """
    line = lines[number]
    if line.kind != "heading" or after is None or after.kind != "heading":
        return False
    below = lines[first + 1]
    return line.level == after.level == lines[first].level != below.level


def _opens(lines: Sequence[Line], number: int) -> bool:
    """Whether a headline is marked, or what stands beside it shows that an article begins there."""
    line, above, below = lines[number], lines[max(number - 1, 0)], lines[number + 1]
    begins = not number or above.kind in ("credit", "furniture")
    return line.kind == "heading" or begins or below.dateline is not None or below.kind == "credit"


def _below(lines: Sequence[Line], number: int) -> str:
    """The first paragraphs below a headline, up to the next one that is marked as it is."""
    texts: list[str] = []
    for line in lines[number + 1 : number + 1 + _LOOKED]:
        if line.kind == "heading" and line.level <= lines[number].level:
            break
        if line.kind == "paragraph" and line.text != lines[number].text:
            texts.append(line.text[:ENOUGH])
    return "".join(texts)
