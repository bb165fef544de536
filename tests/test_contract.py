from __future__ import annotations

import json

import pyarrow as pa
import pytest

from juku import contract


@pytest.mark.parametrize("name", contract.TABLES)
def test_every_field_is_described_with_an_example_of_its_type(name: str) -> None:
    for field in contract.table(name).fields:
        assert field.description.endswith(".")
        assert field.status in {"verbatim", "automatic", "converted", "curated"}
        if field.example is None:
            assert field.nullable
        elif "date" not in field.type:
            assert pa.array([field.example], field.arrow).to_pylist() == [field.example]


@pytest.mark.parametrize("name", contract.TABLES)
def test_the_key_is_a_field_that_is_never_null(name: str) -> None:
    table = contract.table(name)

    assert [f.nullable for f in table.fields if f.name == table.key] == [False]


@pytest.mark.parametrize("name", contract.TABLES)
def test_features_are_those_that_datasets_reads_from_the_schema(name: str) -> None:
    from datasets import Features

    footer = json.loads(contract.schema(name).metadata[b"huggingface"])
    features = Features.from_dict(footer["info"]["features"])

    assert features.arrow_schema.types == contract.schema(name).types
    assert features.arrow_schema.names == contract.schema(name).names


BLOCKS = contract.schema("blocks")
OTHER_COLUMNS = {
    "rule is missing": BLOCKS.remove(BLOCKS.get_field_index("rule")),
    "mine is none of them": BLOCKS.append(pa.field("mine", pa.int8())),
    "start is int64 without nulls, not int32 without nulls": BLOCKS.set(
        BLOCKS.get_field_index("start"), pa.field("start", pa.int64(), nullable=False)
    ),
    "kind is string, not string without nulls": BLOCKS.set(
        BLOCKS.get_field_index("kind"), pa.field("kind", pa.string())
    ),
    "rule is there twice": BLOCKS.append(BLOCKS.field("rule")),
    "they stand in another order": pa.schema(list(BLOCKS)[::-1]),
}


@pytest.mark.parametrize("fact", OTHER_COLUMNS)
def test_what_is_other_of_the_columns_of_a_file_is_told(fact: str) -> None:
    told = contract.unlike("blocks", OTHER_COLUMNS[fact])
    assert told == f"its columns are not those of schema/blocks.json ({fact})"
