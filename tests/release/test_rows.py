"""One row by its id: found, refused where its table is not of the contract."""

from __future__ import annotations

import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku import store
from juku.cli import main
from juku.release import checksums, rows


def without(name):
    return lambda table: table.drop_columns([name])


def of_strings(name):
    def damage(table):
        at = table.column_names.index(name)
        return table.set_column(at, name, pa.array(["词"] * table.num_rows))

    return damage


def shorter(table):
    at = table.column_names.index("upos")
    values = [value[:-1] for value in table["upos"].to_pylist()]
    return table.set_column(at, "upos", pa.array(values, table.schema.field("upos").type))


def without_a_place(table):
    at = table.column_names.index("token_start")
    values = [[None, *value[1:]] for value in table["token_start"].to_pylist()]
    return table.set_column(at, "token_start", pa.array(values, table.schema.field(at).type))


DAMAGE = {
    "no ordinal": ("sentences", without("ordinal"), "sentences.ordinal: is missing"),
    "no publisher": ("articles", without("publisher"), "articles.publisher: is missing"),
    "strings for tokens": ("sentences", of_strings("tokens"), "sentences.tokens: is string, not"),
    "strings for sizes": ("articles", of_strings("n_tokens"), "articles.n_tokens: is string, not"),
    "a list too short": ("sentences", shorter, "tokens: has not the length of"),
    "a place that is null": ("sentences", without_a_place, "token_start: holds a null"),
}
ASKED = {
    "show": ["sentences", "articles"],
    "explain": ["sentences", "articles"],
    "describe": ["articles"],
}


@pytest.mark.parametrize(
    ("command", "case"),
    [(command, case) for command in ASKED for case in DAMAGE if DAMAGE[case][0] in ASKED[command]],
)
def test_a_table_that_is_not_of_the_contract_is_one_clear_error(
    mini_release, mini_corpus, tmp_path, capsys, command, case
):
    table, damage, fact = DAMAGE[case]
    name = store.read(mini_release, table)[rows.KEYS[table]][0].as_py()
    sentence = store.read(mini_release, "sentences")["sentence_id"][0].as_py()
    root = shutil.copytree(mini_release, tmp_path / "release")
    shard = store.shards(root, table)[0]
    pq.write_table(damage(pq.read_table(shard)), shard)
    checksums.write(root)
    words = {
        "show": [name],
        "explain": [sentence, "--corpus", str(mini_corpus)],
        "describe": [],
    }[command]
    assert main([command, str(root), *words]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"juku: {root}")
    assert fact in shown.err
    assert shown.err.endswith("; build the release again\n")


@pytest.mark.parametrize("table", rows.KEYS)
def test_every_row_is_found_by_its_id_and_no_other(mini_release, table):
    there = store.read(mini_release, table).to_pylist()
    for row in (there[0], there[-1]):
        assert rows.find(mini_release, table, row[rows.KEYS[table]]) == row
    assert rows.find(mini_release, table, "none") is None
