"""Agreement of one segmenter's words and tags with a treebank's.

Counts are kept by sentence, so that a bootstrap over sentences (Efron 1979; percentile interval)
says how far each figure would move on other sentences of the same kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from juku.text.segmenting.tokens import Tokens
    from juku.text.ud.treebank import GoldSentence

    Counts = NDArray[np.float64]

RESAMPLES = 1000
SEED = 20240101
LEVEL = 0.95

GOLD, GIVEN, RIGHT, NEW, NEW_RIGHT, TAG_RIGHT = range(6)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its interval; all None where there is nothing to divide by."""

    value: float | None
    low: float | None
    high: float | None


def gold_words(sentence: GoldSentence) -> dict[tuple[int, int], str]:
    """Start and end of each gold word in the sentence's text → its tag."""
    place, out = 0, {}
    for word in sentence.words:
        out[place, place + len(word.form)] = word.upos
        place += len(word.form) + word.space_after
    return out


def given_words(tokens: Tokens, number: int) -> dict[tuple[int, int], str]:
    """Start and end of each of the segmenter's words in text ``number`` → its tag."""
    first, last = int(tokens.offsets[number]), int(tokens.offsets[number + 1])
    starts = tokens.starts[first:last].tolist()
    words, upos = tokens.words[first:last], tokens.upos[first:last]
    return {
        (start, start + len(word)): tag
        for start, word, tag in zip(starts, words, upos, strict=True)
    }


def count(
    sentences: Sequence[GoldSentence], tokens: Tokens, vocabulary: Collection[str] | None
) -> Counts:
    """Counts by sentence (sentences, 6), in the order of :data:`GOLD` and its kin.

    They are: gold words, given words, words of both, gold words that ``vocabulary`` lacks, those
    of them that were found, words of both that agree in tag.
    """
    rows = np.zeros((len(sentences), 6))
    for number, sentence in enumerate(sentences):
        gold, given = gold_words(sentence), given_words(tokens, number)
        both = gold.keys() & given.keys()
        text = sentence.text
        new = {at for at in gold if vocabulary is not None and text[slice(*at)] not in vocabulary}
        tags = sum(gold[at] == given[at] for at in both)
        rows[number] = len(gold), len(given), len(both), len(new), len(new & both), tags
    return rows


def _over(above: int, below: int) -> Callable[[Counts], Counts]:
    return lambda sums: sums[..., above] / sums[..., below]


def _f1(right: int) -> Callable[[Counts], Counts]:
    """2PR / (P + R), which is twice the agreements over the words of both."""
    return lambda sums: 2 * sums[..., right] / (sums[..., GOLD] + sums[..., GIVEN])


WORD_FIGURES: Mapping[str, Callable[[Counts], Counts]] = {
    "word_precision": _over(RIGHT, GIVEN),
    "word_recall": _over(RIGHT, GOLD),
    "word_f1": _f1(RIGHT),
    "oov_recall": _over(NEW_RIGHT, NEW),
}
TAG_FIGURES: Mapping[str, Callable[[Counts], Counts]] = {
    "joint_f1": _f1(TAG_RIGHT),
    "upos_accuracy": _over(TAG_RIGHT, RIGHT),
}


def estimates(counts: Counts, *, tagged: bool) -> dict[str, Estimate]:
    """Every figure with its interval; those of tags only where the gold data has tags."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    size = len(counts)
    draws = generator.multinomial(size, np.full(size, 1 / size), RESAMPLES)
    samples, whole = draws @ counts, counts.sum(axis=0)
    figures = {**WORD_FIGURES, **(TAG_FIGURES if tagged else {})}
    with np.errstate(divide="ignore", invalid="ignore"):
        return {name: _estimate(of(whole), of(samples)) for name, of in figures.items()}


def _estimate(value: Counts, samples: Counts) -> Estimate:
    if not np.isfinite(value):
        return Estimate(None, None, None)
    tail = (1 - LEVEL) / 2
    low, high = np.nanquantile(samples, [tail, 1 - tail])
    return Estimate(*(round(float(figure), 4) for figure in (value, low, high)))
