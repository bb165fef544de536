from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
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


def test_what_is_written_says_of_its_columns_what_the_contract_says(tmp_path: Path) -> None:
    for name in contract.TABLES:
        schema = contract.schema(name)
        store.write(schema.empty_table(), name, tmp_path / name)
        there = store.schema(tmp_path / name)
        assert there.equals(schema)
        assert there.metadata == schema.metadata


def test_a_file_has_its_name_when_it_is_on_the_disk_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def sync(file: int) -> None:
        seen.append((store.os.fstat(file).st_size, (tmp_path / "a.parquet").exists()))

    monkeypatch.setattr(store.os, "fsync", sync)
    store.write(blocks(3), "blocks", tmp_path / "a.parquet")
    assert seen == [((tmp_path / "a.parquet").stat().st_size, False)]


@pytest.mark.parametrize(
    ("part", "call"),
    [
        ("os.fsync", lambda path: store.write(blocks(3), "blocks", path)),
        ("pq.write_table", lambda path: store.write_rows(blocks(3), path)),
    ],
    ids=["a shard", "an answer"],
)
def test_a_file_that_could_not_be_written_leaves_nothing_behind(tmp_path, monkeypatch, part, call):
    module, name = part.split(".")
    real = getattr(getattr(store, module), name)

    def full(*given, **more):
        real(*given, **more)
        raise OSError("No space left on device")

    (tmp_path / "a.parquet").write_bytes(b"as it was")
    monkeypatch.setattr(getattr(store, module), name, full)
    with pytest.raises(OSError, match="No space left"):
        call(tmp_path / "a.parquet")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"as it was"]


READERS = {
    "a file": store.read_file,
    "its schema": store.schema,
    "its columns": store.columns,
    "its rows": store.count,
    "its batches": lambda path: list(store.batches([path])),
}


@pytest.mark.parametrize("there", [True, False], ids=["no Parquet", "not there"])
@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_is_no_parquet_is_named(tmp_path: Path, reader: str, there: bool) -> None:
    path = tmp_path / "a.parquet"
    if there:
        path.write_bytes(b"PAR1 no")

    with pytest.raises(ContractError) as refused:
        READERS[reader](path)
    assert str(refused.value).startswith(f"{path}: cannot be read as Parquet (")
    assert str(refused.value).endswith("; rebuild it")


