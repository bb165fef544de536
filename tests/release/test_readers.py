"""Every reader of the field gets the same rows, and none gets stale ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from juku import contract, store
from juku.build.rows.kit import Options
from juku.build.running.settings import Settings
from juku.release import assemble


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of `datasets` that no other test has filled."""
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    return tmp_path / "cache"


def rows(release: Path, name: str) -> list[dict]:
    return pq.read_table(next((release / store.FOLDERS[name]).iterdir())).to_pylist()


@pytest.mark.parametrize("name", contract.TABLES)
def test_load_dataset_gives_the_rows_of_the_parquet(first_release: Path, name: str) -> None:
    from datasets import load_dataset

    assert load_dataset(str(first_release), name, split="train").to_list() == rows(
        first_release, name
    )


@pytest.mark.parametrize("name", contract.TABLES)
def test_streaming_gives_the_rows_of_the_parquet(first_release: Path, name: str) -> None:
    from datasets import load_dataset

    streamed = load_dataset(str(first_release), name, split="train", streaming=True)

    assert list(streamed) == rows(first_release, name)


def test_sentences_are_the_default(first_release: Path) -> None:
    from datasets import load_dataset

    dataset = load_dataset(str(first_release), split="train")

    assert dataset.column_names == contract.schema("sentences").names
    assert str(dataset.info.version) == "1.0.0"


@pytest.mark.parametrize("name", contract.TABLES)
def test_polars_gives_the_rows_of_the_parquet(first_release: Path, name: str) -> None:
    import polars as pl

    frame = pl.read_parquet(first_release / store.FOLDERS[name] / "*.parquet")

    assert frame.to_dicts() == rows(first_release, name)


@pytest.mark.parametrize("name", contract.TABLES)
def test_duckdb_gives_the_rows_of_the_parquet(first_release: Path, name: str) -> None:
    import duckdb

    path = first_release / store.FOLDERS[name] / "*.parquet"
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in found.description]

    assert [dict(zip(names, row, strict=True)) for row in found.fetchall()] == rows(
        first_release, name
    )


@pytest.mark.parametrize("name", contract.TABLES)
def test_pandas_gives_the_rows_of_the_parquet(first_release: Path, name: str) -> None:
    import pandas as pd

    frame = pd.read_parquet(first_release / store.FOLDERS[name], dtype_backend="pyarrow")
    expected = rows(first_release, name)

    assert len(frame) == len(expected)
    for column in frame.columns:
        values = [None if v is pd.NA else v for v in frame[column]]
        plain = [v.tolist() if hasattr(v, "tolist") else v for v in values]
        assert plain == [row[column] for row in expected]


def test_a_rebuilt_release_with_other_rows_is_never_taken_from_the_cache(
    mini_corpus: Path, mini_release: Path, tmp_path: Path
) -> None:
    from datasets import load_dataset

    place = tmp_path / "mini-1.0.0"
    shutil.copytree(mini_release, place)
    before = load_dataset(str(place), split="train").to_list()
    shutil.rmtree(place)
    assemble.build(Settings(corpus=mini_corpus, options=Options(joining=False)), place, "1.0.0")

    after = load_dataset(str(place), split="train").to_list()

    assert before == rows(mini_release, "sentences")
    assert after == rows(place, "sentences")
    assert before != after
