"""Write schema/given.json: characters that begin words more often than they end given names.

    python scripts/list_given.py

Both are counted in jieba's dictionary: names are its entries for persons of three characters that
start with a surname; words are all others, by their frequency. Run it after jieba is upgraded.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import jieba

from juku.text.vocabulary import surnames

DICTIONARY = Path(jieba.__file__).parent / "dict.txt"
TARGET = Path(__file__).parent.parent / "schema" / "given.json"
COMMON = 2e-5
"""Share of words that a character must begin to be listed."""
LEVELS = {"seldom": -0.5, "hardly": -1.5}
"""Logarithm of the odds that a character ends a name rather than begins a word, at most."""
OTHERS = "一某"
"""Characters that names end in wherever rules say so."""
_NAME = 3
_SMOOTH_NAMES, _SMOOTH_WORDS = 0.5, 20


def counted() -> tuple[Counter[str], Counter[str]]:
    """How many names a character ends, and how often words begin with it."""
    names: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for line in DICTIONARY.read_text("utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        if tag != "nr":
            words[word[0]] += int(frequency)
        elif len(word) == _NAME and word[0] in surnames.IN_PROSE:
            names[word[-1]] += 1
    return names, words


def odds(names: Counter[str], words: Counter[str]) -> dict[str, float]:
    """Character → logarithm of the odds, of Han characters that begin words commonly."""
    all_names, all_words = names.total(), words.total()
    return {
        c: math.log((names[c] + _SMOOTH_NAMES) / all_names)
        - math.log((words[c] + _SMOOTH_WORDS) / all_words)
        for c in sorted(words)
        if "\u4e00" <= c <= "\u9fff" and c not in OTHERS and words[c] > COMMON * all_words
    }


def main() -> None:
    """Write the table."""
    found = odds(*counted())
    bounds = [*LEVELS.values(), -math.inf]
    levels = {
        name: "".join(c for c, odd in found.items() if bounds[at + 1] < odd <= bounds[at])
        for at, name in enumerate(LEVELS)
    }
    table: dict[str, str] = {
        "description": "Characters that begin words more often than they end given names of two"
        " characters, in jieba's dictionary. Written by scripts/list_given.py.",
        "jieba": version("jieba"),
        **levels,
    }
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{TARGET.name}: " + ", ".join(f"{name} {len(levels[name])}" for name in levels))


if __name__ == "__main__":
    main()
