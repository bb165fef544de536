"""How builds were measured, as docs/measurements has it, in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku.evaluation.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping

_WAYS = {
    "juku": "juku, the whole build",
    "ud": "the same with `ud`, the words of a build unless told otherwise",
    "plain": "juku with jieba's words and nothing compiled",
    "script": "jieba.posseg, OpenCC, a regular expression, pandas",
    "datatrove": "datatrove with its jieba tokenizer",
    "floor": "rjieba's tag and OpenCC's two conversions, nothing else",
}

LENGTH = 800
"""Characters of an article, to reckon with."""


def of_builds(found: Mapping[str, Any]) -> dict[str, str]:
    """Rates in turns, growth with size, and what the time is made of (build.json)."""
    return {
        "build-speed": _speed(found),
        "build-growth": _growth(found),
        "build-time": _time(found),
    }


def _speed(found: Mapping[str, Any]) -> str:
    rows = [
        [
            _WAYS[run["way"]],
            str(run["cores"]),
            f"{run['characters']:,}",
            f"{run['characters'] / run['cpu_seconds']:,.0f}",
            f"{run['seconds']:.1f}",
            str(run["resident_mb"]),
        ]
        for run in found["turns"]
    ]
    head = ["way", "cores", "characters", "characters a processor second", "seconds by the clock"]
    ratios = "; ".join(f"{name}: {value}" for name, value in found["ratios"].items())
    return (
        f"{table([*head, 'MB of the largest process'], rows)}\n\n"
        f"Ratios: {ratios}. The load before the run was {found['load_before']:.1f} on "
        f"{found['machine']['cores']} cores. Parquet takes "
        f"{found['parquet_bytes_a_character']} bytes a character.\n\n{_reckoned(found)}"
    )


def _reckoned(found: Mapping[str, Any]) -> str:
    """What an archive of a common size takes at these rates.

    >>> rates = {"juku 2": 200_000, "ud 1": 100_000}
    >>> _reckoned({"rates": rates, "parquet_bytes_a_character": 6})[:75]
    'Two million articles of 800 characters take 2.2 hours of one core, 4.4 with'
    """
    characters = 2_000_000 * LENGTH
    hours, default = (characters / found["rates"][way] / 3600 for way in ("juku 2", "ud 1"))
    size = characters * found["parquet_bytes_a_character"] / 1e9
    return (
        f"Two million articles of {LENGTH} characters take {hours:.1f} hours of one core, "
        f"{default:.1f} with `ud`, and {size:.1f} GB of Parquet."
    )


def _growth(found: Mapping[str, Any]) -> str:
    rows = [
        [
            f"{run['characters']:,}",
            f"{run['cpu_seconds']:.1f}",
            str(run["resident_early_mb"]),
            str(run["resident_late_mb"]),
        ]
        for run in found["sizes"]
    ]
    head = ["characters", "processor seconds", "MB at most, first two thirds", "MB, last third"]
    return f"{table(head, rows)}\n\nThe fitted exponent is {found['exponent']}."


def _time(found: Mapping[str, Any]) -> str:
    rows = [[name, f"{share:.1%}"] for name, share in found["stages"].items()]
    return table(["stage", "share of a task's time"], rows)


def of_reprints(found: Mapping[str, Any]) -> dict[str, str]:
    """Recall of known copies by how they were edited (reprints.json)."""
    recall: Mapping[str, float] = found["recall"]
    levels = sorted({name.split()[0] for name in recall if name[0].isdigit()})
    ways = ("characters", "words", "sentences", "cut")
    rows = [
        [f"{float(level):.0%}", *(f"{recall[f'{level} {way}']:.3f}" for way in ways)]
        for level in levels
    ]
    text = (
        f"{found['articles']:,} made articles with {found['copies']:,} known copies: precision "
        f"{found['precision']:.5f}, recall {recall['all up to 0.20']:.4f} for edits of up to a "
        f"fifth; finding took {found['seconds']['finding']} s of processor time.\n"
        "Copies are of the day of their original or of the six after; where days say nothing and "
        f"any copy may come before its original, recall is {found['recall in any order']:.4f}.\n\n"
    )
    return {"reprints": text + table(["characters changed", *ways], rows)}


def of_bytes(found: Mapping[str, Any]) -> dict[str, str]:
    """Ways of building whose shards were compared byte for byte (bytes.json)."""
    rows = [
        [row["way"], str(row["kills"]), str(row["shards"]), "yes" if row["same"] else "no"]
        for row in found["ways"]
    ]
    return {"same-bytes": table(["way", "killed", "shards", "bytes of the serial build"], rows)}


def of_large(found: Mapping[str, Any]) -> dict[str, str]:
    """One large archive whose build was stopped twice (large.json)."""
    rows = [
        [
            leg["ended"],
            str(leg["receipts_before"]),
            str(leg["receipts_after"] or "all"),
            f"{leg['seconds'] / 60:.0f}",
            str(leg["largest_mb"]),
            str(leg["together_mb"]),
        ]
        for leg in found["legs"]
    ]
    done = ["how it ended", "tasks done before", "and after", "minutes"]
    memory = ["MB of the largest process", "MB together, shared pages once"]
    size = f"{found['bytes'] / 1e9:.1f} GB, {found['characters']:,} characters"
    return {"large": f"{size}, `--workers {found['workers']}`:\n\n{table([*done, *memory], rows)}"}
