"""The row hash is one number, whoever computes it and however the rows lie in files."""

from __future__ import annotations

import datetime as dt
import math
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku import rowhash
from juku.errors import ContractError

DOC = Path(__file__).parents[1] / "docs" / "identity.md"
KINDS = {
    "text": pa.string(),
    "small": pa.int8(),
    "whole": pa.int32(),
    "real": pa.float64(),
    "day": pa.date32(),
    "texts": pa.list_(pa.string()),
    "wholes": pa.list_(pa.int32()),
    "reals": pa.list_(pa.float64()),
    "days": pa.list_(pa.date32()),
}
SCHEMA = pa.schema(list(KINDS.items()))
ODD = ["", "~", "[]", "1:a;", ",", ";", "\n\r\t", "\0", "é", "e\u0301", "𠀀", "\u200b", "\ufeff"]


def recipe(name):
    """The names that the code block after ``<!-- recipe: name -->`` of the docs defines."""
    code = re.search(
        rf"<!-- recipe: {name} -->\n```python\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL
    )
    space = {}
    exec(compile(code[1], f"{DOC.name}:{name}", "exec"), space)  # noqa: S102 - the docs' own code
    return space


def strategy(kind):
    if pa.types.is_list(kind):
        return st.none() | st.lists(strategy(kind.value_type), max_size=4)
    if pa.types.is_string(kind):
        text = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
        return st.none() | text
    if pa.types.is_integer(kind):
        top = 1 << (kind.bit_width - 1)
        return st.none() | st.integers(-top, top - 1)
    if pa.types.is_floating(kind):
        return st.none() | st.floats()
    return st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


ROWS = st.lists(st.fixed_dictionaries({n: strategy(k) for n, k in KINDS.items()}), max_size=5)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_plain_recipe_agrees_on_any_rows(rows):
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    expected = recipe("python")["row_hash"](table.to_pylist(), "t", table.column_names)
    assert rowhash.of_table(table, "t").hex == expected


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_polars_and_duckdb_recipes_agree_on_any_rows(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("rows") / "rows.parquet"
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    pq.write_table(table, path)
    expected = rowhash.of_table(table, "t").hex
    assert recipe("duckdb")["duckdb_row_hash"](path, "t") == expected
    assert recipe("polars")["polars_row_hash"](path, "t") == expected


def test_recipes_agree_on_rows_that_mislead_a_naive_form(tmp_path):
    odd = [None, math.nan, -0.0, 0.0, math.inf, -math.inf, 0.1, 5e-324, 1e300, 84e6, 1 / 3]
    rows = [
        {
            "text": ODD[i % len(ODD)],
            "small": [None, -128, 127][i % 3],
            "whole": [None, 0, -(2**31), 2**31 - 1][i % 4],
            "real": odd[i % len(odd)],
            "day": [None, dt.date(1969, 12, 31), dt.date(2024, 2, 29)][i % 3],
            "texts": [None, [], [None], [""], ["", None], ODD][i % 6],
            "wholes": [None, [], [None], [0], [1, 23], [12, 3]][i % 6],
            "reals": [None, [], [None], odd][i % 4],
            "days": [None, [], [None, dt.date(2024, 11, 4)]][i % 3],
        }
        for i in range(60)
    ]
    table, path = pa.Table.from_pylist(rows, schema=SCHEMA), tmp_path / "rows.parquet"
    pq.write_table(table, path)
    expected = rowhash.of_table(table, "t").hex
    assert recipe("python")["row_hash"](rows, "t", list(KINDS)) == expected
    assert recipe("duckdb")["duckdb_row_hash"](path, "t") == expected
    assert recipe("polars")["polars_row_hash"](path, "t") == expected
    import pandas as pd

    frame = pd.read_parquet(path, dtype_backend="pyarrow")
    records = pa.Table.from_pandas(frame).to_pylist()
    assert recipe("python")["row_hash"](records, "t", frame.columns) == expected


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.integers(1, 4))
def test_neither_order_nor_sharding_nor_column_order_matters(rows, rng, cut):
    whole = rowhash.of_table(pa.Table.from_pylist(rows, schema=SCHEMA), "t")
    shuffled = rng.sample(rows, len(rows))
    names = rng.sample(list(KINDS), len(KINDS))
    parts = [
        rowhash.of_table(pa.Table.from_pylist(part, schema=SCHEMA).select(names), "t")
        for part in (shuffled[:cut], shuffled[cut:])
    ]
    assert rowhash.combine(parts) == whole


VARIANTS = [
    (None, []), ([], [None]), ([None], [""]), ([""], ["", ""]), (["a", "b"], ["ab"]),
    (["ab", ""], ["", "ab"]), (["~"], [None]), (["1,2"], ["1", "2"]), (["é"], ["e\u0301"]),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), VARIANTS)
