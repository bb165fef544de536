"""The only door to Parquet: the same rows give the same bytes, and nobody sees half a file.

Bytes repeat for one pyarrow version because a table is made of one chunk a column before it is
written, every row group is written by one call, and all options are fixed here.
"""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from juku import contract
from juku.errors import ContractError, Findings, so_many
from juku.filehash import regular
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

FOLDERS = {"sentences": "data", "articles": "articles", "blocks": "blocks"}
"""Where a release keeps the shards of each table."""

ROW_GROUP = 50_000
"""Rows a row group at the most; sentences take about 1 kB each, so some 50 MB uncompressed."""


def shard_name(index: int, count: int) -> str:
    """The file name that `datasets` recognises as shard ``index`` of ``count``.

    >>> shard_name(0, 12)
    'train-00000-of-00012.parquet'
    """
    return f"train-{index:05d}-of-{count:05d}.parquet"


def do_without_pandas() -> None:
    """Keep Arrow from importing pandas in this process, which no one else may be using.

    It does so to ask of the first list that it is given whether it is a Series: a second of work
    and 60 MB in every process of a build.
    """
    if "pandas" in sys.modules:
        return
    sys.meta_path.insert(0, _NoPandas)
    pa.array([])
    sys.meta_path.remove(_NoPandas)


class _NoPandas:
    """A finder that finds that there is no pandas."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def keep_memory() -> None:
    """Have Arrow take its memory where numpy does, unless a pool was asked for.

    Its own allocator gives a batch's back to the system, and for the next asks page by page again.
    """
    if "ARROW_DEFAULT_MEMORY_POOL" not in os.environ:
        pa.set_memory_pool(pa.system_memory_pool())


def write(table: pa.Table, name: str, path: Path) -> None:
    """Write ``table``, which has the schema of contract table ``name``, to ``path``.

    The file appears under its name only when it is whole and on the disk.

    Raises:
        ContractError: a column is missing, unknown, of another type, or null where it may not be.
    """
    table = conform(table, name).combine_chunks()
    part = path.with_name(f".{path.name}.part-{uuid.uuid4().hex}")
    try:
        with part.open("wb") as sink:
            _write_groups(table, contract.table(name).key, sink)
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_groups(table: pa.Table, key: str, sink: object) -> None:
    """Write with what readers use: least and greatest values of what rows are chosen by.

    Of the items of a list these choose nothing, and a dictionary of a key is as long as the key.
    """
    with pq.ParquetWriter(
        sink,
        table.schema,
        compression="zstd",
        compression_level=3,
        use_content_defined_chunking=True,
        use_dictionary=[_leaf(field) for field in table.schema if field.name != key],
        write_statistics=[field.name for field in table.schema if not pa.types.is_list(field.type)],
        write_page_index=True,
        store_schema=True,
    ) as writer:
        for start in range(0, max(table.num_rows, 1), ROW_GROUP):
            group = table.slice(start, ROW_GROUP)
            writer.write_table(group.combine_chunks(), row_group_size=ROW_GROUP)


def _leaf(field: pa.Field) -> str:
    """What Parquet calls the column that holds a field's values."""
    return f"{field.name}.list.element" if pa.types.is_list(field.type) else field.name


def conform(table: pa.Table, name: str) -> pa.Table:
    """``table`` with the columns of the contract in its order and types.

    Raises:
        ContractError: naming every column that does not fit.
    """
    schema = contract.schema(name)
    wrong = [
        f"{name}.{c}: is missing; add the column"
        for c in schema.names
        if c not in table.column_names
    ]
    wrong += [
        f"{name}.{c}: is not in schema/{name}.json; drop it or declare it"
        for c in table.column_names
        if c not in schema.names
    ]
    if wrong:
        raise ContractError("\n".join(wrong))
    wrong = [f"{where}: holds null; every row needs a value" for where, _ in _lacking(table, name)]
    if wrong:
        raise ContractError("\n".join(wrong))
    return pa.table([table[f.name].cast(f.type) for f in schema], schema=schema)


