"""Score segmenters on gold words and tags.

    python scripts/evaluate.py --gold ../shared/gold --json docs/measurements/words.json
    python scripts/evaluate.py zh_pud-ud-test.conllu --segmenter ud --segmenter rjieba --errors

With --gold, every set of the folder is scored, and the contextual engine is trained anew without
the set that it is scored on. Without, the shipped model is scored on the files given.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from juku.errors import JukuError
from juku.evaluation import runs, tables, trials
from juku.text.segmenting import words
from juku.text.ud import recipe


def main() -> int:
    """Parse, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="treebanks: .conllu, .conll, .tsv")
    parser.add_argument("--gold", type=Path, help="folder of the gold data")
    parser.add_argument("--v1", action="store_true", help="the files are of the UD v1 edition")
    parser.add_argument("--segmenter", action="append", help="default: jieba, rjieba, ud")
    parser.add_argument("--speed", type=Path, help="time the segmenters on this text file")
    parser.add_argument("--errors", action="store_true", help="print the commonest errors too")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file too")
    parser.add_argument("--json", type=Path, help="write all that was measured to this file")
    args = parser.parse_args()
    names = args.segmenter or ["jieba", "rjieba", "ud"]
    try:
        measured = _measure(args, names)
    except JukuError as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(measured, ensure_ascii=False, indent=1)
        args.json.write_text(text + "\n", encoding="utf-8")
    return 0


def _measure(args: argparse.Namespace, names: list[str]) -> dict[str, object]:
    todo = trials.trials(args.gold) if args.gold else []
    todo += [trial for path in args.files for trial in trials.of_file(path, v1=args.v1)]
    bench = runs.Bench(recipe.jieba_entries() if args.gold else None)
    results, errors = [], {}
    for trial in todo:
        # A treebank of the UD standard has numbers, dates and names apart; joined, both have them.
        alike = [(trials.joined(trial), True)] if trial.tagged else []
        for name in names:
            for own, joining in [(trial, False), (trial, True), *alike]:
                result, tokens = bench.run(name, own, joining=joining)
                results.append(result)
                if name == "ud":
                    errors[f"{own.name} {own.standard} {joining}"] = runs.detail(own, tokens)
    found = _speeds(args.speed, names) if args.speed else {}
    text = tables.scores(results) + ("\n" + tables.speeds(found) if found else "")
    print(text)
    if args.markdown:
        args.markdown.write_text(text, encoding="utf-8")
    if args.errors:
        print(json.dumps(errors, ensure_ascii=False, indent=1))
    return {"results": [one.to_json() for one in results], "errors": errors, "speed": found}


def _speeds(path: Path, names: list[str]) -> dict[str, float]:
    lines = [line.split("\t")[-1] for line in path.read_text(encoding="utf-8").splitlines()]
    found = {}
    for name in names:
        texts = lines if name == "jieba" else lines * 5
        found[name] = round(runs.speed(words.make(name), texts))
    return found


if __name__ == "__main__":
    sys.exit(main())
