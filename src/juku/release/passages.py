"""Passages of figures for the card and the datasheet, each made from the facts of a release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juku import contract
from juku.release import withhold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from juku.release.facts import Facts

_DAYS = 31
"""Days listed one by one at the most; more are summed by year."""


def of_release(facts: Facts, record: Mapping[str, Any]) -> dict[str, str]:
    """Every passage that a release alone decides, by the name of its marker."""
    return {
        "counts": counts(facts, record),
        "rules": rules(facts),
        "coverage": coverage(facts),
        "script": script(facts),
        **{f"fields-{name}": contract.field_table(name) for name in contract.TABLES},
    }


def markdown(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; numbers are grouped by threes.

    >>> print(markdown(["kind", "n"], [["a", 1200]]))
    | kind | n |
    |---|---|
    | a | 1,200 |
    """
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def counts(facts: Facts, record: Mapping[str, Any]) -> str:
    """How many of everything; ``record``, its provenance.json, knows what the rows lack."""
    aside, down = record.get("failures", 0), record.get("withheld", {}).get("taken_down", ())
    rows: list[tuple[str, object]] = [
        ("pages", facts.pages),
        ("characters on them", facts.page_characters),
        ("articles", facts.articles),
        ("characters in articles", facts.characters),
        ("sentences", facts.sentences),
        *((f"sentences: {role}", n) for role, n in facts.roles.items()),
        ("tokens", facts.tokens),
        ("direct quotations (parts of sentences)", facts.quotes),
        ("with a speaker", facts.quotes_with_speaker),
        ("quantities", facts.quantities),
        ("dates and periods", facts.dates),
        ("articles that reprint an earlier one", facts.reprints),
        *([("articles or pages whose text was taken down", len(down))] if down else []),
        *([("pages or records set aside, in `failures.jsonl`", aside)] if aside else []),
    ]
    table, withheld = markdown(["what", "how many"], rows), withhold.summary(record)
    return f"{table}\n\n{withheld}" if withheld else table


def rules(facts: Facts) -> str:
    """The ledger by kind and rule."""
    rows = [(*name.split("/", 1), n) for name, n in sorted(facts.rules.items())]
    return markdown(["kind of block", "decided by", "blocks"], rows)


def coverage(facts: Facts) -> str:
    """Pages and articles by publisher and day, or by year where there are many days."""
    groups: dict[tuple[str, str], list[int]] = {}
    by_year = len(facts.days) > _DAYS
    for day in facts.days:
        period = str(day.day.year) if by_year else day.day.isoformat()
        sums = groups.setdefault((day.publisher, period), [0, 0, 0, 0])
        figures = (1, day.pages, day.articles, day.sentences)
        groups[day.publisher, period] = [a + b for a, b in zip(sums, figures, strict=True)]
    rows = [(publisher, period, *sums) for (publisher, period), sums in groups.items()]
    period = "year" if by_year else "day"
    return markdown(["publisher", period, "days", "pages", "articles", "sentences"], rows)


def script(facts: Facts) -> str:
    """Edits between text and normal form, by rule."""
    if not facts.edits:
        return "No sentence needed an edit for its normal form."
    return markdown(["edit of the normal form", "how many"], facts.edits.items())
