"""The lines that an extractor names are found on the page, each once and in their order."""

from __future__ import annotations

import pytest

from juku.build.formats import html, html_lines
from juku.errors import EvidenceError

ONE, TWO, THREE = "船到了。", "今年雨水好。", "他走了。"
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
LINES = [ONE, TWO, THREE]
SIGNED = [("\n", ONE), ("\n", TWO), ("\n", THREE)]


@pytest.fixture
def read(monkeypatch):
    """Reads a page of which the extractor says a title and lines: the signs and runs of it."""

    def reader(page, title, lines):
        monkeypatch.setattr(html_lines, "extract", lambda *_: (title, lines))
        text, view = html.read(page, "a.html")
        assert len(text) == len(page)
        return [
            (sign, text[start:end])
            for sign, (start, end) in zip(view.before, view.runs, strict=True)
        ]

    return reader


HEADS = {
    "in a heading": ("<h1>题</h1>", "题", "题"),
    "all that a heading shows that has more": ("<h2>题　外</h2>", "题", "题　外"),
    "in the heading that shows least else": ("<h3>甲题外</h3><h2>题外</h2>", "题", "题外"),
    "without what its heading sets apart": ("<h2>题外<span>报</span></h2>", "题", "题外"),
    "in no heading that only begins it": ("<h2>甲题</h2><p>外话</p><p>题外</p>", "题外", "题外"),
    "in a heading, though it stands alone before": ("<p>题</p><h1>题</h1>", "题", "题"),
    "alone, where no heading has it": ("<p>甲题</p><p>题</p>", "题", "题"),
    "in a link, where it stands nowhere else": ("<a>题</a>", "题", "题"),
    "with the site behind it": ("<h1>题</h1>", "题_报", "题"),
    "with the site before it": ("<p>题</p>", "报 | 题", "题"),
    "as much of it as the page shows": ("<p>题-记</p>", "题-记-报", "题-记"),
    "with dashes of any length": ("<p>题</p>", "题——报", "题"),
    "as the page's name has it": ("<title>题_报</title><p>题</p>", "别的", "题"),
    "white space apart": ("<h1>老 码头</h1>", "老码 头", "老 码头"),
    "on no page": ("<p>题外</p>", "题", "题"),
}


@pytest.mark.parametrize("case", HEADS)
def test_the_headline_is_found(read, case):
    head, title, found = HEADS[case]
    assert read(head + BODY, title, LINES) == [("# ", found), *SIGNED]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", ""),
        ("", "题"),
        ("<a>报</a>", "题_报"),
        ("<title>题</title>", ""),
        ("", "_"),
        ("", "  "),
    ],
)
def test_a_headline_that_the_page_does_not_show_is_none(read, head, title):
    assert read(head + BODY, title, LINES) == [("", ONE), *SIGNED[1:]]


def test_blanks_in_a_title_are_looked_at_once(read, in_seconds):
    assert read("<h1>题</h1>" + BODY, f"题{' ' * 500_000}_报", LINES)[0] == ("# ", "题")
    assert read("<h1>题</h1>" + BODY, f"题{' ' * 500_000}报", LINES) == [("", ONE), *SIGNED[1:]]


def test_the_headline_in_the_head_of_a_page_is_shown_by_nothing(read):
    page = f"<title>{ONE}</title>{BODY}"
    assert read(page, "", LINES) == [("", ONE), *SIGNED[1:]]


