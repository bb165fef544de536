"""Columns are emptied as rows would be, one after another."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku import contract
from juku.release import emptying, withhold

WORDS = st.sampled_from(["改革", "我", "𠀀", "", "a", "b"])
LONG = st.integers(0, 4)
NAMES = ["a-1", "a-2", "a-3"]
DOWN = ("a-2", "pages/x.txt")


def value(draw, field):
    kind = field.arrow
    if field.nullable and draw(st.booleans()):
        return None
    if pa.types.is_list(kind):
        item = {pa.types.is_string: WORDS, pa.types.is_integer: st.integers(0, 9)}
        drawn = next((s for told, s in item.items() if told(kind.value_type)), st.none())
        return draw(st.lists(drawn, max_size=3))
    if pa.types.is_string(kind):
        return draw(WORDS)
    if pa.types.is_date(kind):
        return dt.date(2024, 1, draw(st.integers(1, 9)))
    return draw(st.integers(0, 9))


@st.composite
def rows(draw, name):
    made = []
    for _ in range(draw(st.integers(0, 6))):
        row = {field.name: value(draw, field) for field in contract.table(name).fields}
        row["article_id"] = draw(st.sampled_from(NAMES))
        row["source"] = draw(st.sampled_from(["pages/x.txt", "pages/y.txt"]))
        if name == "sentences":
            size = draw(LONG)
            row |= {
                "tokens": draw(st.lists(WORDS, min_size=size, max_size=size)),
                "token_start": list(range(size)),
                "upos": draw(
                    st.lists(st.sampled_from(["X", "NOUN"]), min_size=size, max_size=size)
                ),
                "xpos": draw(
                    st.lists(st.sampled_from([None, "n", "v"]), min_size=size, max_size=size)
                ),
                "boundary_votes": draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)),
            }
        made.append(row)
    return made


def emptied(row, name, withheld):
    """The definition: a row by itself."""
    taken = row["article_id"] in withheld.taken_down or row["source"] in withheld.taken_down
    if not taken and withheld.text == "full":
        return row
    made = dict(row)
    for field in contract.table(name).fields:
        if field.name in emptying._TEXT or field.status in {"verbatim", "converted"}:
            made[field.name] = (
                None if field.nullable else [] if field.type.startswith("list<") else ""
            )
    if name == "sentences" and (taken or withheld.text == "none"):
        made["tokens"] = [None] * len(row["tokens"])
    elif name == "sentences":
        names = ("tokens", "boundary_votes", "xpos", "upos")
        tokens = list(zip(*(row[one] for one in names), strict=True))
        tokens.sort(key=lambda token: (token[0], token[3], token[2] or "", token[1]))
        made |= {one: [token[at] for token in tokens] for at, one in enumerate(names)}
        made["token_start"] = [0] * len(tokens)
    if taken:
        per_reading = name == "sentences"
        for one in emptying._QUOTED[name]:
            made[one] = [None] * len(row[one]) if per_reading else []
        made["dateline_place"] = None
    return made


@pytest.mark.parametrize("name", ["sentences", "articles"])
@pytest.mark.parametrize("mode", ["full", "none", "shuffled"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_columns_are_emptied_as_rows_are(name, mode, data):
    made = data.draw(rows(name))
    withheld = withhold.Withheld(mode, data.draw(st.sampled_from([(), DOWN])))
    schema = contract.schema(name)
    table = pa.Table.from_pylist(made, schema=schema)
    found = withhold.table(table, name, withheld)
    assert found.schema == schema
    assert found.to_pylist() == [
        pa.Table.from_pylist([emptied(row, name, withheld)], schema=schema).to_pylist()[0]
        for row in table.to_pylist()
    ]


@pytest.mark.parametrize("name", ["sentences", "articles"])
def test_parts_of_a_table_are_emptied_alike(name, mini_release):
    from juku import store

    table = store.read(mini_release, name)
    apart = pa.concat_tables([table.slice(0, 2), table.slice(2)])
    mask = np.arange(len(table)) % 2 == 0
    masks = {"taken": mask, "silent": mask, "shuffled": ~mask}
    assert emptying.emptied(apart, name, **masks).equals(emptying.emptied(table, name, **masks))
