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
