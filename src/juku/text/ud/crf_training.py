"""The gradient of the log-likelihood of a :mod:`juku.text.ud.crf`, by forward and backward sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from juku.text.ud.crf import AFTER, BEFORE, NEVER, B, E, Runs, S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def expected(scores: Floats, moves: Floats, runs: Runs) -> tuple[Floats, Floats]:
    """Probability of each label at each place, and expected count of each move.

    ``scores`` are places by labels, ``moves`` labels by labels.
    """
    forward = _forward(scores, moves, runs)
    backward = _backward(scores, moves, runs)
    ends = runs.starts + runs.lengths - 1
    total = np.logaddexp(forward[ends, E], forward[ends, S])
    share = np.zeros_like(scores)
    counts = np.zeros((4, 4))
    for step in range(runs.steps):
        here = runs.places(step)
        norm = total[: len(here)]
        share[here] = np.exp(forward[here] + backward[here] - norm[:, None])
        if step:
            _count(counts, forward[here - 1], (scores + backward)[here] - norm[:, None], moves)
    return share, counts


def _count(counts: Floats, before: Floats, after: Floats, moves: Floats) -> None:
    for to, pair in enumerate(BEFORE):
        for from_ in pair:
            counts[from_, to] += np.exp(before[:, from_] + moves[from_, to] + after[:, to]).sum()


def _forward(scores: Floats, moves: Floats, runs: Runs) -> Floats:
    out = np.full_like(scores, NEVER)
    out[runs.starts[:, None], [[B, S]]] = scores[runs.starts[:, None], [[B, S]]]
    for step in range(1, runs.steps):
        here = runs.places(step)
        last = out[here - 1]
        for to, (one, two) in enumerate(BEFORE):
            ways = np.logaddexp(last[:, one] + moves[one, to], last[:, two] + moves[two, to])
            out[here, to] = ways + scores[here, to]
    return out


def _backward(scores: Floats, moves: Floats, runs: Runs) -> Floats:
    out = np.full_like(scores, NEVER)
    ends = runs.starts + runs.lengths - 1
    out[ends, E] = out[ends, S] = 0.0
    for step in range(runs.steps - 2, -1, -1):
        # Runs that end at this step already have theirs.
        here = runs.places(step + 1) - 1
        next_ = out[here + 1] + scores[here + 1]
        for from_, (one, two) in enumerate(AFTER):
            out[here, from_] = np.logaddexp(
                next_[:, one] + moves[from_, one], next_[:, two] + moves[from_, two]
            )
    return out


def observed(labels: Ints, runs: Runs) -> Floats:
    """How often each move is made by the labels of the runs."""
    counts = np.zeros((4, 4))
    for step in range(1, runs.steps):
        here = runs.places(step)
        np.add.at(counts, (labels[here - 1], labels[here]), 1.0)
    return counts
