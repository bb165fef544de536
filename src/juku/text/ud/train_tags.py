"""Fitting the weights of parts of speech to gold words and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from juku.text.ud import tag_features
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

SETTINGS = Settings(epochs=5, batch=1500)
LEAST = 1
SCALE = 16.0


def train(
    sentences: Sequence[GoldSentence],
    reading: Reading,
    dictionary: Dictionary,
    settings: Settings = SETTINGS,
) -> tuple[list[weights.Table], tuple[str, ...]]:
    """Tables of weights, those of forms before those of pairs; and the tags that they weigh."""
    tags = tuple(sorted({word.upos for sentence in sentences for word in sentence.words}))
    number = {tag: place for place, tag in enumerate(tags)}
    gold = np.array([number[word.upos] for sentence in sentences for word in sentence.words])
    # By shape, as when the weights that are shipped were fitted: else they could not be made again.
    words = tag_features.words(reading, *_spans(sentences, reading), dictionary, by_shape=True)
    by_place = [own[words.forms] for own in words.form_keys] + words.pair_keys
    templates = (*tag_features.OF_FORMS, *tag_features.OF_PAIRS)
    kept = Features(templates, [own[words.places] for own in by_place], LEAST)
    columns = kept.columns(by_place)[words.places]
    fitted = np.zeros((kept.size, len(tags)))
    for seed in settings.seeds:
        fitted += _fit(columns, gold, fitted.shape, seed, settings) / len(settings.seeds)
    return kept.tables(fitted, SCALE), tags


def _fit(
    columns: NDArray[np.int32], gold: Ints, shape: tuple[int, ...], seed: int, settings: Settings
) -> Floats:
    fitted = np.zeros(shape)
    batches = -(-len(gold) // settings.batch)
    adam = Adam(fitted, settings.rate, batches * settings.epochs)
    random = np.random.Generator(np.random.PCG64(seed))
    for _ in range(settings.epochs):
        order = random.permutation(len(gold))
        for batch in range(batches):
            own = order[batch * settings.batch : (batch + 1) * settings.batch]
            rows, matrix = dropped(columns[own], settings.dropout, random)
            adam.catch_up(rows)
            share = _softmax(matrix @ fitted[rows])
            share[np.arange(len(own)), gold[own]] -= 1
            adam.move(rows, (matrix.T @ share) / len(own))
    adam.finish()
    return fitted


def _softmax(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    out: Floats = grown / grown.sum(axis=1, keepdims=True)
    return out


def _spans(sentences: Sequence[GoldSentence], reading: Reading) -> tuple[Ints, Ints, Ints]:
    """Start, length and sentence of every gold word."""
    rows = []
    for number, (sentence, begin) in enumerate(zip(sentences, reading.begins, strict=True)):
        place = int(begin)
        for word in sentence.words:
            rows.append((place, len(word.form), number))
            place += len(word.form) + word.space_after
    starts, lengths, numbers = np.array(rows, np.int64).T
    return starts, lengths, numbers
