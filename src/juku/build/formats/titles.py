"""The title of a record: the lines of its headline, and what stands beside it.

A line feed in a title either parts a headline from its kicker or subtitle, or wraps a headline
that was too long for its column. The words at the seam tell a wrap, as they do in running text;
where they do not, the two lines are kept apart, so that nothing is glued together that was not one.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from juku.build.formats import markup
from juku.records import Span
from juku.text.mending.seams import Seams
from juku.text.views import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Sequence


def read(title: str) -> markup.Field:
    r"""What of a title is shown, with the line feed behind it; every line is marked as a headline.

    >>> field = read("全国人大关于\n批准条约的决定")
    >>> field.before, [run.of(field.text) for run in field.runs]
    (('# ', ''), ['全国人大关于', '批准条约的决定'])
    """
    field = markup.read(title)
    runs: list[Span] = []
    before: list[str] = []
    above = ""
    for line in _marked_lines(field) if markup.is_marked(title) else _lines(title):
        shown = "".join(run.of(field.text) for run in line)
        goes_on = above != "" and _goes_on(above, shown)
        sign = "" if goes_on else f"\n#{HEADLINE}" if runs else HEADLINE
        runs += line
        before += [sign, *[""] * (len(line) - 1)]
        above = above + shown if goes_on else shown
    return markup.Field(field.text, *_ended(runs, before, len(title)), field.marks)


def _goes_on(above: str, line: str) -> bool:
    """Whether a line goes on with the headline above it; Latin words would lose their blank."""
    if above[-1].isascii() and line[0].isascii():
        return False
    return Seams(f"{above}\n{line}", headings_marked=True).carries_on(above, line)


def _ended(
    runs: list[Span], before: list[str], at: int
) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The runs with the line feed that stands at ``at``, behind the title."""
    if runs and runs[-1].end == at:
        return (*runs[:-1], Span(runs[-1].start, at + 1)), tuple(before)
    return (*runs, Span(at, at + 1)), (*before, "")


def _lines(title: str) -> list[Sequence[Span]]:
    """The lines of a title, less the white space around them."""
    lines = title.splitlines(keepends=True)
    found: list[Sequence[Span]] = []
    for line, end in zip(lines, accumulate(map(len, lines)), strict=True):
        text = line.strip()
        start = end - len(line) + line.index(text)
        if text:
            found.append((Span(start, start + len(text)),))
    return found


def _marked_lines(field: markup.Field) -> list[Sequence[Span]]:
    """The lines of a title that is HTML."""
    found: list[list[Span]] = []
    for run, sign in zip(field.runs, field.before, strict=True):
        if "\n" in sign or not found:
            found.append([])
        found[-1].append(run)
    return [line for line in found if any(run.of(field.text).strip() for run in line)]
