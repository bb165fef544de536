"""Where a page has text, on which lines, and what the tags around it say of it."""

from __future__ import annotations

from itertools import groupby

import pytest

from juku.build.formats import html_nodes

CASES = {
    "text without a tag": ("船到了。", [[("船到了。", "")]]),
    "nothing": ("", []),
    "tags alone": ("<p></p><br>", []),
    "blocks begin and end lines": ("甲<p>乙</p>丙", [[("甲", "")], [("乙", "")], [("丙", "")]]),
    "tags within a line do not": ("甲<b>乙</b>丙<span>丁</span>",
        [[("甲", ""), ("乙", "bold"), ("丙", ""), ("丁", "")]]),
    "a tag that a site made up does": ("甲<x-day>乙", [[("甲", "")], [("乙", "")]]),
    "a break, in either form": ("甲<br>乙<br/>丙", [[("甲", "")], [("乙", "")], [("丙", "")]]),
    "a tag without an end of its own": ("甲<img/>乙", [[("甲", ""), ("乙", "")]]),
    "headings of each level": ("".join(f"<h{n}>题</h{n}>" for n in range(1, 7)),
        [[("题", f"h{n}")] for n in range(1, 7)]),
    "a tag in a heading": ("<h2>甲<b>乙</b><i>丙</i></h2>丁",
        [[("甲", "h2"), ("乙", "h2 bold"), ("丙", "h2")], [("丁", "")]]),
    "the end of any heading ends it": ("<h2>甲</h3>乙", [[("甲", "h2")], [("乙", "")]]),
    "bold in bold": ("<b>甲<strong>乙</strong>丙</b>丁",
        [[("甲", "bold"), ("乙", "bold"), ("丙", "bold"), ("丁", "")]]),
    "an end too many": ("甲</b>乙<b>丙", [[("甲", ""), ("乙", ""), ("丙", "bold")]]),
    "bold that never ends, ends with its block": ("<p><b>甲</p>乙",
        [[("甲", "bold")], [("乙", "")]]),
    "bold around a block, that begins": ("<b><p>甲", [[("甲", "bold")]]),
    "what names the page": ("<title>甲</title>乙", [[("甲", "named")], [("乙", "")]]),
    "script and style": ("甲<script>乙</script>丙<style>丁</style>戊",
        [[("甲", ""), ("丙", ""), ("戊", "")]]),
    "an end of script too many": ("甲</script>乙<script>丙</script>丁",
        [[("甲", ""), ("乙", ""), ("丁", "")]]),
    "readings over characters": ("<ruby>甲<rp>(<rt>jia<rp>)</ruby>乙", [[("甲", ""), ("乙", "")]]),
    "readings that end": ("<ruby>甲<rt>jia</rt>乙</ruby>", [[("甲", ""), ("乙", "")]]),
    "comments and declarations": ("甲<!--乙-->丙<!DOCTYPE 丁>戊<?己>庚<![CDATA[辛]]>壬",
        [[(one, "") for one in "甲丙戊庚壬"]]),
    "a declaration that has no name": ("甲\n乙<![ endif]-->丙<![:丁>戊<![no[己]]>庚",
        [[("甲\n乙", ""), ("丙", ""), ("戊", ""), ("庚", "")]]),
    "a declaration that has no end": ("甲<![:乙", [[("甲<![:乙", "")]]),
    "references are of the text": ("甲&amp;乙&#183;丙&", [[("甲&amp;乙&#183;丙&", "")]]),
    "references at the ends": ("&amp;甲&#183;", [[("&amp;甲&#183;", "")]]),
    "less than, which begins no tag": ("若a<3，则", [[("若a<3，则", "")]]),
    "over several lines of the source": ("甲\n<p>乙\n\n丙</p>\n<b>丁</b>",
        [[("甲\n", "")], [("乙\n\n丙", "")], [("\n", ""), ("丁", "bold")]]),
    "items": ("<ul><li>甲<li>乙</ul>", [[("甲", "item")], [("乙", "item")]]),
    "items that end": ("<ul><li>甲</li></ul>乙", [[("甲", "item")], [("乙", "")]]),
    "items in items": ("<li>甲<li>乙</li>丙</li>丁",
        [[("甲", "item")], [("乙", "item")], [("丙", "item")], [("丁", "")]]),
    "an end of an item too many": ("</li><li>甲</li>乙", [[("甲", "item")], [("乙", "")]]),
    "links": ("甲<a>乙</a>丙", [[("甲", ""), ("乙", "aside"), ("丙", "")]]),
    "a link in a link ends the first": ("<a>甲<a>乙</a>丙",
        [[("甲", "aside"), ("乙", "aside"), ("丙", "")]]),
    "a link that never ends, ends with its block": ("<p><a>甲</p>乙",
        [[("甲", "aside")], [("乙", "")]]),
    "menus in menus": ("<nav>甲<nav>乙</nav>丙</nav>丁",
        [[("甲", "aside")], [("乙", "aside")], [("丙", "aside")], [("丁", "")]]),
    "a link in a menu": ("<nav><a>甲</a>乙</nav>丙",
        [[("甲", "aside"), ("乙", "aside")], [("丙", "")]]),
    "an end of a menu too many": ("</nav>甲<nav>乙</nav>", [[("甲", "")], [("乙", "aside")]]),
    "what the site calls a subtitle": ('<div class="news sub-title">甲</div>乙',
        [[("甲", "beside")], [("乙", "")]]),
    "by its id": ("<p id=yinti>甲</p>乙", [[("甲", "beside")], [("乙", "")]]),
    "by a tag that it made up": ("<futitle>甲</futitle>乙", [[("甲", "beside")], [("乙", "")]]),
    "not by another attribute": ("<div title=subtitle>甲</div>", [[("甲", "")]]),
    "nor by a longer word": ("<div class=subtitles>甲</div>", [[("甲", "")]]),
    "an attribute without a value": ("<div class>甲</div>", [[("甲", "")]]),
    "a subtitle with tags of its name in it": (
        "<div class=subtitle>甲<div>乙</div>丙</div>丁",
        [[("甲", "beside")], [("乙", "beside")], [("丙", "beside")], [("丁", "")]]),
    "tags of its name before it": ("<div>甲<div class=subtitle>乙</div>丙</div>",
        [[("甲", "")], [("乙", "beside")], [("丙", "")]]),
    "tags of its name beside it": ("<div>甲</div><div class=subtitle>乙</div><div>丙</div>",
        [[("甲", "")], [("乙", "beside")], [("丙", "")]]),
    "a tag that holds nothing is none": ("甲<img class=subtitle>乙<p>丙",
        [[("甲", ""), ("乙", "")], [("丙", "")]]),
    "nor does it end one": ("<p class=subtitle>甲<br>乙</p>丙",
        [[("甲", "beside")], [("乙", "beside")], [("丙", "")]]),
    "other tags in it": ("<div class=subtitle><p>甲</p><b>乙</b></div>丙",
        [[("甲", "beside")], [("乙", "beside bold")], [("丙", "")]]),
    "a paragraph that never ends, ends with the next": ("<p class=subtitle>甲<p>乙",
        [[("甲", "beside")], [("乙", "")]]),
}  # fmt: skip


