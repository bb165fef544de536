"""Columns that someone joined to articles or sentences are metadata, whatever tool wrote them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku import contract
from juku.errors import ContractError, QueryError
from juku.query.doors import open_questions
from juku.query.indexing import joined as own
from juku.query.overview import COLUMNS, overview
from juku.store import FOLDERS

LETTERS = ["a", None, "b"]


def shard(tmp_path, name, **columns):
    path = tmp_path / f"{name}.parquet"
    length = len(next(iter(columns.values()), LETTERS))
    ids = pa.array([f"{name}{i}" for i in range(length)])
    pq.write_table(pa.table({"article_id": ids, **columns}), path)
    return path


def test_a_column_of_some_shards_is_null_in_the_others(tmp_path):
    paths = [
        shard(tmp_path, "1", topic=pa.nulls(3)),
        shard(tmp_path, "2"),
        shard(tmp_path, "3", topic=pa.array(LETTERS).dictionary_encode()),
        shard(tmp_path, "4", topic=pa.array(LETTERS, pa.string_view()), more=pa.nulls(3)),
    ]
    found = own.articles(paths)
    assert found["topic"].to_pylist() == [None] * 6 + LETTERS * 2
    assert found.schema.field("topic").type == found.schema.field("more").type == pa.string()
    assert found.schema.field("article_id") == contract.schema("articles").field("article_id")


def test_numbers_of_several_widths_are_one_column(tmp_path):
    widths = [pa.uint8(), pa.int64(), pa.float16(), pa.decimal128(4, 1)]
    paths = [shard(tmp_path, str(i), score=pa.array([1, 2], w)) for i, w in enumerate(widths)]
    assert own.articles(paths)["score"].to_pylist() == [1, 2] * 4


def test_every_column_that_no_one_type_holds_is_named_with_its_files(tmp_path):
    paths = [
        shard(tmp_path, "1", topic=pa.nulls(1), score=pa.array([1])),
        shard(tmp_path, "2", topic=pa.array(["a"]), score=pa.array(["1"])),
        shard(tmp_path, "3", topic=pa.array([1]), score=pa.array(["2"])),
    ]
    with pytest.raises(ContractError) as refused:
        own.articles(paths)
    told = [
        (paths[1], "score: is string, and int64 in 1.parquet"),
        (paths[2], "topic: is int64, and string in 2.parquet"),
    ]
    assert str(refused.value).split("\n") == [
        f"{path}: articles.{fact}; give it one type in all files" for path, fact in told
    ]


VALUES = {
    "text": (pa.array(["a", "b"], pa.large_string()), 'extra = "a"'),
    "codes": (pa.array(["a", "b"]).dictionary_encode(), 'extra = "a"'),
    "numbers": (pa.array([1.5, 2.5]), 'extra < "2"'),
    "amounts": (pa.array([Decimal("1.5"), Decimal("2.5")]), 'extra = "1.5"'),
    "half numbers": (pa.array([1, 2]).cast(pa.float16()), 'extra = "1"'),
    "truth": (pa.array([True, False]), 'extra = "true"'),
    "days": (pa.array([dt.date(2024, 1, 2), dt.date(2024, 2, 1)]), 'extra <= "2024-01"'),
    "times": (
        pa.array(["2024-01-02 03:00:00", "2024-02-01 00:00:00"]).cast(pa.timestamp("s")),
        'extra = "2024-01"',
    ),
}


@pytest.fixture
def joined(make_release, tmp_path):
    """A folder of two articles of a sentence each, of which a table has a column ``extra``."""

    def join(values, table="articles"):
        release = make_release([make_release.Story(["甲 乙"]), make_release.Story(["甲"])])
        [file] = (release / FOLDERS[table]).glob("*.parquet")
        pq.write_table(pq.read_table(file).append_column("extra", values), file)
        return open_questions(release, cache=tmp_path / "cache")

    return join


@pytest.mark.parametrize("table", ["articles", "sentences"])
@pytest.mark.parametrize("kind", VALUES)
def test_an_added_column_is_counted_by_and_chosen_by(joined, kind, table):
    values, condition = VALUES[kind]
    asked = joined(values, table)
    assert asked.count('"甲"', by=["extra"]).column("count") == [1, 1]
    assert asked.count("[]", where=condition)[0]["count"] == 2
    assert asked.find('"乙"', columns=["extra"]).column("extra") == values[:1].to_pylist()


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (pa.array([["a"], ["b"]]), "list<element: string>"),
        (pa.array([{"a": 1}, {"a": 2}]), "struct<a: int64>"),
    ],
)
def test_a_column_without_one_value_an_article_is_no_key(joined, values, kind):
    told = f"key: extra is {kind}, which gives no article one value; choose by it with `where`"
    with pytest.raises(QueryError) as refused:
        joined(values).count('"甲"', by=["extra"])
    assert str(refused.value).startswith(told)


@pytest.fixture
def sentences(make_release, tmp_path):
    """A corpus of two articles of two sentences, in a shard each, with columns joined to them."""

    def join(first, second):
        release = make_release(
            [make_release.Story(["甲 乙", "甲"]), make_release.Story(["甲", "丙"])]
        )
        [file] = (release / "data").glob("*.parquet")
        rows = pq.read_table(file)
        shards = ((rows[:2], first, "train-a.parquet"), (rows[2:], second, "train-b.parquet"))
        file.unlink()
        for part, more, name in shards:
            columns = dict(zip(part.column_names, part.columns, strict=True))
            pq.write_table(pa.table({**columns, **more}), file.with_name(name))
        return release, open_questions(release, cache=tmp_path / "cache")

    return join


def test_what_is_joined_to_sentences_tells_those_of_an_article_apart(sentences):
    coded = pa.array(["pro", "con"]).dictionary_encode()
    release, asked = sentences({"stance": coded}, {"score": pa.array([1, None])})
    by = asked.count('"甲"', by=["stance"])
    assert [(row["stance"], row["count"], row["tokens"]) for row in by] == [
        (None, 1, 2),
        ("con", 1, 1),
        ("pro", 1, 2),
    ]
    assert asked.count("[]", where='stance = "con"')[0]["count"] == 1
    assert asked.count("[]", where="score = 1")[0]["count"] == 1
    assert asked.count('a:"甲" "乙" :: a.stance = "pro"')[0]["count"] == 1
    told = overview(release, ["stance", "score"])
    assert [(row["column"], row["null"], row["sentences"], row["value"]) for row in told] == [
        ("stance", 2, 1, "con"),
        ("stance", 2, 1, "pro"),
        ("score", 3, 1, "1"),
    ]


def test_a_name_that_articles_have_is_theirs_and_lists_of_sentences_are_none(sentences):
    own = {
        "n_tokens": pa.array([7, 7]),
        "article": pa.array(["x", "y"]),
        "vector": pa.array([[1.0], [2.0]]),
    }
    release, asked = sentences(own, own)
    assert asked.count("[]", where="n_tokens = 7")[0]["count"] == 0
    names = {row["column"] for row in overview(release)}
    assert names == set(COLUMNS) & names
    for name in ("article", "vector"):
        with pytest.raises(QueryError, match=f"key: there is no '{name}'"):
            asked.count('"甲"', by=[name])


def test_a_period_stays_the_period_whatever_was_joined(sentences):
    _, asked = sentences({"month": pa.array([1, 2])}, {"month": pa.array([1, 2])})
    [published] = set(asked.find("[]", columns=["published"]).column("published"))
    assert asked.count('"甲"', by=["month"]).column("month") == [f"{published:%Y-%m}"]
    assert asked.count("[]", where="month = 2")[0]["tokens"] == 2


def test_sentences_whose_shards_hold_text_and_numbers_in_one_column_are_refused(sentences):
    with pytest.raises(ContractError, match=r"sentences\.stance: is int64, and string in train-a"):
        sentences({"stance": pa.array(["pro", "con"])}, {"stance": pa.array([1, 2])})


@pytest.mark.parametrize(
    ("order", "article"),
    [([0, 2, 1, 3], 0), ([1, 0, 2, 3], 0), ([0, 1, 3, 2], 2), ([0, 1, 0, 1], 0)],
)
@pytest.mark.parametrize("cut", [1, 2, 4])
def test_sentences_that_a_join_has_mixed_up_are_refused(
    make_release, tmp_path, order, article, cut
):
    release = make_release([make_release.Story(["甲 乙", "甲"]), make_release.Story(["甲", "丙"])])
    [file] = (release / "data").glob("*.parquet")
    rows = pq.read_table(file)
    name = rows["article_id"][article].as_py()
    mixed = rows.take(order)
    file.unlink()
    for part, begin in enumerate(range(0, 4, cut)):
        pq.write_table(mixed[begin : begin + cut], file.with_name(f"{part}.parquet"))
    with pytest.raises(ContractError) as refused:
        open_questions(release, cache=tmp_path / "cache")
    told = f"sentences.article_id: {name}: its sentences do not stand together and in order; keep "
    assert str(refused.value).startswith(told)


def test_a_column_of_values_without_a_comparison_is_refused_at_its_place(joined):
    asked = joined(pa.array([b"a", b"b"]))
    with pytest.raises(QueryError, match="extra is of type binary; compare a column of text"):
        asked.count("[]", where='extra = "a"')


def test_an_added_column_is_described_whatever_shards_have_it(make_release):
    stories = [
        make_release.Story(["甲 乙"]),
        make_release.Story(["甲"]),
        make_release.Story(["丙"]),
    ]
    release = make_release(stories)
    [file] = (release / "articles").glob("*.parquet")
    table = pq.read_table(file)
    pq.write_table(table[:1].append_column("topic", pa.array(["a"]).dictionary_encode()), file)
    pq.write_table(table[1:2], file.with_name("train-b.parquet"))
    last = table[2:].append_column("topic", pa.array(["a"], pa.string_view()))
    last = last.append_column("tags", pa.array([["x", "y"]], pa.large_list(pa.large_string())))
    last = last.append_column("more", pa.array([{"a": 1}])).append_column("n", pa.array([1.5]))
    pq.write_table(last, file.with_name("train-c.parquet"))

    told = overview(release)
    rows = [row for row in told if row["column"] in ("topic", "tags", "n", "more")]
    keys = ("column", "different", "null", "articles", "sentences", "tokens", "value")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("topic", 1, 1, 2, 2, 3, "a"),
        ("tags", 2, 2, 1, 1, 1, "x"),
        ("tags", 2, 2, 1, 1, 1, "y"),
        ("n", 1, 2, 1, 1, 1, "1.5"),
    ]
    assert [row["column"] for row in told][-1] in COLUMNS
    assert overview(release, ["n"]).table.num_rows == 1
    with pytest.raises(
        QueryError, match=r"columns: there is no 'more'; use one of .*, topic, tags"
    ):
        overview(release, ["more"])
