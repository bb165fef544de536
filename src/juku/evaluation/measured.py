"""What docs/measurements holds, as the tables that the documents show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from juku.evaluation.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_FIGURES = {
    "word_f1": "word F1",
    "oov_recall": "OOV recall",
    "joint_f1": "word+UPOS F1",
    "upos_accuracy": "UPOS on right words",
}


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
    speeds = [[name, f"{speed / 1e6:.2f}"] for name, speed in found["speed"].items()]
    return {
        "words": table(head, rows),
        "words-speed": table(["segmenter", "million characters a second, one core"], speeds),
    }


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


def _tags(found: Mapping[str, Any]) -> dict[str, str]:
    rows = [
        [name, str(of["words"]), f"{of['tags_alone']:.3f}", f"{of['with_forms']:.3f}"]
        for name, of in found.items()
    ]
    head = [
        "gold set",
        "words cut alike",
        "map of tags alone",
        "with the forms of schema/tags.json",
    ]
    return {"tags": table(head, rows)}


def _jieba(found: Mapping[str, Any]) -> dict[str, str]:
    rows = [[kind, str(n)] for kind, n in found["differences"].items()]
    speed = (
        f"On {found['characters']:,} characters of news rjieba's words came "
        f"{found['words_ratio']:.0f} times as fast as jieba.posseg's, its words with tags "
        f"{found['tokens_ratio']:.0f} times."
    )
    return {"jieba": table(["where rjieba and jieba differ", "places"], rows), "jieba-speed": speed}


_RENDERERS: dict[str, Callable[[Mapping[str, Any]], dict[str, str]]] = {
    "words": _words,
    "readings": _readings,
    "tags": _tags,
    "jieba": _jieba,
}