def told(node):
    flags = [f"h{node.heading}"] * bool(node.heading)
    flags += [name for name in ("beside", "bold", "named", "item", "aside") if getattr(node, name)]
    return " ".join(flags)


@pytest.mark.parametrize("case", CASES)
def test_nodes_of_a_page_by_its_lines(case):
    page, lines = CASES[case]
    nodes, _ = html_nodes.find(page)
    found = [
        [(page[node.start : node.end], told(node)) for node in group]
        for _, group in groupby(nodes, lambda node: node.line)
    ]
    assert found == lines


@pytest.mark.parametrize("tag", ["a", "aside", "button", "footer", "form", "nav", "select"])
def test_what_a_reader_does_not_come_for_is_aside(tag):
    page = f"甲<{tag}>乙</{tag}>丙"
    assert [told(node) for node in html_nodes.find(page)[0]] == ["", "aside", ""]


@pytest.mark.parametrize(
    "name",
    [
        "subtitle", "sub_tit", "SUB-headline", "subhd", "title-sub", "futi", "fubiaoti",
        "pretitle", "intro-title", "over_title", "shouldertitle", "yinti", "jianbiaoti", "kicker",
    ],
)  # fmt: skip
def test_names_of_subtitles_are_known_however_they_are_written(name):
    page = f"<div class='a {name} b'>甲</div><div class='{name}x'>乙</div>"
    of_name, of_longer = html_nodes.find(page)[0]
    assert of_name.beside
    assert of_longer.beside is (name == "kicker")


@pytest.mark.parametrize("opens", ["<a ", '<a x="', "<a b=c ", "<a '", "<!-- ", "</a ", "<? "])
@pytest.mark.usefixtures("in_seconds")
def test_what_opens_tags_that_nothing_closes_is_text_and_takes_no_time(opens):
    page = "<p>船到了。</p>" + opens * 100_000
    first, rest = html_nodes.find(page)[0]
    assert page[first.start : first.end] == "船到了。"
    assert page[rest.start : rest.end] == opens * 100_000


def test_a_script_that_nothing_closes_is_no_text():
    assert html_nodes.find("<script>if (a<b) 船 = 1 && 甲")[0] == []
