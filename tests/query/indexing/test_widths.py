"""A table that another tool wrote in other widths gives the index and the answers of the same."""

from __future__ import annotations

import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku.errors import ContractError
from juku.query.doors import Questions
from juku.query.opening import open_corpus
from juku.query.overview import overview

WIDE = {
    pa.string(): pa.large_string(),
    pa.int32(): pa.int64(),
    pa.int8(): pa.int64(),
    pa.date32(): pa.date64(),
}
NARROW = {pa.int32(): pa.uint16(), pa.int8(): pa.uint8()}
TIMES = {pa.date32(): pa.timestamp("ns")}
VIEWS = {pa.string(): pa.string_view()}
CODED = {pa.string(): pa.dictionary(pa.int32(), pa.string())}
WAYS = {
    "wide": (WIDE, pa.large_list),
    "wide in short lists": (WIDE, pa.list_),
    "long lists": ({}, pa.large_list),
    "narrow": (NARROW, pa.list_),
    "strings in dictionaries": (CODED, None),
    "views": (VIEWS, pa.large_list),
    "times of day": (TIMES, None),
}


def other(table, way):
    kinds, lists = WAYS[way]
    for at, field in enumerate(table.schema):
        column = table[field.name]
        if not pa.types.is_list(field.type):
            kind = kinds.get(field.type, field.type)
            coded = pa.types.is_dictionary(kind)
            made = column.dictionary_encode() if coded else column.cast(kind)
            if column.null_count == len(column):
                made = pa.nulls(len(column))
        elif lists is None:
            continue
        else:
            inner = field.type.value_type
            made = column.cast(lists(kinds.get(inner, inner)))
        table = table.set_column(at, field.name, made)
    return table


@pytest.fixture
def release(mini_release, tmp_path):
    """A folder of Parquet that does not say which release it is, in two shards."""
    for name in ("data", "articles"):
        [file] = (mini_release / name).glob("*.parquet")
        table = pq.read_table(file)
        (tmp_path / "own" / name).mkdir(parents=True)
        half = table.num_rows // 2
        for shard, part in (("a", table[:half]), ("b", table[half:])):
            pq.write_table(part, tmp_path / "own" / name / f"{shard}.parquet")
    return tmp_path / "own"


def files(corpus):
    """The bytes of every array of an index, and the fields and rows of every table."""
    found = {path.name: path.read_bytes() for path in corpus.path.glob("*.bin")}
    for path in corpus.path.glob("*.arrow"):
        with pa.ipc.open_file(path) as file:
            table = file.read_all()
        found[path.name] = [field.remove_metadata() for field in table.schema], table.to_pydict()
    return found


@pytest.mark.parametrize("shards", ["*", "a"], ids=["all shards", "one of two"])
@pytest.mark.parametrize("way", WAYS)
def test_other_widths_give_the_same_index_and_overview(release, tmp_path, way, shards):
    plain = files(open_corpus(release, cache=tmp_path / "one"))
    told = overview(release, top=None).table.to_pydict()
    for file in release.rglob(f"{shards}.parquet"):
        pq.write_table(other(pq.read_table(file), way), file)
    assert files(open_corpus(release, cache=tmp_path / "two")) == plain
    assert overview(release, top=None).table.to_pydict() == told


def test_what_polars_wrote_gives_the_same_index(release, tmp_path):
    polars = pytest.importorskip("polars")
    plain = files(open_corpus(release, cache=tmp_path / "one"))
    for file in release.rglob("*.parquet"):
        polars.read_parquet(file).write_parquet(file)
    assert files(open_corpus(release, cache=tmp_path / "two")) == plain


def test_what_pandas_wrote_gives_the_same_index_overview_and_export(release, tmp_path):
    """It writes a column without a value, and lists without an item, as of no type."""
    pandas = pytest.importorskip("pandas")
    plain = files(open_corpus(release, cache=tmp_path / "one"))
    told = overview(release, top=None).table.to_pydict()
    [before] = Questions(open_corpus(release)).export("conllu", tmp_path / "before.conllu")
    for file in release.rglob("*.parquet"):
        frame = pandas.read_parquet(file)
        frame["published"] = pandas.to_datetime(frame["published"])
        frame.to_parquet(file)
    none = [field.type for path in release.rglob("*.parquet") for field in pq.read_schema(path)]
    assert pa.null() in none
    assert files(open_corpus(release, cache=tmp_path / "two")) == plain
    assert overview(release, top=None).table.to_pydict() == told
    [after] = Questions(open_corpus(release)).export("conllu", tmp_path / "after.conllu")
    assert after.read_bytes() == before.read_bytes()


def test_a_number_that_its_type_has_no_room_for_is_refused(release, tmp_path):
    file = release / "data" / "a.parquet"
    table = pq.read_table(file)
    at = table.column_names.index("boundary_votes")
    votes = [[300] * len(row) for row in table["boundary_votes"].to_pylist()]
    pq.write_table(table.set_column(at, "boundary_votes", pa.array(votes)), file)
    told = r"^sentences\.boundary_votes: is no list<item: int8>: .*300 .*; build the release again$"
    with pytest.raises(ContractError, match=told):
        open_corpus(release, cache=tmp_path / "cache")
    shutil.rmtree(release)