def test_columns_that_a_file_lacks_are_left_out_unless_their_items_are_wanted_encoded(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.parquet"
    store.write(blocks(3), "blocks", path)
    (batch,) = store.batches([path], ["end", "none"])
    assert batch.schema.names == store.read_file(path, ["end", "none"]).column_names == ["end"]
    with pytest.raises(ContractError, match=r"a\.parquet: cannot be read as Parquet \(.*none"):
        list(store.batches([path], encoded=["none"]))


def test_what_arrow_says_of_a_damaged_file_stays_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    store.write(blocks(3), "blocks", path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + b"\xff" * 36 + whole[40:])

    with pytest.raises(ContractError) as refusal:
        store.read_file(path)
    assert str(refusal.value).startswith(f"{path}: cannot be read as Parquet (")
    assert str(refusal.value).endswith("; rebuild it")
    assert "\n" not in str(refusal.value)


def test_a_file_is_as_readers_from_afar_want_it(tmp_path: Path) -> None:
    store.write(blocks(store.ROW_GROUP + 1), "blocks", tmp_path / "a.parquet")

    made = pq.read_metadata(tmp_path / "a.parquet")
    assert [made.row_group(i).num_rows for i in range(made.num_row_groups)] == [store.ROW_GROUP, 1]
    one = made.row_group(0).column(0)
    assert (one.compression, one.has_offset_index, one.has_column_index) == ("ZSTD", True, True)
    assert store.count(tmp_path / "a.parquet") == store.ROW_GROUP + 1
    assert store.columns(tmp_path / "a.parquet") == tuple(contract.schema("blocks").names)


def test_values_that_rows_are_chosen_by_have_bounds_and_keys_no_dictionary(tmp_path: Path) -> None:
    for name in contract.TABLES:
        schema = contract.schema(name)
        row = {field.name: SAMPLES[str(field.type)] for field in schema}
        store.write(pa.Table.from_pylist([row], schema=schema), name, tmp_path / name)

        group = pq.read_metadata(tmp_path / name).row_group(0)
        columns = [group.column(i) for i in range(group.num_columns)]
        assert len(columns) == len(schema)
        flat = [field.name for field in schema if not pa.types.is_list(field.type)]
        assert [c.path_in_schema for c in columns if c.is_stats_set] == flat
        assert [c.path_in_schema for c in columns if c.has_column_index] == flat
        assert all(c.has_offset_index for c in columns)
        plain = [c.path_in_schema for c in columns if not c.has_dictionary_page]
        assert plain == [contract.table(name).key]


def test_an_answer_is_read_back_with_its_metadata_or_is_not_there(tmp_path: Path) -> None:
    table = pa.table({"word": ["句", "库"]}).replace_schema_metadata({"juku": "{}"})
    store.write_rows(table, tmp_path / "a.parquet")

    assert [p.name for p in tmp_path.iterdir()] == ["a.parquet"]
    assert store.read_file(tmp_path / "a.parquet").equals(table, check_metadata=True)
    with pytest.raises(OSError, match=r"\.part-"):
        store.write_rows(table, tmp_path / "none" / "a.parquet")


def test_the_shards_of_a_table_are_read_in_order(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=r"has no blocks/\*\.parquet; name a release directory"):
        store.shards(tmp_path, "blocks")
    (tmp_path / "blocks").mkdir()
    for index in (2, 0, 1):
        part = blocks(3).slice(index, 1)
        store.write(part, "blocks", tmp_path / "blocks" / store.shard_name(index, 3))

    assert store.read(tmp_path, "blocks").equals(blocks(3))
    assert store.read(tmp_path, "blocks", ["end"]).to_pydict() == {"end": [1, 2, 3]}


SAMPLES = {
    "string": "句",
    "int32": 1,
    "date32[day]": dt.date(2024, 11, 4),
    "list<item: string>": ["句"],
    "list<item: int32>": [1],
    "list<item: int8>": [1],
    "list<item: double>": [1.0],
    "list<item: date32[day]>": [dt.date(2024, 11, 4)],
}
TYPES = [
    ("text", pa.string(), pa.large_string(), True),
    ("text", pa.string(), pa.dictionary(pa.int32(), pa.string()), True),
    ("ordinal", pa.int32(), pa.int64(), True),
    ("tokens", pa.list_(pa.string()), pa.large_list(pa.large_string()), True),
    ("tokens", pa.list_(pa.string()), pa.list_(pa.dictionary(pa.int8(), pa.string())), True),
    ("text", pa.string(), pa.string_view(), True),
    ("section", pa.string(), pa.null(), True),
    ("reporters", pa.list_(pa.string()), pa.list_(pa.null()), True),
    ("published", pa.date32(), pa.timestamp("us"), True),
    ("published", pa.date32(), pa.timestamp("us", "UTC"), False),
    ("ordinal", pa.int32(), pa.timestamp("us"), False),
    ("text", pa.string(), pa.binary(), False),
    ("text", pa.string(), pa.int32(), False),
    ("ordinal", pa.int32(), pa.float64(), False),
    ("published", pa.date32(), pa.string(), False),
    ("tokens", pa.list_(pa.string()), pa.string(), False),
    ("text", pa.string(), pa.list_(pa.string()), False),
    ("tokens", pa.list_(pa.string()), pa.list_(pa.int32()), False),
    ("tokens", pa.list_(pa.string()), pa.struct([("word", pa.string())]), False),
    ("tokens", pa.list_(pa.string()), pa.map_(pa.string(), pa.string()), False),
]


@pytest.mark.parametrize(("column", "wanted", "there", "taken"), TYPES)
def test_other_widths_of_a_column_are_taken_and_other_kinds_named(
    tmp_path: Path, column: str, wanted: pa.DataType, there: pa.DataType, taken: bool
) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table([pa.array([], there)], [column]), path)

    table = "articles" if column == "reporters" else "sentences"
    if taken:
        store.check_columns([path], table, [column])
        return
    with pytest.raises(ContractError) as caught:
        store.check_columns([path], table, [column])
    found = store.schema(path).field(column).type  # Parquet has names of its own for items
    assert str(caught.value) == (
        f"{path}: sentences.{column}: is {found}, not {wanted}; build the release again"
    )


def test_every_missing_column_of_every_file_is_named_unless_it_may_be_missing(
    tmp_path: Path,
) -> None:
    paths = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for path in paths:
        pq.write_table(pa.table({"end": [1]}), path)
    store.check_columns(paths, "blocks", optional=contract.schema("blocks").names)
    with pytest.raises(ContractError) as caught:
        store.check_columns(paths, "blocks")

    missing = [name for name in contract.schema("blocks").names if name != "end"]
    assert str(caught.value).split("\n") == [
        f"{path}: blocks.{name}: is missing; build the release again"
        for path in paths
        for name in missing
    ]


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


