"""Measure sentence splitting and the mending of damaged pages; print tables, keep the figures.

    python scripts/evaluate_layout.py --gold DIR [--pages 500] [--out docs/measurements/layout.json]

Sentences are compared by boundary inside a paragraph, a genre a row, beside a splitter on 。！？
with closing quotation marks. Pages are made and damaged by the two generators in tests/damage;
those of the second, ``crawled``, are of seeds that the rules were not looked at with. Pages that
an author wrote without having read the rules are in tests/damage/written.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

from juku.build.corpus import curation
from juku.records import Curation
from juku.text.pages import read_page
from juku.text.sentences import split

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "damage"))

HELD_OUT = 50_000
"""The first seed of the second generator's pages."""
PLAIN = re.compile(r"[。！？]+[”’」』）]*")
BRACKETS = re.compile(r"-LSB-(.*?)-RSB-")  # how treebanks write square brackets


def sentences(gold: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of boundaries by genre, and of the plain splitter."""
    counts: dict[str, Counter[str]] = {}
    for line in (gold / "gcdt-sentences.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        into = counts.setdefault(document["genre"], Counter())
        for paragraph in document["paragraphs"]:
            true = [BRACKETS.sub(r"[\1]", sentence) for sentence in paragraph]
            text = "".join(true)
            add(into, "", bounds(true), bounds([span.of(text) for span in split(text)]))
            add(into, "plain_", bounds(true), bounds(plain(text)))
    return {genre: scores(into) for genre, into in sorted(counts.items())}


def plain(text: str) -> list[str]:
    """Split on 。！？ with closing quotation marks, as a baseline."""
    ends = [found.end() for found in PLAIN.finditer(text)]
    edges = sorted({0, *ends, len(text)})
    return [text[start:end] for start, end in itertools.pairwise(edges)]


def bounds(parts: list[str]) -> set[int]:
    """Where sentences end inside the paragraph, counted without white space."""
    places: set[int] = set()
    at = 0
    for part in parts:
        at += len("".join(part.split()))
        places.add(at)
    places.discard(at)
    return places


def add(into: Counter[str], name: str, true: set[int], found: set[int]) -> None:
    """Count what was found and what there is."""
    into[name + "both"] += len(true & found)
    into[name + "found"] += len(found)
    into[name + "true"] += len(true)


def scores(counts: Counter[str]) -> dict[str, float]:
    """Precision, recall and F1, rounded; of both splitters."""
    made: dict[str, float] = {"boundaries": counts["true"]}
    for name in ("", "plain_"):
        both = counts[name + "both"]
        made[name + "precision"] = round(both / max(1, counts[name + "found"]), 4)
        made[name + "recall"] = round(both / max(1, counts[name + "true"]), 4)
        found_and_true = counts[name + "found"] + counts[name + "true"]
        made[name + "f1"] = round(2 * both / max(1, found_and_true), 4)
    return made


def damage(gold: Path, pages: int) -> dict[str, dict[str, float]]:
    """Scores of mending by text and level of damage."""
    scoring, storybank = import_module("scoring"), import_module("storybank")
    made = {}
    for text, whole in (("edited", True), ("unedited", False)):
        bank = storybank.bank(gold, whole_only=whole)
        for level in ("none", "light", "heavy"):
            found = scoring.measure(level, range(pages), bank)
            made[f"{level}, {text}"] = found
    crawled, sources = import_module("crawled.measure"), import_module("crawled.stories").bank(gold)
    seeds = range(HELD_OUT, HELD_OUT + pages)
    for level in ("none", "light", "heavy"):
        made[f"{level}, crawled"] = crawled.measure(level, seeds, sources)
    return {
        row: {name: round(value, 4) for name, value in found.items()} for row, found in made.items()
    }


def negatives(gold: Path, pages: int) -> dict[str, int]:
    """What is joined or set aside on pages where nothing should be."""
    making, storybank = import_module("negatives"), import_module("storybank")
    bank = storybank.bank(gold)
    counts: Counter[str] = Counter()
    for seed in range(pages):
        reading = read_page(making.negative(seed, bank), Curation())
        counts["joined"] += sum(block.joins is not None for block in reading.blocks)
        counts["set_aside"] += sum(block.kind == "repeat" for block in reading.blocks)
    crawled, sources = import_module("crawled.measure"), import_module("crawled.stories").bank(gold)
    counts.update(crawled.negatives(range(HELD_OUT, HELD_OUT + pages), sources))
    return {"pages": 2 * pages, "joined": counts["joined"], "set_aside": counts["set_aside"]}


def written() -> dict[str, dict[str, dict[str, int]]]:
    """What the written pages gave when they were first read, and what they give today."""
    scoring = import_module("written.scoring")
    return {
        name: {"first read": first, "today": scoring.measure(name)}
        for name, first in scoring.first_read().items()
    }


def speed() -> float:
    """Millions of characters a second of processor time, page to sentences, as curated."""
    page = next((ROOT / "corpus" / "pages").glob("*.txt"))
    text, curated = page.read_text("utf-8"), curation.load(ROOT / "corpus", {f"pages/{page.name}"})
    rounds = 100
    start = time.process_time()
    for _ in range(rounds):
        reading = read_page(text, curated)
        for article in reading.articles:
            for unit in article.units:
                split(unit.text(text))
    return round(rounds * len(text) / (time.process_time() - start) / 1e6, 2)


def table(rows: dict[str, dict[str, float]], first: str) -> str:
    """A Markdown table, a dictionary a row."""
    names = [
        name for name in next(iter(rows.values())) if all(name in row for row in rows.values())
    ]
    lines = [f"| {first} | " + " | ".join(name.replace("_", " ") for name in names) + " |"]
    lines.append("|---" * (len(names) + 1) + "|")
    for name, values in rows.items():
        shown = (f"{values[key]:.3f}" if values[key] % 1 else f"{values[key]:g}" for key in names)
        lines.append(f"| {name} | " + " | ".join(shown) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold data")
    parser.add_argument("--pages", type=int, default=500, help="pages a level")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/measurements/layout.json")
    options = parser.parse_args()
    made = {
        "sentences": sentences(options.gold),
        "pages": options.pages,
        "damage": damage(options.gold, options.pages),
        "negatives": negatives(options.gold, 2 * options.pages),
        "written": written(),
        "million_characters_a_second": speed(),
    }
    print(table(made["sentences"], "genre"), table(made["damage"], "damage"), sep="\n\n")
    print(f"\nnegatives: {made['negatives']}")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
