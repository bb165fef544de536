"""What is found to be wrong with a release: of which kind, where, and what is so there."""

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    kind: Kind
    where: str
    """A file, a table, or the key of a row."""
    fact: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.fact}"