@pytest.mark.parametrize(
    ("body", "lines", "found"),
    [
        # Lines go on where the last one ended; one that does not is left.
        (f"<p>{ONE}<p>{ONE}", [ONE, ONE], [("", ONE), ("\n", ONE)]),
        (f"<p>{ONE}<p>{TWO}", [TWO, ONE], [("", TWO)]),
        (f"<p>{ONE}<p>{TWO}", [ONE, "别的。", TWO], [("", ONE), ("\n", TWO)]),
        (f"<p>{ONE}<p>{TWO}", [ONE, "", " ", TWO], [("", ONE), ("\n", TWO)]),
        # White space counts for nothing.
        ("<p>船 到\n了。", ["船到 了。"], [("", "船 到"), ("", "了。")]),
        # An item has a sign before it that the page has not, or has it too.
        (f"<li>{ONE}<li>- {TWO}", [f"- {ONE}", f"- {TWO}"], [("", ONE), ("\n", f"- {TWO}")]),
        # Characters that an extractor leaves out are of the line that they stand on.
        ("<p>\ue000甲\U000e1234乙\ue001</p>", ["甲乙"], [("", "\ue000甲\U000e1234乙\ue001")]),
        ("<p>甲 \ue000 乙</p>", ["甲", "乙"], [("", "甲"), ("\n", "乙")]),
        ("<p>甲\ue000\ue001乙</p>", ["甲", "乙"], [("", "甲\ue000\ue001"), ("\n", "乙")]),
        ("<p>甲 \ue000乙</p>", ["甲", "乙"], [("", "甲"), ("\n", "\ue000乙")]),
        ("<p>\u200b甲\ufeff</p>", ["甲"], [("", "甲")]),
        ("<p>甲&#xe001;</p>", ["甲"], [("", "甲\ue001")]),
        # Tags within a line part it in runs.
        ("<p>船<i>到</i>了。", ["船到了。"], [("", "船"), ("", "到"), ("", "了。")]),
        # A line that is bold from end to end stands between signs, but for the last.
        (f"<p><b>甲</b><p>{ONE}", ["甲", ONE], [("**", "甲"), ("**\n", ONE)]),
        (f"<p>{ONE}<p><b>甲乙</b>", [ONE, "甲乙"], [("", ONE), ("\n", "甲乙")]),
        (f"<p><b>甲</b><p><b>乙</b><p>{ONE}", ["甲", "乙", ONE],
         [("**", "甲"), ("**\n**", "乙"), ("**\n", ONE)]),
        (f"<h3>甲</h3><p>{ONE}", ["甲", ONE], [("### ", "甲"), ("\n", ONE)]),
        (f"<p class=subtitle>甲乙<p>{ONE}", ["甲乙", ONE], [("## ", "甲乙"), ("\n", ONE)]),
        (f"<p class=subtitle>{'题' * 61}<p>{ONE}", ["题" * 61, ONE],
         [("", "题" * 61), ("\n", ONE)]),
    ],
)  # fmt: skip
def test_lines_are_found_one_after_another(read, body, lines, found):
    assert read(body, "", lines) == found


def test_a_headline_among_the_lines_is_taken_once(read):
    page = f"<p>{ONE}</p><h1>题</h1><p>{TWO}</p>"
    found = [("", ONE), ("\n# ", "题"), ("\n", TWO)]
    assert read(page, "题", [ONE, "题", TWO]) == found


def test_what_only_names_a_page_is_no_text_of_it(read):
    with pytest.raises(EvidenceError, match="no main text"):
        read(f"<title>{ONE}</title>", "", [ONE])


def test_a_headline_behind_the_text_is_not_taken_for_text_as_well(read):
    page = f"<p>{ONE}<li>{TWO}<li>{THREE}<li>别的。"
    assert read(page, THREE, [ONE]) == [("", ONE), ("\n", TWO), ("\n# ", THREE)]


@pytest.mark.parametrize(("title", "lines"), [("", []), ("题", []), ("题", ["题"]), ("", ["别的"])])
def test_a_page_of_which_no_line_is_found_is_refused(read, title, lines):
    with pytest.raises(EvidenceError, match=r"^a\.html: no main text was found on the page; give"):
        read("<h1>题</h1><p>船到了</p>", title, lines)


DATA = "<table><tr><td>站<td>票价<tr><td>东岸<td>两元</table>"


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_table_of_data_is_named_where_it_stands_within_the_text(monkeypatch, at):
    parts = [f"<p>{ONE}</p>", f"<p>{TWO}</p>"]
    page = "".join([*parts[:at], DATA, *parts[at:]])
    monkeypatch.setattr(html_lines, "extract", lambda *_: ("", [ONE, TWO]))
    _, view = html.read(page, "a.html")
    assert [page[mark.start : mark.end] for mark in view.marks] == [DATA] * (at == 1)


@pytest.mark.parametrize(
    ("text", "runs", "marked"),
    [
        (f"<p>{ONE}</p>{DATA}<p>{TWO}", [ONE, TWO], [DATA]),
        # Of a piece that is nothing but tables of data, these are the text.
        (DATA, ["站", "票价", "东岸", "两元"],
         ["<table><tr><td>", "<td>", "<tr><td>", "<td>", "</table>"]),
        ("", [], []),
        ("<p> </p>", [], []),
    ],
)  # fmt: skip
def test_a_piece_is_all_text_but_for_tables_of_data(text, runs, marked):
    shown, view = html.fragment(text)
    assert [shown[start:end] for start, end in view.runs] == runs
    assert [text[mark.start : mark.end] for mark in view.marks] == marked


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"<meta charset=GBK>", "GBK"),
        (b"<meta CharSet = 'utf-8'>", "utf-8"),
        (b"<meta name=a>", None),
        (b" " * 4081 + b"<meta charset=a>", "a"),
        (b" " * 4096 + b"<meta charset=a>", None),
    ],
)
def test_the_encoding_that_the_head_of_a_page_names(raw, found):
    assert html.declared_encoding(raw) == found
