"""A table on a terminal: columns under each other, and nothing that steers the terminal."""

from __future__ import annotations

import pytest

import juku
from juku.query.answers import tables


def test_columns_of_a_table_stand_under_each_other(news):
    """Counted in columns of a terminal, in which a Chinese character takes two."""
    lines = news.questions.find('"改革"').text(10).splitlines()[2:12]
    starts = {tables.display_width(line[: line.index(" 改革 ")]) for line in lines}
    assert len(starts) == 1


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("发展", 4),
        ("ａ", 2),
        ("e\u0301", 1),
        ("“”", 2),
        ("a\u200d", 1),
        ("a\u20dd", 1),
    ],
)
def test_the_width_of_text_in_a_terminal(text, width):
    assert tables.display_width(text) == width


def test_a_table_does_not_steer_the_terminal_and_other_forms_keep_the_text(make_release, tmp_path):
    words = ["改革\x1b[2J", "\u202e", "\x9b", "\r", "\u2028"]
    line = make_release.Line([(word, "x", "X") for word in words])
    path = make_release([make_release.Story([line])])
    result = juku.open(path, cache=tmp_path / "cache").find("[]")
    shown = result.text()
    assert "改革␛[2J" in shown
    assert not [sign for sign in shown if sign in "\x1b\u202e\x9b\r\u2028"]
    assert result.column("hit")[0] == "改革\x1b[2J"


def test_one_long_cell_makes_no_other_row_long():
    rows = [{"hit": "甲", "n": 1}, {"hit": "乙" * 100_000, "n": 2}]
    head, short, long = tables.text_table(["hit", "n"], rows).split("\n")
    assert tables.display_width(head) == tables.display_width(short) == tables.WIDEST + 3
    assert long == f"{'乙' * 100_000}  2"


NUL, DEL, LRE, RLO, LRI, PDI = "\x00", "\x7f", "\u202a", "\u202e", "\u2066", "\u2069"


@pytest.mark.parametrize(
    ("first", "last"),
    [(NUL, "\x1f"), (DEL, "\x9f"), ("\u2028", "\u2029"), (LRE, RLO), (LRI, PDI)],
    ids=["C0", "DEL and C1", "separators", "embeddings", "isolates"],
)
def test_every_sign_that_steers_has_a_stand_in_and_its_neighbours_stay(first, last):
    signs = {chr(code) for code in range(ord(first), ord(last) + 1)}
    assert not signs & set(tables.show("".join(sorted(signs))))
    for beside in {chr(max(ord(first) - 1, ord(" "))), chr(ord(last) + 1)}:
        assert tables.show(beside) == beside or beside in "\u2029\u202a"


INF = float("inf")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (1000, "1,000"),
        (-1000, "-1,000"),
        (0.0, "0"),
        (-0.0, "0"),
        (1000.0, "1,000.0"),
        (-1000.0, "-1,000.0"),
        (999.5, "999.50"),
        (999.994, "999.99"),
        (999.995, "1,000.0"),
        (-999.999, "-1,000.0"),
        (0.99994, "0.9999"),
        (0.99999, "1.00"),
        (0.0009999, "0.0010"),
        (0.0009994, "9.99e-04"),
        (1e14, "100,000,000,000,000.0"),
        (1e15, "1.00e+15"),
        (1e300, "1.00e+300"),
        (1.0, "1.00"),
        (0.5, "0.5000"),
        (0.001, "0.0010"),
        (0.0005, "5.00e-04"),
        (INF, "+∞"),
        (-INF, "-∞"),
        (float("nan"), "–"),
        ([], ""),
        ([1000, None], "1,000 –"),
        ((True, "甲"), "yes 甲"),
    ],
)
def test_a_cell_as_a_person_reads_it(value, shown):
    assert tables.show(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(2024, "2024"), ([2024, 2025], "2024 2025")])
def test_whole_numbers_that_may_be_years_are_not_parted(value, shown):
    assert tables.show(value, grouped=False) == shown
    columns, rows = ["day"], [{"day": value}]
    assert tables.text_table(columns, rows, grouped=False).split("\n")[1].strip() == shown
    assert f">{shown}</td>" in tables.html_table(columns, rows, "", grouped=False)


COLUMNS = {
    "whole numbers": ([1, None], True),
    "numbers": ([1, 2.5], True),
    "truths": ([True, False], False),
    "words": (["甲", None], False),
    "numbers and words": ([1, "甲"], False),
    "nothing": ([None, None], False),
    "no rows": ([], False),
}
"""What is in a column → whether it is set to the right, unless it is asked for."""


@pytest.mark.parametrize(("values", "right"), COLUMNS.values(), ids=list(COLUMNS))
@pytest.mark.parametrize("asked", [False, True])
def test_numbers_and_what_is_asked_for_are_set_to_the_right(values, right, asked):
    rows = [{"a column": value} for value in values]
    to_right = ["a column"] if asked else ["another"]
    for line in tables.text_table(["a column"], rows, to_right).split("\n")[1:]:
        assert (len(line) == len(line.strip())) == (not (right or asked))
    page = tables.html_table(["a column"], rows, "<a & b>", to_right)
    assert page.count("text-align:right") == len(values) * (right or asked)
    assert page.count("<tr><td") == page.count("</td></tr>") == len(values)
    assert "<caption>&lt;a &amp; b&gt;</caption>" in page


def test_a_table_without_columns_is_nothing():
    assert tables.text_table([], [{}, {}]) == ""
