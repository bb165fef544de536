"""One text converted: only what OpenCC could change is given to it, and nothing else differs."""

from __future__ import annotations

import json
import sys
from importlib.resources import files

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from juku.text import conversion

TABLE = json.loads(files("juku.schema").joinpath("touched.json").read_text("utf-8"))
LINES = st.text(
    alphabet=st.one_of(
        st.sampled_from("上海举办发展头发头髮乾隆台著著名臺後后\n\n\r \ue000，。"),
        st.sampled_from(TABLE["t2s"]),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=40,
)


@given(text=LINES)
@example(text="")
@example(text="\n頭髮\n\n头发乾\n乾")
@example(text="\ue000头发\n著")
@settings(max_examples=500, deadline=None)
def test_what_is_left_out_changes_nothing(text):
    converted, places = conversion.marked("t2s", text)
    whole, all_places = conversion._all("t2s", text)
    assert (converted, places.tolist()) == (whole, all_places.tolist())


def test_without_a_listed_character_nothing_is_changed_or_marked():
    listed = set(TABLE["t2s"])
    others = [chr(code) for code in range(0x2E80, 0x32000) if not 0xD800 <= code < 0xE000]
    assert sys.maxunicode > 0x32000
    text = "\n".join(each for each in others if each not in listed)
    converted, places = conversion._all("t2s", text)
    assert converted == text
    assert len(places) == 0


def test_a_converted_line_of_another_length_is_left_to_the_whole(monkeypatch):
    asked = []

    def longer(_, text):
        asked.append(text)
        return text.replace("電腦", "计算机"), []

    monkeypatch.setattr(conversion, "_all", longer)
    assert conversion._touched_alone("说\n用電腦") == ("说\n用计算机", [])
    assert asked == ["用電腦", "说\n用電腦"]


def test_table_is_of_the_installed_version():
    assert TABLE["opencc"] == opencc.__version__, "run scripts/list_characters.py"


@pytest.mark.parametrize("phrase", ["乾坤", "頭髮", "瞭解", "覆蓋"])
def test_phrases_have_a_listed_character(phrase):
    assert set(phrase) & set(TABLE["t2s"])