def write_rows(table: pa.Table, path: Path) -> None:
    """Write a table that is not of the contract, such as the answer to a question.

    Its schema's metadata is kept; the file appears under its name only when it is whole.
    """
    part = path.with_name(f".{path.name}.part-{uuid.uuid4().hex}")
    try:
        pq.write_table(table.combine_chunks(), part, compression="zstd")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def shards(root: Path, name: str) -> list[Path]:
    """The shards of a table in a release directory, in order.

    Raises:
        ContractError: there are none.
    """
    found = sorted((Path(root) / FOLDERS[name]).glob("*.parquet"))
    if not found:
        fact = f"has no {FOLDERS[name]}/*.parquet; {A_RELEASE}"
        raise ContractError(f"{root}: {no_release(root) or fact}")
    return found


A_RELEASE = "name a release directory, as `juku build` writes"


def no_release(root: Path) -> str | None:
    """What ``root`` is instead of a release, and what to do; None where it may be one."""
    root = Path(root)
    for folder in (root, *(root / name for name in FOLDERS.values())):
        # A folder whose names may not be listed looks like an empty one.
        if folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK):
            return f"may not be read ({folder}); mend its permissions"
    if (root / "manifest.jsonl").exists():
        return "is a corpus; name a release, which `juku build` makes of it"
    if not root.exists():
        return "is not there; see how its name is spelt"
    return None if root.is_dir() else f"is no folder; {A_RELEASE}"


