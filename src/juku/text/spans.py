"""Spans of a joined text carried back onto the runs that it was joined from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def project(runs: Sequence[Span], start: int, end: int) -> list[Span]:
    """The parts of ``runs`` that are code points ``start`` to ``end`` of the runs joined.

    Runs that touch become one.

    >>> project([Span(10, 14), Span(20, 25)], 2, 6)
    [Span(start=12, end=14), Span(start=20, end=22)]
    """
    if len(runs) == 1:
        base = runs[0].start
        return [Span(base + start, base + end)]
    found: list[Span] = []
    done = 0
    for run in runs:
        low = max(start - done, 0)
        high = min(end - done, run.end - run.start)
        if low < high:
            part = Span(run.start + low, run.start + high)
            if found and found[-1].end == part.start:
                part = Span(found.pop().start, part.end)
            found.append(part)
        done += run.end - run.start
    return found
