"""A linear-chain conditional random field over begin, middle, end, single (B, M, E, S).

After B or M only M or E may follow, after E or S only B or S; a run opens with B or S and ends
with E or S. Each label therefore has two predecessors, and every sum and maximum over labels is
written out over those two. Runs of a batch are stepped through together, longest first, so that
the working set shrinks as the short ones end.

Lafferty, McCallum and Pereira 2001; the label set is Xue's (2003).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

B, M, E, S = range(4)
BEFORE = ((E, S), (B, M), (B, M), (E, S))
"""For each label, the two that may stand before it."""
AFTER = ((M, E), (M, E), (B, S), (B, S))
"""For each label, the two that may stand after it."""
NEVER = -1e30


class Runs:
    """Stretches of a text in order of falling length, to be stepped through side by side."""

    def __init__(self, starts: Ints, lengths: Ints) -> None:
        order = np.argsort(-lengths, kind="stable")
        self.starts, self.lengths = starts[order], lengths[order]
        self.steps = int(lengths.max(initial=0))
        # How many runs are longer than each step.
        self.active = len(lengths) - np.searchsorted(self.lengths[::-1], range(self.steps), "right")

    def places(self, step: int) -> Ints:
        """Where the runs that are long enough have their character number ``step``."""
        return self.starts[: self.active[step]] + step


def best(scores: NDArray[Any], moves: NDArray[Any], runs: Runs) -> Ints:
    """The labels of highest score (Viterbi); places outside the runs are S.

    ``scores`` are places by labels, ``moves`` labels by labels.
    """
    came = np.zeros(scores.shape, np.int8)
    state = _opening(scores, runs)
    finals = np.full(len(runs.starts), S)
    label = np.full(len(scores), S)
    for step in range(1, runs.steps):
        here = runs.places(step)
        finals[len(here) : len(state)] = _last(state[len(here) :])
        state = state[: len(here)]
        grown = scores[here].astype(np.float64)
        for to, (first, second) in enumerate(BEFORE):
            one, other = state[:, first] + moves[first, to], state[:, second] + moves[second, to]
            came[here, to] = np.where(other > one, second, first)
            grown[:, to] += np.maximum(one, other)
        state = grown
    finals[: len(state)] = _last(state)
    for step in range(runs.steps - 1, -1, -1):
        here = runs.places(step)
        label[here] = finals[: len(here)]
        finals[: len(here)] = came[here, finals[: len(here)]]
    return label


def _opening(scores: NDArray[Any], runs: Runs) -> Floats:
    state = scores[runs.starts].astype(np.float64)
    state[:, [M, E]] = NEVER
    return state


def _last(state: Floats) -> Ints:
    return np.where(state[:, E] > state[:, S], E, S)
