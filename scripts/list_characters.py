"""Write four tables of characters from OpenCC's dictionaries.

schema/ambiguous.json has those that are converted one to many, either way; schema/folding.json
what each traditional character is in simplified ones where no phrase decides; schema/phrases.json
those that a phrase may decide, and which two follow each other in one; schema/touched.json those
without which a text is simplified already.

    python scripts/list_characters.py

Run it after OpenCC is upgraded; a test fails when a table is not of the installed version.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path

import opencc

CLIB = Path(opencc.__file__).parent / "clib"
SCHEMA = Path(__file__).parent.parent / "schema"
DICTIONARIES = {"s2t": "STCharacters", "t2s": "TSCharacters"}
PHRASES = {
    "s2t": ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases"),
    "t2s": ("TSPhrases",),
}
HIGHEST_BMP = 0xFFFF


def entries(dictionary: str) -> dict[str, list[str]]:
    """Character → its candidates, as OpenCC's own tool prints them."""
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed.txt"
        command = [CLIB / "bin" / "opencc_dict", "-f", "ocd2", "-t", "text"]
        source = CLIB / "share" / "opencc" / f"{dictionary}.ocd2"
        subprocess.run(
            [*command, "-i", source, "-o", printed], check=True, stdout=subprocess.DEVNULL
        )
        rows = (row.split("\t") for row in printed.read_text("utf-8").splitlines() if "\t" in row)
        return {key: values.split(" ") for key, values in rows}


def common(candidates: list[str]) -> list[str]:
    """Without characters outside the BMP: rare variants that no newspaper means."""
    return [each for each in candidates if ord(each) <= HIGHEST_BMP]


def ambiguous(dictionaries: dict[str, dict[str, list[str]]]) -> dict[str, object]:
    """The table of characters with more than one candidate."""
    table: dict[str, object] = {
        "description": "Characters with more than one candidate in OpenCC's character"
        " dictionaries, candidates outside the BMP left out; the first candidate is OpenCC's"
        " choice where no phrase decides. Written by scripts/list_characters.py.",
        "opencc": opencc.__version__,
    }
    for config, found in dictionaries.items():
        several = {key: common(values) for key, values in found.items()}
        table[config] = {
            key: "".join(several[key]) for key in sorted(several) if len(several[key]) > 1
        }
    return table


def folding(simplified: dict[str, list[str]]) -> dict[str, object]:
    """The table of traditional characters and what each is by itself."""
    pairs = sorted((key, values[0]) for key, values in simplified.items() if key != values[0])
    kept = [(a, b) for a, b in pairs if max(ord(a), ord(b)) <= HIGHEST_BMP]
    return {
        "description": "Traditional characters and, in the same order, the first candidate of each"
        " in OpenCC's dictionary of simplified ones, those outside the BMP left out. Written by"
        " scripts/list_characters.py.",
        "opencc": opencc.__version__,
        "traditional": "".join(a for a, _ in kept),
        "simplified": "".join(b for _, b in kept),
    }


def touched(simplified: dict[str, list[str]]) -> dict[str, object]:
    """The table of characters one of which is in every text that ``t2s`` changes or marks."""
    kept = {key for key, values in simplified.items() if values != [key]}
    kept.update(entries("TSCharactersExt"), entries("CJK_Compatibility_Ideographs"))
    phrases = entries("TSPhrases").items()
    if rest := [key for key, values in phrases if values[0] != key and not kept & set(key)]:
        raise SystemExit(f"TSPhrases changes what has no such character: {rest}")
    return {
        "description": "Every text that OpenCC's conversion to simplified characters changes, or"
        " in which it has a choice, has one of these. Written by scripts/list_characters.py.",
        "opencc": opencc.__version__,
        "t2s": "".join(sorted(kept)),
    }


def phrases(dictionaries: dict[str, dict[str, list[str]]]) -> dict[str, object]:
    """The table of what OpenCC's phrases are made of, and of what they decide."""
    table: dict[str, object] = {
        "description": "Characters that OpenCC replaces before it converts (normalised), those that"
        " some phrase converts otherwise than they are by themselves, or that have several"
        " candidates (decided), and of each character those that follow it in some phrase (pairs)."
        " Written by scripts/list_characters.py.",
        "opencc": opencc.__version__,
        "normalised": "".join(sorted(entries("CJK_Compatibility_Ideographs"))),
    }
    for config, characters in dictionaries.items():
        alone = characters | entries("TSCharactersExt") if config == "t2s" else characters
        found = [
            (key, values[0]) for name in PHRASES[config] for key, values in entries(name).items()
        ]
        several = {key for key, values in characters.items() if len(common(values)) > 1}
        table[config] = {
            "decided": "".join(sorted(several | otherwise(found, alone))),
            "pairs": pairs([key for key, _ in found]),
        }
    return table


def otherwise(phrases: list[tuple[str, str]], alone: dict[str, list[str]]) -> set[str]:
    """Characters that some phrase converts otherwise than they are by themselves."""
    if changed := [key for key, value in phrases if len(key) != len(value)]:
        raise SystemExit(f"phrases change their length: {changed}")
    return {
        printed
        for key, value in phrases
        for printed, made in zip(key, value, strict=True)
        if alone.get(printed, [printed])[0] != made
    }


def pairs(phrases: list[str]) -> dict[str, str]:
    """Character → those that follow it in some phrase."""
    following: dict[str, set[str]] = {}
    for phrase in phrases:
        for first, second in pairwise(phrase):
            following.setdefault(first, set()).add(second)
    return {first: "".join(sorted(following[first])) for first in sorted(following)}


def main() -> None:
    """Write the tables."""
    found = {config: entries(name) for config, name in DICTIONARIES.items()}
    for name, table in (
        ("ambiguous", ambiguous(found)),
        ("folding", folding(found["t2s"])),
        ("phrases", phrases(found)),
        ("touched", touched(found["t2s"])),
    ):
        path = SCHEMA / f"{name}.json"
        path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
