from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from juku import contract, store
from juku.errors import ContractError


def blocks(n: int) -> pa.Table:
    row = {"source": "pages/a.txt", "kind": "blank", "rule": "blank", "encoding": "utf-8"}
    rows = [
        {**row, "block_id": f"pages/a.txt@{i}", "start": i, "end": i + 1, "article_id": None,
         "paragraph": None, "joins": None, "repeat_of": None}
        for i in range(n)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=contract.schema("blocks"))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    store.write(blocks(3), "blocks", tmp_path / "a.parquet")

    assert store.read_file(tmp_path / "a.parquet").equals(blocks(3))


def test_a_table_without_rows_can_be_written(tmp_path: Path) -> None:
    store.write(blocks(0), "blocks", tmp_path / "a.parquet")

    assert store.read_file(tmp_path / "a.parquet").num_rows == 0


def test_bytes_do_not_depend_on_how_the_table_was_put_together(tmp_path: Path) -> None:
    whole = blocks(70_000)
    pieces = pa.concat_tables([whole.slice(0, 9), whole.slice(9, 60_000), whole.slice(60_009)])
    store.write(whole, "blocks", tmp_path / "a.parquet")
    store.write(pieces, "blocks", tmp_path / "b.parquet")

    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_every_column_that_does_not_fit_is_named(tmp_path: Path) -> None:
    wrong = blocks(1).drop_columns(["kind", "rule"]).append_column("colour", pa.array(["red"]))

    with pytest.raises(ContractError) as caught:
        store.write(wrong, "blocks", tmp_path / "a.parquet")

    assert str(caught.value).split("\n") == [
        "blocks.kind: is missing; add the column",
        "blocks.rule: is missing; add the column",
        "blocks.colour: is not in schema/blocks.json; drop it or declare it",
    ]
    assert list(tmp_path.iterdir()) == []


def test_null_where_none_may_be_is_refused(tmp_path: Path) -> None:
    table = blocks(1).to_pylist()
    table[0]["kind"] = None
    schema = pa.schema([field.with_nullable(True) for field in contract.schema("blocks")])

    with pytest.raises(ContractError, match=r"blocks\.kind: holds null"):
        store.write(pa.Table.from_pylist(table, schema=schema), "blocks", tmp_path / "a.parquet")


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 no")

    with pytest.raises(ContractError, match=r"a\.parquet: cannot be read as Parquet"):
        store.read_file(path)


def test_what_arrow_says_of_a_damaged_file_stays_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    store.write(blocks(3), "blocks", path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + b"\xff" * 36 + whole[40:])

    with pytest.raises(ContractError) as refusal:
        store.read_file(path)
    assert str(refusal.value).startswith(f"{path}: cannot be read as Parquet: ")
    assert str(refusal.value).endswith("; rebuild it")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("before", "asked", "printed"),
    [
        ("", "pa.array([['句', None], []]).to_pylist(), 'pandas' in sys.modules",
         "[['句', None], []] False"),
        ("import pandas", "sys.modules['pandas'] is pandas, pa.array(pandas.Series([1.0])).type",
         "True double"),
    ],
)  # fmt: skip
def test_a_process_can_do_without_pandas_unless_it_is_in_use(before, asked, printed):
    program = f"""
import sys
import pyarrow as pa
{before}
from juku import store
store.do_without_pandas()
print({asked})
"""
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    assert done.stdout.decode() == f"{printed}\n"
