"""Measure the map from native tags to Universal ones, and write schema/forms.json.

    python scripts/map_tags.py GOLD [--write]

GOLD is a folder with ``gsd-v1-train-simplified.conll`` (read to learn from) and
``gsdsimp-dev.conllu`` and ``pud-wiki-simplified.conllu`` (to measure on). Words that rjieba cuts
as the treebank does are counted by native tag and form. With ``--write``, the forms whose most
frequent Universal tag is not their native tag's go into schema/forms.json, and what was measured
goes into docs/measurements/tags.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from juku.text.segmenting import tags, words
from juku.text.ud import standard, treebank

LEARN = "gsd-v1-train-simplified.conll"
MEASURE = ("gsdsimp-dev.conllu", "pud-wiki-simplified.conllu")
ROOT = Path(__file__).parent.parent
LEAST = 3
"""Times that a form must be seen before its own tag overrules its native tag's."""
SHARE = 0.6
"""Share of its occurrences that must have the Universal tag that overrules."""

Matched = list[tuple[str, str, str]]
"""Form, native tag and the treebank's Universal tag."""


def matched(path: Path, *, joining: bool = False) -> Matched:
    """Words of ``path`` that rjieba cuts as the treebank does."""
    read = treebank.read(path.read_text("utf-8"), path.name)
    # The older edition is told by its suffix; both are read in the standard of PUD.
    if path.suffix == ".conll":
        read = [standard.from_v1(sentence) for sentence in read]
    sentences = [standard.merge(standard.harmonise(sentence)) for sentence in read]
    texts = ["".join(word.form for word in sentence.words) for sentence in sentences]
    tokens = words.make("rjieba", joining=joining).segment(texts)
    found: Matched = []
    for i, sentence in enumerate(sentences):
        own = tokens.of(i)
        cut = {
            (start, word): tag
            for start, word, tag in zip(own.starts.tolist(), own.words, own.xpos, strict=True)
        }
        at = 0
        for word in sentence.words:
            if (tag := cut.get((at, word.form))) is not None:
                found.append((word.form, tag, word.upos))
            at += len(word.form)
    return found


def learnt(pairs: Matched) -> dict[str, str]:
    """Forms whose Universal tag is steadily another than their native tag's."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    native: dict[str, str] = {}
    for form, tag, upos in pairs:
        if tag != tags.OTHER:
            seen[form][upos] += 1
            native[form] = tag
    forms = {}
    for form in sorted(seen):
        upos, times = seen[form].most_common(1)[0]
        by_tag = tags.native()[native[form]].upos
        if upos != by_tag and times >= LEAST and times >= SHARE * seen[form].total():
            forms[form] = upos
    return forms


def accuracy(pairs: Matched, forms: dict[str, str]) -> dict[str, Any]:
    """Share of words whose mapped tag is the treebank's, with and without ``forms``, by tag."""
    by_tag: dict[str, list[bool]] = defaultdict(list)
    bare = 0
    for form, tag, upos in pairs:
        row = tags.native().get(tag)
        mapped = tags.upos_of_other(form[0]) if tag == tags.OTHER or not row else row.upos
        bare += mapped == upos
        by_tag[tag].append((forms.get(form, mapped) if tag != tags.OTHER else mapped) == upos)
    right = sum(map(sum, by_tag.values()))
    return {
        "words": len(pairs),
        "tags_alone": round(bare / len(pairs), 4),
        "with_forms": round(right / len(pairs), 4),
        "by_tag": {
            tag: {"words": len(hits), "right": round(sum(hits) / len(hits), 3)}
            for tag, hits in sorted(by_tag.items())
        },
    }


def confusions(pairs: Matched) -> None:
    """Print what each native tag is in the treebank."""
    by_tag: dict[str, Counter[str]] = defaultdict(Counter)
    for _, tag, upos in pairs:
        by_tag[tag][upos] += 1
    for tag, counts in sorted(by_tag.items(), key=lambda item: -item[1].total()):
        row = tags.native().get(tag)
        print(f"{tag:5} {row.upos if row else '?':6}", dict(counts.most_common(5)))


def main() -> None:
    """Learn, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pairs = matched(args.gold / LEARN)
    confusions(pairs)
    forms = learnt(pairs)
    measured = {name: accuracy(matched(args.gold / name), forms) for name in MEASURE}
    for name, figures in measured.items():
        print(name, {key: figures[key] for key in ("words", "tags_alone", "with_forms")})
    print(len(forms), "forms")
    if args.write:
        table = {
            "description": "Words whose Universal tag is not their native tag's, in the words of"
            f" the treebank GSD ({LEARN}, CC BY-SA 4.0) seen at least {LEAST} times, and so in"
            f" {SHARE:.0%} of them or more. Written by scripts/map_tags.py.",
            "forms": forms,
        }
        write(ROOT / "schema" / "forms.json", table)
        write(
            ROOT / "docs" / "measurements" / "tags.json", {**measured, "tables": tables(measured)}
        )


def tables(measured: dict[str, dict[str, Any]]) -> dict[str, object]:
    """What the docs print: the map's accuracy by set, and the tagset tag by tag."""
    share = [
        [name, figures["words"], figures["tags_alone"], figures["with_forms"]]
        for name, figures in measured.items()
    ]
    rows = []
    for tag, row in tags.native().items():
        seen = [
            figures["by_tag"].get(tag, {"words": 0, "right": 0}) for figures in measured.values()
        ]
        words_seen = sum(each["words"] for each in seen)
        right = sum(each["words"] * each["right"] for each in seen)
        known = f"{right / words_seen:.2f} of {words_seen}" if words_seen else ""
        examples = " ".join(row.examples)
        rows.append([tag, row.chinese, row.name, row.description, examples, row.upos, known])
    return {
        "tag-map": {
            "header": ["set", "words matched", "by the native tag alone", "with the forms"],
            "rows": share,
        },
        "native-tags": {
            "header": ["tag", "中文", "name", "what", "examples", "UPOS", "right"],
            "rows": rows,
        },
    }


def write(path: Path, table: dict[str, object]) -> None:
    """One JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
