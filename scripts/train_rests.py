"""Train what tells the rest of a broken paragraph from a beginning; write schema/rests.json.

    python scripts/train_rests.py --gold DIR [--paragraphs scripts/paragraphs.txt] [--check]

Rests are what stands behind a cut inside a sentence; beginnings are those of other paragraphs.
Every left side stands before one rest and before as many beginnings, so that it tells nothing by
itself. Most of the weight is that of invented paragraphs of newspapers, the rest the treebanks'.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from juku.text.mending import rests
from train_seams import asked_out, fitted, matrix, paragraphs, put

ROOT = Path(__file__).resolve().parents[1]
DESCRIPTION = (
    "What signs give to the score of text/mending/rests.py: a line is the rest of a given half "
    "rather than the beginning of a paragraph. Made by scripts/train_rests.py from the treebanks "
    "GCDT (train), UD Chinese-GSD (v1 train) and PUD (Wikipedia), and from paragraphs invented "
    "for it."
)
BEGINNINGS = 2
"""Beginnings for each rest."""
LEAST_LINE = 15
"""Characters of a paragraph that is cut."""
CUTS, MORE_CUTS = 3, 8
"""Cuts of a paragraph of the treebanks, and of one of the invented."""
OF_TREEBANKS = 0.3
"""Weight of all that is of the treebanks, where that of the invented is 1."""
LEAST, LIGHTEST, RIDGE = 8, 0.1, 12.0
"""Lines that must show a sign, the least weight that is written, and what keeps weights small."""


class Examples(NamedTuple):
    """Rows of signs, whether each is of a rest, how much it weighs, and the line it is of."""

    signs: list[list[str]]
    true: list[bool]
    weights: list[float]
    lines: list[str]

    def add(
        self, draw: random.Random, cuts: list[tuple[str, str]], whole: list[str], weight: float
    ) -> None:
        """Add each cut with its rest and with beginnings of ``whole``."""
        for left, rest in cuts:
            self._add(left, rest, rest=True, weight=weight * BEGINNINGS)
            for _ in range(BEGINNINGS):
                self._add(left, draw.choice(whole), rest=False, weight=weight)

    def _add(self, left: str, right: str, *, rest: bool, weight: float) -> None:
        self.signs.append(list(rests.signs(left, right)))
        self.true.append(rest)
        self.weights.append(weight)
        self.lines.append(right[-20:])


def cuts(draw: random.Random, lines: list[str], count: int) -> list[tuple[str, str]]:
    """Lines cut inside a sentence, at so many places each at most; no mark begins a rest."""
    made: list[tuple[str, str]] = []
    for line in lines:
        places = [
            place
            for place in range(6, len(line) - 2)
            if line[place] not in "，。、；：！？”’）》…"
            and not re.search("[。！？…][”’」）]*$", line[max(0, place - 3) : place])
            and not re.fullmatch("[A-Za-z]{2}", line[place - 1 : place + 1])
        ]
        drawn = draw.sample(places, min(len(places), count))
        made += [(line[:place], line[place:]) for place in drawn]
    return made


def learnt(examples: Examples) -> dict[str, float]:
    """Weights of the signs that enough different lines show."""
    shown: dict[str, set[str]] = {}
    for row, line in zip(examples.signs, examples.lines, strict=True):
        for sign in row:
            shown.setdefault(sign, set()).add(line)
    kept = sorted(sign for sign, lines in shown.items() if len(lines) >= LEAST)
    rows, true = matrix(examples.signs, kept), np.array(examples.true, float)
    found = fitted(rows, true, RIDGE, np.array(examples.weights))
    pairs = zip(kept, found.round(1).tolist(), strict=True)
    return {sign: weight for sign, weight in pairs if abs(weight) >= LIGHTEST}


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold data")
    parser.add_argument("--paragraphs", type=Path, default=ROOT / "scripts/paragraphs.txt")
    asked_out(parser, "rests.json")
    options = parser.parse_args()
    draw = random.Random(5)
    treebanks = [line for line in map("".join, paragraphs(options.gold)) if len(line) >= LEAST_LINE]
    invented = options.paragraphs.read_text("utf-8").split("\n")[:-1]
    examples = Examples([], [], [], [])
    ours, theirs = cuts(draw, invented, MORE_CUTS), cuts(draw, treebanks, CUTS)
    ends = [line for line in treebanks if line[-1] in "。！？”"]
    examples.add(draw, theirs, ends, OF_TREEBANKS)
    examples.add(draw, ours, invented, len(theirs) / len(ours))
    table = {"description": DESCRIPTION, "weights": learnt(examples)}
    put(table, options)


if __name__ == "__main__":
    main()
