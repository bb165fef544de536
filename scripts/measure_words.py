"""What boundary votes, the lexicon, joining and script conversion come to, measured.

    python scripts/measure_words.py GOLD [--write]

GOLD is a folder with ``gsdsimp-dev.conllu``, ``pud-wiki-simplified.conllu``, ``gcdt-words.tsv``
and ``ntrex-zh-news.tsv``. With ``--write``, tables for the docs go into
docs/measurements/segmenting.json.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import measuring
from juku.build.texts import lexicon, sentences
from juku.text.forms import script
from juku.text.segmenting import effects, votes, words
from juku.text.ud import standard, treebank

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from juku.text.segmenting.tokens import Tokens

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "measurements" / "segmenting.json"
VOTED = {
    "rjieba": ("pud-wiki-simplified.conllu", "gsdsimp-dev.conllu", "gcdt-words.tsv"),
    # The shipped model has learnt from the other two.
    "ud": ("gcdt-words.tsv",),
}
SAMPLE = "ntrex-zh-news.tsv"
ROUNDS, PASSES = 5, 4
BATCHES = 8
"""Batches that are timed by turns: a segmenter remembers what it last cut, and no batch comes again
before others have."""


def gold(path: Path) -> list[list[str]]:
    """The words of each sentence, affixes merged."""
    read = treebank.read(path.read_text("utf-8"), path.name)
    return [[word.form for word in standard.merge(sentence).words] for sentence in read]


def vote_rows(folder: Path) -> list[list[object]]:
    """By engine, set and votes: boundaries, and the share that the gold standard has too."""
    rows: list[list[object]] = []
    for engine, sets in VOTED.items():
        segmenter = words.make(engine, joining=False)
        voters = votes.make(votes.default_names(engine))
        for name in sets:
            cut = gold(folder / name)
            texts = ["".join(each) for each in cut]
            tokens = segmenter.segment(texts)
            counted = votes.count(tokens, texts, voters)
            right = _right(tokens, cut)
            for n in range(1, len(voters) + 2):
                some = counted == n
                share = f"{right[some].mean():.3f}"
                rows.append([engine, name, f"{n} of {len(voters) + 1}", int(some.sum()), share])
    return rows


def _right(tokens: Tokens, cut: list[list[str]]) -> NDArray[np.bool_]:
    """For each token, whether a gold word begins where it does."""
    right = np.zeros(len(tokens), np.bool_)
    for i, each in enumerate(cut):
        begins = np.cumsum([0, *map(len, each)])
        own = slice(int(tokens.offsets[i]), int(tokens.offsets[i + 1]))
        right[own] = np.isin(tokens.starts[own], begins)
    return right


def lexicon_rows(folder: Path) -> list[list[object]]:
    """By text: sentences, those that the lexicon cuts otherwise, and stretches aside."""
    entries = lexicon(ROOT / "corpus")
    spelt = [entry.word for entry in entries]
    before, after = words.make("rjieba"), words.make("rjieba", entries)
    rows = []
    for label, path in (("first corpus", ROOT / "corpus"), (SAMPLE, folder / SAMPLE)):
        texts = sentences(path)
        found = effects.changes(texts, before, after)
        aside = sum(not change.wanted(spelt) for change in found)
        rows.append([label, len(texts), len({change.text for change in found}), len(found), aside])
    return rows


def script_rows(folder: Path) -> list[list[object]]:
    """By text: characters, those flagged as one to many, and those lost on the way and back."""
    rows = []
    for label, path in (("first corpus", ROOT / "corpus"), (SAMPLE, folder / SAMPLE)):
        texts = sentences(path)
        flags = len(script.forms(texts).ambiguous)
        rows.append([label, sum(map(len, texts)), flags, script.lost(texts)])
    return rows


def cost_rows(folder: Path) -> list[list[object]]:
    """By step: characters a second, and the share of the words' own time."""
    texts = sentences(folder / SAMPLE)
    batches = [texts[part::BATCHES] for part in range(BATCHES)]
    bare, joined = words.make("rjieba", joining=False), words.make("rjieba")
    voters = votes.make(("rjieba-fewest",))
    steps: dict[str, Callable[[list[str]], object]] = {
        "words and tags": bare.segment,
        "with joining": joined.segment,
        "boundary votes": lambda batch: votes.count(tokens[batch[0]], batch, voters),
        "both script forms and flags": script.forms,
    }
    tokens = {batch[0]: bare.segment(batch) for batch in batches}
    took = {
        name: min(_seconds(step, batches) for _ in range(ROUNDS)) for name, step in steps.items()
    }
    size, unit = sum(map(len, texts)) * PASSES, took["words and tags"]
    return [[name, round(size / t), f"{t / unit:.2f}"] for name, t in took.items()]


def _seconds(step: Callable[[list[str]], object], batches: list[list[str]]) -> float:
    begin = time.process_time()
    for batch in batches * PASSES:
        step(batch)
    return time.process_time() - begin


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    tables = {
        "votes": (
            ["engine", "set", "votes", "boundaries", "in the gold standard"],
            vote_rows(args.gold),
        ),
        "lexicon-effect": (
            ["text", "sentences", "cut otherwise", "stretches", "without an entry's word"],
            lexicon_rows(args.gold),
        ),
        "script-flags": (
            ["text", "characters", "one to many", "lost on the way and back"],
            script_rows(args.gold),
        ),
        "word-costs": (["step", "characters a second", "time"], cost_rows(args.gold)),
    }
    made = {name: {"header": header, "rows": rows} for name, (header, rows) in tables.items()}
    measuring.report({"tables": made}, TARGET if args.write else None)


if __name__ == "__main__":
    main()
