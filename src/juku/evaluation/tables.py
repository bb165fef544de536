"""Results as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juku.evaluation.runs import Result
    from juku.evaluation.scores import Estimate

COLUMNS = {
    "word_precision": "precision",
    "word_recall": "recall",
    "word_f1": "word F1",
    "oov_recall": "OOV recall",
    "joint_f1": "word+UPOS F1",
    "upos_accuracy": "UPOS on right words",
}


def scores(results: Sequence[Result]) -> str:
    """A table with a row a result, 95 percent intervals in brackets."""
    head = ["gold set", "standard", "segmenter", "joining", *COLUMNS.values()]
    rows = [
        [
            result.set,
            result.standard,
            result.segmenter,
            "on" if result.joining else "off",
            *(cell(result.figures.get(name)) for name in COLUMNS),
        ]
        for result in results
    ]
    return table(head, rows)


def speeds(found: Mapping[str, float]) -> str:
    """A table of millions of characters a second."""
    rows = [[name, f"{speed / 1e6:.2f}"] for name, speed in found.items()]
    return table(["segmenter", "million characters a second"], rows)


def cell(figure: Estimate | None) -> str:
    """A figure with its interval, without the noughts before the point.

    >>> from juku.evaluation.scores import Estimate
    >>> cell(Estimate(0.9673, 0.9621, 1.0)), cell(None)
    ('.967 [.962, 1.000]', '–')
    """
    if figure is None or figure.value is None:
        return "–"
    value, low, high = (
        f"{part:.3f}".removeprefix("0") for part in (figure.value, figure.low, figure.high)
    )
    return f"{value} [{low}, {high}]"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells as a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
