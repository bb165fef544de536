"""What a strategy keeps, against the definition in words."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from juku.query.matching import strategies

SPANS = st.dictionaries(st.integers(0, 12), st.integers(1, 6), max_size=8).map(
    lambda lengths: [(start, start + lengths[start]) for start in sorted(lengths)]
)


def columns(spans):
    return (np.array([s for s, _ in spans], int), np.array([e for _, e in spans], int))


@given(SPANS)
def test_each_strategy_keeps_what_its_definition_says(spans):
    def others(span):
        return [other for other in spans if other != span]

    definitions = {
        "traditional": lambda _: True,
        "standard": lambda a: not any(b[1] == a[1] and b[0] < a[0] for b in others(a)),
        "longest": lambda a: not any(b[0] <= a[0] and a[1] <= b[1] for b in others(a)),
        "shortest": lambda a: not any(a[0] <= b[0] and b[1] <= a[1] for b in others(a)),
    }
    for name, keeps in definitions.items():
        assert strategies.kept(name, *columns(spans)).tolist() == [keeps(s) for s in spans], name


@given(SPANS, SPANS)
def test_lying_in_and_holding_are_what_they_say(spans, others):
    found = columns(spans), columns(others)
    inside = [any(b[0] <= a[0] and a[1] <= b[1] for b in others) for a in spans]
    holding = [any(a[0] <= b[0] and b[1] <= a[1] for b in others) for a in spans]
    assert strategies.lying_in(*found[0], *found[1]).tolist() == inside
    assert strategies.holding(*found[0], *found[1]).tolist() == holding
