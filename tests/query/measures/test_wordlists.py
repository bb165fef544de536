"""Frequency lists of other tools: which column is which, what is a comment, what is refused."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku.errors import QueryError
from juku.query.measures import wordlists


def read(tmp_path, text, tokens=None):
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    return wordlists.read(path, tokens)


def counted(found):
    return dict(zip(found.values.to_pylist(), found.counts.tolist(), strict=True))


LISTS = {
    "a year in the first row": ("word,count,share\n2024,5,12.5\n年,4,10.0\n", {"2024": 5, "年": 4}),
    "a year in the first row, no head": ("2024\t57\n年\t50\n", {"2024": 57, "年": 50}),
    "years alone": ("year,count,per_million\n2024,5,12.5\n2025,5,10.0\n", {"2024": 5, "2025": 5}),
    "years alone, no head": ("2024,9\n2025,4\n", {"9": 2024, "4": 2025}),
    "rows that are numbered, no head": ("1\t500\t的\n2\t400\t了\n", {"的": 500, "了": 400}),
    "rows that are numbered, words first": ("的,1,500\n了,2,400\n", {"的": 500, "了": 400}),
    "rows that are numbered under n": ("N,Word,Freq.,%\n1,的,500,1.5\n", {"的": 500}),
    "rows that are numbered, a head": ("no,word,seen\n1,的,5\n2,了,4\n", {"的": 5, "了": 4}),
    "a head with a number": ("word,count,2024\n的,5,1\n", {"的": 5}),
    "counts that rise from one": ("的,1\n了,2\n", {"的": 1, "了": 2}),
    "a year and counts that rise": ("2024,1\n年,2\n", {"2024": 1, "年": 2}),
    "dispersion before the word": ("share,word,count\n0.5,的,5\n,了,4\n", {"的": 5, "了": 4}),
    "counts with commas": ('的,"1,500"\n了,"1,400"\n', {"的": 1500, "了": 1400}),
    "nothing seen": ("的,0\n了,3\n", {"的": 0, "了": 3}),
    "a mark for comments that is a word": ("词,频数\n的,5\n#,3\n", {"的": 5, "#": 3}),
    "words that begin with that mark": ("的\t5\n#两会\t3\n", {"的": 5, "#两会": 3}),
    "comments between": ("的,5\n# tokens: 1,000\n# a, b\n#\n了,3\n", {"的": 5, "了": 3}),
    "a comment that looks like a row above the first": ("# 3,4\n的,5\n", {"的": 5}),
    "a comment with a digit that is none": ("# note: ²\n的,5\n", {"的": 5}),
    "a quotation mark that nothing closes": ('"\t5\n的\t3\n', {'"': 5, "的": 3}),
    "blank lines": ("\n的,5\n \n了,3\n", {"的": 5, "了": 3}),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_the_columns_of_words_and_of_counts_are_known(tmp_path, case):
    text, rows = LISTS[case]
    assert counted(read(tmp_path, text)) == rows


SIZES = {
    "the sum": ("的,5\n了,3\n", None, 8),
    "said": ("# tokens: 1,000\n的,5\n", None, 1000),
    "said with blanks": ("# Size: 1 000\n的,5\n", None, 1000),
    "said below": ("的,5\n# tokens: 1,000\n", None, 1000),
    "as other tools say it": ("#Word Types: 2\n#Word Tokens: 145045\n1\t5\t的\n", None, 145045),
    "of tokens before of anything else": ("# n: 7\n# tokens: 900\n的,5\n", None, 900),
    "of the part that was counted": ('# tokens: 900\n# figures: {"size": 70}\n的,5\n', None, 70),
    "of all, where no part was": ('# tokens: 900\n# figures: {"hits": 7}\n的,5\n', None, 900),
    "asked for": ("# tokens: 900\n的,5\n", 50, 50),
    "as high as its highest count": ("# tokens: 5\n的,5\n", None, 5),
}  # fmt: skip


@pytest.mark.parametrize("case", SIZES)
def test_the_size_is_what_is_asked_for_or_said_or_the_sum(tmp_path, case):
    text, tokens, size = SIZES[case]
    assert read(tmp_path, text, tokens).tokens == size


NINES = "9" * 5000

REFUSED = {
    "no row": ("# tokens: 9\n", "is empty"),
    "words alone": ("词\n的\n", "no column of values"),
    "counts alone": ("count\n5\n", "no column of values"),
    "a head alone": ("word,count\n", "no column of values"),
    "a short row": ("的,5\n了\n", "list.csv:2: count: is no whole number"),
    "a count that is none": ("的,5\n了,viel\n天,4\n", "list.csv:2: count: is no whole number"),
    "a count below zero": ("的,5\n了,-1\n天,4\n", "list.csv:2: count: is no whole number"),
    "a size below a count": ("# tokens: 4\n的,5\n", "tokens: 4 is less than its highest count"),
    "counts of no corpus": (f"的,{10**15}\n了,1\n", "its counts come to more than"),
    "a count too long to read": (f"的,{NINES}\n", "its counts come to more than"),
    "a size of no corpus": (f"# tokens: {10**15 + 1}\n的,5\n", "tokens: is more than"),
    "a size too long to read": (f"# tokens: {NINES}\n的,5\n", "tokens: is more than"),
    "figures that are none": ("# figures: 7\n的,5\n", "list.csv:1: figures: is not what juku"),
    "figures without end": ('# figures: {"size": 1e999}\n的,5\n', "list.csv:1: figures: is not"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_list_that_is_none_is_refused_by_its_line(tmp_path, case):
    text, message = REFUSED[case]
    with pytest.raises(QueryError, match=message):
        read(tmp_path, text)


def test_a_list_in_another_encoding_is_refused_by_its_byte(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("的,5\n".encode("gb18030"))
    with pytest.raises(QueryError, match=r"list.csv: byte 0: is not UTF-8; give a list in UTF-8"):
        wordlists.read(path)


def test_a_long_list_is_read_within_the_time_that_is_allowed(tmp_path, monkeypatch):
    monkeypatch.setattr(wordlists, "_SOME", 2)
    asked = []
    budget = SimpleNamespace(check=lambda size=0: asked.append(size))
    path = tmp_path / "list.csv"
    path.write_text("的,5\n" * 6, "utf-8")
    wordlists.read(path, budget=budget)
    few = len(asked)
    path.write_text("的,5\n" * 60, "utf-8")
    wordlists.read(path, budget=budget)
    # Its lines are gone through twice: for their cells, and for words and counts.
    assert (len(asked) - few) - few == 2 * (60 - 6) // 2


def parquet(tmp_path, columns, about=None):
    path = tmp_path / "list.parquet"
    said = None if about is None else {"juku": json.dumps(about)}
    pq.write_table(pa.table(columns).replace_schema_metadata(said), path)
    return path


def test_names_of_columns_in_parquet_are_no_row_even_if_they_are_numbers(tmp_path):
    path = parquet(tmp_path, {"0": ["2024", "年"], "1": [57, 50]})
    assert counted(wordlists.read(path)) == {"2024": 57, "年": 50}


@pytest.mark.parametrize(
    ("about", "size"),
    [
        (None, 107),
        ({"tokens": 900}, 900),
        ({"tokens": 900, "figures": {"size": 200}}, 200),
        ({"figures": {"size": 200}, "tokens": 900}, 200),
        ({"tokens": 900, "figures": {}}, 900),
    ],
)
def test_parquet_tells_the_size_in_its_metadata(tmp_path, about, size):
    path = parquet(tmp_path, {"word": ["2024", "年"], "count": [57, 50]}, about)
    assert wordlists.read(path).tokens == size


@pytest.mark.parametrize("about", [7, [], {}, {"tokens": "viel"}, {"tokens": float("inf")}])
def test_metadata_that_tells_no_size_is_refused(tmp_path, about):
    path = parquet(tmp_path, {"word": ["2024", "年"], "count": [57, 50]}, about)
    with pytest.raises(QueryError, match="metadata juku: does not say the size"):
        wordlists.read(path)


def test_metadata_of_another_tool_says_no_size(tmp_path):
    path = tmp_path / "list.parquet"
    table = pa.table({"word": ["的"], "count": [5]}).replace_schema_metadata({"pandas": "{}"})
    pq.write_table(table, path)
    assert wordlists.read(path).tokens == 5


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"word": ["的", None], "count": [5, 4]}, r"list.parquet:2: value: is NoneType"),
        ({"word": ["的", "了"], "count": [5, None]}, r"list.parquet:2: count: is no whole"),
        ({"word": ["的", "了"], "count": [True, False]}, r"list.parquet:1: count: is no whole"),
    ],
)
def test_what_is_no_word_or_no_count_in_parquet_is_refused_by_its_row(tmp_path, columns, message):
    with pytest.raises(QueryError, match=message):
        wordlists.read(parquet(tmp_path, columns))


def listed(**counts):
    values, numbers = pa.array(list(counts), pa.string()), list(counts.values())
    return wordlists.WordList("list", values, pa.array(numbers, pa.int64()).to_numpy(), 99)


@pytest.mark.parametrize(
    ("one", "other", "rows"),
    [
        ({"的": 5, "了": 3}, {"了": 4, "天": 2}, {"的": (5, 0), "了": (3, 4), "天": (0, 2)}),
        ({"的": 5}, {}, {"的": (5, 0)}),
        ({}, {"的": 5}, {"的": (0, 5)}),
        ({"的": 5}, {"的": 1}, {"的": (5, 1)}),
    ],
)
def test_two_lists_side_by_side_have_each_word_once(one, other, rows):
    values, mine, theirs = wordlists.aligned(listed(**one), listed(**other))
    found = zip(values.to_pylist(), zip(mine.tolist(), theirs.tolist(), strict=True), strict=True)
    assert sorted(found) == sorted(rows.items())
