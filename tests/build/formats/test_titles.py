"""A line feed in a record's title parts what stood apart, and nothing that was only wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_laws import check_blocks

from juku.build.formats import titles
from juku.build.reading import articles
from juku.records import Curation
from juku.text import views

BODY = "老码头的候船室去年翻修一新，屋顶换了瓦。\n每天清早，头一班船载着赶集的人过江。"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("老码头翻新\n——江上的一年", [("title", "老码头翻新"), ("subtitle", "——江上的一年")]),
        ("老码头翻新\n\n   江上的一年", [("title", "老码头翻新"), ("subtitle", "江上的一年")]),
        ("第七届进博会开\n   幕", [("title", "第七届进博会开幕")]),
        ("水清了，\r\n鱼回来了", [("title", "水清了，鱼回来了")]),
        ("王毅会见俄罗斯<br>外长<b>拉夫罗夫</b>", [("title", "王毅会见俄罗斯外长拉夫罗夫")]),
        ("<p>老码头翻新</p><p>——江上</p>", [("title", "老码头翻新"), ("subtitle", "——江上")]),
        ("  \n老码头&middot;翻新 \n", [("title", "老码头·翻新")]),
        ("Old pier of\nthe town", [("title", "Old pier of"), ("subtitle", "the town")]),
        ("<b></b>", []),
        (
            "<p>老码头翻新</p><p>&nbsp;</p><p>——江上</p>",
            [("title", "老码头翻新"), ("subtitle", "——江上")],
        ),
        (
            "老码头 Old pier of\nthe town",
            [("title", "老码头 Old pier of"), ("subtitle", "the town")],
        ),
        ("Old pier\n\n \nof the town", [("title", "Old pier"), ("subtitle", "of the town")]),
        ("高水平开放是一以贯之\n的进博关键词", [("title", "高水平开放是一以贯之的进博关键词")]),
        ("第七届进博会5\n日开幕", [("title", "第七届进博会5日开幕")]),
    ],
)
def test_lines_of_a_title(title, found):
    text, view = articles._compose(title, BODY)
    read = views.read(text, view, Curation())
    check_blocks(text, read)
    (article,) = read.articles
    units = [(unit.role, unit.text(text)) for unit in article.units]
    assert units[:-2] == found
    assert [role for role, _ in units[-2:]] == ["body", "body"]


LINES = st.sampled_from(
    ["老码头翻新", "——江上", "第七届进博会开", "幕", "Old pier", "of 5", " ", "\u3000"]
)
ENDS = st.sampled_from(["", "\n", "\r\n", "\r", "\n\n", " \n ", "\u2028"])


@given(st.lists(st.tuples(LINES, ENDS), max_size=6))
def test_every_character_of_a_title_is_shown_but_the_white_space_around_its_lines(parts):
    title = "".join(map("".join, parts))
    field = titles.read(title)
    assert field.text == title
    assert len(field.before) == len(field.runs)
    assert field.runs[-1].end == len(title) + 1
    assert (field.runs[-1].start < len(title)) is (title[-1:].strip() != "")
    places = [at for start, end in field.runs for at in range(start, end)]
    assert places == sorted(set(places))
    assert all(start < end for start, end in field.runs)
    shown = "".join(title[at : at + 1] for at in places)
    assert shown == "".join(line.strip() for line in title.splitlines())
    signs = [sign for sign in field.before if sign]
    assert signs == ["# ", *["\n## "] * len(parts)][: len(signs)]
    assert bool(signs) is (shown != "")
