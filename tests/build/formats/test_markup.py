"""A field that holds HTML is read line by line where no tag ends lines, else as one piece."""

from __future__ import annotations

import pytest

from juku.build.formats import markup

DATA = "<table><tr><td>站<td>票价<tr><td>东岸<td>两元</table>"
CASES = {
    "nothing": ("", []),
    "plain text": ("甲\n乙", [("", "甲\n乙")]),
    "lines of text with a tag in one": ("甲\n<b>乙</b>丙\n丁",
        [("", "甲"), ("\n", "乙"), ("", "丙"), ("\n", "丁")]),
    "an empty line between": ("甲&amp;\n\n乙", [("", "甲&"), ("\n", "乙")]),
    "a first line that shows nothing": ("<b></b>\n甲", [("", "甲")]),
    "a last line that shows nothing": ("甲\n<b></b>", [("", "甲")]),
    "tags that end lines": ("<p>甲\n乙</p><p>丙</p>", [("", "甲"), ("", "乙"), ("\n", "丙")]),
    "a heading": ("<h3>甲</h3><p>乙</p>", [("### ", "甲"), ("\n", "乙")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_of_a_field_is_shown(case):
    text, found = CASES[case]
    field = markup.read(text)
    assert len(field.text) == len(text)
    shown = [run.of(field.text) for run in field.runs]
    assert list(zip(field.before, shown, strict=True)) == found


@pytest.mark.parametrize("before", ["", "<p>甲</p>"])
def test_a_table_of_data_is_named_where_it_stands_and_moves_with_the_field(before):
    text = f"{before}{DATA}<p>乙</p>"
    field = markup.read(text)
    assert [text[mark.start : mark.end] for mark in field.marks] == [DATA]
    moved = field.moved(7)
    page = "七个字在它之前" + text
    assert [page[mark.start : mark.end] for mark in moved.marks] == [DATA]
    assert [mark.rule for mark in moved.marks] == [mark.rule for mark in field.marks]
    assert [(run.start - 7, run.end - 7) for run in moved.runs] == [tuple(r) for r in field.runs]
    assert (moved.text, moved.before) == (field.text, field.before)
