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
FEW = 16
"""So many runs or fewer are gone on with one by one: stepped together they would cost more."""
PIECE = 4096
"""Places of one run that are lists of Python at a time."""


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
    label = np.full(len(scores), S)
    together = min(max(int(np.count_nonzero(runs.active > FEW)), 1), runs.steps)
    finals, state = _together(scores, moves, runs, together, came)
    rests = [_rest(runs, run, together) for run in range(len(state))]
    for run, rest in enumerate(rests):
        state[run] = _onward(state[run].tolist(), scores[rest], moves.tolist(), came[rest])
    finals[: len(state)] = _last(state)
    for run, rest in enumerate(rests):
        finals[run] = _back(int(finals[run]), came[rest], label[rest])
    for step in range(together - 1, -1, -1):
        here = runs.places(step)
        label[here] = finals[: len(here)]
        finals[: len(here)] = came[here, finals[: len(here)]]
    return label


def _together(
    scores: NDArray[Any], moves: NDArray[Any], runs: Runs, steps: int, came: NDArray[np.int8]
) -> tuple[Ints, Floats]:
    """Step through all runs side by side; fills ``came``.

    Gives the last labels of the runs that have ended, and the state of the others.
    """
    finals = np.full(len(runs.starts), S)
    state = _opening(scores, runs)
    for step in range(1, steps):
        here = runs.places(step)
        finals[len(here) : len(state)] = _last(state[len(here) :])
        state = state[: len(here)]
        grown = scores[here].astype(np.float64)
        for to, (first, second) in enumerate(BEFORE):
            one, other = state[:, first] + moves[first, to], state[:, second] + moves[second, to]
            came[here, to] = np.where(other > one, second, first)
            grown[:, to] += np.maximum(one, other)
        state = grown
    return finals, state


def _rest(runs: Runs, run: int, step: int) -> slice:
    """The places of one run from its character number ``step`` on."""
    start = int(runs.starts[run])
    return slice(start + step, start + int(runs.lengths[run]))


def _onward(
    state: list[float], scores: NDArray[Any], moves: list[list[float]], came: NDArray[np.int8]
) -> list[float]:
    """The state of one run after its last places, of which ``scores`` are; fills ``came``."""
    ways = [(a, moves[a][to], b, moves[b][to]) for to, (a, b) in enumerate(BEFORE)]
    for first in range(0, len(scores), PIECE):
        piece = []
        for row in scores[first : first + PIECE].tolist():
            grown, steps = [], []
            for score, (one, by_one, other, by_other) in zip(row, ways, strict=True):
                left, right = state[one] + by_one, state[other] + by_other
                steps.append(other if right > left else one)
                grown.append(score + max(left, right))
            state = grown
            piece.append(steps)
        came[first : first + PIECE] = piece
    return state


def _back(final: int, came: NDArray[np.int8], label: Ints) -> int:
    """The label before the last places of one run, whose own are written to ``label``."""
    for last in range(len(came), 0, -PIECE):
        first = max(last - PIECE, 0)
        piece = []
        for steps in reversed(came[first:last].tolist()):
            piece.append(final)
            final = steps[final]
        label[first:last] = piece[::-1]
    return final


def _opening(scores: NDArray[Any], runs: Runs) -> Floats:
    state = scores[runs.starts].astype(np.float64)
    state[:, [M, E]] = NEVER
    return state


def _last(state: Floats) -> Ints:
    return np.where(state[:, E] > state[:, S], E, S)
