"""The recipe of a model: which sentences, in which standard, with which dictionary."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from juku.text.segmenting.words_jieba import RjiebaSegmenter
from juku.text.ud import tag_features, train_tags, train_words
from juku.text.ud.dictionary import N_FREQUENCIES, Dictionary, Entries
from juku.text.ud.fold import Fold
from juku.text.ud.model import Model
from juku.text.ud.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juku.text.ud.treebank import GoldSentence


def entries(lines: Iterable[str], fold: Fold) -> Entries:
    """The dictionary from jieba's lines: word, count, tag. Of two that fold alike, the commoner."""
    rows = [line.split() for line in lines]
    tags = tuple(sorted({tag for _, _, tag in rows}))
    number = {tag: place for place, tag in enumerate(tags, start=1)}
    best: dict[str, tuple[int, int]] = {}
    for word, count, tag in rows:
        folded = fold.text(word)
        best[folded] = max(best.get(folded, (0, 0)), (int(count), number[tag]))
    words = sorted(best)
    counts = np.array([best[word][0] for word in words])
    ranks = np.minimum(np.log2(counts + 1.0).astype(np.int64), N_FREQUENCIES - 1)
    tag_of = np.array([best[word][1] for word in words])
    return Entries(words, tags, tag_of.astype(np.uint8), ranks.astype(np.uint8))


def jieba_entries() -> Entries:
    """The dictionary that jieba's package has with it."""
    path = distribution("jieba").locate_file("jieba/dict.txt")
    return entries(Path(str(path)).read_text(encoding="utf-8").splitlines(), Fold())


def model(sentences: Sequence[GoldSentence], known: Entries) -> Model:
    """A model of ``sentences``, which are already in the standard that it shall have."""
    dictionary = Dictionary(known)
    texts = [sentence.text for sentence in sentences]
    reading = Reading.of(texts, RjiebaSegmenter().segment(texts), Fold())
    words, moves = train_words.train(sentences, reading, dictionary)
    tags, upos = train_tags.train(sentences, reading, dictionary)
    split = len(tag_features.OF_FORMS)
    return Model(words, moves, upos, tags[:split], tags[split:], known)
