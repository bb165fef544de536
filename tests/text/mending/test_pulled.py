"""What is set large out of a paragraph is told from headings, refrains and talk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.records import Curation, PageReading
from juku.text import pages
from juku.text.blocks import layout, lines
from juku.text.mending import pulled
from juku.text.mending.seams import Seams

HALF = "　　蒙泉茶要经过七十八道工序。县里请回十九位老师傅，把诀窍写成教材，老手艺遇上新"
REST = "技术，说不清的门道变成了看得见的曲线。"
TEXT = "　　谭守业是基地的首席师傅，摇了大半辈子青。“手艺跟着人走，人一散，手艺就要断了。”他说。"
SAID = "“手艺跟着人走，人一散，手艺就要断了。”"
CAPTION = "一名学徒在看青"

SET_LARGE = [
    ("between halves", [HALF, SAID, REST, TEXT]),
    ("below a headline of another", [TEXT, "# 首批秋茶上市", SAID, HALF, REST]),
    ("before its paragraph", [SAID, TEXT]),
    ("behind its paragraph", [TEXT, SAID]),
    ("without its stop, between halves", [HALF, SAID.replace("。”", "”"), REST, TEXT]),
    ("behind a caption", [HALF, CAPTION, SAID.replace("。”", "”"), REST, TEXT]),
    ("without its marks", [HALF, SAID.strip("“”"), REST, TEXT]),
    ("a part of what is said", [HALF, "“人一散，手艺就要断了”", REST, TEXT]),
    ("in the marks of Taiwan", [one.translate({8220: "「", 8221: "」"}) for one in (SAID, TEXT)]),
]

MEANT = [
    ("a heading", [HALF + REST, SAID.replace("。”", "”"), TEXT]),
    ("a headline below a half of another", [HALF, SAID.replace("。”", "”"), TEXT, REST]),
    ("that, where nothing is set in", [HALF, SAID.replace("。”", "”"), TEXT.strip(), REST]),
    ("below a half and above what begins", [HALF, SAID.replace("。”", "”"), HALF + REST, TEXT]),
    ("too short", [HALF, "“人一散就断了。”", REST, TEXT]),
    ("other words", [HALF, SAID.replace("断", "丢"), REST, TEXT]),
    ("from the midst of a clause", [HALF, "“跟着人走，人一散，手艺就要断了。”", REST, TEXT]),
    ("up to the midst of a clause", [HALF, "“手艺跟着人走，人一散，手艺就要。”", REST, TEXT]),
    ("told, not said", [HALF + REST, SAID.strip("“”"), TEXT.translate({8220: "", 8221: ""})]),
    ("talk that is no longer than the other", [SAID, HALF + REST, SAID[:-1] + "”"]),
    ("two who speak", [HALF, "“手艺跟着人走。”“人一散，手艺就要断了。”", REST, TEXT]),
]


def found(page: str) -> list[tuple[str, str]]:
    """Each line that is set aside, and what it is of."""
    printed = lines.printed(layout.cut(page))
    pulled.find(printed, Seams(page, headings_marked=True))
    return [
        (line.text, printed[line.repeat_of].text)
        for line in printed
        if line.aside and line.repeat_of is not None and line.rule == "repeat-pulled"
    ]


@pytest.mark.parametrize(("name", "page"), SET_LARGE, ids=[name for name, _ in SET_LARGE])
def test_it_repeats_the_paragraph_that_has_it(name: str, page: list[str]) -> None:
    ((_, of),) = found("\n".join(page))
    assert "谭守业" in of


@pytest.mark.parametrize(("name", "page"), MEANT, ids=[name for name, _ in MEANT])
def test_what_is_meant_to_stand_alone_stays(name: str, page: list[str]) -> None:
    assert found("\n".join(page)) == []


def read(*page: str) -> PageReading:
    return pages.read_page("\n".join(page), Curation())


def test_the_halves_around_it_are_one_paragraph() -> None:
    page = f"# 老手艺\n{HALF}\n{SAID}\n{REST}\n{TEXT}"
    reading = read(page)
    repeat = next(block for block in reading.blocks if block.kind == "repeat")
    assert page[repeat.start : repeat.end] == SAID
    assert repeat.repeat_of is not None
    assert "谭守业" in page[reading.blocks[repeat.repeat_of].start :][:10]
    bodies = [unit for unit in reading.articles[0].units if unit.role == "body"]
    texts = ["".join(page[one.start : one.end] for one in unit.spans) for unit in bodies]
    assert texts == [(HALF + REST).strip(), TEXT.strip()]


@given(st.lists(st.sampled_from([HALF, REST, TEXT, SAID, CAPTION]), max_size=8))
def test_no_two_lines_repeat_each_other(page: list[str]) -> None:
    text = "\n".join(page)
    printed = lines.printed(layout.cut(text))
    pulled.find(printed, Seams(text, headings_marked=True))
    for line in printed:
        if line.repeat_of is not None:
            assert not printed[line.repeat_of].aside
            assert line.text.strip("“”。") in printed[line.repeat_of].text
