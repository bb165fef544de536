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
    ("text", "width"), [("", 0), ("abc", 3), ("发展", 4), ("ａ", 2), ("e\u0301", 1), ("“”", 2)]
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