def test_values_that_look_alike_have_different_hashes(one, other):
    schema = pa.schema([("x", pa.list_(pa.string()))])
    first, second = (
        rowhash.of_table(pa.Table.from_pylist([{"x": v}], schema=schema), "t").hex
        for v in (one, other)
    )
    assert first != second


def test_a_separator_moved_between_columns_changes_the_hash():
    schema = pa.schema([("a", pa.string()), ("b", pa.string())])
    rows = [{"a": "1:x;", "b": "y"}, {"a": "1:x", "b": ";y"}, {"a": None, "b": "~"}]
    assert (
        len({rowhash.of_table(pa.Table.from_pylist([r], schema=schema), "t").hex for r in rows})
        == 3
    )


def test_doubled_rows_tables_and_renamed_columns_count():
    table = pa.table({"a": ["x"]})
    hashes = {
        rowhash.of_table(table, "t").hex,
        rowhash.of_table(table, "u").hex,
        rowhash.of_table(pa.concat_tables([table, table]), "t").hex,
        rowhash.of_table(table.rename_columns(["b"]), "t").hex,
        rowhash.of_table(table.slice(0, 0), "t").hex,
    }
    assert len(hashes) == 5


def test_sliced_arrays_hash_as_what_they_show():
    rows = [{"x": ["a", None]}, {"x": None}, {"x": ["bc"]}, {"x": []}]
    schema = pa.schema([("x", pa.list_(pa.string()))])
    table = pa.Table.from_pylist(rows, schema=schema)
    expected = rowhash.of_table(pa.Table.from_pylist(rows[1:3], schema=schema), "t")
    assert rowhash.of_table(table.slice(1, 2), "t") == expected


def test_a_batch_without_a_row_adds_nothing():
    batch = pa.RecordBatch.from_pylist([dict.fromkeys(KINDS)], schema=SCHEMA)
    for empty in (batch.slice(1), pa.RecordBatch.from_pylist([], schema=SCHEMA)):
        assert rowhash.digests(empty, list(KINDS)).shape == (0, 32)
        found = rowhash.of_batches([empty, batch, empty], "t", list(KINDS))
        assert found == rowhash.of_batches([batch], "t", list(KINDS))


def test_bytes_beneath_a_null_do_not_count():
    """Engines that null a value by its bit alone leave its bytes where they were."""
    validity = pa.array(["ab", None, "c"]).buffers()[0]
    offsets, data = pa.array([0, 2, 5, 6], pa.int32()).buffers()[1], pa.py_buffer(b"abxyzc")
    dirty = pa.StringArray.from_buffers(3, offsets, data, validity)
    assert dirty.to_pylist() == ["ab", None, "c"]
    clean = pa.array(["ab", None, "c"])
    for ends in ([0, 1, 2, 3], [0, 3, 3, 3]):
        tables = [
            pa.table(
                {"x": column, "y": pa.ListArray.from_arrays(pa.array(ends, pa.int32()), column)}
            )
            for column in (dirty, clean)
        ]
        first, second = (rowhash.of_table(table, "t").hex for table in tables)
        assert first == second


def test_a_type_outside_the_contract_is_named():
    with pytest.raises(ContractError, match=r"^flag: type bool has no canonical form"):
        rowhash.of_table(pa.table({"flag": [True]}), "t")


def test_parts_of_different_columns_do_not_add_up():
    parts = [rowhash.of_table(pa.table({c: ["x"]}), "t") for c in "ab"]
    with pytest.raises(ContractError, match="2 different sets of columns"):
        rowhash.combine(parts)


KNOWN = "b808b3161af80ca8b14fd8c1e41366ac442da8e610d504a6b31421aa457d4c96"


def test_known_value_holds_for_every_pyarrow_version():
    """One fixed table, its hash written down: any pyarrow that runs this test must agree."""
    rows = [
        {"text": "句库", "small": 1, "whole": -7, "real": 0.1, "day": dt.date(2024, 11, 4),
         "texts": ["a", None, ""], "wholes": [], "reals": [84e6], "days": None},
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    assert rowhash.of_table(table, "t").hex == KNOWN


@pytest.mark.skipif(
    not (old := __import__("os").environ.get("JUKU_OTHER_PYARROW")),
    reason="set JUKU_OTHER_PYARROW to the python of an environment with another pyarrow",
)
def test_another_pyarrow_comes_to_the_same_hash():
    words = "['-q', '--noconftest', '-k', 'known_value', *sys.argv[1:]]"
    code = f"import sys, pytest; sys.exit(pytest.main({words}))"
    done = subprocess.run([old, "-c", code, __file__], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def test_import_stays_within_arrow_and_numpy():
    heavy = "{'pandas', 'polars', 'duckdb', 'datasets'}"
    code = f"import juku.rowhash, sys; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
