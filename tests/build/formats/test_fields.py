"""A field is found by its name in a record, and in records within it."""

from __future__ import annotations

import json

import pytest

from juku.build.formats import fields
from juku.errors import EvidenceError

HALF = json.loads('"\\ud83d"')


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ({"title": "题"}, "title", "题"),
        ({"title": None}, "title", None),
        ({}, "title", None),
        ({"data": {"page": {"title": "题"}}}, "data.page.title", "题"),
        ({"data.page": {"title": "题"}}, "data.page.title", "题"),
        ({"data": {"page.title": "题"}}, "data.page.title", "题"),
        # Where one way to read the name gives nothing, the next one is taken.
        ({"data": {"other": "别"}, "data.page": {"title": "题"}}, "data.page.title", "题"),
        ({"data": "别", "data.page": {"title": "题"}}, "data.page.title", "题"),
        # A field that stands there under its whole name is that one, even if it holds nothing.
        ({"data.title": None, "data": {"title": "题"}}, "data.title", None),
        ({"data": ["题"]}, "data.0", None),
        ({"": {"title": "题"}}, "title", None),
        ({"": {"title": "题"}}, ".title", "题"),
        ({"data": {"title": "题"}}, "data", {"title": "题"}),
    ],
)
def test_a_name_reaches_into_records_within_the_record(row, name, value):
    assert fields.value(row, name) == value


@pytest.mark.parametrize(
    ("name", "there", "column"),
    [
        ("data.title", ("data", "data.title"), "data.title"),
        ("a.b.c", ("a.b", "a"), "a"),
        ("a.b.c", ("a.b",), "a.b"),
        ("a.b.c", ("b", "c"), "a.b.c"),
    ],
)
def test_the_column_of_a_field_is_the_one_of_its_whole_name_or_the_shortest(name, there, column):
    assert fields.column(name, there) == column


def test_every_name_that_is_listed_finds_its_field():
    row = {"a": {"b": {"c": 1}, "d.e": 2}, "f": [3], "g": None}
    names = list(fields.names(row))
    assert names == ["a", "a.b", "a.b.c", "a.d.e", "f", "g"]
    assert [fields.value(row, name) for name in names] == [
        row["a"], row["a"]["b"], 1, 2, [3], None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("held", "string", "paragraphs"),
    [
        (None, None, None),
        ("", "", ""),
        ("一\n二", "一\n二", "一\n二"),
        (["一", None, "二"], "is list, not text", "一\n\n二"),
        ([], "is list, not text", ""),
        ([["一"]], "is list, not text", "is list, not text"),
        (3, "is int, not text", "is int, not text"),
        (["一", 3], "is list, not text", "is int, not text"),
        (f"一{HALF}", "has half a surrogate pair at 1", "has half a surrogate pair at 1"),
        (["一", HALF], "is list, not text", "has half a surrogate pair at 0"),
    ],
)
def test_text_is_given_and_what_is_none_is_refused(held, string, paragraphs):
    for read, wanted in ((fields.string, string), (fields.paragraphs, paragraphs)):
        if wanted is None or not wanted.startswith(("is ", "has ")):
            assert read({"data": {"text": held}}, "data.text", "a#1") == wanted
            continue
        with pytest.raises(EvidenceError) as refused:
            read({"data": {"text": held}}, "data.text", "a#1")
        told = f"a#1: data.text: {wanted}; mend the record"
        assert str(refused.value) in (told, f"{told} or the map")
