from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from juku.text.arrays.spans import project


@st.composite
def runs_and_parts(draw: st.DrawFn) -> tuple[str, list[list[int]], list[list[int]]]:
    page = draw(st.text(min_size=2, max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(page)), min_size=2, max_size=12)))
    runs = [[a, b] for a, b in itertools.pairwise(cuts) if a < b and draw(st.booleans())]
    total = sum(b - a for a, b in runs)
    edges = sorted(draw(st.sets(st.integers(0, total), max_size=8)))
    return page, runs, [list(part) for part in itertools.pairwise(edges)]


@given(runs_and_parts())
def test_projected_parts_joined_are_the_slices_of_the_runs_joined(
    case: tuple[str, list[list[int]], list[list[int]]],
) -> None:
    page, runs, parts = case
    joined = "".join(page[a:b] for a, b in runs)

    slices, offsets = project(
        np.array(runs, np.int64).reshape(-1, 2), np.array(parts, np.int64).reshape(-1, 2)
    )

    assert len(offsets) == len(parts) + 1
    for (start, end), first, last in zip(parts, offsets, offsets[1:], strict=False):
        found = slices[first:last].tolist()
        assert "".join(page[a:b] for a, b in found) == joined[start:end]
        assert all(a < b for a, b in found)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(found))