def read(root: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """A whole table of a release, or some of its columns."""
    return pa.concat_tables(read_file(path, columns) for path in shards(root, name))


def read_file(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """One Parquet file as an Arrow table; without columns that it lacks, see `check_columns`.

    Raises:
        ContractError: it is not a Parquet file.
    """
    try:
        with pq.ParquetFile(regular(path)) as file:
            return file.read(columns=list(columns) if columns is not None else None)
    except (pa.ArrowInvalid, OSError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> ContractError:
    return ContractError(told(path, "cannot be read as Parquet", error, "rebuild it"))


def columns(path: Path) -> tuple[str, ...]:
    """The names of a Parquet file's columns, in its order.

    Raises:
        ContractError: it is not a Parquet file.
    """
    return tuple(schema(path).names)


def count(path: Path) -> int:
    """The rows of a Parquet file, as its footer says.

    Raises:
        ContractError: it is not a Parquet file.
    """
    try:
        return int(pq.read_metadata(regular(path)).num_rows)
    except (pa.ArrowInvalid, OSError) as error:
        raise _unreadable(path, error) from error


def schema(path: Path) -> pa.Schema:
    """The schema of one Parquet file.

    Raises:
        ContractError: it is not a Parquet file.
    """
    try:
        return pq.read_schema(regular(path))
    except (pa.ArrowInvalid, OSError) as error:
        raise _unreadable(path, error) from error


def check_columns(
    paths: Iterable[Path],
    table: str,
    names: Iterable[str] | None = None,
    *,
    optional: Collection[str] = (),
) -> None:
    """Refuse files of a table of which a column is missing, or holds what the contract does not.

    ``names`` are the columns looked at, by default all; those that are ``optional`` may be missing.
    Other tools write the same strings and numbers in other widths, a day with the time of day, and
    a column or list without a value as of no type; these are taken, see `as_declared`.

    Raises:
        ContractError: naming every file and column.
    """
    found = Findings()
    wanted = contract.schema(table)
    for path in paths:
        there = schema(path)
        for name in wanted.names if names is None else names:
            if name not in there.names:
                if name not in optional:
                    found.add(f"{path}: {table}.{name}", "is missing", _REBUILD)
            elif not _alike(kind := there.field(name).type, wanted.field(name).type):
                fact = f"is {kind}, not {wanted.field(name).type}"
                found.add(f"{path}: {table}.{name}", fact, _REBUILD)
    found.raise_as(ContractError)


def check_values(batch: pa.Table | pa.RecordBatch, table: str) -> None:
    """Refuse rows of a table that have nothing in a column where the contract wants a value.

    Raises:
        ContractError: naming every such column that the batch has.
    """
    found = Findings()
    for where, nulls in _lacking(batch, table):
        found.add(where, f"is null in {so_many(nulls, 'rows')}", _REBUILD)
    found.raise_as(ContractError)


def as_declared(
    rows: pa.Table | pa.RecordBatch, table: str, *, encoded: Collection[str] = ()
) -> pa.Table:
    """Rows of a table with the fields of the contract, in whatever widths another tool wrote them.

    The lists ``encoded`` stay as they are where their items are strings, in a dictionary or not,
    and so do columns that the contract does not know.

    Raises:
        ContractError: naming every column with a value that its type has no room for, or that is
            no day.
    """
    found = Findings()
    wanted = contract.schema(table)
    fields = [
        wanted.field(field.name)
        if field.name in wanted.names and not (field.name in encoded and _is_encoded(field.type))
        else field
        for field in rows.schema
    ]
    if pa.schema(fields).equals(rows.schema):
        return rows if isinstance(rows, pa.Table) else pa.Table.from_batches([rows])
    columns = []
    for column, field in zip(rows.columns, fields, strict=True):
        try:
            columns.append(_cast(column, field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            found.add(f"{table}.{field.name}", f"is no {field.type}: {error}", _REBUILD)
    found.raise_as(ContractError)
    return pa.table(columns, schema=pa.schema(fields))


def _is_encoded(kind: pa.DataType) -> bool:
    """Whether items of a list can be numbered as they are."""
    items = getattr(kind, "value_type", kind)
    tests = (pa.types.is_dictionary, pa.types.is_string, pa.types.is_large_string)
    return any(test(items) for test in tests)


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """``column`` as of ``kind``; a time is a day where it is its beginning.

    Raises:
        pa.ArrowInvalid: a value has no place in ``kind``.
    """
    made = column.cast(kind)
    if pa.types.is_timestamp(column.type):
        other = column.filter(pc.not_equal(made.cast(column.type), column))
        if len(other):
            raise pa.ArrowInvalid(f"{other[0].as_py()} is no day")
    return made


def _lacking(rows: pa.Table | pa.RecordBatch, table: str) -> Iterator[tuple[str, int]]:
    """The columns that rows of a table have where some want a value; and how many rows do."""
    for field in contract.table(table).fields:
        if field.nullable or field.name not in rows.schema.names:
            continue
        if nulls := rows.column(field.name).null_count:
            yield f"{table}.{field.name}", nulls


_REBUILD = "build the release again"


def _alike(there: pa.DataType, wanted: pa.DataType) -> bool:
    if pa.types.is_null(there):  # there is no value, which may be wanted: `check_values` tells
        return True
    if pa.types.is_timestamp(there) and there.tz is None:
        return bool(pa.types.is_date(wanted))
    if pa.types.is_dictionary(there):
        there = there.value_type
    if any(is_list(there) for is_list in _LISTS) and pa.types.is_list(wanted):
        return _alike(there.value_type, wanted.value_type)
    return any(is_kind(there) and is_kind(wanted) for is_kind in _KINDS)


_LISTS = (
    pa.types.is_list,
    pa.types.is_large_list,
    pa.types.is_fixed_size_list,
    pa.types.is_list_view,
    pa.types.is_large_list_view,
)
_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
_KINDS = (
    lambda kind: any(is_text(kind) for is_text in _TEXTS),
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_date,
    pa.types.is_boolean,
)


def batches(
    paths: Iterable[Path],
    columns: Sequence[str] | None = None,
    rows: int = ROW_GROUP,
    *,
    encoded: Sequence[str] = (),
) -> Iterator[pa.RecordBatch]:
    """Record batches of at most ``rows`` rows, file after file; memory does not grow with them.

    The items of the list columns ``encoded`` come as dictionaries, as they lie in the file. Other
    columns that a file lacks are left out, see `check_columns`.

    Raises:
        ContractError: one is not a Parquet file, or has no list of a name that is ``encoded``.
    """
    for path in paths:
        try:
            lists = [f"{name}.list.element" for name in encoded]
            with pq.ParquetFile(path, read_dictionary=lists) as file:
                yield from file.iter_batches(batch_size=rows, columns=columns)
        except (pa.ArrowInvalid, KeyError, OSError) as error:
            raise _unreadable(path, error) from error
