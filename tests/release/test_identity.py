"""The identity of a real release, recomputed by everyone's tools from the published recipes."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from juku import contract, store
from juku.release import identity

DOC = (Path(__file__).parents[2] / "docs" / "identity.md").read_text("utf-8")


def recipe(name):
    """The names that a code block of the docs defines."""
    code = re.search(rf"<!-- recipe: {name} -->\n```python\n(.*?)```", DOC, re.DOTALL)[1]
    space = {}
    exec(compile(code, f"identity.md:{name}", "exec"), space)  # noqa: S102 - the docs' own code
    return space


@pytest.fixture(scope="module")
def said(mini_release):
    return json.loads((mini_release / "provenance.json").read_text("utf-8"))


@pytest.mark.parametrize("name", contract.TABLES)
def test_every_recipe_comes_to_the_hash_that_the_release_says(mini_release, said, name):
    expected = said["tables"][name]["row_hash"]
    shards = f"{mini_release}/{store.FOLDERS[name]}/*.parquet"
    assert recipe("duckdb")["duckdb_row_hash"](shards, name) == expected
    assert recipe("polars")["polars_row_hash"](shards, name) == expected
    rows = store.read(mini_release, name)
    assert recipe("python")["row_hash"](rows.to_pylist(), name, rows.column_names) == expected
    assert identity.of_release(mini_release)[name].hex == expected


def test_rows_as_datasets_streams_them_come_to_the_same_hash(mini_release, said, tmp_path):
    from datasets import load_dataset

    for name in contract.TABLES:
        rows = load_dataset(
            str(mini_release), name, split="train", streaming=True, cache_dir=str(tmp_path)
        )
        found = recipe("python")["row_hash"](rows, name, list(rows.features))
        assert found == said["tables"][name]["row_hash"], name


def test_the_identity_is_the_hash_that_the_docs_describe(said):
    lines = [
        "juku-release/1",
        *(f"{n} {said['tables'][n]['row_hash']}" for n in ("sentences", "articles", "blocks")),
    ]
    assert said["identity"] == hashlib.sha256("\n".join(lines).encode()).hexdigest()
