"""Datelines and credits are found, cut off where they end, and read into their parts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.records import Byline
from juku.text.bylines import byline, byline_agencies

CASES = Path(__file__).parents[2] / "cases/byline"
SYNTHETIC = json.loads((CASES / "synthetic.json").read_text("utf-8"))
BY_READING = json.loads((CASES / "by-reading.json").read_text("utf-8"))
"""Written with what they say before any of them was run."""
SECOND = json.loads((CASES / "by-reading-2.json").read_text("utf-8"))
"""Written before the rules for them: when first run, 14 of 20 datelines, 13 of 17 credits and 6 of
17 lines of furniture were right, and 35 of 45 lines of prose that look like them."""
THIRD = json.loads((CASES / "by-reading-3.json").read_text("utf-8"))
"""Written blind: when first run, 57 of 71 datelines, 46 of 56 credits, 122 of 147 names and 13 of
14 lines of furniture were right, no name was wrong, and 70 of 75 lines of prose were left alone."""
FOURTH = json.loads((CASES / "by-reading-4.json").read_text("utf-8"))
"""Written blind when the third was read: at first 17 of 26 datelines, 28 of 31 credits and 64 of 72
names were right, two names were wrong, and 32 of 34 lines of prose were left alone."""
FIFTH = json.loads((CASES / "by-reading-5.json").read_text("utf-8"))
"""Written blind when the fourth was read: at first 29 of 32 datelines, 33 of 36 credits and 75 of
77 names were right, one name was wrong, and 33 of 39 lines of prose were left alone."""
SIXTH = json.loads((CASES / "by-reading-6.json").read_text("utf-8"))
"""Written blind when the fifth was read: at first 21 of 24 datelines, 21 of 23 credits and 62 of 69
names were right, no name was wrong, and 21 of 22 lines of prose were left alone."""
ISLANDS = json.loads((CASES / "web-and-islands.json").read_text("utf-8"))
"""Found by use: bylines of Taiwan and Hong Kong; its furniture is of articles from the web."""
BESIDE = json.loads((CASES / "beside-articles.json").read_text("utf-8"))
"""Written with the rules for them: authors before a text, who signs letters."""
SETS = (SYNTHETIC, BY_READING, SECOND, THIRD, FOURTH, FIFTH, SIXTH, ISLANDS, BESIDE)
DATELINES = [case for made in SETS for case in made["datelines"]]
CREDITS = [case for made in SETS for case in made["credits"]]
PROSE = [made["prose"] for made in (SECOND, THIRD, FOURTH, FIFTH, SIXTH, ISLANDS, BESIDE)]
KNOWN = json.loads((CASES / "known-failures.json").read_text("utf-8"))
NEGATIVE = json.loads((CASES / "negative.json").read_text("utf-8"))


def expected(case):
    return Byline(
        tuple(case.get("agencies", ())),
        tuple(case.get("places", ())),
        case.get("year"),
        case.get("month"),
        case.get("day"),
        tuple(case.get("reporters", ())),
        tuple(case.get("photographers", ())),
    )


def test_there_are_at_least_120_hand_written_lines():
    assert len(BY_READING["datelines"]) + len(BY_READING["credits"]) >= 120


@pytest.mark.parametrize("case", DATELINES, ids=lambda case: case["dateline"])
def test_a_dateline_ends_where_the_text_begins_and_says_its_parts(case):
    line = case["dateline"] + case["rest"]
    assert line[: byline.dateline_end(line)] == case["dateline"]
    assert byline.read(case["dateline"], ()) == expected(case)


@pytest.mark.parametrize("case", CREDITS, ids=lambda case: case["credit"])
def test_a_credit_is_known_and_says_its_parts(case):
    assert byline.is_credit(case["credit"])
    assert byline.read(None, (case["credit"],)) == expected(case)


@pytest.mark.xfail(strict=True, reason="authors before the text whom a subject or nothing is like")
@pytest.mark.parametrize("case", KNOWN["datelines"], ids=lambda case: case["dateline"])
def test_known_failure(case):
    line = case["dateline"] + case["rest"]
    assert line[: byline.dateline_end(line)] == case["dateline"]


@pytest.mark.parametrize(
    "line", [*NEGATIVE["datelines"], *(line for made in PROSE for line in made["datelines"])]
)
def test_text_that_begins_with_an_agency_is_no_dateline(line):
    assert byline.dateline_end(line) == 0


@pytest.mark.parametrize(
    "line", [*NEGATIVE["credits"], *(line for made in PROSE for line in made["credits"])]
)
def test_other_lines_are_no_credits(line):
    assert not byline.is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "作者李明是一名退休教师，在乡村小学教了三十年书，",
        "作者李明为此走访了三十个村庄，把看到的都记了下来",
        "作者：你好，请问这本书写了多少年",
    ],
)
def test_a_line_of_prose_about_an_author_is_no_credit(line):
    assert not byline.is_credit(line)


def test_dateline_and_credits_are_merged_each_name_once():
    read = byline.read("新华社北京11月4日电（记者张三）", ("（记者张三 李四光）", "摄影：王五一"))
    assert read == Byline(("新华社",), ("北京",), None, 11, 4, ("张三", "李四光"), ("王五一",))


@given(
    st.text(st.sampled_from("新华社本报讯电记者摄影月日1二（）()【】、 ：:/张三李四·"), max_size=40)
)
def test_any_line_is_read_without_error(line):
    assert 0 <= byline.dateline_end(line) <= len(line)
    byline.is_credit(line)
    byline.read(line, (line,))


PIECES = [
    "《",
    "》",
    "《人民日报》",
    "人民日报",
    "新华社",
    "工人日报",
    "长沙晚报",
    "掌上长沙",
    "客户端",
    "本报",
    "晨报",
    "晚报",
    "某市电视台",
    "社",
    "/",
    "、",
    "和",
    "记者",
    "首席记者",
    "讯",
    "消息：",
    "中国军网",
    "北京",
    "11月5日",
    "电",
    "(",
    "网",
    "报",
    "新闻",
    "张三",
    "甲",
    "2024年",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_in_signs_of_books_nothing_is_an_agency_by_what_follows_it(text):
    agencies = byline_agencies
    short = agencies._ONE
    whole = f"(?:《{agencies.AGENCY}》|{agencies.AGENCY}(?:{agencies._IN_HAND}|{agencies._TABLE})?)"
    assert [match.span() for match in re.finditer(short, text)] == [
        match.span() for match in re.finditer(whole, text)
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_row_with_its_agency_written_once_finds_what_one_with_it_written_twice_does(text):
    agencies = byline_agencies
    twice = f"{agencies._ONE}(?:{agencies.JOIN}{agencies._ONE})*{agencies._APART}"
    groups = rf"(?P<open>【)?(?:(?P<own>本报)讯|(?P<cited>据))?{agencies.several(3)}\s*(?P<rest>.*)"
    plain = groups.replace(agencies._row(5), twice)
    for once, spelt in ((agencies._ROW.pattern, twice), (groups, plain)):
        assert [_said(match) for match in re.finditer(once, text)] == [
            _said(match) for match in re.finditer(spelt, text)
        ]


def _said(match):
    return match.span(), {name: match.span(name) for name in match.groupdict()}


@pytest.mark.parametrize(
    ("line", "reporters", "photographers"),
    [
        ("文：黎曉晴　攝：歐陽翰", ("黎曉晴",), ("歐陽翰",)),
        ("文、圖：黎曉晴", ("黎曉晴",), ("黎曉晴",)),
        ("图文：李小红", ("李小红",), ("李小红",)),
        ("（李明 摘编）", ("李明",), ()),
        ("（一位老读者）", (), ()),
        ("（部分家長）", (), ()),
    ],
)
def test_who_wrote_behind_a_colon_and_readers_without_a_name_are_credits(
    line, reporters, photographers
):
    assert byline.is_credit(line)
    said = byline.read(None, (line,))
    assert (said.reporters, said.photographers) == (reporters, photographers)


@pytest.mark.parametrize("line", ["文：白日依山尽", "图文：两江交汇处的老城", "（家长）"])
def test_what_only_begins_as_they_do_is_no_credit(line):
    assert not byline.is_credit(line)


@pytest.mark.parametrize("piece", [")", "）", "![a](b)", "新华社北京", "张三、", "（记者张三）"])
def test_a_line_of_absurd_length_says_nothing_and_takes_no_time(piece, in_seconds):
    line = piece * 100_000
    assert byline.read(line, (line, "（记者张三）")).reporters == ("张三",)


def test_a_list_of_two_hundred_reporters_is_read():
    names = [f"张{chr(0x4E00 + 20 * number)}" for number in range(200)]
    assert len(byline.read(None, (f"（记者 {' '.join(names)}）",)).reporters) > 190
