"""Score the readings (quotations, quantities, dates) on the hand-made cases.

    python scripts/evaluate_readings.py            # a Markdown table
    python scripts/evaluate_readings.py --write    # and docs/measurements/readings.json
    python scripts/evaluate_readings.py --speed F  # characters a second on the lines of a text file
    python scripts/evaluate_readings.py --articles D  # quotations of real articles, whose text is
                                                      # not ours to keep, in a folder of gold data

``set-aside`` was written before the rules, the later ones after them and before they were ever run;
``rest`` is all others. Speakers are the exception: what they missed was looked at, so that their
figure there is of cases seen; what each set gave when it was first run is in
``docs/measurements/first_runs.json``. ``second-look`` and ``second-look-2`` hold sets of quotations
that led to new rules for speakers.

What is found counts by its place: paragraph, start and end. It is exact when besides a quotation's
speaker, a quantity's value, unit, kind, approximator and upper end, a date's first day, last day
and vagueness agree.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku.text.numbers import dates, quantities
from juku.text.quotations import quotes
from juku.text.vocabulary.joined import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
OUTPUT = ROOT / "docs" / "measurements" / "readings.json"
ARTICLES = CASES / "quotes" / "elsewhere" / "articles.json"
"""Quotations of articles kept elsewhere: document, its lines (both included, joined), spans."""


def located(case: dict[str, Any], key: str) -> list[tuple[int, int, dict[str, Any]]]:
    """Each expected item with the span of its slice, found from left to right."""
    at = 0
    found = []
    for item in case[key]:
        start = case["text"].index(item["slice"], at)
        at = start + len(item["slice"])
        found.append((start, at, item))
    return found


def score_dates(case: dict[str, Any]) -> tuple[set[Any], set[Any]]:
    """Expected and read dates of a case."""
    reference = dt.date.fromisoformat(case["reference"])
    gold = {(s, e, i["from"], i["to"], i.get("vague", False)) for s, e, i in located(case, "dates")}
    read = {
        (d.start, d.end, d.date_from and str(d.date_from), d.date_to and str(d.date_to), d.vague)
        for d in dates.find(case["text"], reference)
    }
    return gold, read


def score_quantities(case: dict[str, Any]) -> tuple[set[Any], set[Any]]:
    """Expected and read quantities of a case."""
    gold = {
        (s, e, i["value"], i["unit"], i.get("kind", "cardinal"), i.get("approx"), i.get("value_to"))
        for s, e, i in located(case, "quantities")
    }
    read = {
        (q.start, q.end, q.value, q.unit, q.kind, q.approx, q.value_to)
        for q in quantities.find(case["text"])
    }
    return gold, read


def score_quotes(case: dict[str, Any]) -> tuple[set[Any], set[Any]]:
    """Expected and read quotations of a case."""
    gold = {(i["paragraph"], i["slice"], i["speaker"]) for i in case["quotes"]}
    read = {
        (index, text[q.start : q.end], q.speaker)
        for index, (text, found) in enumerate(
            zip(case["paragraphs"], quotes.find_all(case["paragraphs"]), strict=True)
        )
        for q in found
    }
    return gold, read


SCORERS = {"quotes": score_quotes, "quantities": score_quantities, "dates": score_dates}


def measure(subject: str, files: list[Path]) -> dict[str, float | int]:
    """Counts and scores of one subject over some files of cases."""
    cases = (case for path in files for case in json.loads(path.read_text(encoding="utf-8")))
    return score(subject, cases)


def articles(gold: Path) -> Iterator[dict[str, Any]]:
    """The cases of real articles, with the text that the folder ``gold`` has of them."""
    lines: dict[str, list[str]] = {}
    for line in (gold / "ntrex-zh-news.tsv").read_text(encoding="utf-8").splitlines():
        document, text = line.split("\t", 1)
        lines.setdefault(document, []).append(text)
    for line in (gold / "gcdt-sentences.jsonl").read_text(encoding="utf-8").splitlines():
        made = json.loads(line)
        lines[made["doc"]] = ["".join(sentences) for sentences in made["paragraphs"]]
    for row in json.loads(ARTICLES.read_text(encoding="utf-8")):
        first, last = row["lines"]
        text = "".join(lines[row["document"]][first : last + 1])
        quoted = [
            {"paragraph": 0, "slice": text[start:end], "speaker": speaker}
            for start, end, speaker in row["quotes"]
        ]
        yield {"paragraphs": [text], "quotes": quoted}


def score(subject: str, cases: Iterable[dict[str, Any]]) -> dict[str, float | int]:
    """Counts and scores of one subject over some cases."""
    count: Counter[str] = Counter()
    for case in cases:
        gold, read = SCORERS[subject](case)
        count["cases"] += 1
        count["cases_exact"] += gold == read
        count["exact"] += len(gold & read)
        gold, read = ({item[:2] for item in side} for side in (gold, read))
        count["gold"] += len(gold)
        count["read"] += len(read)
        count["spans"] += len(gold & read)
    scores: dict[str, float | int] = dict(sorted(count.items()))
    scores["f1"] = round(2 * count["spans"] / (count["gold"] + count["read"]), 4)
    if subject == "quotes":
        scores["speaker_accuracy"] = round(count["exact"] / count["spans"], 4)
    return scores


def measure_all() -> dict[str, dict[str, dict[str, float | int]]]:
    """Scores of every subject on the cases set aside and on the rest."""
    scores = {}
    for subject in SCORERS:
        files = sorted((CASES / subject).glob("*.json"))
        aside = [p for p in files if p.stem.startswith("set-aside")]
        rest = [p for p in files if p not in aside and p.stem != "known-failures"]
        scores[subject] = {"set-aside": measure(subject, aside), "rest": measure(subject, rest)}
    return scores


def table(scores: dict[str, dict[str, dict[str, float | int]]]) -> str:
    """The scores as one Markdown table."""
    lines = [
        "| reading | cases | n | whole cases exact | items | F1 | speakers |",
        "|---|---|---|---|---|---|---|",
    ]
    for subject, parts in scores.items():
        for part, s in parts.items():
            speakers = s.get("speaker_accuracy", "")
            lines.append(
                f"| {subject} | {part} | {s['cases']} | {s['cases_exact']} | {s['gold']} "
                f"| {s['f1']} | {speakers} |"
            )
    return "\n".join(lines)


def speed(path: Path) -> str:
    """Millions of characters a processor second, best of three runs, on the lines of ``path``."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()] * 10
    reference = dt.date(2024, 11, 4)
    joined = join(lines)
    references = [reference] * len(lines)
    known = dates.find_all(joined, references)
    runs = {
        "dates": lambda: dates.find_all(join(lines), references),
        "quantities": lambda: quantities.find_all(joined, known),
        "quotes": lambda: quotes.find_all(lines),
    }
    size = sum(map(len, lines))
    report = []
    for name, run in runs.items():
        best = min(_seconds(run) for _ in range(3))
        report.append(f"{name}: {size / best / 1e6:.2f} million characters a processor second")
    return "\n".join(report)


def _seconds(run: Any) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    """Print the table, write the JSON, or time the readings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write {OUTPUT.name}")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="where --write writes")
    parser.add_argument("--speed", type=Path, help="a text file to time the readings on")
    parser.add_argument("--articles", type=Path, help="a folder of gold data to score quotes on")
    options = parser.parse_args()
    if options.articles:
        scores = {"quotes": {"articles": score("quotes", articles(options.articles))}}
        print(table(scores))
        return
    if options.speed:
        print(speed(options.speed))
        return
    scores = measure_all()
    print(table(scores))
    if options.write:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(scores, ensure_ascii=False, indent=1, sort_keys=True)
        options.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