@pytest.mark.parametrize(
    ("asked", "used"), [(None, "system"), ("mimalloc", "mimalloc"), ("system", "system")]
)
def test_memory_is_taken_where_python_takes_it_unless_another_pool_is_asked_for(asked, used):
    if used not in pa.supported_memory_backends():
        pytest.skip(f"this pyarrow has no {used}")
    program = """
import pyarrow as pa
from juku import store
store.keep_memory()
print(pa.default_memory_pool().backend_name, pa.array(["句"]).to_pylist())
"""
    pool = {} if asked is None else {"ARROW_DEFAULT_MEMORY_POOL": asked}
    rest = {name: os.environ[name] for name in os.environ if name != "ARROW_DEFAULT_MEMORY_POOL"}
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**rest, **pool})
    assert done.stdout.decode() == f"{used} ['句']\n"


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda _: None, "is not there; see how its name is spelt"),
        (Path.touch, "is no folder; name a release directory, as `juku build` writes"),
        (Path.mkdir, None),
        (
            lambda root: (root.mkdir(), (root / "manifest.jsonl").touch()),
            "is a corpus; name a release, which `juku build` makes of it",
        ),
    ],
    ids=["nothing", "a file", "a folder", "a corpus"],
)
def test_what_is_no_release_is_told_as_what_it_is(tmp_path, made, told):
    root = tmp_path / "r"
    made(root)
    assert store.no_release(root) == told


@pytest.mark.parametrize("name", ["", "data", "articles"])
def test_a_folder_that_may_not_be_read_is_no_empty_one(mini_release, monkeypatch, name):
    """Told of root as well, who may read everything."""
    locked = mini_release / name
    monkeypatch.setattr(store.os, "access", lambda path, _: path != locked)
    assert store.no_release(mini_release) == f"may not be read ({locked}); mend its permissions"


def test_rows_without_a_value_that_the_contract_wants_are_refused():
    """A column that may be null is passed over, and so is one that the batch has not."""
    columns = {"end": [1, None, None], "joins": [None] * 3, "kind": ["paragraph", None, "blank"]}
    batch = pa.RecordBatch.from_pydict(columns)
    store.check_values(batch.slice(0, 1), "blocks")
    with pytest.raises(ContractError) as caught:
        store.check_values(batch, "blocks")
    assert str(caught.value).split("\n") == [
        "blocks.end: is null in 2 rows; build the release again",
        "blocks.kind: is null in 1 row; build the release again",
    ]


def test_rows_get_the_fields_of_the_contract_whatever_another_tool_wrote():
    plain = blocks(3)
    assert store.as_declared(plain, "blocks") is plain
    some = plain.select(["kind", "start", "joins"])
    assert store.as_declared(some, "blocks") is some
    wide = pa.table(
        {
            "start": pa.array([0, 1, 2], pa.uint8()),
            "kind": pa.array(["blank"] * 3).dictionary_encode(),
            "colour": pa.array(["red"] * 3, pa.large_string()),
            "joins": pa.nulls(3),
        }
    )
    made = store.as_declared(wide, "blocks")
    assert made.column_names == wide.column_names
    assert made.drop_columns("colour").equals(plain.select(["start", "kind", "joins"]))
    assert made.schema.field("colour") == wide.schema.field("colour")
    assert made.schema.field("start") == contract.schema("blocks").field("start")
    kept = store.as_declared(wide, "blocks", encoded=["kind"])
    assert kept.schema.field("kind") == wide.schema.field("kind")
    assert kept["kind"].to_pylist() == made["kind"].to_pylist()


def test_lists_that_stay_as_they_are_are_strings():
    """What a tool wrote as of no type, as it has no value, is text without one."""
    kinds = {"tokens": pa.list_(pa.string_view()), "xpos": pa.large_list(pa.null())}
    rows = pa.table([pa.array([[None], []], kind) for kind in kinds.values()], list(kinds))
    made = store.as_declared(rows, "sentences", encoded=list(kinds))
    assert made.schema.types == [pa.list_(pa.string())] * 2
    assert made.to_pydict() == rows.to_pydict()


@pytest.mark.parametrize(("hour", "told"), [(0, None), (12, "2024-03-01 12:00:00 is no day")])
@pytest.mark.parametrize("unit", ["s", "ns"])
def test_a_time_is_a_day_where_it_is_its_beginning(hour, told, unit):
    times = pa.array([None, f"2024-03-01 {hour:02}:00:00"]).cast(pa.timestamp(unit))
    rows = pa.table({"published": times})
    if told is None:
        made = store.as_declared(rows, "articles")
        assert made.to_pydict() == {"published": [None, dt.date(2024, 3, 1)]}
        return
    with pytest.raises(ContractError) as caught:
        store.as_declared(rows, "articles")
    assert str(caught.value) == (
        f"articles.published: is no date32[day]: {told}; build the release again"
    )


def test_every_column_without_room_for_its_values_is_named():
    wide = pa.table({"start": [1 << 40], "end": pa.array([[1]]), "kind": ["blank"]})
    with pytest.raises(ContractError) as caught:
        store.as_declared(wide, "blocks")
    told = str(caught.value).split("\n")
    assert [line.partition(": ")[0] for line in told] == ["blocks.start", "blocks.end"]
    assert all(line.endswith("; build the release again") for line in told)
