"""Train what tells halves of paragraphs from headings; write schema/seams.json.

    python scripts/train_seams.py --gold DIR [--headings scripts/headings.txt] [--check]

With --check nothing is written, and status 1 says that schema/seams.json is another: rules that
the signs are read by were changed since it was made, so it has to be made anew and measured.

Halves are cuts inside sentences; what is whole are clauses and headings before the beginning of
any paragraph. The second regression is fitted on scores that come from the other half of the text.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from juku.text.mending.halves import LONGEST, form_signs, told_by_words, word_signs
from juku.text.mending.words_met import seam

ROOT = Path(__file__).resolve().parents[1]
DESCRIPTION = (
    "What signs give to the score of text/mending/halves.py: a line without a last mark is half "
    "of a paragraph rather than a heading. `words` are the words and characters at the seam, "
    "`form` is what the two lines look like. Made by scripts/train_seams.py from the treebanks "
    "GCDT (train), UD Chinese-GSD (v1 train) and PUD (Wikipedia)."
)
MARKS = "，。、；：！？“”（）《》—…"
WIDE = str.maketrans(",?!:;()", "，？！：；（）")
WINDOW = 12
ROUNDS = 4
PRIOR = -1.0
"""The examples are half halves; of the lines that a page leaves open, more are whole."""
STRAY = 0.01
"""Share of the halves with a blank in them."""
HEADED = 0.45
"""Share of headings among what is whole; the others are clauses."""
LEAST, LIGHTEST, RIDGE = 6, 0.4, 1.5

Pair = tuple[str, str]
Array = NDArray[np.float64]


class Text(NamedTuple):
    """What examples are drawn from."""

    sentences: list[str]
    starts: list[str]
    """Of paragraphs."""
    clauses: list[str]
    headings: list[str]


def paragraphs(gold: Path) -> list[list[str]]:
    """Sentences by paragraph, in full width and without blanks."""
    made: list[list[str]] = []
    for line in (gold / "gcdt-sentences.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        if document["split"] == "train":
            made += document["paragraphs"]
    for block in (gold / "gsd-v1-train-simplified.conll").read_text("utf-8").split("\n\n"):
        rows = [row.split("\t") for row in block.splitlines() if row[:1].isdigit()]
        made.append(["".join(row[1] for row in rows)])
    for line in (gold / "pud-wiki-simplified.conllu").read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            made.append([line.removeprefix("# text = ")])
    return [[_plain(sentence) for sentence in paragraph] for paragraph in made]


def _plain(sentence: str) -> str:
    sentence = re.sub(r"-[LR]SB-|\s+", "", sentence)
    wide = re.compile(r"(?<=[\u4e00-\u9fff])[,?!:;()]")
    return wide.sub(lambda mark: mark[0].translate(WIDE), sentence)


def text(made: list[list[str]], headings: list[str]) -> Text:
    """Sentences, beginnings of paragraphs, clauses and headings."""
    sentences = [one for paragraph in made for one in paragraph if len(one) >= 8]
    starts = [p[0] for p in made if len(p[0]) >= 10 and p[0][-1] in "。！？”"]
    clauses = [
        clause
        for one in sentences
        for clause in re.split("[，。；！？：]", one)
        if 5 <= len(clause) <= 24 and not re.search("[“”（）《》、]", clause)
    ]
    return Text(sentences, starts, clauses, headings)


def cuts(draw: random.Random, sentences: list[str]) -> list[Pair]:
    """Sentences cut inside a clause, at most so often each."""
    made: list[Pair] = []
    for one in sentences:
        places = [
            at
            for at in range(5, len(one) - 3)
            if not {one[at - 1], one[at]} & set(MARKS)
            and not re.fullmatch("[A-Za-z0-9.]{2}", one[at - 1 : at + 1])
        ]
        for at in draw.sample(places, min(len(places), ROUNDS)):
            stray = draw.randrange(2, at) if draw.random() < STRAY else 0
            made.append(((one[:stray] + " " if stray else "") + one[stray:at], one[at:]))
    return made


def whole(draw: random.Random, source: Text, count: int, headings: float) -> list[Pair]:
    """Headings and clauses, each before the beginning of some paragraph."""
    return [
        (
            draw.choice(source.headings if draw.random() < headings else source.clauses),
            draw.choice(source.starts),
        )
        for _ in range(count)
    ]


def signs(pair: Pair) -> list[str]:
    """The signs of the words at the seam of a pair."""
    left, right = pair
    return word_signs(left, right, seam(left[-WINDOW:], right[:WINDOW]))


def fitted(
    rows: csr_matrix | Array, true: Array, ridge: float, counts: Array | float = 1.0
) -> Array:
    """Weights of a logistic regression; each row counts as often as ``counts`` says."""

    def loss(weights: Array) -> tuple[float, Array]:
        scores = rows @ weights
        value = (counts * np.logaddexp(0, -np.where(true > 0, scores, -scores))).sum()
        slope = rows.T @ (counts * (1 / (1 + np.exp(-scores)) - true)) + 2 * ridge * weights
        return float(value + ridge * weights @ weights), slope

    found: Array = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def words(halves: list[Pair], others: list[Pair]) -> dict[str, float]:
    """What signs at the seam give; the rare and the light ones are left out."""
    rows = [signs(pair) for pair in halves + others]
    true = np.r_[np.ones(len(halves)), np.zeros(len(others))]
    counts = Counter(sign for row in rows for sign in row)
    kept = sorted(sign for sign, count in counts.items() if count >= LEAST)
    for least in (LIGHTEST, 0.0):
        found = fitted(matrix(rows, kept), true, RIDGE)
        weights = dict(zip(kept, found.tolist(), strict=True))
        kept = [sign for sign in kept if abs(weights[sign]) > least]
    return {sign: round(weights[sign], 1) for sign in kept if round(weights[sign], 1)}


def matrix(rows: list[list[str]], kept: list[str]) -> csr_matrix:
    """A row a list of signs, a column a sign that is kept: 1 where the list has it."""
    places = {sign: place for place, sign in enumerate(kept)}
    cells = [(n, places[sign]) for n, row in enumerate(rows) for sign in row if sign in places]
    return csr_matrix(
        (np.ones(len(cells)), tuple(zip(*cells, strict=True))), (len(rows), len(kept))
    )


def form(parts: list[Text], draw: random.Random) -> dict[str, float]:
    """What the looks of the lines give beside the words, which the other part was asked for."""
    rows: list[list[float]] = []
    true: list[float] = []
    names: list[str] = []
    for source, other in (parts, parts[::-1]):
        learned = cuts(draw, other.sentences)
        given = words(learned, whole(draw, other, len(learned), HEADED))
        halves = [
            pair
            for pair in cuts(draw, source.sentences)
            if len(pair[0]) <= LONGEST and not re.search("[。！？]", pair[0])
        ]
        for pair in halves + whole(draw, source, len(halves), 1.0):
            shown = {"told by words": told_by_words(signs(pair), given), **form_signs(*pair)}
            names = list(shown)
            rows.append(list(shown.values()))
        true += [1.0] * len(halves) + [0.0] * len(halves)
    found = fitted(np.array(rows, float), np.array(true), 1.0)
    made = dict(zip(names, found.round(2).tolist(), strict=True))
    return {**made, "form": round(made["form"] + PRIOR, 2)}


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold data")
    parser.add_argument("--headings", type=Path, default=ROOT / "scripts/headings.txt")
    asked_out(parser, "seams.json")
    options = parser.parse_args()
    draw = random.Random(5)
    made = paragraphs(options.gold)
    headings = options.headings.read_text("utf-8").split("\n")[:-1]
    headings += [
        one[0]
        for one in made
        if len(one) == 1
        and 4 <= len(one[0]) <= 24
        and re.match(r"[^0-9一二]*[^。！？…”；：，、.）)]$", one[0])
    ]
    draw.shuffle(headings)
    parts = [text(made[n::2], headings[n::2]) for n in (0, 1)]
    source = text(made, headings)
    halves = cuts(draw, source.sentences)
    table = {
        "description": DESCRIPTION,
        "form": form(parts, draw),
        "words": words(halves, whole(draw, source, len(halves), HEADED)),
    }
    put(table, options)


def asked_out(parser: argparse.ArgumentParser, name: str) -> None:
    """Declare where a table goes, and that it may only be compared with the one there."""
    parser.add_argument("--out", type=Path, default=ROOT / "schema" / name)
    parser.add_argument("--check", action="store_true", help="compare with the table there")


def put(table: dict[str, Any], options: argparse.Namespace) -> None:
    """Write a table, or compare it with the one that is there."""
    written = json.dumps(table, ensure_ascii=False, indent=0) + "\n"
    if not options.check:
        options.out.write_text(written, "utf-8")
    elif options.out.read_text("utf-8") != written:
        raise SystemExit(f"{options.out}: is not what this script makes; run it without --check")


if __name__ == "__main__":
    main()
