"""What a page of HTML shows, character by character, and on which of its lines."""

from __future__ import annotations

import html as library
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.build.formats.html_shown import Shown
from juku.text.markup.html_signs import FILL

TEXTS = {
    "words of a line that the source broke": ("an old\npier of", ["an old ", "pier of"]),
    "the white space around a break": ("old \t\r\n\n  pier", ["old ", "pier"]),
    "Han characters on both sides": ("老码\n头", ["老码", "头"]),
    "a Han character on one side": ("老A\n头", ["老A", "头"]),
    "and on the other": ("老\nA头", ["老", "A头"]),
    "a mark on one side": ("old,\npier", ["old,", "pier"]),
    "a break at the beginning": ("\n老", ["老"]),
    "a break at the end": ("A\n", ["A"]),
    "nothing but a break": ("\n", []),
    "white space within a line": ("a  b", ["a  b"]),
    "a reference": ("甲&middot;乙", ["甲·", "乙"]),
    "a reference by its number": ("&#29976;&#x7532;", ["甘", "甲"]),
    "a reference without its end": ("甲&amp乙", ["甲&", "乙"]),
    "what is none": ("甲&乙&nosuch;", ["甲&乙&nosuch;"]),
    "references side by side": ("&lt;&lt;甲&gt;", ["<", "<", "甲>"]),
    "a reference that is two characters": ("甲&NotEqualTilde;乙", ["甲≂̸", "乙"]),
    "a reference after a break": ("甲\n&ldquo;乙", ["甲", "“", "乙"]),
}


@pytest.mark.parametrize("case", TEXTS)
def test_references_and_breaks_become_what_they_stand_for_in_their_first_places(case):
    page, runs = TEXTS[case]
    shown = Shown(page)
    assert len(shown.text) == len(page)
    assert [shown.text[start:end] for start, end in shown.covered] == runs
    covered = {at for start, end in shown.covered for at in range(start, end)}
    for at in set(range(len(page))) - covered:
        assert shown.text[at] == (page[at] if page[at].isspace() else FILL)


def lines(page):
    kinds = ("heading", "bold", "item", "aside", "beside")
    return [
        (line.text, " ".join(kind for kind in kinds if getattr(line, kind)))
        for line in Shown(page).lines()
    ]


DATA = "<table><tr><td>站<td>票价<tr><td>东岸<td>两元</table>"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>甲 <b>乙</b>丙<p>丁", [("甲乙丙", ""), ("丁", "")]),
        ("<p> <p>&nbsp;<p>甲", [("甲", "")]),
        ("<title>甲</title><p>乙", [("乙", "")]),
        ("<p><b>甲</b> <strong>乙</strong></p>", [("甲乙", "bold")]),
        ("<p><b>甲</b>乙</p>", [("甲乙", "")]),
        ("<p>甲<b>乙</b></p>", [("甲乙", "")]),
        ("<h3>甲</h3><li>乙", [("甲", "heading"), ("乙", "item")]),
        ("<p><a>甲</a> <a>乙</a>", [("甲乙", "aside")]),
        ("<p><a>甲</a>乙", [("甲乙", "")]),
        ("<p class=subtitle>甲</p><p>乙", [("甲", "beside"), ("乙", "")]),
        (f"甲{DATA}乙", [("甲", ""), *[(t, "aside") for t in ("站", "票价", "东岸", "两元")],
                          ("乙", "")]),
    ],
)  # fmt: skip
def test_lines_are_what_stands_on_them(page, found):
    assert lines(page) == found


@pytest.mark.parametrize(
    ("page", "fills"),
    [("<p>甲乙丙</p>", False), ("<p>乙</p>", True), ("<p> 乙 </p>", True), ("<p>甲乙</p>", False),
     ("<p>乙丙</p>", False), ("甲<b>乙</b>丙", True)],
)  # fmt: skip
def test_a_run_fills_its_nodes_where_nothing_else_is_in_them(page, fills):
    at = page.index("乙")
    assert Shown(page).fills(at, at) is fills


@pytest.mark.parametrize(
    ("page", "level", "bold"),
    [
        ("<h1>甲</h1>", 2, False),
        ("<h2>甲</h2>", 2, False),
        ("<h5>甲</h5>", 5, False),
        ("<p>甲</p>", 0, False),
        ("<p><b>甲</b></p>", 0, True),
        ("<p><b>甲。</b></p>", 0, False),
        ("<p><b>甲</b> <b>乙</b></p>", 0, True),
        ("<p><b>甲</b>乙<b>丙</b></p>", 0, False),
        ("<p class=subtitle>甲</p>", 2, False),
        ("<p class=subtitle>来源：甲</p>", 0, False),
    ],
)
def test_what_a_line_is_between_its_first_and_last_character(page, level, bold):
    shown = Shown(page)
    first, last = shown.places[0], shown.places[-1]
    assert shown.level(first, last) == level
    assert shown.is_bold(first, last) is bold


def test_the_name_of_a_page_is_its_first_in_the_head_alone():
    page = "<title> 甲 乙 </title><p>丙<title>丁</title>"
    assert Shown(page).title() == "甲 乙"
    assert Shown("<p>丙").title() == ""


PIECES = st.sampled_from(
    ["船到了。", "ab", " ", "\n", "\r\n", "&amp;", "&#183;", "&", "<b>", "</b>", "<p>", "<!--x-->",
     "\u3000", DATA]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_page_shows_its_text_once_and_every_run_of_it_is_found_again(page):
    """Tags taken off and references resolved by the library, white space left out."""
    shown = Shown(page)
    plain = library.unescape(re.sub(r"<!--.*?-->|</?[a-z]+>", "", page))
    assert shown.joined == "".join(plain.split())
    assert shown.joined == "".join(line.text for line in shown.lines())
    for first, start in enumerate(shown.places):
        for end in shown.places[first : first + 3]:
            runs = shown.runs(start, end)
            within = "".join(shown.text[a:b] for a, b in runs)
            expected = [shown.text[at] for at in shown.places if start <= at <= end]
            assert "".join(within.split()) == "".join(expected)
            assert (runs[0].start, runs[-1].end) == (start, end + 1)


def test_blanks_without_number_are_looked_at_once(in_seconds):
    assert Shown("船" + " " * 400_000 + "到").joined == "船到"
