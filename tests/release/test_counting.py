"""Facts are what a count of the rows by hand gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pyarrow as pa

from juku import contract, store
from juku.build.running import figures
from juku.release import counting


def test_counts_of_the_small_release(release):
    found = counting.collect(release)
    assert (found.pages, found.articles, found.sentences, found.tokens) == (3, 4, 7, 50)
    assert found.roles == {"body": 7}
    assert found.upos == {"NOUN": 43, "PUNCT": 7}
    assert found.kinds == {"paragraph": 4, "blank": 1}
    assert found.rules == {"paragraph/plain-paragraph": 4, "blank/plain-blank": 1}
    assert found.kind_characters == {"paragraph": 50, "blank": 1}
    assert (found.page_characters, found.characters) == (51, 50)
    assert (found.first_day, found.last_day) == (dt.date(2024, 11, 4), dt.date(2024, 11, 5))
    assert found.evidence == {"stated": 4}
    assert found.encodings == {"utf-8": 3}
    assert found.publishers == {"demo": 3, "other": 1}
    assert (found.reporters, found.reprints, found.quotes) == (1, 0, 0)


def test_days_tell_a_page_without_an_article_from_no_page(release):
    listed = {"demo": {"2024-11-04": 1, "2024-11-06": 1}}
    found = {(d.publisher, d.day.day): d for d in counting.collect(release, listed).days}
    assert (found["demo", 4].pages, found["demo", 4].articles, found["demo", 4].sentences) == (
        1,
        2,
        3,
    )
    assert (found["demo", 6].pages, found["demo", 6].articles) == (1, 0)
    assert ("demo", 7) not in found


def test_sharding_changes_no_figure_but_files_and_bytes(tmp_path, make):
    one, three = (counting.collect(make.write_release(tmp_path / str(n), shards=n)) for n in (1, 3))
    assert [one.tables[name].files for name in one.tables] == [1, 1, 1]
    assert [three.tables[name].files for name in three.tables] == [3, 3, 3]
    alike = [
        replace(
            made,
            tables={
                name: replace(table, files=0, bytes=0, memory=0)
                for name, table in made.tables.items()
            },
        )
        for made in (one, three)
    ]
    assert alike[0] == alike[1]


def test_what_the_manifest_lists_counts_and_a_publisher_without_an_article_is_none(release):
    listed = {"demo": {"2024-11-04": 5}, "third": {"2024-11-01": 2}}
    found = counting.collect(release, listed)
    assert [(one.publisher, one.day.day, one.pages, one.articles) for one in found.days] == [
        ("demo", 4, 5, 2), ("demo", 5, 1, 1), ("other", 5, 1, 1), ("third", 1, 2, 0),
    ]  # fmt: skip
    assert list(found.publishers) == ["demo", "other"]
    assert (found.first_day, found.last_day) == (dt.date(2024, 11, 4), dt.date(2024, 11, 5))
    later = counting.collect(release, {"demo": {"2024-12-01": 1}})
    assert later.last_day == found.last_day


def test_readings_edits_and_rights_are_counted(tmp_path, make):
    tables = make.rows()
    first, second = tables["sentences"][:2]
    first.update(quote_start=[0, 1], quote_end=[1, 2], quote_speaker=["张三", None])
    second.update(date_start=[0], date_end=[1], date_from=[None], date_to=[None], date_kind=["x"])
    for name in ("start", "end", "value", "value_to", "kind", "approx", "unit"):
        kind = str if name in ("kind", "approx", "unit") else int
        first[f"quantity_{name}"] = [kind(at) for at in range(3)]
    for row in (first, second):
        row.update(edit_start=[0], edit_end=[1], edit_to=["x"], edit_rule=["width"])
    second["role"] = "title"
    tables["articles"][0]["rights"] = "free"
    found = counting.collect(make.write_release(tmp_path / "r", tables=tables))
    assert (found.quotes, found.quotes_with_speaker) == (2, 1)
    assert (found.quantities, found.dates, found.body_sentences) == (3, 1, 6)
    assert found.edits == {"width": 2}
    assert found.rights == {"© the publisher; all rights reserved": 3, "free": 1}


def test_counts_stand_by_number_and_those_that_are_equal_by_name(tmp_path, make):
    tables = make.rows()
    for row, role in zip(tables["sentences"], "bcabbad", strict=True):
        row["role"] = role
    for row, evidence in zip(tables["articles"], ("stated: x", "inferred", "a", "b"), strict=True):
        row["published_evidence"] = evidence
    tables["articles"][1]["reprint_of"] = tables["articles"][0]["article_id"]
    found = counting.collect(make.write_release(tmp_path / "r", tables=tables))
    assert list(found.roles.items()) == [("b", 3), ("a", 2), ("c", 1), ("d", 1)]
    assert list(found.evidence) == ["a", "b", "inferred", "stated"]
    assert (found.reprints, found.body_sentences) == (1, 0)


def test_a_release_without_a_row_counts_nothing(tmp_path, make):
    tables = {name: [] for name in make.rows()}
    found = counting.collect(make.write_release(tmp_path / "r", tables=tables))
    assert (found.pages, found.articles, found.sentences, found.tokens) == (0, 0, 0, 0)
    assert (found.first_day, found.last_day, found.days, found.publishers) == (None, None, (), {})
    assert found.tables["blocks"].rows == 0


def test_each_record_of_an_archive_is_a_page(tmp_path, make):
    tables = make.rows()
    for place, row in enumerate(tables["articles"][:2], 1):
        row["source"] = f"pages/a.csv#{place}"
    root = make.write_release(tmp_path / "r", tables=tables)
    for listed, pages in ({}, 2), ({"demo": {"2024-11-04": 5}}, 7):
        day = counting.collect(root, listed).days[0]
        assert (day.day.day, day.pages, day.articles, day.sentences) == (4, pages, 2, 3)


def test_days_stand_by_publisher_and_day_wherever_they_are_known_from(release):
    listed = {"third": {"2024-11-02": 1, "2024-11-01": 1}, "demo": {"2024-11-01": 1}}
    days = counting.collect(release, listed).days
    assert [(one.publisher, one.day.day) for one in days] == [
        ("demo", 1), ("demo", 4), ("demo", 5), ("other", 5), ("third", 1), ("third", 2),
    ]  # fmt: skip


def test_an_item_of_a_list_that_is_null_is_no_value(tmp_path, make):
    tables = make.rows()
    for row in tables["articles"]:
        row["reporters"] = ["张三", None]
    tables["sentences"][0].update(edit_start=[0], edit_end=[1], edit_to=["x"], edit_rule=[None])
    found = counting.collect(make.write_release(tmp_path / "r", tables=tables))
    assert (found.reporters, found.edits) == (1, {})


def test_rows_are_read_as_those_that_are_built_are_counted(tmp_path, make):
    """A null takes room of the rows that it is read with, which are the same either way."""
    root = make.write_release(tmp_path / "r")
    first = store.read(root, "blocks").slice(0, 1).to_pylist()[0]
    rows = [first | {"joins": "x" if place else None} for place in range(2 * figures.ROWS)]
    table = store.conform(pa.Table.from_pylist(rows, contract.schema("blocks")), "blocks")
    [path] = store.shards(root, "blocks")
    store.write(table, "blocks", path)
    counted = figures.of_table(table, "blocks")
    assert counting.collect(root).tables["blocks"].memory == counted.memory


def test_what_was_counted_as_the_rows_were_built_is_not_counted_again(release):
    counted = {name: figures.Figures(rows=place) for place, name in enumerate(store.FOLDERS)}
    found = counting.collect(release, counted=counted)
    assert [found.tables[name].rows for name in counted] == [0, 1, 2]
