"""What is found to be wrong with a release: its kind, where, what is so, and what to do then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "file", "table", "record", "rows", "order", "law", "document", "evidence", "recorded", "rebuild"
]
"""What a finding is about; see ``MEANINGS``."""

MEANINGS: dict[Kind, str] = {
    "file": "a file is not the one that SHA256SUMS lists",
    "table": "a Parquet file cannot be read, or has not the columns of the contract",
    "record": "provenance.json is not what a build writes, or contradicts itself",
    "rows": "the rows are not those whose hash provenance.json holds",
    "order": "the rows stand in another order than a build gives them",
    "law": "a row contradicts another row, its text, or its page",
    "document": "a document says what the rows do not",
    "evidence": "the corpus is not the one that the release was built from",
    "recorded": "releases.jsonl of the corpus records another release of this version",
    "rebuild": "building the corpus again gives other rows",
}


_AGAIN = "fetch or build the release again"

REMEDIES: dict[Kind, str] = {
    "file": _AGAIN,
    "table": _AGAIN,
    "record": _AGAIN,
    "rows": _AGAIN,
    "order": _AGAIN,
    "law": "rebuild the release from its corpus",
    "document": _AGAIN,
    "evidence": "verify with the corpus as it was then, or build a new version from it as it is",
    "recorded": "fetch the release that is recorded, or build this one under a new version",
    "rebuild": "the release is not what its pages give: build it again",
}
"""What to do about a finding of which no more is known."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, and what to do about it."""

    kind: Kind
    where: str
    """A file, a table, or the key of a row."""
    fact: str
    remedy: str = ""
    """By default that of `REMEDIES`."""

    def __post_init__(self) -> None:
        """Give every finding a remedy."""
        object.__setattr__(self, "remedy", self.remedy or REMEDIES[self.kind])

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.fact}; {self.remedy}"


def told(kind: Kind, message: str, where: str | None = None, path: object = "") -> Finding:
    """A finding from a line ``where: fact; remedy``, of which ``where`` may be known better.

    ``path`` is what the line is known to begin with: there may be a colon in it.

    >>> str(told("table", "a.parquet: is no Parquet; build it again"))
    'table: a.parquet: is no Parquet; build it again'
    >>> str(told("table", "on: 1/a.parquet: is no Parquet; build it again", "data", "on: 1"))
    'table: data: is no Parquet; build it again'
    """
    begin = str(path) if message.startswith(f"{path}") else ""
    before, _, rest = message[len(begin) :].partition(": ")
    fact, _, remedy = (rest or before).partition("; ")
    return Finding(kind, where or begin + before, fact, remedy)
