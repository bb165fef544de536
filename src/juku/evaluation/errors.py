"""Which words are cut otherwise, and which tags are taken for which."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from juku.evaluation.scores import given_words, gold_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juku.text.segmenting.tokens import Tokens
    from juku.text.ud.treebank import GoldSentence

    Span = tuple[int, int]

Key = TypeVar("Key", bound="tuple[str, ...]")


def cuts(sentences: Sequence[GoldSentence], tokens: Tokens) -> Counter[tuple[str, str]]:
    """Stretches between common boundaries that are cut in two ways: (gold, given) → how often."""
    out: Counter[tuple[str, str]] = Counter()
    for number, sentence in enumerate(sentences):
        gold, given = gold_words(sentence), given_words(tokens, number)
        common = sorted(_edges(gold) & _edges(given))
        for start, end in pairwise(common):
            texts = [_within(sentence.text, own, start, end) for own in (gold, given)]
            if texts[0] != texts[1]:
                out[texts[0], texts[1]] += 1
    return out


def _edges(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in span}


def _within(text: str, spans: Iterable[Span], start: int, end: int) -> str:
    own = sorted(span for span in spans if start <= span[0] and span[1] <= end)
    return " ".join(text[slice(*span)] for span in own)


def confusion(sentences: Sequence[GoldSentence], tokens: Tokens) -> Counter[tuple[str, str]]:
    """(gold tag, given tag) of the words that both have → how often."""
    out: Counter[tuple[str, str]] = Counter()
    for number, sentence in enumerate(sentences):
        gold, given = gold_words(sentence), given_words(tokens, number)
        out.update((gold[span], given[span]) for span in gold.keys() & given.keys())
    return out


def tags(sentences: Sequence[GoldSentence], tokens: Tokens) -> Counter[tuple[str, str, str]]:
    """(word, gold tag, given tag) of the words that both have and tag otherwise → how often."""
    out: Counter[tuple[str, str, str]] = Counter()
    for number, sentence in enumerate(sentences):
        gold, given = gold_words(sentence), given_words(tokens, number)
        for span in gold.keys() & given.keys():
            if gold[span] != given[span]:
                out[sentence.text[slice(*span)], gold[span], given[span]] += 1
    return out


def commonest(counts: Counter[Key], size: int) -> list[tuple[Key, int]]:
    """The ``size`` most frequent, equal ones in the order of their text."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]
