"""Trials carried out: each segmenter on each gold set, bare and with the joining rules."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from juku.evaluation import errors, scores
from juku.text.segmenting import words
from juku.text.segmenting.whole import WholeSegmenter
from juku.text.ud import UdSegmenter, recipe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.evaluation.scores import Estimate
    from juku.evaluation.trials import Trial
    from juku.text.segmenting.tokens import Segmenter, Tokens
    from juku.text.ud.dictionary import Entries

SHOWN = 40
"""How many of the commonest errors a result lists."""


@dataclass(frozen=True, slots=True)
class Result:
    """One segmenter on one gold set."""

    set: str
    standard: str
    segmenter: str
    joining: bool
    sentences: int
    words: int
    figures: dict[str, Estimate]

    def to_json(self) -> dict[str, Any]:
        """As the measurements file has it."""
        return asdict(self)


class Bench:
    """Segmenters for trials; the contextual one is trained anew without the set it is scored on.

    ``entries`` are the dictionary that those models are given; None to score the shipped model.
    """

    def __init__(self, entries: Entries | None) -> None:
        self._entries = entries
        self._trained: list[tuple[Sequence[Any], Segmenter]] = []

    def segmenter(self, name: str, trial: Trial, *, joining: bool) -> Segmenter:
        """The segmenter called ``name`` for a trial."""
        if name != "ud" or self._entries is None:
            return words.make(name, joining=joining)
        return WholeSegmenter(self._held_out(trial), joining=joining)

    def _held_out(self, trial: Trial) -> Segmenter:
        for sentences, segmenter in self._trained:
            if sentences is trial.training:
                return segmenter
        assert self._entries is not None  # noqa: S101 -- the caller has looked
        made = UdSegmenter(model=recipe.model(trial.training, self._entries))
        self._trained.append((trial.training, made))
        return made

    def run(self, name: str, trial: Trial, *, joining: bool) -> tuple[Result, Tokens]:
        """A segmenter's figures on a trial, and the tokens that they are of."""
        texts = [sentence.text for sentence in trial.sentences]
        tokens = self.segmenter(name, trial, joining=joining).segment(texts)
        counts = scores.count(trial.sentences, tokens, trial.vocabulary or None)
        figures = scores.estimates(counts, tagged=trial.tagged)
        size = int(counts[:, scores.GOLD].sum())
        return Result(trial.name, trial.standard, name, joining, len(counts), size, figures), tokens


def detail(trial: Trial, tokens: Tokens) -> dict[str, Any]:
    """The commonest errors, and the confusion of tags where the gold data has them."""
    cut = errors.commonest(errors.cuts(trial.sentences, tokens), SHOWN)
    out: dict[str, Any] = {"cuts": [[*pair, size] for pair, size in cut]}
    if trial.tagged:
        tags = errors.commonest(errors.tags(trial.sentences, tokens), SHOWN)
        pairs = errors.confusion(trial.sentences, tokens)
        out["tags"] = [[*triple, size] for triple, size in tags]
        out["confusion"] = [[*pair, size] for pair, size in sorted(pairs.items())]
    return out


def speed(segmenter: Segmenter, texts: Sequence[str], rounds: int = 3) -> float:
    """Characters a second of processor time, words and tags; the best of some rounds."""
    segmenter.segment(texts[:10])
    size = sum(map(len, texts))
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        segmenter.segment(texts)
        taken.append(time.process_time() - start)
    return size / min(taken)
