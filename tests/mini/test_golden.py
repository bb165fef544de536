"""The small corpus, stage by stage: a change of any rule shows as a difference of lines.

``golden/`` holds what each stage made, a row a line, so that the failing stage is seen at once.
``JUKU_WRITE_GOLDEN=1 pytest tests/mini`` writes it anew; the change is then read in review.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

GOLDEN = Path(__file__).parent / "golden"

Row = dict[str, Any]


def rows(release: Path, folder: str) -> list[Row]:
    return pq.read_table(release / folder).to_pylist()


def layout(release: Path) -> list[Row]:
    names = ("block_id", "end", "kind", "article_id", "paragraph", "joins", "repeat_of", "rule")
    return [{name: row[name] for name in names} for row in rows(release, "blocks")]


def articles(release: Path) -> list[Row]:
    return rows(release, "articles")


def sentences(release: Path) -> list[Row]:
    names = ("sentence_id", "paragraph", "role", "section", "text", "source_start", "source_end")
    return [{name: row[name] for name in names} for row in rows(release, "data")]


def words(release: Path) -> list[Row]:
    lists = ("tokens", "upos", "xpos", "boundary_votes")
    return [
        {"sentence_id": row["sentence_id"]}
        | {name: " ".join(str(item) for item in row[name]) for name in lists}
        for row in rows(release, "data")
    ]


def forms(release: Path) -> list[Row]:
    names = ("sentence_id", "text_norm", "edit_rule", "text_hans", "text_hant", "ambiguous")
    return [{name: row[name] for name in names} for row in rows(release, "data")]


def readings(release: Path) -> list[Row]:
    return [
        {"sentence_id": row["sentence_id"]}
        | {n: v for n, v in row.items() if n.split("_")[0] in {"quote", "quantity", "date"} and v}
        for row in rows(release, "data")
    ]


STAGES = [layout, articles, sentences, words, forms, readings]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_a_stage_makes_what_it_made(stage: Callable[[Path], list[Row]], mini_release: Path) -> None:
    made = [
        json.dumps(row, ensure_ascii=False, default=str, sort_keys=False)
        for row in stage(mini_release)
    ]
    path = GOLDEN / f"{stage.__name__}.jsonl"
    if os.environ.get("JUKU_WRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text("".join(line + "\n" for line in made), "utf-8")

    assert made == path.read_text("utf-8").splitlines()
