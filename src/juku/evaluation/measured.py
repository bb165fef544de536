"""What docs/measurements holds, as the tables that the documents show."""

from __future__ import annotations

import json
import statistics
from typing import TYPE_CHECKING, Any

from juku.evaluation import builds, speeds
from juku.evaluation.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_FIGURES = {
    "word_f1": "word F1",
    "oov_recall": "OOV recall",
    "joint_f1": "word+UPOS F1",
    "upos_accuracy": "UPOS on right words",
}

SHIPPED = "ud"
"""The segmenter of a build that is not told otherwise."""

_WORST = ("span F1: median, lowest", "speaker or value right: median, lowest")
_VALUES = ("items", "values")
_WRITTEN = ["written", "articles", "whole", "headline right", "paragraphs", "paragraphs whole"]


def passages(folder: Path) -> dict[str, str]:
    """Every table that the measurements in ``folder`` give, by the name of its marker.

    A measurement that was not taken has no table, and a document that asks for it is refused.
    """
    made: dict[str, str] = {}
    for name, render in _RENDERERS.items():
        path = folder / f"{name}.json"
        if path.exists():
            made |= render(json.loads(path.read_text("utf-8")))
    return made


def _words(found: Mapping[str, Any]) -> dict[str, str]:
    head = ["gold set", "standard", "segmenter", "joining", *_FIGURES.values()]
    rows = [
        [
            row["set"],
            row["standard"],
            row["segmenter"],
            "on" if row["joining"] else "off",
            *(_interval(row["figures"].get(name)) for name in _FIGURES),
        ]
        for row in found["results"]
    ]
    shipped = [[*row[:2], *row[4:]] for row in rows if _as_shipped(*row[1:4])]
    return {
        "words": table(head, rows),
        "words-shipped": table([*head[:2], *head[4:]], shipped),
    }


def _as_shipped(standard: str, segmenter: str, joining: str) -> bool:
    """Whether a row is of the words that a build gives unless told otherwise.

    They are joined, and so are compared with a standard that joins: of UD's, those joined likewise.
    """
    joined = standard.endswith("joined") or standard == "ctb"
    return segmenter == SHIPPED and joining == "on" and joined


def _interval(figure: Mapping[str, float] | None) -> str:
    """A figure with its 95 percent interval.

    >>> _interval({"value": 0.967, "low": 0.9636, "high": 0.9715})
    '.967 [.964, .972]'
    """
    if figure is None or figure.get("value") is None:
        return "–"
    value, low, high = (
        f"{figure[part]:.3f}".removeprefix("0") for part in ("value", "low", "high")
    )
    return f"{value} [{low}, {high}]"


def _readings(found: Mapping[str, Any]) -> dict[str, str]:
    rows = [
        [
            kind,
            part,
            str(scores["cases"]),
            str(scores["gold"]),
            f"{scores['f1']:.3f}",
            f"{scores['exact'] / scores['spans']:.3f}",
            f"{scores['speaker_accuracy']:.3f}" if "speaker_accuracy" in scores else "–",
        ]
        for kind, parts in found.items()
        for part, scores in parts.items()
    ]
    head = ["reading", "cases", "texts", "readings in them", "span F1", "exact value", "speaker"]
    return {"readings": table(head, rows)}


def _first_runs(found: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What each set gave before anybody looked at it: of quotations, and of numbers and dates."""
    of_quotations = [run for run in found if "speakers" in run]
    of_values = [run for run in found if "values" in run]
    head = ["rules of the day", "span F1"]
    return {
        "first-runs": table(
            ["set", "quotations", *head, "speakers"],
            [_first_run(run, "quotations", "speakers") for run in of_quotations],
        ),
        "first-runs-of-values": table(
            ["set", "readings in it", *head, "exact value"],
            [_first_run(run, "items", "values") for run in of_values],
        ),
        "first-runs-summed": table(
            ["reading", "fresh sets", "readings in them", *_WORST],
            [
                _summed("quotations", of_quotations, "quotations", "speakers"),
                *(
                    _summed(kind, [r for r in of_values if r["set"].startswith(kind)], *_VALUES)
                    for kind in ("quantities", "dates")
                ),
            ],
        ),
    }


def _summed(kind: str, runs: Sequence[Mapping[str, Any]], size: str, right: str) -> list[str]:
    """The sets of a kind together: how large they are, and their median and lowest figures."""
    spans, values = ([float(run[name]) for run in runs] for name in ("f1", right))
    figures = [f"{statistics.median(some):.3f}, {min(some):.3f}" for some in (spans, values)]
    return [kind, str(len(runs)), f"{sum(run[size] for run in runs):,}", *figures]


def _first_run(run: Mapping[str, Any], size: str, right: str) -> list[str]:
    return [
        str(run["set"]),
        str(run[size]),
        str(run["rules"]),
        f"{run['f1']:.3f}",
        f"{run[right]:.3f}",
    ]


def _layout(found: Mapping[str, Any]) -> dict[str, str]:
    names = ["paragraph", "join", "repeat", "article", "title", "dateline", "credit", "reporters"]
    damage = [
        [level, *(f"{scores[name]:.3f}" for name in names), str(scores["broken_laws"])]
        for level, scores in found["damage"].items()
    ]
    kinds = ["precision", "recall", "f1", "plain_precision", "plain_recall", "plain_f1"]
    sentences = [
        [genre, str(scores["boundaries"]), *(f"{scores[kind]:.3f}" for kind in kinds)]
        for genre, scores in found["sentences"].items()
    ]
    said = (
        f"{found['pages']} pages a level; at level none nothing is broken, so that a join of 0 "
        "says no more than that some lines were joined.\n"
        f"Of {found['negatives']['pages']} pages of refrains, lists and poems, on which nothing is "
        f"to be mended, repetitions set aside: {found['negatives']['set_aside']}; lines joined: "
        f"{found['negatives']['joined']}."
    )
    written = [
        [
            f"{pages} pages, {when}",
            str(counts["articles"]),
            f"{counts['articles_whole'] / counts['articles']:.3f}",
            f"{counts['headlines'] / counts['articles']:.3f}",
            str(counts["paragraphs"]),
            f"{counts['paragraphs_whole'] / counts['paragraphs']:.3f}",
        ]
        for pages, runs in found["written"].items()
        for when, counts in runs.items()
    ]
    plain = ["precision of 。！？", "recall of 。！？", "F1 of 。！？"]
    return {
        "layout": f"{table(['damage', *names, 'broken laws'], damage)}\n{said}",
        "written": table(_WRITTEN, written),
        "sentences": table(["genre", "boundaries", "precision", "recall", "F1", *plain], sentences),
    }


def _tables(found: Mapping[str, Any]) -> dict[str, str]:
    """Measurements that are tables already."""
    return {
        name: table(one["header"], [[_plain(cell) for cell in row] for row in one["rows"]])
        for name, one in found["tables"].items()
    }


def _plain(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


_RENDERERS: dict[str, Callable[[Any], dict[str, str]]] = {
    "first_runs": _first_runs,
    "words": _words,
    "readings": _readings,
    "tags": _tables,
    "jieba": _tables,
    "layout": _layout,
    "segmenting": _tables,
    "query": speeds.of_queries,
    "build": builds.of_builds,
    "reprints": builds.of_reprints,
    "bytes": builds.of_bytes,
    "large": builds.of_large,
}
