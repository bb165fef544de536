"""What a task counts of rows before they are written is what their Parquet gives when read."""

from __future__ import annotations

import copy
import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku import contract, store
from juku.build.reading.workdir import Workdir
from juku.build.rows.kit import Options
from juku.build.running import figures, pipeline
from juku.build.running.settings import Settings
from juku.release import withhold

LEFT_OUT = [withhold.Withheld(), withhold.Withheld("shuffled"), withhold.Withheld("none")]


def written(table, name, tmp_path):
    path = tmp_path / f"{name}.parquet"
    store.write(table, name, path)
    return path


def read(path, name):
    return figures.of_batches(store.batches([path], rows=figures.ROWS), name)


def in_memory(path):
    return sum(batch.nbytes for batch in store.batches([path], rows=figures.ROWS))


def nulled(table, *, every):
    """``table`` with all that may be null null, or with nothing null."""
    for at, field in enumerate(table.schema):
        if field.nullable:
            value = None if every else "句" if pa.types.is_string(field.type) else 1
            values = pa.array([value] * len(table), field.type)
            table = table.set_column(at, field, values)
    return table


@pytest.mark.parametrize("name", contract.TABLES)
def test_a_build_counts_what_its_shards_give(settings, tmp_path, name):
    outcome = pipeline.run(settings, tmp_path / "out")
    shards = store.shards(tmp_path / "out", name)
    assert len(shards) > 1
    assert outcome.figures[name] == figures.combine(read(path, name) for path in shards)
    assert outcome.figures[name].memory == sum(map(in_memory, shards))


@pytest.mark.parametrize("left_out", LEFT_OUT, ids=lambda left_out: left_out.text)
@pytest.mark.parametrize("name", contract.TABLES)
def test_rows_are_counted_as_they_are_read(mini_release, tmp_path, name, left_out):
    made = store.read(mini_release, name)
    more = pa.concat_tables([made] * (2 * figures.ROWS // len(made) + 1))  # of several chunks
    for rows in (made, more, made.slice(0, 1), nulled(made, every=True), nulled(made, every=False)):
        table = store.conform(withhold.table(rows, name, left_out), name)
        path = written(table, name, tmp_path)
        assert figures.of_table(table, name) == read(path, name)
        assert figures.of_table(table, name).memory == in_memory(path)


def test_rows_are_read_in_the_batches_that_they_were_counted_in():
    assert store.ROW_GROUP % figures.ROWS == 0


@pytest.mark.parametrize("name", contract.TABLES)
def test_figures_come_back_as_they_were_kept(mini_release, tmp_path, name):
    found = {name: read(store.shards(mini_release, name)[0], name)}
    (tmp_path / "kept.json").write_bytes(figures.to_json(found))
    assert figures.load(tmp_path / "kept.json") == found


def test_a_receipt_stays_as_small_however_many_days_were_counted(mini_corpus, tmp_path):
    """A build has those of all tasks in memory, thousands for an archive."""
    [receipt, *_] = pipeline.run(Settings(mini_corpus, Options("rjieba")), tmp_path).receipts
    assert b"2024-" in Workdir(tmp_path).of_task("figures", receipt.task).read_bytes()
    assert b"2024-" not in receipt.to_json()


@pytest.mark.parametrize("name", contract.TABLES)
def test_figures_of_shards_add_up_and_stay_as_they_are(mini_release, name):
    table = store.read(mini_release, name)
    parts = [figures.of_table(table.slice(start, 2), name) for start in range(0, len(table), 2)]
    kept = copy.deepcopy(parts)
    whole, found = figures.of_table(table, name), figures.combine(parts)
    assert (found.rows, found.days) == (whole.rows, whole.days)
    assert found.tallies == whole.tallies
    assert parts == kept


TOLD = st.lists(
    st.tuples(
        st.sampled_from(("新华", "demo")),
        st.dates(dt.date(1899, 12, 30), dt.date(1900, 1, 3)),
        st.sampled_from(
            ("pages/a.txt", "pages/b.jsonl#1", "pages/b.jsonl#2", "pages/b.jsonl#2#x\n")
        ),
        st.integers(0, 2**31 - 1),
        st.integers(0, 2**31 - 1),
    )
)


@given(TOLD)
def test_articles_of_a_place_are_added_as_one_after_the_other(told):
    names = ("publisher", "published", "source", "n_sentences", "n_characters")
    kinds = (pa.string(), pa.date32(), pa.string(), pa.int32(), pa.int32())
    rows = [dict(zip(names, one, strict=True)) for one in told]
    batch = pa.RecordBatch.from_pylist(rows, pa.schema(list(zip(names, kinds, strict=True))))

    plainly: dict[figures.Place, figures.Sums] = {}
    for publisher, day, source, *sizes in told:
        place = publisher, day.isoformat(), "".join(source.partition("#")[:2])
        plainly[place] = figures.added(plainly.get(place, figures.NOTHING), (1, *sizes))

    assert figures._days(batch) == plainly
