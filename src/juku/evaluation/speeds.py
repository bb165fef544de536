"""How fast questions are answered, as docs/measurements/query.json has it, in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku.evaluation.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping


def of_queries(found: Mapping[str, Any]) -> dict[str, str]:
    """Queries, measures, start, index and a corpus larger than memory's share."""
    return {
        "query-corpus": _corpus(found),
        "query-speed": _queries(found),
        "query-measures": _measures(found),
        "query-cold": _cold(found),
        "query-large": _large(found),
    }


def _corpus(found: Mapping[str, Any]) -> str:
    build = found["build"]
    return (
        f"{found['tokens']:,} tokens in {found['sentences']:,} sentences, made with seed "
        f"{found['seed']}; {found['machine']['cores']} cores, load "
        f"{', '.join(str(load) for load in found['machine']['load'])} before the run.\n"
        f"The index was built in {build['best_s']:.1f} s at best ({build['cpu_s']:.1f} s of "
        f"processor time) and takes {build['bytes_a_token']:.1f} bytes a token."
    )


def _queries(found: Mapping[str, Any]) -> str:
    rows = [
        [
            f"`{name}`".replace("|", "\\|"),
            f"{one['hits']:,}",
            *(_ms(one[part]) for part in ("median_ms", "best_ms", "cpu_ms", "frontier_ms")),
            _ms(found["duckdb"].get(name, {}).get("median_ms")),
            _ms(found["polars"].get(name, {}).get("median_ms")),
        ]
        for name, one in found["queries"].items()
    ]
    head = ["query", "hits", "median ms", "best ms", "processor ms", "aim"]
    return table([*head, "DuckDB, median ms", "polars, median ms"], rows)


def _measures(found: Mapping[str, Any]) -> str:
    rows = [
        [name, *(_ms(one[part]) for part in ("median_ms", "best_ms", "cpu_ms", "target_ms"))]
        for name, one in found["measures"].items()
    ]
    return table(["question", "median ms", "best ms", "processor ms", "aim"], rows)


def _cold(found: Mapping[str, Any]) -> str:
    parts = ("imports_ms", "first_answer_ms", "first_answer_cpu_ms", "target_ms")
    rows = [
        [f"`{name}`", *(_ms(one[part]) for part in parts)] for name, one in found["cold"].items()
    ]
    return table(
        ["query", "imports, ms", "then to the first answer, ms", "of it processor", "aim"], rows
    )


def _large(found: Mapping[str, Any]) -> str:
    large = found["large"]
    rows = [
        [
            f"`{name}`",
            f"{one['hits']:,}",
            _ms(one["ms"]),
            f"{one['RssAnon']:,}",
            f"{one['VmHWM']:,}",
        ]
        for name, one in large["queries"].items()
    ]
    said = (
        f"{large['tokens']:,} tokens, an index of {large['index_mib']:,} MiB, asked in one process:"
    )
    head = ["query", "hits", "ms", "own memory, MiB", "at most with mapped pages, MiB"]
    return f"{said}\n\n{table(head, rows)}"


def _ms(value: float | None) -> str:
    """Milliseconds, with as many places as they deserve.

    >>> _ms(0.144), _ms(62.31), _ms(1426.17), _ms(None)
    ('0.14', '62.3', '1,426', '–')
    """
    if value is None:
        return "–"
    places = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:,.{places}f}"
