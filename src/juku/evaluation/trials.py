"""What is scored against what: gold sets, and for each the training data that leaves it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from juku.errors import EvidenceError, Findings
from juku.surroundings import told
from juku.text.segmenting import joining, words
from juku.text.segmenting.tokens import Tokens
from juku.text.ud import standard, treebank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from juku.text.ud.treebank import GoldSentence

    Sentences = Sequence[GoldSentence]

GSD_V1 = "gsd-v1-train-simplified.conll"
GSD_DEV = "gsdsimp-dev.conllu"
PUD = "pud-wiki-simplified.conllu"
GCDT = "gcdt-words.tsv"
TRAINING = (GSD_V1, GSD_DEV, PUD)
GENRES = ("news", "interview", "whow", "academic", "bio")


@dataclass(frozen=True, slots=True)
class Trial:
    """Gold sentences in one word standard, and the sentences that a model may have seen."""

    name: str
    standard: str
    sentences: Sentences
    training: Sentences

    @property
    def tagged(self) -> bool:
        """Whether the gold data has parts of speech."""
        return all(word.upos for sentence in self.sentences for word in sentence.words)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words of the training data; those of the trial that it lacks are out of it."""
        return frozenset(word.form for sentence in self.training for word in sentence.words)


def of_file(path: Path, *, v1: bool = False) -> list[Trial]:
    """A treebank of one's own as it is, and with its affixes glued if it has any apart."""
    fine = read(path, v1=v1)
    merged = _merged(fine)
    kinds = [("fine", fine), ("merged", merged)] if merged != fine else [("as given", fine)]
    return [Trial(path.stem, name, sentences, []) for name, sentences in kinds]


def joined(trial: Trial) -> Trial:
    """The trial with the joining rules applied to its gold words as they are to a segmenter's."""
    texts = [sentence.text for sentence in trial.sentences]
    found = joining.join(_tokens(trial.sentences), texts, words.engine("rjieba"))
    sentences = [
        _sentence(sentence, text, found.of(number))
        for number, (sentence, text) in enumerate(zip(trial.sentences, texts, strict=True))
    ]
    return replace(trial, standard=f"{trial.standard}, joined", sentences=sentences)


def _tokens(sentences: Sentences) -> Tokens:
    rows = [
        (word.form, start, word.upos)
        for sentence in sentences
        for word, start in zip(sentence.words, _starts(sentence), strict=True)
    ]
    forms, starts, upos = ([*column] for column in zip(*rows, strict=True))
    offsets = np.cumsum([0, *(len(sentence.words) for sentence in sentences)])
    return Tokens(forms, np.array(starts, np.int32), [None] * len(forms), upos, offsets)


def _starts(sentence: GoldSentence) -> list[int]:
    sizes = [len(word.form) + word.space_after for word in sentence.words]
    return [0, *accumulate(sizes)][:-1]


def _sentence(gold: GoldSentence, text: str, tokens: Tokens) -> GoldSentence:
    ends = (tokens.starts + tokens.lengths()).tolist()
    found = tuple(
        treebank.GoldWord(form, upos, space_after=text[end : end + 1] == " ")
        for form, upos, end in zip(tokens.words, tokens.upos, ends, strict=True)
    )
    return replace(gold, words=found)


def read(path: Path, *, v1: bool = False) -> list[GoldSentence]:
    """A treebank's file, with tags harmonised; of the UD v1 edition where ``v1`` says so.

    Raises:
        EvidenceError: if it cannot be read or has lines that are not of its form.
    """
    try:
        found = treebank.read(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise EvidenceError(told(path, "cannot be read", error, "bring the file again")) from error
    return [standard.harmonise(standard.from_v1(one) if v1 else one) for one in found]


def training(folder: Path) -> list[GoldSentence]:
    """All that the shipped model learns from, in the merged standard."""
    _require(folder, TRAINING)
    return _merged(one for name in TRAINING for one in read(folder / name, v1=name == GSD_V1))


def trials(folder: Path) -> list[Trial]:
    """Every gold set of ``folder``, each with the training data that leaves it out."""
    _require(folder, (*TRAINING, GCDT))
    gsd, dev, pud = (read(folder / name, v1=name == GSD_V1) for name in TRAINING)
    rest = [*_merged(gsd), *_merged(dev), *pud]
    out = [
        Trial("pud-wiki", "merged", pud, [*_merged(gsd), *_merged(dev)]),
        Trial("gsdsimp-dev", "merged", _merged(dev), [*_merged(gsd), *pud]),
        Trial("gsdsimp-dev", "fine", dev, [*gsd, *pud]),
    ]
    gcdt = read(folder / GCDT)
    for genre in GENRES:
        own = [one for one in gcdt if one.document.split("_")[1:2] == [genre]]
        out.append(Trial(f"gcdt-{genre}", "ctb", own, rest))
    return out


def _merged(sentences: Iterable[GoldSentence]) -> list[GoldSentence]:
    return [standard.merge(one) for one in sentences]


def _require(folder: Path, names: Sequence[str]) -> None:
    found = Findings()
    for name in names:
        if not (folder / name).is_file():
            found.add(str(folder / name), "is missing", "give the folder of the gold data")
    found.raise_as(EvidenceError)
