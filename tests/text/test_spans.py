from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from juku.records import Span
from juku.text.spans import project


@st.composite
def runs_and_slice(draw: st.DrawFn) -> tuple[str, list[Span], int, int]:
    page = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(page)), min_size=2, max_size=12)))
    runs = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    total = sum(b - a for a, b in runs)
    start = draw(st.integers(0, total))
    return page, runs, start, draw(st.integers(start, total))


@given(runs_and_slice())
def test_projected_runs_joined_are_the_slice_of_the_runs_joined(
    case: tuple[str, list[Span], int, int],
) -> None:
    page, runs, start, end = case
    if not runs:
        return
    joined = "".join(run.of(page) for run in runs)

    found = project(runs, start, end)

    assert "".join(span.of(page) for span in found) == joined[start:end]
    assert all(a.end < b.start for a, b in itertools.pairwise(found))
