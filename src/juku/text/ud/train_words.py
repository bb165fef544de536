"""Fitting the weights of word boundaries to gold words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from juku.text.ud import crf, features
from juku.text.ud.crf_training import expected, observed
from juku.text.ud.cutting import keys_of
from juku.text.ud.training import Adam, Features, Settings, dropped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.text.ud import weights
    from juku.text.ud.dictionary import Dictionary
    from juku.text.ud.reading import Reading
    from juku.text.ud.treebank import GoldSentence

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SETTINGS = Settings(epochs=4, batch=60)
LEAST = 2
SCALE = 16.0
"""Weights are kept in sixteenths."""


def labels(sentences: Sequence[GoldSentence], reading: Reading) -> Ints:
    """B, M, E or S of every character; S of blanks."""
    out = np.full(len(reading.text), crf.S)
    for sentence, begin in zip(sentences, reading.begins.tolist(), strict=True):
        place = begin
        for word in sentence.words:
            end = place + len(word.form)
            if end - place > 1:
                out[place:end] = crf.M
                out[place], out[end - 1] = crf.B, crf.E
            place = end + word.space_after
    return out


@dataclass(frozen=True, slots=True)
class _Data:
    """Columns and label of every place; the runs, and the number of the sentence of each."""

    columns: NDArray[np.int32]
    label: Ints
    starts: Ints
    lengths: Ints
    sentence_of: Ints
    sentences: int


def train(
    sentences: Sequence[GoldSentence],
    reading: Reading,
    dictionary: Dictionary,
    settings: Settings = SETTINGS,
) -> tuple[list[weights.Table], NDArray[np.int32]]:
    """Tables of weights, and the weights of moves from label to label."""
    label = labels(sentences, reading)
    keys = keys_of(reading, dictionary)
    kept = Features(features.TEMPLATES, keys, LEAST)
    starts, lengths = _whole_runs(label, *reading.runs(np.zeros(0, np.int64)))
    sentence_of = np.searchsorted(reading.begins, starts, side="right") - 1
    data = _Data(kept.columns(keys), label, starts, lengths, sentence_of, len(sentences))
    fitted, moves = np.zeros((kept.size, 4)), np.zeros((4, 4))
    for seed in settings.seeds:
        own, own_moves = _fit(data, kept.size, seed, settings)
        fitted += own / len(settings.seeds)
        moves += own_moves / len(settings.seeds)
    # Only differences between labels count in a path, so that S can be 0 throughout.
    return kept.tables((fitted - fitted[:, [crf.S]])[:, :3], SCALE), _rounded(moves)


def _fit(data: _Data, size: int, seed: int, settings: Settings) -> tuple[Floats, Floats]:
    fitted, moves = np.zeros((size, 4)), np.zeros((4, 4))
    batches = -(-data.sentences // settings.batch)
    steps = batches * settings.epochs
    adam, adam_of_moves = (Adam(own, settings.rate, steps) for own in (fitted, moves))
    random = np.random.Generator(np.random.PCG64(seed))
    for _ in range(settings.epochs):
        batch_of = random.permutation(data.sentences)[data.sentence_of] // settings.batch
        for batch in range(batches):
            own = np.flatnonzero(batch_of == batch)
            places, runs = _gathered(data.starts[own], data.lengths[own])
            rows, matrix = dropped(data.columns[places], settings.dropout, random)
            adam.catch_up(rows)
            gradient, moved = _gradients(matrix, fitted[rows], moves, data.label[places], runs)
            adam.move(rows, gradient)
            adam_of_moves.move(np.arange(len(moves)), moved)
    adam.finish()
    return fitted, moves


def _gradients(
    matrix: Any, fitted: Floats, moves: Floats, label: Ints, runs: crf.Runs
) -> tuple[Floats, Floats]:
    share, counts = expected(matrix @ fitted, moves, runs)
    share[np.arange(len(label)), label] -= 1
    return (matrix.T @ share) / len(label), (counts - observed(label, runs)) / len(label)


def _rounded(moves: Floats) -> NDArray[np.int32]:
    return np.rint(moves * SCALE).astype(np.int32)


def _whole_runs(label: Ints, starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """The runs at whose ends no gold word is cut."""
    opens = (label[starts] == crf.B) | (label[starts] == crf.S)
    last = label[starts + lengths - 1]
    whole = opens & ((last == crf.E) | (last == crf.S))
    return starts[whole], lengths[whole]


def _gathered(starts: Ints, lengths: Ints) -> tuple[Ints, crf.Runs]:
    """The places of some runs one after another, and the runs among those."""
    own = np.cumsum(lengths) - lengths
    return np.repeat(starts - own, lengths) + np.arange(int(lengths.sum())), crf.Runs(own, lengths)
