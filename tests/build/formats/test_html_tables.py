"""Tables that set a page in columns are told from tables of data."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_laws import check_blocks

from juku.build.formats import html, html_nodes, html_tables
from juku.records import Curation, Mark, Span
from juku.text import views

DATA = "<table><tr><td>站<td>票价<tr><td>东岸<td>两元</table>"
TEXT = "<table class=a><tr><td class=b>站<td>船到了。今年雨水好。</table>"


def tables(page):
    return html_nodes.find(page)[1]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (DATA, [DATA]),
        (TEXT, []),
        (f"<table><tr><td>{DATA}</td><td>{TEXT}</td></tr></table>", [DATA]),
        ("<table><tr><td>站</td>", []),
        ("<td>站</td></table>", []),
        (f"<table><tr><td>{'林晓 ' * 60}</td></tr></table>", []),
    ],
)
def test_a_table_without_sentences_is_one_of_data(page, found):
    assert [page[table.start : table.end] for table in tables(page).of_data()] == found


def test_other_tables_are_seen_as_blocks_that_end():
    page = f"<p>{TEXT}{DATA}</p>"
    blocks = "<div class=a><div class=b>站</div><div>船到了。今年雨水好。</div></div>"
    assert tables(page).as_blocks(page) == f"<p>{blocks}{DATA}</p>"


def test_the_tags_of_tables_in_tables_are_seen_where_they_stand():
    page = (
        f"<table id=c><tr><td>甲<table><td>{'船到了。' * 2}</td></table>乙<td>{DATA}</table>丙</td>"
    )
    assert tables(page).as_blocks(page) == (
        f"<div id=c><div>甲<div><div>{'船到了。' * 2}</div></div>乙</div>"
        f"<div>{DATA}</div></div>丙</td>"
    )


@pytest.mark.parametrize("cell", ["td", "th"])
@pytest.mark.parametrize("row", ["tr", "tbody", "thead", "tfoot"])
def test_rows_of_any_kind_end_a_cell_that_has_no_end(cell, row):
    page = f"<table><{row}><{cell}>{TEXTS[0]}<{row}><{cell}>{TEXTS[1]}</{row}></table>"
    blocks = f"<div><div>{TEXTS[0]}</div><div>{TEXTS[1]}</div></div>"
    assert tables(page).as_blocks(page) == blocks


TEXTS = ["船到了。", "今年雨水好。"]


def test_what_stands_in_a_table_before_its_cells_is_an_entry_of_its_own():
    """White space is none, and an entry may be in pieces."""
    for page, found in (
        ("<table>站<td>票价</table>", True),
        ("<table> <td>票价</table>", False),
        ("<table><td>票<b>价</b></table>", False),
        ("<table><td>票价<td> </table>", False),
    ):
        assert bool(tables(page).of_data()) is found


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), max_size=3),
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), max_size=6),
)
def test_what_is_named_and_what_is_read_are_together_the_tables(data, runs):
    """``data`` and ``runs`` are given as gaps and lengths."""

    def spans(parts):
        found, at = [], 0
        for gap, length in parts:
            found.append(Span(at + gap, at + gap + length))
            at += gap + length
        return found

    of_data, of_runs = spans(data), spans(runs)
    marked = list(html_tables.marks(of_data, of_runs))
    assert all(mark.start < mark.end for mark in marked)
    named = [at for mark in marked for at in range(mark.start, mark.end)]
    read = {at for start, end in of_runs for at in range(start, end)}
    assert named == [at for start, end in of_data for at in range(start, end) if at not in read]


def test_the_ledger_names_a_table_but_for_what_is_read_in_it():
    runs = [Span(0, 5), Span(12, 15), Span(20, 30)]
    found = list(html_tables.marks([Span(6, 10), Span(11, 18)], runs))
    rule = html_tables.RULE
    assert found == [Mark(6, 10, rule), Mark(11, 12, rule), Mark(15, 18, rule)]


PARTS = [
    *(
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th class=a>",
        "<br>",
        "<b>",
        "</b>",
    ),
    *("<p>", "</p>", "<li>", "<h2>", "</h2>", "<a href=b>", "</a>", "&amp;", "&nbsp;", "<!--a-->"),
    *(
        "船到了。",
        "今年雨水好，",
        "林晓",
        "12",
        " ",
        "\n",
        "<",
        ">",
        "&",
        "<rt>",
        "<script>",
        "</script>",
    ),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_any_piece_of_html_is_tiled(page):
    text, view = html.fragment(page)
    assert len(text) == len(page)
    assert all(one.end <= other.start for one, other in pairwise(view.runs))
    check_blocks(page, views.read(text, view, Curation()))
