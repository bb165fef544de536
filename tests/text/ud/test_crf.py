"""Best path and sums over paths, against all paths written out."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from juku.text.ud import crf, crf_training


def paths(size):
    """Every allowed sequence of labels of a run."""
    for path in itertools.product(range(4), repeat=size):
        ends = path[0] in {crf.B, crf.S} and path[-1] in {crf.E, crf.S}
        if ends and all(a in crf.BEFORE[b] for a, b in itertools.pairwise(path)):
            yield path


def score(path, scores, moves):
    steps = sum(moves[a, b] for a, b in itertools.pairwise(path))
    return steps + sum(scores[place, label] for place, label in enumerate(path))


def runs_of(sizes):
    sizes = np.array(sizes)
    return np.cumsum(sizes) - sizes, sizes


@pytest.fixture(params=range(20))
def problem(request):
    random = np.random.default_rng(request.param)
    starts, sizes = runs_of(random.integers(1, 7, size=4))
    total = int(sizes.sum())
    return random.normal(size=(total, 4)), random.normal(size=(4, 4)), starts, sizes


def test_the_best_path_is_the_best_of_all(problem):
    scores, moves, starts, sizes = problem
    label = crf.best(scores, moves, crf.Runs(starts, sizes))
    for start, size in zip(starts, sizes, strict=True):
        own = scores[start : start + size]
        best = max(paths(size), key=lambda path, own=own: score(path, own, moves))
        assert label[start : start + size].tolist() == list(best)


@pytest.mark.parametrize("few", [0, 2, 99])
def test_runs_gone_on_with_one_by_one_have_the_labels_of_runs_together(few, monkeypatch):
    random = np.random.default_rng(few)
    starts, sizes = runs_of(random.integers(1, 60, size=40))
    scores, moves = random.normal(size=(int(sizes.sum()), 4)), random.normal(size=(4, 4))
    monkeypatch.setattr(crf, "FEW", -1)
    together = crf.best(scores, moves, crf.Runs(starts, sizes))
    monkeypatch.setattr(crf, "FEW", few)
    monkeypatch.setattr(crf, "PIECE", 7)
    assert crf.best(scores, moves, crf.Runs(starts, sizes)).tolist() == together.tolist()


def test_shares_and_counts_are_those_of_all_paths(problem):
    scores, moves, starts, sizes = problem
    share, counts = crf_training.expected(scores, moves, crf.Runs(starts, sizes))
    wanted, moved = np.zeros_like(scores), np.zeros((4, 4))
    for start, size in zip(starts, sizes, strict=True):
        own = scores[start : start + size]
        weight = {path: np.exp(score(path, own, moves)) for path in paths(size)}
        total = sum(weight.values())
        for path, each in weight.items():
            for place, label in enumerate(path):
                wanted[start + place, label] += each / total
            for a, b in itertools.pairwise(path):
                moved[a, b] += each / total
    assert np.allclose(share, wanted)
    assert np.allclose(counts, moved)


def test_moves_are_counted_within_runs_only():
    label = np.array([crf.B, crf.E, crf.S, crf.S, crf.B, crf.M, crf.E])
    counts = crf_training.observed(label, crf.Runs(*runs_of([3, 4])))
    assert counts[crf.B, crf.E] == 1
    assert counts[crf.E, crf.S] == 1
    assert counts[crf.S, crf.S] == 0
    assert counts.sum() == 5
